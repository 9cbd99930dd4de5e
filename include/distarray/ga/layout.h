/* Part of distarray/ga.h: global arrays as arrays of ours, where they are.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_GA_LAYOUT_H
#define DISTARRAY_GA_LAYOUT_H

#include <distarray/ga/base.h>

/* A global array in our words. */
typedef struct da_ga_layout_ {
    int32_t dtype, ndim;
    int64_t dims[GA_MAX_DIM];
    int64_t grid[GA_MAX_DIM];      /* processes along each axis */
    int64_t coords[GA_MAX_DIM];    /* this one's; -1 where it holds nothing */
    int64_t block[GA_MAX_DIM];     /* width of the blocks that are dealt out; 0: one block for each process */
    int64_t *bounds[GA_MAX_DIM];   /* of those blocks */
    int64_t width[GA_MAX_DIM];     /* of the ghost cells that are to be seen */
    int64_t strides[GA_MAX_DIM];
    int32_t *ranks;                /* of the positions, where they are not in order */
    int64_t num_ranks;
    char *data;
} da_ga_layout_;

/* What the memory's release callback needs: GA wants to hear that access has ended. */
typedef struct da_ga_access_ {
    int g_a, ghosts;
    int64_t lo[GA_MAX_DIM], hi[GA_MAX_DIM];
} da_ga_access_;

static inline void da_ga_release_(void *memory) {
    da_ga_access_ *access = (da_ga_access_ *)memory;
    if (GA_Initialized() && GA_Valid_handle(access->g_a)) {
        if (access->ghosts) NGA_Release_update_ghosts(access->g_a);
        else NGA_Release_update64(access->g_a, access->lo, access->hi);
    }
    free(access);
}

static inline void da_ga_forget_(da_ga_layout_ *l) {
    for (int k = 0; k < GA_MAX_DIM; k++) free(l->bounds[k]);
    free(l->ranks);
}

