/* ranks: 1 2 3 4 6  valgrind-full: 3  timeout: 240
 * Every reduction over every set of axes of every layout, with numbers, with nan and with powers of two for
 * products, against a serial loop over the global array; kept axes, results on the first rank only, given
 * results, and the scalar twins. */
#include "arithmetic.h"
#include "layouts.h"
#include "reductions.h"

enum { REDUCTIONS = 25 };

static const reduction reductions[REDUCTIONS] = {
    {.number = DA_REDUCE_SUM, .array = da_sum, .value = da_sum_value},
    {.number = DA_REDUCE_PROD, .array = da_prod, .value = da_prod_value},
    {.number = DA_REDUCE_MIN, .array = da_min, .value = da_min_value},
    {.number = DA_REDUCE_MAX, .array = da_max, .value = da_max_value},
    {.number = DA_REDUCE_MEAN, .array = da_mean, .value = da_mean_value},
    {.number = DA_REDUCE_VAR, .ddof = 1, .spread = da_var, .spread_value = da_var_value},
    {.number = DA_REDUCE_STD, .ddof = 1, .spread = da_std, .spread_value = da_std_value},
    {.number = DA_REDUCE_ANY, .array = da_any, .value = da_any_value},
    {.number = DA_REDUCE_ALL, .array = da_all, .value = da_all_value},
    {.number = DA_REDUCE_ARGMIN, .place = 1, .at = da_argmin, .value = da_argmin_value},
    {.number = DA_REDUCE_ARGMAX, .place = 1, .at = da_argmax, .value = da_argmax_value},
    {.number = DA_REDUCE_COUNT_NONZERO, .array = da_count_nonzero, .value = da_count_nonzero_value},
    {.number = DA_REDUCE_PTP, .array = da_ptp, .value = da_ptp_value},
    {.number = DA_REDUCE_NANSUM, .array = da_nansum, .value = da_nansum_value},
    {.number = DA_REDUCE_NANPROD, .array = da_nanprod, .value = da_nanprod_value},
    {.number = DA_REDUCE_NANMIN, .array = da_nanmin, .value = da_nanmin_value},
    {.number = DA_REDUCE_NANMAX, .array = da_nanmax, .value = da_nanmax_value},
    {.number = DA_REDUCE_NANMEAN, .array = da_nanmean, .value = da_nanmean_value},
    {.number = DA_REDUCE_NANVAR, .ddof = 1, .spread = da_nanvar, .spread_value = da_nanvar_value},
    {.number = DA_REDUCE_NANSTD, .ddof = 1, .spread = da_nanstd, .spread_value = da_nanstd_value},
    {.number = DA_REDUCE_NANARGMIN, .place = 1, .at = da_nanargmin, .value = da_nanargmin_value},
    {.number = DA_REDUCE_NANARGMAX, .place = 1, .at = da_nanargmax, .value = da_nanargmax_value},
    {.number = DA_REDUCE_NORM1, .ord = 1},
    {.number = DA_REDUCE_NORM2, .ord = 2},
    {.number = DA_REDUCE_NORMINF, .ord = INFINITY},
};

enum { PLAIN, WITH_NAN, FACTORS, CONTENTS };

/* The element at a global index: of both signs where the dtype has them. */
static double complex element(int contents, int32_t dtype, int32_t ndim, const int64_t *global) {
    const int64_t v = value_at(ndim, global);
    if (contents == FACTORS) return dtype == DA_BOOL ? 1 : is_unsigned(dtype) ? v % 3 + 1 : v % 4 == 0 ? -2 : v % 4 == 1 ? 1 : 2 - v % 2;
    if (dtype == DA_BOOL) return v > 7;
    if (contents == WITH_NAN && v % 3 == 0 && (is_float(dtype) || is_complex(dtype))) return NAN;
    if (is_unsigned(dtype)) return (double)(v % 7);
    return (double)(v - 5) + (is_complex(dtype) ? (double)(v % 3 - 1) * I : 0);
}

typedef struct filling { int contents; } filling;

/* Padding gets values that would change every result if they were counted. */
static void set_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const filling *f = (const filling *)user;
    const double complex x = element(f->contents, local->dtype, local->ndim, global);
    const int64_t bad = local->size % 2 || is_unsigned(local->dtype) ? 100 : -100;
    char *at = element_at(local, index);
    if (!is_owned(local, index)) store(local->dtype, at, bad, bad);
    else if (x == x) store(local->dtype, at, (int64_t)creal(x), (int64_t)cimag(x));
    else if (local->dtype == DA_FLOAT32) { const float nan = NAN; memcpy(at, &nan, sizeof nan); }
    else if (local->dtype == DA_FLOAT64) { const double nan = NAN; memcpy(at, &nan, sizeof nan); }
    else if (local->dtype == DA_COMPLEX64) { const float nan[2] = {1, NAN}; memcpy(at, nan, sizeof nan); }
    else { const double nan[2] = {NAN, 1}; memcpy(at, nan, sizeof nan); }
}

