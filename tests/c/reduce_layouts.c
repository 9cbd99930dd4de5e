/* ranks: 1 2 3 4 6  valgrind-full: 3
 * Sum, minimum, maximum and mean of every dtype in every layout, against a serial loop over the global
 * array: each element once, however often it is stored as padding or replica. */
#include "arithmetic.h"
#include "layouts.h"

typedef da_status (*array_form)(const da_array *, int32_t, const int32_t *, int32_t, da_array **);
typedef da_status (*value_form)(const da_array *, da_value *);

static const struct { int32_t number; array_form array; value_form value; } reductions[4] = {
    {DA_REDUCE_SUM, da_sum, da_sum_value},
    {DA_REDUCE_MIN, da_min, da_min_value},
    {DA_REDUCE_MAX, da_max, da_max_value},
    {DA_REDUCE_MEAN, da_mean, da_mean_value},
};

/* The element at a global index: of both signs where the dtype has them. */
static double complex element(int32_t dtype, int32_t ndim, const int64_t *global) {
    const int64_t v = value_at(ndim, global);
    if (dtype == DA_BOOL) return v > 7;
    if (is_unsigned(dtype)) return (double)v;
    return (double)(v - 5) + (is_complex(dtype) ? (double)(v % 3 - 1) * I : 0);
}

/* Padding gets values that would change every result if they were counted. */
static void set_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const double complex x = element(local->dtype, local->ndim, global);
    const int64_t bad = local->size % 2 || is_unsigned(local->dtype) ? 100 : -100;
    (void)user;
    if (is_owned(local, index)) store(local->dtype, element_at(local, index), (int64_t)creal(x), (int64_t)cimag(x));
    else store(local->dtype, element_at(local, index), bad, bad);
}

static int before(double complex x, double complex y) {
    return creal(x) < creal(y) || (creal(x) == creal(y) && cimag(x) < cimag(y));
}

/* The four results of a serial loop. */
static int64_t serial(int32_t dtype, int32_t ndim, const int64_t *shape, double complex *results) {
    int64_t index[ORACLE_MAX] = {0}, count = 0;
    double complex sum = 0, least = 0, most = 0;
    if (count_of(ndim, shape) > 0) do {
            const double complex x = element(dtype, ndim, index);
            sum += x;
            if (count == 0 || before(x, least)) least = x;
            if (count == 0 || before(most, x)) most = x;
            count++;
        } while (next_index(ndim, shape, index));
    results[0] = sum;
    results[1] = least;
    results[2] = most;
    results[3] = count ? sum / (double)count : NAN;
    return count;
}

static int32_t result_dtype(int which, int32_t t) {
    if (which == 1 || which == 2 || is_float(t) || is_complex(t)) return t;
    if (which == 3) return DA_FLOAT64;
    return is_unsigned(t) ? DA_UINT64 : DA_INT64;
}

static void check_value(da_value v, int32_t dtype, double complex expected) {
    double re = -1, im = -1;
    const double tolerance = (float_bits(dtype) == 32 ? 1e-6 : 1e-14) * (1 + cabs(expected));
    CHECK_EQ_I64(v.dtype, dtype);
    CHECK_EQ_I64(v.flags, 0);
    CHECK_OK(da_value_c128(v, &re, &im));
    CHECK_NEAR(re, creal(expected), tolerance);
    if (expected == expected) CHECK_NEAR(im, is_complex(dtype) ? cimag(expected) : 0, tolerance);
}

