/* ranks: 1 2 3 4 6  valgrind-full: 1 3
 * da_fromfunction over the whole catalogue of layouts and over labels, and da_array_map: into new arrays, in place, into
 * overlapping and converting targets; errors of the application's functions. */
#include "labels.h"
#include "layouts.h"

/* ---- fromfunction --------------------------------------------------------------------------------- */

typedef struct filling {
    const da_distribution *dist;
    int64_t runs, elements;
    int64_t fail_at; /* the run that fails; -1 for none */
} filling;

static int32_t fill_values(const da_run *run, void *user) {
    filling *f = user;
    int64_t index[ORACLE_MAX] = {0};
    if (f->runs++ == f->fail_at) return 41;
    CHECK(run->count >= 1);
    CHECK_EQ_I64(run->reserved, 0);
    CHECK_EQ_I64(run->axis, run->ndim - 1);
    for (int32_t k = 0; k < run->ndim; k++) index[k] = run->index[k];
    for (int64_t i = 0; i < run->count; i++) {
        char *element = (char *)run->data + i * run->stride;
        static const char zeros[16] = {0};
        CHECK(memcmp(element, zeros, item_size(run->dtype)) == 0);
        store(run->dtype, element, value_at(run->ndim, index), -2 * value_at(run->ndim, index));
        if (run->axis >= 0) index[run->axis]++;
    }
    f->elements += run->count;
    return 0;
}

typedef struct expected { int32_t dtype; int64_t owned; } expected;

static void check_filled(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    expected *e = user;
    char wanted[16] = {0};
    const int owned = is_owned(local, index);
    if (owned) store(e->dtype, wanted, value_at(local->ndim, global), -2 * value_at(local->ndim, global));
    CHECK(memcmp(element_at(local, index), wanted, item_size(e->dtype)) == 0);
    e->owned += owned;
}

