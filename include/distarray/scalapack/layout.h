/* Part of distarray/scalapack.h: arrays as descriptors and pointers, and the other way round.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_SCALAPACK_LAYOUT_H
#define DISTARRAY_SCALAPACK_LAYOUT_H

#include <distarray/scalapack/grid.h>

/* One dimension of a matrix as both sides see it. */
typedef struct da_scalapack_dim_ {
    int64_t extent, block; /* of the whole matrix */
    int32_t parts;         /* that the distribution has */
    int32_t source;        /* the BLACS coordinate of the first block */
    int64_t me;            /* this rank's coordinate in the distribution; -1 without a section */
    int64_t start;         /* global index of its first element */
    int64_t local, stride; /* elements on this rank, bytes from one to the next */
} da_scalapack_dim_;

/* ---- From a descriptor to an array ------------------------------------------------------------------------ */

/* Checks the parts of a descriptor that all ranks share. */
static inline da_status da_scalapack_check_shape_(const da_scalapack_grid *grid, const int64_t shape[2],
                                                  const int64_t block[2], const int64_t source[2]) {
    static const char *const names[2][3] = {{"M", "MB", "RSRC"}, {"N", "NB", "CSRC"}};
    for (int k = 0; k < 2; k++) {
        const int32_t parts = k == 0 ? grid->rows : grid->cols;
        if (shape[k] < 0)
            return da_scalapack_fail_(DA_ERR_SHAPE, "%s is %lld: an extent is 0 or more", names[k][0],
                                      (long long)shape[k]);
        if (block[k] < 1)
            return da_scalapack_fail_(DA_ERR_DISTRIBUTION, "%s is %lld: a block has one element or more", names[k][1],
                                      (long long)block[k]);
        if (source[k] < 0 || source[k] >= parts)
            return da_scalapack_fail_(DA_ERR_GRID, "%s is %lld: the grid has coordinates 0 to %d", names[k][2],
                                      (long long)source[k], (int)parts - 1);
    }
    return DA_OK;
}

/* The ranks of our grid's positions, which begin at the source; NULL where an order of axes says it all. */
static inline da_status da_scalapack_turned_(const da_scalapack_grid *grid, const int64_t source[2], int32_t **out) {
    const int32_t count = grid->rows * grid->cols;
    *out = NULL;
    if (grid->order != 0 && source[0] == 0 && source[1] == 0) return DA_OK;
    *out = (int32_t *)malloc((size_t)count * sizeof **out);
    if (*out == NULL) return da_scalapack_fail_(DA_ERR_NO_MEMORY, "no memory for a list of %d ranks", (int)count);
    for (int32_t row = 0; row < grid->rows; row++)
        for (int32_t col = 0; col < grid->cols; col++)
            (*out)[row * grid->cols + col] = da_scalapack_rank_(grid, (int32_t)((row + source[0]) % grid->rows),
                                                                (int32_t)((col + source[1]) % grid->cols));
    return DA_OK;
}

/* The distribution itself; silent. A grid in column-major order is one whose axes are taken the other way round. */
static inline da_status da_scalapack_make_dist_(const da_scalapack_grid *grid, const int64_t shape[2],
                                                const int64_t block[2], const int32_t *turned, da_distribution **out) {
    da_dim_spec dims[2];
    da_distribution_options options;
    const int by_col = turned == NULL && grid->order == 'C';
    const int64_t extents[2] = {by_col ? grid->cols : grid->rows, by_col ? grid->rows : grid->cols};
    memset(dims, 0, sizeof dims);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = extents;
    options.grid_ndim = 2;
    options.ranks = turned;
    options.num_ranks = turned == NULL ? 0 : (int64_t)grid->rows * grid->cols;
    for (int k = 0; k < 2; k++) {
        dims[k].size = shape[k];
        dims[k].kind = DA_KIND_CYCLIC;
        dims[k].block_size = block[k];
        dims[k].grid_axis_plus_1 = (by_col ? 1 - k : k) + 1;
    }
    return da_distribution_create_dims(grid->ctx, 2, dims, &options, out);
}

