// What is checked of Elemental's matrices, for the real library and for the stand-in: whatever dimensions, alignments,
// blocks, cuts and grids, the array's elements are where the matrix says that they are, and are attached again as they
// were.
#ifndef DISTARRAY_TESTS_INTEROP_ELEMENTAL_CHECKS_HPP
#define DISTARRAY_TESTS_INTEROP_ELEMENTAL_CHECKS_HPP

#include <vector>

#include <distarray/elemental.hpp>

#include "fixture.h"

namespace checks {

namespace lib = distarray::elemental;

enum { HEIGHT = 13, WIDTH = 9, UNUSED = 3 };

inline int64_t entry(int64_t i, int64_t j) { return 1 + (5 * i + 3 * j) % 89; }

inline void store_entry(const da_local *local, const int64_t *index, const int64_t *global, void *) {
    store(local->dtype, element_at(local, index), entry(global[0], global[1]), -entry(global[0], global[1]));
}

inline void check_entry(const da_local *local, const int64_t *index, const int64_t *global, void *) {
    const number got = load(local->dtype, element_at(local, index));
    if (!is_owned(local, index)) return;
    if (is_integer(local->dtype)) CHECK_EQ_I64(got.i, entry(global[0], global[1]));
    else CHECK_NEAR(got.re, double(entry(global[0], global[1])), 0);
    if (is_complex(local->dtype)) CHECK_NEAR(got.im, -double(entry(global[0], global[1])), 0);
}

/// The array's elements on this rank are the matrix's, by address.
template <class Matrix> void check_places(const da_array *a, const Matrix &m) {
    struct visit {
        static void element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
            const Matrix &m = *static_cast<const Matrix *>(user);
            const El::Int i = El::Int(global[0]), j = El::Int(global[1]);
            CHECK(m.IsLocalRow(i) && m.IsLocalCol(j));
            CHECK((const void *)(m.LockedBuffer() + m.LocalRow(i) + m.LocalCol(j) * m.LDim()) == element_at(local, index));
        }
    };
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK_EQ_I64(local.size, int64_t(m.LocalHeight()) * int64_t(m.LocalWidth()));
    if (m.LocalWidth() > 0) CHECK_EQ_I64(m.LocalHeight(), m.LocalRow(m.Height()));
    each_element(a, DA_ACCESS_READ, visit::element, const_cast<Matrix *>(&m));
}

/// Attaches the program's memory, imports it, and attaches it once more by an export.
template <class Matrix, class Attach>
void check_round_trip(const world &w, const El::Grid &grid, Attach attach, bool cut) {
    using T = typename lib::detail::traits<Matrix>::type;
    std::vector<T> memory(std::size_t(HEIGHT + UNUSED) * (WIDTH + 1));
    Matrix m(grid), again(grid), locked(grid);
    da_array *a = nullptr, *reading = nullptr;
    attach(m, memory.data(), El::Int(HEIGHT + UNUSED));
    CHECK_OK(lib::matrix_import(w.ctx, m, &a));
    CHECK_OR_QUIT(a != nullptr);
    check_places(a, m);
    each_element(a, DA_ACCESS_WRITE, store_entry, nullptr);
    if (cut) {
        CHECK_STATUS(lib::matrix_export(a, grid, again), DA_ERR_LAYOUT);
    } else {
        CHECK_OK(lib::matrix_export(a, grid, again));
        check_places(a, again);
        CHECK_EQ_I64(again.Height(), HEIGHT);
        CHECK_EQ_I64(again.ColAlign(), m.ColAlign());
        CHECK_EQ_I64(again.RowAlign(), m.RowAlign());
        CHECK_EQ_I64(again.Root(), m.Root());
        CHECK(!again.Locked());
        CHECK_OK(lib::matrix_export_locked(a, grid, locked));
        CHECK(locked.Locked());
        check_places(a, locked);
        CHECK_OK(lib::matrix_import(w.ctx, locked, &reading));
        int32_t flags = 0;
        CHECK_OK(da_array_flags(reading, &flags));
        CHECK_EQ_I64(flags & DA_READ_ONLY, DA_READ_ONLY);
        CHECK_STATUS(lib::matrix_export(reading, grid, again), DA_ERR_READ_ONLY);
    }
    each_element(a, DA_ACCESS_READ, check_entry, nullptr);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&reading));
}

