/* Making a descriptor of an array, and an array of a descriptor, from 1 KB to 1 GB: the memory is never touched, so
 * that the time must not depend on its size. Each line is the median of many calls, in microseconds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <distarray/scalapack.h>

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

static double median(double *times) {
    qsort(times, REPEATS, sizeof *times, ascending);
    return times[REPEATS / 2] * 1e6;
}

/* Median microseconds of one export, and of one import and free. */
static void measure(const da_scalapack_grid *grid, const da_array *a, double result[2]) {
    static double out[REPEATS], in[REPEATS];
    da_scalapack_int desc[DA_SCALAPACK_DESC_SIZE];
    void *data = NULL;
    for (int k = 0; k < REPEATS; k++) {
        da_array *b = NULL;
        const double begin = seconds();
        TRY(da_scalapack_export(a, grid, DA_ACCESS_WRITE, desc, &data));
        const double middle = seconds();
        TRY(da_scalapack_import(grid, desc, DA_FLOAT64, data, 0, NULL, NULL, &b));
        TRY(da_array_free(&b));
        out[k] = middle - begin;
        in[k] = seconds() - middle;
    }
    result[0] = median(out);
    result[1] = median(in);
}

int main(int argc, char **argv) {
    da_context *ctx = NULL;
    da_scalapack_grid grid;
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    TRY(da_scalapack_grid_create(ctx, "Row-major", 0, 0, &grid));
    if (rank == 0) printf("bytes on each of %d ranks   export us   import and free us\n", size);
    for (int64_t bytes = 1024; bytes <= (int64_t)1 << 30; bytes *= 4) {
        da_array_options options = {sizeof options, DA_ORDER_FORTRAN, DA_FILL_EMPTY, {0, 0, {0, 0}}};
        da_distribution *dist = NULL;
        da_array *a = NULL;
        double times[2];
        TRY(da_scalapack_distribution(&grid, bytes / 8 / 16 * grid.rows, 16 * grid.cols, 8, 8, 0, 0, &dist));
        TRY(da_array_create(dist, DA_FLOAT64, &options, &a));
        measure(&grid, a, times);
        if (rank == 0) printf("%26lld  %10.2f  %19.2f\n", (long long)bytes, times[0], times[1]);
        TRY(da_array_free(&a));
        TRY(da_distribution_free(&dist));
    }
    TRY(da_scalapack_grid_free(&grid));
    TRY(da_context_free(&ctx));
    MPI_Finalize();
    return 0;
}
