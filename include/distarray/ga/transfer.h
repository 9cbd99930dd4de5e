/* Part of distarray/ga.h: elements put into global arrays and got from them, and global arrays made for our arrays.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_GA_TRANSFER_H
#define DISTARRAY_GA_TRANSFER_H

#include <distarray/ga/layout.h>

/* One direction of a transfer, and where the array lies in the global one. */
typedef struct da_ga_transfer_ {
    int g_a, put;
    int32_t dtype, ndim;
    int64_t item, offset[GA_MAX_DIM];
} da_ga_transfer_;

/* Checks the array against the global array; the patch begins at `lo`, NULL meaning at the beginning. */
static inline da_status da_ga_check_transfer_(const da_array *a, const int64_t *lo, da_ga_transfer_ *t) {
    int64_t dims[GA_MAX_DIM], shape[32];
    int32_t dtype = 0, ndim = 0;
    da_status status = da_ga_inquire_(t->g_a, &dtype, &ndim, dims);
    if (status == DA_OK) status = da_array_dtype(a, &t->dtype);
    if (status == DA_OK) status = da_array_ndim(a, &t->ndim);
    if (status == DA_OK) status = da_array_shape(a, shape);
    if (status == DA_OK) status = da_dtype_size(dtype, &t->item);
    if (status != DA_OK) return status;
    if (t->dtype != dtype)
        return da_ga_fail_(DA_ERR_DTYPE, "the array has %s, the global array %s: convert with da_astype()",
                           da_dtype_name(t->dtype), da_dtype_name(dtype));
    if (t->ndim != ndim)
        return da_ga_fail_(DA_ERR_SHAPE, "the array has %d axes, the global array %d", (int)t->ndim, (int)ndim);
    for (int32_t k = 0; k < ndim; k++) {
        t->offset[k] = lo == NULL ? 0 : lo[k];
        if (t->offset[k] < 0 || t->offset[k] > dims[k] - shape[k])
            return da_ga_fail_(DA_ERR_SHAPE, "axis %d: %lld elements from %lld on do not lie in the %lld of the global array",
                               (int)k, (long long)shape[k], (long long)t->offset[k], (long long)dims[k]);
    }
    return DA_OK;
}

/* Moves one box; `first` is the index of its first element in the array. */
static inline void da_ga_box_(const da_ga_transfer_ *t, const int64_t *first, const int64_t *extent, void *data,
                              int64_t *ld) {
    int64_t lo[GA_MAX_DIM], hi[GA_MAX_DIM];
    for (int32_t k = 0; k < t->ndim; k++) {
        lo[k] = t->offset[k] + first[k];
        hi[k] = lo[k] + extent[k] - 1;
    }
    if (t->put) NGA_Put64(t->g_a, lo, hi, data, ld);
    else NGA_Get64(t->g_a, lo, hi, data, ld);
}

/* Whether the owned elements are one box of consecutive indices that GA can reach by leading dimensions; then `ld`. */
static inline int da_ga_is_box_(const da_ga_transfer_ *t, const da_distribution *dist, const da_local *local, int64_t *ld) {
    da_dim_dict dims[32];
    int64_t step = t->item;
    if (da_distribution_dim_data(dist, -1, dims) != DA_OK) return 0;
    for (int32_t k = t->ndim - 1; k >= 0; k--) {
        const int64_t extent = local->owned_shape[k];
        const int dealt = dims[k].dist_type == 'c' && dims[k].proc_grid_size > 1 && extent > dims[k].block_size;
        if (dims[k].dist_type == 'u' || dealt) return 0;
        if (k == t->ndim - 1) {
            if (extent > 1 && local->strides[k] != step) return 0;
            continue;
        }
        ld[k] = local->owned_shape[k + 1];
        if (extent > 1) {
            if (local->strides[k] <= 0 || local->strides[k] % step != 0 || local->strides[k] / step < ld[k]) return 0;
            ld[k] = local->strides[k] / step;
        }
        step *= ld[k];
    }
    return 1;
}

