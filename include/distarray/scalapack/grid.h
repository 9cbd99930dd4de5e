/* Part of distarray/scalapack.h: BLACS grids of the ranks of a context.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_SCALAPACK_GRID_H
#define DISTARRAY_SCALAPACK_GRID_H

#include <distarray/scalapack/base.h>

/* Another handle of a context, by way of something that keeps it. */
static inline da_status da_scalapack_keep_(const da_context *ctx, da_context **out) {
    const int64_t shape[1] = {0};
    da_distribution *dist = NULL;
    da_status status = da_distribution_create(ctx, 1, shape, "n", NULL, &dist);
    if (status == DA_OK) status = da_distribution_context(dist, out);
    da_distribution_free(&dist);
    return status;
}

/* Makes the BLACS grid: `map` has the rank of each place, column by column. */
static inline da_status da_scalapack_open_(da_scalapack_grid *grid, da_scalapack_int *map) {
    da_scalapack_int rows, cols, row = -1, col = -1;
    MPI_Comm shown = MPI_COMM_NULL, own = MPI_COMM_NULL;
    const da_status status = da_context_comm(grid->ctx, &shown);
    if (status != DA_OK) return status;
    /* A duplicate, because the BLACS know communicators by handle: the program may have shown them `shown` itself. */
    if (MPI_Comm_dup(shown, &own) != MPI_SUCCESS)
        return da_scalapack_fail_(DA_ERR_MPI, "MPI_Comm_dup failed for the BLACS grid");
    const da_scalapack_int handle = da_blacs_handle_(own);
    grid->blacs = handle;
    da_blacs_gridmap_(&grid->blacs, map, grid->rows, grid->rows, grid->cols);
    da_blacs_handle_free_(handle);
    MPI_Comm_free(&own);
    da_blacs_gridinfo_(grid->blacs, &rows, &cols, &row, &col);
    grid->row = (int32_t)row;
    grid->col = (int32_t)col;
    if (row < 0) grid->blacs = -1;
    grid->owned = 1;
    return DA_OK;
}

/* The end of all functions that make a grid: agreement, then the BLACS. On error the list of ranks goes. */
static inline da_status da_scalapack_make_grid_(const da_context *ctx, da_status status, da_scalapack_grid *draft,
                                                da_scalapack_grid *out) {
    da_scalapack_int *map = NULL;
    if (status == DA_OK) {
        const size_t count = (size_t)draft->rows * (size_t)draft->cols;
        map = (da_scalapack_int *)malloc(count * sizeof *map);
        if (map == NULL) status = da_scalapack_fail_(DA_ERR_NO_MEMORY, "no memory for a grid of %zu ranks", count);
    }
    if (status == DA_OK && out == NULL) status = da_scalapack_fail_(DA_ERR_NULL, "`grid` is NULL");
    status = da_context_agree(ctx, status);
    /* Agreed upon again: the BLACS would wait for a rank without memory. */
    if (status == DA_OK) status = da_context_agree(ctx, da_scalapack_keep_(ctx, &draft->ctx));
    for (int32_t row = 0; status == DA_OK && row < draft->rows; row++)
        for (int32_t col = 0; col < draft->cols; col++)
            map[row + col * draft->rows] = (da_scalapack_int)da_scalapack_rank_(draft, row, col);
    if (status == DA_OK) status = da_scalapack_open_(draft, map);
    free(map);
    if (status == DA_OK) {
        *out = *draft;
    } else {
        free(draft->ranks);
        da_context_free(&draft->ctx);
    }
    return status;
}

/* Rows and columns that were left open: all ranks, as square as their number allows. */
static inline da_status da_scalapack_extents_(int32_t size, int32_t *rows, int32_t *cols) {
    if (*rows < 0 || *cols < 0)
        return da_scalapack_fail_(DA_ERR_GRID, "a grid of %d x %d: both are 1 or more, or 0 to have them chosen",
                                  (int)*rows, (int)*cols);
    if (*rows == 0 && *cols == 0)
        for (int32_t k = 1; k <= size / k; k++)
            if (size % k == 0) *rows = k;
    if (*rows == 0) *rows = (int32_t)da_scalapack_max_(1, size / *cols);
    if (*cols == 0) *cols = (int32_t)da_scalapack_max_(1, size / *rows);
    if ((int64_t)*rows * *cols <= size) return DA_OK;
    return da_scalapack_fail_(DA_ERR_GRID, "a grid of %d x %d needs more ranks than the %d of the context", (int)*rows,
                              (int)*cols, (int)size);
}

