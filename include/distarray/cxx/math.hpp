// Element-wise functions of one array, named as in NumPy. `sin(a)` makes a new array, `sin(a, out)` writes the
// result to one that is there, which may be `a`.
#ifndef DISTARRAY_CXX_MATH_HPP
#define DISTARRAY_CXX_MATH_HPP

#include <distarray/cxx/ufunc.hpp>

namespace distarray {

// Arithmetic: the result has the type of the operand.
template <class A> detail::like_number<A> positive(const A &a) { return detail::unary<detail::like_number<A>>(DA_OP_POSITIVE, a); }
inline any_array &positive(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_POSITIVE, a, out); }
template <class A> detail::like_number<A> negative(const A &a) { return detail::unary<detail::like_number<A>>(DA_OP_NEGATIVE, a); }
inline any_array &negative(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_NEGATIVE, a, out); }
template <class A> detail::like_number<A> sign(const A &a) { return detail::unary<detail::like_number<A>>(DA_OP_SIGN, a); }
inline any_array &sign(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_SIGN, a, out); }
template <class A> detail::like_number<A> conjugate(const A &a) { return detail::unary<detail::like_number<A>>(DA_OP_CONJUGATE, a); }
inline any_array &conjugate(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_CONJUGATE, a, out); }
template <class A> detail::like_number<A> conj(const A &a) { return detail::unary<detail::like_number<A>>(DA_OP_CONJUGATE, a); }
inline any_array &conj(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_CONJUGATE, a, out); }
template <class A> detail::like_number<A> square(const A &a) { return detail::unary<detail::like_number<A>>(DA_OP_SQUARE, a); }
inline any_array &square(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_SQUARE, a, out); }
template <class A> detail::like_number<A> reciprocal(const A &a) { return detail::unary<detail::like_number<A>>(DA_OP_RECIPROCAL, a); }
inline any_array &reciprocal(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_RECIPROCAL, a, out); }
template <class A> detail::like_number<A> invert(const A &a) { return detail::unary<detail::like_number<A>>(DA_OP_INVERT, a); }
inline any_array &invert(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_INVERT, a, out); }

// Absolute values: of complex numbers real.
template <class A> detail::real_like<A> absolute(const A &a) { return detail::unary<detail::real_like<A>>(DA_OP_ABSOLUTE, a); }
inline any_array &absolute(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ABSOLUTE, a, out); }
template <class A> detail::real_like<A> abs(const A &a) { return detail::unary<detail::real_like<A>>(DA_OP_ABSOLUTE, a); }
inline any_array &abs(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ABSOLUTE, a, out); }

// Functions that make floating-point numbers of integers.
template <class A> detail::like_inexact<A> fabs(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_FABS, a); }
inline any_array &fabs(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_FABS, a, out); }
template <class A> detail::like_inexact<A> sqrt(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_SQRT, a); }
inline any_array &sqrt(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_SQRT, a, out); }
template <class A> detail::like_inexact<A> cbrt(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_CBRT, a); }
inline any_array &cbrt(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_CBRT, a, out); }
template <class A> detail::like_inexact<A> exp(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_EXP, a); }
inline any_array &exp(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_EXP, a, out); }
template <class A> detail::like_inexact<A> exp2(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_EXP2, a); }
inline any_array &exp2(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_EXP2, a, out); }
template <class A> detail::like_inexact<A> expm1(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_EXPM1, a); }
inline any_array &expm1(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_EXPM1, a, out); }
template <class A> detail::like_inexact<A> log(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_LOG, a); }
inline any_array &log(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_LOG, a, out); }
template <class A> detail::like_inexact<A> log2(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_LOG2, a); }
inline any_array &log2(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_LOG2, a, out); }
template <class A> detail::like_inexact<A> log10(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_LOG10, a); }
inline any_array &log10(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_LOG10, a, out); }
template <class A> detail::like_inexact<A> log1p(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_LOG1P, a); }
inline any_array &log1p(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_LOG1P, a, out); }
template <class A> detail::like_inexact<A> sin(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_SIN, a); }
inline any_array &sin(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_SIN, a, out); }
template <class A> detail::like_inexact<A> cos(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_COS, a); }
inline any_array &cos(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_COS, a, out); }
template <class A> detail::like_inexact<A> tan(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_TAN, a); }
inline any_array &tan(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_TAN, a, out); }
template <class A> detail::like_inexact<A> arcsin(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_ARCSIN, a); }
inline any_array &arcsin(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ARCSIN, a, out); }
template <class A> detail::like_inexact<A> arccos(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_ARCCOS, a); }
inline any_array &arccos(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ARCCOS, a, out); }
template <class A> detail::like_inexact<A> arctan(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_ARCTAN, a); }
inline any_array &arctan(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ARCTAN, a, out); }
template <class A> detail::like_inexact<A> sinh(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_SINH, a); }
inline any_array &sinh(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_SINH, a, out); }
template <class A> detail::like_inexact<A> cosh(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_COSH, a); }
inline any_array &cosh(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_COSH, a, out); }
template <class A> detail::like_inexact<A> tanh(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_TANH, a); }
inline any_array &tanh(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_TANH, a, out); }
template <class A> detail::like_inexact<A> arcsinh(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_ARCSINH, a); }
inline any_array &arcsinh(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ARCSINH, a, out); }
template <class A> detail::like_inexact<A> arccosh(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_ARCCOSH, a); }
inline any_array &arccosh(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ARCCOSH, a, out); }
template <class A> detail::like_inexact<A> arctanh(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_ARCTANH, a); }
inline any_array &arctanh(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ARCTANH, a, out); }
template <class A> detail::like_inexact<A> deg2rad(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_DEG2RAD, a); }
inline any_array &deg2rad(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_DEG2RAD, a, out); }
template <class A> detail::like_inexact<A> rad2deg(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_RAD2DEG, a); }
inline any_array &rad2deg(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_RAD2DEG, a, out); }
template <class A> detail::like_inexact<A> spacing(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_SPACING, a); }
inline any_array &spacing(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_SPACING, a, out); }

