// What stands in the brackets of an index: `a(slice(2, -1), all, 5)`, `a(ellipsis, newaxis)`.
#ifndef DISTARRAY_CXX_SLICE_HPP
#define DISTARRAY_CXX_SLICE_HPP

#include <distarray/cxx/error.hpp>
#include <distarray/cxx/lists.hpp>

namespace distarray {

/// An end of a range that is left out, as in Python's `2:`.
struct none_type {
    constexpr operator std::int64_t() const noexcept { return DA_SLICE_NONE; }
};
inline constexpr none_type none{};
struct newaxis_type {};
inline constexpr newaxis_type newaxis{};
struct ellipsis_type {};
inline constexpr ellipsis_type ellipsis{};

/// A range of indices: `slice(2, -1)` is Python's `2:-1`, `slice(none, none, -1)` is `::-1`.
struct slice {
    explicit constexpr slice(std::int64_t stop_) : stop(stop_) {}
    constexpr slice(std::int64_t start_, std::int64_t stop_, std::int64_t step_ = 1)
        : start(start_), stop(stop_), step(step_) {}
    std::int64_t start = DA_SLICE_NONE;
    std::int64_t stop = DA_SLICE_NONE;
    std::int64_t step = 1;
};

class any_array;
template <class T> class array;

/// The whole of an axis as an index, and numpy.all as a function: both are called `all`, so one name is both.
struct all_type {
    bool operator()(const any_array &a) const;
    array<bool> operator()(const any_array &a, const axis_list &axes, std::int32_t flags = 0) const;
    any_array &operator()(const any_array &a, const axis_list &axes, std::int32_t flags, any_array &out) const;
};
inline constexpr all_type all{};

/// One entry of an index: a range, an integer, `all`, `newaxis` or `ellipsis`.
class slice_entry {
  public:
    slice_entry(std::int64_t index) : raw_(da_at(index)) {}
    slice_entry(const slice &s) : raw_(da_range(s.start, s.stop, s.step)) {}
    slice_entry(all_type) : raw_(da_whole()) {}
    slice_entry(newaxis_type) : raw_(da_newaxis()) {}
    slice_entry(ellipsis_type) : raw_(da_ellipsis()) {}
    /// NumPy takes no bool for an index either.
    slice_entry(bool) = delete;
    const da_slice &raw() const noexcept { return raw_; }

  private:
    da_slice raw_;
};

namespace detail {

template <class T>
constexpr bool is_slice_entry = (std::is_integral_v<T> && !std::is_same_v<T, bool>) || std::is_same_v<T, slice> ||
    std::is_same_v<T, all_type> || std::is_same_v<T, newaxis_type> || std::is_same_v<T, ellipsis_type> ||
    std::is_same_v<T, slice_entry>;

template <class T> slice_entry entry(const T &x) {
    if constexpr (std::is_integral_v<T>) return slice_entry(static_cast<std::int64_t>(x));
    else return slice_entry(x);
}

}  // namespace detail

}  // namespace distarray

#endif
