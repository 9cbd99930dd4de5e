/* Every question that a distribution answers, compared with the oracle's slow answer. */
#ifndef DISTARRAY_TESTS_QUESTIONS_H
#define DISTARRAY_TESTS_QUESTIONS_H

#include "oracle.h"

#define MAX_RANKS 64

/* Shape, size and grid. */
static inline void check_global(const da_distribution *dist, const oracle *o) {
    int32_t ndim = -1;
    int64_t shape[ORACLE_MAX], size = -1, grid[ORACLE_MAX], expected[ORACLE_MAX];
    oracle_shape(o, expected);
    CHECK_OK(da_distribution_ndim(dist, &ndim));
    CHECK_EQ_I64(ndim, o->ndim);
    CHECK_OK(da_distribution_shape(dist, shape));
    for (int32_t k = 0; k < o->ndim; k++) CHECK_EQ_I64(shape[k], expected[k]);
    CHECK_OK(da_distribution_size(dist, &size));
    CHECK_EQ_I64(size, count_of(o->ndim, expected));
    CHECK_OK(da_distribution_grid_ndim(dist, &ndim));
    CHECK_EQ_I64(ndim, o->grid_ndim);
    CHECK_OK(da_distribution_grid_shape(dist, grid));
    for (int32_t k = 0; k < o->grid_ndim; k++) CHECK_EQ_I64(grid[k], o->grid[k]);
    for (int32_t k = 0; k < o->ndim; k++) {
        int32_t axis = -7;
        CHECK_OK(da_distribution_grid_axis(dist, k, &axis));
        CHECK_EQ_I64(axis, o->axes[k].kind == 'n' ? -1 : o->axes[k].grid_axis);
    }
}

/* The questions about a dictionary agree with what the oracle says of its axis. */
static inline void check_dict(const da_dim_dict *dict, const oracle_axis *a, int64_t parts, int64_t part) {
    int64_t count = -1, extent = -1, global = -1, local = -1, below = 0;
    int32_t found = -1;
    CHECK_EQ_I64(dict->size, a->size);
    CHECK_EQ_I64(dict->proc_grid_size, parts);
    CHECK_EQ_I64(dict->proc_grid_rank, part);
    CHECK_EQ_I64(dict->dist_type, a->kind == 'c' ? DA_DIST_CYCLIC : DA_DIST_BLOCK);
    CHECK_EQ_I64(dict->periodic, a->periodic);
    CHECK_OK(da_dim_dict_num_owned(dict, &count));
    CHECK_EQ_I64(count, axis_owned_count(a, parts, part));
    CHECK_OK(da_dim_dict_local_extent(dict, &extent));
    CHECK_EQ_I64(extent, axis_extent(a, parts, part));
    for (int64_t g = 0; g < a->size; g++) {
        const int stored = axis_stores(a, parts, part, g);
        CHECK_OK(da_dim_dict_local_from_global(dict, g, &local, &found));
        CHECK_EQ_I64(found, stored);
        if (!stored) continue;
        CHECK_EQ_I64(local, below);
        CHECK_OK(da_dim_dict_global_from_local(dict, below, &global));
        CHECK_EQ_I64(global, g);
        below++;
    }
    CHECK_STATUS(da_dim_dict_global_from_local(dict, extent, &global), DA_ERR_INDEX);
}

static inline int oracle_expressible(const oracle *o) {
    for (int32_t k = 0; k < o->ndim; k++)
        if (!axis_expressible(&o->axes[k], oracle_parts(o, k))) return 0;
    return 1;
}

/* What one rank stores and owns; `ask` is the rank's number or -1 on the rank itself. */
static inline void check_section(const da_distribution *dist, const oracle *o, int32_t rank, int32_t ask) {
    int64_t coords[ORACLE_MAX], got[ORACLE_MAX], offset[ORACLE_MAX], shape[ORACLE_MAX];
    da_dim_dict dims[ORACLE_MAX];
    if (!oracle_coords(o, rank, coords)) {
        CHECK_STATUS(da_distribution_grid_coords(dist, ask, got), DA_ERR_NOT_MEMBER);
        CHECK_STATUS(da_distribution_local_shape(dist, ask, shape), DA_ERR_NOT_MEMBER);
        CHECK_STATUS(da_distribution_owned(dist, ask, offset, shape), DA_ERR_NOT_MEMBER);
        CHECK_STATUS(da_distribution_dim_data(dist, ask, dims), DA_ERR_NOT_MEMBER);
        return;
    }
    CHECK_OK(da_distribution_grid_coords(dist, ask, got));
    for (int32_t g = 0; g < o->grid_ndim; g++) CHECK_EQ_I64(got[g], coords[g]);
    CHECK_OK(da_distribution_local_shape(dist, ask, got));
    CHECK_OK(da_distribution_owned(dist, ask, offset, shape));
    const int expressible = oracle_expressible(o);
    CHECK_STATUS(da_distribution_dim_data(dist, ask, dims), expressible ? DA_OK : DA_ERR_NOT_EXPRESSIBLE);
    for (int32_t k = 0; k < o->ndim; k++) {
        const oracle_axis *a = &o->axes[k];
        const int64_t parts = oracle_parts(o, k), part = oracle_part(o, k, coords);
        CHECK_EQ_I64(got[k], axis_extent(a, parts, part));
        CHECK_EQ_I64(shape[k], axis_owned_count(a, parts, part));
        CHECK_EQ_I64(offset[k], axis_owned_offset(a, parts, part));
        if (expressible) check_dict(&dims[k], a, parts, part);
    }
}

