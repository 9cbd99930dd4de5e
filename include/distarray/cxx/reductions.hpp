// Reductions, named as in NumPy: `sum(a)` is a number, the same on all ranks; `sum(a, {0, 1})` an array, reduced along
// axes (`{}`: all of them); `sum(a, 0, DA_KEEPDIMS, out)` writes to an array that is there. Collective, communicating.
//
// Numbers of an array<T> have the C++ type of the result, those of an any_array are scalars.
#ifndef DISTARRAY_CXX_REDUCTIONS_HPP
#define DISTARRAY_CXX_REDUCTIONS_HPP

#include <distarray/cxx/promotion.hpp>

namespace distarray {

/// All axes, for functions that take one.
inline constexpr std::int32_t all_axes = DA_ALL_AXES;

namespace detail {

template <class T> struct number_for { using type = T; };
template <> struct number_for<void> { using type = scalar; };

// The element types of results; void stays void.
template <class T> struct sums { using type = sum_type<T>; };
template <> struct sums<void> { using type = void; };
template <class T> struct means { using type = mean_type<T>; };
template <> struct means<void> { using type = void; };
template <class T> struct variances { using type = var_type<T>; };
template <> struct variances<void> { using type = void; };
template <class T> struct same { using type = T; };

/// The number and the array that a reduction of A makes, where From tells the element type.
template <template <class> class From, class A> using number_from = if_array<A, typename number_for<typename From<element_of<A>>::type>::type>;
template <template <class> class From, class A> using array_from = if_array<A, array_of<typename From<element_of<A>>::type>>;

template <class R> R number_of(const da_value &value) {
    if constexpr (std::is_same_v<R, scalar>) return scalar(value);
    else return scalar(value).as<R>();
}

template <class R, class Call, class... Args> R reduce_value(Call call, Args... args) {
    da_value value{};
    check(call(args..., &value));
    return number_of<R>(value);
}

}  // namespace detail

// Sums and products: bool and integers in 64 bits.
template <class A> detail::number_from<detail::sums, A> sum(const A &a) {
    return detail::reduce_value<detail::number_from<detail::sums, A>>(da_sum_value, a.get());
}
template <class A> detail::array_from<detail::sums, A> sum(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::sums, A>>(da_sum, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &sum(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_sum(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::sums, A> prod(const A &a) {
    return detail::reduce_value<detail::number_from<detail::sums, A>>(da_prod_value, a.get());
}
template <class A> detail::array_from<detail::sums, A> prod(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::sums, A>>(da_prod, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &prod(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_prod(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::sums, A> nansum(const A &a) {
    return detail::reduce_value<detail::number_from<detail::sums, A>>(da_nansum_value, a.get());
}
template <class A> detail::array_from<detail::sums, A> nansum(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::sums, A>>(da_nansum, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &nansum(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_nansum(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::sums, A> nanprod(const A &a) {
    return detail::reduce_value<detail::number_from<detail::sums, A>>(da_nanprod_value, a.get());
}
template <class A> detail::array_from<detail::sums, A> nanprod(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::sums, A>>(da_nanprod, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &nanprod(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_nanprod(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

// Extremes: the type of the operand.
template <class A> detail::number_from<detail::same, A> min(const A &a) {
    return detail::reduce_value<detail::number_from<detail::same, A>>(da_min_value, a.get());
}
template <class A> detail::array_from<detail::same, A> min(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::same, A>>(da_min, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &min(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_min(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::same, A> max(const A &a) {
    return detail::reduce_value<detail::number_from<detail::same, A>>(da_max_value, a.get());
}
template <class A> detail::array_from<detail::same, A> max(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::same, A>>(da_max, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &max(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_max(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::same, A> ptp(const A &a) {
    return detail::reduce_value<detail::number_from<detail::same, A>>(da_ptp_value, a.get());
}
template <class A> detail::array_from<detail::same, A> ptp(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::same, A>>(da_ptp, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &ptp(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_ptp(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::same, A> nanmin(const A &a) {
    return detail::reduce_value<detail::number_from<detail::same, A>>(da_nanmin_value, a.get());
}
template <class A> detail::array_from<detail::same, A> nanmin(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::same, A>>(da_nanmin, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &nanmin(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_nanmin(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::same, A> nanmax(const A &a) {
    return detail::reduce_value<detail::number_from<detail::same, A>>(da_nanmax_value, a.get());
}
template <class A> detail::array_from<detail::same, A> nanmax(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::same, A>>(da_nanmax, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &nanmax(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_nanmax(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

// Means: of bool and integers in float64.
template <class A> detail::number_from<detail::means, A> mean(const A &a) {
    return detail::reduce_value<detail::number_from<detail::means, A>>(da_mean_value, a.get());
}
template <class A> detail::array_from<detail::means, A> mean(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::means, A>>(da_mean, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &mean(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_mean(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::means, A> nanmean(const A &a) {
    return detail::reduce_value<detail::number_from<detail::means, A>>(da_nanmean_value, a.get());
}
template <class A> detail::array_from<detail::means, A> nanmean(const A &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::means, A>>(da_nanmean, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &nanmean(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_nanmean(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

// Questions.
inline bool any(const any_array &a) { return detail::reduce_value<bool>(da_any_value, a.get()); }
inline array<bool> any(const any_array &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<array<bool>>(da_any, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &any(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_any(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

inline bool all_type::operator()(const any_array &a) const { return detail::reduce_value<bool>(da_all_value, a.get()); }
inline array<bool> all_type::operator()(const any_array &a, const axis_list &axes, std::int32_t flags) const {
    return detail::make_array<array<bool>>(da_all, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &all_type::operator()(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) const {
    check(da_all(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

inline std::int64_t count_nonzero(const any_array &a) { return detail::reduce_value<std::int64_t>(da_count_nonzero_value, a.get()); }
inline array<std::int64_t> count_nonzero(const any_array &a, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<array<std::int64_t>>(da_count_nonzero, a.get(), axes.count(), axes.data(), flags);
}
inline any_array &count_nonzero(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) {
    check(da_count_nonzero(a.get(), axes.count(), axes.data(), flags, out.out()));
    return out;
}

}  // namespace distarray

#endif
