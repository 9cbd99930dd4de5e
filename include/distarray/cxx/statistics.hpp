// More reductions: variances, places, weighted means, norms, products, and any of them with all options; scans and
// histograms. See reductions.hpp for the forms.
#ifndef DISTARRAY_CXX_STATISTICS_HPP
#define DISTARRAY_CXX_STATISTICS_HPP

#include <distarray/cxx/reductions.hpp>

namespace distarray {

// Variances and standard deviations, real also of complex numbers; `_value` takes ddof without axes.
template <class A> detail::number_from<detail::variances, A> var(const A &a) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_var_value, a.get(), 0.0);
}
template <class A> detail::number_from<detail::variances, A> var_value(const A &a, double ddof) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_var_value, a.get(), ddof);
}
template <class A> detail::array_from<detail::variances, A> var(const A &a, const axis_list &axes, double ddof = 0, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::variances, A>>(da_var, a.get(), axes.count(), axes.data(), ddof, flags);
}
inline any_array &var(const any_array &a, const axis_list &axes, double ddof, std::int32_t flags, any_array &out) {
    check(da_var(a.get(), axes.count(), axes.data(), ddof, flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::variances, A> std(const A &a) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_std_value, a.get(), 0.0);
}
template <class A> detail::number_from<detail::variances, A> std_value(const A &a, double ddof) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_std_value, a.get(), ddof);
}
template <class A> detail::array_from<detail::variances, A> std(const A &a, const axis_list &axes, double ddof = 0, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::variances, A>>(da_std, a.get(), axes.count(), axes.data(), ddof, flags);
}
inline any_array &std(const any_array &a, const axis_list &axes, double ddof, std::int32_t flags, any_array &out) {
    check(da_std(a.get(), axes.count(), axes.data(), ddof, flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::variances, A> nanvar(const A &a) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_nanvar_value, a.get(), 0.0);
}
template <class A> detail::number_from<detail::variances, A> nanvar_value(const A &a, double ddof) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_nanvar_value, a.get(), ddof);
}
template <class A> detail::array_from<detail::variances, A> nanvar(const A &a, const axis_list &axes, double ddof = 0, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::variances, A>>(da_nanvar, a.get(), axes.count(), axes.data(), ddof, flags);
}
inline any_array &nanvar(const any_array &a, const axis_list &axes, double ddof, std::int32_t flags, any_array &out) {
    check(da_nanvar(a.get(), axes.count(), axes.data(), ddof, flags, out.out()));
    return out;
}

template <class A> detail::number_from<detail::variances, A> nanstd(const A &a) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_nanstd_value, a.get(), 0.0);
}
template <class A> detail::number_from<detail::variances, A> nanstd_value(const A &a, double ddof) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_nanstd_value, a.get(), ddof);
}
template <class A> detail::array_from<detail::variances, A> nanstd(const A &a, const axis_list &axes, double ddof = 0, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::variances, A>>(da_nanstd, a.get(), axes.count(), axes.data(), ddof, flags);
}
inline any_array &nanstd(const any_array &a, const axis_list &axes, double ddof, std::int32_t flags, any_array &out) {
    check(da_nanstd(a.get(), axes.count(), axes.data(), ddof, flags, out.out()));
    return out;
}

// Places: the index along an axis, or in C order.
inline std::int64_t argmin(const any_array &a) { return detail::reduce_value<std::int64_t>(da_argmin_value, a.get()); }
inline array<std::int64_t> argmin(const any_array &a, int axis, std::int32_t flags = 0) {
    return detail::make_array<array<std::int64_t>>(da_argmin, a.get(), axis, flags);
}
inline any_array &argmin(const any_array &a, int axis, std::int32_t flags, any_array &out) {
    check(da_argmin(a.get(), axis, flags, out.out()));
    return out;
}

