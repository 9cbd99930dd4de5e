// ranks: 1 2 3 4
// Every element-wise function of <distarray.hpp> under its own name, with and without an array for the result, and
// every operator, against the C++ library's function in a loop. Not under valgrind, whose AVX2 calls isfinite(-nan) true.
#include "cxx_check.hpp"

namespace {

constexpr double eps = 1e-13;
double x_at(da::index_view i) { return 0.1 + 0.05 * static_cast<double>(i[0]) + 0.01 * static_cast<double>(i[1]); }
double y_at(da::index_view i) { return 1.5 - 0.1 * static_cast<double>(i[1]) + 0.02 * static_cast<double>(i[0]); }
std::int32_t m_at(da::index_view i) { return static_cast<std::int32_t>(7 * i[0] - 5 * i[1]); }
std::int32_t n_at(da::index_view i) { return static_cast<std::int32_t>(1 + (i[0] + 3 * i[1]) % 6); }

struct operands {
    explicit operands(const da::distribution &dist)
        : x(da::fromfunction<double>(dist, x_at)), y(da::fromfunction<double>(dist, y_at)),
          m(da::fromfunction<std::int32_t>(dist, m_at)), n(da::fromfunction<std::int32_t>(dist, n_at)) {}
    da::array<double> x, y;
    da::array<std::int32_t> m, n;
};

// A function under its name as a function object, in both its forms.
#define BOTH(name) \
    [](auto &&...a) -> decltype(auto) { return da::name(a...); }, #name

/// One function of x, or of x and y: the result, and the result in an array that was there.
template <class Call, class Reference> void on_x(const operands &o, Call call, const char *name, Reference reference) {
    check_elements<double>(call(o.x), [&](auto i) { return reference(x_at(i)); }, eps, name);
    da::any_array out = da::full_like(o.y, -1);
    call(o.x, out);
    check_elements<double>(out, [&](auto i) { return reference(x_at(i)); }, eps, name);
}
template <class Call, class Reference> void on_xy(const operands &o, Call call, const char *name, Reference reference) {
    check_elements<double>(call(o.x, o.y), [&](auto i) { return reference(x_at(i), y_at(i)); }, eps, name);
    check_elements<double>(call(o.x, 0.75), [&](auto i) { return reference(x_at(i), 0.75); }, eps, name);
    check_elements<double>(call(0.75, o.x), [&](auto i) { return reference(0.75, x_at(i)); }, eps, name);
    da::any_array out = da::full_like(o.y, -1);
    call(o.x, o.y, out);
    check_elements<double>(out, [&](auto i) { return reference(x_at(i), y_at(i)); }, eps, name);
}
template <class Call, class Reference> void on_mn(const operands &o, Call call, const char *name, Reference reference) {
    check_elements<std::int32_t>(call(o.m, o.n), [&](auto i) { return reference(m_at(i), n_at(i)); }, 0, name);
    check_elements<std::int32_t>(call(o.m, 3), [&](auto i) { return reference(m_at(i), 3); }, 0, name);
}

void check_unary(const operands &o) {
    on_x(o, BOTH(positive), [](double x) { return x; });
    on_x(o, BOTH(negative), [](double x) { return -x; });
    on_x(o, BOTH(sign), [](double x) { return x > 0 ? 1.0 : 0.0; });
    on_x(o, BOTH(conjugate), [](double x) { return x; });
    on_x(o, BOTH(conj), [](double x) { return x; });
    on_x(o, BOTH(square), [](double x) { return x * x; });
    on_x(o, BOTH(reciprocal), [](double x) { return 1 / x; });
    on_x(o, BOTH(absolute), [](double x) { return std::fabs(x); });
    on_x(o, BOTH(abs), [](double x) { return std::fabs(x); });
    on_x(o, BOTH(fabs), [](double x) { return std::fabs(x); });
    on_x(o, BOTH(sqrt), [](double x) { return std::sqrt(x); });
    on_x(o, BOTH(cbrt), [](double x) { return std::cbrt(x); });
    on_x(o, BOTH(exp), [](double x) { return std::exp(x); });
    on_x(o, BOTH(exp2), [](double x) { return std::exp2(x); });
    on_x(o, BOTH(expm1), [](double x) { return std::expm1(x); });
    on_x(o, BOTH(log), [](double x) { return std::log(x); });
    on_x(o, BOTH(log2), [](double x) { return std::log2(x); });
    on_x(o, BOTH(log10), [](double x) { return std::log10(x); });
    on_x(o, BOTH(log1p), [](double x) { return std::log1p(x); });
    on_x(o, BOTH(sin), [](double x) { return std::sin(x); });
    on_x(o, BOTH(cos), [](double x) { return std::cos(x); });
    on_x(o, BOTH(tan), [](double x) { return std::tan(x); });
    on_x(o, BOTH(arcsin), [](double x) { return std::asin(x); });
    on_x(o, BOTH(arccos), [](double x) { return std::acos(x); });
    on_x(o, BOTH(arctan), [](double x) { return std::atan(x); });
    on_x(o, BOTH(sinh), [](double x) { return std::sinh(x); });
    on_x(o, BOTH(cosh), [](double x) { return std::cosh(x); });
    on_x(o, BOTH(tanh), [](double x) { return std::tanh(x); });
    on_x(o, BOTH(arcsinh), [](double x) { return std::asinh(x); });
    on_x(o, BOTH(arctanh), [](double x) { return std::atanh(x); });
    on_x(o, BOTH(deg2rad), [](double x) { return x * 3.14159265358979323846 / 180; });
    on_x(o, BOTH(rad2deg), [](double x) { return x * 180 / 3.14159265358979323846; });
    on_x(o, BOTH(spacing), [](double x) { return std::nextafter(x, 10.0) - x; });
    on_x(o, BOTH(rint), [](double x) { return std::rint(x); });
    on_x(o, BOTH(floor), [](double x) { return std::floor(x); });
    on_x(o, BOTH(ceil), [](double x) { return std::ceil(x); });
    on_x(o, BOTH(trunc), [](double x) { return std::trunc(x); });
    check_elements<double>(da::arccosh(o.x + 1.0), [](auto i) { return std::acosh(x_at(i) + 1); }, eps, "arccosh");
    check_elements<double>(da::round(o.x, 1), [](auto i) { return std::rint(x_at(i) * 10) / 10; }, eps, "round");
    check_elements<std::int32_t>(da::invert(o.m), [](auto i) { return ~m_at(i); }, 0, "invert");
}

void check_binary(const operands &o) {
    on_xy(o, BOTH(add), [](double x, double y) { return x + y; });
    on_xy(o, BOTH(subtract), [](double x, double y) { return x - y; });
    on_xy(o, BOTH(multiply), [](double x, double y) { return x * y; });
    on_xy(o, BOTH(true_divide), [](double x, double y) { return x / y; });
    on_xy(o, BOTH(divide), [](double x, double y) { return x / y; });
    on_xy(o, BOTH(floor_divide), [](double x, double y) { return std::floor(x / y); });
    on_xy(o, BOTH(remainder), [](double x, double y) { return x - y * std::floor(x / y); });
    on_xy(o, BOTH(mod), [](double x, double y) { return x - y * std::floor(x / y); });
    on_xy(o, BOTH(fmod), [](double x, double y) { return std::fmod(x, y); });
    on_xy(o, BOTH(power), [](double x, double y) { return std::pow(x, y); });
    on_xy(o, BOTH(float_power), [](double x, double y) { return std::pow(x, y); });
    on_xy(o, BOTH(maximum), [](double x, double y) { return std::max(x, y); });
    on_xy(o, BOTH(minimum), [](double x, double y) { return std::min(x, y); });
    on_xy(o, BOTH(fmax), [](double x, double y) { return std::fmax(x, y); });
    on_xy(o, BOTH(fmin), [](double x, double y) { return std::fmin(x, y); });
    on_xy(o, BOTH(arctan2), [](double x, double y) { return std::atan2(x, y); });
    on_xy(o, BOTH(hypot), [](double x, double y) { return std::hypot(x, y); });
    on_xy(o, BOTH(logaddexp), [](double x, double y) { return std::log(std::exp(x) + std::exp(y)); });
    on_xy(o, BOTH(logaddexp2), [](double x, double y) { return std::log2(std::exp2(x) + std::exp2(y)); });
    on_xy(o, BOTH(copysign), [](double x, double y) { return std::copysign(x, y); });
    on_xy(o, BOTH(nextafter), [](double x, double y) { return std::nextafter(x, y); });
    on_xy(o, BOTH(heaviside), [](double x, double y) { return x > 0 ? 1.0 : x == 0 ? y : 0.0; });
    on_mn(o, BOTH(gcd), [](std::int32_t a, std::int32_t b) {
        a = std::abs(a);
        while (b != 0) a = std::exchange(b, a % b);
        return a;
    });
    on_mn(o, BOTH(bitwise_and), [](std::int32_t a, std::int32_t b) { return a & b; });
    on_mn(o, BOTH(bitwise_or), [](std::int32_t a, std::int32_t b) { return a | b; });
    on_mn(o, BOTH(bitwise_xor), [](std::int32_t a, std::int32_t b) { return a ^ b; });
    on_mn(o, BOTH(left_shift), [](std::int32_t a, std::int32_t b) { return a * (1 << b); });
    on_mn(o, BOTH(right_shift), [](std::int32_t a, std::int32_t b) { return a >> b; });
    check_elements<std::int32_t>(da::lcm(o.n, 4), [](auto i) { const int n = n_at(i); return n % 4 == 0 ? n : n % 2 == 0 ? 2 * n : 4 * n; }, 0, "lcm");
    check_elements<double>(da::ldexp(o.x, o.n), [](auto i) { return std::ldexp(x_at(i), n_at(i)); }, 0, "ldexp");
}

void check_questions(const operands &o) {
    const auto is = [&](const da::array<bool> &got, auto reference, const char *name) {
        check_elements<bool>(got, [&](auto i) { return reference(m_at(i), n_at(i)); }, 0, name);
    };
    is(o.m == o.n, [](int a, int b) { return a == b; }, "==");
    is(o.m != o.n, [](int a, int b) { return a != b; }, "!=");
    is(o.m < o.n, [](int a, int b) { return a < b; }, "<");
    is(o.m <= o.n, [](int a, int b) { return a <= b; }, "<=");
    is(o.m > o.n, [](int a, int b) { return a > b; }, ">");
    is(o.m >= 3, [](int a, int) { return a >= 3; }, ">=");
    is(0 < o.m, [](int a, int) { return 0 < a; }, "<");
    is(da::logical_and(o.m, o.n > 2), [](int a, int b) { return a != 0 && b > 2; }, "logical_and");
    is(da::logical_or(o.m > 3, o.n > 2), [](int a, int b) { return a > 3 || b > 2; }, "logical_or");
    is(da::logical_xor(o.m > 3, o.n > 2), [](int a, int b) { return (a > 3) != (b > 2); }, "logical_xor");
    is(da::logical_not(o.m), [](int a, int) { return a == 0; }, "logical_not");
    is(da::signbit(o.m * 1.0), [](int a, int) { return a < 0; }, "signbit");
    is(da::isnan(da::log(o.m * 1.0)), [](int a, int) { return a < 0; }, "isnan");
    is(da::isinf(da::log(o.m * 1.0)), [](int a, int) { return a == 0; }, "isinf");
    is(da::isfinite(da::log(o.m * 1.0)), [](int a, int) { return a > 0; }, "isfinite");
    is((o.m > 0) & ~(o.n > 2), [](int a, int b) { return a > 0 && b <= 2; }, "& and ~");
    is(da::isclose(o.x, o.x + 1e-12), [](int, int) { return true; }, "isclose");
    CHECK(da::allclose(o.x, o.x + 1e-12) && !da::allclose(o.x, o.y));
    CHECK(da::array_equal(o.x, o.x) && !da::array_equal(o.x, o.y));
    check_elements<std::uint8_t>(da::bitwise_count(o.n), [](auto i) { const int n = n_at(i); return (n & 1) + (n >> 1 & 1) + (n >> 2 & 1); }, 0, "bitwise_count");
}

void check_operators(const operands &o) {
    const auto is = [&](const da::any_array &got, auto reference, const char *name) {
        check_elements<double>(got, [&](auto i) { return reference(x_at(i), y_at(i)); }, eps, name);
    };
    is(o.x + o.y * 2 - 1.0 / o.x, [](double x, double y) { return x + y * 2 - 1 / x; }, "+ * - /");
    is(-o.x % 0.3, [](double x, double) { return -x - 0.3 * std::floor(-x / 0.3); }, "%");
    const da::any_array &any_x = o.x, &any_y = o.y;
    is(any_x * any_y + 1, [](double x, double y) { return x * y + 1; }, "any * any");
    is(o.x * any_y, [](double x, double y) { return x * y; }, "typed * any");
    check_elements<double>(o.m / 2, [](auto i) { return m_at(i) / 2.0; }, 0, "true division of integers");
    check_elements<std::int32_t>((o.m << 2) | ((o.n & 1) ^ 8), [](auto i) { return m_at(i) * 4 | ((n_at(i) & 1) ^ 8); }, 0, "bits");
    da::array<double> z = da::copy(o.x);
    const double *const where = std::as_const(z).data();
    z += o.y;
    z *= 2;
    z -= 1.0;
    z /= o.y;
    CHECK(std::as_const(z).data() == where);
    is(z, [](double x, double y) { return ((x + y) * 2 - 1) / y; }, "in place");
    da::array<std::int32_t> k = da::copy(o.n);
    k %= 4;
    k <<= 3;
    k |= 1;
    k ^= 3;
    k &= 27;
    k >>= 1;
    check_elements<std::int32_t>(k, [](auto i) { return (((((n_at(i) % 4) << 3) | 1) ^ 3) & 27) >> 1; }, 0, "bits in place");
    CHECK_THROWS(k /= 2, DA_ERR_CASTING);  // as in NumPy: float64 does not go into int32
    CHECK_THROWS(o.x & o.y, DA_ERR_DTYPE);
}

void check_others(const operands &o) {
    const auto parts = da::frexp(o.x);
    check_elements<double>(da::ldexp(parts.first, parts.second), [](auto i) { return x_at(i); }, 0, "frexp");
    const auto whole = da::modf(o.y);
    check_elements<double>(whole.first + whole.second, [](auto i) { return y_at(i); }, eps, "modf");
    const auto halves = da::divmod(o.m, o.n);
    check_elements<std::int32_t>(halves.first * o.n + halves.second, [](auto i) { return m_at(i); }, 0, "divmod");
    check_elements<double>(da::where(o.m > 0, o.x, -1.0), [](auto i) { return m_at(i) > 0 ? x_at(i) : -1; }, 0, "where");
    check_elements<std::int32_t>(da::clip(o.m, -4, 9), [](auto i) { return std::min(std::max(m_at(i), -4), 9); }, 0, "clip");
    check_elements<std::int32_t>(da::clip(o.m, da::any_array(), o.n), [](auto i) { return std::min(m_at(i), n_at(i)); }, 0, "clip above");
    check_elements<double>(da::nan_to_num(da::sqrt(o.m * 1.0), -2), [](auto i) { return m_at(i) < 0 ? -2 : std::sqrt(m_at(i)); }, eps, "nan_to_num");
    const da::array<std::complex<double>> z = o.x * std::complex<double>(0, 1) + o.y;
    check_elements<double>(da::angle(z), [](auto i) { return std::atan2(x_at(i), y_at(i)); }, eps, "angle");
    check_elements<double>(da::absolute(z), [](auto i) { return std::hypot(x_at(i), y_at(i)); }, eps, "absolute");
    check_elements<std::complex<double>>(da::conj(z), [](auto i) { return std::complex<double>(y_at(i), -x_at(i)); }, eps, "conj");
    const da::array<bool> mask = o.m > 0;
    da::ufunc_options options;
    options.mask = &mask;
    da::any_array out = da::zeros_like(o.x);
    da::call("multiply", {o.x, 2.0}, {out}, options);
    check_elements<double>(out, [](auto i) { return m_at(i) > 0 ? 2 * x_at(i) : 0; }, eps, "call with a mask");
    options = da::ufunc_options();
    options.dtype = da::dtype::float32;
    CHECK(da::call("add", {o.x, o.y}, options).dtype() == da::dtype::float32);
    CHECK_THROWS(da::call("no such function", {o.x}), DA_ERR_ARGUMENT);
}

}  // namespace

int main(int argc, char **argv) {
    return run_checks(&argc, &argv, [](const da::context &ctx) {
        for (const char *text : {"b,b", "c:2,n", "n,c"}) {
            const operands o(da::distribution(ctx, {7, 5}, text));
            check_unary(o);
            check_binary(o);
            check_questions(o);
            check_operators(o);
            check_others(o);
        }
    });
}