/* Make the distribution of an m x n matrix in blocks of mb x nb, the first of which lies at row rsrc and column csrc.
 * Collective. Errors: DA_ERR_SHAPE, DA_ERR_DISTRIBUTION for a block size, DA_ERR_GRID for a source,
 * DA_ERR_INVALID_HANDLE for a grid that has ended. */
static inline da_status da_scalapack_distribution(const da_scalapack_grid *grid, int64_t m, int64_t n, int64_t mb,
                                                  int64_t nb, int64_t rsrc, int64_t csrc, da_distribution **out) {
    const int64_t shape[2] = {m, n}, block[2] = {mb, nb}, source[2] = {rsrc, csrc};
    int32_t *turned = NULL;
    da_status status = da_scalapack_check_grid_(grid);
    if (grid == NULL || grid->ctx == NULL) return status;
    if (status == DA_OK && out == NULL) status = da_scalapack_fail_(DA_ERR_NULL, "`out` is NULL");
    if (status == DA_OK) status = da_scalapack_check_shape_(grid, shape, block, source);
    if (status == DA_OK) status = da_scalapack_turned_(grid, source, &turned);
    status = da_context_agree(grid->ctx, status);
    if (status == DA_OK) status = da_scalapack_make_dist_(grid, shape, block, turned, out);
    free(turned);
    return status;
}

/* Bytes of an element that ScaLAPACK has: s, d, c, z, and int32 for redistribution; 0 for others. */
static inline int64_t da_scalapack_item_(int32_t dtype) {
    switch (dtype) {
        case DA_INT32: case DA_FLOAT32: return 4;
        case DA_FLOAT64: case DA_COMPLEX64: return 8;
        case DA_COMPLEX128: return 16;
        default: return 0;
    }
}

static inline da_status da_scalapack_check_dtype_(int32_t dtype) {
    if (da_scalapack_item_(dtype) != 0) return DA_OK;
    return da_scalapack_fail_(DA_ERR_DTYPE, "%s: ScaLAPACK has float32, float64, complex64, complex128 and int32; "
                              "convert with da_astype()", da_dtype_name(dtype));
}

/* Checks what a descriptor says of this rank's memory. */
static inline da_status da_scalapack_check_memory_(const da_scalapack_grid *grid, const da_scalapack_int *desc,
                                                   const int64_t shape[2], const int64_t block[2],
                                                   const int64_t source[2], const void *data) {
    const int64_t rows = da_scalapack_numroc_(shape[0], block[0], grid->row, source[0], grid->rows);
    const int64_t cols = da_scalapack_numroc_(shape[1], block[1], grid->col, source[1], grid->cols);
    if (grid->row < 0) return DA_OK;
    if (desc[DA_SCALAPACK_CTXT] != grid->blacs)
        return da_scalapack_fail_(DA_ERR_CONTEXT, "the descriptor's BLACS context is %lld, the grid's %lld",
                                  (long long)desc[DA_SCALAPACK_CTXT], (long long)grid->blacs);
    if ((int64_t)desc[DA_SCALAPACK_LLD] < da_scalapack_max_(1, rows))
        return da_scalapack_fail_(DA_ERR_LAYOUT, "LLD is %lld: this process has %lld rows",
                                  (long long)desc[DA_SCALAPACK_LLD], (long long)rows);
    if (data == NULL && rows > 0 && cols > 0)
        return da_scalapack_fail_(DA_ERR_NULL, "`data` is NULL where this process has %lld x %lld elements",
                                  (long long)rows, (long long)cols);
    return DA_OK;
}

/* Adopt a matrix of ScaLAPACK's as an array, without copying.
 * Collective. `desc` is given on all ranks of the context; on ranks outside the BLACS grid its context and leading
 * dimension do not matter, and `data` is not looked at. LLD may differ between ranks. `flags`, `release` and
 * `private_data` are those of da_array_wrap(): the memory stays the caller's until `release` was called.
 * With a source other than 0, 0, or a grid in neither of both orders, it takes time in proportion to the number of ranks.
 * Errors: DA_ERR_DTYPE, DA_ERR_ARGUMENT unless desc[0] is 1, DA_ERR_CONTEXT for another BLACS context, DA_ERR_SHAPE,
 * DA_ERR_DISTRIBUTION, DA_ERR_GRID, DA_ERR_LAYOUT for LLD, DA_ERR_NULL, DA_ERR_INVALID_HANDLE; all on every rank. */