/* Make a BLACS grid of the first rows * cols ranks of a context.
 * Collective. `order` is "Row-major" or "Column-major", as for Cblacs_gridinit; rows and cols of 0 are chosen.
 * Errors: DA_ERR_GRID, DA_ERR_ARGUMENT for another order, DA_ERR_NO_MEMORY, DA_ERR_MPI. */
static inline da_status da_scalapack_grid_create(const da_context *ctx, const char *order, int32_t rows, int32_t cols,
                                                 da_scalapack_grid *grid) {
    da_scalapack_grid draft;
    int32_t size = 0;
    memset(&draft, 0, sizeof draft);
    da_status status = da_context_size(ctx, &size);
    const char first = order == NULL ? 'R' : order[0];
    draft.order = first == 'C' || first == 'c' ? 'C' : 'R';
    if (status == DA_OK && draft.order == 'R' && first != 'R' && first != 'r')
        status = da_scalapack_fail_(DA_ERR_ARGUMENT, "order \"%s\": \"Row-major\" or \"Column-major\"", order);
    if (status == DA_OK) status = da_scalapack_extents_(size, &rows, &cols);
    draft.rows = rows;
    draft.cols = cols;
    return da_scalapack_make_grid_(ctx, status, &draft, grid);
}

/* Room for the ranks of the grid's places, and for the places of `size` ranks, which begin as -1. */
static inline da_status da_scalapack_lists_(da_scalapack_grid *grid, int32_t size) {
    const size_t count = (size_t)(grid->rows * grid->cols) + (size_t)size;
    grid->ranks = (int32_t *)malloc(count * sizeof *grid->ranks);
    if (grid->ranks == NULL) return da_scalapack_fail_(DA_ERR_NO_MEMORY, "no memory for a list of %zu ranks", count);
    for (size_t k = 0; k < count; k++) grid->ranks[k] = -1;
    return DA_OK;
}

/* Names the order if it has a name, and then drops the list. */
static inline void da_scalapack_name_order_(da_scalapack_grid *grid) {
    int by_row = 1, by_col = 1;
    for (int32_t row = 0; row < grid->rows; row++)
        for (int32_t col = 0; col < grid->cols; col++) {
            const int32_t rank = grid->ranks[row * grid->cols + col];
            by_row = by_row && rank == row * grid->cols + col;
            by_col = by_col && rank == row + col * grid->rows;
        }
    grid->order = by_row ? 'R' : by_col ? 'C' : 0;
    if (grid->order == 0) return;
    free(grid->ranks);
    grid->ranks = NULL;
}

/* The extents that both axes of a matrix are spread over (a vector is one column), and the grid axes; -1 for none. */
static inline da_status da_scalapack_parts_(const da_distribution *dist, int32_t parts[2], int32_t axes[2]) {
    int64_t extents[32], count = 1;
    int32_t ndim = 0, grid_ndim = 0;
    da_status status = da_distribution_ndim(dist, &ndim);
    if (status == DA_OK) status = da_distribution_grid_ndim(dist, &grid_ndim);
    if (status == DA_OK) status = da_distribution_grid_shape(dist, extents);
    if (status != DA_OK) return status;
    if (ndim != 1 && ndim != 2)
        return da_scalapack_fail_(DA_ERR_SHAPE, "%d axes: ScaLAPACK has vectors and matrices", (int)ndim);
    for (int32_t k = 0; k < grid_ndim; k++) count *= extents[k];
    for (int32_t k = 0; k < 2; k++) {
        axes[k] = -1;
        if (k < ndim) status = da_distribution_grid_axis(dist, k, &axes[k]);
        if (status != DA_OK) return status;
        parts[k] = axes[k] < 0 ? 1 : (int32_t)extents[axes[k]];
    }
    if (count == (int64_t)parts[0] * parts[1]) return DA_OK;
    return da_scalapack_fail_(DA_ERR_LAYOUT, "%lld ranks hold the array, in replicas of %d x %d: ScaLAPACK has no "
                              "replicas; use da_scalapack_export_copy()", (long long)count, (int)parts[0], (int)parts[1]);
}

