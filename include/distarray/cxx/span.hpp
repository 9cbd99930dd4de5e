// Multidimensional spans of local memory: std::mdspan where the standard library has it, the reference
// implementation where <mdspan/mdspan.hpp> is found, and a small span with the same calls otherwise.
//
// DISTARRAY_MDSPAN tells which: 2 std, 1 the reference implementation, 0 our own (define it as 0 beforehand to
// have our own anyway). All translation units of a program have to agree.
#ifndef DISTARRAY_CXX_SPAN_HPP
#define DISTARRAY_CXX_SPAN_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#if defined(__has_include)
#if __has_include(<version>)
#include <version>
#endif
#endif

#if !defined(DISTARRAY_MDSPAN)
#if defined(__cpp_lib_mdspan)
#define DISTARRAY_MDSPAN 2
#elif defined(__has_include)
#if __has_include(<mdspan/mdspan.hpp>)
#define DISTARRAY_MDSPAN 1
#endif
#endif
#endif
#if !defined(DISTARRAY_MDSPAN)
#define DISTARRAY_MDSPAN 0
#endif

#if DISTARRAY_MDSPAN == 2
#include <mdspan>
#elif DISTARRAY_MDSPAN == 1
#include <mdspan/mdspan.hpp>
#endif

namespace distarray {

namespace detail {

/// The sum of index times stride.
template <class I, std::size_t N, class... Is> constexpr I dot_strides(const std::array<I, N> &strides, Is... is) {
    static_assert(sizeof...(Is) == N, "one index for each axis");
    I at = 0;
    std::size_t axis = 0;
    ((at += static_cast<I>(is) * strides[axis++]), ...);
    static_cast<void>(axis);
    return at;
}

}  // namespace detail

/// Layout policy for mdspan with any strides, negative and zero ones too: a section of `a[::-1]` lies backwards
/// in memory, and a broadcast axis has stride 0, which std::layout_stride allows neither of.
struct layout_strided {
    template <class Extents> class mapping {
      public:
        using extents_type = Extents;
        using index_type = typename extents_type::index_type;
        using size_type = typename extents_type::size_type;
        using rank_type = typename extents_type::rank_type;
        using layout_type = layout_strided;
        static_assert(std::is_signed_v<index_type>, "strides may be negative");

        constexpr mapping() noexcept : extents_{}, strides_{} {}
        constexpr mapping(const extents_type &extents, const std::array<index_type, Extents::rank()> &strides) noexcept
            : extents_(extents), strides_(strides) {}
        constexpr const extents_type &extents() const noexcept { return extents_; }
        constexpr const std::array<index_type, Extents::rank()> &strides() const noexcept { return strides_; }
        constexpr index_type stride(rank_type axis) const noexcept { return strides_[axis]; }
        /// Elements from the first one in use to the last one, in the direction of positive strides.
        constexpr index_type required_span_size() const noexcept {
            index_type last = 1;
            for (rank_type axis = 0; axis < Extents::rank(); ++axis) {
                if (extents_.extent(axis) == 0) return 0;
                if (strides_[axis] > 0) last += (extents_.extent(axis) - 1) * strides_[axis];
            }
            return last;
        }
        template <class... Is> constexpr index_type operator()(Is... is) const noexcept {
            return detail::dot_strides(strides_, is...);
        }
        static constexpr bool is_always_unique() noexcept { return false; }
        static constexpr bool is_always_exhaustive() noexcept { return false; }
        static constexpr bool is_always_strided() noexcept { return true; }
        constexpr bool is_unique() const noexcept {
            for (rank_type axis = 0; axis < Extents::rank(); ++axis)
                if (strides_[axis] == 0 && extents_.extent(axis) > 1) return false;
            return true;
        }
        constexpr bool is_exhaustive() const noexcept { return false; }
        static constexpr bool is_strided() noexcept { return true; }
        friend constexpr bool operator==(const mapping &a, const mapping &b) noexcept {
            return a.extents_ == b.extents_ && a.strides_ == b.strides_;
        }
        friend constexpr bool operator!=(const mapping &a, const mapping &b) noexcept { return !(a == b); }

      private:
        extents_type extents_;
        std::array<index_type, Extents::rank()> strides_;
    };
};

#if DISTARRAY_MDSPAN == 0

/// Extents that are known at run time, as std::dextents.
template <class Index, std::size_t N> class dextents {
  public:
    using index_type = Index;
    using size_type = std::make_unsigned_t<Index>;
    using rank_type = std::size_t;
    constexpr dextents() noexcept : extents_{} {}
    constexpr explicit dextents(const std::array<Index, N> &extents) noexcept : extents_(extents) {}
    static constexpr rank_type rank() noexcept { return N; }
    static constexpr rank_type rank_dynamic() noexcept { return N; }
    constexpr Index extent(rank_type axis) const noexcept { return extents_[axis]; }
    friend constexpr bool operator==(const dextents &a, const dextents &b) noexcept { return a.extents_ == b.extents_; }
    friend constexpr bool operator!=(const dextents &a, const dextents &b) noexcept { return !(a == b); }

  private:
    std::array<Index, N> extents_;
};

/// A view of memory with N axes: the calls of std::mdspan, with `s(i, j)` for compilers without `s[i, j]`.
template <class T, std::size_t N> class mdspan {
  public:
    using element_type = T;
    using value_type = std::remove_cv_t<T>;
    using reference = T &;
    using data_handle_type = T *;
    using extents_type = dextents<std::int64_t, N>;
    using layout_type = layout_strided;
    using mapping_type = layout_strided::mapping<extents_type>;
    using index_type = std::int64_t;
    using size_type = typename extents_type::size_type;
    using rank_type = std::size_t;

    constexpr mdspan() noexcept = default;
    constexpr mdspan(T *data, const mapping_type &mapping) noexcept : data_(data), mapping_(mapping) {}
    /// A span that only reads of one that writes.
    template <class U, class = std::enable_if_t<std::is_same_v<const U, T> && !std::is_const_v<U>>>
    constexpr mdspan(const mdspan<U, N> &other) noexcept : data_(other.data_handle()), mapping_(other.mapping()) {}

    template <class... Is> constexpr reference operator()(Is... is) const { return data_[mapping_(is...)]; }
    template <class I> constexpr reference operator[](const std::array<I, N> &index) const {
        std::int64_t at = 0;
        for (std::size_t axis = 0; axis < N; ++axis) at += static_cast<std::int64_t>(index[axis]) * mapping_.stride(axis);
        return data_[at];
    }
    template <class I, class = std::enable_if_t<std::is_integral_v<I> && N == 1>>
    constexpr reference operator[](I index) const {
        return data_[mapping_(index)];
    }
#if defined(__cpp_multidimensional_subscript)
    template <class... Is, class = std::enable_if_t<(sizeof...(Is) > 1)>> constexpr reference operator[](Is... is) const {
        return data_[mapping_(is...)];
    }
#endif
    static constexpr rank_type rank() noexcept { return N; }
    constexpr const extents_type &extents() const noexcept { return mapping_.extents(); }
    constexpr index_type extent(rank_type axis) const noexcept { return mapping_.extents().extent(axis); }
    constexpr index_type stride(rank_type axis) const { return mapping_.stride(axis); }
    constexpr const mapping_type &mapping() const noexcept { return mapping_; }
    constexpr T *data_handle() const noexcept { return data_; }
    constexpr size_type size() const noexcept {
        index_type elements = 1;
        for (std::size_t axis = 0; axis < N; ++axis) elements *= extent(axis);
        return static_cast<size_type>(elements);
    }
    constexpr bool empty() const noexcept { return size() == 0; }

  private:
    T *data_ = nullptr;
    mapping_type mapping_;
};

#else

#if DISTARRAY_MDSPAN == 2
namespace md = std;
#elif defined(MDSPAN_IMPL_STANDARD_NAMESPACE)
namespace md = MDSPAN_IMPL_STANDARD_NAMESPACE;
#else
namespace md = Kokkos;
#endif
template <class Index, std::size_t N> using dextents = md::dextents<Index, N>;
template <class T, std::size_t N> using mdspan = md::mdspan<T, dextents<std::int64_t, N>, layout_strided>;

#endif

namespace detail {

template <class T, std::size_t N>
mdspan<T, N> make_span(T *data, const std::array<std::int64_t, N> &extents, const std::array<std::int64_t, N> &strides) {
    using extents_type = dextents<std::int64_t, N>;
    return mdspan<T, N>(data, layout_strided::mapping<extents_type>(extents_type(extents), strides));
}

}  // namespace detail

}  // namespace distarray

#endif
