/* How reductions are called, and what a serial loop makes of a list of numbers. */
#ifndef DISTARRAY_TESTS_REDUCTIONS_H
#define DISTARRAY_TESTS_REDUCTIONS_H

#include <complex.h>

#include "arithmetic.h"

enum { MOST_ELEMENTS = 4096 };

typedef da_status (*array_form)(const da_array *, int32_t, const int32_t *, int32_t, da_array **);
typedef da_status (*value_form)(const da_array *, da_value *);
typedef da_status (*spread_form)(const da_array *, int32_t, const int32_t *, double, int32_t, da_array **);
typedef da_status (*spread_value_form)(const da_array *, double, da_value *);
typedef da_status (*place_form)(const da_array *, int32_t, int32_t, da_array **);

typedef struct reduction {
    int32_t number;
    int place, ddof;
    array_form array;
    value_form value;
    spread_form spread;
    spread_value_form spread_value;
    place_form at;
    double ord; /* of norms, else 0 */
} reduction;

static inline const da_reduce_options *options_of(double ddof) {
    static da_reduce_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.ddof = ddof;
    return &options;
}

/* The function of its own. Places take one axis, or all. */
static inline da_status call_reduction(const reduction *r, const da_array *a, int32_t naxes, const int32_t *axes,
                                       double ddof, int32_t flags, da_array **out) {
    if (r->place) return r->at(a, naxes == 1 ? axes[0] : DA_ALL_AXES, flags, out);
    if (r->ddof) return r->spread(a, naxes, axes, ddof, flags, out);
    if (r->ord > 0) return da_norm(a, r->ord, naxes, axes, flags, out);
    return r->array(a, naxes, axes, flags, out);
}

static inline da_status call_reduction_value(const reduction *r, const da_array *a, double ddof, da_value *value) {
    if (r->ddof) return r->spread_value(a, ddof, value);
    if (r->ord > 0) return da_norm_value(a, r->ord, value);
    return r->value(a, value);
}

/* The result's dtype, as NumPy 2 has it. */
static inline int32_t reduced_dtype(int32_t op, int32_t t) {
    const int32_t inexact = is_float(t) || is_complex(t) ? t : DA_FLOAT64;
    const int32_t real = inexact == DA_COMPLEX64 ? DA_FLOAT32 : inexact == DA_COMPLEX128 ? DA_FLOAT64 : inexact;
    switch (op) {
    case DA_REDUCE_SUM: case DA_REDUCE_PROD: case DA_REDUCE_NANSUM: case DA_REDUCE_NANPROD:
        return is_float(t) || is_complex(t) ? t : is_unsigned(t) ? DA_UINT64 : DA_INT64;
    case DA_REDUCE_MEAN: case DA_REDUCE_NANMEAN: case DA_REDUCE_AVERAGE: return inexact;
    case DA_REDUCE_VAR: case DA_REDUCE_STD: case DA_REDUCE_NANVAR: case DA_REDUCE_NANSTD:
    case DA_REDUCE_NORM1: case DA_REDUCE_NORM2: case DA_REDUCE_NORMINF: return real;
    case DA_REDUCE_ANY: case DA_REDUCE_ALL: return DA_BOOL;
    case DA_REDUCE_ARGMIN: case DA_REDUCE_ARGMAX: case DA_REDUCE_NANARGMIN: case DA_REDUCE_NANARGMAX:
    case DA_REDUCE_COUNT_NONZERO: return DA_INT64;
    default: return t;
    }
}

/* Is there no result of no elements? */
static inline int needs_elements(int32_t op) {
    return op == DA_REDUCE_MIN || op == DA_REDUCE_MAX || op == DA_REDUCE_PTP || op == DA_REDUCE_NANMIN ||
           op == DA_REDUCE_NANMAX || (op >= DA_REDUCE_ARGMIN && op <= DA_REDUCE_ARGMAX) ||
           (op >= DA_REDUCE_NANARGMIN && op <= DA_REDUCE_NANARGMAX);
}