/* The coordinates of a rank of the context along both axes; -1 where it holds no section. */
static inline da_status da_scalapack_coords_(const da_distribution *dist, int32_t rank, const int32_t axes[2],
                                             int64_t coords[2]) {
    int64_t all[32];
    const da_status status = da_distribution_grid_coords(dist, rank, all);
    for (int32_t k = 0; k < 2; k++) coords[k] = status != DA_OK ? -1 : axes[k] < 0 ? 0 : all[axes[k]];
    return status == DA_ERR_NOT_MEMBER ? DA_OK : status;
}

/* Fills the grid from where a distribution has its ranks. */
static inline da_status da_scalapack_read_grid_(const da_distribution *dist, int32_t size, da_scalapack_grid *grid) {
    int32_t parts[2], axes[2];
    da_status status = da_scalapack_parts_(dist, parts, axes);
    if (status != DA_OK) return status;
    grid->rows = parts[0];
    grid->cols = parts[1];
    status = da_scalapack_lists_(grid, size);
    for (int32_t rank = 0; status == DA_OK && rank < size; rank++) {
        int64_t at[2];
        status = da_scalapack_coords_(dist, rank, axes, at);
        if (status != DA_OK || at[0] < 0) continue;
        const int32_t place = (int32_t)(at[0] * parts[1] + at[1]);
        grid->ranks[place] = rank;
        grid->ranks[parts[0] * parts[1] + rank] = place;
    }
    if (status == DA_OK) da_scalapack_name_order_(grid);
    return status;
}

/* Make the BLACS grid on which arrays of a distribution can be exported: the ranks that hold sections, as they lie.
 * Collective. Takes time in proportion to the number of ranks.
 * Errors: DA_ERR_SHAPE unless there are one or two axes, DA_ERR_LAYOUT for replicas, DA_ERR_NO_MEMORY, DA_ERR_MPI. */
static inline da_status da_scalapack_grid_of(const da_distribution *dist, da_scalapack_grid *grid) {
    da_scalapack_grid draft;
    da_context *ctx = NULL;
    int32_t size = 0;
    memset(&draft, 0, sizeof draft);
    da_status status = da_distribution_context(dist, &ctx);
    if (status != DA_OK) return status;
    status = da_context_size(ctx, &size);
    if (status == DA_OK) status = da_scalapack_read_grid_(dist, size, &draft);
    status = da_scalapack_make_grid_(ctx, status, &draft, grid);
    da_context_free(&ctx);
    return status;
}

/* What each rank says of itself when a BLACS grid is imported: place, rows and columns. */
typedef struct da_scalapack_report_ { int32_t place, rows, cols; } da_scalapack_report_;

/* Puts the reports of all ranks together. */
static inline da_status da_scalapack_join_(const da_scalapack_report_ *reports, int32_t size, da_scalapack_grid *grid) {
    int32_t members = 0;
    for (int32_t rank = 0; rank < size; rank++) {
        if (reports[rank].place < 0) continue;
        if (members++ == 0) { grid->rows = reports[rank].rows; grid->cols = reports[rank].cols; }
        if (reports[rank].rows != grid->rows || reports[rank].cols != grid->cols)
            return da_scalapack_fail_(DA_ERR_MISMATCH, "rank %d has a BLACS grid of %d x %d, other ranks one of %d x %d",
                                      (int)rank, (int)reports[rank].rows, (int)reports[rank].cols, (int)grid->rows,
                                      (int)grid->cols);
    }
    if (members == 0) return da_scalapack_fail_(DA_ERR_ARGUMENT, "no rank of the context has a BLACS context");
    if (members != grid->rows * grid->cols)
        return da_scalapack_fail_(DA_ERR_CONTEXT, "%d ranks of the context are in a BLACS grid of %d x %d: all its "
                                  "processes must belong to the context", (int)members, (int)grid->rows, (int)grid->cols);
    const da_status status = da_scalapack_lists_(grid, size);
    if (status != DA_OK) return status;
    for (int32_t rank = 0; rank < size; rank++) {
        const int32_t place = reports[rank].place;
        if (place < 0) continue;
        grid->ranks[place] = rank;
        grid->ranks[members + rank] = place;
    }
    for (int32_t place = 0; place < members; place++)
        if (grid->ranks[place] < 0)
            return da_scalapack_fail_(DA_ERR_MISMATCH, "no rank is at row %d, column %d: the ranks gave different "
                                      "BLACS contexts", (int)(place / grid->cols), (int)(place % grid->cols));
    da_scalapack_name_order_(grid);
    return DA_OK;
}

