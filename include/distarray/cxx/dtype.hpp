// Element types and scalars: `dtype`, `scalar`, and which C++ type stands for which dtype.
#ifndef DISTARRAY_CXX_DTYPE_HPP
#define DISTARRAY_CXX_DTYPE_HPP

#include <distarray/cxx/error.hpp>

#include <complex>
#include <cstring>
#include <limits>

namespace distarray {

/// The 13 element types. The numbers are the C interface's; 0 stands for "NumPy's choice" where that is allowed.
enum class dtype : std::int32_t {
    automatic = 0,
    boolean = DA_BOOL,
    int8 = DA_INT8,
    int16 = DA_INT16,
    int32 = DA_INT32,
    int64 = DA_INT64,
    uint8 = DA_UINT8,
    uint16 = DA_UINT16,
    uint32 = DA_UINT32,
    uint64 = DA_UINT64,
    float32 = DA_FLOAT32,
    float64 = DA_FLOAT64,
    complex64 = DA_COMPLEX64,
    complex128 = DA_COMPLEX128
};

namespace detail {

template <class T> struct is_complex : std::false_type {};
template <class T> struct is_complex<std::complex<T>> : std::true_type {};

/// The dtype of a C++ type by its kind and width, so that `long` and `long long` both count as int64.
template <class T> constexpr dtype dtype_number() {
    if constexpr (std::is_same_v<T, bool>) return dtype::boolean;
    else if constexpr (std::is_same_v<T, float>) return dtype::float32;
    else if constexpr (std::is_same_v<T, double>) return dtype::float64;
    else if constexpr (std::is_same_v<T, std::complex<float>>) return dtype::complex64;
    else if constexpr (std::is_same_v<T, std::complex<double>>) return dtype::complex128;
    else if constexpr (std::is_integral_v<T> && sizeof(T) <= 8) {
        constexpr int width = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
        return static_cast<dtype>((std::is_signed_v<T> ? DA_INT8 : DA_UINT8) + width);
    } else return dtype::automatic;
}

template <class T> constexpr bool is_element = dtype_number<T>() != dtype::automatic;

}  // namespace detail

/// The dtype whose elements are of the C++ type T.
template <class T> constexpr dtype dtype_of = detail::dtype_number<T>();

inline std::string to_string(dtype type) { return da_dtype_name(static_cast<std::int32_t>(type)); }

inline std::int64_t size_of(dtype type) {
    std::int64_t size = 0;
    check(da_dtype_size(static_cast<std::int32_t>(type), &size));
    return size;
}

/// The dtype to which NumPy promotes two.
inline dtype promote(dtype a, dtype b) {
    std::int32_t promoted = 0;
    check(da_dtype_promote(static_cast<std::int32_t>(a), static_cast<std::int32_t>(b), &promoted));
    return static_cast<dtype>(promoted);
}

inline dtype dtype_from_name(const std::string &name) {
    std::int32_t type = 0;
    check(da_dtype_from_name(name.c_str(), &type));
    return static_cast<dtype>(type);
}

/// How far conversions go, as numpy.can_cast has it.
enum class casting : std::int32_t {
    no = DA_CASTING_NO,
    equiv = DA_CASTING_EQUIV,
    safe = DA_CASTING_SAFE,
    same_kind = DA_CASTING_SAME_KIND,
    unsafe = DA_CASTING_UNSAFE
};

inline bool can_cast(dtype from, dtype to, casting rule = casting::safe) {
    std::int32_t allowed = 0;
    check(da_dtype_can_cast(static_cast<std::int32_t>(from), static_cast<std::int32_t>(to),
                            static_cast<std::int32_t>(rule), &allowed));
    return allowed != 0;
}

namespace detail {

/// A scalar with a dtype of its own.
template <class T> da_value strong_value(T x) {
    static_assert(is_element<T>, "the 13 element types: bool, integers, float, double and std::complex of these two");
    da_value value{static_cast<std::int32_t>(dtype_of<T>), 0, {0, 0}};
    if constexpr (std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>) {
        const typename T::value_type re = x.real(), im = x.imag();
        std::memcpy(&value.bits[0], &re, sizeof re);
        std::memcpy(&value.bits[1], &im, sizeof im);
    } else {
        std::memcpy(&value.bits[0], &x, sizeof x);
    }
    return value;
}

/// A scalar as a literal in NumPy 2: its kind counts, its width does not. What does not fit into an int64 is
/// an uint64.
template <class T> da_value weak_value(T x) {
    if constexpr (std::is_same_v<T, bool>) return strong_value(x);
    else if constexpr (std::is_floating_point_v<T>) return da_real(static_cast<double>(x));
    else if constexpr (is_complex<T>::value) return da_complex(static_cast<double>(x.real()), static_cast<double>(x.imag()));
    else {
        static_assert(std::is_integral_v<T> && sizeof(T) <= 8, "a scalar is a number or a std::complex");
        if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8) {
            if (x > static_cast<T>(std::numeric_limits<std::int64_t>::max())) return strong_value(x);
        }
        return da_int(static_cast<std::int64_t>(x));
    }
}

template <class T> constexpr bool is_number = std::is_arithmetic_v<T> || is_complex<T>::value;

}  // namespace detail

