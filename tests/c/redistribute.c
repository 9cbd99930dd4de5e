/* ranks: 1 2 3 4 6  timeout: 180  valgrind: 1  valgrind-full: 3
 * Redistribution from every layout of the catalogue, stored in any way, to others of its shape: block,
 * cyclic, replicated, on some ranks, in Fortran order; with pieces of any size; of views too. */
#include "whole.h"

static void compare_fresh(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    static const char zeros[16];
    pattern_task *task = user;
    if (is_owned(local, index)) compare_pattern(local, index, global, user);
    else task->wrong += memcmp(element_at(local, index), zeros, item_size(local->dtype)) != 0;
}

/* Every owned element of a new array has its pattern, and communication padding is zero. */
static void check_fresh(const da_array *a, int32_t seed) {
    int64_t shape[ORACLE_MAX] = {0};
    pattern_task task = {shape, seed, 0};
    CHECK_OK(da_array_shape(a, shape));
    each_element(a, DA_ACCESS_READ, compare_fresh, &task);
    CHECK_EQ_I64(task.wrong, 0);
}

/* Checks one redistribution of an array that holds the pattern of `seed`. */
static void check_moved(const da_array *a, const da_distribution *dist, int32_t seed) {
    da_array *moved = NULL;
    da_distribution *got = NULL;
    int32_t same = 0, before = -1, after = -2;
    CHECK_OK(da_redistribute(a, dist, &moved));
    if (!moved) return;
    CHECK_OK(da_array_distribution(moved, &got));
    CHECK_OK(da_distribution_equal(got, dist, &same));
    CHECK_EQ_I64(same, 1);
    CHECK_OK(da_array_dtype(a, &before));
    CHECK_OK(da_array_dtype(moved, &after));
    CHECK_EQ_I64(before, after);
    check_fresh(moved, seed);
    CHECK_OK(da_array_free(&moved));
    CHECK_OK(da_distribution_free(&got));
}

/* One kind for all axes, or two in turn. */
static da_distribution *all_axes(const world *w, int32_t ndim, const int64_t *shape, const char *even,
                                 const char *odd) {
    char text[300] = "";
    da_distribution *dist = NULL;
    for (int32_t k = 0; k < ndim; k++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", k ? "," : "", k % 2 ? odd : even);
    CHECK_OK(da_distribution_create(w->ctx, ndim, shape, text, NULL, &dist));
    return dist;
}

/* To targets of the array's shape; `back` is a layout that it has to fit too. */
static void check_targets(const world *w, const da_array *a, const da_distribution *back, int32_t seed) {
    static const char *const kinds[][2] = {{"b", "b"}, {"c", "n"}, {"n", "c:2"}, {"c:3", "b"}, {"n", "n"}};
    int64_t shape[ORACLE_MAX];
    int32_t ndim = 0;
    CHECK_OK(da_array_ndim(a, &ndim));
    CHECK_OK(da_array_shape(a, shape));
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        da_distribution *dist = all_axes(w, ndim, shape, kinds[k][0], kinds[k][1]), *spread = NULL;
        check_moved(a, dist, seed);
        CHECK_OK(da_distribution_replicate(dist, 0, NULL, &spread));
        check_moved(a, spread, seed);
        CHECK_OK(da_distribution_free(&spread));
        CHECK_OK(da_distribution_free(&dist));
    }
    check_moved(a, back, seed);
}

static void check_layout(const world *w, const layout *l, int which) {
    da_distribution *dist = oracle_create(&l->o, w->ctx);
    void *memory;
    da_array *a = array_stored(dist, 1 + (which * 5) % 13, which % STORED_WAYS, 0, &memory), *moved = NULL;
    put_patterns(a, which);
    check_targets(w, a, dist, which);
    /* There and back again. */
    da_distribution *cyclic = NULL;
    int64_t shape[ORACLE_MAX];
    oracle_shape(&l->o, shape);
    cyclic = all_axes(w, l->o.ndim, shape, "c", "c:2");
    CHECK_OK(da_redistribute(a, cyclic, &moved));
    check_moved(moved, dist, which);
    CHECK_OK(da_array_free(&moved));
    CHECK_OK(da_distribution_free(&cyclic));
    CHECK_OK(da_array_free(&a));
    free(memory);
    CHECK_OK(da_distribution_free(&dist));
}

