// Part of distarray/elemental.hpp: how Elemental's matrices lie on a grid, in plain numbers. Nothing here knows
// Elemental's types.
//
// SPDX-License-Identifier: BSD-3-Clause
#ifndef DISTARRAY_ELEMENTAL_LAYOUT_HPP
#define DISTARRAY_ELEMENTAL_LAYOUT_HPP

#include <cstdint>
#include <string>
#include <vector>

#include <distarray.h>

namespace distarray {
namespace elemental {
namespace detail {

inline da_status fail(da_status status, const std::string &text) { return da_error_set(status, text.c_str()); }

inline std::string number(std::int64_t n) { return std::to_string(n); }

/// What one dimension of a matrix is spread over: Elemental's MC, MR, VC, VR, STAR, CIRC, MD.
enum class spread { rows, cols, by_col, by_row, all, root, diagonal };

/// An r x c grid whose ranks are numbered along its columns, or along its rows.
struct grid_shape {
    int rows = 1, cols = 1;
    bool columns_first = true;

    int size() const { return rows * cols; }
    int row(int rank) const { return columns_first ? rank % rows : rank / cols; }
    int col(int rank) const { return columns_first ? rank / rows : rank % cols; }
    int rank(int row, int col) const { return columns_first ? row + col * rows : row * cols + col; }

    /// Over how many indices a dimension is spread.
    int stride(spread s) const {
        switch (s) {
            case spread::rows: return rows;
            case spread::cols: return cols;
            case spread::by_col: case spread::by_row: return size();
            default: return 1;
        }
    }

    /// Which of them a rank has.
    int index(spread s, int rank) const {
        switch (s) {
            case spread::rows: return row(rank);
            case spread::cols: return col(rank);
            case spread::by_col: return row(rank) + col(rank) * rows;
            case spread::by_row: return col(rank) + row(rank) * cols;
            default: return 0;
        }
    }
};

/// One dimension: block b of it lies at index (b + align) mod stride; the first block lacks `cut` elements.
struct dimension {
    spread over = spread::all;
    std::int64_t extent = 0, block = 1, align = 0, cut = 0;
};

struct layout {
    grid_shape grid;
    dimension dim[2];
    int root = 0;  // of matrices on one rank: its number along the columns

