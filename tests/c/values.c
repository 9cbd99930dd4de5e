/* ranks: 1 3  valgrind-full: 1
 * Scalars: what the constructors put into the structure, and what the three readers get out, at the
 * ends of every dtype's range. */
#include <float.h>

#include "check.h"

static int sign_of(double x) { return signbit(x) != 0; }

static void check_head(da_value v, int32_t dtype, int weak) {
    CHECK_EQ_I64(v.dtype, dtype);
    CHECK_EQ_I64(v.flags, weak ? DA_VALUE_WEAK : 0);
}

/* An integer: through all three readers, and in the bits. */
static void check_signed(da_value v, int32_t dtype, int weak, int64_t expected) {
    int64_t i = ~expected;
    double x = -1, re = -1, im = -1;
    check_head(v, dtype, weak);
    CHECK_OK(da_value_i64(v, &i));
    CHECK_EQ_I64(i, expected);
    CHECK_OK(da_value_f64(v, &x));
    CHECK_NEAR(x, (double)expected, 0);
    CHECK_OK(da_value_c128(v, &re, &im));
    CHECK_NEAR(re, (double)expected, 0);
    CHECK_NEAR(im, 0, 0);
    CHECK_EQ_I64(v.bits[1], 0);
    const int bits = dtype == DA_INT8 || dtype == DA_UINT8 || dtype == DA_BOOL ? 8
                     : dtype == DA_INT16 || dtype == DA_UINT16                 ? 16
                     : dtype == DA_INT32 || dtype == DA_UINT32                 ? 32
                                                                               : 64;
    const uint64_t mask = UINT64_MAX >> (64 - bits);
    CHECK(v.bits[0] == ((uint64_t)expected & mask)); /* zero-extended */
}

static void check_integers(void) {
    check_signed(da_bool(0), DA_BOOL, 0, 0);
    check_signed(da_bool(1), DA_BOOL, 0, 1);
    check_signed(da_bool(-256), DA_BOOL, 0, 1);
    check_signed(da_i8(INT8_MIN), DA_INT8, 0, INT8_MIN);
    check_signed(da_i8(INT8_MAX), DA_INT8, 0, INT8_MAX);
    check_signed(da_i16(INT16_MIN), DA_INT16, 0, INT16_MIN);
    check_signed(da_i16(INT16_MAX), DA_INT16, 0, INT16_MAX);
    check_signed(da_i32(INT32_MIN), DA_INT32, 0, INT32_MIN);
    check_signed(da_i32(INT32_MAX), DA_INT32, 0, INT32_MAX);
    check_signed(da_i64(INT64_MIN), DA_INT64, 0, INT64_MIN);
    check_signed(da_i64(INT64_MAX), DA_INT64, 0, INT64_MAX);
    check_signed(da_u8(UINT8_MAX), DA_UINT8, 0, UINT8_MAX);
    check_signed(da_u16(UINT16_MAX), DA_UINT16, 0, UINT16_MAX);
    check_signed(da_u32(UINT32_MAX), DA_UINT32, 0, UINT32_MAX);
    check_signed(da_u64(INT64_MAX), DA_UINT64, 0, INT64_MAX);
    check_signed(da_int(INT64_MIN), DA_INT64, 1, INT64_MIN);
    check_signed(da_int(-1), DA_INT64, 1, -1);
}

static void check_big_unsigned(void) {
    const da_value v = da_u64(UINT64_MAX);
    int64_t i = 5;
    double x = 0;
    check_head(v, DA_UINT64, 0);
    CHECK_STATUS(da_value_i64(v, &i), DA_ERR_OVERFLOW);
    CHECK_EQ_I64(i, 5);
    CHECK_OK(da_value_f64(v, &x));
    CHECK_NEAR(x, 18446744073709551616.0, 0);
}

static void check_real(da_value v, int32_t dtype, int weak, double expected) {
    double x = 42, re = 42, im = 42;
    int64_t i = 5;
    check_head(v, dtype, weak);
    CHECK_OK(da_value_f64(v, &x));
    CHECK_NEAR(x, expected, 0);
    CHECK_EQ_I64(sign_of(x), sign_of(expected));
    CHECK_OK(da_value_c128(v, &re, &im));
    CHECK_NEAR(re, expected, 0);
    CHECK_NEAR(im, 0, 0);
    CHECK_STATUS(da_value_i64(v, &i), DA_ERR_DTYPE);
    CHECK_EQ_I64(i, 5);
}

static void check_reals(void) {
    const double doubles[] = {0.0, -0.0, 1.5, -DBL_MAX, DBL_MIN, 5e-324, INFINITY, -INFINITY, NAN};
    const float floats[] = {0.0f, -0.0f, 1.5f, -FLT_MAX, FLT_MIN, 1e-45f, INFINITY, -INFINITY, NAN};
    for (int k = 0; k < 9; k++) {
        uint32_t low;
        check_real(da_f64(doubles[k]), DA_FLOAT64, 0, doubles[k]);
        check_real(da_real(doubles[k]), DA_FLOAT64, 1, doubles[k]);
        check_real(da_f32(floats[k]), DA_FLOAT32, 0, floats[k]);
        memcpy(&low, &floats[k], sizeof low);
        CHECK(da_f32(floats[k]).bits[0] == low);
    }
}

static void check_complex(da_value v, int32_t dtype, int weak, double re, double im) {
    double x = 42, y = 42, z = 42;
    int64_t i = 5;
    check_head(v, dtype, weak);
    CHECK_OK(da_value_c128(v, &x, &y));
    CHECK_NEAR(x, re, 0);
    CHECK_NEAR(y, im, 0);
    CHECK_EQ_I64(sign_of(x), sign_of(re));
    CHECK_EQ_I64(sign_of(y), sign_of(im));
    CHECK_STATUS(da_value_f64(v, &z), DA_ERR_DTYPE);
    CHECK_STATUS(da_value_i64(v, &i), DA_ERR_DTYPE);
    CHECK(z == 42 && i == 5);
}

static void check_complexes(void) {
    uint64_t bits[2];
    const double parts[2] = {-0.0, 3.25};
    const float small[2] = {-1.5f, -0.0f};
    uint32_t halves[2];
    check_complex(da_complex(1.5, -2), DA_COMPLEX128, 1, 1.5, -2);
    check_complex(da_c128(-0.0, 3.25), DA_COMPLEX128, 0, -0.0, 3.25);
    check_complex(da_c128(NAN, -INFINITY), DA_COMPLEX128, 0, NAN, -INFINITY);
    check_complex(da_c64(-1.5f, -0.0f), DA_COMPLEX64, 0, -1.5, -0.0);
    check_complex(da_c64(FLT_MAX, FLT_MIN), DA_COMPLEX64, 0, FLT_MAX, FLT_MIN);
    memcpy(bits, parts, sizeof bits);
    CHECK(da_c128(-0.0, 3.25).bits[0] == bits[0] && da_c128(-0.0, 3.25).bits[1] == bits[1]);
    memcpy(halves, small, sizeof halves); /* one part in each member, in the lower half */
    CHECK(da_c64(-1.5f, -0.0f).bits[0] == halves[0] && da_c64(-1.5f, -0.0f).bits[1] == halves[1]);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    check_integers();
    check_big_unsigned();
    check_reals();
    check_complexes();
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
