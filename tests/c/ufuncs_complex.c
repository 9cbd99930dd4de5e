/* ranks: 1 2 3 4
 * Not under valgrind, whose AVX2 compares take nan for a number.
 * Every function of NumPy's that has a loop for complex128, by its name, against plain loops over the C library, as
 * far as the whole number goes; and that the others say so. */
#include "ufuncs.h"

typedef double complex complex_double;

/* None on a branch cut, where the sign of a zero decides. */
static const complex_double values[] = {1.0 + 2.0 * I,  -0.5 + 0.25 * I, 3.0 - 4.0 * I, -2.0 - 1.5 * I, 0.125 + 0.75 * I,
                                        1.0 + 0.5 * I,  -1.0 + 3.0 * I,  0.3 - 0.9 * I, 2.0 + 2.0 * I,  -3.5 + 0.01 * I,
                                        10.0 - 0.5 * I, 0.001 + 1.5 * I, -0.7 - 0.7 * I};
enum { COUNT = sizeof values / sizeof values[0], EXTENT = 4 * COUNT + 1 };

#define COMPLEX(call, expected, tolerance) \
    CALL(call, EACH_ELEMENT(complex_double, complex_double, DA_COMPLEX128, out, #call, \
                            check_complex(r, expected, tolerance, x, y, __LINE__, #call)))
#define REAL(call, expected, tolerance) \
    CALL(call, EACH_ELEMENT(complex_double, double, DA_FLOAT64, out, #call, \
                            check_complex(r, expected, tolerance, x, y, __LINE__, #call)))
#define TRUTH(call, expected) \
    CALL(call, EACH_ELEMENT(complex_double, uint8_t, DA_BOOL, out, #call, \
                            check_complex(r, (expected) ? 1 : 0, 0, x, y, __LINE__, #call)))
#define EXACT(call, expected) COMPLEX(call, expected, 0)
#define CLOSE(call, expected) COMPLEX(call, expected, 4e-15)

static complex_double rounded(complex_double z) { return rint(creal(z)) + rint(cimag(z)) * I; }

/* In the order of the real parts, then of the imaginary ones. */
static int before(complex_double x, complex_double y) {
    return creal(x) < creal(y) || (creal(x) == creal(y) && cimag(x) < cimag(y));
}

static void arithmetic(void) {
    EXACT(da_add(a, b, &out), x + y);
    EXACT(da_subtract(a, b, &out), x - y);
    CLOSE(da_multiply(a, b, &out), x * y);
    CLOSE(da_true_divide(a, b, &out), x / y);
    CLOSE(da_divide(a, b, &out), x / y);
    CLOSE(da_power(a, b, &out), cpow(x, y));
    CLOSE(da_float_power(a, b, &out), cpow(x, y));
    EXACT(da_negative(a, &out), -x);
    EXACT(da_positive(a, &out), x);
    EXACT(da_conjugate(a, &out), conj(x));
    EXACT(da_conj(a, &out), conj(x));
    CLOSE(da_sign(a, &out), x / cabs(x));
    CLOSE(da_square(a, &out), x * x);
    CLOSE(da_reciprocal(a, &out), 1 / x);
    REAL(da_absolute(a, &out), cabs(x), 1e-15);
    REAL(da_abs(a, &out), cabs(x), 1e-15);
    EXACT(da_rint(a, &out), rounded(x));
}

static void transcendental(void) {
    CLOSE(da_sqrt(a, &out), csqrt(x));
    CLOSE(da_exp(a, &out), cexp(x));
    CLOSE(da_exp2(a, &out), cexp(x * log(2)));
    CLOSE(da_expm1(a, &out), cexp(x) - 1);
    CLOSE(da_log(a, &out), clog(x));
    CLOSE(da_log2(a, &out), clog(x) / log(2));
    CLOSE(da_log10(a, &out), clog(x) / log(10));
    CLOSE(da_log1p(a, &out), clog(1 + x));
    CLOSE(da_sin(a, &out), csin(x));
    CLOSE(da_cos(a, &out), ccos(x));
    CLOSE(da_tan(a, &out), ctan(x));
    CLOSE(da_arcsin(a, &out), casin(x));
    CLOSE(da_arccos(a, &out), cacos(x));
    CLOSE(da_arctan(a, &out), catan(x));
    CLOSE(da_sinh(a, &out), csinh(x));
    CLOSE(da_cosh(a, &out), ccosh(x));
    CLOSE(da_tanh(a, &out), ctanh(x));
    CLOSE(da_arcsinh(a, &out), casinh(x));
    CLOSE(da_arccosh(a, &out), cacosh(x));
    CLOSE(da_arctanh(a, &out), catanh(x));
}

static void order_and_truth(void) {
    EXACT(da_maximum(a, b, &out), before(x, y) ? y : x);
    EXACT(da_minimum(a, b, &out), before(y, x) ? y : x);
    EXACT(da_fmax(a, b, &out), before(x, y) ? y : x);
    EXACT(da_fmin(a, b, &out), before(y, x) ? y : x);
    TRUTH(da_less(a, b, &out), before(x, y));
    TRUTH(da_less_equal(a, b, &out), !before(y, x));
    TRUTH(da_equal(a, b, &out), x == y);
    TRUTH(da_not_equal(a, b, &out), x != y);
    TRUTH(da_greater(a, b, &out), before(y, x));
    TRUTH(da_greater_equal(a, b, &out), !before(x, y));
    TRUTH(da_logical_and(a, b, &out), 1);
    TRUTH(da_logical_or(a, b, &out), 1);
    TRUTH(da_logical_xor(a, b, &out), 0);
    TRUTH(da_logical_not(a, &out), 0);
    TRUTH(da_isnan(a, &out), 0);
    TRUTH(da_isinf(a, &out), 0);
    TRUTH(da_isfinite(a, &out), 1);
}

static void no_loops(void) {
    NO_LOOP(da_floor_divide(a, b, &out));
    NO_LOOP(da_remainder(a, b, &out));
    NO_LOOP(da_mod(a, b, &out));
    NO_LOOP(da_fmod(a, b, &out));
    NO_LOOP(da_arctan2(a, b, &out));
    NO_LOOP(da_hypot(a, b, &out));
    NO_LOOP(da_logaddexp(a, b, &out));
    NO_LOOP(da_logaddexp2(a, b, &out));
    NO_LOOP(da_copysign(a, b, &out));
    NO_LOOP(da_nextafter(a, b, &out));
    NO_LOOP(da_ldexp(a, b, &out));
    NO_LOOP(da_heaviside(a, b, &out));
    NO_LOOP(da_gcd(a, b, &out));
    NO_LOOP(da_lcm(a, b, &out));
    NO_LOOP(da_bitwise_and(a, b, &out));
    NO_LOOP(da_bitwise_or(a, b, &out));
    NO_LOOP(da_bitwise_xor(a, b, &out));
    NO_LOOP(da_left_shift(a, b, &out));
    NO_LOOP(da_right_shift(a, b, &out));
    NO_LOOP(da_divmod(a, b, &out, &second));
    NO_LOOP(da_frexp(a, &out, &second));
    NO_LOOP(da_modf(a, &out, &second));
    NO_LOOP(da_fabs(a, &out));
    NO_LOOP(da_cbrt(a, &out));
    NO_LOOP(da_deg2rad(a, &out));
    NO_LOOP(da_rad2deg(a, &out));
    NO_LOOP(da_floor(a, &out));
    NO_LOOP(da_ceil(a, &out));
    NO_LOOP(da_trunc(a, &out));
    NO_LOOP(da_signbit(a, &out));
    NO_LOOP(da_spacing(a, &out));
    NO_LOOP(da_invert(a, &out));
    NO_LOOP(da_bitwise_count(a, &out));
}

static void test(da_distribution *dist) {
    for (int64_t shift = 0; shift < COUNT; shift++) {
        set_operands(dist, DA_COMPLEX128, values, COUNT, shift);
        arithmetic();
        order_and_truth();
        if (shift == 0) transcendental();
        if (shift == 0) no_loops();
        free_operands();
    }
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
