// Elemental (and Hydrogen) and libdistarray on the same memory: El::DistMatrix and distributed arrays.
//
// SPDX-License-Identifier: BSD-3-Clause
//
//     El::DistMatrix<double> m(grid);
//     distarray::elemental::matrix_export(a, grid, m);          // m.Attach on the memory of a
//     distarray::elemental::matrix_import(ctx, m, &b);          // b on the memory of m
//
// Which layouts. MC, MR, VC, VR, STAR and CIRC in all of Elemental's pairs, element by element, and BLOCK; any
// alignment, cut and leading dimension, grids in both orders. MD is DA_ERR_LAYOUT. An element-wise dimension is a
// cyclic axis, a STAR one undistributed, with replicas over the rest of the grid. Storage is column-major: arrays in
// Fortran order. What does not fit is DA_ERR_LAYOUT, and for matrix_export_copy(), which redistributes.
//
// Who owns what. An exported matrix is a view: free the array (and every other one of that memory) after it. Imported
// memory stays the matrix's, which must live, and not be resized, as long as an array shows it. Freeing either side
// afterwards is always allowed. Attaching a larger size by Resize silently leaves the array's memory; copying a DistMatrix
// copies its elements.
//
// Errors. Every function returns a da_status, the same on all ranks, with da_error_message(); Elemental's exceptions
// become DA_ERR_EXTERNAL. All are collective over the context, whose ranks are the grid's, in the order of its
// communicator.
//
// A program that includes Elemental's header under another name defines DISTARRAY_ELEMENTAL_INCLUDED before this one.
// Hydrogen can not attach BLOCK matrices: its exception comes back as DA_ERR_EXTERNAL.
#ifndef DISTARRAY_ELEMENTAL_HPP
#define DISTARRAY_ELEMENTAL_HPP

#ifndef DISTARRAY_ELEMENTAL_INCLUDED
#include <El.hpp>
#endif

#include <exception>
#include <limits>
#include <type_traits>

#include <distarray/elemental/layout.hpp>