    bool on_root() const { return dim[0].over == spread::root; }
    int root_rank() const { return grid.rank(root % grid.rows, root / grid.rows); }
    bool holds(int rank) const { return !on_root() || rank == root_rank(); }
};

/// Elements of a dimension on the ranks with this index.
inline std::int64_t length(const dimension &d, std::int64_t index, std::int64_t stride) {
    const std::int64_t place = (index - d.align % stride + stride) % stride;
    const std::int64_t whole = d.extent + d.cut, blocks = whole / d.block, extra = blocks % stride;
    std::int64_t count = blocks / stride * d.block;
    if (place < extra) count += d.block;
    else if (place == extra) count += whole % d.block;
    return place == 0 && d.extent > 0 ? count - d.cut : d.extent == 0 ? 0 : count;
}

/// Whether the array's grid can be said by its extents and the order of its axes alone, and then that grid.
inline bool is_plain(const layout &l, std::vector<std::int64_t> &shape, int axis[2]) {
    const grid_shape &g = l.grid;
    const spread natural = g.columns_first ? spread::by_col : spread::by_row;
    const bool whole = l.dim[0].over == natural || l.dim[1].over == natural;
    shape = whole ? std::vector<std::int64_t>{g.size()}
                  : std::vector<std::int64_t>{g.columns_first ? g.cols : g.rows, g.columns_first ? g.rows : g.cols};
    for (int k = 0; k < 2; k++) {
        const spread s = l.dim[k].over;
        if (l.dim[k].align != 0) return false;
        if (s == natural) axis[k] = 0;
        else if (s == spread::rows && !whole) axis[k] = g.columns_first ? 1 : 0;
        else if (s == spread::cols && !whole) axis[k] = g.columns_first ? 0 : 1;
        else if (s == spread::all) axis[k] = -1;
        else return false;
    }
    return true;
}

/// The ranks in the order of a grid of index x index x replicas, beginning where the matrix begins.
inline std::vector<std::int32_t> listed(const layout &l, std::vector<std::int64_t> &shape, int axis[2]) {
    const grid_shape &g = l.grid;
    if (l.on_root()) {
        shape = {1};
        axis[0] = axis[1] = -1;
        return {static_cast<std::int32_t>(l.root_rank())};
    }
    const int stride[2] = {g.stride(l.dim[0].over), g.stride(l.dim[1].over)};
    const int places = stride[0] * stride[1], copies = g.size() / places;
    std::vector<int> taken(static_cast<std::size_t>(places), 0);
    std::vector<std::int32_t> ranks(static_cast<std::size_t>(places * copies), 0);
    for (int rank = 0; rank < g.size(); rank++) {
        std::int64_t at[2];
        for (int k = 0; k < 2; k++)
            at[k] = (g.index(l.dim[k].over, rank) - l.dim[k].align % stride[k] + stride[k]) % stride[k];
        const std::size_t place = static_cast<std::size_t>(at[0] * stride[1] + at[1]);
        ranks[place * static_cast<std::size_t>(copies) + static_cast<std::size_t>(taken[place]++)] = rank;
    }
    shape = {stride[0], stride[1], copies};
    for (int k = 0; k < 2; k++) axis[k] = l.dim[k].over == spread::all ? -1 : k;
    return ranks;
}

/// Takes the part of a distribution that begins behind the cuts; silent.
inline da_status behind_cuts(const layout &l, da_distribution **dist) {
    if (l.dim[0].cut == 0 && l.dim[1].cut == 0) return DA_OK;
    da_distribution *part = nullptr;
    const da_slice slices[2] = {da_range(l.dim[0].cut, DA_SLICE_NONE, DA_SLICE_NONE),
                                da_range(l.dim[1].cut, DA_SLICE_NONE, DA_SLICE_NONE)};
    const da_status status = da_distribution_slice(*dist, 2, slices, &part);
    da_distribution_free(dist);
    *dist = part;
    return status;
}

/// Makes the distribution of a matrix; silent.
inline da_status make(const da_context *ctx, const layout &l, da_distribution **out) {
    std::vector<std::int64_t> shape;
    std::vector<std::int32_t> ranks;
    int axis[2] = {-1, -1};
    da_dim_spec dims[2] = {};
    da_distribution_options options = {};
    if (!is_plain(l, shape, axis)) ranks = listed(l, shape, axis);
    options.struct_size = sizeof options;
    options.grid_shape = shape.data();
    options.grid_ndim = static_cast<std::int32_t>(shape.size());
    options.ranks = ranks.empty() ? nullptr : ranks.data();
    options.num_ranks = static_cast<std::int64_t>(ranks.size());
    for (int k = 0; k < 2; k++) {
        dims[k].size = l.dim[k].extent + l.dim[k].cut;
        dims[k].kind = axis[k] < 0 ? DA_KIND_UNDISTRIBUTED : DA_KIND_CYCLIC;
        dims[k].block_size = axis[k] < 0 ? 0 : l.dim[k].block;
        dims[k].grid_axis_plus_1 = axis[k] + 1;
    }
    da_status status = da_distribution_create_dims(ctx, 2, dims, &options, out);
    if (status == DA_OK) status = behind_cuts(l, out);
    return status;
}

/// Whether this rank of the context is at (row, col) of the grid. All ranks' answers, agreed upon, say the rest.
inline da_status check_grid(const da_context *ctx, const grid_shape &g, int row, int col, std::int32_t *rank) {
    std::int32_t size = 0;
    da_status status = da_context_rank(ctx, rank);
    if (status == DA_OK) status = da_context_size(ctx, &size);
    if (status != DA_OK) return status;
    if (size == g.size() && g.row(*rank) == row && g.col(*rank) == col) return DA_OK;
    return fail(DA_ERR_CONTEXT, "rank " + number(*rank) + " of " + number(size) + " is at row " + number(row) + ", column " +
                                    number(col) + " of a grid of " + number(g.rows) + " x " + number(g.cols) +
                                    ": context and grid need the same processes in the same order");
}

/// This rank's section of an array that is to become a matrix.
struct section {
    da_local local = {};
    std::int64_t rows = 0, cols = 0, leading = 1;
};

/// The width of an array's blocks along an axis, and how many positions it is spread over.
inline da_status blocks_of(const da_dim_dict &first, int axis, std::int64_t extent, std::int64_t *block, std::int64_t *parts) {
    *parts = first.dist_type == 0 || first.proc_grid_size < 1 ? 1 : first.proc_grid_size;
    if (first.dist_type == 'c') *block = first.block_size;
    else if (first.dist_type == 0 || (first.dist_type == 'b' && *parts == 1)) *block = extent > 0 ? extent : 1;
    else if (first.dist_type == 'b' && first.padding[1] == 0 && first.stop > first.start) *block = first.stop - first.start;
    else return fail(DA_ERR_LAYOUT, "axis " + number(axis) + " is unstructured, padded or a part of a cyclic one: use "
                                    "matrix_export_copy");
    return DA_OK;
}

/// Finds block and alignment of each dimension from the rank that has the first element: the same on all ranks.
inline da_status find(const da_distribution *dist, layout &l, bool blocks) {
    static const std::int64_t origin[2] = {0, 0};
    std::int32_t rank = -1;
    da_dim_dict first[2] = {};
    if (l.dim[0].extent == 0 || l.dim[1].extent == 0) return DA_OK;
    da_status status = da_distribution_owner(dist, origin, &rank);
    if (status == DA_OK) status = da_distribution_dim_data(dist, rank, first);
    if (status == DA_ERR_NOT_LOCAL || status == DA_ERR_NOT_EXPRESSIBLE)
        return fail(DA_ERR_LAYOUT, "unstructured axes and paddings are no layout of a matrix: use matrix_export_copy");
    if (status == DA_OK && l.on_root()) l.root = l.grid.index(spread::by_col, rank);
    for (int k = 0; status == DA_OK && k < 2; k++) {
        dimension &d = l.dim[k];
        std::int64_t block = 1, parts = 1;
        const std::int64_t stride = l.grid.stride(d.over);
        status = blocks_of(first[k], k, d.extent, &block, &parts);
        if (status != DA_OK) return status;
        if (parts != stride && parts > 1)
            return fail(DA_ERR_LAYOUT, "axis " + number(k) + " is spread over " + number(parts) + " ranks, this dimension of the "
                                       "matrix over " + number(stride) + ": use matrix_export_copy");
        if (parts != stride && block < d.extent) block = d.extent;
        if (d.over == spread::all || d.over == spread::root) block = 1;
        /* All that matters of blocks is where elements lie: one element in each block is the same as one by one. */
        if (!blocks && block != 1 && stride > 1 && d.extent > 1)
            return fail(DA_ERR_LAYOUT, "axis " + number(k) + " has blocks of " + number(block) + ", an element-wise matrix deals "
                                       "out single elements: use a BLOCK matrix, or matrix_export_copy");
        d.block = blocks ? block : 1;
        d.align = l.grid.index(d.over, rank);
    }
    return status;
}

/// Compares this rank's section with what the matrix has here.
inline da_status compare(const da_distribution *dist, const layout &l, std::int32_t rank, const section &s) {
    const bool member = s.local.data != nullptr || s.local.size > 0;
    da_dim_dict mine[2] = {};
    if (l.dim[0].extent == 0 || l.dim[1].extent == 0) return DA_OK;
    const std::int64_t have[2] = {s.rows, s.cols};
    std::int64_t expected[2] = {0, 0};
    for (int k = 0; k < 2; k++)
        expected[k] = l.holds(rank) ? length(l.dim[k], l.grid.index(l.dim[k].over, rank), l.grid.stride(l.dim[k].over)) : 0;
    if (expected[0] * expected[1] == 0 && have[0] * have[1] == 0) return DA_OK;
    if (member) {
        const da_status status = da_distribution_dim_data(dist, -1, mine);
        if (status != DA_OK) return status;
    }
    for (int k = 0; k < 2; k++) {
        const dimension &d = l.dim[k];
        const std::int64_t stride = l.grid.stride(d.over);
        const std::int64_t place = (l.grid.index(d.over, rank) - d.align + stride) % stride;
        if (have[k] != expected[k] || (stride > 1 && d.extent > 1 && mine[k].start != place * d.block))
            return fail(DA_ERR_LAYOUT, "axis " + number(k) + ": this rank holds " + number(have[k]) + " elements from " +
                                       number(mine[k].start) + " on, the matrix " + number(expected[k]) + " from " +
                                       number(place * d.block) + " on: use matrix_export_copy");
    }
    return DA_OK;
}

/// Column-major storage, with any distance between columns.
inline da_status check_strides(section &s, std::int64_t item, std::int64_t largest) {
    s.leading = s.rows > 1 ? s.rows : 1;
    if (s.rows == 0 || s.cols == 0) return DA_OK;
    if (s.rows > 1 && s.local.strides[0] != item)
        return fail(DA_ERR_LAYOUT, "elements of a column are " + number(s.local.strides[0]) + " bytes apart, column-major storage "
                                   "has " + number(item) + ": create with DA_ORDER_FORTRAN, export da_transpose() of the array, or "
                                   "use matrix_export_copy");
    if (s.cols > 1) {
        if (s.local.strides[1] % item != 0 || s.local.strides[1] / item < s.leading)
            return fail(DA_ERR_LAYOUT, "columns are " + number(s.local.strides[1]) + " bytes apart, " + number(s.rows) + " elements of " +
                                       number(item) + " bytes need a multiple that is no less: use matrix_export_copy");
        s.leading = s.local.strides[1] / item;
    }
    if (s.leading > largest / s.cols)
        return fail(DA_ERR_OVERFLOW, number(s.cols) + " columns at a distance of " + number(s.leading) + " elements: Elemental's "
                                     "integers end at " + number(largest));
    return DA_OK;
}

/// All checks of an export; `l` comes with grid and spreads and gets the rest.
inline da_status describe(const da_array *a, layout &l, std::int32_t rank, std::int32_t access, std::int32_t dtype, bool blocks,
                          std::int64_t largest, section &s) {
    std::int32_t found = 0, ndim = 0;
    std::int64_t shape[32], item = 0;
    da_distribution *dist = nullptr;
    da_status status = da_array_dtype(a, &found);
    if (status == DA_OK && found != dtype)
        status = fail(DA_ERR_DTYPE, std::string("the array has ") + da_dtype_name(found) + ", the matrix " + da_dtype_name(dtype));
    if (status == DA_OK) status = da_array_ndim(a, &ndim);
    if (status == DA_OK && ndim != 2) status = fail(DA_ERR_SHAPE, number(ndim) + " axes: a matrix has two (da_expand_dims)");
    if (status == DA_OK) status = da_array_shape(a, shape);
    for (int k = 0; status == DA_OK && k < 2; k++) {
        l.dim[k].extent = shape[k];
        if (shape[k] > largest)
            status = fail(DA_ERR_OVERFLOW, "axis " + number(k) + " has " + number(shape[k]) + " elements: Elemental's integers end at " +
                                           number(largest));
    }
    if (status == DA_OK) status = da_dtype_size(dtype, &item);
    if (status == DA_OK) status = da_array_local(a, access, &s.local);
    if (status == DA_OK) status = da_array_distribution(a, &dist);
    if (status == DA_OK) {
        s.rows = s.local.size > 0 ? s.local.shape[0] : 0;
        s.cols = s.local.size > 0 ? s.local.shape[1] : 0;
        if (s.local.size > 0 && (s.local.owned_shape[0] != s.rows || s.local.owned_shape[1] != s.cols))
            status = fail(DA_ERR_LAYOUT, "a matrix has no communication padding: use matrix_export_copy");
    }
    if (status == DA_OK) status = find(dist, l, blocks);
    if (status == DA_OK) status = compare(dist, l, rank, s);
    if (status == DA_OK) status = check_strides(s, item, largest);
    da_distribution_free(&dist);
    return status;
}

}  // namespace detail
}  // namespace elemental
}  // namespace distarray

#endif  // DISTARRAY_ELEMENTAL_LAYOUT_HPP
