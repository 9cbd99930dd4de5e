// Handles that free themselves, and errors as exceptions: how a C++ program uses the C interface.
#ifndef DISTARRAY_TESTS_HANDLES_HPP
#define DISTARRAY_TESTS_HANDLES_HPP

#include <distarray.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace da {

/// A status other than DA_OK, with the library's message.
class error : public std::runtime_error {
  public:
    explicit error(da_status status) : std::runtime_error(da_error_message()), status_(status) {}
    da_status status() const { return status_; }

  private:
    da_status status_;
};

inline void check(da_status status) {
    if (status != DA_OK) throw error(status);
}

/// Owns one handle. Moves, does not copy.
template <typename T, da_status (*Free)(T **)>
class handle {
  public:
    handle() = default;
    handle(handle &&other) noexcept : raw_(std::exchange(other.raw_, nullptr)) {}
    handle &operator=(handle &&other) noexcept {
        std::swap(raw_, other.raw_);
        return *this;
    }
    handle(const handle &) = delete;
    handle &operator=(const handle &) = delete;
    ~handle() { static_cast<void>(Free(&raw_)); }

    const T *get() const { return raw_; }
    T **out() { return &raw_; }
    explicit operator bool() const { return raw_ != nullptr; }

  private:
    T *raw_ = nullptr;
};

using context = handle<da_context, da_context_free>;
using distribution = handle<da_distribution, da_distribution_free>;
using array = handle<da_array, da_array_free>;

/// An exported section, given back at the end of the scope.
class buffer {
  public:
    buffer() { da_distbuffer_init(&raw_); }
    ~buffer() { da_distbuffer_release(&raw_); }
    buffer(const buffer &) = delete;
    buffer &operator=(const buffer &) = delete;
    da_distbuffer *get() { return &raw_; }
    const da_distbuffer *operator->() const { return &raw_; }

  private:
    da_distbuffer raw_;
};

template <typename T> struct dtype_of;
template <> struct dtype_of<double> { static constexpr int32_t value = DA_FLOAT64; };
template <> struct dtype_of<float> { static constexpr int32_t value = DA_FLOAT32; };
template <> struct dtype_of<int32_t> { static constexpr int32_t value = DA_INT32; };
template <> struct dtype_of<int16_t> { static constexpr int32_t value = DA_INT16; };

}  // namespace da

#endif
