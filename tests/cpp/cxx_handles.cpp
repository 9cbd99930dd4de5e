// ranks: 1 2 3 4  valgrind: 1 3  sources: support/cxx_unit.cpp
// Handles of <distarray.hpp>: sharing, moves, ends in any order and after MPI_Finalize; contexts and distributions;
// errors with and without exceptions; and the header in two translation units.
#include "cxx_check.hpp"

double sum_in_another_unit(const da::array<double> &a);
void throw_in_another_unit(const da::distribution &dist);

namespace {

static_assert(std::is_copy_constructible_v<da::context> && std::is_copy_assignable_v<da::distribution>);
static_assert(std::is_copy_constructible_v<da::plan> && std::is_copy_constructible_v<da::halo>);
static_assert(!std::is_copy_constructible_v<da::any_array> && !std::is_copy_constructible_v<da::array<double>>);
static_assert(std::is_nothrow_move_constructible_v<da::array<double>> && std::is_nothrow_move_assignable_v<da::array<double>>);
static_assert(std::is_nothrow_move_constructible_v<da::buffer> && !std::is_copy_constructible_v<da::buffer>);
static_assert(!std::is_convertible_v<da::array<bool>, bool>, "`if (a == b)` must not compile");

void check_contexts(const da::context &ctx) {
    int rank = -1, size = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    CHECK_EQ_I64(ctx.rank(), rank);
    CHECK_EQ_I64(ctx.size(), size);
    const da::context copied = ctx;
    CHECK(copied.get() == ctx.get());
    CHECK_EQ_I64(da::context::self().size(), 1);
    CHECK(ctx.compare(copied) == da::comparison::ident);
    const da::context last = ctx.subset({size - 1});
    CHECK_EQ_I64(last.size(), 1);
    const da::context halves = ctx.split(rank % 2, -rank);
    CHECK_EQ_I64(halves.size(), rank % 2 == 0 ? (size + 1) / 2 : size / 2);
    MPI_Comm comm = ctx.comm();
    int result = MPI_UNEQUAL;
    MPI_Comm_compare(comm, MPI_COMM_WORLD, &result);
    CHECK_EQ_I64(result, MPI_CONGRUENT);
    da::context_options options;
    options.check_level = DA_CHECK_FULL;
    const da::context full = da::context::create(MPI_COMM_WORLD, options);
    CHECK_NEAR(da::sum(da::ones(da::distribution(full, {7}, "b"))), 7, 0);
    CHECK(full.stats().calls[DA_OPERATION_AGREEMENT] > 0);
    full.stats_reset();
    CHECK(!da::version().empty() && !da::build_info().empty());
}

void check_distributions(const da::context &ctx) {
    const int size = ctx.size();
    const da::distribution blocks(ctx, {4 * size, 3}, "b,n");
    CHECK_EQ_I64(blocks.ndim(), 2);
    CHECK_EQ_I64(blocks.size(), 12 * size);
    CHECK(blocks.shape() == (da::shape_type{4 * size, 3}) && blocks.local_shape() == (da::shape_type{4, 3}));
    CHECK_EQ_I64(blocks.owner({4 * size - 1, 0}), size - 1);
    CHECK(blocks.owners({0, 0}) == std::vector<std::int32_t>{0});
    CHECK_EQ_I64(blocks.global_from_local({1, 2})[0], 4 * ctx.rank() + 1);
    CHECK_EQ_I64(blocks.local_from_global({4 * ctx.rank() + 3, 1}).value()[0], 3);
    CHECK(size == 1 || !blocks.local_from_global({4 * ((ctx.rank() + 1) % size), 1}).has_value());
    CHECK_EQ_I64(blocks.dim_data()[0].start, 4 * ctx.rank());
    CHECK(blocks.grid_shape()[0] == size && blocks.grid_axis(0) == 0 && blocks.grid_coords()[0] == ctx.rank());
    CHECK(blocks.transpose().shape() == (da::shape_type{3, 4 * size}));
    CHECK(blocks.reduce({0}).ndim() == 1 && blocks.like({8, 8}).size() == 64);
    CHECK(blocks.replicate({0}).local_shape() == blocks.shape() && blocks.broadcast_to({2, 4 * size, 3}).ndim() == 3);
    CHECK_CONTAINS(blocks.text().c_str(), "b,n");
    const da::distribution same(ctx, {da::dim::block(4 * size), da::dim::undistributed(3)});
    CHECK(same == blocks && same.fingerprint() == blocks.fingerprint() && same.aligned(blocks));
    const da::distribution again = da::distribution::from_dim_data(ctx, blocks.dim_data());
    CHECK(again.aligned(blocks));
    std::vector<std::int64_t> bounds{0};
    for (int k = 0; k < size; ++k) bounds.push_back(bounds.back() + k + 1);
    CHECK_EQ_I64(da::distribution(ctx, {da::dim::block(bounds)}).local_shape()[0], ctx.rank() + 1);
    const da::distribution replicas(ctx, {6}, "n", da::grid{size});
    CHECK_EQ_I64(replicas.owners({5}).size(), size);
    std::vector<std::int32_t> backwards;
    for (int k = size; k-- > 0;) backwards.push_back(k);
    const da::distribution reversed(ctx, {size}, "b", da::grid({size}, backwards));
    CHECK_EQ_I64(reversed.owner({0}), size - 1);
    const da::distribution nodes(ctx, {da::dim::unstructured(2 * size, {ctx.rank() + size, ctx.rank()}, true).grid_size(size)});
    CHECK(nodes.labels(0) == (std::vector<std::int64_t>{ctx.rank() + size, ctx.rank()}) && nodes.is_permutation(0));
    CHECK_EQ_I64(nodes.find_owners({size, 0})[0], 0);
    CHECK_THROWS(da::distribution(ctx, {6}, "q"), DA_ERR_SYNTAX);
}

void check_errors(const da::context &ctx) {
    const da::array<double> a = da::ones(da::distribution(ctx, {4}, "b")), b = da::ones(da::distribution(ctx, {5}, "b"));
    bool thrown = false;
    try {
        static_cast<void>(a + b);
    } catch (const da::error &e) {
        thrown = e.status() == DA_ERR_SHAPE;
        CHECK_EQ_STR(e.name(), "DA_ERR_SHAPE");
        CHECK_CONTAINS(e.what(), "4");
    }
    CHECK(thrown);
    const da::result<da::array<double>> bad = da::attempt([&] { return a + b; });
    CHECK(!bad && bad.status() == DA_ERR_SHAPE && !bad.message().empty());
    CHECK_THROWS(bad.value(), DA_ERR_SHAPE);
    da::result<da::array<double>> good = da::attempt([&] { return a + a; });
    CHECK(good && good.status() == DA_OK && da::sum(*good) == 8.0);
    const da::array<double> taken = std::move(good).value();
    CHECK_EQ_I64(taken.size(), 4);
    CHECK_EQ_I64(da::attempt([&] { return da::sum(a); }).value_or(0.0), 4);
    const da::result<void> nothing = da::attempt([] {});
    CHECK(nothing && nothing.status() == DA_OK);
    CHECK_EQ_I64(da::attempt([] { throw std::bad_alloc(); }).status(), DA_ERR_NO_MEMORY);
    CHECK_EQ_I64(da::attempt([](int x) { return x + 1; }, 4).value(), 5);
    // Nothing, and what was moved away or freed, is an error and no crash. NULL alone names no context, so the
    // other ranks hear of it later.
    const da::any_array empty;
    CHECK_THROWS(empty.size(), DA_ERR_NULL);
    CHECK_THROWS(empty(0), DA_ERR_NULL);
    CHECK_THROWS(da::context().rank(), DA_ERR_NULL);
    static_cast<void>(status_of([&] { ctx.barrier(); }));
    ctx.barrier();
    int thrown_number = 0;
    try {
        throw_in_another_unit(da::distribution(ctx, {2 * ctx.size(), 2}, "b,n"));
    } catch (int number) {
        thrown_number = number;
    }
    CHECK_EQ_I64(thrown_number, 5);
    const da::array<double> square = da::ones(da::distribution(ctx, {4, 4}, "b,n"));
    CHECK_NEAR(sum_in_another_unit(square), 48, 0);
}

void check_moves(const da::context &ctx) {
    da::distribution dist(ctx, {6}, "b");
    std::vector<da::array<double>> all;
    for (int k = 0; k < 10; ++k) all.push_back(da::full<double>(dist, k));
    da::array<double> total = da::zeros(dist);
    for (const auto &a : all) total += a;
    CHECK_NEAR(da::sum(total), 6 * 45, 0);
    std::swap(all[0], all[9]);
    CHECK_NEAR(all[0].get({0}), 9, 0);
    all.erase(all.begin(), all.begin() + 8);
    da::array<double> &self = total;
    total = std::move(self);
    CHECK_NEAR(da::sum(total), 6 * 45, 0);
    da::any_array any = std::move(total);
    CHECK(!total.valid() && any.dtype() == da::dtype::float64);
    da_array *raw = any.release();
    const da::array<double> back(raw);
    CHECK(!any.valid() && back.get() == raw);
    // Parents may end first.
    da::array<double> view = back(da::slice(0, 3));
    dist.reset();
    all.clear();
    CHECK_NEAR(da::sum(view), 3 * 45, 0);
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    // Ends after MPI_Finalize, in the opposite order of dependence: every member outlives what it was made of.
    struct {
        da::plan plan;
        da::halo halo;
        da::array<double> array;
        da::any_array view;
        da::buffer buffer;
        da::distribution dist;
        da::context ctx;
    } late;
    try {
        late.ctx = da::context::create(MPI_COMM_WORLD);
        check_contexts(late.ctx);
        check_distributions(late.ctx);
        check_errors(late.ctx);
        check_moves(late.ctx);
        late.ctx.barrier();
        late.dist = da::distribution(late.ctx, {12}, "b(comm=1)");
        late.array = da::ones(late.dist);
        late.view = late.array(da::slice(1, 5));
        late.buffer = da::to_buffer(late.array);
        late.halo = da::halo(late.dist);
        late.plan = da::plan(late.dist, da::dtype::float64, late.dist, da::dtype::float32);
        late.ctx.barrier();
    } catch (const std::exception &e) {
        std::fprintf(stderr, "rank %d: %s\n", check_rank(), e.what());
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    const int verdict = check_finish();
    MPI_Finalize();
    if (late.array.size() != 12) return 2;
    late.ctx.reset();
    late.dist.reset();
    late.array.reset();
    const da_local rest = late.view.section();
    const double *const x = static_cast<const double *>(rest.data);
    if (rest.size > 0 && x[0] != 1.0) return 3;
    return verdict;
}
