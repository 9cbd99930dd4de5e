// Making arrays: of one value, of numbers in steps, of a function of the index, around memory that is there.
#ifndef DISTARRAY_CXX_CREATION_HPP
#define DISTARRAY_CXX_CREATION_HPP

#include <distarray/cxx/promotion.hpp>

namespace distarray {

namespace detail {

constexpr std::int32_t number(dtype type) { return static_cast<std::int32_t>(type); }

}  // namespace detail

inline any_array empty(const distribution &dist, dtype type) { return detail::make_array(da_empty, dist.get(), detail::number(type)); }
inline any_array zeros(const distribution &dist, dtype type) { return detail::make_array(da_zeros, dist.get(), detail::number(type)); }
inline any_array ones(const distribution &dist, dtype type) { return detail::make_array(da_ones, dist.get(), detail::number(type)); }
inline any_array full(const distribution &dist, dtype type, const scalar &x) {
    return detail::make_array(da_full, dist.get(), detail::number(type), x.raw());
}
template <class T = double> array<T> empty(const distribution &dist) { return empty(dist, dtype_of<T>); }
template <class T = double> array<T> zeros(const distribution &dist) { return zeros(dist, dtype_of<T>); }
template <class T = double> array<T> ones(const distribution &dist) { return ones(dist, dtype_of<T>); }
template <class T = double> array<T> full(const distribution &dist, const scalar &x) { return full(dist, dtype_of<T>, x); }

/// In a storage order of one's own: zeros.
template <class T = double> array<T> zeros(const distribution &dist, order o) {
    const da_array_options options{sizeof(da_array_options), static_cast<std::int32_t>(o), DA_FILL_ZEROS, da_int(0)};
    return detail::make_array<array<T>>(da_array_create, dist.get(), detail::number(dtype_of<T>), &options);
}

// In the layout of another array, with its dtype or another one.
inline any_array empty_like(const any_array &model, dtype type) { return detail::make_array(da_empty_like, model.get(), detail::number(type)); }
inline any_array zeros_like(const any_array &model, dtype type) { return detail::make_array(da_zeros_like, model.get(), detail::number(type)); }
inline any_array ones_like(const any_array &model, dtype type) { return detail::make_array(da_ones_like, model.get(), detail::number(type)); }
inline any_array full_like(const any_array &model, const scalar &x, dtype type) {
    return detail::make_array(da_full_like, model.get(), detail::number(type), x.raw());
}
template <class A> detail::like<A> empty_like(const A &model) { return detail::like<A>(empty_like(model, model.dtype())); }
template <class A> detail::like<A> zeros_like(const A &model) { return detail::like<A>(zeros_like(model, model.dtype())); }
template <class A> detail::like<A> ones_like(const A &model) { return detail::like<A>(ones_like(model, model.dtype())); }
template <class A> detail::like<A> full_like(const A &model, const scalar &x) { return detail::like<A>(full_like(model, x, model.dtype())); }

/// Numbers in equal steps; `dist` is the text of the one axis.
inline any_array arange(const context &ctx, const scalar &start, const scalar &stop, const scalar &step = 1,
                        dtype type = dtype::automatic, const std::string &dist = "b") {
    return detail::make_array(da_arange, ctx.get(), start.raw(), stop.raw(), step.raw(), detail::number(type), dist.c_str());
}
template <class T>
array<T> arange(const context &ctx, const scalar &start, const scalar &stop, const scalar &step = 1, const std::string &dist = "b") {
    return arange(ctx, start, stop, step, dtype_of<T>, dist);
}

/// A given number of them, evenly spaced, the last one `stop` unless `endpoint` is false.
inline any_array linspace(const context &ctx, const scalar &start, const scalar &stop, std::int64_t count = 50,
                          bool endpoint = true, dtype type = dtype::automatic, const std::string &dist = "b") {
    return detail::make_array(da_linspace, ctx.get(), start.raw(), stop.raw(), count, endpoint ? 1 : 0, detail::number(type), dist.c_str());
}

inline any_array logspace(const context &ctx, const scalar &start, const scalar &stop, std::int64_t count = 50,
                          bool endpoint = true, const scalar &base = 10.0, dtype type = dtype::automatic,
                          const std::string &dist = "b") {
    return detail::make_array(da_logspace, ctx.get(), start.raw(), stop.raw(), count, endpoint ? 1 : 0, base.raw(),
                              detail::number(type), dist.c_str());
}

/// Ones on the k-th diagonal.
template <class T = double> array<T> eye(const distribution &dist, std::int64_t k = 0) {
    return detail::make_array<array<T>>(da_eye, dist.get(), k, detail::number(dtype_of<T>));
}

namespace detail {

constexpr std::size_t most_indices = 8;

/// Calls f with the first N numbers of an index as arguments of their own.
template <class F, std::size_t... K> decltype(auto) spread(F &f, const std::int64_t *index, std::index_sequence<K...>) {
    return f(index[K]...);
}

template <std::size_t> using each_index = std::int64_t;
template <class F, class Sequence> struct takes;
template <class F, std::size_t... K> struct takes<F, std::index_sequence<K...>> : std::is_invocable<F &, each_index<K>...> {};
template <class F, std::size_t N> constexpr bool takes_indices = takes<F, std::make_index_sequence<N>>::value;

/// Fills a run by a function of N numbers.
template <class T, std::size_t N, class F> void fill_by_numbers(F &f, const da_run &run) {
    std::array<std::int64_t, N + 1> index{};
    std::copy(run.index, run.index + N, index.begin());
    char *at = static_cast<char *>(run.data);
    for (std::int64_t k = 0; k < run.count; ++k, at += run.stride) {
        *reinterpret_cast<T *>(at) = static_cast<T>(spread(f, index.data(), std::make_index_sequence<N>()));
        if constexpr (N > 0) ++index[N - 1];
    }
}

template <class T, class F> void fill_by_view(F &f, const da_run &run) {
    shape_type index(run.index, run.index + run.ndim);
    char *at = static_cast<char *>(run.data);
    for (std::int64_t k = 0; k < run.count; ++k, at += run.stride) {
        *reinterpret_cast<T *>(at) = static_cast<T>(f(index_view(index.data(), run.ndim)));
        if (!index.empty()) ++index.back();
    }
}

/// Whether a function takes numbers. Asked first: a generic lambda's `auto` is a number.
template <class F, std::size_t... N> constexpr bool takes_numbers(std::index_sequence<N...>) {
    return (takes_indices<F, N> || ...);
}

/// Finds the function's form for the array's number of axes: N numbers, or one index_view.
template <class T, class F, std::size_t N = 0> void fill_run(F &f, const da_run &run) {
    if constexpr (!takes_numbers<F>(std::make_index_sequence<most_indices + 1>())) {
        static_assert(std::is_invocable_v<F &, index_view>, "a function of one std::int64_t for each axis, or of a distarray::index_view");
        fill_by_view<T>(f, run);
    } else if constexpr (N > most_indices) {
        fail(DA_ERR_SHAPE, "the function can not be called with " + std::to_string(run.ndim) + " indices");
    } else {
        if constexpr (takes_indices<F, N>) {
            if (run.ndim == static_cast<std::int32_t>(N)) return fill_by_numbers<T, N>(f, run);
        }
        fill_run<T, F, N + 1>(f, run);
    }
}

}  // namespace detail

/// An array of a function of the global index: `fromfunction<double>(dist, [](auto i, auto j) { return i - j; })`.
/// The function takes one std::int64_t for each axis (up to 8), or an index_view (declared as such: `auto` is
/// a number). What it throws arrives at the caller
/// on this rank; the others hear of it at the next communicating call, unless they all threw.
template <class T, class F> array<T> fromfunction(const distribution &dist, F &&function) {
    using pointer = std::remove_reference_t<F> *;
    pointer callee = std::addressof(function);
    const auto trampoline = [](const da_run *run, void *user) -> std::int32_t {
        return detail::guarded([&] {
            detail::fill_run<T>(**static_cast<pointer *>(user), *run);
            return 0;
        });
    };
    return detail::make_array<array<T>>(da_fromfunction, dist.get(), detail::number(dtype_of<T>), static_cast<da_fill_fn>(trampoline),
                                        static_cast<void *>(&callee));
}

namespace detail {

template <class T, class R, class F> da_map_fn map_trampoline() {
    return [](const void *element, void *made, void *user) -> std::int32_t {
        return guarded([&] {
            const R result = (**static_cast<F **>(user))(*static_cast<const T *>(element));
            std::memcpy(made, &result, sizeof result);
            return 0;
        });
    };
}

}  // namespace detail

/// An array of a function of each element; its elements have the type that the function returns.
template <class T, class F> auto map(const array<T> &a, F &&function) {
    using function_type = std::remove_reference_t<F>;
    using R = std::decay_t<std::invoke_result_t<F &, T>>;
    function_type *callee = std::addressof(function);
    return detail::make_array<array<R>>(da_array_map, a.get(), detail::number(dtype_of<R>),
                                        detail::map_trampoline<T, R, function_type>(), static_cast<void *>(&callee));
}

/// The same into an array that is there, which may be the operand.
template <class T, class F> any_array &map(const array<T> &a, F &&function, any_array &out) {
    using function_type = std::remove_reference_t<F>;
    using R = std::decay_t<std::invoke_result_t<F &, T>>;
    function_type *callee = std::addressof(function);
    check(da_array_map(a.get(), detail::number(dtype_of<R>), detail::map_trampoline<T, R, function_type>(), &callee, out.out()));
    return out;
}

namespace detail {

/// DA_OK if this rank's section has so many elements. A rank without a section has none.
inline da_status vector_fits(const distribution &dist, std::int64_t elements) {
    std::int32_t n = 0;
    std::int64_t extents[32], needed = 1;
    if (da_distribution_ndim(dist.get(), &n) != DA_OK) return DA_OK;
    const da_status status = da_distribution_local_shape(dist.get(), -1, extents);
    if (status != DA_OK && status != DA_ERR_NOT_MEMBER) return status;
    for (std::int32_t axis = 0; axis < n; ++axis) needed *= status == DA_OK ? extents[axis] : 0;
    if (status == DA_ERR_NOT_MEMBER) needed = 0;
    return needed == elements ? DA_OK : DA_ERR_BUFFER_SIZE;
}

}  // namespace detail

/// Options of wrap(): byte strides (none: C order) and DA_READ_ONLY, DA_PADDING_VALID.
struct wrap_options {
    shape_type strides;
    std::int32_t flags = 0;
};

/// The caller's own memory as an array, without copying; it has to live longer than the array and its views.
template <class T> array<T> wrap(const distribution &dist, T *data, const wrap_options &options = {}) {
    const std::int64_t *strides = options.strides.empty() ? nullptr : options.strides.data();
    return detail::make_array<array<T>>(da_array_wrap, dist.get(), detail::number(dtype_of<T>), data, strides, options.flags,
                                        static_cast<da_release_fn>(nullptr), static_cast<void *>(nullptr));
}

/// Memory that is only read.
template <class T> array<T> wrap(const distribution &dist, const T *data, wrap_options options = {}) {
    options.flags |= DA_READ_ONLY;
    return wrap(dist, const_cast<T *>(data), options);
}

/// A vector that the array takes over, and destroys with the last user of its memory. It has to have as many
/// elements as this rank's section.
template <class T> array<T> wrap(const distribution &dist, std::vector<T> &&memory, wrap_options options = {}) {
    static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no elements in memory");
    auto owner = std::make_unique<std::vector<T>>(std::move(memory));
    const da_status held = detail::vector_fits(dist, static_cast<std::int64_t>(owner->size()));
    // Ranks count their calls: one whose vector does not fit makes the call too, and fails in it.
    if (held != DA_OK && options.strides.empty()) options.flags = -1;
    const std::int64_t *strides = options.strides.empty() ? nullptr : options.strides.data();
    const auto destroy = [](void *p) { delete static_cast<std::vector<T> *>(p); };
    da_array *raw = nullptr;
    const da_status status = da_array_wrap(dist.get(), detail::number(dtype_of<T>), owner->data(), strides, options.flags,
                                           static_cast<da_release_fn>(destroy), owner.get(), &raw);
    if (status != DA_OK && held != DA_OK)
        detail::fail(held, "the vector has " + std::to_string(owner->size()) + " elements, this rank's section another number");
    check(status);
    static_cast<void>(owner.release());
    return array<T>(raw);
}

}  // namespace distarray

#endif
