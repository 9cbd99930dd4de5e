// Arrays: `any_array` of any dtype, `array<T>`, and `array_view<T>`, to which assigning writes elements.
//
// Arrays move and do not copy: `copy(a)` makes fresh memory, `a.view()` shows the same. `const` is the handle's,
// as with std::span: what a const array shows may be written to through a view.
#ifndef DISTARRAY_CXX_ARRAY_HPP
#define DISTARRAY_CXX_ARRAY_HPP

#include <distarray/cxx/distribution.hpp>
#include <distarray/cxx/elements.hpp>
#include <distarray/cxx/span.hpp>

namespace distarray {

template <class T> class array;
template <class T> class array_view;

/// Storage order of a section or a buffer.
enum class order : std::int32_t { c = DA_ORDER_C, fortran = DA_ORDER_FORTRAN };

/// An array whose dtype is known at run time.
class any_array {
  public:
    any_array() = default;
    /// Takes over a handle of the C interface.
    explicit any_array(da_array *raw) noexcept : raw_(raw) {}
    any_array(any_array &&other) noexcept : raw_(std::exchange(other.raw_, nullptr)) {}
    any_array &operator=(any_array &&other) noexcept {
        if (this != &other) {
            reset();
            raw_ = std::exchange(other.raw_, nullptr);
        }
        return *this;
    }
    any_array(const any_array &) = delete;
    any_array &operator=(const any_array &) = delete;
    ~any_array() { reset(); }

    /// The handle for calls of the C interface; NULL where nothing is held.
    da_array *get() const noexcept { return raw_; }
    /// Where a C function finds the array that receives its result, or puts a new one.
    da_array **out() noexcept { return &raw_; }
    bool valid() const noexcept { return raw_ != nullptr; }
    /// Frees the handle. Local, in any order, also after MPI_Finalize.
    void reset() noexcept { static_cast<void>(da_array_free(&raw_)); }
    /// Gives the handle away.
    da_array *release() noexcept { return std::exchange(raw_, nullptr); }

    int ndim() const { return ask<std::int32_t>(da_array_ndim); }
    std::int64_t size() const { return ask<std::int64_t>(da_array_size); }
    distarray::dtype dtype() const { return static_cast<distarray::dtype>(ask<std::int32_t>(da_array_dtype)); }
    /// DA_READ_ONLY, DA_PADDING_VALID.
    std::int32_t flags() const { return ask<std::int32_t>(da_array_flags); }
    shape_type shape() const {
        shape_type extents(static_cast<std::size_t>(ndim()) + 1);
        check(da_array_shape(raw_, extents.data()));
        extents.pop_back();
        return extents;
    }
    distarray::distribution distribution() const { return distarray::distribution(ask<da_distribution *>(da_array_distribution)); }
    distarray::context context() const { return distarray::context(ask<da_context *>(da_array_context)); }
    bool is_c_contiguous() const { return contiguous().first; }
    bool is_f_contiguous() const { return contiguous().second; }

    /// This rank's section as the C interface describes it. Asking for DA_ACCESS_WRITE marks padding as out of date.
    da_local section(std::int32_t access = DA_ACCESS_READ) const {
        da_local found;
        check(da_array_local(raw_, access, &found));
        return found;
    }
    /// This rank's section, communication padding included, as a span of N axes. `local<const double, 2>()` reads.
    template <class T, std::size_t N> mdspan<T, N> local() const;
    /// The same without communication padding.
    template <class T, std::size_t N> mdspan<T, N> owned() const;
    /// Address of the element with all local indices 0.
    template <class T> T *data() const;
    /// This rank's elements with their global indices; `elements<const double>()` reads.
    template <class T> element_range<T> elements() const {
        require<T>();
        return element_range<T>(raw_);
    }
    template <class T> run_range<T> runs() const {
        require<T>();
        return run_range<T>(raw_);
    }

    /// A part, which shares the memory: `a(slice(2, -1), all, 5)`, or NumPy's text: `a("2:-1, :, 5")`.
    template <class... Entries, class = std::enable_if_t<(detail::is_slice_entry<Entries> && ...)>>
    array_view<void> operator()(const Entries &...entries) const;
    array_view<void> operator()(const std::string &text) const;
    /// All of it, with a handle of its own.
    array_view<void> view() const;

