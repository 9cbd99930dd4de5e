// Arrays that show the memory of others, copies, and other layouts, named as in the C interface.
#ifndef DISTARRAY_CXX_VIEWS_HPP
#define DISTARRAY_CXX_VIEWS_HPP

#include <distarray/cxx/promotion.hpp>

namespace distarray {

namespace detail {

/// The view of the element type T (void: known at run time) that a C function makes.
template <class T, class Make, class... Args> array_view<T> make_view(Make call, Args... args) {
    return array_view<T>(make_array(call, args...));
}
template <class A> using view_like = if_array<A, array_view<element_of<A>>>;
template <class A> using real_view = if_array<A, array_view<typename void_or_real<element_of<A>>::type>>;

}  // namespace detail

/// Axes in another order; without a list reversed.
template <class A> detail::view_like<A> transpose(const A &a, const axis_list &axes = {}) {
    if (!axes.empty() && axes.count() != a.ndim())
        detail::fail(DA_ERR_AXIS, "transpose was given " + std::to_string(axes.size()) + " axes for an array of " + std::to_string(a.ndim()));
    return detail::make_view<detail::element_of<A>>(da_transpose, a.get(), axes.data());
}

template <class A> detail::view_like<A> swapaxes(const A &a, int axis1, int axis2) {
    return detail::make_view<detail::element_of<A>>(da_swapaxes, a.get(), axis1, axis2);
}

template <class A> detail::view_like<A> moveaxis(const A &a, const axis_list &source, const axis_list &destination) {
    if (source.size() != destination.size())
        detail::fail(DA_ERR_ARGUMENT, "moveaxis needs as many destinations as sources");
    return detail::make_view<detail::element_of<A>>(da_moveaxis, a.get(), source.count(), source.data(), destination.data());
}

/// Without axes of extent 1: without all of them, or those that are listed.
template <class A> detail::view_like<A> squeeze(const A &a, const axis_list &axes = {}) {
    return detail::make_view<detail::element_of<A>>(da_squeeze, a.get(), axes.count(), axes.data());
}

template <class A> detail::view_like<A> expand_dims(const A &a, int axis) {
    return detail::make_view<detail::element_of<A>>(da_expand_dims, a.get(), axis);
}

/// Real parts of complex numbers, as floating-point numbers.
template <class A> detail::real_view<A> real_part(const A &a) {
    return detail::make_view<typename detail::void_or_real<detail::element_of<A>>::type>(da_real_part, a.get());
}

template <class A> detail::real_view<A> imag_part(const A &a) {
    return detail::make_view<typename detail::void_or_real<detail::element_of<A>>::type>(da_imag_part, a.get());
}

/// The same bytes as elements of another type.
template <class T> array_view<T> view(const any_array &a) {
    return detail::make_view<T>(da_view, a.get(), static_cast<std::int32_t>(dtype_of<T>));
}
inline array_view<void> view(const any_array &a, dtype type) {
    return detail::make_view<void>(da_view, a.get(), static_cast<std::int32_t>(type));
}

/// All but boundary padding.
template <class A> detail::view_like<A> interior(const A &a) {
    return detail::make_view<detail::element_of<A>>(da_array_interior, a.get());
}

/// Axes repeated, for reading only.
template <class A> detail::view_like<A> broadcast_to(const A &a, const index_list &shape) {
    return detail::make_view<detail::element_of<A>>(da_broadcast_to, a.get(), shape.count(), shape.data());
}

/// Fresh memory with the same elements, layout and order.
template <class A> detail::like<A> copy(const A &a) { return detail::make_array<detail::like<A>>(da_copy, a.get()); }

template <class A> detail::like<A> copy(const A &a, order o) {
    return detail::make_array<detail::like<A>>(da_copy_order, a.get(), static_cast<std::int32_t>(o));
}

/// A copy converted to another type.
template <class T> array<T> astype(const any_array &a) {
    return detail::make_array<array<T>>(da_astype, a.get(), static_cast<std::int32_t>(dtype_of<T>));
}
inline any_array astype(const any_array &a, dtype type) {
    return detail::make_array(da_astype, a.get(), static_cast<std::int32_t>(type));
}

/// A part in fresh memory, where strides can not show it: `slice_copy(a, slice(none, none, 7))`.
template <class A, class... Entries, class = std::enable_if_t<(detail::is_slice_entry<Entries> && ...)>>
detail::like<A> slice_copy(const A &a, const Entries &...entries) {
    const da_slice raw[sizeof...(entries) + 1] = {detail::entry(entries).raw()..., da_slice{}};
    return detail::make_array<detail::like<A>>(da_slice_copy, a.get(), static_cast<std::int32_t>(sizeof...(entries)), raw);
}
template <class A> detail::like<A> slice_copy(const A &a, const std::string &text) {
    return detail::make_array<detail::like<A>>(da_slice_copy_text, a.get(), text.c_str());
}

/// The same elements in another layout.
template <class A> detail::like<A> redistribute(const A &a, const distribution &dist) {
    return detail::make_array<detail::like<A>>(da_redistribute, a.get(), dist.get());
}

/// How an array is printed; what is 0 is NumPy's default.
struct print_options : da_print_options {
    print_options() : da_print_options{} { struct_size = sizeof(da_print_options); }
};

/// The text that NumPy prints, the same on all ranks. Collective, communicating.
inline std::string to_string(const any_array &a, const print_options &options = {}) {
    // Asking for the length first would be two collective calls: a buffer that is too small is an error of one
    // rank only, so the second call is made by all or by none.
    std::int64_t length = 0;
    std::string text(4096, '\0');
    const da_status first = da_array_print(a.get(), &options, &text[0], static_cast<std::int64_t>(text.size()), &length);
    if (first == DA_ERR_BUFFER_SIZE) {
        text.assign(static_cast<std::size_t>(length) + 1, '\0');
        check(da_array_print(a.get(), &options, &text[0], length + 1, &length));
    } else {
        check(first);
    }
    text.resize(static_cast<std::size_t>(length));
    return text;
}

/// A line that says what an array is and what this rank has of it. Not collective.
inline std::string summary(const any_array &a) {
    return detail::read_text([&](char *text, std::int64_t room, std::int64_t *length) {
        return da_array_summary(a.get(), text, room, length);
    });
}

}  // namespace distarray

#endif
