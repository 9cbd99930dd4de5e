// Element-wise functions of two operands, named as in NumPy. One of them may be a number, which counts as a literal
// of NumPy 2. `add(a, b, out)` writes the result to an array that is there, which may be an operand.
#ifndef DISTARRAY_CXX_ARITHMETIC_HPP
#define DISTARRAY_CXX_ARITHMETIC_HPP

#include <distarray/cxx/ufunc.hpp>

namespace distarray {

// The result has the type that both promote to.
template <class A, class B> detail::closed<A, B> add(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_ADD, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &add(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_ADD, a, b, out);
}
template <class A, class B> detail::closed<A, B> multiply(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_MULTIPLY, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &multiply(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_MULTIPLY, a, b, out);
}
template <class A, class B> detail::closed<A, B> maximum(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_MAXIMUM, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &maximum(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_MAXIMUM, a, b, out);
}
template <class A, class B> detail::closed<A, B> minimum(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_MINIMUM, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &minimum(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_MINIMUM, a, b, out);
}
template <class A, class B> detail::closed<A, B> fmax(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_FMAX, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &fmax(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_FMAX, a, b, out);
}
template <class A, class B> detail::closed<A, B> fmin(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_FMIN, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &fmin(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_FMIN, a, b, out);
}
template <class A, class B> detail::closed<A, B> bitwise_and(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_BITWISE_AND, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &bitwise_and(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_BITWISE_AND, a, b, out);
}
template <class A, class B> detail::closed<A, B> bitwise_or(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_BITWISE_OR, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &bitwise_or(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_BITWISE_OR, a, b, out);
}
template <class A, class B> detail::closed<A, B> bitwise_xor(const A &a, const B &b) {
    return detail::binary<detail::closed<A, B>>(DA_OP_BITWISE_XOR, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &bitwise_xor(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_BITWISE_XOR, a, b, out);
}

// The same, but for bool.
template <class A, class B> detail::closed_number<A, B> subtract(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_SUBTRACT, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &subtract(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_SUBTRACT, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> floor_divide(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_FLOOR_DIVIDE, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &floor_divide(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_FLOOR_DIVIDE, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> remainder(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_REMAINDER, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &remainder(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_REMAINDER, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> mod(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_REMAINDER, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &mod(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_REMAINDER, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> fmod(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_FMOD, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &fmod(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_FMOD, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> power(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_POWER, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &power(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_POWER, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> left_shift(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_LEFT_SHIFT, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &left_shift(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LEFT_SHIFT, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> right_shift(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_RIGHT_SHIFT, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &right_shift(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_RIGHT_SHIFT, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> gcd(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_GCD, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &gcd(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_GCD, a, b, out);
}
template <class A, class B> detail::closed_number<A, B> lcm(const A &a, const B &b) {
    return detail::binary<detail::closed_number<A, B>>(DA_OP_LCM, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &lcm(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LCM, a, b, out);
}

// Functions that make floating-point numbers of integers.
template <class A, class B> detail::inexact_pair<A, B> true_divide(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_TRUE_DIVIDE, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &true_divide(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_TRUE_DIVIDE, a, b, out);
}
template <class A, class B> detail::inexact_pair<A, B> divide(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_TRUE_DIVIDE, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &divide(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_TRUE_DIVIDE, a, b, out);
}
template <class A, class B> detail::inexact_pair<A, B> arctan2(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_ARCTAN2, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &arctan2(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_ARCTAN2, a, b, out);
}
template <class A, class B> detail::inexact_pair<A, B> hypot(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_HYPOT, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &hypot(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_HYPOT, a, b, out);
}
template <class A, class B> detail::inexact_pair<A, B> logaddexp(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_LOGADDEXP, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &logaddexp(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LOGADDEXP, a, b, out);
}
template <class A, class B> detail::inexact_pair<A, B> logaddexp2(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_LOGADDEXP2, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &logaddexp2(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LOGADDEXP2, a, b, out);
}
template <class A, class B> detail::inexact_pair<A, B> copysign(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_COPYSIGN, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &copysign(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_COPYSIGN, a, b, out);
}
template <class A, class B> detail::inexact_pair<A, B> nextafter(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_NEXTAFTER, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &nextafter(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_NEXTAFTER, a, b, out);
}
template <class A, class B> detail::inexact_pair<A, B> heaviside(const A &a, const B &b) {
    return detail::binary<detail::inexact_pair<A, B>>(DA_OP_HEAVISIDE, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &heaviside(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_HEAVISIDE, a, b, out);
}

// Others.
template <class A, class B> detail::untyped_pair<A, B> float_power(const A &a, const B &b) {
    return detail::binary<detail::untyped_pair<A, B>>(DA_OP_FLOAT_POWER, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &float_power(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_FLOAT_POWER, a, b, out);
}
template <class A, class B> detail::untyped_pair<A, B> ldexp(const A &a, const B &b) {
    return detail::binary<detail::untyped_pair<A, B>>(DA_OP_LDEXP, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &ldexp(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LDEXP, a, b, out);
}

}  // namespace distarray

#endif