/// From any distribution into this kind of matrix, and from it into any distribution.
template <class Matrix> void check_copies(const world &w, const El::Grid &grid) {
    static const char *const texts[] = {"b,b", "n,c:2", "b(comm=1),n"};
    const int64_t shape[2] = {HEIGHT, WIDTH};
    for (const char *text : texts) {
        Matrix m(grid);
        da_distribution *dist = make_dist(w.ctx, 2, shape, text);
        da_array *a = nullptr, *copy = nullptr, *back = nullptr;
        CHECK_OK(da_empty(dist, lib::detail::dtype_of<typename lib::detail::traits<Matrix>::type>(), &a));
        each_element(a, DA_ACCESS_WRITE, store_entry, nullptr);
        CHECK_OK(lib::matrix_export_copy(a, grid, &copy, m, 2, 3));
        CHECK_OR_QUIT(copy != nullptr);
        each_element(copy, DA_ACCESS_READ, check_entry, nullptr);
        check_places(copy, m);
        CHECK_OK(lib::matrix_import_copy(w.ctx, m, dist, &back));
        CHECK_OR_QUIT(back != nullptr);
        each_element(back, DA_ACCESS_READ, check_entry, nullptr);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&copy));
        CHECK_OK(da_array_free(&back));
        CHECK_OK(da_distribution_free(&dist));
    }
}

/// One pair of dimensions: every alignment.
template <class T, El::Dist U, El::Dist V> void check_pair(const world &w, const El::Grid &grid) {
    const lib::detail::grid_shape g = lib::detail::shape_of(grid);
    const int down = g.stride(lib::detail::spread_of(U)), right = g.stride(lib::detail::spread_of(V));
    using matrix = El::DistMatrix<T, U, V>;
    for (int ca = 0; ca < down; ca++)
        for (int ra = 0; ra < right; ra++)
            for (int root = 0; root < (U == El::CIRC ? w.size : 1); root++)
                check_round_trip<matrix>(
                    w, grid,
                    [&](matrix &m, T *data, El::Int leading) { m.Attach(HEIGHT, WIDTH, grid, ca, ra, data, leading, root); },
                    false);
    check_copies<matrix>(w, grid);
}

template <class T> void check_pairs(const world &w, const El::Grid &grid) {
    check_pair<T, El::MC, El::MR>(w, grid);
    check_pair<T, El::MR, El::MC>(w, grid);
    check_pair<T, El::MC, El::STAR>(w, grid);
    check_pair<T, El::STAR, El::MC>(w, grid);
    check_pair<T, El::MR, El::STAR>(w, grid);
    check_pair<T, El::STAR, El::MR>(w, grid);
    check_pair<T, El::VC, El::STAR>(w, grid);
    check_pair<T, El::STAR, El::VC>(w, grid);
    check_pair<T, El::VR, El::STAR>(w, grid);
    check_pair<T, El::STAR, El::VR>(w, grid);
    check_pair<T, El::STAR, El::STAR>(w, grid);
    check_pair<T, El::CIRC, El::CIRC>(w, grid);
}

/// Blocks, with every alignment and some cuts.
template <class T> void check_blocks(const world &w, const El::Grid &grid) {
    using matrix = El::DistMatrix<T, El::MC, El::MR, El::BLOCK>;
    const lib::detail::grid_shape g = lib::detail::shape_of(grid);
    for (int ca = 0; ca < g.rows; ca++)
        for (int ra = 0; ra < g.cols; ra++)
            for (int cut = 0; cut < 2; cut++)
                check_round_trip<matrix>(
                    w, grid,
                    [&](matrix &m, T *data, El::Int leading) {
                        m.Attach(HEIGHT, WIDTH, grid, 2, 3, ca, ra, cut, 2 * cut, data, leading, 0);
                    },
                    cut != 0);
    check_copies<matrix>(w, grid);
}