static inline da_status da_scalapack_import(const da_scalapack_grid *grid, const da_scalapack_int *desc, int32_t dtype,
                                            void *data, int32_t flags, da_release_fn release, void *private_data,
                                            da_array **out) {
    int64_t shape[2] = {0, 0}, block[2] = {1, 1}, source[2] = {0, 0}, strides[2];
    int32_t *turned = NULL;
    da_distribution *dist = NULL;
    da_status status = da_scalapack_check_grid_(grid);
    if (grid == NULL || grid->ctx == NULL) return status;
    if (status == DA_OK && (desc == NULL || out == NULL))
        status = da_scalapack_fail_(DA_ERR_NULL, "`%s` is NULL", desc == NULL ? "desc" : "out");
    if (status == DA_OK && desc[DA_SCALAPACK_DTYPE] != 1)
        status = da_scalapack_fail_(DA_ERR_ARGUMENT, "desc[0] is %lld: 1 is a dense matrix in blocks",
                                    (long long)desc[DA_SCALAPACK_DTYPE]);
    for (int k = 0; status == DA_OK && k < 2; k++) {
        shape[k] = desc[DA_SCALAPACK_M + k];
        block[k] = desc[DA_SCALAPACK_MB + k];
        source[k] = desc[DA_SCALAPACK_RSRC + k];
    }
    if (status == DA_OK) status = da_scalapack_check_dtype_(dtype);
    if (status == DA_OK) status = da_scalapack_check_shape_(grid, shape, block, source);
    if (status == DA_OK) status = da_scalapack_check_memory_(grid, desc, shape, block, source, data);
    if (status == DA_OK) status = da_scalapack_turned_(grid, source, &turned);
    status = da_context_agree(grid->ctx, status);
    if (status == DA_OK) status = da_scalapack_make_dist_(grid, shape, block, turned, &dist);
    strides[0] = da_scalapack_item_(dtype);
    strides[1] = status == DA_OK && grid->row >= 0 ? strides[0] * (int64_t)desc[DA_SCALAPACK_LLD] : strides[0];
    if (status == DA_OK)
        status = da_array_wrap(dist, dtype, grid->row < 0 ? NULL : data, strides, flags, release, private_data, out);
    free(turned);
    da_distribution_free(&dist);
    return status;
}

/* Copy a matrix of ScaLAPACK's into a new array of any distribution of the same shape; NULL keeps the blocks.
 * Collective. Errors: as da_scalapack_import() and da_redistribute(). */
static inline da_status da_scalapack_import_copy(const da_scalapack_grid *grid, const da_scalapack_int *desc,
                                                 int32_t dtype, const void *data, const da_distribution *dist,
                                                 da_array **out) {
    da_array *there = NULL;
    void *memory;
    memcpy(&memory, &data, sizeof memory); /* read only, as the flag says */
    da_status status = da_scalapack_import(grid, desc, dtype, memory, DA_READ_ONLY, NULL, NULL, &there);
    if (status == DA_OK) status = dist == NULL ? da_copy(there, out) : da_redistribute(there, dist, out);
    da_array_free(&there);
    return status;
}

/* ---- From an array to a descriptor ------------------------------------------------------------------------ */

/* The block size along an axis, from the dictionary of the rank that has the first element. */
static inline da_status da_scalapack_block_(const da_dim_dict *first, int axis, int64_t extent, int64_t *block) {
    if (first->dist_type == 'c') {
        *block = first->block_size;
    } else if (first->dist_type == 'b' && first->proc_grid_size <= 1) {
        *block = da_scalapack_max_(1, extent);
    } else if (first->dist_type == 'b') {
        if (first->padding[1] != 0)
            return da_scalapack_fail_(DA_ERR_LAYOUT, "axis %d has communication padding, which ScaLAPACK does not know: "
                                      "use da_scalapack_export_copy()", axis);
        *block = da_scalapack_max_(1, first->stop - first->start);
    } else if (first->dist_type == 0) {
        *block = da_scalapack_max_(1, extent);
    } else {
        return da_scalapack_fail_(DA_ERR_LAYOUT, "axis %d is unstructured, or a part of a block-cyclic one: of a part, "
                                  "export the whole array and tell ScaLAPACK ia and ja; else use "
                                  "da_scalapack_export_copy()", axis);
    }
    return DA_OK;
}

