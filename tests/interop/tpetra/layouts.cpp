// ranks: 1 2 3 4  timeout: 60  valgrind-full: 2  full: only
// All of distarray/tpetra.hpp: maps of every distribution and back, multivectors with and without padded columns in
// every scalar that Debian's Tpetra has, movement compared with Tpetra's Import, copies, bad input, lifetimes.
#include <distarray/tpetra.hpp>

#include <Tpetra_Core.hpp>
#include <Tpetra_Import.hpp>

#include "cxx_check.hpp"

namespace {

namespace dt = distarray::tpetra;
using map_type = Tpetra::Map<>;
using GO = map_type::global_ordinal_type;

double number(std::int64_t i, std::int64_t j) { return static_cast<double>(1000 * i + j); }

/// Every row of the map is the distribution's, in the order of storage; and the map leads back to the same rows.
void check_map(const da::context &ctx, const da::distribution &dist, bool contiguous, const char *what) {
    const auto map = dt::map_export(dist);
    const auto labels = da::attempt([&] { return dist.labels(0); }).value_or(std::vector<std::int64_t>());
    const auto rows = dt::detail::labels_of(*map);
    if (!(rows == labels)) std::fprintf(stderr, "%s: the map has other rows\n", what);
    CHECK(rows == labels);
    if (map->isContiguous() != contiguous) std::fprintf(stderr, "%s: contiguous or not\n", what);
    CHECK_EQ_I64(map->isContiguous(), contiguous);
    const da::distribution back = dt::map_import(ctx, *map);
    CHECK(back.labels(0) == labels);
    if (contiguous) CHECK(back.aligned(dist));
}

void check_maps(const da::context &ctx) {
    const int size = ctx.size(), rank = ctx.rank();
    check_map(ctx, da::distribution(ctx, {17}, "b"), true, "block");
    check_map(ctx, da::distribution(ctx, {da::dim::block(17).padding(1, 1)}), true, "padded block");
    std::vector<std::int64_t> bounds{0};
    for (int k = 0; k < size; ++k) bounds.push_back(bounds.back() + (k % 2 == 0 ? 3 : 0));
    check_map(ctx, da::distribution(ctx, {da::dim::block(bounds)}), true, "irregular, with empty blocks");
    check_map(ctx, da::distribution(ctx, {17}, "c:3"), false, "cyclic");
    check_map(ctx, da::distribution(ctx, {5 * size}, "b")(da::slice(da::none, da::none, -1)), size == 1, "reversed");
    const std::vector<std::int64_t> labels{7 * rank - 3, 100 + rank, 5000000000 + rank};
    check_map(ctx, da::distribution(ctx, {da::dim::unstructured(3 * size, labels).grid_size(size)}), false, "labels");
    const da::distribution replicas(ctx, {6}, "n", da::grid{size});
    CHECK_EQ_I64(dt::map_export(replicas)->getGlobalNumElements(), 6 * size);
    CHECK_EQ_I64(dt::map_import(ctx, map_type(6, 0, dt::detail::teuchos_comm(ctx), Tpetra::LocallyReplicated)).local_shape()[0], 6);
    std::vector<std::int32_t> backwards;
    for (int k = size; k-- > 0;) backwards.push_back(k);
    const da::distribution reversed(ctx, {4 * size}, "b", da::grid({size}, backwards));
    CHECK_EQ_I64(dt::map_export(reversed)->getGlobalElement(0), 4 * (size - 1 - rank));
    // Fewer ranks in the grid than in the context: the others have no rows.
    const da::distribution one(ctx, {5}, "b", da::grid{1});
    CHECK_EQ_I64(dt::detail::local_length(*dt::map_export(one), 0), rank == 0 ? 5 : 0);
    CHECK_EQ_I64(dt::map_export(one)->getGlobalNumElements(), 5);
}

/// Rows and columns on the same memory in both directions, in one scalar.
template <class S> void check_multivectors(const da::context &ctx) {
    using MV = Tpetra::MultiVector<S>;
    for (const char *text : {"b,n", "c:2,n", "b(comm=1),n"}) {
        const da::distribution dist(ctx, {4 * ctx.size() + 3, 3}, text);
        const std::int64_t stored = dist.local_shape()[0], leading = stored + 5;
        std::vector<S> memory(static_cast<std::size_t>(leading * 3 + 1), S(-1));
        da::wrap_options options;
        options.strides = {static_cast<std::int64_t>(sizeof(S)), leading * static_cast<std::int64_t>(sizeof(S))};
        da::array<S> a = da::wrap(dist, memory.data(), options);
        for (auto [index, x] : a.elements()) x = static_cast<S>(number(index[0], index[1]));
        const auto mv = dt::multivector_export<MV>(a);
        const auto first = dist.owned().first[0];
        CHECK(mv->getLocalLength() == 0 || mv->get1dViewNonConst().getRawPtr() == memory.data() + first);
        CHECK_EQ_I64(mv->getNumVectors(), 3);
        for (std::size_t j = 0; j < 3; ++j) {
            const auto column = mv->getData(j);
            for (Teuchos_Ordinal i = 0; i < column.size(); ++i)
                CHECK(column[i] == static_cast<S>(number(mv->getMap()->getGlobalElement(static_cast<int>(i)), static_cast<std::int64_t>(j))));
        }
        mv->scale(S(2));
        check_elements<S>(a, [](auto i) { return static_cast<S>(2 * number(i[0], i[1])); }, 0, "scaled by Tpetra");
        CHECK(memory[static_cast<std::size_t>(leading - 1)] == S(-1));  // between columns nothing changed
        const da::array<S> back = dt::multivector_import(ctx, mv);
        CHECK(back.data() == (mv->getLocalLength() == 0 ? back.data() : memory.data() + first));
        CHECK(da::array_equal(da::redistribute(back, a.distribution()), a));
    }
    auto own = Teuchos::rcp(new MV(dt::map_export(da::distribution(ctx, {9}, "b")), 2));
    own->putScalar(S(3));
    da::array<S> seen = dt::multivector_import(ctx, own);
    seen(da::all, 1) += S(4);
    CHECK(own->getLocalLength() == 0 || own->getData(1)[0] == S(7));
    const da::array<S> kept = dt::multivector_import_copy(ctx, own);
    own->putScalar(S(0));
    CHECK(da::all(kept(da::all, 1) == 7) && !da::any(seen));
    // The memory outlives the multivector, and the array.
    auto alone = dt::multivector_export<MV>(da::zeros<S>(da::distribution(ctx, {9, 2}, "b,n"), da::order::fortran));
    alone->putScalar(S(1));
    seen = dt::multivector_import(ctx, alone);
    alone = Teuchos::null;
    own = Teuchos::null;
    CHECK(da::all(seen == 1));
}

/// The same movement by Tpetra's Import and by our plan: from blocks to labels that are dealt out.
void check_movement(const da::context &ctx) {
    const int size = ctx.size();
    const std::int64_t n = 6 * size;
    const da::distribution blocks(ctx, {n}, "b");
    std::vector<std::int64_t> labels;
    for (std::int64_t k = 0; k < 6; ++k) labels.push_back((5 * (6 * ctx.rank() + k) + 1) % n);
    // 5 and 6 size have a common divisor for some sizes: then the deal is a plain cyclic one.
    if (n % 5 == 0)
        for (std::int64_t k = 0; k < 6; ++k) labels[static_cast<std::size_t>(k)] = k * size + ctx.rank();
    const da::distribution dealt(ctx, {da::dim::unstructured(n, labels, true).grid_size(size)});
    const da::array<double> x = da::fromfunction<double>(blocks, [](auto i) { return number(i, 7); });
    const auto tx = dt::vector_export(x);
    const auto target = dt::map_export(dealt);
    const Tpetra::Import<> import(tx->getMap(), target);
    Tpetra::Vector<> moved(target);
    moved.doImport(*tx, import, Tpetra::INSERT);
    const da::array<double> ours = da::redistribute(x, dealt);
    const auto theirs = moved.getData(0);
    for (Teuchos_Ordinal k = 0; k < theirs.size(); ++k) {
        CHECK_NEAR(ours.data()[k], theirs[k], 0);
        CHECK_NEAR(theirs[k], number(labels[static_cast<std::size_t>(k)], 7), 0);
    }
    // And back, as an Export does it.
    Tpetra::Vector<> returned(tx->getMap());
    returned.doExport(moved, import, Tpetra::INSERT);
    CHECK(da::array_equal(da::array<double>(dt::multivector_import(ctx, Teuchos::rcp(new Tpetra::MultiVector<>(returned, Teuchos::View)))(da::all, 0)), x));
    const da::plan p(dealt, da::dtype::float64, blocks, da::dtype::float64);
    CHECK_EQ_I64(p.info().partners_out >= 0, 1);
    CHECK_EQ_I64(p.info().bytes_in + p.info().bytes_kept, 6 * 8);
    CHECK_EQ_I64(static_cast<std::int64_t>(import.getNumSameIDs() + import.getNumPermuteIDs()) * 8, p.info().bytes_kept);
}

void check_copies(const da::context &ctx) {
    const da::array<std::int16_t> a = da::fromfunction<std::int16_t>(da::distribution(ctx, {8, 6}, "b,b"), [](auto i, auto j) { return 10 * i + j; });
    const auto mv = dt::multivector_export_copy(a);  // int16 to double, blocks of rows
    const auto rows = mv->getMap();
    for (std::size_t j = 0; j < 6; ++j)
        for (Teuchos_Ordinal i = 0; i < static_cast<Teuchos_Ordinal>(mv->getLocalLength()); ++i)
            CHECK_NEAR(mv->getData(j)[i], static_cast<double>(10 * rows->getGlobalElement(static_cast<int>(i)) + static_cast<GO>(j)), 0);
    CHECK_EQ_I64(rows->getGlobalNumElements(), 8);
    const auto onto = dt::map_export(da::distribution(ctx, {8}, "c"));
    const auto dealt = dt::multivector_export_copy(a, onto);
    CHECK(dealt->getMap()->isSameAs(*onto));
    CHECK(dealt->getLocalLength() == 0 || dealt->getData(0)[0] == static_cast<double>(10 * ctx.rank()));
    CHECK_THROWS(dt::multivector_export_copy(da::zeros(da::distribution(ctx, {2, 2, 2}, "b,n,n"))), DA_ERR_LAYOUT);
    CHECK_THROWS(dt::multivector_export_copy(a * std::complex<double>(1, 1)), DA_ERR_CASTING);
}

void check_bad_input(const da::context &ctx) {
    const int size = ctx.size();
    const da::distribution rows(ctx, {2 * size, 3}, "b,n"), line(ctx, {2 * size}, "b");
    CHECK_THROWS(dt::multivector_export(da::zeros<float>(rows, da::order::fortran)), DA_ERR_DTYPE);
    CHECK_THROWS(dt::multivector_export(da::zeros(rows)), DA_ERR_LAYOUT);  // C order
    CHECK_THROWS(dt::multivector_export(da::zeros<double>(da::distribution(ctx, {2, 2, 2}, "b,n,n"))), DA_ERR_LAYOUT);
    if (size > 1) CHECK_THROWS(dt::multivector_export(da::zeros<double>(da::distribution(ctx, {4, 2 * size}, "n,b"), da::order::fortran)), DA_ERR_LAYOUT);
    const da::array<double> wide = da::zeros(da::distribution(ctx, {8 * size}, "b"));
    CHECK_THROWS(dt::vector_export(wide(da::slice(da::none, da::none, 2))), DA_ERR_LAYOUT);
    CHECK_THROWS(dt::vector_export(da::zeros<double>(rows, da::order::fortran)), DA_ERR_LAYOUT);
    CHECK_THROWS(dt::map_export(line, 1), DA_ERR_AXIS);
    const std::vector<double> fixed(2, 1.0);
    const da::array<double> read_only = da::wrap(line, fixed.data());
    CHECK_THROWS(dt::vector_export(read_only), DA_ERR_READ_ONLY);
    CHECK_NEAR(dt::multivector_export_const(read_only)->getVector(0)->norm1(), 2 * size, 0);
    const auto other = dt::map_export(da::distribution(ctx, {3 * size}, "b"));
    CHECK_THROWS(dt::vector_export(da::zeros(line), other), DA_ERR_SHAPE);
    // Congruent communicators are fine; other ranks, or another order of them, are not.
    MPI_Comm same, turned;
    MPI_Comm_dup(MPI_COMM_WORLD, &same);
    MPI_Comm_split(MPI_COMM_WORLD, 0, -ctx.rank(), &turned);
    {
        const auto good = Teuchos::rcp(new map_type(2 * size, 0, Teuchos::rcp(new Teuchos::MpiComm<int>(same))));
        CHECK(dt::map_import(ctx, *good).aligned(line));
        CHECK(!dt::vector_export(da::zeros(line), good).is_null());
        const map_type bad(2 * size, 0, Teuchos::rcp(new Teuchos::MpiComm<int>(turned)));
        const map_type alone(2, 0, Teuchos::rcp(new Teuchos::MpiComm<int>(MPI_COMM_SELF)));
        if (size > 1) {
            CHECK_THROWS(dt::map_import(ctx, bad), DA_ERR_CONTEXT);
            CHECK_THROWS(dt::map_import(ctx, alone), DA_ERR_CONTEXT);
        }
    }
    MPI_Comm_free(&same);
    MPI_Comm_free(&turned);
    // Ordinals of Tpetra that are too small for a label.
    CHECK_THROWS(dt::detail::global_ordinals<int>({std::int64_t(1) << 40}), DA_ERR_OVERFLOW);
    CHECK_THROWS(dt::detail::require_local_length<int>(std::int64_t(1) << 31), DA_ERR_OVERFLOW);
    // Of a multivector's columns not all at one distance: no array.
    const auto mv = Teuchos::rcp(new Tpetra::MultiVector<>(dt::map_export(line), 4));
    const auto some = mv->subViewNonConst(Teuchos::tuple<std::size_t>(0, 3)());
    CHECK_THROWS(dt::multivector_import(ctx, some), DA_ERR_LAYOUT);
    CHECK_THROWS(dt::multivector_import(ctx, Teuchos::RCP<Tpetra::MultiVector<>>()), DA_ERR_NULL);
    // One rank's mistake is everybody's, and nobody waits.
    const da::array<double> good = da::zeros(line);
    const da::array<float> wrong = da::zeros<float>(line);
    const da::any_array &mine = ctx.rank() == size - 1 ? static_cast<const da::any_array &>(wrong) : good;
    const auto outcome = da::attempt([&] { return dt::vector_export(mine); });
    CHECK(!outcome);
    ctx.barrier();
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    const da_counters before = da::library_counters();
    {
        Tpetra::ScopeGuard tpetra(&argc, &argv);
        try {
            const da::context ctx = da::context::create(MPI_COMM_WORLD);
            check_maps(ctx);
            check_multivectors<double>(ctx);
            check_multivectors<int>(ctx);
            check_multivectors<long long>(ctx);
            check_movement(ctx);
            check_copies(ctx);
            check_bad_input(ctx);
            ctx.barrier();
        } catch (const std::exception &e) {
            std::fprintf(stderr, "rank %d: %s\n", check_rank(), e.what());
            MPI_Abort(MPI_COMM_WORLD, 1);
        }
    }
    const da_counters after = da::library_counters();
    CHECK_EQ_I64(after.arrays, before.arrays);
    CHECK_EQ_I64(after.contexts, before.contexts);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