/* Asks all ranks where they are; the caller has agreed with them. */
static inline da_status da_scalapack_survey_(const da_context *ctx, int32_t size, da_scalapack_report_ *reports,
                                             da_scalapack_grid *draft) {
    da_scalapack_report_ mine = {-1, -1, -1};
    da_scalapack_int rows = -1, cols = -1, row = -1, col = -1;
    MPI_Comm comm = MPI_COMM_NULL;
    da_status status = da_context_comm(ctx, &comm);
    if (status != DA_OK) return status;
    da_blacs_gridinfo_(draft->blacs, &rows, &cols, &row, &col);
    draft->row = (int32_t)row;
    draft->col = (int32_t)col;
    if (row >= 0) {
        mine.place = (int32_t)(row * cols + col);
        mine.rows = (int32_t)rows;
        mine.cols = (int32_t)cols;
    }
    if (MPI_Allgather(&mine, 3, MPI_INT32_T, reports, 3, MPI_INT32_T, comm) != MPI_SUCCESS)
        return da_scalapack_fail_(DA_ERR_MPI, "MPI_Allgather failed for a BLACS grid");
    return da_scalapack_join_(reports, size, draft);
}

/* Use a BLACS grid of the program's, of whatever order, whose processes all belong to the context.
 * Collective, on all ranks of the context; those outside the grid give -1, as the BLACS do. Takes time in proportion
 * to the number of ranks. The BLACS context stays the program's; it must not end before the grid's last use.
 * Errors: DA_ERR_ARGUMENT if no rank is in a grid, DA_ERR_CONTEXT if some of the grid's processes are not in the
 * context, DA_ERR_MISMATCH for different grids, DA_ERR_NO_MEMORY, DA_ERR_MPI. */
static inline da_status da_scalapack_grid_import(const da_context *ctx, da_scalapack_int blacs,
                                                 da_scalapack_grid *grid) {
    da_scalapack_grid draft;
    da_scalapack_report_ *reports = NULL;
    int32_t size = 0;
    memset(&draft, 0, sizeof draft);
    da_status status = da_context_size(ctx, &size);
    if (status == DA_OK && grid == NULL) status = da_scalapack_fail_(DA_ERR_NULL, "`grid` is NULL");
    if (status == DA_OK) {
        reports = (da_scalapack_report_ *)malloc((size_t)size * sizeof *reports);
        if (reports == NULL) status = da_scalapack_fail_(DA_ERR_NO_MEMORY, "no memory for %d ranks' places", (int)size);
    }
    draft.blacs = blacs;
    status = da_context_agree(ctx, status);
    if (status == DA_OK) {
        status = da_context_agree(ctx, da_scalapack_survey_(ctx, size, reports, &draft));
        if (status == DA_OK) status = da_scalapack_keep_(ctx, &draft.ctx);
        if (draft.row < 0) draft.blacs = -1;
    }
    free(reports);
    if (status == DA_OK) *grid = draft;
    else free(draft.ranks);
    return status;
}

/* Forget a grid; one that was made here ends its BLACS context.
 * Collective among the ranks of a grid that was made here, since BLACS frees communicators; else local. Accepts NULL
 * and what was freed; after MPI_Finalize it only forgets. */
static inline da_status da_scalapack_grid_free(da_scalapack_grid *grid) {
    int over = 0;
    if (grid == NULL || grid->ctx == NULL) return DA_OK;
    MPI_Finalized(&over);
    if (grid->owned && grid->row >= 0 && !over && da_scalapack_check_grid_(grid) == DA_OK)
        da_blacs_gridexit_(grid->blacs);
    free(grid->ranks);
    const da_status status = da_context_free(&grid->ctx);
    memset(grid, 0, sizeof *grid);
    return status;
}

#endif /* DISTARRAY_SCALAPACK_GRID_H */