static void check_layout(const world *w, int which, int32_t dtype) {
    layout l;
    layout_make(&l, which, w->size);
    da_distribution *dist = oracle_create(&l.o, w->ctx);
    filling f = {dist, 0, 0, -1};
    expected e = {dtype, 0};
    da_array *a = NULL;
    int32_t flags = -1;
    CHECK_OK(da_fromfunction(dist, dtype, fill_values, &f, &a));
    CHECK_OR_QUIT(a != NULL);
    each_element(a, DA_ACCESS_READ, check_filled, &e);
    CHECK_EQ_I64(f.elements, e.owned);
    CHECK(f.runs <= f.elements);
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags & DA_PADDING_VALID, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Labels instead of indices: any numbers, some of them on two ranks, in runs of consecutive ones. */
static void check_labels(const world *w) {
    for (int which = 0; which < LABELLINGS; which++) {
        int64_t labels[MAX_LABELS], runs = 0;
        const int64_t count = labels_of(which, w->size, w->rank, labels);
        da_distribution *dist = labels_dist(w, which);
        filling f = {dist, 0, 0, -1};
        expected e = {DA_INT64, 0};
        da_array *a = NULL;
        for (int64_t k = 0; k < count; k++) runs += k == 0 || labels[k] != labels[k - 1] + 1;
        CHECK_OK(da_fromfunction(dist, DA_INT64, fill_values, &f, &a));
        CHECK_OR_QUIT(a != NULL);
        each_element(a, DA_ACCESS_READ, check_filled, &e);
        CHECK_EQ_I64(e.owned, count);
        CHECK_EQ_I64(f.elements, count);
        CHECK_EQ_I64(f.runs, runs);
        const da_local local = local_of(a, DA_ACCESS_READ);
        for (int64_t k = 0; k < count; k++) { /* by the labels that were given, not by those asked for */
            int64_t index[1] = {labels[k]}, wanted = 0;
            store(DA_INT64, &wanted, value_at(1, index), 0);
            CHECK_EQ_I64(((const int64_t *)local.data)[k], wanted);
        }
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
    }
}

static int64_t runs_of(const world *w, int64_t rows, int64_t columns, const char *text) {
    const int64_t shape[2] = {rows, columns};
    da_distribution *dist = make_dist(w->ctx, 2, shape, text);
    filling f = {dist, 0, 0, -1};
    da_array *a = NULL;
    CHECK_OK(da_fromfunction(dist, DA_FLOAT32, fill_values, &f, &a));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    return f.runs;
}

/* One call for a row of a block, for each block of a cyclic axis, and for each element of a column. */
static void check_runs(const world *w) {
    CHECK_EQ_I64(runs_of(w, 4 * w->size, 7, "b,n"), 4);
    CHECK_EQ_I64(runs_of(w, 2, 12 * w->size, "n,c:4"), w->size == 1 ? 2 : 2 * 3);
    CHECK_EQ_I64(runs_of(w, 5 * w->size, 1, "b,n"), 5);
    CHECK_EQ_I64(runs_of(w, 0, 3, "b,n"), 0);
}

static int32_t calls_back(const da_run *run, void *user) {
    da_array *out = NULL;
    const world *w = user;
    CHECK(run != NULL);
    CHECK_STATUS(da_context_barrier(w->ctx), DA_ERR_IN_CALLBACK);
    CHECK_STATUS(da_arange(w->ctx, da_int(0), da_int(2), da_int(1), 0, NULL, &out), DA_ERR_IN_CALLBACK);
    return 0;
}

/* A failure on one rank: it hears of it at once, the others at the next communicating call. */
static void check_failure(const world *w) {
    const int64_t shape[2] = {2 * w->size, 3};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    filling f = {dist, 0, 0, w->rank == w->size - 1 ? 1 : -1};
    da_array *a = NULL;
    CHECK_STATUS(da_fromfunction(dist, DA_FLOAT64, fill_values, &f, &a), f.fail_at < 0 ? DA_OK : DA_ERR_CALLBACK);
    if (f.fail_at >= 0) {
        char where[60];
        snprintf(where, sizeof where, "returned 41 for 3 elements from index [%d, 0]", 2 * w->size - 1);
        CHECK_CONTAINS(da_error_message(), where);
        CHECK(a == NULL);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_STATUS(da_context_barrier(w->ctx), w->size > 1 ? DA_ERR_CALLBACK : DA_OK);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_fromfunction(dist, DA_INT8, calls_back, (void *)w, &a));
    CHECK_OK(da_array_free(&a));
    CHECK_STATUS(da_fromfunction(dist, DA_INT8, NULL, NULL, &a), DA_ERR_NULL);
    CHECK_OK(da_distribution_free(&dist));
}

/* ---- map ------------------------------------------------------------------------------------------ */

typedef struct mapping { int64_t calls; double factor; int64_t fail_at; } mapping;

static int32_t scale(const void *element, void *made, void *user) {
    mapping *m = user;
    double x;
    memcpy(&x, element, sizeof x);
    if (m->calls++ == m->fail_at) return -9;
    x *= m->factor;
    memcpy(made, &x, sizeof x);
    return 0;
}

/* The magnitude class of a number, as int16: another dtype than the operand's. */
static int32_t halves(const void *element, void *made, void *user) {
    int32_t x;
    memcpy(&x, element, sizeof x);
    const int16_t half = (int16_t)(x / 2);
    memcpy(made, &half, sizeof half);
    ++*(int64_t *)user;
    return 0;
}

/* A bool that is neither 0 nor 1. */
static int32_t truthy(const void *element, void *made, void *user) {
    int32_t x;
    (void)user;
    memcpy(&x, element, sizeof x);
    *(uint8_t *)made = (uint8_t)(x > 4 ? 6 : 0);
    return 0;
}

typedef struct linear { double factor; double divisor; int whole, truth; } linear;

static void check_mapped(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const linear *e = user;
    if (!is_owned(local, index)) return;
    const double x = (double)value_at(local->ndim, global);
    const number n = load(local->dtype, element_at(local, index));
    const double wanted = e->truth ? x > 4 : e->whole ? trunc(x / e->divisor) : x * e->factor;
    CHECK_NEAR(n.re, wanted, 0);
    CHECK_NEAR(n.im, 0, 0);
}

static void check_map_layouts(const world *w) {
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        layout_make(&l, which, w->size);
        da_distribution *dist = oracle_create(&l.o, w->ctx);
        da_array *a = NULL, *b = NULL, *c = NULL;
        int64_t calls = 0, owned_offset[ORACLE_MAX], owned[ORACLE_MAX], wanted = 0;
        int32_t dtype = -1;
        const linear half = {0, 2, 1, 0}, truth = {0, 0, 0, 1};
        CHECK_OK(da_zeros(dist, DA_INT32, &a));
        set_by_global(a);
        CHECK_OK(da_array_map(a, DA_INT16, halves, &calls, &b));
        CHECK_OK(da_array_dtype(b, &dtype));
        CHECK_EQ_I64(dtype, DA_INT16);
        each_element(b, DA_ACCESS_READ, check_mapped, (void *)&half);
        if (da_distribution_owned(dist, -1, owned_offset, owned) == DA_OK) wanted = count_of(l.o.ndim, owned);
        CHECK_EQ_I64(calls, wanted);
        /* Into an array of another dtype, which keeps its handle. */
        da_array *const before = b;
        CHECK_OK(da_zeros(dist, DA_COMPLEX64, &c));
        CHECK_OK(da_array_map(a, DA_INT16, halves, &calls, &c));
        each_element(c, DA_ACCESS_READ, check_mapped, (void *)&half);
        CHECK_OK(da_array_map(a, DA_BOOL, truthy, NULL, &c));
        each_element(c, DA_ACCESS_READ, check_mapped, (void *)&truth);
        CHECK(b == before);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&b));
        CHECK_OK(da_array_free(&c));
        CHECK_OK(da_distribution_free(&dist));
    }
}

