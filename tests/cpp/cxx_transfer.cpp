// ranks: 1 2 3 4  valgrind: 1
// Movement: single elements, gather and scatter, own blocks, redistribution, plans, halos, and the protocol.
#include "cxx_check.hpp"

namespace {

constexpr std::int64_t rows = 8, columns = 5;
std::int32_t number(std::int64_t i, std::int64_t j) { return static_cast<std::int32_t>(10 * i + j); }
std::int32_t at(da::index_view i) { return number(i[0], i[1]); }

void check_elements_by_index(const da::context &ctx) {
    da::array<std::int32_t> a = da::fromfunction<std::int32_t>(da::distribution(ctx, {rows, columns}, "b,c"), at);
    CHECK_EQ_I64(a.get({3, 4}), 34);
    CHECK_EQ_I64(a.get({-1, 0}), 70);
    a.set({2, 2}, -5);
    CHECK_EQ_I64(a.get({2, 2}), -5);
    const bool mine = a.distribution().owner({2, 2}) == ctx.rank();
    const auto own = da::attempt([&] { return a.get_owned({2, 2}); });
    CHECK_EQ_I64(own.status(), mine ? DA_OK : DA_ERR_NOT_LOCAL);
    if (mine) a.set_owned({2, 2}, 22);
    CHECK_EQ_I64(a.get({2, 2}), 22);
    CHECK_THROWS(a.get({rows, 0}), DA_ERR_INDEX);
    CHECK_THROWS(a.get_owned({1}), DA_ERR_INDEX);
    // One rank with a wrong number of indices: all hear of it, and go on.
    const da_status status = status_of([&] { ctx.rank() == 0 ? a.get({1}) : a.get({1, 1}); });
    CHECK(status != DA_OK);
    CHECK_EQ_I64(a.get({1, 1}), 11);
}

void check_whole(const da::context &ctx) {
    const da::array<std::int32_t> a = da::fromfunction<std::int32_t>(da::distribution(ctx, {rows, columns}, "c:3,b"), at);
    const std::vector<std::int32_t> all = da::gather(a, -1), rooted = da::gather(a, ctx.size() - 1, da::order::fortran);
    CHECK_EQ_I64(all.size(), rows * columns);
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j) CHECK_EQ_I64(all[static_cast<std::size_t>(i * columns + j)], number(i, j));
    CHECK_EQ_I64(rooted.size(), ctx.rank() == ctx.size() - 1 ? rows * columns : 0);
    if (!rooted.empty()) CHECK_EQ_I64(rooted[static_cast<std::size_t>(2 * rows + 3)], number(3, 2));
    da::array<std::int32_t> b = da::zeros_like(a);
    da::scatter(rooted, b, ctx.size() - 1, da::order::fortran);
    check_elements<std::int32_t>(b, at, 0, "scattered");
    CHECK_THROWS(da::scatter(std::vector<std::int32_t>(3), b), DA_ERR_BUFFER_SIZE);
    std::vector<std::int32_t> own = da::copy_local(a);
    for (std::int32_t &x : own) x *= 2;
    da::assign_local(b, own);
    check_elements<std::int32_t>(b, [](auto i) { return 2 * at(i); }, 0, "own block");
    own.push_back(0);
    CHECK_THROWS(da::assign_local(b, own), DA_ERR_BUFFER_SIZE);
    static_cast<void>(status_of([&] { ctx.barrier(); }));
    ctx.barrier();
}

void check_layouts(const da::context &ctx) {
    const da::distribution source(ctx, {rows, columns}, "b,n"), target(ctx, {rows, columns}, "n,c");
    const da::array<std::int32_t> a = da::fromfunction<std::int32_t>(source, at);
    const auto b = da::redistribute(a, target);
    static_assert(std::is_same_v<decltype(b), const da::array<std::int32_t>>);
    CHECK(b.distribution() == target && b.distribution() != source);
    check_elements<std::int32_t>(b, at, 0, "redistributed");
    da::array<double> c = da::zeros<double>(target);
    const da::plan p(a, c);
    p.execute(a, c);
    check_elements<double>(c, at, 0, "plan");
    CHECK(p.info().bytes_kept >= 0 && p.context().size() == ctx.size());
    c.fill(0);
    p.begin(a, c);
    p.end();
    check_elements<double>(c, at, 0, "plan in halves");
    const std::int32_t axes[2] = {1, 0};
    da::plan_options options;
    options.axes = axes;
    da::array<std::int32_t> turned = da::zeros<std::int32_t>(da::distribution(ctx, {columns, rows}, "b,n"));
    da::plan(a, turned, options).execute(a, turned);
    check_elements<std::int32_t>(turned, [](auto i) { return number(i[1], i[0]); }, 0, "transposed");
    da::array<std::int32_t> into = da::zeros<std::int32_t>(target);
    into.assign(a);
    check_elements<std::int32_t>(into, at, 0, "assigned");
    CHECK_THROWS(da::plan(source, da::dtype::int32, da::distribution(ctx, {rows}, "b"), da::dtype::int32), DA_ERR_SHAPE);
}

