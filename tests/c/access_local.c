/* ranks: 1 2 3 4 6  timeout: 120  valgrind-full: 3
 * A rank's own elements to and from a block of the caller's: any strides on both sides, every layout;
 * blocks that overlap the array; one rank's error reaches the others. */
#include "whole.h"

enum { BLOCK_C, BLOCK_FORTRAN, BLOCK_ODD, BLOCKS };

/* Strides of a block of the owned extents: in C order, in Fortran order, or backwards with gaps at odd
 * addresses; the offset of its first element, and its size. */
static int64_t block_strides(const da_local *local, int kind, int64_t *strides, int64_t *first) {
    const int64_t item = (int64_t)item_size(local->dtype);
    int64_t step = kind == BLOCK_ODD ? item + 3 : item;
    *first = kind == BLOCK_ODD ? 1 : 0;
    for (int32_t i = 0; i < local->ndim; i++) {
        const int32_t k = kind == BLOCK_FORTRAN ? i : local->ndim - 1 - i;
        strides[k] = kind == BLOCK_ODD ? -step : step;
        if (kind == BLOCK_ODD && local->owned_shape[k] > 0) *first += (local->owned_shape[k] - 1) * step;
        step *= local->owned_shape[k] > 0 ? local->owned_shape[k] : 1;
    }
    return step + 1;
}

/* The pattern of every owned element in the block, or how many differ from it. */
static int64_t each_of_block(const da_array *a, const int64_t *strides, char *first, int32_t seed, int write) {
    const da_local local = local_of(a, DA_ACCESS_READ);
    int64_t index[ORACLE_MAX] = {0}, at[ORACLE_MAX] = {0}, global[ORACLE_MAX] = {0}, shape[ORACLE_MAX] = {0};
    int64_t wrong = 0;
    da_distribution *dist = NULL;
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_array_shape(a, shape));
    if (local.size > 0 && count_of(local.ndim, local.owned_shape) > 0) do {
            char expected[16], *p = first;
            for (int32_t k = 0; k < local.ndim; k++) {
                at[k] = index[k] + local.owned_offset[k];
                p += index[k] * strides[k];
            }
            CHECK_OK(da_distribution_global_from_local(dist, -1, at, global));
            pattern(local.dtype, position_in(local.ndim, shape, global), seed, expected);
            if (write) memcpy(p, expected, item_size(local.dtype));
            else wrong += memcmp(p, expected, item_size(local.dtype)) != 0;
        } while (next_index(local.ndim, local.owned_shape, index));
    CHECK_OK(da_distribution_free(&dist));
    return wrong;
}

static void check_block(const da_array *a, int kind) {
    const da_local local = local_of(a, DA_ACCESS_READ);
    int64_t strides[ORACLE_MAX] = {0}, first;
    const int64_t bytes = block_strides(&local, kind, strides, &first);
    const int64_t *given = kind == BLOCK_C ? NULL : strides;
    char *block = calloc(1, (size_t)bytes);
    int32_t flags = -1;
    CHECK_OR_QUIT(block != NULL);
    put_patterns(a, 9); /* guards the padding too */
    each_of_block(a, strides, block + first, 1, 1);
    CHECK_OK(da_assign_local(a, block + first, given));
    check_patterns(a, 1);
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, 0);
    memset(block, GUARD, (size_t)bytes);
    CHECK_OK(da_copy_local(a, block + first, given));
    CHECK_EQ_I64(each_of_block(a, strides, block + first, 1, 0), 0);
    free(block);
}

static void check_layouts(const world *w) {
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        const int64_t before = check_failures;
        layout_make(&l, which, w->size);
        da_distribution *dist = oracle_create(&l.o, w->ctx);
        for (int kind = 0; kind < BLOCKS; kind++) {
            void *memory;
            const int32_t dtype = 1 + (which + 5 * kind) % NUM_DTYPES;
            da_array *a = array_stored(dist, dtype, (which + kind) % STORED_WAYS, 0, &memory);
            check_block(a, kind);
            CHECK_OK(da_array_free(&a));
            free(memory);
        }
        CHECK_OK(da_distribution_free(&dist));
        if (check_failures > before) fprintf(stderr, "(layout %d: %s)\n", which, l.text);
    }
}

/* One row for all rows, and the array's own memory the other way round. */
static void check_sharing(const world *w) {
    enum { ROWS = 4, COLUMNS = 3 };
    const int64_t shape[2] = {ROWS * w->size, COLUMNS}, repeat[2] = {0, 8}, turned[2] = {-COLUMNS * 8, -8};
    const double row[COLUMNS] = {1, 2, 3};
    double mine[ROWS * COLUMNS];
    da_array *a = NULL;
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine, NULL, 0, NULL, NULL, &a));
    CHECK_OK(da_assign_local(a, row, repeat));
    for (int k = 0; k < ROWS * COLUMNS; k++) CHECK_NEAR(mine[k], k % COLUMNS + 1, 0);
    for (int k = 0; k < ROWS * COLUMNS; k++) mine[k] = k;
    CHECK_OK(da_assign_local(a, mine + ROWS * COLUMNS - 1, turned));
    for (int k = 0; k < ROWS * COLUMNS; k++) CHECK_NEAR(mine[k], ROWS * COLUMNS - 1 - k, 0);
    CHECK_OK(da_copy_local(a, mine + ROWS * COLUMNS - 1, turned));
    for (int k = 0; k < ROWS * COLUMNS; k++) CHECK_NEAR(mine[k], k, 0);
    CHECK_OK(da_assign_local(a, mine, NULL));
    for (int k = 0; k < ROWS * COLUMNS; k++) CHECK_NEAR(mine[k], k, 0);
    CHECK_STATUS(da_copy_local(a, mine, repeat), DA_ERR_LAYOUT);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* A silent call: one rank's mistake reaches the others at the next call that communicates. */
static void check_errors(const world *w) {
    const int64_t shape[1] = {4 * w->size}, far[1] = {INT64_MAX / 2};
    const int last = w->rank == w->size - 1;
    int32_t mine[4] = {1, 2, 3, 4};
    int64_t empty[1] = {0};
    da_array *a = NULL, *nothing = NULL;
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b"), *none = make_dist(w->ctx, 1, empty, "b");
    CHECK_OK(da_zeros(dist, DA_INT32, &a));
    CHECK_STATUS(da_assign_local(a, last ? NULL : mine, NULL), last ? DA_ERR_NULL : DA_OK);
    CHECK_STATUS(da_context_barrier(w->ctx), w->size > 1 ? DA_ERR_NULL : DA_OK);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_STATUS(da_assign_local(a, mine, far), DA_ERR_OVERFLOW);
    CHECK_STATUS(da_copy_local(a, mine, far), DA_ERR_OVERFLOW);
    CHECK_OK(da_zeros(none, DA_INT32, &nothing));
    CHECK_OK(da_assign_local(nothing, NULL, NULL));
    CHECK_OK(da_copy_local(nothing, NULL, NULL));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&nothing));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&none));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_layouts(&w);
    check_sharing(&w);
    check_errors(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
