// Operators, as NumPy has them: `/` is true division, `%` the remainder with the divisor's sign, `&` and `|` are
// bitwise (logical on bool), comparisons are element by element. `+=` and its relatives work in place.
#ifndef DISTARRAY_CXX_OPERATORS_HPP
#define DISTARRAY_CXX_OPERATORS_HPP

#include <distarray/cxx/arithmetic.hpp>
#include <distarray/cxx/compare.hpp>
#include <distarray/cxx/math.hpp>

namespace distarray {

// Of two operands.
template <class A, class B> detail::closed<A, B> operator+(const A &a, const B &b) { return add(a, b); }
template <class A, class B> detail::closed_number<A, B> operator-(const A &a, const B &b) { return subtract(a, b); }
template <class A, class B> detail::closed<A, B> operator*(const A &a, const B &b) { return multiply(a, b); }
template <class A, class B> detail::inexact_pair<A, B> operator/(const A &a, const B &b) { return true_divide(a, b); }
template <class A, class B> detail::closed_number<A, B> operator%(const A &a, const B &b) { return remainder(a, b); }
template <class A, class B> detail::closed<A, B> operator&(const A &a, const B &b) { return bitwise_and(a, b); }
template <class A, class B> detail::closed<A, B> operator|(const A &a, const B &b) { return bitwise_or(a, b); }
template <class A, class B> detail::closed<A, B> operator^(const A &a, const B &b) { return bitwise_xor(a, b); }
template <class A, class B> detail::closed_number<A, B> operator<<(const A &a, const B &b) { return left_shift(a, b); }
template <class A, class B> detail::closed_number<A, B> operator>>(const A &a, const B &b) { return right_shift(a, b); }

// Comparisons.
template <class A, class B> detail::predicate_pair<A, B> operator==(const A &a, const B &b) { return equal(a, b); }
template <class A, class B> detail::predicate_pair<A, B> operator!=(const A &a, const B &b) { return not_equal(a, b); }
template <class A, class B> detail::predicate_pair<A, B> operator<(const A &a, const B &b) { return less(a, b); }
template <class A, class B> detail::predicate_pair<A, B> operator<=(const A &a, const B &b) { return less_equal(a, b); }
template <class A, class B> detail::predicate_pair<A, B> operator>(const A &a, const B &b) { return greater(a, b); }
template <class A, class B> detail::predicate_pair<A, B> operator>=(const A &a, const B &b) { return greater_equal(a, b); }

// Of one.
template <class A> detail::like_number<A> operator+(const A &a) { return positive(a); }
template <class A> detail::like_number<A> operator-(const A &a) { return negative(a); }
template <class A> detail::like<A> operator~(const A &a) { return detail::unary<detail::like<A>>(DA_OP_INVERT, a); }

namespace detail {

/// What may stand left of `+=`: an array that is not const, or a view that ends with the statement.
template <class A, class B>
using in_place = std::enable_if_t<is_array<std::remove_reference_t<A>> && !std::is_const_v<std::remove_reference_t<A>> &&
                                      is_operand<B>, A &&>;

}  // namespace detail

// In place: the left side keeps its memory, its layout and its dtype.
template <class A, class B> detail::in_place<A, B> operator+=(A &&a, const B &b) {
    add(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator-=(A &&a, const B &b) {
    subtract(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator*=(A &&a, const B &b) {
    multiply(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator/=(A &&a, const B &b) {
    true_divide(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator%=(A &&a, const B &b) {
    remainder(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator&=(A &&a, const B &b) {
    bitwise_and(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator|=(A &&a, const B &b) {
    bitwise_or(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator^=(A &&a, const B &b) {
    bitwise_xor(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator<<=(A &&a, const B &b) {
    left_shift(a, b, a);
    return std::forward<A>(a);
}
template <class A, class B> detail::in_place<A, B> operator>>=(A &&a, const B &b) {
    right_shift(a, b, a);
    return std::forward<A>(a);
}

}  // namespace distarray

#endif
