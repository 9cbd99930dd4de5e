/* Wrapping memory and freeing the array again, from 1 KB to 1 GB: the memory is never touched, so that
 * the time must not depend on its size. `make bench` runs it on one rank. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <distarray.h>

enum { REPEATS = 2001 };

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { \
            fprintf(stderr, "%s: %s\n", #call, da_error_message()); \
            MPI_Abort(MPI_COMM_WORLD, 1); \
        } \
    } while (0)

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median seconds of one wrap and free. */
static double wrap_and_free(const da_distribution *dist, double *memory) {
    static double times[REPEATS];
    for (int k = 0; k < REPEATS; k++) {
        da_array *a = NULL;
        const double begin = seconds();
        TRY(da_array_wrap(dist, DA_FLOAT64, memory, NULL, 0, NULL, NULL, &a));
        TRY(da_array_free(&a));
        times[k] = seconds() - begin;
    }
    qsort(times, REPEATS, sizeof *times, ascending);
    return times[REPEATS / 2];
}

int main(int argc, char **argv) {
    da_context *ctx = NULL;
    MPI_Init(&argc, &argv);
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    printf("      bytes  wrap and free us\n");
    for (int64_t bytes = 1024; bytes <= (int64_t)1 << 30; bytes *= 4) {
        const int64_t shape[2] = {bytes / 8 / 16, 16};
        da_distribution *dist = NULL;
        double *memory = calloc((size_t)bytes, 1);
        if (memory == NULL) MPI_Abort(MPI_COMM_WORLD, 1);
        TRY(da_distribution_create(ctx, 2, shape, "b,b", NULL, &dist));
        printf("%11lld  %16.2f\n", (long long)bytes, wrap_and_free(dist, memory) * 1e6);
        TRY(da_distribution_free(&dist));
        free(memory);
    }
    TRY(da_context_free(&ctx));
    MPI_Finalize();
    return 0;
}