/// What is refused, alike on all ranks.
inline void check_refusals(const world &w, const El::Grid &grid) {
    const int64_t shape[2] = {HEIGHT, WIDTH}, line[1] = {HEIGHT}, huge[2] = {INT64_C(1) << 40, 0};
    El::DistMatrix<double> m(grid);
    El::DistMatrix<double, El::MD, El::STAR> diagonal(grid);
    da_distribution *dist = make_dist(w.ctx, 2, shape, "c:4,n"), *flat = make_dist(w.ctx, 1, line, "b");
    da_distribution *wide = make_dist(w.ctx, 2, huge, "n,n");
    da_array *a = nullptr, *v = nullptr, *f = nullptr, *h = nullptr, *out = nullptr;
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    CHECK_OK(da_zeros(dist, DA_FLOAT32, &f));
    CHECK_OK(da_zeros(flat, DA_FLOAT64, &v));
    CHECK_OK(da_zeros(wide, DA_FLOAT64, &h));
    CHECK_STATUS(lib::matrix_export(a, grid, m), DA_ERR_LAYOUT);
    CHECK_STATUS(lib::matrix_export(f, grid, m), DA_ERR_DTYPE);
    CHECK_CONTAINS(da_error_message(), "float32");
    CHECK_STATUS(lib::matrix_export(v, grid, m), DA_ERR_SHAPE);
    CHECK_STATUS(lib::matrix_export(h, grid, m), sizeof(El::Int) == 4 ? DA_ERR_OVERFLOW : DA_OK);
    CHECK_STATUS(lib::matrix_export(a, grid, diagonal), DA_ERR_LAYOUT);
    CHECK_CONTAINS(da_error_message(), "MD");
    CHECK_STATUS(lib::matrix_import(w.ctx, diagonal, &out), DA_ERR_LAYOUT);
    CHECK_STATUS(lib::matrix_import(w.ctx, m, nullptr), DA_ERR_NULL);
    CHECK_STATUS(lib::matrix_export(static_cast<da_array *>(nullptr), grid, m), DA_ERR_NULL);
    CHECK(out == nullptr);
    if (w.size > 1) {
        da_context *turned = nullptr;
        CHECK_OK(da_context_split(w.ctx, 0, -w.rank, &turned));
        CHECK_STATUS(lib::matrix_import(turned, m, &out), DA_ERR_CONTEXT);
        CHECK_CONTAINS(da_error_message(), "same order");
        CHECK_OK(da_context_free(&turned));
    }
    for (da_array **each : {&a, &v, &f, &h}) CHECK_OK(da_array_free(each));
    for (da_distribution **each : {&dist, &flat, &wide}) CHECK_OK(da_distribution_free(each));
}

/// Either side may go first: a matrix does not know that its memory went, an array does not look into it.
inline void check_lifetimes(const world &w, const El::Grid &grid) {
    const int64_t shape[2] = {HEIGHT, WIDTH};
    da_distribution *dist = make_dist(w.ctx, 2, shape, "n,n");
    da_array *a = nullptr, *b = nullptr;
    std::vector<double> memory(std::size_t(HEIGHT) * WIDTH);
    {
        El::DistMatrix<double, El::CIRC, El::CIRC> m(grid), early(grid);
        CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
        CHECK_OK(lib::matrix_export_copy(a, grid, &b, early));
        CHECK_OK(da_array_free(&b));
        early.Empty();
        m.Attach(HEIGHT, WIDTH, grid, 0, 0, memory.data(), HEIGHT, 0);
        CHECK_OK(lib::matrix_import(w.ctx, m, &b));
    }
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/// All of it, on every grid of the processes.
inline void check_everything(const world &w, bool blocks) {
    for (int height = 1; height <= w.size; height++)
        for (int order = 0; order < 2; order++) {
            if (w.size % height != 0) continue;
            const El::Grid grid(El::mpi::Comm(MPI_COMM_WORLD), height, order ? El::ROW_MAJOR : El::COLUMN_MAJOR);
            check_pairs<double>(w, grid);
            if (height == 1) {
                check_pairs<float>(w, grid);
                check_pair<El::Complex<float>, El::MC, El::MR>(w, grid);
                check_pair<El::Complex<double>, El::MC, El::MR>(w, grid);
                check_pair<El::Int, El::VC, El::STAR>(w, grid);
            }
            if (blocks) check_blocks<double>(w, grid);
            check_refusals(w, grid);
            check_lifetimes(w, grid);
        }
}

}  // namespace checks

#endif  // DISTARRAY_TESTS_INTEROP_ELEMENTAL_CHECKS_HPP