static inline int comes_before(double complex x, double complex y) {
    return creal(x) < creal(y) || (creal(x) == creal(y) && cimag(x) < cimag(y));
}

static inline int leaves_nan_out(int32_t op) { return op >= DA_REDUCE_NANSUM && op <= DA_REDUCE_NANARGMAX; }

/* Sums, means and variances of the elements. */
static inline double complex serial_sums(int32_t op, int64_t n, const double complex *x, double ddof) {
    double complex sum = 0, product = 1, mean;
    double squares = 0, magnitudes = 0, greatest = 0, all_squares = 0;
    for (int64_t i = 0; i < n; i++) {
        sum += x[i];
        product *= x[i];
        magnitudes += cabs(x[i]);
        all_squares += creal(x[i]) * creal(x[i]) + cimag(x[i]) * cimag(x[i]);
        if (!(cabs(x[i]) <= greatest)) greatest = cabs(x[i]);
        if (greatest != greatest) break;
    }
    mean = sum / (double)n;
    for (int64_t i = 0; i < n; i++) squares += cabs(x[i] - mean) * cabs(x[i] - mean);
    const double freedom = (double)n - ddof > 0 ? (double)n - ddof : 0;
    const double variance = leaves_nan_out(op) && freedom == 0 ? NAN : squares / freedom;
    switch (op) {
    case DA_REDUCE_SUM: case DA_REDUCE_NANSUM: return sum;
    case DA_REDUCE_PROD: case DA_REDUCE_NANPROD: return product;
    case DA_REDUCE_MEAN: case DA_REDUCE_NANMEAN: return n ? mean : NAN;
    case DA_REDUCE_VAR: case DA_REDUCE_NANVAR: return variance;
    case DA_REDUCE_STD: case DA_REDUCE_NANSTD: return sqrt(variance);
    case DA_REDUCE_NORM1: return magnitudes;
    case DA_REDUCE_NORM2: return sqrt(all_squares);
    default: return greatest;
    }
}

/* The result for these elements and their places, by walking over them. */
static inline double complex serial_result(int32_t op, int64_t n, const double complex *given, const int64_t *at,
                                           double ddof) {
    static double complex x[MOST_ELEMENTS];
    int64_t kept = 0, least = -1, most = -1, nan = -1, count = 0;
    for (int64_t i = 0; i < n; i++) {
        const int is_nan = given[i] != given[i];
        count += is_nan || given[i] != 0;
        if (is_nan && (nan < 0 || at[i] < at[nan])) nan = i;
        if (!is_nan && (least < 0 || comes_before(given[i], given[least]))) least = i;
        if (!is_nan && (most < 0 || comes_before(given[most], given[i]))) most = i;
        if (!is_nan || !leaves_nan_out(op)) x[kept++] = given[i];
    }
    const int skip = leaves_nan_out(op);
    switch (op) {
    case DA_REDUCE_ANY: return count > 0;
    case DA_REDUCE_ALL: return count == n;
    case DA_REDUCE_COUNT_NONZERO: return (double)count;
    case DA_REDUCE_PTP: return nan >= 0 ? NAN : given[most] - given[least];
    case DA_REDUCE_MIN: case DA_REDUCE_NANMIN:
        return least < 0 || (nan >= 0 && !skip) ? NAN : given[least];
    case DA_REDUCE_MAX: case DA_REDUCE_NANMAX:
        return most < 0 || (nan >= 0 && !skip) ? NAN : given[most];
    case DA_REDUCE_ARGMIN: case DA_REDUCE_NANARGMIN:
        return (double)at[nan >= 0 && !skip ? nan : least];
    case DA_REDUCE_ARGMAX: case DA_REDUCE_NANARGMAX:
        return (double)at[nan >= 0 && !skip ? nan : most];
    default: return serial_sums(op, kept, x, ddof);
    }
}

#endif /* DISTARRAY_TESTS_REDUCTIONS_H */