/* Moves the owned elements run by run along the last axis, by way of `packed` where they are not contiguous. */
static inline da_status da_ga_runs_(const da_array *a, const da_ga_transfer_ *t, char *packed) {
    int64_t extent[GA_MAX_DIM], ld[GA_MAX_DIM];
    da_cursor c;
    da_status status = da_cursor_begin(a, t->put ? DA_ACCESS_READ : DA_ACCESS_WRITE, &c);
    if (status != DA_OK) return status;
    for (int32_t k = 0; k < GA_MAX_DIM; k++) extent[k] = ld[k] = 1;
    while (da_cursor_next_run(&c)) {
        const int straight = c.stride == t->item || c.count == 1;
        const size_t item = (size_t)t->item;
        extent[t->ndim - 1] = c.count;
        if (t->ndim > 1) ld[t->ndim - 2] = c.count;
        for (int64_t i = 0; !straight && t->put && i < c.count; i++)
            memcpy(packed + (size_t)i * item, (char *)c.data + i * c.stride, item);
        da_ga_box_(t, c.index, extent, straight ? c.data : (void *)packed, ld);
        for (int64_t i = 0; !straight && !t->put && i < c.count; i++)
            memcpy((char *)c.data + i * c.stride, packed + (size_t)i * item, item);
    }
    return da_cursor_end(&c);
}

/* Both directions. */
static inline da_status da_ga_move_(const da_array *a, int g_a, const int64_t *lo, int put) {
    da_ga_transfer_ t;
    da_distribution *dist = NULL;
    da_local local;
    int64_t first[32] = {0}, ld[GA_MAX_DIM] = {0}, owned = 1;
    memset(&t, 0, sizeof t);
    t.g_a = g_a;
    t.put = put;
    da_status status = da_ga_check_transfer_(a, lo, &t);
    if (status == DA_OK) status = da_array_local(a, put ? DA_ACCESS_READ : DA_ACCESS_WRITE, &local);
    if (status != DA_OK || local.data == NULL) return status;
    for (int32_t k = 0; k < t.ndim; k++) owned *= local.owned_shape[k];
    if (owned == 0) return DA_OK;
    status = da_array_distribution(a, &dist);
    if (status != DA_OK) return status;
    if (da_ga_is_box_(&t, dist, &local, ld)) {
        char *data = (char *)local.data;
        for (int32_t k = 0; k < t.ndim; k++) data += local.owned_offset[k] * local.strides[k];
        status = da_distribution_global_from_local(dist, -1, local.owned_offset, first);
        if (status == DA_OK) da_ga_box_(&t, first, local.owned_shape, data, ld);
    } else {
        char *packed = (char *)malloc((size_t)(local.owned_shape[t.ndim - 1] * t.item));
        status = packed == NULL ? da_ga_fail_(DA_ERR_NO_MEMORY, "no memory for a run of elements")
                                : da_ga_runs_(a, &t, packed);
        free(packed);
    }
    da_distribution_free(&dist);
    return status;
}

/* Put this rank's elements into a global array of its dtype, at `lo`, or at the beginning if that is NULL.
 * Not collective, one-sided: call GA_Sync before anybody reads them. Any distribution, order and context; a section that
 * is one box of indices in C order is one NGA_Put, others are one for each run along the last axis. Of replicas every
 * holder puts the same.
 * Errors: DA_ERR_DTYPE, DA_ERR_SHAPE for other axes or a patch that reaches outside, DA_ERR_NO_MEMORY,
 * DA_ERR_INVALID_HANDLE for both handles, DA_ERR_NULL. */
static inline da_status da_ga_put(const da_array *a, int g_a, const int64_t *lo) { return da_ga_move_(a, g_a, lo, 1); }

/* Get the elements that this rank owns from a global array of its dtype; communication padding counts as out of date.
 * Not collective, one-sided: GA_Sync before it, if others have put. The rest as da_ga_put().
 * Errors: as there; DA_ERR_READ_ONLY. */