/* The array that a reduction gave: no axes (or axes of extent 1), the number on every rank of the grid. */
static void check_array(const da_array *out, int32_t dtype, int32_t ndim, int inside, double complex expected) {
    int32_t got = -1;
    int64_t shape[ORACLE_MAX];
    CHECK_OK(da_array_dtype(out, &got));
    CHECK_EQ_I64(got, dtype);
    CHECK_OK(da_array_ndim(out, &got));
    CHECK_EQ_I64(got, ndim);
    CHECK_OK(da_array_shape(out, shape));
    for (int32_t k = 0; k < ndim; k++) CHECK_EQ_I64(shape[k], 1);
    const da_local local = local_of(out, DA_ACCESS_READ);
    CHECK_EQ_I64(local.size, inside);
    if (!inside) return;
    const number n = load(dtype, local.data);
    const double tolerance = (float_bits(dtype) == 32 ? 1e-6 : 1e-14) * (1 + cabs(expected));
    CHECK_NEAR(n.re, creal(expected), tolerance);
    if (is_complex(dtype) && expected == expected) CHECK_NEAR(n.im, cimag(expected), tolerance);
}

static void check_reduction(const da_array *a, int which, int inside, double complex expected, int empty) {
    int32_t ndim = -1, t = -1, axes[ORACLE_MAX];
    da_value value;
    da_array *out = NULL;
    CHECK_OK(da_array_ndim(a, &ndim));
    CHECK_OK(da_array_dtype(a, &t));
    const int32_t dtype = result_dtype(which, t);
    for (int32_t k = 0; k < ndim; k++) axes[k] = k % 2 ? k : k - ndim;
    if (empty && (which == 1 || which == 2)) {
        CHECK_STATUS(reductions[which].value(a, &value), DA_ERR_EMPTY);
        CHECK_STATUS(reductions[which].array(a, 0, NULL, 0, &out), DA_ERR_EMPTY);
        CHECK(out == NULL);
        return;
    }
    CHECK_OK(reductions[which].value(a, &value));
    check_value(value, dtype, expected);
    CHECK_OK(da_reduce_value(reductions[which].number, a, &value));
    check_value(value, dtype, expected);
    CHECK_OK(reductions[which].array(a, 0, NULL, 0, &out));
    check_array(out, dtype, 0, inside, expected);
    const da_array *given = out;
    CHECK_OK(da_fill(out, da_int(0)));
    CHECK_OK(da_reduce(reductions[which].number, a, ndim, axes, 0, &out)); /* into the given array */
    CHECK(out == given);
    check_array(out, dtype, 0, inside, expected);
    CHECK_OK(da_array_free(&out));
    CHECK_OK(reductions[which].array(a, ndim, axes, DA_KEEPDIMS, &out));
    check_array(out, dtype, ndim, inside, expected);
    CHECK_OK(da_array_free(&out));
}

/* Every reduction of one layout, for some of the dtypes. */
static void check_layout(const world *w, int which, const int32_t *dtypes, int num_dtypes) {
    layout l;
    int64_t shape[ORACLE_MAX], coords[ORACLE_MAX];
    layout_make(&l, which, w->size);
    oracle_shape(&l.o, shape);
    const int inside = oracle_coords(&l.o, w->rank, coords);
    da_distribution *dist = oracle_create(&l.o, w->ctx);
    for (int d = 0; d < num_dtypes; d++) {
        double complex results[4];
        da_array *a = NULL;
        CHECK_OK(da_empty(dist, dtypes[d], &a));
        each_element(a, DA_ACCESS_WRITE, set_element, NULL);
        const int64_t count = serial(dtypes[d], l.o.ndim, shape, results);
        for (int op = 0; op < 4; op++) check_reduction(a, op, inside, results[op], count == 0);
        CHECK_OK(da_array_free(&a));
    }
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    static const int32_t all[NUM_DTYPES] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    static const int32_t some[] = {DA_FLOAT64, DA_INT32};
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LAYOUTS; which++) {
        const int64_t before_it = check_failures;
        const int everything = which == 5 || which == LAYOUTS_ONE + 3 || which == LAYOUTS_ONE + 5;
        check_layout(&w, which, everything ? all : some, everything ? NUM_DTYPES : 2);
        if (check_failures > before_it) fprintf(stderr, "(layout %d)\n", which);
    }
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
