/* Gathering a block array on rank 0: da_gather() against MPI_Gatherv with a derived type, alone and behind
 * an MPI_Allreduce of 128 bytes (what a program needs that lets all ranks know of one rank's mistake), and da_gather()
 * of a context with DA_CHECK_NONE, which makes no such promise either; in turn, in one run. The blocks are equal, since MPI_Gatherv has one type for all of them. Prints medians
 * over the repetitions of the slowest rank's time. `make bench` runs it at 1, 2, 3 and 4 ranks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <distarray.h>

enum { REPEATS_MOST = 400 };

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { \
            fprintf(stderr, "%s: %s\n", #call, da_error_message()); \
            MPI_Abort(MPI_COMM_WORLD, 1); \
        } \
    } while (0)

typedef struct bench {
    int rank, ranks, grid[2];
    int64_t extent, block[2];          /* of the global array, both axes; of a block */
    double *mine, *whole;
    MPI_Datatype type;                 /* a block in the whole array, with the extent of one element */
    int *counts, *offsets;
    da_context *ctx, *bare_ctx;        /* the second one has DA_CHECK_NONE */
    da_distribution *dist, *bare_dist;
    da_array *a, *bare;                /* on the same memory */
} bench;

static void set_up(bench *b, int64_t extent) {
    const int64_t shape[2] = {extent, extent}, mesh[2] = {b->grid[0], b->grid[1]};
    const int whole[2] = {(int)extent, (int)extent}, zero[2] = {0, 0};
    const int block[2] = {(int)extent / b->grid[0], (int)extent / b->grid[1]};
    da_distribution_options options;
    MPI_Datatype plain;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = mesh;
    options.grid_ndim = 2;
    b->extent = extent;
    b->block[0] = block[0];
    b->block[1] = block[1];
    TRY(da_distribution_create(b->ctx, 2, shape, "b,b", &options, &b->dist));
    TRY(da_empty(b->dist, DA_FLOAT64, &b->a));
    TRY(da_distribution_create(b->bare_ctx, 2, shape, "b,b", &options, &b->bare_dist));
    da_local local;
    TRY(da_array_local(b->a, DA_ACCESS_WRITE, &local));
    b->mine = local.data;
    TRY(da_array_wrap(b->bare_dist, DA_FLOAT64, b->mine, NULL, 0, NULL, NULL, &b->bare));
    for (int64_t k = 0; k < local.size; k++) b->mine[k] = 1e7 * b->rank + (double)k;
    b->whole = b->rank == 0 ? calloc((size_t)(extent * extent), sizeof(double)) : NULL;
    MPI_Type_create_subarray(2, whole, block, zero, MPI_ORDER_C, MPI_DOUBLE, &plain);
    MPI_Type_create_resized(plain, 0, sizeof(double), &b->type);
    MPI_Type_commit(&b->type);
    MPI_Type_free(&plain);
    for (int r = 0; r < b->ranks; r++) {
        b->counts[r] = 1;
        b->offsets[r] = (r / b->grid[1]) * block[0] * (int)extent + (r % b->grid[1]) * block[1];
    }
}

static void tear_down(bench *b) {
    free(b->whole);
    MPI_Type_free(&b->type);
    TRY(da_array_free(&b->bare));
    TRY(da_distribution_free(&b->bare_dist));
    TRY(da_array_free(&b->a));
    TRY(da_distribution_free(&b->dist));
}

static void by_library(bench *b) {
    TRY(da_gather(b->a, 0, DA_ORDER_C, b->whole, b->rank == 0 ? b->extent * b->extent * 8 : 0));
}

static void by_library_bare(bench *b) {
    TRY(da_gather(b->bare, 0, DA_ORDER_C, b->whole, b->rank == 0 ? b->extent * b->extent * 8 : 0));
}

static void by_mpi(bench *b) {
    MPI_Gatherv(b->mine, (int)(b->block[0] * b->block[1]), MPI_DOUBLE, b->whole, b->counts, b->offsets, b->type, 0,
                MPI_COMM_WORLD);
}

static void by_mpi_agreed(bench *b) {
    int64_t mine[16] = {0}, all[16];
    MPI_Allreduce(mine, all, 16, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD);
    if (all[0] == 0) by_mpi(b);
}