static inline da_status da_ga_get(const da_array *a, int g_a, const int64_t *lo) { return da_ga_move_(a, g_a, lo, 0); }

/* ---- Global arrays for our arrays ---------------------------------------------------------------------------- */

/* Where a distribution's blocks begin, for GA: axis after axis. */
typedef struct da_ga_map_ {
    int64_t blocks[GA_MAX_DIM], widths[GA_MAX_DIM], dims[GA_MAX_DIM];
    int64_t *starts;
    int dealt;
} da_ga_map_;

/* Reads blocks or block sizes; the ranks of the grid are the first of the context in C order. */
static inline da_status da_ga_read_map_(const da_distribution *dist, int32_t ndim, da_ga_map_ *map) {
    int64_t grid[32], coords[32], step = 1, next = 0, steps[GA_MAX_DIM];
    int32_t grid_ndim = 0, axes[GA_MAX_DIM];
    da_status status = da_distribution_grid_ndim(dist, &grid_ndim);
    if (status == DA_OK) status = da_distribution_grid_shape(dist, grid);
    for (int32_t k = 0; status == DA_OK && k < ndim; k++) status = da_distribution_grid_axis(dist, k, &axes[k]);
    if (status != DA_OK) return status;
    /* GA numbers its blocks in C order of the array's axes. */
    for (int32_t k = ndim - 1; k >= 0; k--) {
        map->blocks[k] = axes[k] < 0 ? 1 : grid[axes[k]];
        steps[k] = step;
        step *= map->blocks[k];
    }
    int64_t total = 1;
    for (int32_t k = 0; k < grid_ndim; k++) total *= grid[k];
    if (total != step)
        return da_ga_fail_(DA_ERR_LAYOUT, "%lld ranks hold replicas; a global array has none", (long long)total);
    map->starts = (int64_t *)malloc((size_t)(step + ndim) * sizeof *map->starts);
    if (map->starts == NULL) return da_ga_fail_(DA_ERR_NO_MEMORY, "no memory for %lld blocks", (long long)step);
    for (int32_t k = 0; k < ndim; k++)
        for (int64_t c = 0; c < map->blocks[k]; c++) {
            da_dim_dict dims[32];
            const int32_t rank = (int32_t)(c * steps[k]);
            status = da_distribution_grid_coords(dist, rank, coords);
            if (status == DA_OK) status = da_distribution_dim_data(dist, rank, dims);
            if (status != DA_OK && status != DA_ERR_NOT_MEMBER) return status;
            if (status == DA_ERR_NOT_MEMBER || (axes[k] >= 0 && coords[axes[k]] != c))
                return da_ga_fail_(DA_ERR_LAYOUT, "rank %d is not at position %lld along axis %d: the ranks of a global array "
                                   "are in C order of its axes", (int)rank, (long long)c, (int)k);
            if (dims[k].dist_type == 'u')
                return da_ga_fail_(DA_ERR_LAYOUT, "axis %d is unstructured; a global array has blocks only", (int)k);
            if (dims[k].dist_type == 'c') {
                map->widths[k] = dims[k].block_size;
                map->dealt = 1;
                break;
            }
            /* A section begins with its left neighbour's elements. */
            map->starts[next++] = dims[k].start + (c > 0 ? dims[k].padding[0] : 0);
            map->widths[k] = map->blocks[k] == 1 ? map->dims[k] : 0;
            if (dims[k].stop - dims[k].start == 0)
                return da_ga_fail_(DA_ERR_LAYOUT, "axis %d: block %lld is empty; a global array has no empty blocks", (int)k,
                                   (long long)c);
        }
    for (int32_t k = 0; map->dealt && k < ndim; k++)
        if (map->widths[k] == 0)
            return da_ga_fail_(DA_ERR_LAYOUT, "axis %d has blocks and another one is cyclic; a global array has one of both",
                               (int)k);
    return DA_OK;
}