// Rounding; integers are left as they are, but for rint.
template <class A> detail::like_inexact<A> rint(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_RINT, a); }
inline any_array &rint(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_RINT, a, out); }
template <class A> detail::like_inexact<A> floor(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_FLOOR, a); }
inline any_array &floor(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_FLOOR, a, out); }
template <class A> detail::like_inexact<A> ceil(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_CEIL, a); }
inline any_array &ceil(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_CEIL, a, out); }
template <class A> detail::like_inexact<A> trunc(const A &a) { return detail::unary<detail::like_inexact<A>>(DA_OP_TRUNC, a); }
inline any_array &trunc(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_TRUNC, a, out); }

// Questions.
template <class A> detail::predicate<A> isnan(const A &a) { return detail::unary<detail::predicate<A>>(DA_OP_ISNAN, a); }
inline any_array &isnan(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ISNAN, a, out); }
template <class A> detail::predicate<A> isinf(const A &a) { return detail::unary<detail::predicate<A>>(DA_OP_ISINF, a); }
inline any_array &isinf(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ISINF, a, out); }
template <class A> detail::predicate<A> isfinite(const A &a) { return detail::unary<detail::predicate<A>>(DA_OP_ISFINITE, a); }
inline any_array &isfinite(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_ISFINITE, a, out); }
template <class A> detail::predicate<A> signbit(const A &a) { return detail::unary<detail::predicate<A>>(DA_OP_SIGNBIT, a); }
inline any_array &signbit(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_SIGNBIT, a, out); }
template <class A> detail::predicate<A> logical_not(const A &a) { return detail::unary<detail::predicate<A>>(DA_OP_LOGICAL_NOT, a); }
inline any_array &logical_not(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_LOGICAL_NOT, a, out); }

/// How many bits of each number's absolute value are set.
inline array<std::uint8_t> bitwise_count(const any_array &a) { return detail::unary<array<std::uint8_t>>(DA_OP_BITWISE_COUNT, a); }
inline any_array &bitwise_count(const any_array &a, any_array &out) { return detail::unary_into(DA_OP_BITWISE_COUNT, a, out); }

/// Rounded to decimals: numpy.round.
template <class A> detail::like_number<A> round(const A &a, int decimals = 0) {
    return detail::make_array<detail::like_number<A>>(da_round, a.get(), decimals);
}
inline any_array &round(const any_array &a, int decimals, any_array &out) {
    check(da_round(a.get(), decimals, out.out()));
    return out;
}

/// The angles of complex numbers, in radians or degrees.
inline any_array angle(const any_array &a, bool degrees = false) {
    return detail::make_array(da_angle, a.get(), degrees ? 1 : 0);
}

/// Finite numbers in place of nan and infinities. Without numbers for infinities: the largest ones of the dtype.
template <class A>
detail::like<A> nan_to_num(const A &a, double nan = 0, std::optional<double> posinf = {}, std::optional<double> neginf = {}) {
    return detail::make_array<detail::like<A>>(da_nan_to_num, a.get(), nan, posinf ? &*posinf : nullptr, neginf ? &*neginf : nullptr);
}

namespace detail {

template <class Call, class... Args> std::pair<any_array, any_array> two_arrays(Call call, Args... args) {
    std::pair<any_array, any_array> made;
    check(call(args..., made.first.out(), made.second.out()));
    return made;
}

}  // namespace detail

/// Mantissa and exponent.
inline std::pair<any_array, any_array> frexp(const any_array &a) { return detail::two_arrays(da_frexp, a.get()); }
/// Fraction and whole part.
inline std::pair<any_array, any_array> modf(const any_array &a) { return detail::two_arrays(da_modf, a.get()); }
/// Quotient, rounded down, and remainder.
inline std::pair<any_array, any_array> divmod(const any_array &a, const any_array &b) {
    return detail::two_arrays(da_divmod, a.get(), b.get());
}

}  // namespace distarray

#endif