/* Every element came from where it should; then the buffer is spoiled for the next. */
static void verify(bench *b, const char *name) {
    if (b->rank != 0) return;
    for (int64_t i = 0; i < b->extent; i++)
        for (int64_t j = 0; j < b->extent; j++) {
            const int64_t p = i / b->block[0], q = j / b->block[1];
            const int64_t k = (i % b->block[0]) * b->block[1] + j % b->block[1];
            const double expected = 1e7 * (double)(p * b->grid[1] + q) + (double)k;
            if (b->whole[i * b->extent + j] != expected) {
                fprintf(stderr, "%s: a wrong element at %d, %d\n", name, (int)i, (int)j);
                MPI_Abort(MPI_COMM_WORLD, 1);
            }
        }
    memset(b->whole, 0xff, (size_t)(b->extent * b->extent) * sizeof(double));
}

static double time_of(bench *b, void (*gather)(bench *)) {
    double mine, slowest;
    MPI_Barrier(MPI_COMM_WORLD);
    mine = MPI_Wtime();
    gather(b);
    mine = MPI_Wtime() - mine;
    MPI_Reduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, 0, MPI_COMM_WORLD);
    return b->rank == 0 ? slowest : 0;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times, int count) {
    qsort(times, (size_t)count, sizeof *times, ascending);
    return times[count / 2];
}

static void run(bench *b, int64_t extent, int repeats) {
    static double library[REPEATS_MOST], mpi[REPEATS_MOST], agreed[REPEATS_MOST], bare[REPEATS_MOST];
    set_up(b, extent);
    by_library(b);
    verify(b, "da_gather");
    by_library_bare(b);
    verify(b, "da_gather without checks");
    by_mpi(b);
    verify(b, "MPI_Gatherv");
    for (int k = 0; k < repeats; k++) {
        library[k] = time_of(b, by_library);
        mpi[k] = time_of(b, by_mpi);
        bare[k] = time_of(b, by_library_bare);
        agreed[k] = time_of(b, by_mpi_agreed);
    }
    if (b->rank == 0) {
        const double x = median(library, repeats), y = median(mpi, repeats), z = median(agreed, repeats);
        const double w = median(bare, repeats);
        printf("%5d  %d x %d  %9lld  %12.1f  %14.1f  %6.2f  %11.1f  %6.2f  %13.1f  %6.2f  %6.2f\n", b->ranks, b->grid[0],
               b->grid[1], (long long)(extent * extent), x * 1e6, y * 1e6, x / y, z * 1e6, x / z, w * 1e6, w / y,
               (double)(extent * extent) * 8e-9 / x);
        fflush(stdout);
    }
    tear_down(b);
}

int main(int argc, char **argv) {
    static const int64_t extents[] = {12, 36, 96, 312, 996, 3156}; /* multiples of 2, 3 and 4 */
    static const int repeats[] = {400, 400, 400, 200, 60, 15};
    bench b;
    memset(&b, 0, sizeof b);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &b.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &b.ranks);
    MPI_Dims_create(b.ranks, 2, b.grid);
    b.counts = malloc(2 * (size_t)b.ranks * sizeof *b.counts);
    if (b.counts == NULL) MPI_Abort(MPI_COMM_WORLD, 1);
    b.offsets = b.counts + b.ranks;
    da_context_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    if (argc > 1) options.staging_bytes = atoll(argv[1]);
    if (argc > 2) options.timeout_seconds = atof(argv[2]);
    TRY(da_context_create(MPI_COMM_WORLD, &options, &b.ctx));
    options.check_level = DA_CHECK_NONE;
    TRY(da_context_create(MPI_COMM_WORLD, &options, &b.bare_ctx));
    if (b.rank == 0)
        printf("ranks   grid   elements  da_gather us  MPI_Gatherv us   ratio  agreed, us   ratio  unchecked, us   ratio  GB/s\n");
    for (int k = 0; k < 6; k++) run(&b, extents[k], repeats[k]);
    TRY(da_context_free(&b.bare_ctx));
    TRY(da_context_free(&b.ctx));
    free(b.counts);
    MPI_Finalize();
    return 0;
}
