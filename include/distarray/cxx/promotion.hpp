// Which element type a computation has, as far as the compiler can know it: NumPy's promotion on C++ types.
// Where it depends on anything else the result is an any_array, which turns into an array<T> with a check.
#ifndef DISTARRAY_CXX_PROMOTION_HPP
#define DISTARRAY_CXX_PROMOTION_HPP

#include <distarray/cxx/array.hpp>

#include <algorithm>

namespace distarray {

namespace detail {

template <bool Signed, std::size_t Width> struct integer_of;
template <> struct integer_of<true, 1> { using type = std::int8_t; };
template <> struct integer_of<true, 2> { using type = std::int16_t; };
template <> struct integer_of<true, 4> { using type = std::int32_t; };
template <> struct integer_of<true, 8> { using type = std::int64_t; };
template <> struct integer_of<false, 1> { using type = std::uint8_t; };
template <> struct integer_of<false, 2> { using type = std::uint16_t; };
template <> struct integer_of<false, 4> { using type = std::uint32_t; };
template <> struct integer_of<false, 8> { using type = std::uint64_t; };

/// A floating-point type, or the complex one made of it.
template <bool Complex, bool Double>
using inexact_type = std::conditional_t<Complex, std::conditional_t<Double, std::complex<double>, std::complex<float>>,
                                        std::conditional_t<Double, double, float>>;

/// Whether a type takes float64 to be held: integers of more than 16 bits, and what is float64 itself.
template <class T>
constexpr bool takes_double = kind_of(dtype_of<T>) == 1 ? sizeof(T) > 2 : sizeof(typename real_of<T>::type) == 8;

template <class A, class B> constexpr auto promote_types() {
    constexpr int kind = std::max(kind_of(dtype_of<A>), kind_of(dtype_of<B>));
    if constexpr (std::is_same_v<A, B> || std::is_same_v<B, bool>) {
        return A();
    } else if constexpr (std::is_same_v<A, bool>) {
        return B();
    } else if constexpr (kind >= 2) {
        return inexact_type<(kind == 3), takes_double<A> || takes_double<B>>();
    } else if constexpr (std::is_signed_v<A> == std::is_signed_v<B>) {
        return typename integer_of<std::is_signed_v<A>, std::max(sizeof(A), sizeof(B))>::type();
    } else {
        constexpr std::size_t with_sign = std::is_signed_v<A> ? sizeof(A) : sizeof(B);
        constexpr std::size_t without = 2 * (std::is_signed_v<A> ? sizeof(B) : sizeof(A));
        if constexpr (without > 8) return double();
        else return typename integer_of<true, std::max(with_sign, without)>::type();
    }
}

/// NumPy's promotion of two element types.
template <class A, class B> using promoted = decltype(promote_types<A, B>());

/// The type of an array with elements of type T together with a C++ number, which counts as a literal.
template <class T, class S> constexpr auto promote_literal() {
    constexpr int array_kind = kind_of(dtype_of<T>);
    constexpr int literal_kind = std::is_same_v<S, bool> ? 0 : std::is_integral_v<S> ? 1 : std::is_floating_point_v<S> ? 2 : 3;
    if constexpr (literal_kind <= array_kind) return T();
    else if constexpr (literal_kind == 1) return std::int64_t();
    else if constexpr (literal_kind == 2) return double();
    else return inexact_type<true, array_kind != 2 || takes_double<T>>();
}

template <class A> constexpr bool is_operand = is_array<A> || is_number<A> || std::is_same_v<A, scalar>;
/// Operands of a function of two: at least one is an array.
template <class A, class B> constexpr bool are_operands = is_operand<A> && is_operand<B> && (is_array<A> || is_array<B>);

// As a computation's element type void stands for "known at run time", again.
template <class A, class B> struct operands_type {
    static constexpr auto pick() {
        if constexpr (is_array<A> && is_array<B>) {
            using T = element_of<A>;
            using U = element_of<B>;
            if constexpr (!std::is_void_v<T> && !std::is_void_v<U>) return promote_types<T, U>();
        } else if constexpr (is_array<A> && is_number<B>) {
            if constexpr (!std::is_void_v<element_of<A>>) return promote_literal<element_of<A>, B>();
        } else if constexpr (is_number<A> && is_array<B>) {
            if constexpr (!std::is_void_v<element_of<B>>) return promote_literal<element_of<B>, A>();
        }
    }
    using type = decltype(pick());
};

template <class T> constexpr bool known_inexact() {
    if constexpr (std::is_void_v<T>) return false;
    else return is_inexact<T>;
}

// The results of groups of functions, and whether there are such functions for these operands.
template <class A, class B> using pair_type = typename operands_type<A, B>::type;
/// Functions whose result has the operands' common type, bool included: add, multiply, maximum.
template <class A, class B> using closed = std::enable_if_t<are_operands<A, B>, array_of<pair_type<A, B>>>;
/// The same where bool becomes something else: subtract (which has none), power, remainder.
template <class A, class B>
using closed_number = std::enable_if_t<are_operands<A, B>, array_of<std::conditional_t<std::is_same_v<pair_type<A, B>, bool>, void, pair_type<A, B>>>>;
/// Functions that make floating-point numbers of integers.
template <class A, class B>
using inexact_pair = std::enable_if_t<are_operands<A, B>, array_of<std::conditional_t<known_inexact<pair_type<A, B>>(), pair_type<A, B>, void>>>;
/// Comparisons.
template <class A, class B> using predicate_pair = std::enable_if_t<are_operands<A, B>, array<bool>>;
/// Results that are known at run time only.
template <class A, class B> using untyped_pair = std::enable_if_t<are_operands<A, B>, any_array>;

template <class A, class R> using if_array = std::enable_if_t<is_array<A>, R>;
template <class A> using number_type = std::conditional_t<std::is_same_v<element_of<A>, bool>, void, element_of<A>>;
template <class A> using like = if_array<A, array_of<element_of<A>>>;
template <class A> using like_number = if_array<A, array_of<number_type<A>>>;
template <class A> using like_inexact = if_array<A, array_of<std::conditional_t<known_inexact<element_of<A>>(), element_of<A>, void>>>;
template <class A> using predicate = if_array<A, array<bool>>;

// Element types made from one: void stays void.
template <class T> struct void_or_real { using type = typename real_of<T>::type; };
template <> struct void_or_real<void> { using type = void; };
template <class A> using real_like = if_array<A, array_of<typename void_or_real<element_of<A>>::type>>;

}  // namespace detail

}  // namespace distarray

#endif