/* Parts of an array move like arrays; their elements are compared with a copy's. */
static void check_views(const world *w) {
    static const char *const parts[] = {"::-1, 1:-1:2", "3", "2:9:3, None, ::2", "..., -1", "5:5, :"};
    const int64_t shape[2] = {13, 9};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "c:2,b");
    da_array *a = NULL;
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    put_patterns(a, 5);
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        da_array *part = NULL, *moved = NULL;
        int64_t bytes = 0, size = 0, extents[3];
        int32_t ndim = 0;
        char *before, *after;
        CHECK_OK(da_slice_copy_text(a, parts[k], &part));
        CHECK_OK(da_array_ndim(part, &ndim));
        CHECK_OK(da_array_shape(part, extents));
        CHECK_OK(da_array_size(part, &size));
        da_distribution *rows = all_axes(w, ndim, extents, "b", "c");
        CHECK_OK(da_redistribute(part, rows, &moved));
        bytes = size * 8;
        before = malloc((size_t)bytes + 1);
        after = malloc((size_t)bytes + 1);
        CHECK_OR_QUIT(before && after);
        CHECK_OK(da_gather(part, -1, DA_ORDER_C, before, bytes));
        CHECK_OK(da_gather(moved, -1, DA_ORDER_C, after, bytes));
        CHECK(memcmp(before, after, (size_t)bytes) == 0);
        free(before);
        free(after);
        CHECK_OK(da_array_free(&part));
        CHECK_OK(da_array_free(&moved));
        CHECK_OK(da_distribution_free(&rows));
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Stored like the source: in Fortran order where that is. */
static void check_order(const world *w) {
    const int64_t shape[2] = {6 * w->size, 8};
    da_distribution *rows = make_dist(w->ctx, 2, shape, "b,n"), *dealt = make_dist(w->ctx, 2, shape, "c,n");
    const da_array_options fortran = {.struct_size = sizeof fortran, .order = DA_ORDER_FORTRAN};
    da_array *a = NULL, *moved = NULL;
    int32_t c = -1, f = -1;
    CHECK_OK(da_array_create(rows, DA_INT32, &fortran, &a));
    put_patterns(a, 9);
    CHECK_OK(da_redistribute(a, dealt, &moved));
    CHECK_OK(da_array_order(moved, &c, &f));
    CHECK(f == 1 && c == 0);
    check_fresh(moved, 9);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&moved));
    CHECK_OK(da_distribution_free(&rows));
    CHECK_OK(da_distribution_free(&dealt));
}

/* Memory that is lacking on one rank only is an error on all; then the context works. */
static void check_no_memory(void) {
    const int64_t shape[1] = {1000};
    da_context_options options;
    world w = {NULL, -1, -1};
    da_array *a = NULL, *moved = NULL;
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.memory_limit = rank == 0 ? 35000 : 0;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &w.ctx));
    CHECK_OK(da_context_size(w.ctx, &w.size));
    da_distribution *rows = make_dist(w.ctx, 1, shape, "b"), *whole = NULL;
    CHECK_OK(da_distribution_replicate(rows, 0, NULL, &whole));
    CHECK_OK(da_zeros(rows, DA_FLOAT64, &a));
    put_patterns(a, 3);
    if (w.size > 1) {
        const da_status status = da_redistribute(a, whole, &moved);
        CHECK_OK(status);
        CHECK_OK(da_array_free(&moved));
    }
    da_distribution *twice = NULL;
    const int64_t wide[2] = {4, 1000};
    da_array *b = NULL;
    CHECK_OK(da_distribution_broadcast_to(rows, 2, wide, &twice));
    CHECK_OK(da_broadcast_to(a, 2, wide, &b));
    CHECK_OK(da_distribution_free(&whole));
    CHECK_OK(da_distribution_replicate(twice, 0, NULL, &whole));
    CHECK_STATUS(da_redistribute(b, whole, &moved), DA_ERR_NO_MEMORY);
    CHECK(moved == NULL);
    CHECK_OK(da_context_barrier(w.ctx));
    check_moved(a, rows, 3);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&twice));
    CHECK_OK(da_distribution_free(&rows));
    CHECK_OK(da_distribution_free(&whole));
    world_close(&w);
}

static void check_all(double timeout, int64_t staging) {
    world w = world_with(timeout, staging);
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        const int64_t before = check_failures;
        layout_make(&l, which, w.size);
        check_layout(&w, &l, which);
        if (check_failures > before) fprintf(stderr, "(layout %d: %s, staging %d)\n", which, l.text, (int)staging);
    }
    check_views(&w);
    check_order(&w);
    world_close(&w);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    check_all(60, 0);
    check_all(0, 64);
    check_all(60, 1000);
    check_no_memory();

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