/* Creates it; collective among GA's processes. */
static inline int da_ga_allocate_(int32_t type, int32_t ndim, da_ga_map_ *map, const char *name) {
    char own[64];
    snprintf(own, sizeof own, "%s", name == NULL ? "distarray" : name);
    const int g_a = GA_Create_handle();
    GA_Set_data64(g_a, ndim, map->dims, type);
    GA_Set_array_name(g_a, own);
    if (map->dealt) GA_Set_block_cyclic_proc_grid64(g_a, map->widths, map->blocks);
    else GA_Set_irreg_distr64(g_a, map->starts, map->blocks);
    if (GA_Allocate(g_a)) return g_a;
    GA_Destroy(g_a);
    return 0;
}

/* Make a global array that is laid out as a distribution: da_ga_import() of it has an aligned distribution, so that
 * nothing moves between the two.
 * Collective, on a context of all of GA's processes in order. Blocks of any width, or cyclic axes all along; on ranks in
 * C order of the axes. Elements are not set. `name` may be NULL. The caller destroys it with GA_Destroy.
 * Errors: DA_ERR_LAYOUT where a global array can not be so, with axis and reason (for empty blocks, replicas, other
 * orders of ranks, unstructured axes), DA_ERR_DTYPE, DA_ERR_SHAPE for no or more than 7 axes, DA_ERR_CONTEXT,
 * DA_ERR_EXTERNAL if GA has no memory, DA_ERR_NULL, DA_ERR_INVALID_HANDLE. */
static inline da_status da_ga_create(const da_distribution *dist, int32_t dtype, const char *name, int *g_a) {
    da_ga_map_ map;
    da_context *ctx = NULL;
    int64_t shape[32];
    int32_t ndim = 0;
    memset(&map, 0, sizeof map);
    da_status status = da_distribution_context(dist, &ctx);
    if (status != DA_OK) return status;
    if (!GA_Initialized()) status = da_ga_fail_(DA_ERR_INVALID_HANDLE, "Global Arrays is not initialised");
    if (status == DA_OK && g_a == NULL) status = da_ga_fail_(DA_ERR_NULL, "`g_a` is NULL");
    if (status == DA_OK) status = da_ga_check_group_(ctx, GA_Pgroup_get_default());
    if (status == DA_OK) status = da_distribution_ndim(dist, &ndim);
    if (status == DA_OK) status = da_distribution_shape(dist, shape);
    if (status == DA_OK && (ndim < 1 || ndim > GA_MAX_DIM))
        status = da_ga_fail_(DA_ERR_SHAPE, "%d axes: a global array has 1 to %d", (int)ndim, GA_MAX_DIM);
    for (int32_t k = 0; status == DA_OK && k < ndim; k++) {
        map.dims[k] = shape[k];
        if (shape[k] < 1) status = da_ga_fail_(DA_ERR_LAYOUT, "axis %d is empty; a global array has elements", (int)k);
    }
    if (status == DA_OK && da_ga_type_(dtype) < 0)
        status = da_ga_fail_(DA_ERR_DTYPE, "%s: a global array has char, int32, int64, float32, float64, complex64 or "
                             "complex128; convert with da_astype()", da_dtype_name(dtype));
    if (status == DA_OK) status = da_ga_read_map_(dist, ndim, &map);
    status = da_context_agree(ctx, status);
    if (status == DA_OK) {
        const int made = da_ga_allocate_(da_ga_type_(dtype), ndim, &map, name);
        if (made == 0) status = da_ga_fail_(DA_ERR_EXTERNAL, "GA_Allocate failed: Global Arrays has no memory for it");
        else *g_a = made;
    }
    free(map.starts);
    da_context_free(&ctx);
    return status;
}

/* Make a global array with the shape, dtype and elements of an array of any distribution; GA chooses its blocks.
 * Collective, on a context of all of GA's processes in order; ends with GA_Sync.
 * Errors: as da_ga_create() and da_ga_put(). */