inline std::int64_t argmax(const any_array &a) { return detail::reduce_value<std::int64_t>(da_argmax_value, a.get()); }
inline array<std::int64_t> argmax(const any_array &a, int axis, std::int32_t flags = 0) {
    return detail::make_array<array<std::int64_t>>(da_argmax, a.get(), axis, flags);
}
inline any_array &argmax(const any_array &a, int axis, std::int32_t flags, any_array &out) {
    check(da_argmax(a.get(), axis, flags, out.out()));
    return out;
}

inline std::int64_t nanargmin(const any_array &a) { return detail::reduce_value<std::int64_t>(da_nanargmin_value, a.get()); }
inline array<std::int64_t> nanargmin(const any_array &a, int axis, std::int32_t flags = 0) {
    return detail::make_array<array<std::int64_t>>(da_nanargmin, a.get(), axis, flags);
}
inline any_array &nanargmin(const any_array &a, int axis, std::int32_t flags, any_array &out) {
    check(da_nanargmin(a.get(), axis, flags, out.out()));
    return out;
}

inline std::int64_t nanargmax(const any_array &a) { return detail::reduce_value<std::int64_t>(da_nanargmax_value, a.get()); }
inline array<std::int64_t> nanargmax(const any_array &a, int axis, std::int32_t flags = 0) {
    return detail::make_array<array<std::int64_t>>(da_nanargmax, a.get(), axis, flags);
}
inline any_array &nanargmax(const any_array &a, int axis, std::int32_t flags, any_array &out) {
    check(da_nanargmax(a.get(), axis, flags, out.out()));
    return out;
}

/// The mean with weights, of the operand's shape and distribution.
template <class A, class W> auto average(const A &a, const W &weights) {
    using R = typename detail::number_for<typename detail::means<typename detail::operands_type<A, W>::type>::type>::type;
    return detail::reduce_value<R>(da_average_value, a.get(), weights.get());
}
inline any_array average(const any_array &a, const any_array &weights, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array(da_average, a.get(), weights.get(), axes.count(), axes.data(), flags);
}

/// The vector norm of order 1, 2 or infinity.
template <class A> detail::number_from<detail::variances, A> norm(const A &a, double ord = 2) {
    return detail::reduce_value<detail::number_from<detail::variances, A>>(da_norm_value, a.get(), ord);
}
template <class A> detail::array_from<detail::variances, A> norm(const A &a, double ord, const axis_list &axes, std::int32_t flags = 0) {
    return detail::make_array<detail::array_from<detail::variances, A>>(da_norm, a.get(), ord, axes.count(), axes.data(), flags);
}

/// The sum of products; with vdot the first operand is conjugated, and any shape will do. `flags`: DA_REPRODUCIBLE.
template <class A, class B> auto dot(const A &a, const B &b, std::int32_t flags = 0) {
    using R = typename detail::number_for<typename detail::operands_type<A, B>::type>::type;
    return detail::reduce_value<R>(da_dot_value, a.get(), b.get(), flags);
}
template <class A, class B> auto vdot(const A &a, const B &b, std::int32_t flags = 0) {
    using R = typename detail::number_for<typename detail::operands_type<A, B>::type>::type;
    return detail::reduce_value<R>(da_vdot_value, a.get(), b.get(), flags);
}

/// The sum of a diagonal.
inline scalar trace_value(const any_array &a, std::int64_t offset = 0, int axis1 = 0, int axis2 = 1, dtype type = dtype::automatic) {
    return detail::reduce_value<scalar>(da_trace_value, a.get(), offset, axis1, axis2, static_cast<std::int32_t>(type));
}
inline any_array trace(const any_array &a, std::int64_t offset = 0, int axis1 = 0, int axis2 = 1, dtype type = dtype::automatic) {
    return detail::make_array(da_trace, a.get(), offset, axis1, axis2, static_cast<std::int32_t>(type));
}

/// NumPy's keyword arguments of a reduction.
struct reduce_options {
    /// Which elements count: a bool array, or null.
    const any_array *where = nullptr;
    const any_array *weights = nullptr;
    /// A value that counts as one more element.
    std::optional<scalar> initial;
    distarray::dtype dtype = distarray::dtype::automatic;
    double ddof = 0;