/* What all ranks find alike: extents, blocks, sources. An array without elements is laid out as one likes. */
static inline da_status da_scalapack_shared_(const da_distribution *dist, const da_scalapack_grid *grid, int32_t ndim,
                                             const int64_t *shape, da_scalapack_dim_ dims[2]) {
    static const int64_t origin[2] = {0, 0};
    da_dim_dict first[2];
    int32_t rank = -1, place;
    for (int k = 0; k < 2; k++) {
        dims[k].extent = k < ndim ? shape[k] : 1;
        dims[k].block = 64;
        if (dims[k].extent > DA_SCALAPACK_MAX)
            return da_scalapack_fail_(DA_ERR_OVERFLOW, "axis %d has %lld elements: ScaLAPACK's integers end at %lld", k,
                                      (long long)dims[k].extent, (long long)DA_SCALAPACK_MAX);
    }
    if (dims[0].extent == 0 || dims[1].extent == 0) return DA_OK;
    memset(first, 0, sizeof first);
    da_status status = da_distribution_owner(dist, origin, &rank);
    if (status == DA_OK) status = da_distribution_dim_data(dist, rank, first);
    if (status == DA_ERR_NOT_LOCAL || status == DA_ERR_NOT_EXPRESSIBLE)
        return da_scalapack_fail_(DA_ERR_LAYOUT, "unstructured axes and paddings have no descriptor: use "
                                  "da_scalapack_export_copy()");
    for (int k = 0; status == DA_OK && k < 2; k++) {
        const int32_t there = k == 0 ? grid->rows : grid->cols;
        if (k < ndim) status = da_scalapack_block_(&first[k], k, dims[k].extent, &dims[k].block);
        else dims[k].block = 1;
        if (status != DA_OK || dims[k].parts == there) continue;
        if (dims[k].parts > 1)
            return da_scalapack_fail_(DA_ERR_LAYOUT, "axis %d is spread over %d ranks, the BLACS grid has %d there: make "
                                      "the grid with da_scalapack_grid_of(), or use da_scalapack_export_copy()", k,
                                      (int)dims[k].parts, (int)there);
        dims[k].block = da_scalapack_max_(dims[k].block, dims[k].extent); /* all of it at one coordinate */
    }
    if (status != DA_OK) return status;
    place = da_scalapack_place_(grid, rank);
    if (place < 0)
        return da_scalapack_fail_(DA_ERR_LAYOUT, "rank %d holds elements, but is outside the BLACS grid", (int)rank);
    dims[0].source = place / grid->cols;
    dims[1].source = place % grid->cols;
    return DA_OK;
}

/* Compares this rank's section along one axis with what ScaLAPACK expects. */
static inline da_status da_scalapack_compare_(int axis, const da_scalapack_dim_ *dim, int32_t at, int32_t parts,
                                              int64_t expected) {
    if (dim->me >= 0 && (dim->local > 0 || expected > 0) && at != (dim->me + dim->source) % parts)
        return da_scalapack_fail_(DA_ERR_LAYOUT, "axis %d: coordinate %lld of the array's grid is at %d of the BLACS "
                                  "grid, which has %lld there: make the grid with da_scalapack_grid_of(), or use "
                                  "da_scalapack_export_copy()", axis, (long long)dim->me, (int)at,
                                  (long long)((dim->me + dim->source) % parts));
    if (dim->local != expected)
        return da_scalapack_fail_(DA_ERR_LAYOUT, "axis %d: this rank stores %lld elements, blocks of %lld give it %lld: "
                                  "blocks of unequal width and padded ones need da_scalapack_export_copy()", axis,
                                  (long long)dim->local, (long long)dim->block, (long long)expected);
    if (dim->local > 0 && dim->start != dim->me * dim->block)
        return da_scalapack_fail_(DA_ERR_LAYOUT, "axis %d: this rank's elements begin with %lld, blocks of %lld with "
                                  "%lld: use da_scalapack_export_copy()", axis, (long long)dim->start,
                                  (long long)dim->block, (long long)(dim->me * dim->block));
    return DA_OK;
}

