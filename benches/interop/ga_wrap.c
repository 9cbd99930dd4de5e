/* Making an array of a global array, and freeing it, from 1 KB to 1 GB on each process: the memory is never touched, so
 * that the time must not depend on its size. Each line is the median of many calls, in microseconds. */
#include <time.h>

#include <distarray/ga.h>

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

/* Median microseconds of one import and free. */
static double measure(const da_context *ctx, int g_a) {
    static double times[REPEATS];
    for (int k = 0; k < REPEATS; k++) {
        da_array *a = NULL;
        const double begin = seconds();
        TRY(da_ga_import(ctx, g_a, 0, &a));
        TRY(da_array_free(&a));
        times[k] = seconds() - begin;
    }
    qsort(times, REPEATS, sizeof *times, ascending);
    return times[REPEATS / 2] * 1e6;
}

/* In blocks, or dealt out over a grid of one column of processes. */
static int make(int64_t bytes, int size, int dealt) {
    int64_t dims[2] = {bytes / 8 / 16 * size, 16}, block[2] = {4, 8}, grid[2] = {size, 1};
    const int g_a = GA_Create_handle();
    GA_Set_data64(g_a, 2, dims, C_DBL);
    if (dealt) GA_Set_block_cyclic_proc_grid64(g_a, block, grid);
    if (!GA_Allocate(g_a)) MPI_Abort(MPI_COMM_WORLD, 1);
    return g_a;
}

int main(int argc, char **argv) {
    da_context *ctx = NULL;
    int rank, size;
    MPI_Init(&argc, &argv);
    GA_Initialize();
    if (!MA_init(C_DBL, 1000000, 1000000)) MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    if (rank == 0) printf("bytes on each of %d ranks   blocks us   dealt out us\n", size);
    for (int64_t bytes = 1024; bytes <= (int64_t)1 << 30; bytes *= 4) {
        double times[2];
        for (int dealt = 0; dealt < 2; dealt++) {
            const int g_a = make(bytes, size, dealt);
            times[dealt] = measure(ctx, g_a);
            GA_Destroy(g_a);
        }
        if (rank == 0) printf("%26lld  %10.2f  %13.2f\n", (long long)bytes, times[0], times[1]);
    }
    TRY(da_context_free(&ctx));
    GA_Terminate();
    MPI_Finalize();
    return 0;
}
