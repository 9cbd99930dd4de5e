/* ranks: 1 2 3 4 6  valgrind: 1
 * Arrays of the library's own memory, of all 13 dtypes over several layouts: empty, zeros, ones, full,
 * the _like forms, fill and copy, and every question about an array. */
#include "fixture.h"

/* A block layout with padding, a cyclic one, replicas, no axes, no elements, and fewer than ranks. */
static const struct { int32_t ndim; int64_t shape[2]; const char *text; int64_t per_rank; } cases[] = {
    {2, {0, 3}, "b(comm=1),n", 3}, {2, {7, 4}, "c:2,b", 0}, {1, {5, 0}, "n", 0},
    {0, {0, 0}, "", 0},            {2, {0, 4}, "b,b", 0},   {1, {2, 0}, "b", 0},
};
enum { CASES = sizeof cases / sizeof *cases };

static da_distribution *case_dist(const world *w, int c) {
    int64_t shape[2] = {cases[c].shape[0], cases[c].shape[1]};
    if (cases[c].per_rank) shape[0] = cases[c].per_rank * w->size;
    return make_dist(w->ctx, cases[c].ndim, shape, cases[c].text);
}

typedef struct expectation { double re, im; } expectation;

static void check_number(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const expectation *e = user;
    const number n = load(local->dtype, element_at(local, index));
    (void)global;
    CHECK_NEAR(n.re, e->re, 0);
    CHECK_NEAR(n.im, e->im, 0);
}

/* Every stored element, padding included. */
static void check_all(const da_array *a, int32_t dtype, double re, double im) {
    expectation e = {dtype == DA_BOOL ? re != 0 : re, is_complex(dtype) ? im : 0};
    int32_t got = -1;
    CHECK_OK(da_array_dtype(a, &got));
    CHECK_EQ_I64(got, dtype);
    each_element(a, DA_ACCESS_READ, check_number, &e);
}

/* The array says of itself what its distribution says, its memory is C-contiguous and aligned. */
static void check_description(const da_array *a, const da_distribution *dist, int32_t dtype) {
    int32_t ndim = -1, expected_ndim = -2, equal = -1;
    int64_t shape[2] = {-1, -1}, expected[2] = {-2, -2}, size = -1, expected_size = -2, stored[2];
    da_distribution *own = NULL;
    CHECK_OK(da_array_ndim(a, &ndim));
    CHECK_OK(da_distribution_ndim(dist, &expected_ndim));
    CHECK_EQ_I64(ndim, expected_ndim);
    CHECK_OK(da_array_shape(a, shape));
    CHECK_OK(da_distribution_shape(dist, expected));
    for (int k = 0; k < ndim; k++) CHECK_EQ_I64(shape[k], expected[k]);
    CHECK_OK(da_array_size(a, &size));
    CHECK_OK(da_distribution_size(dist, &expected_size));
    CHECK_EQ_I64(size, expected_size);
    CHECK_OK(da_array_distribution(a, &own));
    CHECK_OK(da_distribution_equal(own, dist, &equal));
    CHECK_EQ_I64(equal, 1);
    CHECK_OK(da_distribution_free(&own));
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK_EQ_I64(local.dtype, dtype);
    CHECK_EQ_I64(local.ndim, ndim);
    if (da_distribution_local_shape(dist, -1, stored) != DA_OK) {
        CHECK(local.data == NULL && local.size == 0);
        return;
    }
    int64_t stride = (int64_t)item_size(dtype), offset[2], owned[2];
    CHECK_EQ_I64(local.size, count_of(ndim, stored));
    if (local.size > 0) CHECK_EQ_I64((uintptr_t)local.data % 64, 0);
    CHECK_OK(da_distribution_owned(dist, -1, offset, owned));
    for (int k = ndim - 1; k >= 0; k--) {
        CHECK_EQ_I64(local.shape[k], stored[k]);
        CHECK_EQ_I64(local.owned_offset[k], offset[k]);
        CHECK_EQ_I64(local.owned_shape[k], owned[k]);
        if (local.size > 0) CHECK_EQ_I64(local.strides[k], stride);
        stride *= local.shape[k];
    }
}

/* Communication padding of an empty array is zero; the rest is whatever it is. */
static void check_padding_zero(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    static const char zeros[16] = {0};
    (void)global;
    (void)user;
    if (!is_owned(local, index)) CHECK(memcmp(element_at(local, index), zeros, item_size(local->dtype)) == 0);
}