/* One reduction of one array. */
typedef struct task {
    const reduction *r;
    int contents;
    int32_t dtype, ndim, reduced[ORACLE_MAX], keepdims, num_axes;
    int64_t shape[ORACLE_MAX];
    double ddof;
} task;

/* The elements that a result is made of, and their places. */
static int64_t collect(const task *t, const int64_t *kept, double complex *x, int64_t *places) {
    int64_t index[ORACLE_MAX], at[ORACLE_MAX] = {0}, extent[ORACLE_MAX], n = 0;
    for (int32_t k = 0; k < t->ndim; k++) extent[k] = t->reduced[k] ? t->shape[k] : 1;
    if (count_of(t->ndim, extent) > 0) do {
            int64_t place = 0;
            for (int32_t k = 0; k < t->ndim; k++) {
                index[k] = t->reduced[k] ? at[k] : kept[k];
                if (t->reduced[k]) place = place * t->shape[k] + at[k];
            }
            CHECK_OR_QUIT(n < MOST_ELEMENTS);
            places[n] = place;
            x[n++] = element(t->contents, t->dtype, t->ndim, index);
        } while (next_index(t->ndim, extent, at));
    return n;
}

/* The result for the kept part of an index. */
static double complex expected(const task *t, const int64_t *kept) {
    static double complex x[MOST_ELEMENTS];
    static int64_t places[MOST_ELEMENTS];
    const int64_t n = collect(t, kept, x, places);
    return serial_result(t->r->number, n, x, places, t->ddof);
}

static void check_number(const task *t, number n, double complex e) {
    const int32_t dtype = reduced_dtype(t->r->number, t->dtype);
    const double got = is_unsigned(dtype) ? (double)n.u : n.re;
    const double tolerance = is_float(dtype) || is_complex(dtype) ? (float_bits(dtype) == 32 ? 2e-6 : 1e-13) * (1 + cabs(e)) : 0;
    if (e == e) {
        CHECK_NEAR(got, creal(e), tolerance);
        if (is_complex(dtype)) CHECK_NEAR(n.im, cimag(e), tolerance);
    } else {
        CHECK(got != got || n.im != n.im);
    }
}

static void check_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const task *t = (const task *)user;
    int64_t kept[ORACLE_MAX] = {0};
    if (!is_owned(local, index)) return; /* padding of a kept axis is out of date */
    for (int32_t k = 0, at = 0; k < t->ndim; k++) {
        if (!t->reduced[k]) kept[k] = global[at];
        if (!t->reduced[k] || t->keepdims) at++;
    }
    check_number(t, load(local->dtype, element_at(local, index)), expected(t, kept));
}

/* How many results this rank holds. */
static int64_t results_here(const task *t, const layout *l, const da_array *a, int32_t rank, int first) {
    int64_t coords[ORACLE_MAX], count = 1;
    const da_local local = local_of(a, DA_ACCESS_READ);
    if (!oracle_coords(&l->o, rank, coords)) return 0;
    for (int32_t k = 0; k < t->ndim; k++) {
        if (!t->reduced[k]) count *= local.owned_shape[k];
        else if (first && l->o.axes[k].kind != 'n' && coords[l->o.axes[k].grid_axis] != 0) return 0;
    }
    return count;
}

/* Is it an error, as no elements have no such result? */
static int lacks_elements(const task *t) {
    int64_t kept = 1, reduced = 1;
    for (int32_t k = 0; k < t->ndim; k++) *(t->reduced[k] ? &reduced : &kept) *= t->shape[k];
    return reduced == 0 && needs_elements(t->r->number) && (kept > 0 || t->r->place);
}