/* The leading dimension of this rank's section. */
static inline da_status da_scalapack_leading_(const da_scalapack_dim_ dims[2], int64_t item, int64_t *leading) {
    const int64_t rows = dims[0].local, cols = dims[1].local;
    *leading = da_scalapack_max_(1, rows);
    if (rows == 0 || cols == 0) return DA_OK;
    if (rows > 1 && dims[0].stride != item)
        return da_scalapack_fail_(DA_ERR_LAYOUT, "elements of a column are %lld bytes apart, column-major storage has %lld: "
                                  "create with DA_ORDER_FORTRAN, export da_transpose() of the array, or use "
                                  "da_scalapack_export_copy()", (long long)dims[0].stride, (long long)item);
    if (cols > 1) *leading = dims[1].stride / item;
    if (cols > 1 && (dims[1].stride % item != 0 || *leading < da_scalapack_max_(1, rows)))
        return da_scalapack_fail_(DA_ERR_LAYOUT, "columns are %lld bytes apart, %lld elements of %lld bytes need a multiple "
                                  "that is no less: use da_scalapack_export_copy()", (long long)dims[1].stride,
                                  (long long)rows, (long long)item);
    if (*leading > DA_SCALAPACK_MAX || *leading > DA_SCALAPACK_MAX / cols)
        return da_scalapack_fail_(DA_ERR_OVERFLOW, "%lld columns at a distance of %lld elements: ScaLAPACK's integers end at "
                                  "%lld", (long long)cols, (long long)*leading, (long long)DA_SCALAPACK_MAX);
    return DA_OK;
}

/* Reads this rank's own facts into `dims`. */
static inline da_status da_scalapack_own_(const da_array *a, const da_distribution *dist, int32_t access, int32_t ndim,
                                          const int32_t axes[2], da_scalapack_dim_ dims[2], da_local *local) {
    da_dim_dict mine[2];
    int64_t at[2];
    da_status status = da_scalapack_coords_(dist, -1, axes, at);
    if (status == DA_OK) status = da_array_local(a, access, local);
    if (status == DA_OK && at[0] >= 0) status = da_distribution_dim_data(dist, -1, mine);
    if (status != DA_OK) return status;
    for (int k = 0; k < 2; k++) {
        dims[k].me = at[k];
        dims[k].local = at[k] < 0 ? 0 : k < ndim ? local->shape[k] : 1;
        dims[k].start = at[k] >= 0 && k < ndim ? mine[k].start : 0;
        dims[k].stride = k < ndim ? local->strides[k] : 0;
    }
    return DA_OK;
}

/* All local checks of an export. */
static inline da_status da_scalapack_describe_(const da_array *a, const da_distribution *dist,
                                               const da_scalapack_grid *grid, int32_t access, da_scalapack_int *desc,
                                               void **data) {
    da_scalapack_dim_ dims[2];
    da_local local;
    int32_t ndim = 0, dtype = 0, parts[2], axes[2];
    int64_t shape[32], expected[2], leading = 1;
    memset(dims, 0, sizeof dims);
    da_status status = da_array_dtype(a, &dtype);
    if (status == DA_OK) status = da_scalapack_check_dtype_(dtype);
    if (status == DA_OK) status = da_scalapack_parts_(dist, parts, axes);
    if (status == DA_OK) status = da_array_ndim(a, &ndim);
    if (status == DA_OK) status = da_array_shape(a, shape);
    if (status != DA_OK) return status;
    dims[0].parts = parts[0];
    dims[1].parts = parts[1];
    status = da_scalapack_shared_(dist, grid, ndim, shape, dims);
    if (status == DA_OK) status = da_scalapack_own_(a, dist, access, ndim, axes, dims, &local);
    if (status != DA_OK) return status;
    const int empty = dims[0].extent == 0 || dims[1].extent == 0, inside = grid->row >= 0;
    expected[0] = inside ? da_scalapack_numroc_(dims[0].extent, dims[0].block, grid->row, dims[0].source, grid->rows) : 0;
    expected[1] = inside ? da_scalapack_numroc_(dims[1].extent, dims[1].block, grid->col, dims[1].source, grid->cols) : 0;
    if (empty) {
        leading = da_scalapack_max_(1, expected[0]);
    } else if (expected[0] * expected[1] != 0 || dims[0].local * dims[1].local != 0) {
        status = da_scalapack_compare_(0, &dims[0], grid->row, grid->rows, expected[0]);
        if (status == DA_OK) status = da_scalapack_compare_(1, &dims[1], grid->col, grid->cols, expected[1]);
        if (status == DA_OK) status = da_scalapack_leading_(dims, da_scalapack_item_(dtype), &leading);
    } else {
        leading = da_scalapack_max_(1, expected[0]);
    }
    if (status != DA_OK) return status;
    const int64_t values[DA_SCALAPACK_DESC_SIZE] = {1, grid->blacs, dims[0].extent, dims[1].extent, dims[0].block,
                                                    dims[1].block, dims[0].source, dims[1].source, leading};
    for (int k = 0; k < DA_SCALAPACK_DESC_SIZE; k++) desc[k] = (da_scalapack_int)values[k];
    *data = local.data;
    return DA_OK;
}