    /// One element, the same on all ranks. Collective, communicating.
    scalar get(const index_list &index) const {
        da_value value{};
        check(da_get(raw_, numbers(index, true), &value));
        require_axes(index);
        return scalar(value);
    }
    void set(const index_list &index, const scalar &x) {
        check(da_set(raw_, numbers(index, true), x.raw()));
        require_axes(index);
    }
    /// One element that this rank owns. Not collective.
    scalar get_owned(const index_list &index) const {
        da_value value{};
        check(da_get_owned(raw_, numbers(index, false), &value));
        return scalar(value);
    }
    void set_owned(const index_list &index, const scalar &x) { check(da_set_owned(raw_, numbers(index, false), x.raw())); }
    /// The only element of an array without axes, or with one element. Collective, communicating.
    scalar item() const {
        const shape_type first(static_cast<std::size_t>(ndim()), 0);
        if (size() != 1) detail::fail(DA_ERR_SHAPE, "item() needs an array of one element, this one has " + std::to_string(size()));
        return get(first);
    }

    /// Writes one value to every element, padding included.
    void fill(const scalar &x) { check(da_fill(raw_, x.raw())); }
    /// Writes all elements of another array here, broadcast and converted, from any layout.
    void assign(const any_array &source) { check(da_assign(raw_, source.raw_)); }
    void sync_replicas() { check(da_array_sync_replicas(raw_)); }

    /// DA_ERR_DTYPE unless the elements are of type T.
    template <class T> void require() const {
        constexpr distarray::dtype wanted = dtype_of<std::remove_const_t<T>>;
        static_assert(wanted != distarray::dtype::automatic, "one of the 13 element types");
        const distarray::dtype found = dtype();
        if (found != wanted)
            detail::fail(DA_ERR_DTYPE, "the array's elements are " + to_string(found) + ", not " + to_string(wanted));
    }

