// Iteration over the elements that this rank owns, each with its global index; and over runs of them.
#ifndef DISTARRAY_CXX_ELEMENTS_HPP
#define DISTARRAY_CXX_ELEMENTS_HPP

#include <distarray/cxx/error.hpp>

#include <cstddef>
#include <iterator>

namespace distarray {

/// The index of an element: one number for each axis. Valid until the iteration goes on.
class index_view {
  public:
    index_view(const std::int64_t *first, std::int32_t ndim) : first_(first), ndim_(ndim) {}
    std::int64_t operator[](std::size_t axis) const noexcept { return first_[axis]; }
    std::size_t size() const noexcept { return static_cast<std::size_t>(ndim_); }
    const std::int64_t *data() const noexcept { return first_; }
    const std::int64_t *begin() const noexcept { return first_; }
    const std::int64_t *end() const noexcept { return first_ + ndim_; }

  private:
    const std::int64_t *first_;
    std::int32_t ndim_;
};

/// An element with its global index: `for (auto [index, x] : a.elements()) x = f(index[0], index[1]);`
template <class T> struct element {
    index_view index;
    T &value;
};

/// Elements that follow each other along the last axis: the k-th is `run[k]`, with the last index plus k.
template <class T> struct run {
    index_view index;
    std::int64_t count;
    T *data;
    /// Bytes from one to the next.
    std::int64_t stride;
    T &operator[](std::int64_t k) const noexcept {
        using byte = std::conditional_t<std::is_const_v<T>, const char, char>;
        return *reinterpret_cast<T *>(reinterpret_cast<byte *>(data) + k * stride);
    }
};

namespace detail {

/// The owner of a cursor. It keeps the array's memory, also if the array is freed meanwhile.
class walk {
  public:
    walk(const da_array *a, std::int32_t access) { check(da_cursor_begin(a, access, &cursor_)); }
    walk(const walk &) = delete;
    walk &operator=(const walk &) = delete;
    ~walk() { static_cast<void>(da_cursor_end(&cursor_)); }
    bool next_run() noexcept {
        left_ = da_cursor_next_run(&cursor_) != 0 ? cursor_.count : 0;
        return left_ > 0;
    }
    /// One element on: within a run without a call.
    bool next() noexcept {
        if (left_ <= 1) return next_run();
        --left_;
        cursor_.data = static_cast<char *>(cursor_.data) + cursor_.stride;
        ++cursor_.index[cursor_.ndim - 1];
        return true;
    }
    const da_cursor &at() const noexcept { return cursor_; }

  private:
    da_cursor cursor_{};
    std::int64_t left_ = 0;
};

struct walk_end {};

}  // namespace detail

/// What a.elements() gives: to be walked over once. The walk is this rank's own, no other takes part.
template <class T> class element_range {
  public:
    explicit element_range(const da_array *a) : walk_(a, std::is_const_v<T> ? DA_ACCESS_READ : DA_ACCESS_WRITE) {}
    class iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = element<T>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = element<T>;
        explicit iterator(detail::walk *walk) : walk_(walk) {}
        element<T> operator*() const {
            const da_cursor &at = walk_->at();
            return {index_view(at.index, at.ndim), *static_cast<T *>(at.data)};
        }
        iterator &operator++() {
            if (!walk_->next()) walk_ = nullptr;
            return *this;
        }
        friend bool operator==(const iterator &i, detail::walk_end) noexcept { return i.walk_ == nullptr; }
        friend bool operator!=(const iterator &i, detail::walk_end) noexcept { return i.walk_ != nullptr; }

      private:
        detail::walk *walk_;
    };
    iterator begin() { return iterator(walk_.next() ? &walk_ : nullptr); }
    detail::walk_end end() const noexcept { return {}; }

  private:
    detail::walk walk_;
};

/// What a.runs() gives.
template <class T> class run_range {
  public:
    explicit run_range(const da_array *a) : walk_(a, std::is_const_v<T> ? DA_ACCESS_READ : DA_ACCESS_WRITE) {}
    class iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = run<T>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = run<T>;
        explicit iterator(detail::walk *walk) : walk_(walk) {}
        run<T> operator*() const {
            const da_cursor &at = walk_->at();
            return {index_view(at.index, at.ndim), at.count, static_cast<T *>(at.data), at.stride};
        }
        iterator &operator++() {
            if (!walk_->next_run()) walk_ = nullptr;
            return *this;
        }
        friend bool operator==(const iterator &i, detail::walk_end) noexcept { return i.walk_ == nullptr; }
        friend bool operator!=(const iterator &i, detail::walk_end) noexcept { return i.walk_ != nullptr; }

      private:
        detail::walk *walk_;
    };
    iterator begin() { return iterator(walk_.next_run() ? &walk_ : nullptr); }
    detail::walk_end end() const noexcept { return {}; }

  private:
    detail::walk walk_;
};

}  // namespace distarray

#endif
