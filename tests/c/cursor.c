/* ranks: 1 2 3 4 6  valgrind-full: 1 3
 * Walking over what a rank owns, for every layout: each element once, in C order, with its global and
 * local index and its address; run by run the same; the array may be freed meanwhile. */
#include "whole.h"

/* Where a walk should stand, found by stepping over the section's local indices. */
typedef struct expectation {
    da_local local;
    da_distribution *dist;
    int64_t index[ORACLE_MAX]; /* owned position */
    int64_t left;              /* elements not visited yet */
} expectation;

static expectation expect(const da_array *a) {
    expectation e;
    memset(&e, 0, sizeof e);
    e.local = local_of(a, DA_ACCESS_READ);
    e.left = e.local.size > 0 ? count_of(e.local.ndim, e.local.owned_shape) : 0;
    CHECK_OK(da_array_distribution(a, &e.dist));
    return e;
}

/* The cursor is at the next element; `offset` says how far behind the cursor the element is in its run. */
static void check_here(expectation *e, const da_cursor *c, int64_t offset) {
    int64_t at[ORACLE_MAX] = {0}, global[ORACLE_MAX] = {0};
    const int32_t last = e->local.ndim - 1;
    for (int32_t k = 0; k <= last; k++) at[k] = e->index[k] + e->local.owned_offset[k];
    CHECK_OK(da_distribution_global_from_local(e->dist, -1, at, global));
    int same = c->ndim == e->local.ndim && c->dtype == e->local.dtype && offset < c->count;
    for (int32_t k = 0; k <= last; k++) {
        same &= c->local[k] + (k == last ? offset : 0) == at[k];
        same &= c->index[k] + (k == last ? offset : 0) == global[k];
    }
    CHECK(same);
    CHECK((char *)c->data + offset * c->stride == element_at(&e->local, at));
    e->left--;
    CHECK_EQ_I64(c->remaining - offset, e->left);
    next_index(e->local.ndim, e->local.owned_shape, e->index);
}

static void check_end(da_cursor *c) {
    CHECK(c->data == NULL && c->count == 0 && c->remaining == 0);
    CHECK_EQ_I64(da_cursor_next(c), 0);
    CHECK_EQ_I64(da_cursor_next_run(c), 0);
    CHECK_OK(da_cursor_end(c));
    CHECK(c->private_data == NULL);
    CHECK_EQ_I64(da_cursor_next(c), 0);
    CHECK_OK(da_cursor_end(c));
}

static void check_walk(const da_array *a, int32_t access) {
    expectation e = expect(a);
    da_cursor c, copy;
    memset(&c, 0x5a, sizeof c);
    CHECK_OK(da_cursor_begin(a, access, &c));
    CHECK_EQ_I64(c.remaining, e.left);
    CHECK(c.data == NULL && c.count == 0);
    copy = c;
    while (da_cursor_next(&c)) check_here(&e, &c, 0);
    CHECK_EQ_I64(e.left, 0);
    /* The copy goes its own way: here run by run, the first element of every second run by itself. */
    CHECK_OK(da_distribution_free(&e.dist));
    e = expect(a);
    for (int run = 0; da_cursor_next_run(&copy); run++) {
        const int64_t count = copy.count;
        CHECK(count >= 1);
        if (run % 2) for (int64_t k = 0; k < count; k++) check_here(&e, &copy, k);
        else for (int64_t k = 0; k < count; k++) {
                if (k > 0) CHECK_EQ_I64(da_cursor_next(&copy), 1);
                check_here(&e, &copy, 0);
            }
    }
    CHECK_EQ_I64(e.left, 0);
    CHECK_OK(da_distribution_free(&e.dist));
    check_end(&c);
}

/* Runs are as long as they can be: indices that follow each other along the last axis. */
static void check_runs(const world *w) {
    const int64_t shape[2] = {2, 12 * w->size}, wide[1] = {12 * w->size};
    const char *texts[3] = {"n,b", "n,c:4", "n,c"};
    const int64_t runs[3] = {2, 6, 24};
    int64_t count = 0;
    da_cursor c;
    da_array *a = NULL;
    for (int k = 0; k < 3; k++) {
        da_distribution *dist = make_dist(w->ctx, 2, shape, texts[k]);
        CHECK_OK(da_zeros(dist, DA_UINT8, &a));
        CHECK_OK(da_cursor_begin(a, DA_ACCESS_READ, &c));
        for (count = 0; da_cursor_next_run(&c);) count++;
        CHECK_EQ_I64(count, w->size == 1 ? 2 : runs[k]);
        check_end(&c);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
    }
    da_distribution *dist = make_dist(w->ctx, 1, wide, "b");
    CHECK_OK(da_ones(dist, DA_UINT8, &a));
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_READ, &c));
    CHECK_EQ_I64(da_cursor_next(&c), 1);
    CHECK_OK(da_cursor_end(&c)); /* in the middle */
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static int released = 0;
static void note_release(void *memory) {
    released++;
    CHECK(memory != NULL);
}

/* The cursor holds the memory; write access needs a writable array and outdates the padding. */
static void check_lifetime(const world *w) {
    const int64_t shape[1] = {3 * w->size};
    double mine[5] = {0};
    int32_t flags = -1;
    da_array *a = NULL;
    da_cursor c;
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b(comm=1)");
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine, NULL, DA_PADDING_VALID, note_release, mine, &a));
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_READ, &c));
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, DA_PADDING_VALID);
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_I64(released, 0);
    while (da_cursor_next(&c)) *(double *)c.data = (double)c.index[0] + 0.5;
    const int padded = w->rank > 0;
    for (int k = 0; k < 3; k++) CHECK_NEAR(mine[k + padded], 3 * w->rank + k + 0.5, 0);
    CHECK_EQ_I64(released, 0);
    CHECK_OK(da_cursor_end(&c));
    CHECK_EQ_I64(released, 1);
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine, NULL, DA_READ_ONLY, NULL, NULL, &a));
    CHECK_STATUS(da_cursor_begin(a, DA_ACCESS_WRITE, &c), DA_ERR_READ_ONLY);
    CHECK_STATUS(da_cursor_begin(a, 2, &c), DA_ERR_ARGUMENT);
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_READ, &c));
    CHECK_EQ_I64(da_cursor_next(&c), 1);
    CHECK_NEAR(*(double *)c.data, 3 * w->rank + 0.5, 0);
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_EQ_I64(da_cursor_next(NULL), 0);
    CHECK_EQ_I64(da_cursor_next_run(NULL), 0);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        void *memory;
        const int64_t before = check_failures;
        layout_make(&l, which, w.size);
        da_distribution *dist = oracle_create(&l.o, w.ctx);
        da_array *a = array_stored(dist, 1 + which % NUM_DTYPES, which % STORED_WAYS, 0, &memory);
        check_walk(a, which % 2 ? DA_ACCESS_READ : DA_ACCESS_WRITE);
        CHECK_OK(da_array_free(&a));
        free(memory);
        CHECK_OK(da_distribution_free(&dist));
        if (check_failures > before) fprintf(stderr, "(layout %d: %s)\n", which, l.text);
    }
    check_runs(&w);
    check_lifetime(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