static void check_dtype(const world *w, int c, int32_t dtype) {
    da_distribution *dist = case_dist(w, c);
    da_array *empty = NULL, *zeros = NULL, *ones = NULL, *full = NULL, *copy = NULL;
    CHECK_OK(da_empty(dist, dtype, &empty));
    CHECK_OK(da_zeros(dist, dtype, &zeros));
    CHECK_OK(da_ones(dist, dtype, &ones));
    CHECK_OK(da_full(dist, dtype, da_complex(7, -2), &full));
    check_description(empty, dist, dtype);
    each_element(empty, DA_ACCESS_READ, check_padding_zero, NULL);
    check_all(zeros, dtype, 0, 0);
    check_all(ones, dtype, 1, 0);
    check_all(full, dtype, 7, -2);
    CHECK_OK(da_copy(full, &copy));
    check_description(copy, dist, dtype);
    check_all(copy, dtype, 7, -2);
    const da_local there = local_of(full, DA_ACCESS_READ), here = local_of(copy, DA_ACCESS_READ);
    CHECK(there.data != here.data || here.size == 0);
    CHECK_OK(da_fill(full, da_i8(5)));
    check_all(full, dtype, 5, 0);
    check_all(copy, dtype, 7, -2); /* a copy does not see writes */
    CHECK_OK(da_fill(copy, da_bool(1)));
    check_all(copy, dtype, 1, 0);
    CHECK_OK(da_array_free(&empty));
    CHECK_OK(da_array_free(&zeros));
    CHECK_OK(da_array_free(&ones));
    CHECK_OK(da_array_free(&full));
    CHECK_OK(da_array_free(&copy));
    CHECK_OK(da_distribution_free(&dist));
}

/* The _like forms: the model's dtype (0) or another, in the model's layout. */
static void check_like(const world *w, int c) {
    da_distribution *dist = case_dist(w, c);
    da_array *model = NULL, *a = NULL;
    CHECK_OK(da_full(dist, DA_INT16, da_int(9), &model));
    for (int32_t dtype = 0; dtype <= NUM_DTYPES; dtype++) {
        const int32_t expected = dtype ? dtype : DA_INT16;
        CHECK_OK(da_zeros_like(model, dtype, &a));
        check_description(a, dist, expected);
        check_all(a, expected, 0, 0);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_ones_like(model, dtype, &a));
        check_all(a, expected, 1, 0);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_full_like(model, dtype, da_int(100), &a));
        check_all(a, expected, 100, 0);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_empty_like(model, dtype, &a));
        check_description(a, dist, expected);
        each_element(a, DA_ACCESS_READ, check_padding_zero, NULL);
        CHECK_OK(da_array_free(&a));
    }
    check_all(model, DA_INT16, 9, 0);
    CHECK_OK(da_array_free(&model));
    CHECK_OK(da_distribution_free(&dist));
}

/* A new array in the storage order of a model whose first axis varies fastest: without gaps, with gaps
 * between elements and between columns, backwards; then of models in C order with gaps. */
static void check_fortran_like(const world *w) {
    enum { MODELS = 5, FORTRAN = 3 };
    static const int64_t model_strides[MODELS][2] = {{8, 32}, {16, 72}, {-8, -40}, {48, 16}, {32, -8}};
    const int64_t shape[2] = {4 * w->size, 3};
    double memory[40];
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    for (int m = 0; m < MODELS; m++) {
        int64_t start = 0;
        da_array *model = NULL, *a = NULL;
        if (model_strides[m][0] < 0) start -= 3 * model_strides[m][0];
        if (model_strides[m][1] < 0) start -= 2 * model_strides[m][1];
        CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory + start / 8, model_strides[m], 0, NULL, NULL, &model));
        set_by_global(model);
        for (int which = 0; which < 3; which++) {
            CHECK_OK(which == 0   ? da_zeros_like(model, DA_INT32, &a)
                     : which == 1 ? da_copy(model, &a)
                                  : da_astype(model, DA_COMPLEX64, &a));
            const da_local local = local_of(a, DA_ACCESS_READ);
            const int64_t item = (int64_t)item_size(local.dtype);
            CHECK_EQ_I64(local.strides[0], m < FORTRAN ? item : 3 * item);
            CHECK_EQ_I64(local.strides[1], m < FORTRAN ? 4 * item : item);
            CHECK_OK(da_array_free(&a));
        }
        CHECK_OK(da_array_free(&model));
    }
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int c = 0; c < CASES; c++) {
        for (int32_t dtype = 1; dtype <= NUM_DTYPES; dtype++) check_dtype(&w, c, dtype);
        check_like(&w, c);
    }
    check_fortran_like(&w);
    CHECK_EQ_I64(counters_now().live_bytes, 0);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
