// ranks: 1 2 3 4  valgrind: 1
// Making arrays: values, functions of the index and of elements, functions of the application as element-wise ones;
// exceptions that they throw arrive at the caller as they are, and the context works afterwards.
#include <stdexcept>

#include "cxx_check.hpp"

namespace {

struct too_far : std::runtime_error {
    explicit too_far(std::int64_t i) : std::runtime_error("too far"), index(i) {}
    std::int64_t index;
};

void check_values(const da::context &ctx) {
    const da::distribution dist(ctx, {6, 4}, "b,b");
    check_elements<double>(da::zeros(dist), [](auto) { return 0.0; }, 0, "zeros");
    check_elements<std::int16_t>(da::ones<std::int16_t>(dist), [](auto) { return 1; }, 0, "ones");
    check_elements<float>(da::full<float>(dist, 0.5), [](auto) { return 0.5f; }, 0, "full");
    CHECK(da::empty<double>(dist).shape() == dist.shape());
    CHECK(da::zeros(dist, da::dtype::uint8).dtype() == da::dtype::uint8);
    const da::array<float> model = da::full<float>(dist, 2);
    static_assert(std::is_same_v<decltype(da::ones_like(model)), da::array<float>>);
    check_elements<float>(da::full_like(model, 7), [](auto) { return 7.0f; }, 0, "full_like");
    check_elements<float>(da::zeros_like(model) + da::ones_like(model), [](auto) { return 1.0f; }, 0, "zeros_like");
    CHECK(da::empty_like(model).distribution() == dist);
    CHECK(da::ones_like(model, da::dtype::int8).dtype() == da::dtype::int8);
    check_elements<std::int64_t>(da::arange<std::int64_t>(ctx, 3, 30, 4, "c"), [](auto i) { return 3 + 4 * i[0]; }, 0, "arange");
    check_elements<double>(da::linspace(ctx, 0, 1, 11), [](auto i) { return 0.1 * static_cast<double>(i[0]); }, 1e-15, "linspace");
    check_elements<double>(da::logspace(ctx, 0, 3, 4), [](auto i) { return std::pow(10.0, static_cast<double>(i[0])); }, 1e-10, "logspace");
    check_elements<double>(da::eye(dist, 1), [](auto i) { return i[1] == i[0] + 1 ? 1.0 : 0.0; }, 0, "eye");
    check_elements<std::int32_t>(da::astype<std::int32_t>(model * 1.75), [](auto) { return 3; }, 0, "astype");
    check_elements<float>(da::copy(model), [](auto) { return 2.0f; }, 0, "copy");
    CHECK(da::copy(model, da::order::fortran).is_f_contiguous());
    da::array<float> filled = da::copy(model);
    filled.fill(9);
    check_elements<float>(filled, [](auto) { return 9.0f; }, 0, "fill");
}

void check_functions(const da::context &ctx) {
    const da::distribution line(ctx, {10}, "c:3"), plane(ctx, {4, 6}, "b,b"), cube(ctx, {3, 4, 5}, "n,b,c"), point(ctx, {}, "");
    const double scale = 0.5;
    check_elements<double>(da::fromfunction<double>(line, [&](std::int64_t i) { return scale * static_cast<double>(i); }), [](auto i) { return 0.5 * static_cast<double>(i[0]); }, 0, "one index");
    check_elements<std::int32_t>(da::fromfunction<std::int32_t>(plane, [](auto i, auto j) { return 10 * i - j; }), [](auto i) { return 10 * i[0] - i[1]; }, 0, "two");
    check_elements<std::complex<float>>(da::fromfunction<std::complex<float>>(cube, [](auto i, auto j, auto k) { return std::complex<float>(static_cast<float>(i + j), static_cast<float>(k)); }),
                                        [](auto i) { return std::complex<float>(static_cast<float>(i[0] + i[1]), static_cast<float>(i[2])); }, 0, "three");
    check_elements<std::int64_t>(da::fromfunction<std::int64_t>(cube, [](da::index_view i) { return i[0] * 100 + i[1] * 10 + i[2]; }), [](auto i) { return i[0] * 100 + i[1] * 10 + i[2]; }, 0, "an index_view");
    const da::array<double> single = da::fromfunction<double>(point, [] { return 42.0; });
    CHECK_NEAR(single.item(), 42, 0);
    int calls = 0;
    const auto counting = [&calls](auto i) { return static_cast<double>(i + 0 * ++calls); };
    const da::array<double> counted = da::fromfunction<double>(line, counting);
    CHECK_EQ_I64(calls, line.owned().second[0]);
    CHECK_THROWS(da::fromfunction<double>(line, [](std::int64_t, std::int64_t) { return 0.0; }), DA_ERR_SHAPE);
    da::array<double> a = da::fromfunction<double>(plane, [](auto i, auto j) { return static_cast<double>(i * j); });
    const auto halves = da::map(a, [](double x) { return static_cast<float>(x / 2); });
    static_assert(std::is_same_v<decltype(halves), const da::array<float>>);
    check_elements<float>(halves, [](auto i) { return static_cast<float>(i[0] * i[1]) / 2; }, 0, "map");
    da::map(a, [](double x) { return x + 1; }, a);
    check_elements<double>(a, [](auto i) { return static_cast<double>(i[0] * i[1] + 1); }, 0, "map in place");
}

/// What is thrown on all ranks, and on one rank alone: there it arrives as it is, and elsewhere as an error of the
/// next communicating call, after which the context works.
void check_exceptions(const da::context &ctx) {
    const da::distribution dist(ctx, {12}, "b");
    const auto throwing = [&](std::int64_t from) {
        return da::fromfunction<double>(dist, [&](std::int64_t i) {
            if (i >= from) throw too_far(i);
            return 1.0;
        });
    };
    std::int64_t seen = -1;
    try {
        static_cast<void>(throwing(0));
    } catch (const too_far &e) {
        seen = e.index;
    }
    CHECK_EQ_I64(seen, dist.global_from_local({0})[0]);
    ctx.barrier();  // all ranks know already
    const bool mine = dist.owner({11}) == ctx.rank();
    bool thrown = false;
    try {
        static_cast<void>(throwing(11));
    } catch (const too_far &e) {
        thrown = e.index == 11;
    }
    CHECK_EQ_I64(thrown, mine);
    const auto outcome = da::attempt([&] { ctx.barrier(); });
    if (ctx.size() > 1) {
        CHECK_EQ_I64(outcome.status(), DA_ERR_CALLBACK);
        CHECK_EQ_I64(outcome.rank(), dist.owner({11}));
    }
    ctx.barrier();
    const da::array<double> a = da::ones(dist);
    CHECK_NEAR(da::sum(a), 12, 0);
    const auto mapped = da::attempt([&] { return da::map(a, [](double) -> double { throw 7; }); });
    CHECK(!mapped && mapped.status() == DA_ERR_CALLBACK);
    int caught = 0;
    try {
        static_cast<void>(mapped.value());
    } catch (int number) {
        caught = number;
    }
    CHECK_EQ_I64(caught, 7);
    // Collective calls on the context inside are errors, as exceptions too.
    CHECK_THROWS(da::fromfunction<double>(dist, [&](std::int64_t) { return da::sum(a); }), DA_ERR_IN_CALLBACK);
    static_cast<void>(status_of([&] { ctx.barrier(); }));
    CHECK_NEAR(da::sum(a), 12, 0);
}

void check_ufuncs(const da::context &ctx) {
    const da::distribution dist(ctx, {9}, "c:2");
    const da::array<double> x = da::fromfunction<double>(dist, [](auto i) { return static_cast<double>(i) - 4; });
    {
        const auto logistic = da::make_ufunc("cxx_logistic", [](double t) { return 1 / (1 + std::exp(-t)); });
        check_elements<double>(logistic(x), [](auto i) { return 1 / (1 + std::exp(4 - static_cast<double>(i[0]))); }, 1e-15, "one operand");
        check_elements<double>(da::call("cxx_logistic", {x}), [](auto i) { return 1 / (1 + std::exp(4 - static_cast<double>(i[0]))); }, 1e-15, "by name");
        const auto mix = da::make_ufunc("cxx_mix", [](double a, double b, float t) { return a + static_cast<double>(t) * (b - a); });
        check_elements<double>(mix(x, 2.0, 0.5), [](auto i) { return (static_cast<double>(i[0]) - 2) / 2; }, 1e-15, "three operands");
        const auto strict = da::make_ufunc("cxx_strict", [](double t) {
            if (t < 100) throw std::domain_error("too small");
            return t;
        });
        bool thrown = dist.owned().second[0] == 0;  // a rank without elements has nothing to throw about
        try {
            static_cast<void>(strict(x));
        } catch (const std::domain_error &) {
            thrown = true;
        }
        CHECK(thrown);
        static_cast<void>(status_of([&] { ctx.barrier(); }));
    }
    CHECK_THROWS(da::call("cxx_logistic", {x}), DA_ERR_ARGUMENT);  // its object has ended
    static_cast<void>(status_of([&] { ctx.barrier(); }));
}

void check_wrapping(const da::context &ctx) {
    const da::distribution dist(ctx, {5, 3}, "b,n");
    const auto n = static_cast<std::size_t>(dist.local_shape()[0] * 3);
    std::vector<float> memory(n + 1, 2.0f);
    {
        da::array<float> a = da::wrap(dist, memory.data());
        a *= 3;
        CHECK(n == 0 || std::as_const(a).data() == memory.data());
    }
    CHECK(n == 0 || memory[n - 1] == 6.0f);
    CHECK(memory[n] == 2.0f);
    da::array<float> fixed = da::wrap(dist, const_cast<const float *>(memory.data()));
    CHECK_THROWS(fixed += 1, DA_ERR_READ_ONLY);
    static_cast<void>(status_of([&] { ctx.barrier(); }));
    std::vector<std::complex<double>> own(n, std::complex<double>(1, -1));
    const auto *const where = own.data();
    da::array<std::complex<double>> taken = da::wrap(dist, std::move(own));
    CHECK(n == 0 || std::as_const(taken).data() == where);
    const auto part = taken(da::slice(1, 3), da::all);
    taken.reset();
    check_elements<std::complex<double>>(part, [](auto) { return std::complex<double>(1, -1); }, 0, "a view of a vector whose array has ended");
    CHECK_THROWS(da::wrap(dist, std::vector<double>(n + 1)), DA_ERR_BUFFER_SIZE);
    static_cast<void>(status_of([&] { ctx.barrier(); }));
    ctx.barrier();
}

}  // namespace

int main(int argc, char **argv) {
    return run_checks(&argc, &argv, [](const da::context &ctx) {
        check_values(ctx);
        check_functions(ctx);
        check_exceptions(ctx);
        check_ufuncs(ctx);
        check_wrapping(ctx);
    });
}
