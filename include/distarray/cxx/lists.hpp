// Short lists in arguments: indices, shapes and axes, from braces, one number, a vector or an array.
#ifndef DISTARRAY_CXX_LISTS_HPP
#define DISTARRAY_CXX_LISTS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace distarray {

/// Numbers that a call reads: borrows them, so it is for parameters only.
template <class T> class list_of {
  public:
    list_of() = default;
    list_of(T one) : one_(one), size_(1) {}
    list_of(std::initializer_list<T> numbers) : size_(numbers.size()) {
        // Borrowed on purpose: the braces live as long as the call that they are an argument of.
        const T *const first = numbers.begin();
        data_ = first;
    }
    list_of(const std::vector<T> &numbers) : data_(numbers.data()), size_(numbers.size()) {}
    template <std::size_t N> list_of(const std::array<T, N> &numbers) : data_(numbers.data()), size_(N) {}
    list_of(const T *data, std::size_t size) : data_(data), size_(size) {}

    /// NULL for an empty list.
    const T *data() const noexcept { return size_ == 0 ? nullptr : data_ != nullptr ? data_ : &one_; }
    std::size_t size() const noexcept { return size_; }
    std::int32_t count() const noexcept { return static_cast<std::int32_t>(size_); }
    bool empty() const noexcept { return size_ == 0; }
    const T *begin() const noexcept { return data(); }
    const T *end() const noexcept { return size_ == 0 ? nullptr : data() + size_; }
    const T &operator[](std::size_t k) const { return data()[k]; }
    std::vector<T> vector() const { return std::vector<T>(begin(), end()); }

  private:
    const T *data_ = nullptr;
    T one_ = T();
    std::size_t size_ = 0;
};

/// Global or local indices, extents.
using index_list = list_of<std::int64_t>;
/// Axes of a reduction and such: `0`, `{0, -1}`; `{}` stands for all.
using axis_list = list_of<std::int32_t>;
/// A shape that a function returns.
using shape_type = std::vector<std::int64_t>;

}  // namespace distarray

#endif
