/* Operands for the functions that bear NumPy's names, and what a plain loop makes of them.
 *
 * EACH(call, result, code, expected, tolerance) makes the call, which leaves its result in `out`, and compares each
 * element with `expected`, an expression in x and y: the elements of `a` and `b`. */
#ifndef DISTARRAY_TESTS_UFUNCS_H
#define DISTARRAY_TESTS_UFUNCS_H

#include <complex.h>

#include "fixture.h"

/* The operands, their sections, and the element of a result that a check is about. */
static da_array *a, *b;
static da_local of_a, of_b;

/* Sets the operands: element i is the one with number i, or i plus `shift`, of `values`. */
static inline void set_operands(da_distribution *dist, int32_t dtype, const void *values, int64_t count, int64_t shift) {
    const size_t size = item_size(dtype);
    int64_t k;
    CHECK_OK(da_empty(dist, dtype, &a));
    CHECK_OK(da_empty(dist, dtype, &b));
    of_a = local_of(a, DA_ACCESS_WRITE);
    of_b = local_of(b, DA_ACCESS_WRITE);
    for (k = 0; k < of_a.size; k++) {
        int64_t global = -1;
        CHECK_OK(da_distribution_global_from_local(dist, -1, &k, &global));
        memcpy((char *)of_a.data + (size_t)k * size, (const char *)values + (size_t)(global % count) * size, size);
        memcpy((char *)of_b.data + (size_t)k * size, (const char *)values + (size_t)((global + shift) % count) * size, size);
    }
}

static inline void free_operands(void) {
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
}

/* The section of a result, which has to have this dtype and the operands' shape. */
static inline da_local result_local(const da_array *out, int32_t dtype, const char *call, int line) {
    const da_local local = local_of(out, DA_ACCESS_READ);
    check_eq_i64(local.dtype, dtype, __FILE__, line, call);
    check_eq_i64(local.size, of_a.size, __FILE__, line, call);
    return local;
}

/* Near relative to the expected value; the same infinity, the same sign of zero, and nan for nan. */
static inline void check_like(double got, double expected, double tolerance, double x, double y, int line,
                              const char *call) {
    const int same = got == expected ? signbit(got) == signbit(expected) : got != got && expected != expected;
    if (!check_one(same || (got != expected && fabs(got - expected) <= tolerance * fabs(expected)), __FILE__, line, call))
        fprintf(stderr, " of %.17g, %.17g: got %.17g, expected %.17g\n", x, y, got, expected);
}

static inline void check_complex(double complex got, double complex expected, double tolerance, double complex x,
                                 double complex y, int line, const char *call) {
    if (!check_one(cabs(got - expected) <= tolerance * cabs(expected), __FILE__, line, call))
        fprintf(stderr, " of %.17g%+.17gi, %.17g%+.17gi: got %.17g%+.17gi, expected %.17g%+.17gi\n", creal(x), cimag(x),
                creal(y), cimag(y), creal(got), cimag(got), creal(expected), cimag(expected));
}

#define EACH_ELEMENT(type, result, code, array, what, check) \
    do { \
        const da_local found = result_local(array, code, what, __LINE__); \
        for (int64_t k = 0; k < found.size && found.dtype == (code); k++) { \
            const type x = ((const type *)of_a.data)[k], y = ((const type *)of_b.data)[k]; \
            const result r = ((const result *)found.data)[k]; \
            (void)y; \
            check; \
        } \
    } while (0)

/* A call with one result, in `out`. */
#define CALL(call, compare) \
    do { \
        da_array *out = NULL; \
        if (check_status(call, DA_OK, __FILE__, __LINE__, #call)) compare; \
        CHECK_OK(da_array_free(&out)); \
    } while (0)

/* What has no loop for these operands leaves `out` alone. */
#define NO_LOOP(call) \
    do { \
        da_array *out = NULL, *second = NULL; \
        CHECK_STATUS(call, DA_ERR_DTYPE); \
        CHECK(out == NULL && second == NULL); \
    } while (0)

/* Runs a test on several distributions. */
static inline void on_layouts(const world *w, int64_t extent, void (*test)(da_distribution *)) {
    static const char *const texts[] = {"b", "c:3"};
    for (int i = 0; i < 2; i++) {
        da_distribution *dist = make_dist(w->ctx, 1, &extent, texts[i]);
        test(dist);
        CHECK_OK(da_distribution_free(&dist));
    }
}

#endif