/// A number with its dtype. From a C++ number: weak, as a literal in NumPy 2, so that `float32 array + 0.1`
/// stays float32; `strong(x)` has the dtype of x.
class scalar {
  public:
    scalar() : raw_(da_int(0)) {}
    explicit scalar(const da_value &raw) : raw_(raw) {}
    template <class T, class = std::enable_if_t<detail::is_number<T>>> scalar(T x) : raw_(detail::weak_value(x)) {}

    const da_value &raw() const noexcept { return raw_; }
    distarray::dtype dtype() const noexcept { return static_cast<distarray::dtype>(raw_.dtype); }
    bool is_weak() const noexcept { return (raw_.flags & DA_VALUE_WEAK) != 0; }

    /// The number as a T: an error where its kind does not fit (a complex number as a real one, a floating-point
    /// number as an integer).
    template <class T> T as() const {
        if constexpr (std::is_same_v<T, bool>) {
            return to_integer<std::int64_t>() != 0;
        } else if constexpr (detail::is_complex<T>::value) {
            double re = 0, im = 0;
            check(da_value_c128(raw_, &re, &im));
            return T(static_cast<typename T::value_type>(re), static_cast<typename T::value_type>(im));
        } else if constexpr (std::is_floating_point_v<T>) {
            double x = 0;
            check(da_value_f64(raw_, &x));
            return static_cast<T>(x);
        } else {
            return to_integer<T>();
        }
    }
    template <class T, class = std::enable_if_t<detail::is_number<T>>> explicit operator T() const { return as<T>(); }

  private:
    template <class T> T to_integer() const {
        // The one integer dtype with numbers beyond int64.
        if (dtype() == distarray::dtype::uint64 && std::is_unsigned_v<T> && sizeof(T) == 8) return static_cast<T>(raw_.bits[0]);
        std::int64_t i = 0;
        check(da_value_i64(raw_, &i));
        bool fits = static_cast<std::int64_t>(static_cast<T>(i)) == i;
        if constexpr (std::is_unsigned_v<T>) fits = fits && i >= 0;
        if (!fits) detail::fail(DA_ERR_OVERFLOW, std::to_string(i) + " does not fit into the integer type that was asked for");
        return static_cast<T>(i);
    }
    da_value raw_;
};

/// A scalar with the dtype of its C++ type, as numpy.float32(0.1) is.
template <class T> scalar strong(T x) { return scalar(detail::strong_value(x)); }

inline bool operator==(const scalar &a, const scalar &b) {
    return a.as<std::complex<double>>() == b.as<std::complex<double>>();
}
inline bool operator!=(const scalar &a, const scalar &b) { return !(a == b); }

namespace detail {

constexpr int kind_of(dtype type) {
    const auto number = static_cast<std::int32_t>(type);
    return number <= DA_BOOL ? 0 : number <= DA_UINT64 ? 1 : number <= DA_FLOAT64 ? 2 : 3;
}

template <class T> constexpr bool is_inexact = kind_of(dtype_of<T>) >= 2;

template <class T> struct real_of { using type = T; };
template <class T> struct real_of<std::complex<T>> { using type = T; };

/// What sums and products of T are made in: 64 bits for bool and integers.
template <class T>
using sum_type = std::conditional_t<is_inexact<T>, T, std::conditional_t<std::is_unsigned_v<T> && !std::is_same_v<T, bool>, std::uint64_t, std::int64_t>>;
/// The dtype of means.
template <class T> using mean_type = std::conditional_t<is_inexact<T>, T, double>;
/// The dtype of variances, which are real.
template <class T> using var_type = typename real_of<mean_type<T>>::type;

}  // namespace detail

}  // namespace distarray

#endif
