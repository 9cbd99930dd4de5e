/* ranks: 1 3  valgrind: 1
 * What NumPy says where values run out: integers that wrap, division by zero, signed zeros, nan,
 * square roots of negative numbers, magnitudes that do not fit. */
#include <float.h>

#include "arithmetic.h"

/* One element per rank: x op y, by value. */
static void binary(const da_distribution *dist, int32_t op, da_value x, da_value y, int32_t dtype, void *bytes) {
    da_array *a = NULL, *b = NULL, *out = NULL;
    int32_t got = -1;
    CHECK_OK(da_full(dist, x.dtype, x, &a));
    CHECK_OK(da_full(dist, y.dtype, y, &b));
    CHECK_OK(da_binary(op, a, b, &out));
    CHECK_OK(da_array_dtype(out, &got));
    CHECK_EQ_I64(got, dtype);
    memcpy(bytes, local_of(out, DA_ACCESS_READ).data, item_size(dtype));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&out));
}

static void check_integer(const da_distribution *dist, int32_t op, da_value x, da_value y, int64_t expected) {
    char bytes[16];
    binary(dist, op, x, y, x.dtype, bytes);
    const number n = load(x.dtype, bytes);
    CHECK_EQ_I64(is_unsigned(x.dtype) ? (int64_t)n.u : n.i, expected);
}

static void check_wrapping(const da_distribution *dist) {
    check_integer(dist, DA_OP_ADD, da_i8(127), da_i8(1), -128);
    check_integer(dist, DA_OP_SUBTRACT, da_i16(INT16_MIN), da_i16(1), INT16_MAX);
    check_integer(dist, DA_OP_ADD, da_i32(INT32_MAX), da_i32(INT32_MAX), -2);
    check_integer(dist, DA_OP_ADD, da_i64(INT64_MAX), da_i64(1), INT64_MIN);
    check_integer(dist, DA_OP_MULTIPLY, da_i64(INT64_MIN), da_i64(-1), INT64_MIN);
    check_integer(dist, DA_OP_MULTIPLY, da_i8(100), da_i8(3), 300 - 256);
    check_integer(dist, DA_OP_SUBTRACT, da_u8(3), da_u8(5), 254);
    check_integer(dist, DA_OP_SUBTRACT, da_u64(0), da_u64(1), -1); /* 2^64 - 1 */
    check_integer(dist, DA_OP_MULTIPLY, da_u16(60000), da_u16(3), 180000 - 2 * 65536);
    check_integer(dist, DA_OP_ADD, da_bool(1), da_bool(1), 1);
    check_integer(dist, DA_OP_MULTIPLY, da_bool(1), da_bool(0), 0);
}

static void check_real(const da_distribution *dist, int32_t op, da_value x, da_value y, double expected) {
    char bytes[16];
    const int32_t dtype = x.dtype == DA_FLOAT32 ? DA_FLOAT32 : DA_FLOAT64;
    binary(dist, op, x, y, dtype, bytes);
    const number n = load(dtype, bytes);
    CHECK_NEAR(n.re, expected, 0);
    CHECK(expected != expected || signbit(n.re) == signbit(expected));
}

static void check_reals(const da_distribution *dist) {
    check_real(dist, DA_OP_TRUE_DIVIDE, da_f64(1), da_f64(0), INFINITY);
    check_real(dist, DA_OP_TRUE_DIVIDE, da_f64(1), da_f64(-0.0), -INFINITY);
    check_real(dist, DA_OP_TRUE_DIVIDE, da_f64(0), da_f64(0), NAN);
    check_real(dist, DA_OP_TRUE_DIVIDE, da_i32(-7), da_i32(0), -INFINITY); /* integers divide as float64 */
    check_real(dist, DA_OP_TRUE_DIVIDE, da_i64(0), da_i64(0), NAN);
    check_real(dist, DA_OP_TRUE_DIVIDE, da_u8(1), da_u8(3), 1.0 / 3.0);
    check_real(dist, DA_OP_TRUE_DIVIDE, da_bool(1), da_bool(0), INFINITY);
    check_real(dist, DA_OP_TRUE_DIVIDE, da_f32(1), da_f32(3), (double)(1.0f / 3.0f));
    check_real(dist, DA_OP_ADD, da_f64(-0.0), da_f64(-0.0), -0.0);
    check_real(dist, DA_OP_ADD, da_f64(INFINITY), da_f64(-INFINITY), NAN);
    check_real(dist, DA_OP_MULTIPLY, da_f64(INFINITY), da_f64(0), NAN);
    check_real(dist, DA_OP_MULTIPLY, da_f32(FLT_MAX), da_f32(2), INFINITY);
    check_real(dist, DA_OP_ADD, da_f64(0.1), da_f64(0.2), 0.1 + 0.2);
    check_real(dist, DA_OP_SUBTRACT, da_f64(NAN), da_f64(1), NAN);
}