/* In place; into memory that overlaps the operand backwards; with errors. */
static void check_map_targets(const world *w) {
    enum { EACH = 5 };
    const int64_t shape = EACH * w->size, backwards = -8;
    double memory[EACH + 1];
    da_distribution *dist = make_dist(w->ctx, 1, &shape, "b"), *other = make_dist(w->ctx, 1, &shape, "c");
    da_array *a = NULL, *turned = NULL, *locked = NULL, *elsewhere = NULL, *counted = NULL;
    mapping m = {0, 2, -1};
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, NULL, 0, NULL, NULL, &a));
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory + EACH - 1, &backwards, 0, NULL, NULL, &turned));
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, NULL, DA_READ_ONLY, NULL, NULL, &locked));
    CHECK_OK(da_zeros(other, DA_FLOAT64, &elsewhere));
    CHECK_OK(da_zeros(dist, DA_INT32, &counted));
    for (int i = 0; i < EACH; i++) memory[i] = i + 1;
    CHECK_OK(da_array_map(a, 0, scale, &m, &a));
    for (int i = 0; i < EACH; i++) CHECK_NEAR(memory[i], 2 * (i + 1), 0);
    CHECK_OK(da_array_map(a, 0, scale, &m, &turned));
    for (int i = 0; i < EACH; i++) CHECK_NEAR(memory[i], 4 * (EACH - i), 0);
    CHECK_STATUS(da_array_map(a, 0, scale, &m, &locked), DA_ERR_READ_ONLY);
    CHECK_STATUS(da_array_map(a, 0, scale, &m, &elsewhere), w->size > 1 ? DA_ERR_CONFORM : DA_OK);
    CHECK_STATUS(da_array_map(a, 0, scale, &m, &counted), DA_ERR_CASTING);
    CHECK_OK(da_context_barrier(w->ctx));
    m.calls = 0;
    m.fail_at = w->rank == w->size - 1 ? 2 : -1;
    CHECK_STATUS(da_array_map(a, 0, scale, &m, &a), m.fail_at < 0 ? DA_OK : DA_ERR_CALLBACK);
    if (m.fail_at >= 0) CHECK_CONTAINS(da_error_message(), "-9");
    CHECK_EQ_I64(m.calls, m.fail_at < 0 ? EACH : 3);
    CHECK_STATUS(da_context_barrier(w->ctx), w->size > 1 ? DA_ERR_CALLBACK : DA_OK);
    CHECK_OK(da_context_barrier(w->ctx));
    da_array **all[] = {&a, &turned, &locked, &elsewhere, &counted};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) CHECK_OK(da_array_free(all[i]));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&other));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LAYOUTS; which++)
        for (int32_t dtype = 1; dtype <= NUM_DTYPES; dtype += which % 3 + 1) check_layout(&w, which, dtype);
    check_runs(&w);
    check_labels(&w);
    check_failure(&w);
    check_map_layouts(&w);
    check_map_targets(&w);
    CHECK_EQ_I64(counters_now().live_bytes, 0);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
