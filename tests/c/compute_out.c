/* ranks: 1 2 3 4 6  valgrind-full: 3
 * Results into given arrays: in place, into other dtypes of the same kind, into overlapping views; and
 * communication padding, which no computation touches. */
#include "arithmetic.h"
#include "layouts.h"

/* a = a op b in place equals the same in a fresh result; also with both operands the result. */
static void check_in_place(const da_distribution *dist, const operation *op) {
    da_array *a = NULL, *b = NULL, *fresh = NULL;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    set_by_global(a);
    CHECK_OK(da_binary_scalar(DA_OP_MULTIPLY, a, da_real(1.25), &b));
    CHECK_OK(op->by_name(a, b, &fresh));
    const da_local expected = local_of(fresh, DA_ACCESS_READ), got = local_of(a, DA_ACCESS_READ);
    CHECK_OK(op->by_name(a, b, &a));
    CHECK(memcmp(got.data, expected.data, (size_t)got.size * 8) == 0);
    CHECK_OK(op->by_name(b, b, &fresh));
    CHECK_OK(op->by_name(b, b, &b));
    const da_local square = local_of(b, DA_ACCESS_READ);
    CHECK(memcmp(square.data, expected.data, (size_t)square.size * 8) == 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&fresh));
}

/* float64 sums into arrays of every dtype: allowed within the kind, refused (and nothing written) else. */
static void check_same_kind(const da_distribution *dist) {
    static const int allowed[NUM_DTYPES + 1] = {[DA_FLOAT32] = 1, [DA_FLOAT64] = 1, [DA_COMPLEX64] = 1, [DA_COMPLEX128] = 1};
    da_array *a = NULL;
    CHECK_OK(da_full(dist, DA_FLOAT64, da_real(1.5), &a));
    for (int32_t t = 1; t <= NUM_DTYPES; t++) {
        da_array *out = NULL;
        CHECK_OK(da_full(dist, t, da_int(1), &out));
        CHECK_STATUS(da_add(a, a, &out), allowed[t] ? DA_OK : DA_ERR_CASTING);
        const da_local local = local_of(out, DA_ACCESS_READ);
        for (int64_t i = 0; i < local.size; i++) {
            const number n = load(t, (const char *)local.data + (size_t)i * item_size(t));
            CHECK(n.re == (allowed[t] ? 3 : 1) && n.im == 0);
        }
        CHECK_OK(da_array_free(&out));
    }
    CHECK_OK(da_array_free(&a));
    /* int64 to int8 is the same kind: the result wraps. */
    da_array *wide = NULL, *narrow = NULL;
    CHECK_OK(da_full(dist, DA_INT64, da_int(100), &wide));
    CHECK_OK(da_zeros(dist, DA_INT8, &narrow));
    CHECK_OK(da_add(wide, wide, &narrow));
    const da_local local = local_of(narrow, DA_ACCESS_READ);
    for (int64_t i = 0; i < local.size; i++) CHECK_EQ_I64(((const int8_t *)local.data)[i], 200 - 256);
    CHECK_OK(da_array_free(&wide));
    CHECK_OK(da_array_free(&narrow));
}

enum { LENGTH = 3000 }; /* longer than any block that a loop may work in */

/* out = f(x, y) where the three are views of one buffer, each shifted by so many elements. */
static void check_overlap(const world *w, int out_shift, int x_shift, int y_shift, int backwards) {
    static double memory[LENGTH + 4], before[LENGTH + 4];
    const int64_t shape[1] = {(int64_t)LENGTH * w->size}, stride = backwards ? -8 : 8;
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    const int shifts[3] = {x_shift, y_shift, out_shift};
    da_array *views[3] = {NULL, NULL, NULL};
    for (int k = 0; k < LENGTH + 4; k++) before[k] = memory[k] = k % 97 + w->rank;
    for (int k = 0; k < 3; k++)
        CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory + shifts[k] + (backwards ? LENGTH - 1 : 0), &stride, 0, NULL,
                               NULL, &views[k]));
    CHECK_OK(da_add(views[0], views[1], &views[2]));
    int wrong = 0;
    for (int k = 0; k < LENGTH + 4; k++) {
        const int i = k - out_shift; /* the same place in all views, whatever their direction */
        const double expected = i >= 0 && i < LENGTH ? before[i + x_shift] + before[i + y_shift] : before[k];
        wrong += memory[k] != expected;
    }
    CHECK_EQ_I64(wrong, 0);
    for (int k = 0; k < 3; k++) CHECK_OK(da_array_free(&views[k]));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_overlaps(const world *w) {
    for (int out = 0; out < 3; out++)
        for (int x = 0; x < 3; x++)
            for (int backwards = 0; backwards < 2; backwards++) check_overlap(w, out, x, 1, backwards);
}

/* One view forwards and one backwards over the same elements: a reversal in place. */
static void check_crossed(const world *w) {
    enum { N = 1001 };
    static int32_t memory[N];
    const int64_t shape[1] = {(int64_t)N * w->size}, back = -4;
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *forwards = NULL, *backwards = NULL;
    for (int k = 0; k < N; k++) memory[k] = k + 1000 * w->rank;
    CHECK_OK(da_array_wrap(dist, DA_INT32, memory, NULL, 0, NULL, NULL, &forwards));
    CHECK_OK(da_array_wrap(dist, DA_INT32, memory + N - 1, &back, 0, NULL, NULL, &backwards));
    CHECK_OK(da_binary_scalar(DA_OP_ADD, backwards, da_int(1), &forwards));
    int wrong = 0;
    for (int k = 0; k < N; k++) wrong += memory[k] != N - 1 - k + 1000 * w->rank + 1;
    CHECK_EQ_I64(wrong, 0);
    CHECK_OK(da_array_free(&forwards));
    CHECK_OK(da_array_free(&backwards));
    CHECK_OK(da_distribution_free(&dist));
}