/* Get the descriptor of an array and the address of this rank's columns, without copying.
 * Collective. The array has one axis (then it is a matrix of one column) or two, and lies on the ranks of the grid in
 * blocks of equal width: "c:w" as well as even "b" and "n". It is stored column by column, with any distance from
 * one column to the next. `access` is that of da_array_local().
 * Errors: DA_ERR_LAYOUT with axis, values and a way out where ScaLAPACK can not see the array so; DA_ERR_DTYPE,
 * DA_ERR_SHAPE for more axes, DA_ERR_OVERFLOW for extents or sections beyond ScaLAPACK's integers, DA_ERR_READ_ONLY,
 * DA_ERR_CONTEXT if array and grid have other processes or another order of them, DA_ERR_NULL, DA_ERR_INVALID_HANDLE. */
static inline da_status da_scalapack_export(const da_array *a, const da_scalapack_grid *grid, int32_t access,
                                            da_scalapack_int *desc, void **data) {
    da_scalapack_int found[DA_SCALAPACK_DESC_SIZE];
    da_context *ctx = NULL;
    da_distribution *dist = NULL;
    void *memory = NULL;
    int32_t relation = DA_UNEQUAL;
    da_status status = da_array_context(a, &ctx);
    if (status != DA_OK) return status;
    status = da_scalapack_check_grid_(grid);
    if (status == DA_OK && (desc == NULL || data == NULL))
        status = da_scalapack_fail_(DA_ERR_NULL, "`%s` is NULL", desc == NULL ? "desc" : "data");
    if (status == DA_OK) status = da_context_compare(ctx, grid->ctx, &relation);
    if (status == DA_OK && relation != DA_IDENT && relation != DA_CONGRUENT)
        status = da_scalapack_fail_(DA_ERR_CONTEXT, "the array's context has other processes than the grid's, or another "
                                    "order: make a grid for it with da_scalapack_grid_import()");
    if (status == DA_OK) status = da_array_distribution(a, &dist);
    if (status == DA_OK) status = da_scalapack_describe_(a, dist, grid, access, found, &memory);
    status = da_context_agree(ctx, status);
    if (status == DA_OK) {
        memcpy(desc, found, sizeof found);
        *data = memory;
    }
    da_distribution_free(&dist);
    da_context_free(&ctx);
    return status;
}

/* Get the descriptor of an array alone: what da_scalapack_export() gives with it, by the same rules.
 * Collective. */
static inline da_status da_scalapack_desc(const da_array *a, const da_scalapack_grid *grid, da_scalapack_int *desc) {
    void *data = NULL;
    return da_scalapack_export(a, grid, DA_ACCESS_READ, desc, &data);
}

/* A width of blocks that keeps all coordinates busy: at most 64. */
static inline int64_t da_scalapack_width_(int64_t extent, int32_t parts) {
    return da_scalapack_max_(1, da_scalapack_min_(64, (extent + parts - 1) / parts));
}