static inline da_status da_ga_export_copy(const da_array *a, const char *name, int *g_a) {
    char own[64];
    int64_t shape[32], chunk[GA_MAX_DIM];
    int32_t ndim = 0, dtype = 0;
    int made = 0;
    da_context *ctx = NULL;
    da_status status = da_array_context(a, &ctx);
    if (status != DA_OK) return status;
    status = da_array_ndim(a, &ndim);
    if (status == DA_OK) status = da_array_shape(a, shape);
    if (status == DA_OK) status = da_array_dtype(a, &dtype);
    if (!GA_Initialized()) status = da_ga_fail_(DA_ERR_INVALID_HANDLE, "Global Arrays is not initialised");
    if (status == DA_OK && g_a == NULL) status = da_ga_fail_(DA_ERR_NULL, "`g_a` is NULL");
    if (status == DA_OK) status = da_ga_check_group_(ctx, GA_Pgroup_get_default());
    if (status == DA_OK && (ndim < 1 || ndim > GA_MAX_DIM))
        status = da_ga_fail_(DA_ERR_SHAPE, "%d axes: a global array has 1 to %d", (int)ndim, GA_MAX_DIM);
    if (status == DA_OK && da_ga_type_(dtype) < 0)
        status = da_ga_fail_(DA_ERR_DTYPE, "%s is no type of Global Arrays; convert with da_astype()", da_dtype_name(dtype));
    for (int32_t k = 0; status == DA_OK && k < ndim; k++) {
        chunk[k] = -1;
        if (shape[k] < 1) status = da_ga_fail_(DA_ERR_LAYOUT, "axis %d is empty; a global array has elements", (int)k);
    }
    status = da_context_agree(ctx, status);
    if (status == DA_OK) {
        snprintf(own, sizeof own, "%s", name == NULL ? "distarray" : name);
        made = NGA_Create64(da_ga_type_(dtype), ndim, shape, own, chunk);
        status = made != 0 ? da_ga_put(a, made, NULL)
                           : da_ga_fail_(DA_ERR_EXTERNAL, "NGA_Create failed: Global Arrays has no memory for it");
        status = da_context_agree(ctx, status);
    }
    if (status == DA_OK) {
        GA_Sync();
        *g_a = made;
    } else if (made != 0) {
        GA_Destroy(made);
    }
    da_context_free(&ctx);
    return status;
}

/* Copy a global array into a new array of a distribution of its shape, whatever the global array's layout.
 * Collective on the distribution's context, whose processes are all GA's; begins with GA_Sync.
 * Errors: as da_ga_get(), DA_ERR_NO_MEMORY. */
static inline da_status da_ga_import_copy(int g_a, const da_distribution *dist, da_array **out) {
    int64_t dims[GA_MAX_DIM], shape[32];
    int32_t dtype = 0, ndim = 0, axes = 0;
    da_context *ctx = NULL;
    da_array *made = NULL;
    da_status status = da_distribution_context(dist, &ctx);
    if (status != DA_OK) return status;
    status = da_ga_inquire_(g_a, &dtype, &ndim, dims);
    if (status == DA_OK && out == NULL) status = da_ga_fail_(DA_ERR_NULL, "`out` is NULL");
    if (status == DA_OK) status = da_distribution_ndim(dist, &axes);
    if (status == DA_OK) status = da_distribution_shape(dist, shape);
    int same = axes == ndim;
    for (int32_t k = 0; same && k < ndim; k++) same = shape[k] == dims[k];
    if (status == DA_OK && !same) status = da_ga_fail_(DA_ERR_SHAPE, "the distribution has another shape than the array");
    status = da_context_agree(ctx, status);
    if (status == DA_OK) {
        GA_Pgroup_sync(GA_Get_pgroup(g_a));
        status = da_empty(dist, dtype, &made);
        if (status == DA_OK) status = da_ga_get(made, g_a, NULL);
        status = da_context_agree(ctx, status);
    }
    if (status == DA_OK) *out = made;
    else da_array_free(&made);
    da_context_free(&ctx);
    return status;
}

#endif /* DISTARRAY_GA_TRANSFER_H */