static number unary(const da_distribution *dist, int32_t op, da_value x, int32_t dtype) {
    da_array *a = NULL, *out = NULL;
    int32_t got = -1;
    CHECK_OK(da_full(dist, x.dtype, x, &a));
    CHECK_OK(da_unary(op, a, &out));
    CHECK_OK(da_array_dtype(out, &got));
    CHECK_EQ_I64(got, dtype);
    const number n = load(dtype, local_of(out, DA_ACCESS_READ).data);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&out));
    return n;
}

static void check_functions(const da_distribution *dist) {
    CHECK_NEAR(unary(dist, DA_OP_SQRT, da_f64(-1), DA_FLOAT64).re, NAN, 0);
    CHECK(signbit(unary(dist, DA_OP_SQRT, da_f64(-0.0), DA_FLOAT64).re));
    CHECK_NEAR(unary(dist, DA_OP_SQRT, da_f64(INFINITY), DA_FLOAT64).re, INFINITY, 0);
    CHECK_NEAR(unary(dist, DA_OP_SQRT, da_i64(2), DA_FLOAT64).re, sqrt(2), 0);
    CHECK_NEAR(unary(dist, DA_OP_SQRT, da_f32(2), DA_FLOAT32).re, (double)sqrtf(2), 0);
    const number root = unary(dist, DA_OP_SQRT, da_c128(-4, 0), DA_COMPLEX128);
    CHECK_NEAR(root.re, 0, 0);
    CHECK_NEAR(root.im, 2, 1e-15);
    const number below = unary(dist, DA_OP_SQRT, da_c128(-4, -0.0), DA_COMPLEX128); /* the cut's other side */
    CHECK_NEAR(below.im, -2, 1e-15);
    CHECK_EQ_I64(unary(dist, DA_OP_ABSOLUTE, da_i8(-128), DA_INT8).i, -128); /* wraps */
    CHECK_EQ_I64(unary(dist, DA_OP_ABSOLUTE, da_i64(INT64_MIN + 1), DA_INT64).i, INT64_MAX);
    CHECK(unary(dist, DA_OP_ABSOLUTE, da_u64(UINT64_MAX), DA_UINT64).u == UINT64_MAX);
    CHECK(!signbit(unary(dist, DA_OP_ABSOLUTE, da_f64(-0.0), DA_FLOAT64).re));
    CHECK_NEAR(unary(dist, DA_OP_ABSOLUTE, da_f64(-INFINITY), DA_FLOAT64).re, INFINITY, 0);
    CHECK_NEAR(unary(dist, DA_OP_ABSOLUTE, da_f64(NAN), DA_FLOAT64).re, NAN, 0);
    CHECK_NEAR(unary(dist, DA_OP_ABSOLUTE, da_c128(3, -4), DA_FLOAT64).re, 5, 0);
    CHECK_NEAR(unary(dist, DA_OP_ABSOLUTE, da_c128(1e308, 1e308), DA_FLOAT64).re, sqrt(2) * 1e308, 1e293);
    CHECK_NEAR(unary(dist, DA_OP_ABSOLUTE, da_c64(INFINITY, NAN), DA_FLOAT32).re, INFINITY, 0);
}

static void check_complex(const da_distribution *dist) {
    char bytes[16];
    binary(dist, DA_OP_MULTIPLY, da_c128(1, 2), da_c128(3, -4), DA_COMPLEX128, bytes);
    number n = load(DA_COMPLEX128, bytes);
    CHECK(n.re == 11 && n.im == 2);
    binary(dist, DA_OP_TRUE_DIVIDE, da_c128(11, 2), da_c128(3, -4), DA_COMPLEX128, bytes);
    n = load(DA_COMPLEX128, bytes);
    CHECK_NEAR(n.re, 1, 1e-15);
    CHECK_NEAR(n.im, 2, 1e-15);
    binary(dist, DA_OP_TRUE_DIVIDE, da_c128(1e300, 1e300), da_c128(1e300, 1e300), DA_COMPLEX128, bytes);
    n = load(DA_COMPLEX128, bytes); /* no overflow on the way */
    CHECK_NEAR(n.re, 1, 1e-15);
    CHECK_NEAR(n.im, 0, 1e-15);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t shape[1] = {w.size};
    da_distribution *dist = make_dist(w.ctx, 1, shape, "b");
    check_wrapping(dist);
    check_reals(dist);
    check_functions(dist);
    check_complex(dist);
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