  private:
    template <class T, class Ask> T ask(Ask call) const {
        T answer{};
        check(call(raw_, &answer));
        return answer;
    }
    std::pair<bool, bool> contiguous() const {
        std::int32_t c = 0, f = 0;
        check(da_array_order(raw_, &c, &f));
        return {c != 0, f != 0};
    }
    // A wrong number of indices must not be read. In a collective call NULL goes in its place: so all ranks hear
    // of it, where only one of them is wrong.
    const std::int64_t *numbers(const index_list &index, bool collective) const {
        std::int32_t n = 0;
        if (da_array_ndim(raw_, &n) != DA_OK || index.count() == n) return index.data();
        if (!collective) require_axes(index);
        return nullptr;
    }
    void require_axes(const index_list &index) const {
        if (index.count() != ndim())
            detail::fail(DA_ERR_INDEX, std::to_string(index.size()) + " indices for an array of " + std::to_string(ndim()) + " axes");
    }
    da_array *raw_ = nullptr;
};

/// An array with elements of type T, one of the 13 element types.
template <class T> class array : public any_array {
    static_assert(detail::is_element<T>, "the 13 element types: bool, integers, float, double and std::complex of these two");

  public:
    using value_type = T;
    array() = default;
    explicit array(da_array *raw) : array(any_array(raw)) {}
    /// From an array whose dtype is known at run time: DA_ERR_DTYPE unless it is T's.
    array(any_array &&other) : any_array(std::move(checked(other))) {}
    array(array &&) noexcept = default;
    array &operator=(array &&) noexcept = default;

    using any_array::data;
    using any_array::elements;
    using any_array::get;
    using any_array::local;
    using any_array::owned;
    using any_array::runs;

    template <std::size_t N> mdspan<T, N> local() { return any_array::local<T, N>(); }
    template <std::size_t N> mdspan<const T, N> local() const { return any_array::local<const T, N>(); }
    template <std::size_t N> mdspan<T, N> owned() { return any_array::owned<T, N>(); }
    template <std::size_t N> mdspan<const T, N> owned() const { return any_array::owned<const T, N>(); }
    T *data() { return any_array::data<T>(); }
    const T *data() const { return any_array::data<const T>(); }
    element_range<T> elements() { return any_array::elements<T>(); }
    element_range<const T> elements() const { return any_array::elements<const T>(); }
    run_range<T> runs() { return any_array::runs<T>(); }
    run_range<const T> runs() const { return any_array::runs<const T>(); }

    template <class... Entries, class = std::enable_if_t<(detail::is_slice_entry<Entries> && ...)>>
    array_view<T> operator()(const Entries &...entries) const;
    array_view<T> operator()(const std::string &text) const;
    array_view<T> view() const;

    T get(const index_list &index) const { return any_array::get(index).template as<T>(); }
    T get_owned(const index_list &index) const { return any_array::get_owned(index).template as<T>(); }
    T item() const { return any_array::item().template as<T>(); }

  private:
    static any_array &checked(any_array &other) {
        if (other.valid()) other.template require<T>();
        return other;
    }
};

namespace detail {

template <class A> constexpr bool is_array = std::is_base_of_v<any_array, A>;

// void stands for "known at run time".
template <class T> struct array_for { using type = array<T>; };
template <> struct array_for<void> { using type = any_array; };
template <class T> using array_of = typename array_for<T>::type;

template <class T> T element_probe(const array<T> *);
void element_probe(const any_array *);
/// The element type of a class of arrays, void for any_array.
template <class A> using element_of = decltype(element_probe(static_cast<const A *>(nullptr)));

/// Calls a function of the C interface that makes an array.
template <class R = any_array, class Make, class... Args> R make_array(Make call, Args... args) {
    da_array *raw = nullptr;
    check(call(args..., &raw));
    return R(any_array(raw));
}

}  // namespace detail

/// A part of an array, or an array seen another way. Assigning to it writes elements: `a(all, 0) = 1.0`,
/// `a(slice(1, 3)) = b`. T is void where the dtype is known at run time.
template <class T> class array_view : public detail::array_of<T> {
  public:
    using base = detail::array_of<T>;
    array_view() = default;
    explicit array_view(any_array &&other) : base(std::move(other)) {}
    array_view(array_view &&) noexcept = default;
    array_view &operator=(const array_view &source) { return write(source); }
    array_view &operator=(const any_array &source) { return write(source); }
    template <class S, class = std::enable_if_t<detail::is_number<S> || std::is_same_v<S, scalar>>>
    array_view &operator=(const S &x) {
        this->fill(scalar(x));
        return *this;
    }

  private:
    array_view &write(const any_array &source) {
        this->assign(source);
        return *this;
    }
};

namespace detail {

/// Extents and strides in elements, of the whole section or of what is owned.
template <class T, std::size_t N> mdspan<T, N> section_span(const da_local &s, bool owned_only) {
    if (s.ndim != static_cast<std::int32_t>(N))
        fail(DA_ERR_SHAPE, "a span of " + std::to_string(N) + " axes was asked for, the array has " + std::to_string(s.ndim));
    std::array<std::int64_t, N> extents{}, strides{};
    std::int64_t at = 0;
    for (std::size_t axis = 0; axis < N; ++axis) {
        extents[axis] = owned_only ? s.owned_shape[axis] : s.shape[axis];
        if (s.strides[axis] % static_cast<std::int64_t>(sizeof(T)) != 0)
            fail(DA_ERR_LAYOUT, "axis " + std::to_string(axis) + " has a stride of " + std::to_string(s.strides[axis]) +
                                    " bytes, which is no multiple of an element's " + std::to_string(sizeof(T)));
        strides[axis] = s.strides[axis] / static_cast<std::int64_t>(sizeof(T));
        if (owned_only && s.data != nullptr) at += s.owned_offset[axis] * strides[axis];
    }
    T *data = static_cast<T *>(s.data);
    return make_span<T, N>(data == nullptr ? data : data + at, extents, strides);
}

template <class T> constexpr std::int32_t access_for = std::is_const_v<T> ? DA_ACCESS_READ : DA_ACCESS_WRITE;

}  // namespace detail

template <class T, std::size_t N> mdspan<T, N> any_array::local() const {
    require<T>();
    return detail::section_span<T, N>(section(detail::access_for<T>), false);
}

template <class T, std::size_t N> mdspan<T, N> any_array::owned() const {
    require<T>();
    return detail::section_span<T, N>(section(detail::access_for<T>), true);
}

template <class T> T *any_array::data() const {
    require<T>();
    return static_cast<T *>(section(detail::access_for<T>).data);
}

template <class... Entries, class> array_view<void> any_array::operator()(const Entries &...entries) const {
    const da_slice raw[sizeof...(entries) + 1] = {detail::entry(entries).raw()..., da_slice{}};
    return array_view<void>(detail::make_array(da_slice_view, raw_, static_cast<std::int32_t>(sizeof...(entries)), raw));
}

inline array_view<void> any_array::operator()(const std::string &text) const {
    return array_view<void>(detail::make_array(da_slice_text, raw_, text.c_str()));
}

inline array_view<void> any_array::view() const { return (*this)(ellipsis); }

template <class T>
template <class... Entries, class>
array_view<T> array<T>::operator()(const Entries &...entries) const {
    return array_view<T>(any_array::operator()(entries...));
}

template <class T> array_view<T> array<T>::operator()(const std::string &text) const {
    return array_view<T>(any_array::operator()(text));
}

template <class T> array_view<T> array<T>::view() const { return array_view<T>(any_array::view()); }

}  // namespace distarray

#endif
