/* ranks: 1 2 3 4
 * Not under valgrind, whose AVX2 compares take nan for a number.
 * Every function of NumPy's that has a loop for int32, by its name, against plain loops in 64 bits: what does not
 * fit wraps. Then the same for uint8 and bool, as far as they differ. */
#include "ufuncs.h"

static const int32_t values[] = {0, 1, -1, 7, -7, 12, 18, 100, -100, INT32_MAX, INT32_MIN, 2, 3, 31, 33, -2, 1 << 20, 255};
enum { COUNT = sizeof values / sizeof values[0], EXTENT = 4 * COUNT + 1 };

/* The last 32 bits, as C leaves them to no implementation. */
static int32_t wrapped(int64_t x) {
    const uint32_t bits = (uint32_t)x;
    int32_t kept;
    memcpy(&kept, &bits, sizeof kept);
    return kept;
}

#define WHOLE(call, expected) \
    CALL(call, EACH_ELEMENT(int32_t, int32_t, DA_INT32, out, #call, \
                            check_like(r, wrapped(expected), 0, x, y, __LINE__, #call)))
#define REAL(call, expected, tolerance) \
    CALL(call, EACH_ELEMENT(int32_t, double, DA_FLOAT64, out, #call, \
                            check_like(r, expected, tolerance, x, y, __LINE__, #call)))
#define TRUTH(call, expected) \
    CALL(call, EACH_ELEMENT(int32_t, uint8_t, DA_BOOL, out, #call, check_like(r, (expected) ? 1 : 0, 0, x, y, __LINE__, #call)))

static int64_t quotient(int64_t x, int64_t y) {
    if (y == 0) return 0;
    return x / y - (x % y != 0 && (x < 0) != (y < 0));
}

static int64_t remainder_of(int64_t x, int64_t y) { return y == 0 ? 0 : x - quotient(x, y) * y; }

static int64_t divisor(int64_t x, int64_t y) {
    x = x < 0 ? -x : x;
    y = y < 0 ? -y : y;
    while (y != 0) {
        const int64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x;
}

static int64_t multiple(int64_t x, int64_t y) {
    const int64_t common = divisor(x, y);
    const int64_t product = common == 0 ? 0 : x / common * y;
    return product < 0 ? -product : product;
}

static int64_t power(int32_t x, int32_t y) {
    int64_t product = 1;
    for (int32_t i = 0; i < y; i++) product = wrapped(product * x);
    return product;
}

static int count(int64_t x) {
    int found = 0;
    for (x = x < 0 ? -x : x; x != 0; x /= 2) found += (int)(x % 2);
    return found;
}

static int64_t shifted_up(int64_t x, int32_t by) { return by < 0 || by > 31 ? 0 : x * ((int64_t)1 << by); }
static int64_t shifted_down(int64_t x, int32_t by) { return by < 0 || by > 31 ? -(x < 0) : quotient(x, (int64_t)1 << by); }

static void arithmetic(void) {
    WHOLE(da_add(a, b, &out), (int64_t)x + y);
    WHOLE(da_subtract(a, b, &out), (int64_t)x - y);
    WHOLE(da_multiply(a, b, &out), (int64_t)x * y);
    WHOLE(da_floor_divide(a, b, &out), quotient(x, y));
    WHOLE(da_remainder(a, b, &out), remainder_of(x, y));
    WHOLE(da_mod(a, b, &out), remainder_of(x, y));
    WHOLE(da_fmod(a, b, &out), y == 0 ? 0 : (int64_t)x % y);
    WHOLE(da_negative(a, &out), -(int64_t)x);
    WHOLE(da_positive(a, &out), x);
    WHOLE(da_absolute(a, &out), x < 0 ? -(int64_t)x : x);
    WHOLE(da_abs(a, &out), x < 0 ? -(int64_t)x : x);
    WHOLE(da_sign(a, &out), (x > 0) - (x < 0));
    WHOLE(da_conjugate(a, &out), x);
    WHOLE(da_conj(a, &out), x);
    WHOLE(da_square(a, &out), (int64_t)x * x);
    WHOLE(da_reciprocal(a, &out), x == 1 || x == -1 ? x : 0);
    WHOLE(da_maximum(a, b, &out), x > y ? x : y);
    WHOLE(da_minimum(a, b, &out), x < y ? x : y);
    WHOLE(da_fmax(a, b, &out), x > y ? x : y);
    WHOLE(da_fmin(a, b, &out), x < y ? x : y);
    REAL(da_true_divide(a, b, &out), (double)x / y, 0);
    REAL(da_divide(a, b, &out), (double)x / y, 0);
    REAL(da_float_power(a, b, &out), pow(x, y), 1e-15);
    REAL(da_sqrt(a, &out), sqrt(x), 0);
    REAL(da_fabs(a, &out), fabs((double)x), 0);
    REAL(da_exp(a, &out), exp(x), 1e-15);
    REAL(da_arctan2(a, b, &out), atan2(x, y), 1e-15);
}

static void bits(void) {
    WHOLE(da_bitwise_and(a, b, &out), x & y);
    WHOLE(da_bitwise_or(a, b, &out), x | y);
    WHOLE(da_bitwise_xor(a, b, &out), x ^ y);
    WHOLE(da_invert(a, &out), ~x);
    WHOLE(da_left_shift(a, b, &out), shifted_up(x, y));
    WHOLE(da_right_shift(a, b, &out), shifted_down(x, y));
    WHOLE(da_gcd(a, b, &out), divisor(x, y));
    WHOLE(da_lcm(a, b, &out), multiple(x, y));
    CALL(da_bitwise_count(a, &out), EACH_ELEMENT(int32_t, uint8_t, DA_UINT8, out, "da_bitwise_count",
                                                 check_like(r, count(x), 0, x, y, __LINE__, "da_bitwise_count")));
}

static void rounding(void) {
    WHOLE(da_floor(a, &out), x);
    WHOLE(da_ceil(a, &out), x);
    WHOLE(da_trunc(a, &out), x);
    REAL(da_rint(a, &out), x, 0);
}

static void truth(void) {
    TRUTH(da_less(a, b, &out), x < y);
    TRUTH(da_less_equal(a, b, &out), x <= y);
    TRUTH(da_equal(a, b, &out), x == y);
    TRUTH(da_not_equal(a, b, &out), x != y);
    TRUTH(da_greater(a, b, &out), x > y);
    TRUTH(da_greater_equal(a, b, &out), x >= y);
    TRUTH(da_logical_and(a, b, &out), x && y);
    TRUTH(da_logical_or(a, b, &out), x || y);
    TRUTH(da_logical_xor(a, b, &out), !x != !y);
    TRUTH(da_logical_not(a, &out), !x);
    TRUTH(da_isnan(a, &out), 0);
    TRUTH(da_isinf(a, &out), 0);
    TRUTH(da_isfinite(a, &out), 1);
    TRUTH(da_signbit(a, &out), x < 0);
}

static void two_results(void) {
    da_array *first = NULL, *second = NULL;
    CHECK_OK(da_divmod(a, b, &first, &second));
    EACH_ELEMENT(int32_t, int32_t, DA_INT32, first, "da_divmod",
                 check_like(r, wrapped(quotient(x, y)), 0, x, y, __LINE__, "the quotient"));
    EACH_ELEMENT(int32_t, int32_t, DA_INT32, second, "da_divmod",
                 check_like(r, wrapped(remainder_of(x, y)), 0, x, y, __LINE__, "the remainder"));
    CHECK_OK(da_array_free(&first));
    CHECK_OK(da_array_free(&second));
}

/* Exponents that are not negative. */
static void powers(da_distribution *dist) {
    static const int32_t small[] = {0, 1, 2, 3, 7, 12, 31, 5};
    set_operands(dist, DA_INT32, small, 8, 3);
    WHOLE(da_power(a, b, &out), power(x, y));
    free_operands();
}

/* float32 is wide enough for bytes; differences of unsigned integers wrap. */
static void bytes(da_distribution *dist) {
    static const uint8_t few[] = {0, 1, 2, 127, 128, 200, 255};
#define BYTE(call, result, code, expected, tolerance) \
    CALL(call, EACH_ELEMENT(uint8_t, result, code, out, #call, check_like(r, expected, tolerance, x, y, __LINE__, #call)))
    set_operands(dist, DA_UINT8, few, 7, 3);
    BYTE(da_subtract(a, b, &out), uint8_t, DA_UINT8, (uint8_t)(x - y), 0);
    BYTE(da_negative(a, &out), uint8_t, DA_UINT8, (uint8_t)-x, 0);
    BYTE(da_invert(a, &out), uint8_t, DA_UINT8, (uint8_t)~x, 0);
    BYTE(da_sqrt(a, &out), float, DA_FLOAT32, sqrtf(x), 0);
    BYTE(da_hypot(a, b, &out), float, DA_FLOAT32, hypot(x, y), 1e-6);
    BYTE(da_ldexp(a, b, &out), float, DA_FLOAT32, ldexpf(x, y), 0);
    free_operands();
}

static void bools(da_distribution *dist) {
    static const uint8_t both[] = {0, 1, 1};
#define BOOL(call, result, code, expected) \
    CALL(call, EACH_ELEMENT(uint8_t, result, code, out, #call, check_like(r, expected, 0, x, y, __LINE__, #call)))
    set_operands(dist, DA_BOOL, both, 3, 1);
    BOOL(da_add(a, b, &out), uint8_t, DA_BOOL, x || y);
    BOOL(da_multiply(a, b, &out), uint8_t, DA_BOOL, x && y);
    BOOL(da_invert(a, &out), uint8_t, DA_BOOL, !x);
    BOOL(da_power(a, b, &out), int8_t, DA_INT8, x || !y);
    BOOL(da_square(a, &out), int8_t, DA_INT8, x);
    BOOL(da_left_shift(a, b, &out), int8_t, DA_INT8, x << y);
    BOOL(da_floor(a, &out), uint8_t, DA_BOOL, x);
    NO_LOOP(da_subtract(a, b, &out));
    NO_LOOP(da_negative(a, &out));
    NO_LOOP(da_positive(a, &out));
    NO_LOOP(da_sign(a, &out));
    NO_LOOP(da_gcd(a, b, &out));
    free_operands();
}

static void test(da_distribution *dist) {
    for (int64_t shift = 0; shift < COUNT; shift++) {
        set_operands(dist, DA_INT32, values, COUNT, shift);
        arithmetic();
        bits();
        rounding();
        truth();
        two_results();
        free_operands();
    }
    powers(dist);
    bytes(dist);
    bools(dist);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    on_layouts(&w, EXTENT, test);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