namespace distarray {
namespace elemental {
namespace detail {

/// The dtype of an element type; 0 for those that arrays do not have.
template <class T> constexpr std::int32_t dtype_of() {
    if (std::is_same<T, float>::value) return DA_FLOAT32;
    if (std::is_same<T, double>::value) return DA_FLOAT64;
    if (std::is_same<T, El::Complex<float>>::value) return DA_COMPLEX64;
    if (std::is_same<T, El::Complex<double>>::value) return DA_COMPLEX128;
    if (std::is_same<T, El::Int>::value) return sizeof(El::Int) == 8 ? DA_INT64 : DA_INT32;
    return 0;
}

constexpr spread spread_of(El::Dist d) {
    return d == El::MC     ? spread::rows
           : d == El::MR   ? spread::cols
           : d == El::VC   ? spread::by_col
           : d == El::VR   ? spread::by_row
           : d == El::STAR ? spread::all
           : d == El::CIRC ? spread::root
                           : spread::diagonal;
}

constexpr std::int64_t largest() { return static_cast<std::int64_t>(std::numeric_limits<El::Int>::max()); }

inline grid_shape shape_of(const El::Grid &grid) {
    grid_shape g;
    g.rows = static_cast<int>(grid.Height());
    g.cols = static_cast<int>(grid.Width());
    g.columns_first = grid.Order() == El::COLUMN_MAJOR;
    return g;
}

/// Grid and spreads, and whether this rank is where the context has it.
template <class T, El::Dist U, El::Dist V>
da_status begin(const da_context *ctx, const El::Grid &grid, layout &l, std::int32_t *rank) {
    static_assert(dtype_of<T>() != 0, "arrays have float, double, complex of both, and El::Int");
    l.grid = shape_of(grid);
    l.dim[0].over = spread_of(U);
    l.dim[1].over = spread_of(V);
    if (l.dim[0].over == spread::diagonal || l.dim[1].over == spread::diagonal)
        return fail(DA_ERR_LAYOUT, "matrices over diagonals (MD) have no distribution: redistribute them in Elemental first");
    return check_grid(ctx, l.grid, static_cast<int>(grid.Row()), static_cast<int>(grid.Col()), rank);
}

/// Runs Elemental's code; its exceptions become a status.
template <class F> da_status guarded(F &&body) {
    try {
        body();
        return DA_OK;
    } catch (const std::exception &e) {
        return fail(DA_ERR_EXTERNAL, std::string("Elemental: ") + e.what());
    } catch (...) {
        return fail(DA_ERR_EXTERNAL, "Elemental threw something that is no std::exception");
    }
}

/// What differs between both kinds of matrices.
template <class Matrix> struct traits;

template <class T, El::Dist U, El::Dist V> struct traits<El::DistMatrix<T, U, V>> {
    using type = T;
    static constexpr El::Dist u = U, v = V;
    static constexpr bool blocks = false;
    template <class Pointer>
    static void attach(El::DistMatrix<T, U, V> &m, const El::Grid &grid, const layout &l, Pointer data, El::Int leading) {
        const El::Int height = static_cast<El::Int>(l.dim[0].extent), width = static_cast<El::Int>(l.dim[1].extent);
        const int down = static_cast<int>(l.dim[0].align), right = static_cast<int>(l.dim[1].align);
        if constexpr (std::is_const<typename std::remove_pointer<Pointer>::type>::value)
            m.LockedAttach(height, width, grid, down, right, data, leading, l.root);
        else
            m.Attach(height, width, grid, down, right, data, leading, l.root);
    }
    static void read(const El::DistMatrix<T, U, V> &, layout &) {}
};

template <class T, El::Dist U, El::Dist V> struct traits<El::DistMatrix<T, U, V, El::BLOCK>> {
    using type = T;
    static constexpr El::Dist u = U, v = V;
    static constexpr bool blocks = true;
    template <class Pointer>
    static void attach(El::DistMatrix<T, U, V, El::BLOCK> &m, const El::Grid &grid, const layout &l, Pointer data,
                       El::Int leading) {
        const El::Int height = static_cast<El::Int>(l.dim[0].extent), width = static_cast<El::Int>(l.dim[1].extent);
        const El::Int tall = static_cast<El::Int>(l.dim[0].block), wide = static_cast<El::Int>(l.dim[1].block), none = 0;
        const int down = static_cast<int>(l.dim[0].align), right = static_cast<int>(l.dim[1].align);
        if constexpr (std::is_const<typename std::remove_pointer<Pointer>::type>::value)
            m.LockedAttach(height, width, grid, tall, wide, down, right, none, none, data, leading, l.root);
        else
            m.Attach(height, width, grid, tall, wide, down, right, none, none, data, leading, l.root);
    }
    static void read(const El::DistMatrix<T, U, V, El::BLOCK> &m, layout &l) {
        l.dim[0].block = static_cast<std::int64_t>(m.BlockHeight());
        l.dim[1].block = static_cast<std::int64_t>(m.BlockWidth());
        l.dim[0].cut = static_cast<std::int64_t>(m.ColCut());
        l.dim[1].cut = static_cast<std::int64_t>(m.RowCut());
    }
};

template <bool locked, class Matrix>
da_status export_as(const da_array *a, const El::Grid &grid, Matrix &out) {
    using kind = traits<Matrix>;
    using type = typename kind::type;
    using pointer = typename std::conditional<locked, const type *, type *>::type;
    layout l;
    section s;
    std::int32_t rank = -1;
    da_context *ctx = nullptr;
    da_status status = da_array_context(a, &ctx);
    if (status != DA_OK) return status;
    status = begin<type, kind::u, kind::v>(ctx, grid, l, &rank);
    if (status == DA_OK)
        status = describe(a, l, rank, locked ? DA_ACCESS_READ : DA_ACCESS_WRITE, dtype_of<type>(), kind::blocks, largest(), s);
    // Attaching is local, so that its outcome is part of the agreement.
    if (status == DA_OK)
        status = guarded([&] { kind::attach(out, grid, l, static_cast<pointer>(s.local.data), static_cast<El::Int>(s.leading)); });
    const bool attached = status == DA_OK;
    status = da_context_agree(ctx, status);
    if (status != DA_OK && attached) {
        try { out.Empty(); } catch (...) { /* the error that there is says more */ }
    }
    da_context_free(&ctx);
    return status;
}

/// All local checks of an import.
template <class Matrix>
da_status read(const da_context *ctx, const Matrix &m, layout &l, std::int64_t strides[2], const void **data, bool *locked) {
    using kind = traits<Matrix>;
    std::int32_t rank = -1;
    std::int64_t item = 0;
    da_status status = begin<typename kind::type, kind::u, kind::v>(ctx, m.Grid(), l, &rank);
    if (status != DA_OK) return status;
    l.dim[0].extent = static_cast<std::int64_t>(m.Height());
    l.dim[1].extent = static_cast<std::int64_t>(m.Width());
    l.dim[0].align = static_cast<std::int64_t>(m.ColAlign());
    l.dim[1].align = static_cast<std::int64_t>(m.RowAlign());
    l.root = static_cast<int>(m.Root());
    kind::read(m, l);
    for (dimension &d : l.dim)
        if (d.over == spread::all || d.over == spread::root) d.block = 1, d.cut = 0, d.align = 0;
    *locked = m.Locked();
    da_dtype_size(dtype_of<typename kind::type>(), &item);
    strides[0] = item;
    strides[1] = item;
    *data = nullptr;
    const std::int64_t have[2] = {static_cast<std::int64_t>(m.LocalHeight()), static_cast<std::int64_t>(m.LocalWidth())};
    for (int k = 0; k < 2; k++) {
        const dimension &d = l.dim[k];
        const std::int64_t expected = l.holds(rank) ? length(d, l.grid.index(d.over, rank), l.grid.stride(d.over)) : 0;
        if (have[k] != expected)
            return fail(DA_ERR_LAYOUT, "dimension " + number(k) + ": the matrix has " + number(have[k]) + " elements here, its layout " +
                                       number(expected));
    }
    if (have[0] == 0 || have[1] == 0) return DA_OK;
    strides[1] = item * static_cast<std::int64_t>(m.LDim());
    *data = m.LockedBuffer();
    return DA_OK;
}

}  // namespace detail

/// Attach a matrix to the memory of an array, without copying.
/// Collective. `out` is of whatever dimensions, element-wise or BLOCK; its alignment, and the root of a CIRC one, become
/// what the array's distribution says. Write access: communication padding counts as out of date.
/// Errors: DA_ERR_LAYOUT with axis, values and a way out, DA_ERR_DTYPE, DA_ERR_SHAPE unless there are two axes,
/// DA_ERR_OVERFLOW for El::Int, DA_ERR_READ_ONLY, DA_ERR_CONTEXT for other processes or another order, DA_ERR_EXTERNAL,
/// DA_ERR_NULL, DA_ERR_INVALID_HANDLE; all on every rank.
template <class Matrix> da_status matrix_export(const da_array *a, const El::Grid &grid, Matrix &out) {
    return detail::export_as<false>(a, grid, out);
}

/// The same by LockedAttach, for reading; also of read-only arrays. (Release builds of Elemental do not stop writes.)
template <class Matrix> da_status matrix_export_locked(const da_array *a, const El::Grid &grid, Matrix &out) {
    return detail::export_as<true>(a, grid, out);
}

/// Adopt the memory of a matrix as an array, without copying; read-only if the matrix is locked.
/// Collective, on a context of the grid's processes. Of BLOCK matrices also those with cuts: the array is then a part of a
/// block-cyclic one. Takes time in proportion to the number of ranks where the matrix is aligned, on one rank, or numbered
/// across the grid's order.
/// Errors: DA_ERR_LAYOUT for MD, DA_ERR_CONTEXT, DA_ERR_EXTERNAL, DA_ERR_NULL, DA_ERR_INVALID_HANDLE; all on every rank.
template <class Matrix> da_status matrix_import(const da_context *ctx, const Matrix &m, da_array **out) {
    detail::layout l;
    std::int64_t strides[2] = {0, 0};
    const void *data = nullptr;
    bool locked = false;
    da_distribution *dist = nullptr;
    da_status read = DA_ERR_NULL;
    const da_status thrown = detail::guarded([&] { read = detail::read(ctx, m, l, strides, &data, &locked); });
    da_status status = thrown != DA_OK ? thrown : read;
    if (status == DA_OK && out == nullptr) status = detail::fail(DA_ERR_NULL, "`out` is NULL");
    status = da_context_agree(ctx, status);
    if (status == DA_OK) status = detail::make(ctx, l, &dist);
    if (status == DA_OK)
        status = da_array_wrap(dist, detail::dtype_of<typename detail::traits<Matrix>::type>(), const_cast<void *>(data), strides,
                               locked ? DA_READ_ONLY : 0, nullptr, nullptr, out);
    da_distribution_free(&dist);
    return status;
}

/// Copy an array of any distribution into new memory that is laid out as a matrix of this kind, and attach that.
/// Collective. `*copy` owns the memory and has to outlive `out`; da_assign() brings results back. Blocks of a BLOCK matrix
/// are `block_height` x `block_width`; alignments, cuts and root are 0.
/// Errors: as matrix_export() and da_assign(), DA_ERR_DISTRIBUTION for a block without elements.
template <class Matrix>
da_status matrix_export_copy(const da_array *a, const El::Grid &grid, da_array **copy, Matrix &out,
                             std::int64_t block_height = 32, std::int64_t block_width = 32) {
    using kind = detail::traits<Matrix>;
    detail::layout l;
    std::int32_t rank = -1, ndim = 0, dtype = 0, allowed = 0;
    std::int64_t shape[32];
    da_context *ctx = nullptr;
    da_distribution *dist = nullptr;
    da_array *made = nullptr;
    da_array_options options = {};
    da_status status = da_array_context(a, &ctx);
    if (status != DA_OK) return status;
    status = detail::begin<typename kind::type, kind::u, kind::v>(ctx, grid, l, &rank);
    if (status == DA_OK && copy == nullptr) status = detail::fail(DA_ERR_NULL, "`copy` is NULL");
    if (status == DA_OK) status = da_array_ndim(a, &ndim);
    if (status == DA_OK) status = da_array_shape(a, shape);
    if (status == DA_OK) status = da_array_dtype(a, &dtype);
    if (status == DA_OK && ndim != 2)
        status = detail::fail(DA_ERR_SHAPE, detail::number(ndim) + " axes: a matrix has two (da_expand_dims)");
    if (status == DA_OK) status = da_dtype_can_cast(dtype, detail::dtype_of<typename kind::type>(), DA_CASTING_SAME_KIND, &allowed);
    if (status == DA_OK && !allowed)
        status = detail::fail(DA_ERR_DTYPE, std::string(da_dtype_name(dtype)) + " does not go into this matrix: convert with da_astype()");
    if (status == DA_OK && kind::blocks && (block_height < 1 || block_width < 1))
        status = detail::fail(DA_ERR_DISTRIBUTION, "blocks of " + detail::number(block_height) + " x " + detail::number(block_width));
    status = da_context_agree(ctx, status);
    if (status == DA_OK) {
        for (int k = 0; k < 2; k++) {
            l.dim[k].extent = shape[k];
            if (kind::blocks && l.dim[k].over != detail::spread::all && l.dim[k].over != detail::spread::root)
                l.dim[k].block = k == 0 ? block_height : block_width;
        }
        options.struct_size = sizeof options;
        options.order = DA_ORDER_FORTRAN;
        status = detail::make(ctx, l, &dist);
        if (status == DA_OK) status = da_array_create(dist, detail::dtype_of<typename kind::type>(), &options, &made);
        status = da_context_agree(ctx, status);
    }
    if (status == DA_OK) status = da_assign(made, a);
    if (status == DA_OK) status = detail::export_as<false>(made, grid, out);
    if (status == DA_OK) *copy = made;
    else da_array_free(&made);
    da_distribution_free(&dist);
    da_context_free(&ctx);
    return status;
}

/// Copy a matrix into a new array of any distribution of its shape.
/// Collective. Errors: as matrix_import() and da_redistribute().
template <class Matrix>
da_status matrix_import_copy(const da_context *ctx, const Matrix &m, const da_distribution *dist, da_array **out) {
    da_array *there = nullptr;
    da_status status = matrix_import(ctx, m, &there);
    if (status == DA_OK) status = da_redistribute(there, dist, out);
    da_array_free(&there);
    return status;
}

}  // namespace elemental
}  // namespace distarray

#endif  // DISTARRAY_ELEMENTAL_HPP