    da_reduce_options raw() const {
        da_reduce_options made{};
        made.struct_size = sizeof made;
        made.where_mask = where != nullptr ? where->get() : nullptr;
        made.weights = weights != nullptr ? weights->get() : nullptr;
        made.initial = initial ? initial->raw() : da_int(0);
        made.has_initial = initial ? 1 : 0;
        made.dtype = static_cast<std::int32_t>(dtype);
        made.ddof = ddof;
        return made;
    }
};

/// A reduction by its number, DA_REDUCE_SUM to DA_REDUCE_NORMINF, with all options.
inline any_array reduce(std::int32_t op, const any_array &a, const axis_list &axes, std::int32_t flags = 0, const reduce_options &options = {}) {
    const da_reduce_options raw = options.raw();
    return detail::make_array(da_reduce_with, op, a.get(), axes.count(), axes.data(), flags, &raw);
}
inline scalar reduce_value(std::int32_t op, const any_array &a, std::int32_t flags = 0, const reduce_options &options = {}) {
    const da_reduce_options raw = options.raw();
    return detail::reduce_value<scalar>(da_reduce_with_value, op, a.get(), flags, &raw);
}

// Scans along an axis, or over all elements in C order (all_axes, as in NumPy the default); dtype::automatic: NumPy's choice.
inline any_array cumsum(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_cumsum, a.get(), axis, static_cast<std::int32_t>(type));
}
inline any_array cumprod(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_cumprod, a.get(), axis, static_cast<std::int32_t>(type));
}
inline any_array nancumsum(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_nancumsum, a.get(), axis, static_cast<std::int32_t>(type));
}
inline any_array nancumprod(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_nancumprod, a.get(), axis, static_cast<std::int32_t>(type));
}
inline any_array minimum_accumulate(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_minimum_accumulate, a.get(), axis, static_cast<std::int32_t>(type));
}
inline any_array maximum_accumulate(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_maximum_accumulate, a.get(), axis, static_cast<std::int32_t>(type));
}
inline any_array logical_and_accumulate(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_logical_and_accumulate, a.get(), axis, static_cast<std::int32_t>(type));
}
inline any_array logical_or_accumulate(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_logical_or_accumulate, a.get(), axis, static_cast<std::int32_t>(type));
}
inline any_array logical_xor_accumulate(const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_logical_xor_accumulate, a.get(), axis, static_cast<std::int32_t>(type));
}
/// By the number of a function of two operands, such as DA_OP_FMAX.
inline any_array accumulate(std::int32_t op, const any_array &a, int axis = all_axes, dtype type = dtype::automatic) {
    return detail::make_array(da_accumulate, op, a.get(), axis, static_cast<std::int32_t>(type));
}

/// Counts (or sums of weights) and edges of bins of equal width. Without a range: that of the elements.
inline std::pair<any_array, any_array> histogram(const any_array &a, std::int64_t bins = 10, std::optional<std::pair<double, double>> range = {},
                                                 const any_array *weights = nullptr, bool density = false) {
    const double ends[2] = {range ? range->first : 0, range ? range->second : 0};
    std::pair<any_array, any_array> made;
    check(da_histogram(a.get(), bins, range ? ends : nullptr, weights != nullptr ? weights->get() : nullptr,
                       density ? DA_DENSITY : 0, made.first.out(), made.second.out()));
    return made;
}
/// The same for edges that are given.
inline any_array histogram(const any_array &a, const std::vector<double> &edges, const any_array *weights = nullptr, bool density = false) {
    return detail::make_array(da_histogram_edges, a.get(), static_cast<std::int64_t>(edges.size()), edges.data(),
                              weights != nullptr ? weights->get() : nullptr, density ? DA_DENSITY : 0);
}
/// How often each number from 0 on occurs.
inline any_array bincount(const any_array &a, const any_array *weights = nullptr, std::int64_t minlength = 0) {
    return detail::make_array(da_bincount, a.get(), weights != nullptr ? weights->get() : nullptr, minlength);
}

}  // namespace distarray

#endif
