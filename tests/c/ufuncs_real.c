/* ranks: 1 2 3 4
 * Not under valgrind, whose AVX2 compares take nan for a number.
 * Every function of NumPy's that has a loop for float64, by its name, against plain loops over the C library. */
#include "ufuncs.h"

static const double values[] = {0.0,  -0.0, 1.0,  -1.0, 0.5,   -0.75, 2.5,      -3.5,   7.0,   -7.0, 1e-10, -1e-10, 0.25,
                                20.0, -5.5, 1e5,  -1e5, 1.5,   100.0, -100.25,  NAN,    30.0,  3.0,  -2.0, INFINITY,
                                -INFINITY, 5e-324, 0.999, -0.5, 1e100, -1e-300};
enum { COUNT = sizeof values / sizeof values[0], EXTENT = 4 * COUNT + 1 };

#define REAL(call, expected, tolerance) \
    CALL(call, EACH_ELEMENT(double, double, DA_FLOAT64, out, #call, \
                            check_like(r, expected, tolerance, x, y, __LINE__, #call)))
#define TRUTH(call, expected) \
    CALL(call, EACH_ELEMENT(double, uint8_t, DA_BOOL, out, #call, check_like(r, (expected) ? 1 : 0, 0, x, y, __LINE__, #call)))
#define EXACT(call, expected) REAL(call, expected, 0)
/* A few units in the last place. */
#define CLOSE(call, expected) REAL(call, expected, 1e-15)

/* Python's %: the sign is the divisor's, also of zero. */
static double python_remainder(double x, double y) {
    const double r = fmod(x, y);
    if (y == 0 || r != r) return NAN;
    if (r == 0) return copysign(0, y);
    return (r < 0) != (y < 0) ? r + y : r;
}

/* Python's //: what is left without the remainder is a whole multiple of the divisor. */
static double python_quotient(double x, double y) {
    double whole;
    if (y == 0) return x / y;
    if (isinf(x) || x != x || y != y) return NAN;
    if (isinf(y)) whole = x != 0 && (x < 0) != (y < 0) ? -1 : 0;
    else whole = rint((x - python_remainder(x, y)) / y);
    return whole == 0 ? copysign(0, x / y) : whole;
}

static double larger(double x, double y) { return x != x || y != y ? NAN : x >= y ? x : y; }
static double smaller(double x, double y) { return x != x || y != y ? NAN : x <= y ? x : y; }

/* log(exp(x) + exp(y)) to the base e or 2. */
static double log_of_sum(double x, double y, double base) {
    const double least = x < y ? x : y, most = x < y ? y : x;
    if (x == y) return x + log(2) / log(base);
    return x != x || y != y ? NAN : most + log1p(pow(base, least - most)) / log(base);
}

static double sign_of(double x) { return x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : NAN; }

static double step(double x, double at_zero) { return x != x ? NAN : x > 0 ? 1 : x < 0 ? 0 : at_zero; }

static double spacing_of(double x) {
    if (isinf(x) || x != x) return NAN;
    return nextafter(x, x < 0 ? -INFINITY : INFINITY) - x;
}

static void arithmetic(void) {
    EXACT(da_add(a, b, &out), x + y);
    EXACT(da_subtract(a, b, &out), x - y);
    EXACT(da_multiply(a, b, &out), x * y);
    EXACT(da_true_divide(a, b, &out), x / y);
    EXACT(da_divide(a, b, &out), x / y);
    EXACT(da_floor_divide(a, b, &out), python_quotient(x, y));
    EXACT(da_remainder(a, b, &out), python_remainder(x, y));
    EXACT(da_mod(a, b, &out), python_remainder(x, y));
    EXACT(da_fmod(a, b, &out), fmod(x, y));
    EXACT(da_negative(a, &out), -x);
    EXACT(da_positive(a, &out), x);
    EXACT(da_absolute(a, &out), fabs(x));
    EXACT(da_abs(a, &out), fabs(x));
    EXACT(da_fabs(a, &out), fabs(x));
    EXACT(da_sign(a, &out), sign_of(x));
    EXACT(da_conjugate(a, &out), x);
    EXACT(da_conj(a, &out), x);
    EXACT(da_square(a, &out), x * x);
    EXACT(da_reciprocal(a, &out), 1 / x);
    EXACT(da_sqrt(a, &out), sqrt(x));
    CLOSE(da_cbrt(a, &out), cbrt(x));
    CLOSE(da_hypot(a, b, &out), hypot(x, y));
    CLOSE(da_power(a, b, &out), pow(x, y));
    CLOSE(da_float_power(a, b, &out), pow(x, y));
}

static void transcendental(void) {
    CLOSE(da_exp(a, &out), exp(x));
    CLOSE(da_exp2(a, &out), exp2(x));
    CLOSE(da_expm1(a, &out), expm1(x));
    CLOSE(da_log(a, &out), log(x));
    CLOSE(da_log2(a, &out), log2(x));
    CLOSE(da_log10(a, &out), log10(x));
    CLOSE(da_log1p(a, &out), log1p(x));
    REAL(da_logaddexp(a, b, &out), log_of_sum(x, y, exp(1)), 1e-14);
    REAL(da_logaddexp2(a, b, &out), log_of_sum(x, y, 2), 1e-14);
    CLOSE(da_sin(a, &out), sin(x));
    CLOSE(da_cos(a, &out), cos(x));
    CLOSE(da_tan(a, &out), tan(x));
    CLOSE(da_arcsin(a, &out), asin(x));
    CLOSE(da_arccos(a, &out), acos(x));
    CLOSE(da_arctan(a, &out), atan(x));
    CLOSE(da_arctan2(a, b, &out), atan2(x, y));
    CLOSE(da_sinh(a, &out), sinh(x));
    CLOSE(da_cosh(a, &out), cosh(x));
    CLOSE(da_tanh(a, &out), tanh(x));
    CLOSE(da_arcsinh(a, &out), asinh(x));
    CLOSE(da_arccosh(a, &out), acosh(x));
    CLOSE(da_arctanh(a, &out), atanh(x));
    CLOSE(da_deg2rad(a, &out), x * (acos(-1) / 180));
    CLOSE(da_rad2deg(a, &out), x * (180 / acos(-1)));
}

static void rounding_and_parts(void) {
    EXACT(da_rint(a, &out), rint(x));
    EXACT(da_floor(a, &out), floor(x));
    EXACT(da_ceil(a, &out), ceil(x));
    EXACT(da_trunc(a, &out), trunc(x));
    EXACT(da_copysign(a, b, &out), copysign(x, y));
    EXACT(da_nextafter(a, b, &out), nextafter(x, y));
    EXACT(da_spacing(a, &out), spacing_of(x));
    EXACT(da_heaviside(a, b, &out), step(x, y));
}

static void comparisons(void) {
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
    TRUTH(da_isnan(a, &out), isnan(x));
    TRUTH(da_isinf(a, &out), isinf(x));
    TRUTH(da_isfinite(a, &out), isfinite(x));
    TRUTH(da_signbit(a, &out), signbit(x));
}

/* Of two zeros either may be the larger one, so they are compared without their signs. */
static void extremes(void) {
#define UNSIGNED_ZERO(call, expected) \
    CALL(call, EACH_ELEMENT(double, double, DA_FLOAT64, out, #call, \
                            check_like(r + 0.0, (expected) + 0.0, 0, x, y, __LINE__, #call)))
    UNSIGNED_ZERO(da_maximum(a, b, &out), larger(x, y));
    UNSIGNED_ZERO(da_minimum(a, b, &out), smaller(x, y));
    UNSIGNED_ZERO(da_fmax(a, b, &out), x != x ? y : y != y ? x : larger(x, y));
    UNSIGNED_ZERO(da_fmin(a, b, &out), x != x ? y : y != y ? x : smaller(x, y));
}

static double mantissa_of(double x) { int e; return frexp(x, &e); }

/* Not for inf and nan, of which the C library may make anything. */
static int exponent_of(double x) {
    int e = 0;
    if (isfinite(x)) (void)frexp(x, &e);
    return e;
}

static double fraction_of(double x) { double whole; return modf(x, &whole); }

static void two_results(void) {
    da_array *first = NULL, *second = NULL, *out = NULL;
    CHECK_OK(da_divmod(a, b, &first, &second));
    EACH_ELEMENT(double, double, DA_FLOAT64, first, "da_divmod",
                 check_like(r, python_quotient(x, y), 0, x, y, __LINE__, "the quotient"));
    EACH_ELEMENT(double, double, DA_FLOAT64, second, "da_divmod",
                 check_like(r, python_remainder(x, y), 0, x, y, __LINE__, "the remainder"));
    const da_array *kept[2] = {first, second};
    CHECK_OK(da_modf(a, &first, &second)); /* live ones receive the results */
    CHECK(first == kept[0] && second == kept[1]);
    EACH_ELEMENT(double, double, DA_FLOAT64, first, "da_modf",
                 check_like(r, fraction_of(x), 0, x, y, __LINE__, "the fraction"));
    EACH_ELEMENT(double, double, DA_FLOAT64, second, "da_modf", check_like(r, trunc(x), 0, x, y, __LINE__, "the whole part"));
    CHECK_OK(da_array_free(&second));
    CHECK_OK(da_frexp(a, &first, &second)); /* a live and a new one */
    CHECK(first == kept[0]);
    EACH_ELEMENT(double, double, DA_FLOAT64, first, "da_frexp",
                 check_like(r, mantissa_of(x), 0, x, y, __LINE__, "the mantissa"));
    EACH_ELEMENT(double, int32_t, DA_INT32, second, "da_frexp",
                 check_like(isfinite(x) ? r : 0, exponent_of(x), 0, x, y, __LINE__, "the exponent"));
    CHECK_OK(da_ldexp(first, second, &out));
    EACH_ELEMENT(double, double, DA_FLOAT64, out, "da_ldexp",
                 check_like(isfinite(x) ? r : x, x, 0, x, y, __LINE__, "both together"));
    CHECK_OK(da_array_free(&first));
    CHECK_OK(da_array_free(&second));
    CHECK_OK(da_array_free(&out));
}

/* Bits and divisors are integers' business, and so are exponents. */
static void not_for_real_numbers(void) {
    NO_LOOP(da_gcd(a, b, &out));
    NO_LOOP(da_lcm(a, b, &out));
    NO_LOOP(da_bitwise_and(a, b, &out));
    NO_LOOP(da_bitwise_or(a, b, &out));
    NO_LOOP(da_bitwise_xor(a, b, &out));
    NO_LOOP(da_left_shift(a, b, &out));
    NO_LOOP(da_right_shift(a, b, &out));
    NO_LOOP(da_invert(a, &out));
    NO_LOOP(da_bitwise_count(a, &out));
    NO_LOOP(da_ldexp(a, b, &out));
}

/* The second operand runs through all values for each one of the first. */
static void test(da_distribution *dist) {
    for (int64_t shift = 0; shift < COUNT; shift++) {
        set_operands(dist, DA_FLOAT64, values, COUNT, shift);
        arithmetic();
        extremes();
        comparisons();
        rounding_and_parts();
        if (shift % 7 == 0) transcendental();
        two_results();
        free_operands();
    }
    set_operands(dist, DA_FLOAT64, values, COUNT, 1);
    not_for_real_numbers();
    free_operands();
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
