// Errors: the exception `distarray::error`, and `result<T>` with `attempt()` for code that does not want
// exceptions. Part of <distarray.hpp>; every part may be included alone, in any order.
#ifndef DISTARRAY_CXX_ERROR_HPP
#define DISTARRAY_CXX_ERROR_HPP

#include <distarray.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace distarray {

/// A status other than DA_OK, with the library's message and the rank where the error began (-1: here).
class error : public std::runtime_error {
  public:
    error(da_status status, const std::string &message, int rank = -1)
        : std::runtime_error(message), status_(status), rank_(rank) {}
    da_status status() const noexcept { return status_; }
    int rank() const noexcept { return rank_; }
    /// The status's name, such as "DA_ERR_SHAPE".
    const char *name() const noexcept { return da_status_name(status_); }

  private:
    da_status status_;
    int rank_;
};

namespace detail {

/// What a callback of this thread threw. No exception passes through C: a trampoline leaves it here and
/// returns an error, and the call that comes back with that error throws it again.
inline std::exception_ptr &thrown() noexcept {
    static thread_local std::exception_ptr pending;
    return pending;
}

[[noreturn]] inline void fail(da_status status, const std::string &message) { throw error(status, message); }

[[noreturn]] inline void fail_with_last(da_status status) {
    if (std::exception_ptr pending = std::exchange(thrown(), nullptr)) std::rethrow_exception(pending);
    throw error(status, da_error_message(), da_error_rank());
}

/// Runs what a C callback stands for; an exception is kept for the caller, and 1 tells C of it.
template <class F> std::int32_t guarded(F &&body) noexcept {
    try {
        return static_cast<std::int32_t>(body());
    } catch (...) {
        thrown() = std::current_exception();
        return 1;
    }
}

}  // namespace detail

/// Throws the error of a call of the C interface, unless it is DA_OK: for mixing both interfaces.
inline void check(da_status status) {
    if (status != DA_OK) detail::fail_with_last(status);
}

/// What attempt() gives: a value, or the error in its place. Reads like std::expected of C++23.
template <class T> class [[nodiscard]] result {
  public:
    using value_type = T;
    result(T value) : value_(std::move(value)) {}
    result(da_status status, std::string message, int rank, std::exception_ptr cause)
        : status_(status), rank_(rank), message_(std::move(message)), cause_(std::move(cause)) {}

    explicit operator bool() const noexcept { return value_.has_value(); }
    bool has_value() const noexcept { return value_.has_value(); }
    /// DA_OK where there is a value.
    da_status status() const noexcept { return status_; }
    int rank() const noexcept { return rank_; }
    const std::string &message() const noexcept { return message_; }
    /// The value; throws what was caught where there is none.
    T &value() & { return require(), *value_; }
    const T &value() const & { return require(), *value_; }
    T &&value() && { return require(), std::move(*value_); }
    /// The value, which must be there.
    T &operator*() & noexcept { return *value_; }
    const T &operator*() const & noexcept { return *value_; }
    T &&operator*() && noexcept { return std::move(*value_); }
    T *operator->() noexcept { return &*value_; }
    const T *operator->() const noexcept { return &*value_; }
    template <class U> T value_or(U &&other) && {
        return value_ ? std::move(*value_) : static_cast<T>(std::forward<U>(other));
    }

  private:
    void require() const {
        if (!value_) std::rethrow_exception(cause_);
    }
    std::optional<T> value_;
    da_status status_ = DA_OK;
    int rank_ = -1;
    std::string message_;
    std::exception_ptr cause_;
};

/// The result of what returns nothing.
template <> class [[nodiscard]] result<void> {
  public:
    using value_type = void;
    result() = default;
    result(da_status status, std::string message, int rank, std::exception_ptr cause)
        : status_(status), rank_(rank), message_(std::move(message)), cause_(std::move(cause)) {}
    explicit operator bool() const noexcept { return status_ == DA_OK; }
    bool has_value() const noexcept { return status_ == DA_OK; }
    da_status status() const noexcept { return status_; }
    int rank() const noexcept { return rank_; }
    const std::string &message() const noexcept { return message_; }
    void value() const {
        if (status_ != DA_OK) std::rethrow_exception(cause_);
    }

  private:
    da_status status_ = DA_OK;
    int rank_ = -1;
    std::string message_;
    std::exception_ptr cause_;
};

namespace detail {

/// The exception that is being handled, as a result. Foreign ones count as errors of a callback.
template <class T> result<T> caught() {
    const std::exception_ptr cause = std::current_exception();
    try {
        throw;
    } catch (const error &e) {
        return {e.status(), e.what(), e.rank(), cause};
    } catch (const std::bad_alloc &) {
        return {DA_ERR_NO_MEMORY, "out of memory", -1, cause};
    } catch (const std::exception &e) {
        return {DA_ERR_CALLBACK, e.what(), -1, cause};
    } catch (...) {
        return {DA_ERR_CALLBACK, "an exception that is no std::exception", -1, cause};
    }
}

}  // namespace detail

/// The non-throwing form of everything: calls `f(arguments...)`, and returns its value or its error.
///
///     auto sum = attempt([&] { return a + b; });
///     if (!sum) return sum.status();
///
/// A collective operation inside stays collective: errors that all ranks share are shared here too.
template <class F, class... Args>
auto attempt(F &&f, Args &&...args) -> result<std::decay_t<std::invoke_result_t<F, Args...>>> {
    using R = std::decay_t<std::invoke_result_t<F, Args...>>;
    try {
        if constexpr (std::is_void_v<R>) {
            std::invoke(std::forward<F>(f), std::forward<Args>(args)...);
            return {};
        } else {
            return std::invoke(std::forward<F>(f), std::forward<Args>(args)...);
        }
    } catch (...) {
        return detail::caught<R>();
    }
}

}  // namespace distarray

#endif