static void check_task(const task *given, const layout *l, const da_array *a, int32_t rank, int first) {
    task t = *given;
    int32_t axes[ORACLE_MAX], naxes = 0, got = -1;
    da_array *out = NULL;
    t.keepdims = t.num_axes % 2 == 0 || first;
    for (int32_t k = 0; k < t.ndim; k++)
        if (t.reduced[k]) { axes[naxes] = naxes % 2 ? k - t.ndim : k; naxes++; }
    if (t.r->place && naxes > 1 && naxes < t.ndim) {
        CHECK_STATUS(da_reduce(t.r->number, a, naxes, axes, 0, &out), DA_ERR_AXIS);
        return;
    }
    const int32_t flags = (t.keepdims ? DA_KEEPDIMS : 0) | (first ? DA_REDUCE_TO_FIRST : 0);
    if (lacks_elements(&t)) {
        CHECK_STATUS(call_reduction(t.r, a, naxes, axes, t.ddof, flags, &out), DA_ERR_EMPTY);
        CHECK(out == NULL);
        return;
    }
    if (t.dtype == DA_BOOL && t.r->number == DA_REDUCE_PTP) {
        CHECK_STATUS(call_reduction(t.r, a, naxes, axes, t.ddof, flags, &out), DA_ERR_DTYPE);
        return;
    }
    const da_status status = call_reduction(t.r, a, naxes, axes, t.ddof, flags, &out);
    if (t.contents == WITH_NAN && (t.r->number == DA_REDUCE_NANARGMIN || t.r->number == DA_REDUCE_NANARGMAX)) {
        if (status == DA_ERR_EMPTY) { CHECK_CONTAINS(da_error_message(), "All-NaN slice"); return; }
    }
    CHECK_OK(status);
    if (status != DA_OK) return;
    CHECK_OK(da_array_dtype(out, &got));
    CHECK_EQ_I64(got, reduced_dtype(t.r->number, t.dtype));
    CHECK_OK(da_array_ndim(out, &got));
    CHECK_EQ_I64(got, t.keepdims ? t.ndim : t.ndim - naxes);
    const da_local local = local_of(out, DA_ACCESS_READ);
    CHECK_EQ_I64(count_of(local.ndim, local.owned_shape) * (local.data != NULL), results_here(&t, l, a, rank, first));
    each_element(out, DA_ACCESS_READ, check_element, &t);
    if (t.contents == PLAIN && t.r->number % 4 == t.num_axes % 4) { /* into an array that is there */
        const da_array *before = out;
        CHECK_OK(da_fill(out, da_int(1)));
        CHECK_OK(da_reduce_with(t.r->number, a, naxes, axes, flags, options_of(t.ddof), &out));
        CHECK(out == before);
        each_element(out, DA_ACCESS_READ, check_element, &t);
    }
    CHECK_OK(da_array_free(&out));
}

static void check_value(const task *given, const da_array *a) {
    static const int64_t nothing[ORACLE_MAX] = {0};
    task t = *given;
    da_value value;
    for (int32_t k = 0; k < t.ndim; k++) t.reduced[k] = 1;
    const da_status status = call_reduction_value(t.r, a, t.ddof, &value);
    if (status != DA_OK) return; /* as of the array form, which was checked */
    const double complex e = expected(&t, nothing);
    number n = {0, 0, 0, 0};
    double re = -1, im = -1;
    CHECK_EQ_I64(value.dtype, reduced_dtype(t.r->number, t.dtype));
    CHECK_OK(da_value_c128(value, &re, &im));
    n.re = re;
    n.im = im;
    n.u = (uint64_t)(re < 0 ? 0 : re);
    check_number(&t, n, e);
}

/* All sets of axes where there are few; of many axes those with more than one element. */
static int next_set(const layout *l, int set, int32_t *reduced) {
    const int many = l->o.ndim > 3;
    if (set >= (many ? 4 : 1 << l->o.ndim)) return 0;
    for (int32_t k = 0; k < l->o.ndim; k++)
        reduced[k] = many ? (k == 3 && set & 1) || (k == 17 && set & 2) || set == 3 : (set >> k) & 1;
    return 1;
}

static void check_array(const world *w, const layout *l, const da_array *a, int contents, int32_t dtype) {
    task t;
    memset(&t, 0, sizeof t);
    t.contents = contents;
    t.dtype = dtype;
    t.ndim = l->o.ndim;
    oracle_shape(&l->o, t.shape);
    for (int r = 0; r < REDUCTIONS; r++) {
        t.r = &reductions[r];
        t.ddof = t.r->ddof ? r % 2 : 0;
        if ((t.r->number == DA_REDUCE_PROD || t.r->number == DA_REDUCE_NANPROD) != (contents == FACTORS)) continue;
        for (int set = 1; next_set(l, set, t.reduced); set++) {
            t.num_axes = 0;
            for (int32_t k = 0; k < t.ndim; k++) t.num_axes += t.reduced[k];
            const int64_t before = check_failures;
            check_task(&t, l, a, w->rank, (set + r) % 3 == 0);
            if (check_failures > before)
                fprintf(stderr, "(reduction %d, dtype %d, contents %d, axes %d)\n", (int)t.r->number, (int)dtype, contents, set);
        }
        check_value(&t, a);
    }
}

static void check_layout(const world *w, int which, const int32_t *dtypes, int num_dtypes) {
    layout l;
    layout_make(&l, which, w->size);
    da_distribution *dist = oracle_create(&l.o, w->ctx);
    for (int d = 0; d < num_dtypes; d++)
        for (int contents = 0; contents < CONTENTS; contents++) {
            filling f = {contents};
            da_array *a = NULL;
            if (contents == WITH_NAN && !is_float(dtypes[d]) && !is_complex(dtypes[d])) continue;
            CHECK_OK(da_empty(dist, dtypes[d], &a));
            each_element(a, DA_ACCESS_WRITE, set_element, &f);
            check_array(w, &l, a, contents, dtypes[d]);
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
        const int everything = which == LAYOUTS_ONE + 2 || which == LAYOUTS_ONE + 5;
        check_layout(&w, which, everything ? all : some, everything ? NUM_DTYPES : which % 3 == 0 ? 2 : 1);
        if (check_failures > before_it) fprintf(stderr, "(layout %d)\n", which);
    }
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