/* A narrow view and a wide one of the same bytes. */
static void check_other_width(const world *w) {
    enum { N = 600 };
    static float memory[2 * N], before[N];
    const int64_t shape[1] = {(int64_t)N * w->size};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *narrow = NULL, *wide = NULL;
    for (int k = 0; k < 2 * N; k++) memory[k] = (float)(k % 50);
    memcpy(before, memory, sizeof before);
    CHECK_OK(da_array_wrap(dist, DA_FLOAT32, memory, NULL, 0, NULL, NULL, &narrow));
    CHECK_OK(da_array_wrap(dist, DA_COMPLEX64, memory, NULL, 0, NULL, NULL, &wide));
    CHECK_OK(da_binary_scalar(DA_OP_MULTIPLY, narrow, da_real(0.5), &wide));
    int wrong = 0;
    for (int k = 0; k < N; k++) wrong += memory[2 * k] != before[k] * 0.5f || memory[2 * k + 1] != 0;
    CHECK_EQ_I64(wrong, 0);
    CHECK_OK(da_array_free(&narrow));
    CHECK_OK(da_array_free(&wide));
    CHECK_OK(da_distribution_free(&dist));
}

static void mark_padding(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const double mark = -12345.5;
    (void)global;
    (void)user;
    if (!is_owned(local, index)) memcpy(element_at(local, index), &mark, 8);
}

static void check_marks(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    double x, mark = -12345.5;
    memcpy(&x, element_at(local, index), 8);
    if (is_owned(local, index)) {
        const double value = (double)value_at(local->ndim, global);
        CHECK_NEAR(x, *(const int *)user == DA_OP_SQRT ? sqrt(3 * value) : value * value * 2, 1e-14 * value * value);
    } else CHECK(memcmp(&x, &mark, 8) == 0);
}

/* In every layout that stores padding: owned elements are computed, the rest is as it was, bit by bit. */
static void check_padding(const world *w) {
    int padded = 0;
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        da_array *a = NULL, *out = NULL;
        int op = DA_OP_MULTIPLY;
        layout_make(&l, which, w->size);
        da_distribution *dist = oracle_create(&l.o, w->ctx);
        CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
        CHECK_OK(da_empty(dist, DA_FLOAT64, &out));
        set_by_global(a);
        each_element(out, DA_ACCESS_WRITE, mark_padding, NULL);
        CHECK_OK(da_multiply(a, a, &out));
        CHECK_OK(da_add(out, out, &out));
        each_element(out, DA_ACCESS_READ, check_marks, &op);
        CHECK_OK(da_binary_scalar(DA_OP_MULTIPLY, a, da_real(3), &out));
        CHECK_OK(da_sqrt(out, &out));
        op = DA_OP_SQRT;
        each_element(out, DA_ACCESS_READ, check_marks, &op);
        for (int32_t k = 0; k < l.o.ndim; k++) padded += l.o.axes[k].comm[0] > 0;
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&out));
        CHECK_OK(da_distribution_free(&dist));
    }
    CHECK(padded >= 3);
}

/* Operands of different paddings and of different words for the same blocks combine. */
static void check_aligned_operands(const world *w) {
    const int64_t shape[1] = {4 * w->size};
    da_distribution *padded = make_dist(w->ctx, 1, shape, "b(comm=1)"), *plain = make_dist(w->ctx, 1, shape, "c:4");
    da_array *a = NULL, *b = NULL, *out = NULL;
    CHECK_OK(da_empty(padded, DA_INT64, &a));
    CHECK_OK(da_empty(plain, DA_INT64, &b));
    set_by_global(a);
    set_by_global(b);
    CHECK_OK(da_subtract(b, a, &out));
    da_value sum;
    int64_t total = -1;
    CHECK_OK(da_multiply(out, out, &out));
    CHECK_OK(da_sum_value(out, &sum));
    CHECK_OK(da_value_i64(sum, &total));
    CHECK_EQ_I64(total, 0);
    if (w->size > 1) {
        da_distribution *dealt = make_dist(w->ctx, 1, shape, "c");
        da_array *c = NULL;
        CHECK_OK(da_ones(dealt, DA_INT64, &c));
        /* What lies elsewhere is brought to where the result is. */
        CHECK_OK(da_subtract(c, c, &out));
        CHECK_OK(da_sum_value(out, &sum));
        CHECK_OK(da_value_i64(sum, &total));
        CHECK_EQ_I64(total, 0);
        CHECK_OK(da_add(out, c, &out));
        CHECK_OK(da_sum_value(out, &sum));
        CHECK_OK(da_value_i64(sum, &total));
        CHECK_EQ_I64(total, shape[0]);
        CHECK_OK(da_array_free(&c));
        CHECK_OK(da_distribution_free(&dealt));
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_distribution_free(&padded));
    CHECK_OK(da_distribution_free(&plain));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t shape[2] = {4 * w.size, 5};
    da_distribution *dist = make_dist(w.ctx, 2, shape, "b,n");
    for (int op = 0; op < 4; op++) check_in_place(dist, &operations[op]);
    check_same_kind(dist);
    CHECK_OK(da_distribution_free(&dist));
    check_overlaps(&w);
    check_crossed(&w);
    check_other_width(&w);
    check_padding(&w);
    check_aligned_operands(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