/* Who owns one element, and where each rank stores it. */
static inline void check_element(const da_distribution *dist, const oracle *o, const int64_t *index) {
    int32_t owner = -1, owners[MAX_RANKS], found;
    int64_t count = -1, expected = 0, local[ORACLE_MAX], back[ORACLE_MAX], coords[ORACLE_MAX];
    CHECK_OK(da_distribution_owner(dist, index, &owner));
    CHECK(oracle_has(o, owner, index, 0) && oracle_is_primary(o, owner));
    CHECK_OK(da_distribution_owners(dist, index, MAX_RANKS, owners, &count));
    for (int32_t r = 0; r < o->num_ranks; r++) {
        const int stored = oracle_has(o, r, index, 1);
        if (oracle_has(o, r, index, 0)) {
            CHECK_EQ_I64(owners[expected], r); /* ascending */
            expected++;
        }
        CHECK_OK(da_distribution_local_from_global(dist, r, index, local, &found));
        CHECK_EQ_I64(found, stored);
        if (!stored) continue;
        oracle_coords(o, r, coords);
        for (int32_t k = 0; k < o->ndim; k++)
            CHECK_EQ_I64(local[k], axis_stored_below(&o->axes[k], oracle_parts(o, k),
                                                     oracle_part(o, k, coords), index[k]));
        CHECK_OK(da_distribution_global_from_local(dist, r, local, back));
        for (int32_t k = 0; k < o->ndim; k++) CHECK_EQ_I64(back[k], index[k]);
    }
    CHECK_EQ_I64(count, expected);
}

/* Is g one of start, start + step, ... before stop? */
static inline int in_slice(int64_t g, int64_t start, int64_t stop, int64_t step) {
    for (int64_t i = start; step > 0 ? i < stop : i > stop; i += step)
        if (i == g) return 1;
    return 0;
}

static inline void check_slice(const da_distribution *dist, const oracle *o, const int64_t *start,
                               const int64_t *stop, const int64_t *step) {
    int32_t owners[MAX_RANKS], expected[MAX_RANKS];
    int64_t count = -1, num_expected = 0, shape[ORACLE_MAX], index[ORACLE_MAX];
    oracle_shape(o, shape);
    for (int32_t r = 0; r < o->num_ranks; r++) {
        int owns = 0;
        memset(index, 0, sizeof index);
        if (count_of(o->ndim, shape) > 0) do {
                int inside = 1;
                for (int32_t k = 0; k < o->ndim; k++) inside &= in_slice(index[k], start[k], stop[k], step[k]);
                owns = inside && oracle_has(o, r, index, 0);
            } while (!owns && next_index(o->ndim, shape, index));
        if (owns) expected[num_expected++] = r;
    }
    CHECK_OK(da_distribution_slice_owners(dist, start, stop, step, MAX_RANKS, owners, &count));
    CHECK_EQ_I64(count, num_expected);
    for (int64_t i = 0; i < num_expected && i < count; i++) CHECK_EQ_I64(owners[i], expected[i]);
    if (num_expected == 0) return;
    owners[0] = -5; /* too small: the count is told, nothing else */
    CHECK_STATUS(da_distribution_slice_owners(dist, start, stop, step, num_expected - 1, owners, &count),
                 DA_ERR_BUFFER_SIZE);
    CHECK_EQ_I64(count, num_expected);
    CHECK_EQ_I64(owners[0], -5);
}

/* Slices from both ends, with steps of both signs, among them empty and single ones. */
static inline void check_slices(const da_distribution *dist, const oracle *o) {
    static const int64_t steps[] = {1, 2, 5, -1, -3, 7};
    int64_t start[ORACLE_MAX], stop[ORACLE_MAX], step[ORACLE_MAX];
    for (int trial = 0; trial < 12; trial++) {
        for (int32_t k = 0; k < o->ndim; k++) {
            const int64_t n = o->axes[k].size, a = n > 0 ? (trial * 5 + k) % n : 0, b = n - a;
            step[k] = steps[(trial + k) % 6];
            if (n == 0) {
                start[k] = stop[k] = 0;
                step[k] = 1;
            } else if (step[k] > 0) {
                start[k] = a < b ? a : b - (trial % 2);
                stop[k] = a < b ? b : a;
                if (start[k] < 0) start[k] = 0;
            } else {
                start[k] = (a < b ? b : a) - 1;
                if (start[k] < 0) start[k] = 0;
                stop[k] = trial % 3 == 0 ? -1 : (start[k] > 4 ? start[k] - 4 : start[k]);
            }
        }
        check_slice(dist, o, start, stop, step);
    }
}

/* Everything. */
static inline void oracle_check(const da_distribution *dist, const oracle *o, int32_t my_rank) {
    int64_t shape[ORACLE_MAX], index[ORACLE_MAX];
    oracle_shape(o, shape);
    check_global(dist, o);
    for (int32_t r = 0; r < o->num_ranks; r++) check_section(dist, o, r, r);
    check_section(dist, o, my_rank, -1);
    memset(index, 0, sizeof index);
    if (count_of(o->ndim, shape) > 0) do check_element(dist, o, index);
        while (next_index(o->ndim, shape, index));
    check_slices(dist, o);
}

#endif /* DISTARRAY_TESTS_QUESTIONS_H */
