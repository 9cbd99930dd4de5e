/* The four operations and two functions, by name and by number, and what NumPy says of their dtypes. */
#ifndef DISTARRAY_TESTS_ARITHMETIC_H
#define DISTARRAY_TESTS_ARITHMETIC_H

#include <complex.h>

#include "fixture.h"

typedef struct operation {
    int32_t number;
    char symbol;
    da_status (*by_name)(const da_array *, const da_array *, da_array **);
} operation;

static const operation operations[4] = {
    {DA_OP_ADD, '+', da_add},
    {DA_OP_SUBTRACT, '-', da_subtract},
    {DA_OP_MULTIPLY, '*', da_multiply},
    {DA_OP_TRUE_DIVIDE, '/', da_true_divide},
};

/* NumPy's promotion, derived here from kinds and widths instead of a table. */
static inline int bits_of(int32_t t) { return (int)item_size(t) * 8; }

static inline int32_t signed_of_bits(int bits) {
    return bits <= 8 ? DA_INT8 : bits <= 16 ? DA_INT16 : bits <= 32 ? DA_INT32 : DA_INT64;
}

static inline int is_signed(int32_t t) { return t >= DA_INT8 && t <= DA_INT64; }
static inline int is_unsigned(int32_t t) { return t >= DA_UINT8 && t <= DA_UINT64; }

/* Bits of the floating-point number that holds a real dtype exactly enough for NumPy. */
static inline int float_bits(int32_t t) {
    if (t == DA_BOOL) return 32;
    if (is_integer(t)) return bits_of(t) <= 16 ? 32 : 64;
    return is_complex(t) ? bits_of(t) / 2 : bits_of(t);
}

static inline int32_t meet(int32_t a, int32_t b) {
    if (a == b || b == DA_BOOL) return a;
    if (a == DA_BOOL) return b;
    const int bits = float_bits(a) > float_bits(b) ? float_bits(a) : float_bits(b);
    if (is_complex(a) || is_complex(b)) return bits == 32 ? DA_COMPLEX64 : DA_COMPLEX128;
    if (is_float(a) || is_float(b)) return bits == 32 ? DA_FLOAT32 : DA_FLOAT64;
    if (is_signed(a) == is_signed(b)) return bits_of(a) >= bits_of(b) ? a : b;
    const int32_t s = is_signed(a) ? a : b, u = is_signed(a) ? b : a;
    if (bits_of(u) < bits_of(s)) return s;
    return bits_of(u) == 64 ? DA_FLOAT64 : signed_of_bits(2 * bits_of(u));
}

/* The result's dtype of an operation whose operands meet in `common`; 0 where NumPy has none. */
static inline int32_t result_of(char symbol, int32_t common) {
    if (symbol == '/') return is_float(common) || is_complex(common) ? common : DA_FLOAT64;
    if (symbol == '-' && common == DA_BOOL) return 0;
    return common;
}

/* The number that an operation must give, in double precision, from whole operands. */
static inline double complex apply(char symbol, int32_t common, double complex x, double complex y) {
    if (common == DA_BOOL && symbol == '+') return creal(x) != 0 || creal(y) != 0;
    if (common == DA_BOOL && symbol == '*') return creal(x) != 0 && creal(y) != 0;
    return symbol == '+' ? x + y : symbol == '-' ? x - y : symbol == '*' ? x * y : x / y;
}

/* Equal for integers after wrapping to the dtype; within a few roundings for floating point. */
static inline void check_result(int32_t dtype, const void *p, double complex expected) {
    const number n = load(dtype, p);
    if (dtype == DA_BOOL || is_integer(dtype)) {
        char bytes[16];
        store(dtype, bytes, (int64_t)creal(expected), 0);
        CHECK(memcmp(bytes, p, item_size(dtype)) == 0);
        return;
    }
    const double tolerance = (float_bits(dtype) == 32 ? 4e-7 : 1e-15) * (cabs(expected) + 1e-300);
    CHECK_NEAR(n.re, creal(expected), tolerance);
    CHECK_NEAR(n.im, is_complex(dtype) ? cimag(expected) : 0, tolerance);
}

static inline double complex as_complex(int32_t dtype, const void *p) {
    const number n = load(dtype, p);
    return n.re + n.im * I;
}

#endif /* DISTARRAY_TESTS_ARITHMETIC_H */