/* A new, unset matrix in blocks and in Fortran order; silent. */
static inline da_status da_scalapack_empty_(const da_scalapack_grid *grid, int32_t dtype, const int64_t shape[2],
                                            const int64_t block[2], da_array **out) {
    da_distribution *dist = NULL;
    da_array_options options;
    int32_t *turned = NULL;
    const int64_t source[2] = {0, 0};
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = DA_ORDER_FORTRAN;
    da_status status = da_scalapack_turned_(grid, source, &turned);
    if (status == DA_OK) status = da_scalapack_make_dist_(grid, shape, block, turned, &dist);
    if (status == DA_OK) status = da_array_create(dist, dtype, &options, out);
    free(turned);
    da_distribution_free(&dist);
    return status;
}

/* Copy an array of any distribution and order into a new matrix in blocks, and describe that.
 * Collective. `*copy` has two axes (a vector becomes one column), blocks of mb x nb, 0 to have them chosen, and owns
 * the memory; da_assign() brings results back. The dtype stays.
 * Errors: DA_ERR_DTYPE, DA_ERR_SHAPE, DA_ERR_OVERFLOW, DA_ERR_DISTRIBUTION, DA_ERR_LABELS, DA_ERR_NO_MEMORY,
 * DA_ERR_CONTEXT unless array and grid have the same context, DA_ERR_NULL, DA_ERR_INVALID_HANDLE. */
static inline da_status da_scalapack_export_copy(const da_array *a, const da_scalapack_grid *grid, int64_t mb,
                                                 int64_t nb, da_array **copy, da_scalapack_int *desc, void **data) {
    int64_t shape[32] = {0}, block[2] = {mb, nb};
    int32_t ndim = 0, dtype = 0;
    da_context *ctx = NULL;
    da_array *column = NULL, *made = NULL;
    da_status status = da_array_context(a, &ctx);
    if (status != DA_OK) return status;
    status = da_scalapack_check_grid_(grid);
    if (status == DA_OK && (copy == NULL || desc == NULL || data == NULL))
        status = da_scalapack_fail_(DA_ERR_NULL, "`copy`, `desc` or `data` is NULL");
    if (status == DA_OK) status = da_array_ndim(a, &ndim);
    if (status == DA_OK) status = da_array_shape(a, shape);
    if (status == DA_OK) status = da_array_dtype(a, &dtype);
    if (status == DA_OK) status = da_scalapack_check_dtype_(dtype);
    if (status == DA_OK && ndim != 1 && ndim != 2)
        status = da_scalapack_fail_(DA_ERR_SHAPE, "%d axes: ScaLAPACK has vectors and matrices", (int)ndim);
    if (ndim == 1) shape[1] = 1;
    for (int k = 0; status == DA_OK && k < 2; k++) {
        if (block[k] == 0) block[k] = da_scalapack_width_(shape[k], k == 0 ? grid->rows : grid->cols);
        if (block[k] < 1 || shape[k] > DA_SCALAPACK_MAX)
            status = da_scalapack_fail_(block[k] < 1 ? DA_ERR_DISTRIBUTION : DA_ERR_OVERFLOW, "axis %d: %lld elements in "
                                        "blocks of %lld; ScaLAPACK's integers end at %lld", k, (long long)shape[k],
                                        (long long)block[k], (long long)DA_SCALAPACK_MAX);
    }
    status = da_context_agree(ctx, status);
    if (status == DA_OK) {
        status = da_scalapack_empty_(grid, dtype, shape, block, &made);
        if (status == DA_OK && ndim == 1) status = da_expand_dims(a, 1, &column);
        status = da_context_agree(ctx, status);
    }
    if (status == DA_OK) status = da_assign(made, column != NULL ? column : a);
    if (status == DA_OK) status = da_scalapack_export(made, grid, DA_ACCESS_WRITE, desc, data);
    if (status == DA_OK) *copy = made;
    else da_array_free(&made);
    da_array_free(&column);
    da_context_free(&ctx);
    return status;
}

#endif /* DISTARRAY_SCALAPACK_LAYOUT_H */