static inline int da_ga_ascending_(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* ---- One block for each process: regular and irregular arrays ------------------------------------------------ */

static inline da_status da_ga_room_(da_ga_layout_ *l) {
    for (int32_t k = 0; k < l->ndim; k++) {
        l->bounds[k] = (int64_t *)calloc((size_t)l->grid[k] + 1, sizeof **l->bounds);
        if (l->bounds[k] == NULL)
            return da_ga_fail_(DA_ERR_NO_MEMORY, "no memory for the bounds of %lld blocks", (long long)l->grid[k]);
        l->bounds[k][l->grid[k]] = l->dims[k];
    }
    return DA_OK;
}

/* Bounds, if the blocks lie on the first processes in C order; the number of questions is that of the bounds. */
static inline void da_ga_read_bounds_(int g_a, da_ga_layout_ *l) {
    int64_t lo[GA_MAX_DIM], hi[GA_MAX_DIM], step = 1;
    for (int32_t k = l->ndim - 1; k >= 0; k--) {
        for (int64_t c = 0; c < l->grid[k]; c++) {
            NGA_Distribution64(g_a, (int)(c * step), lo, hi);
            l->bounds[k][c] = lo[k] < 0 ? -1 : lo[k];
        }
        step *= l->grid[k];
    }
}

/* Whether this process has the block that its rank stands for in C order, and sets its coordinates. */
static inline da_status da_ga_find_self_(int g_a, int me, da_ga_layout_ *l) {
    int64_t lo[GA_MAX_DIM], hi[GA_MAX_DIM], position = 0;
    NGA_Distribution64(g_a, me, lo, hi);
    const int holds = lo[0] >= 0 && hi[0] >= lo[0];
    int same = 1;
    for (int32_t k = 0; k < l->ndim; k++) {
        int64_t c = 0;
        while (c < l->grid[k] && l->bounds[k][c] != lo[k]) c++;
        l->coords[k] = holds ? c : -1;
        same = same && (!holds || (c < l->grid[k] && hi[k] + 1 == l->bounds[k][c + 1]));
        position = position * l->grid[k] + c;
    }
    int64_t count = 1;
    for (int32_t k = 0; k < l->ndim; k++) count *= l->grid[k];
    if (holds ? same && (l->ranks != NULL || position == me) : me >= count || l->ranks != NULL) return DA_OK;
    return da_ga_fail_(DA_ERR_GRID, "process %d does not hold the block that its number stands for", me);
}

/* Bounds and ranks where the processes are in another order (GA_Set_restricted): asks for every process. */
static inline da_status da_ga_read_ranks_(int g_a, int size, da_ga_layout_ *l) {
    int64_t lo[GA_MAX_DIM], hi[GA_MAX_DIM], count = 1;
    int64_t *starts = (int64_t *)malloc((size_t)size * sizeof *starts);
    for (int32_t k = 0; k < l->ndim; k++) count *= l->grid[k];
    l->ranks = (int32_t *)malloc((size_t)count * sizeof *l->ranks);
    l->num_ranks = count;
    if (starts == NULL || l->ranks == NULL) {
        free(starts);
        return da_ga_fail_(DA_ERR_NO_MEMORY, "no memory for the blocks of %d processes", size);
    }
    for (int32_t k = 0; k < l->ndim; k++) {
        int64_t found = 0, distinct = 0;
        for (int p = 0; p < size; p++) {
            NGA_Distribution64(g_a, p, lo, hi);
            if (lo[0] >= 0 && hi[0] >= lo[0]) starts[found++] = lo[k];
        }
        qsort(starts, (size_t)found, sizeof *starts, da_ga_ascending_);
        for (int64_t p = 0; p < found && distinct < l->grid[k]; p++)
            if (p == 0 || starts[p] != starts[p - 1]) l->bounds[k][distinct++] = starts[p];
    }
    free(starts);
    for (int64_t position = 0; position < count; position++) l->ranks[position] = -1;
    for (int p = 0; p < size; p++) {
        int64_t position = 0;
        NGA_Distribution64(g_a, p, lo, hi);
        if (lo[0] < 0 || hi[0] < lo[0]) continue;
        for (int32_t k = 0; k < l->ndim; k++) {
            const void *at = bsearch(&lo[k], l->bounds[k], (size_t)l->grid[k], sizeof **l->bounds, da_ga_ascending_);
            if (at == NULL) return da_ga_fail_(DA_ERR_LAYOUT, "the blocks of global array %d are no grid", g_a);
            position = position * l->grid[k] + ((const int64_t *)at - l->bounds[k]);
        }
        l->ranks[position] = p;
    }
    for (int64_t position = 0; position < count; position++)
        if (l->ranks[position] < 0) return da_ga_fail_(DA_ERR_LAYOUT, "block %lld of global array %d is on no process",
                                                       (long long)position, g_a);
    return DA_OK;
}

/* Address and strides of this process's block, with its ghost cells' strides. */
static inline void da_ga_access_block_(int g_a, int me, da_ga_layout_ *l, da_ga_access_ *access) {
    int64_t ld[GA_MAX_DIM], item = 0;
    void *data = NULL;
    if (l->coords[0] < 0) return;
    NGA_Distribution64(g_a, me, access->lo, access->hi);
    NGA_Access64(g_a, access->lo, access->hi, &data, ld);
    da_dtype_size(l->dtype, &item);
    l->data = (char *)data;
    for (int32_t k = l->ndim - 1; k >= 0; k--) {
        l->strides[k] = item;
        if (k > 0) item *= ld[k - 1];
    }
}

/* The width of the ghost cells, from the block with and without them; 0 where this process holds nothing. */
static inline void da_ga_widths_(int g_a, da_ga_layout_ *l, const da_ga_access_ *access, int64_t widths[GA_MAX_DIM]) {
    int64_t ld[GA_MAX_DIM], with[GA_MAX_DIM];
    void *data = NULL;
    for (int32_t k = 0; k < GA_MAX_DIM; k++) widths[k] = 0;
    if (l->coords[0] < 0 || !GA_Has_ghosts(g_a)) return;
    NGA_Access_ghosts64(g_a, with, &data, ld);
    for (int32_t k = 0; k < l->ndim; k++) widths[k] = (with[k] - (access->hi[k] - access->lo[k] + 1)) / 2;
}

/* ---- Blocks that are dealt out -------------------------------------------------------------------------------- */

/* How many blocks this process has along an axis. */
static inline int64_t da_ga_own_blocks_(const da_ga_layout_ *l, int32_t k) {
    const int64_t blocks = (l->dims[k] + l->block[k] - 1) / l->block[k];
    return (blocks - l->coords[k] + l->grid[k] - 1) / l->grid[k];
}

/* How many elements. */
static inline int64_t da_ga_own_extent_(const da_ga_layout_ *l, int32_t k) {
    const int64_t own = da_ga_own_blocks_(l, k);
    if (own <= 0) return 0;
    const int64_t last = (l->coords[k] + (own - 1) * l->grid[k]) * l->block[k];
    const int64_t rest = l->dims[k] - last;
    return (own - 1) * l->block[k] + (rest < l->block[k] ? rest : l->block[k]);
}

/* The grid of the processes, and the block size, which is that of the first block. */
static inline da_status da_ga_read_blocks_(int g_a, int me, int size, da_ga_layout_ *l) {
    int64_t lo[GA_MAX_DIM], hi[GA_MAX_DIM], position = 0;
    int blocks[GA_MAX_DIM], last[GA_MAX_DIM], index[GA_MAX_DIM], count = 1;
    GA_Nblock(g_a, blocks);
    NGA_Distribution64(g_a, 0, lo, hi);
    const int dealt = GA_Uses_proc_grid(g_a);
    if (dealt) {
        /* Version 5.8 gives the extents of the grid in reverse, but processes' places in order: the last one tells. */
        GA_Get_proc_grid(g_a, last);
        for (int32_t k = 0; k < l->ndim; k++) count *= last[k];
        GA_Get_proc_index(g_a, count - 1, last);
        GA_Get_proc_index(g_a, me, index);
    }
    for (int32_t k = 0; k < l->ndim; k++) {
        l->block[k] = hi[k] - lo[k] + 1;
        l->grid[k] = dealt ? last[k] + 1 : k == 0 ? size : 1;
        l->coords[k] = dealt ? index[k] : k == 0 ? me : 0;
        position = position * l->grid[k] + l->coords[k];
        if (!dealt && k > 0 && blocks[k] > 1)
            return da_ga_fail_(DA_ERR_LAYOUT, "axis %d has %d blocks, which go round the processes one by one: an array has "
                               "no such layout; use da_ga_import_copy(), or GA_Set_block_cyclic_proc_grid", (int)k, blocks[k]);
        if (blocks[k] != (l->dims[k] + l->block[k] - 1) / l->block[k])
            return da_ga_fail_(DA_ERR_LAYOUT, "axis %d: %d tiles of unequal width have no distribution; use "
                               "da_ga_import_copy()", (int)k, blocks[k]);
    }
    if (position == me) return DA_OK;
    return da_ga_fail_(DA_ERR_LAYOUT, "process %d is at position %lld of the grid of global array %d", me,
                       (long long)position, g_a);
}

/* Whether this process's tiles along the first axis have equal widths: only asking for each of them tells. */
static inline da_status da_ga_check_tiles_(int g_a, const da_ga_layout_ *l) {
    int64_t lo[GA_MAX_DIM], hi[GA_MAX_DIM], behind = 1;
    for (int32_t k = 1; k < l->ndim; k++) behind *= (l->dims[k] + l->block[k] - 1) / l->block[k];
    for (int64_t b = 0; b < da_ga_own_blocks_(l, 0); b++) {
        int64_t number = l->coords[0] + b * l->grid[0];
        for (int32_t k = 1; k < l->ndim; k++)
            number = number * ((l->dims[k] + l->block[k] - 1) / l->block[k]) + l->coords[k];
        NGA_Distribution64(g_a, (int)number, lo, hi);
        for (int32_t k = 0; k < l->ndim; k++) {
            const int64_t first = (l->coords[k] + (k == 0 ? b * l->grid[0] : 0)) * l->block[k];
            const int64_t end = first + l->block[k] < l->dims[k] ? first + l->block[k] : l->dims[k];
            if (lo[k] != first || hi[k] + 1 != end)
                return da_ga_fail_(DA_ERR_LAYOUT, "axis %d: tiles of unequal width have no distribution; use "
                                   "da_ga_import_copy()", (int)k);
        }
    }
    return DA_OK;
}

/* Whether a tile is as wide as all that this process has: then its elements are one array, else they stand tile by tile. */
static inline da_status da_ga_check_stored_(int g_a, const da_ga_layout_ *l) {
    int64_t ld[GA_MAX_DIM] = {0}, at[GA_MAX_DIM];
    int together = 0;
    void *data = NULL;
    for (int32_t k = 0; k < l->ndim; k++) {
        at[k] = l->coords[k];
        if (da_ga_own_extent_(l, k) == 0) return DA_OK;
    }
    if (GA_Uses_proc_grid(g_a)) NGA_Access_block_grid64(g_a, at, &data, ld);
    else NGA_Access_block64(g_a, l->coords[0], &data, ld);
    for (int32_t k = 1; k < l->ndim; k++) {
        if (ld[k - 1] != da_ga_own_extent_(l, k))
            return da_ga_fail_(DA_ERR_LAYOUT, "axis %d: this process's elements are stored tile by tile, %lld of %lld; use "
                               "da_ga_import_copy(), or GA_Set_block_cyclic_proc_grid", (int)k, (long long)ld[k - 1],
                               (long long)da_ga_own_extent_(l, k));
        together = together || da_ga_own_blocks_(l, k) > 1;
    }
    return together || !GA_Uses_proc_grid(g_a) ? DA_OK : da_ga_check_tiles_(g_a, l);
}

/* All of an array whose blocks are dealt out. */
static inline da_status da_ga_read_dealt_(int g_a, int me, int size, da_ga_layout_ *l) {
    int64_t length = 0, expected = 1, item = 0;
    void *data = NULL;
    da_status status = da_ga_read_blocks_(g_a, me, size, l);
    if (status == DA_OK) status = da_ga_check_stored_(g_a, l);
    if (status != DA_OK) return status;
    NGA_Access_block_segment64(g_a, me, &data, &length);
    da_dtype_size(l->dtype, &item);
    for (int32_t k = l->ndim - 1; k >= 0; k--) {
        const int64_t extent = da_ga_own_extent_(l, k);
        l->strides[k] = item;
        item *= extent > 0 ? extent : 1;
        expected *= extent;
    }
    l->data = expected > 0 ? (char *)data : NULL;
    if (length == expected) return DA_OK;
    return da_ga_fail_(DA_ERR_LAYOUT, "this process stores %lld elements, blocks of equal width give it %lld; use "
                       "da_ga_import_copy()", (long long)length, (long long)expected);
}

/* ---- Import --------------------------------------------------------------------------------------------------- */

/* Reads a global array; `listed` after an agreement that the processes are not in order. */
static inline da_status da_ga_describe_(const da_context *ctx, int g_a, int listed, da_ga_layout_ *l,
                                        da_ga_access_ *access) {
    int blocks[GA_MAX_DIM];
    da_status status = da_ga_inquire_(g_a, &l->dtype, &l->ndim, l->dims);
    if (status == DA_OK) status = da_ga_check_group_(ctx, GA_Get_pgroup(g_a));
    if (status != DA_OK) return status;
    const int group = GA_Get_pgroup(g_a), me = GA_Pgroup_nodeid(group), size = GA_Pgroup_nnodes(group);
    if (GA_Is_mirrored(g_a))
        return da_ga_fail_(DA_ERR_LAYOUT, "global array %d is mirrored; use da_ga_import_copy()", g_a);
    if (GA_Total_blocks(g_a) >= 0) return da_ga_read_dealt_(g_a, me, size, l);
    GA_Nblock(g_a, blocks);
    for (int32_t k = 0; k < l->ndim; k++) l->grid[k] = blocks[k];
    status = da_ga_room_(l);
    if (status == DA_OK && !listed) da_ga_read_bounds_(g_a, l);
    if (status == DA_OK && listed) status = da_ga_read_ranks_(g_a, size, l);
    if (status == DA_OK) status = da_ga_find_self_(g_a, me, l);
    if (status == DA_OK) da_ga_access_block_(g_a, me, l, access);
    return status;
}

/* The array; silent. Its section begins with the left neighbour's elements, but not outside of the whole. */
static inline da_status da_ga_wrap_(const da_context *ctx, da_ga_layout_ *l, int32_t flags, da_ga_access_ *access,
                                    da_array **out) {
    da_dim_spec dims[GA_MAX_DIM];
    da_distribution_options options;
    da_distribution *dist = NULL;
    memset(dims, 0, sizeof dims);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = l->grid;
    options.grid_ndim = l->ndim;
    options.ranks = l->ranks;
    options.num_ranks = l->num_ranks;
    for (int32_t k = 0; k < l->ndim; k++) {
        dims[k].size = l->dims[k];
        dims[k].kind = l->block[k] > 0 ? DA_KIND_CYCLIC : DA_KIND_BLOCK;
        dims[k].block_size = l->block[k];
        dims[k].bounds = l->bounds[k];
        dims[k].num_bounds = l->block[k] > 0 ? 0 : l->grid[k] + 1;
        dims[k].grid_axis_plus_1 = k + 1;
        dims[k].comm_padding[0] = dims[k].comm_padding[1] = l->width[k];
        if (l->data != NULL && l->block[k] == 0 && l->coords[k] > 0) l->data -= l->width[k] * l->strides[k];
    }
    da_status status = da_distribution_create_dims(ctx, l->ndim, dims, &options, &dist);
    if (status == DA_OK)
        status = da_array_wrap(dist, l->dtype, l->data, l->strides, flags, access == NULL ? NULL : da_ga_release_, access,
                               out);
    da_distribution_free(&dist);
    return status;
}

/* Reads and agrees; where the processes turn out not to be in order, again with a list of them. */
static inline da_status da_ga_agree_(const da_context *ctx, int g_a, const void *out, da_ga_layout_ *l,
                                     da_ga_access_ **access) {
    da_status status = DA_OK;
    for (int listed = 0; listed < 2; listed++) {
        memset(l, 0, sizeof *l);
        if (*access == NULL) *access = (da_ga_access_ *)calloc(1, sizeof **access);
        status = out == NULL       ? da_ga_fail_(DA_ERR_NULL, "`out` is NULL")
                 : *access == NULL ? da_ga_fail_(DA_ERR_NO_MEMORY, "no memory")
                                   : da_ga_describe_(ctx, g_a, listed, l, *access);
        status = da_context_agree(ctx, status);
        if (status == DA_OK) return DA_OK;
        da_ga_forget_(l);
        if (status != DA_ERR_GRID) break;
    }
    free(*access);
    *access = NULL;
    return status;
}

/* Ends an import: the callback's memory goes where nobody will call it. */
static inline da_status da_ga_end_import_(const da_context *ctx, int g_a, da_ga_layout_ *l, int32_t flags,
                                          da_ga_access_ *access, da_array **out) {
    const int held = l->data != NULL && l->block[0] == 0;
    access->g_a = g_a;
    const da_status status = da_ga_wrap_(ctx, l, flags, held ? access : NULL, out);
    if (!held || status != DA_OK) free(access);
    da_ga_forget_(l);
    return status;
}

/* Adopt a global array as an array of ours, without copying; ghost cells are not seen.
 * Collective on `ctx`, which has the processes of the array's group in its order. Regular and irregular blocks (also on
 * restricted processes), and blocks dealt out over a process grid or along the first axis alone. `flags` are those of
 * da_array_wrap(). Where processes are restricted it takes time in proportion to their number, and for tiles along the
 * first axis alone to that of this process's tiles.
 * Errors: DA_ERR_LAYOUT where elements are stored tile by tile, in tiles of unequal width, or mirrored; DA_ERR_DTYPE,
 * DA_ERR_CONTEXT for other processes or another order, DA_ERR_INVALID_HANDLE, DA_ERR_NULL; all on every rank. */
static inline da_status da_ga_import(const da_context *ctx, int g_a, int32_t flags, da_array **out) {
    da_ga_layout_ layout;
    da_ga_access_ *access = NULL;
    const da_status status = da_ga_agree_(ctx, g_a, out, &layout, &access);
    return status != DA_OK ? status : da_ga_end_import_(ctx, g_a, &layout, flags, access, out);
}

/* Adopt a global array with ghost cells: those towards neighbours are the array's communication padding, so that
 * da_halo_update() fills what GA_Update_ghosts fills; those at the ends of the whole are not seen.
 * Collective on `ctx`. Pass DA_PADDING_VALID after GA_Update_ghosts. Without ghost cells it is da_ga_import().
 * Errors: as da_ga_import(). (GA itself makes no ghost cells that are wider than a block.) */
static inline da_status da_ga_import_ghosts(const da_context *ctx, int g_a, int32_t flags, da_array **out) {
    da_ga_layout_ layout;
    da_ga_access_ *access = NULL;
    int64_t widths[GA_MAX_DIM];
    MPI_Comm comm = MPI_COMM_NULL;
    da_status status = da_ga_agree_(ctx, g_a, out, &layout, &access);
    if (status != DA_OK) return status;
    /* Processes that hold nothing do not know the width. */
    da_ga_widths_(g_a, &layout, access, widths);
    access->ghosts = GA_Has_ghosts(g_a);
    status = da_context_comm(ctx, &comm);
    if (status == DA_OK && MPI_Allreduce(widths, layout.width, GA_MAX_DIM, MPI_INT64_T, MPI_MAX, comm) != MPI_SUCCESS)
        status = da_ga_fail_(DA_ERR_MPI, "MPI_Allreduce failed for the widths of ghost cells");
    if (status == DA_OK) return da_ga_end_import_(ctx, g_a, &layout, flags, access, out);
    free(access);
    da_ga_forget_(&layout);
    return status;
}

#endif /* DISTARRAY_GA_LAYOUT_H */
