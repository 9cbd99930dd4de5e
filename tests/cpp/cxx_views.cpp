// ranks: 1 2 3 4  valgrind-full: 1
// Slicing syntax, assignment to views, spans of local memory and iteration, each against the index arithmetic.
#include "cxx_check.hpp"

namespace {

constexpr std::int64_t rows = 9, columns = 7;
double number(std::int64_t i, std::int64_t j) { return static_cast<double>(100 * i + j); }

da::array<double> numbers(const da::distribution &dist) {
    return da::fromfunction<double>(dist, [](std::int64_t i, std::int64_t j) { return number(i, j); });
}

void check_slices(const da::distribution &dist) {
    using da::all;
    using da::ellipsis;
    using da::newaxis;
    using da::none;
    using da::slice;
    const da::array<double> a = numbers(dist);
    // Every rank has its part of a view; an index on a distributed axis leaves some ranks without one.
    const auto is = [](const da::any_array &got, const da::shape_type &shape, auto f, const char *what) {
        CHECK(got.shape() == shape);
        std::int64_t bad = 0;
        for (auto e : got.elements<const double>()) bad += e.value == f(e.index) ? 0 : 1;
        if (bad != 0) std::fprintf(stderr, "%s: %" PRId64 " elements\n", what, bad);
        CHECK_EQ_I64(bad, 0);
    };
    is(a(slice(2, -1), all), {6, columns}, [](auto i) { return number(i[0] + 2, i[1]); }, "2:-1, :");
    is(a(all, 5), {rows}, [](auto i) { return number(i[0], 5); }, ":, 5");
    is(a(-1), {columns}, [](auto i) { return number(rows - 1, i[0]); }, "-1");
    is(a(slice(none, none, -1)), {rows, columns}, [](auto i) { return number(rows - 1 - i[0], i[1]); }, "::-1");
    is(a(slice(3), slice(1, none)), {3, columns - 1}, [](auto i) { return number(i[0], i[1] + 1); }, ":3, 1:");
    is(a(ellipsis, newaxis, slice(0, 4, 2)), {rows, 1, 2}, [](auto i) { return number(i[0], 2 * i[2]); }, "..., newaxis, 0:4:2");
    is(a("2:-1, ::2"), {6, 4}, [](auto i) { return number(i[0] + 2, 2 * i[1]); }, "text");
    is(da::slice_copy(a, slice(1, 8, 3)), {3, columns}, [](auto i) { return number(1 + 3 * i[0], i[1]); }, "slice_copy");
    is(da::transpose(a), {columns, rows}, [](auto i) { return number(i[1], i[0]); }, "transpose");
    is(da::moveaxis(a, 0, 1), {columns, rows}, [](auto i) { return number(i[1], i[0]); }, "moveaxis");
    is(da::swapaxes(a, 0, -1), {columns, rows}, [](auto i) { return number(i[1], i[0]); }, "swapaxes");
    is(da::squeeze(da::expand_dims(a, 1)), {rows, columns}, [](auto i) { return number(i[0], i[1]); }, "expand_dims, squeeze");
    is(da::broadcast_to(a, {2, rows, columns}), {2, rows, columns}, [](auto i) { return number(i[1], i[2]); }, "broadcast_to");
    CHECK_EQ_I64(da::array<double>(a(3, 4)).item(), number(3, 4));
    CHECK_EQ_I64(dist(slice(2, -1), all).shape()[0], 6);
    CHECK(dist("2:-1").equal(a("2:-1").distribution()));
    CHECK_THROWS(a(99), DA_ERR_INDEX);
    CHECK_THROWS(a(all, all, all), DA_ERR_INDEX);
    static_assert(std::is_same_v<decltype(a(all, 5)), da::array_view<double>>);
}

void check_assignment(const da::distribution &dist) {
    using da::all;
    using da::slice;
    da::array<double> a = numbers(dist);
    const double *const memory = std::as_const(a).data();
    a(slice(2, 5), all) = -1;
    a(all, 0) += 1000;
    a(slice(6, 8), slice(1, 4)) = a(slice(0, 2), slice(4, 7));  // elements, from a view on other ranks
    auto last = a(-1);
    last = 2.5;
    last *= 2;
    const auto expected = [](auto i) {
        double x = number(i[0], i[1]);
        if (i[0] >= 2 && i[0] < 5) x = -1;
        if (i[1] == 0) x += 1000;
        if (i[0] >= 6 && i[0] < 8 && i[1] >= 1 && i[1] < 4) x = number(i[0] - 6, i[1] + 3);
        return i[0] == rows - 1 ? 5.0 : x;
    };
    check_elements<double>(a, expected, 0, "assigned");
    CHECK(std::as_const(a).data() == memory);
    // A move of an array takes the handle along, an assignment to a view never does.
    da::array<double> moved = std::move(a);
    CHECK(!a.valid() && std::as_const(moved).data() == memory);
    auto whole = moved.view();
    whole = da::zeros<double>(da::distribution(dist.context(), {columns}, "b"));  // broadcast, from another layout
    check_elements<double>(moved, [](auto) { return 0.0; }, 0, "broadcast assignment");
    da::array<std::complex<double>> z = da::full<std::complex<double>>(dist, std::complex<double>(1, 2));
    da::real_part(z) = 3;
    da::imag_part(z) = moved + 4.0;
    check_elements<std::complex<double>>(z, [](auto) { return std::complex<double>(3, 4); }, 0, "parts");
    da::array<std::int32_t> k = da::ones<std::int32_t>(dist);
    CHECK_THROWS(k(all, 0) = moved(all, 0), DA_ERR_CASTING);
    CHECK_THROWS(da::broadcast_to(k, {2, rows, columns}) = 1, DA_ERR_READ_ONLY);
    CHECK_EQ_I64(da::view<std::uint32_t>(k).get({0, 0}), 1);
}

/// Spans: the local index arithmetic of the section, in both orders, of views with negative strides, padded.
void check_spans(const da::context &ctx) {
    const da::distribution dist(ctx, {rows, columns}, "b(comm=1),n");
    for (const da::order o : {da::order::c, da::order::fortran}) {
        da::array<double> a = da::zeros<double>(dist, o);
        auto own = a.owned<2>();
        const auto [offset, shape] = dist.owned();
        CHECK_EQ_I64(own.extent(0), shape[0]);
        CHECK_EQ_I64(static_cast<std::int64_t>(a.local<2>().extent(0)), dist.local_shape()[0]);
        const auto first = shape[0] > 0 ? dist.global_from_local({offset[0], 0})[0] : 0;
        for (std::int64_t i = 0; i < own.extent(0); ++i)
            for (std::int64_t j = 0; j < own.extent(1); ++j) own[std::array<std::int64_t, 2>{i, j}] = number(first + i, j);
        check_elements<double>(a, [](auto i) { return number(i[0], i[1]); }, 0, "written through a span");
        const da::array<double> reversed = a(da::slice(da::none, da::none, -1), da::all);
        const auto back = reversed.local<2>();
        static_assert(std::is_same_v<decltype(back)::element_type, const double>);
        if (back.extent(0) > 0) {
            const std::int64_t i = back.extent(0) - 1;
            const std::array<std::int64_t, 2> index{i, 3};
            CHECK((&back[index] == &own[std::array<std::int64_t, 2>{0, 3}]));
            CHECK_EQ_I64(back.stride(0), -own.stride(0));
        }
        const da::array<double> column = a(da::all, 2);
        const auto line = column.owned<1>();  // a whole axis keeps its padding
        for (std::int64_t i = 0; i < line.extent(0); ++i) CHECK_NEAR(line[i], number(first + i, 2), 0);
        CHECK(o == da::order::c ? a.is_c_contiguous() : a.is_f_contiguous());
        CHECK_THROWS(a.local<3>(), DA_ERR_SHAPE);
        da::any_array &any = a;
        CHECK_THROWS((any.local<float, 2>()), DA_ERR_DTYPE);
    }
    // Elements of 16 bytes 24 bytes apart are no multiple of their size.
    std::vector<double> memory(3 * static_cast<std::size_t>(da::distribution(ctx, {8}, "b").local_shape()[0]) + 1);
    da::wrap_options options;
    options.strides = {24};
    auto *const parts = reinterpret_cast<std::complex<double> *>(memory.data());
    const da::array<std::complex<double>> odd = da::wrap(da::distribution(ctx, {8}, "b"), parts, options);
    CHECK_THROWS(odd.local<1>(), DA_ERR_LAYOUT);
    check_elements<std::complex<double>>(odd, [](auto) { return std::complex<double>(); }, 0, "any strides by iteration");
}

void check_iteration(const da::distribution &dist) {
    da::array<double> a = da::zeros<double>(dist);
    for (auto [index, x] : a.elements()) x = number(index[0], index[1]);
    check_elements<double>(a, [](auto i) { return number(i[0], i[1]); }, 0, "range-for");
    double mine = 0, by_runs = 0;
    const da::array<double> &read = a;
    for (auto e : read.elements()) mine += e.value;
    for (auto run : read.runs())
        for (std::int64_t k = 0; k < run.count; ++k) {
            CHECK_NEAR(run[k], number(run.index[0], run.index[1] + k), 0);
            by_runs += run[k];
        }
    CHECK_NEAR(mine, by_runs, 0);
    double all = 0;
    MPI_Allreduce(&mine, &all, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    CHECK_NEAR(all, da::sum(a), 1e-9);
    // An array that ends before the walk does: the cursor keeps its memory.
    double after = 0;
    for (auto e : da::array<double>(a + 1.0).elements()) after += e.value - 1;
    CHECK_NEAR(after, mine, 1e-9);
    for (auto e : a(da::slice(1, 4), 2).elements()) e.value = -7;
    CHECK_NEAR(a.get({2, 2}), -7, 0);
    for (auto e : da::sum(a, {0, 1}).elements()) CHECK_EQ_I64(e.index.size(), 0);
}

}  // namespace

int main(int argc, char **argv) {
    return run_checks(&argc, &argv, [](const da::context &ctx) {
        for (const char *text : {"b,b", "b,n", "n,b"}) {
            const da::distribution dist(ctx, {rows, columns}, text);
            check_slices(dist);
            check_assignment(dist);
            check_iteration(dist);
        }
        check_iteration(da::distribution(ctx, {rows, columns}, "b,c:2"));
        check_spans(ctx);
    });
}
