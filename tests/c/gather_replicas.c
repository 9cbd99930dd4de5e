/* ranks: 1 2 3 4 6
 * Replicas: gather takes the first, scatter fills all; a context over some ranks; the staging memory
 * that a transfer takes is bounded by what the context allows. */
#include "whole.h"

enum { COLUMNS = 5 };

/* A vector that every rank holds whole, different on each. */
static void differing_replicas(const world *w) {
    const int64_t shape[1] = {COLUMNS}, mesh[1] = {w->size};
    double mine[COLUMNS], all[COLUMNS] = {0};
    da_distribution_options options;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = mesh;
    options.grid_ndim = 1;
    CHECK_OK(da_distribution_create(w->ctx, 1, shape, "n", &options, &dist));
    for (int k = 0; k < COLUMNS; k++) mine[k] = 10 * w->rank + k;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine, NULL, 0, NULL, NULL, &a));
    CHECK_OK(da_gather(a, -1, DA_ORDER_C, all, sizeof all));
    for (int k = 0; k < COLUMNS; k++) CHECK_NEAR(all[k], k, 0);
    for (int k = 0; k < COLUMNS; k++) all[k] = 100 + k;
    CHECK_OK(da_scatter(all, sizeof all, w->size - 1, DA_ORDER_C, a));
    for (int k = 0; k < COLUMNS; k++) CHECK_NEAR(mine[k], 100 + k, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Root numbers are ranks of the context, whatever its order. */
static void reversed_context(const world *w) {
    const int64_t shape[2] = {7, 3};
    int32_t rank = -1;
    float all[21];
    da_context *turned = NULL;
    da_array *a = NULL;
    CHECK_OK(da_context_split(w->ctx, 0, -w->rank, &turned));
    CHECK_OK(da_context_rank(turned, &rank));
    CHECK_EQ_I64(rank, w->size - 1 - w->rank);
    da_distribution *dist = make_dist(turned, 2, shape, "c,n");
    CHECK_OK(da_zeros(dist, DA_FLOAT32, &a));
    put_patterns(a, 4);
    memset(all, 0, sizeof all);
    CHECK_OK(da_gather(a, w->size - 1, DA_ORDER_C, all, sizeof all));
    for (int64_t k = 0; k < 21; k++) {
        char expected[16] = {0};
        if (rank == w->size - 1) pattern(DA_FLOAT32, k, 4, expected);
        CHECK(memcmp(&all[k], expected, 4) == 0);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&turned));
}

/* A transfer of much more than the pieces takes a few pieces' memory, and gives it back. */
static void bounded_staging(void) {
    enum { SIZE = 1 << 20, PIECE = 4096 };
    const int64_t shape[1] = {SIZE};
    world w = world_with(60, PIECE);
    da_distribution *dist = make_dist(w.ctx, 1, shape, "c:100");
    da_array *a = NULL;
    uint8_t *all = malloc(SIZE);
    CHECK_OR_QUIT(all != NULL);
    CHECK_OK(da_zeros(dist, DA_UINT8, &a));
    put_patterns(a, 5);
    memset(all, 0, SIZE);
    const da_counters before = counters_now();
    CHECK_OK(da_gather(a, 0, DA_ORDER_C, w.rank == 0 ? all : NULL, SIZE));
    const da_counters after = counters_now();
    CHECK_EQ_I64(after.live_bytes, before.live_bytes);
    CHECK(after.allocations - before.allocations <= 8);
    CHECK(after.peak_bytes <= (before.peak_bytes > before.live_bytes + 16 * PIECE ? before.peak_bytes
                                                                                  : before.live_bytes + 16 * PIECE));
    int64_t wrong = 0;
    for (int64_t k = 0; w.rank == 0 && k < SIZE; k++) {
        char expected[16];
        pattern(DA_UINT8, k, 5, expected);
        wrong += all[k] != (uint8_t)expected[0];
    }
    CHECK_EQ_I64(wrong, 0);
    free(all);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    differing_replicas(&w);
    reversed_context(&w);
    world_close(&w);
    bounded_staging();

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
