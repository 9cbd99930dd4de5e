// ranks: 1 2 3 4  valgrind-full: 1
// Element types and scalars of <distarray.hpp>: the compiler's promotion is the library's for all 13 x 13 pairs and
// for literals, typed results have the dtype that the computation has, and scalars convert as they should.
#include "cxx_check.hpp"

namespace {

using all_types = std::tuple<bool, std::int8_t, std::int16_t, std::int32_t, std::int64_t, std::uint8_t, std::uint16_t,
                             std::uint32_t, std::uint64_t, float, double, std::complex<float>, std::complex<double>>;

template <class F, std::size_t... K> void each_type(F &&f, std::index_sequence<K...>) {
    (f(std::tuple_element_t<K, all_types>()), ...);
}
template <class F> void each_type(F &&f) { each_type(f, std::make_index_sequence<std::tuple_size_v<all_types>>()); }

/// The promotion of a pair, and the dtype of its sum, at run time and at compile time.
template <class A, class B> void check_pair(const da::distribution &dist) {
    using expected = da::detail::promoted<A, B>;
    CHECK_EQ_I64(static_cast<std::int32_t>(da::promote(da::dtype_of<A>, da::dtype_of<B>)), static_cast<std::int32_t>(da::dtype_of<expected>));
    const auto sum = da::ones<A>(dist) + da::ones<B>(dist);
    static_assert(std::is_same_v<std::remove_const_t<decltype(sum)>, da::array<expected>>);
    check_elements<expected>(sum, [](auto) { return std::is_same_v<expected, bool> ? expected(1) : static_cast<expected>(2); }, 0, "sum of ones");
}

template <class T> void check_literals(const da::distribution &dist) {
    const da::array<T> a = da::ones<T>(dist);
    // Where the compiler's idea of the result were not the library's, each of these would throw DA_ERR_DTYPE.
    CHECK((a + true).valid());
    CHECK((a + 1).valid());
    CHECK((2.5 * a).valid());
    CHECK((a * 2.5f).valid());
    CHECK((a + std::complex<double>(1, 1)).valid());
    CHECK(da::square(a).valid() && da::absolute(a).valid() && da::sqrt(a).valid());
    CHECK((a / a).valid() && da::arctan2(da::real_part(a), da::real_part(a)).valid());
    if constexpr (!da::detail::is_complex<T>::value) {
        CHECK((a % a).valid() && da::floor(a).valid());
        CHECK(da::power(a, a).valid() && da::fmod(a, a).valid());
    }
    CHECK(da::all(a == 1) && !da::any(a != 1));
    check_elements<T>(a, [](auto) { return T(1); }, 0, "ones");
    CHECK_EQ_I64(static_cast<std::int32_t>(a.dtype()), static_cast<std::int32_t>(da::dtype_of<T>));
    CHECK_EQ_I64(da::size_of(da::dtype_of<T>), sizeof(T));
    CHECK(da::dtype_from_name(da::to_string(da::dtype_of<T>)) == da::dtype_of<T>);
}

/// The numbers that reductions of a typed array give have the type of NumPy's result.
template <class T> void check_reductions(const da::distribution &dist) {
    const da::array<T> a = da::full<T>(dist, 3);
    const auto n = static_cast<double>(a.size());
    const auto one = std::is_same_v<T, bool> ? 1.0 : 3.0;
    CHECK_NEAR(std::abs(std::complex<double>(da::sum(a))), one * n, 1e-12);
    CHECK_NEAR(std::abs(std::complex<double>(da::mean(a))), one, 1e-6);
    CHECK(da::max(a) == static_cast<T>(one) && da::min(a) == static_cast<T>(one));
    CHECK_NEAR(static_cast<double>(da::var(a)), 0, 1e-6);
    const da::any_array &any = a;
    CHECK_NEAR(std::abs(da::sum(any).as<std::complex<double>>()), one * n, 1e-12);
    check_elements<da::detail::sum_type<T>>(da::sum(a, {}, DA_KEEPDIMS), [&](auto) { return static_cast<da::detail::sum_type<T>>(one * n); },
                                            1e-12, "sum", a.context().size());
}

void check_scalars() {
    CHECK(da::scalar(1).is_weak() && da::scalar(0.5).is_weak() && !da::strong(0.5f).is_weak());
    CHECK(da::strong(0.5f).dtype() == da::dtype::float32);
    CHECK_NEAR(da::strong(0.25f).as<double>(), 0.25, 0);
    CHECK_EQ_I64(da::scalar(std::int64_t(-7)).as<std::int16_t>(), -7);
    CHECK_THROWS(da::scalar(300).as<std::int8_t>(), DA_ERR_OVERFLOW);
    CHECK_THROWS(da::scalar(-1).as<std::uint32_t>(), DA_ERR_OVERFLOW);
    CHECK_THROWS(da::scalar(0.5).as<int>(), DA_ERR_DTYPE);
    CHECK_THROWS(da::scalar(std::complex<double>(1, 2)).as<double>(), DA_ERR_DTYPE);
    CHECK(da::scalar(std::complex<double>(1, 2)).as<std::complex<float>>() == std::complex<float>(1, 2));
    CHECK(da::strong(std::complex<float>(1, -2)).as<std::complex<double>>() == std::complex<double>(1, -2));
    CHECK(da::strong(~std::uint64_t(0)).as<std::uint64_t>() == ~std::uint64_t(0));
    CHECK_THROWS(da::strong(~std::uint64_t(0)).as<std::int64_t>(), DA_ERR_OVERFLOW);
    CHECK(da::scalar(true).as<bool>() && da::scalar(2) == da::scalar(2.0) && da::scalar(2) != da::scalar(3));
    CHECK(da::can_cast(da::dtype::int32, da::dtype::float64) && !da::can_cast(da::dtype::int64, da::dtype::int32));
    CHECK(da::can_cast(da::dtype::int64, da::dtype::int32, da::casting::same_kind));
}

}  // namespace

int main(int argc, char **argv) {
    return run_checks(&argc, &argv, [](const da::context &ctx) {
        const da::distribution dist(ctx, {5}, "c:2");
        each_type([&](auto a) {
            check_literals<decltype(a)>(dist);
            check_reductions<decltype(a)>(dist);
            each_type([&](auto b) { check_pair<decltype(a), decltype(b)>(dist); });
        });
        check_scalars();
        da::any_array any = da::ones<float>(dist);
        CHECK_THROWS(da::array<double>(std::move(any)), DA_ERR_DTYPE);
        CHECK(any.valid());  // refused, and left as it was
        const da::array<float> typed = std::move(any);
        CHECK(typed.valid() && !any.valid());
    });
}
