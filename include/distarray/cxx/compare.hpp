// Comparisons and logic, element by element, named as in NumPy; the results are arrays of bool.
#ifndef DISTARRAY_CXX_COMPARE_HPP
#define DISTARRAY_CXX_COMPARE_HPP

#include <distarray/cxx/ufunc.hpp>

namespace distarray {

// Comparisons.
template <class A, class B> detail::predicate_pair<A, B> equal(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_EQUAL, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &equal(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_EQUAL, a, b, out);
}
template <class A, class B> detail::predicate_pair<A, B> not_equal(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_NOT_EQUAL, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &not_equal(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_NOT_EQUAL, a, b, out);
}
template <class A, class B> detail::predicate_pair<A, B> less(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_LESS, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &less(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LESS, a, b, out);
}
template <class A, class B> detail::predicate_pair<A, B> less_equal(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_LESS_EQUAL, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &less_equal(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LESS_EQUAL, a, b, out);
}
template <class A, class B> detail::predicate_pair<A, B> greater(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_GREATER, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &greater(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_GREATER, a, b, out);
}
template <class A, class B> detail::predicate_pair<A, B> greater_equal(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_GREATER_EQUAL, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &greater_equal(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_GREATER_EQUAL, a, b, out);
}

// Logic: what is not zero is true.
template <class A, class B> detail::predicate_pair<A, B> logical_and(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_LOGICAL_AND, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &logical_and(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LOGICAL_AND, a, b, out);
}
template <class A, class B> detail::predicate_pair<A, B> logical_or(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_LOGICAL_OR, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &logical_or(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LOGICAL_OR, a, b, out);
}
template <class A, class B> detail::predicate_pair<A, B> logical_xor(const A &a, const B &b) {
    return detail::binary<detail::predicate_pair<A, B>>(DA_OP_LOGICAL_XOR, a, b);
}
template <class A, class B> detail::untyped_pair<A, B> &logical_xor(const A &a, const B &b, any_array &out) {
    return detail::binary_into(DA_OP_LOGICAL_XOR, a, b, out);
}

/// Where |a - b| <= atol + rtol |b|.
inline array<bool> isclose(const any_array &a, const any_array &b, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) {
    return detail::make_array<array<bool>>(da_isclose, a.get(), b.get(), rtol, atol, equal_nan ? 1 : 0);
}

/// Whether that is so everywhere; the same on all ranks. Collective, communicating.
inline bool allclose(const any_array &a, const any_array &b, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) {
    std::int32_t answer = 0;
    check(da_allclose_value(a.get(), b.get(), rtol, atol, equal_nan ? 1 : 0, &answer));
    return answer != 0;
}

/// Whether both have the same shape and equal elements, whatever their dtypes and distributions.
inline bool array_equal(const any_array &a, const any_array &b, bool equal_nan = false) {
    std::int32_t answer = 0;
    check(da_array_equal(a.get(), b.get(), equal_nan ? 1 : 0, &answer));
    return answer != 0;
}

/// minimum(maximum(a, low), high), with bounds that are numbers.
inline any_array clip(const any_array &a, const scalar &low, const scalar &high) {
    return detail::make_array(da_clip_values, a.get(), low.raw(), high.raw());
}
inline any_array &clip(const any_array &a, const scalar &low, const scalar &high, any_array &out) {
    check(da_clip_values(a.get(), low.raw(), high.raw(), out.out()));
    return out;
}
/// With bounds that are arrays; one that holds nothing is no bound.
inline any_array clip(const any_array &a, const any_array &low, const any_array &high) {
    return detail::make_array(da_clip, a.get(), low.get(), high.get());
}

}  // namespace distarray

#endif