void check_halos(const da::context &ctx) {
    const da::distribution dist(ctx, {da::dim::block(4 * ctx.size() + 2).padding(1, 1).boundary(1, 1).periodic(), da::dim::undistributed(3)});
    da::array<double> a = da::fromfunction<double>(dist, [](auto i, auto j) { return static_cast<double>(10 * i + j); });
    da::array<float> b = da::full<float>(dist, 1);
    const da::halo h(dist);
    h.update(a, b);
    const auto local = std::as_const(a).local<2>();
    const std::int64_t n = 4 * ctx.size();
    const std::int64_t first = dist.dim_data()[0].start;
    for (std::int64_t i = 0; i < local.extent(0); ++i) {
        // Index 0 shows n, index n + 1 shows 1; the others are themselves.
        const std::int64_t g = first + i, shown = g == 0 ? n : g == n + 1 ? 1 : g;
        const std::array<std::int64_t, 2> index{i, 2};
        CHECK_NEAR(local[index], static_cast<double>(10 * shown + 2), 0);
    }
    CHECK((a.flags() & DA_PADDING_VALID) != 0);
    static_cast<void>(a.local<2>());
    CHECK((a.flags() & DA_PADDING_VALID) == 0);
    h.begin(a);
    h.end();
    const auto inner = da::interior(a);
    CHECK_EQ_I64(inner.shape()[0], n);
    CHECK(h.info(da::dtype::float64).partners_out <= 2);
    da::halo_options options;
    options.boundary = da::boundary::constant;
    options.value = 7.5;
    const da::distribution line(ctx, {6 * ctx.size()}, "b(comm=1 boundary=1)");
    da::array<double> edge = da::zeros<double>(line);
    da::halo(line, options).update(edge);
    CHECK_NEAR(edge.get({0}), 7.5, 0);
    CHECK_NEAR(edge.get({-1}), 7.5, 0);
    edge.fill(1);
    const da::halo sums(line);
    sums.accumulate(edge);
    CHECK_NEAR(da::sum(edge), static_cast<double>(6 * ctx.size() + 2 * (ctx.size() - 1)), 0);
    options.widths = {1};
    CHECK_THROWS(da::halo(line, options), DA_ERR_ARGUMENT);
}

void check_protocol(const da::context &ctx) {
    da::array<std::int32_t> a = da::fromfunction<std::int32_t>(da::distribution(ctx, {rows, columns}, "b,n"), at);
    da::buffer section = da::to_buffer(a);
    section.validate();
    section.validate(ctx);
    CHECK(section->data == std::as_const(a).data());
    CHECK_CONTAINS(section.to_json().c_str(), "dist_type");
    da::buffer moved = std::move(section);
    CHECK(!section.valid() && moved.valid());
    const da::array<std::int32_t> back = da::from_buffer<std::int32_t>(ctx, std::move(moved));
    CHECK(back.data() == std::as_const(a).data() && !moved.valid());
    a.reset();  // the imported array keeps the memory
    check_elements<std::int32_t>(back, at, 0, "imported");
    CHECK_CONTAINS(da::summary(back).c_str(), "int32");
    CHECK_EQ_STR(da::to_string(back(0)).c_str(), "[0 1 2 3 4]");
    const std::string long_text = da::to_string(da::full(da::distribution(ctx, {40, 25}, "b,n"), da::dtype::float64, 1234.5));
    CHECK(long_text.size() > 4096 && std::count(long_text.begin(), long_text.end(), '\n') >= 39);
}

}  // namespace

int main(int argc, char **argv) {
    return run_checks(&argc, &argv, [](const da::context &ctx) {
        check_elements_by_index(ctx);
        check_whole(ctx);
        check_layouts(ctx);
        check_halos(ctx);
        check_protocol(ctx);
    });
}
