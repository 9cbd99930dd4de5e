/* A slow second opinion on distributions: an independent description of a layout, and answers found
 * by walking over all global indices, never by a formula. `oracle_check` compares every question of
 * a da_distribution with it. */
#ifndef DISTARRAY_TESTS_ORACLE_H
#define DISTARRAY_TESTS_ORACLE_H

#include "check.h"

#define ORACLE_MAX 32

/* One axis: 'n', 'b' (even if bounds is NULL) or 'c'. */
typedef struct oracle_axis {
    int64_t size;
    char kind;
    int grid_axis; /* -1 for 'n' */
    int64_t block; /* 'c': width of the dealt blocks */
    const int64_t *bounds;
    int64_t comm[2], boundary[2];
    int32_t periodic;
} oracle_axis;

/* A layout over `num_ranks` ranks of a context; ranks NULL means the first ones. */
typedef struct oracle {
    int32_t num_ranks, ndim;
    oracle_axis axes[ORACLE_MAX];
    int32_t grid_ndim;
    int64_t grid[ORACLE_MAX];
    const int32_t *ranks;
} oracle;

/* The next index of a shape in C order; 0 after the last. Begin with all zero. */
static inline int next_index(int32_t ndim, const int64_t *shape, int64_t *index) {
    for (int32_t k = ndim - 1; k >= 0; k--) {
        if (++index[k] < shape[k]) return 1;
        index[k] = 0;
    }
    return 0;
}

static inline int64_t count_of(int32_t ndim, const int64_t *shape) {
    int64_t count = 1;
    for (int32_t k = 0; k < ndim; k++) count *= shape[k];
    return count;
}

static inline void oracle_shape(const oracle *o, int64_t *shape) {
    for (int32_t k = 0; k < o->ndim; k++) shape[k] = o->axes[k].size;
}

/* Extent of the grid axis that an array axis takes. */
static inline int64_t oracle_parts(const oracle *o, int axis) {
    return o->axes[axis].kind == 'n' ? 1 : o->grid[o->axes[axis].grid_axis];
}

/* The grid coordinates of a rank, by counting up to its position; 0 if it is not in the grid. */
static inline int oracle_coords(const oracle *o, int32_t rank, int64_t *coords) {
    int64_t position = 0;
    for (int k = 0; k < o->grid_ndim; k++) coords[k] = 0;
    do {
        const int32_t here = o->ranks ? o->ranks[position] : (int32_t)position;
        if (here == rank) return 1;
        position++;
    } while (next_index(o->grid_ndim, o->grid, coords));
    return 0;
}

/* The coordinate of an axis' grid axis, 0 for an undistributed axis. */
static inline int64_t oracle_part(const oracle *o, int axis, const int64_t *coords) {
    return o->axes[axis].kind == 'n' ? 0 : coords[o->axes[axis].grid_axis];
}

/* Who owns index g of an axis spread over p parts: blocks are dealt out one element at a time. */
static inline int64_t axis_owner(const oracle_axis *a, int64_t p, int64_t g) {
    int64_t turn = 0;
    if (a->kind == 'n') return 0;
    if (a->kind == 'b' && a->bounds) {
        while (g < a->bounds[turn] || g >= a->bounds[turn + 1]) turn++;
        return turn;
    }
    const int64_t width = a->kind == 'c' ? a->block : (a->size + p - 1) / p;
    int64_t left = width;
    for (int64_t i = 0; i < g; i++)
        if (--left == 0) {
            left = width;
            turn = (turn + 1) % p;
        }
    return turn;
}

/* Does part c store index g: owned, or within the communication padding of what it owns? */
static inline int axis_stores(const oracle_axis *a, int64_t p, int64_t c, int64_t g) {
    if (axis_owner(a, p, g) == c) return 1;
    for (int64_t k = 1; k <= a->comm[0] && g + k < a->size; k++)
        if (axis_owner(a, p, g + k) == c) return 1;
    for (int64_t k = 1; k <= a->comm[1] && g - k >= 0; k++)
        if (axis_owner(a, p, g - k) == c) return 1;
    return 0;
}

/* How many indices below g part c stores: the local index of g, and with g = size the extent. */
static inline int64_t axis_stored_below(const oracle_axis *a, int64_t p, int64_t c, int64_t g) {
    int64_t count = 0;
    for (int64_t i = 0; i < g; i++) count += axis_stores(a, p, c, i);
    return count;
}

static inline int64_t axis_extent(const oracle_axis *a, int64_t p, int64_t c) {
    return axis_stored_below(a, p, c, a->size);
}

static inline int64_t axis_owned_count(const oracle_axis *a, int64_t p, int64_t c) {
    int64_t count = 0;
    for (int64_t i = 0; i < a->size; i++) count += axis_owner(a, p, i) == c;
    return count;
}

/* Widths of the communication padding at both ends of a section. */
static inline int64_t axis_owned_offset(const oracle_axis *a, int64_t p, int64_t c);
static inline void axis_comm_widths(const oracle_axis *a, int64_t p, int64_t c, int64_t width[2]) {
    width[0] = axis_owned_offset(a, p, c);
    width[1] = axis_extent(a, p, c) - axis_owned_count(a, p, c) - width[0];
}

/* Whether the protocol has words for the paddings: both sides of a cut are equally wide, and the
 * outer sections hold their padding. */
static inline int axis_expressible(const oracle_axis *a, int64_t p) {
    int64_t here[2], next[2];
    for (int64_t c = 0; c < p; c++) {
        axis_comm_widths(a, p, c, here);
        if (c + 1 < p) axis_comm_widths(a, p, c + 1, next);
        if (c + 1 < p && here[1] != next[0]) return 0;
        const int64_t left = c == 0 ? a->boundary[0] : here[0];
        const int64_t right = c + 1 == p ? a->boundary[1] : here[1];
        if (left + right > axis_extent(a, p, c)) return 0;
    }
    return 1;
}

/* Local index of the first owned element; 0 where nothing is owned. */
static inline int64_t axis_owned_offset(const oracle_axis *a, int64_t p, int64_t c) {
    for (int64_t i = 0; i < a->size; i++)
        if (axis_owner(a, p, i) == c) return axis_stored_below(a, p, c, i);
    return 0;
}

/* Does a rank own (or, with `stored`, also store as padding) the element at a global index? */
static inline int oracle_has(const oracle *o, int32_t rank, const int64_t *index, int stored) {
    int64_t coords[ORACLE_MAX];
    if (!oracle_coords(o, rank, coords)) return 0;
    for (int32_t k = 0; k < o->ndim; k++) {
        const oracle_axis *a = &o->axes[k];
        const int64_t parts = oracle_parts(o, k), part = oracle_part(o, k, coords);
        if (stored ? !axis_stores(a, parts, part, index[k]) : axis_owner(a, parts, index[k]) != part)
            return 0;
    }
    return 1;
}

/* Is a rank the primary owner: coordinate 0 along every grid axis that holds replicas? */
static inline int oracle_is_primary(const oracle *o, int32_t rank) {
    int64_t coords[ORACLE_MAX];
    if (!oracle_coords(o, rank, coords)) return 0;
    for (int g = 0; g < o->grid_ndim; g++) {
        int taken = 0;
        for (int32_t k = 0; k < o->ndim; k++) taken |= o->axes[k].kind != 'n' && o->axes[k].grid_axis == g;
        if (!taken && coords[g] != 0) return 0;
    }
    return 1;
}

/* Makes the distribution through da_dim_spec records, with every grid axis named. */
static inline da_distribution *oracle_create(const oracle *o, const da_context *ctx) {
    da_dim_spec dims[ORACLE_MAX];
    da_distribution_options options;
    da_distribution *dist = NULL;
    memset(dims, 0, sizeof dims);
    memset(&options, 0, sizeof options);
    for (int32_t k = 0; k < o->ndim; k++) {
        const oracle_axis *a = &o->axes[k];
        dims[k].size = a->size;
        dims[k].kind = a->kind;
        dims[k].block_size = a->kind == 'c' ? a->block : 0;
        dims[k].grid_axis_plus_1 = a->kind == 'n' ? 0 : a->grid_axis + 1;
        dims[k].bounds = a->bounds;
        dims[k].num_bounds = a->bounds ? oracle_parts(o, k) + 1 : 0;
        dims[k].periodic = a->periodic;
        for (int side = 0; side < 2; side++) {
            dims[k].comm_padding[side] = a->comm[side];
            dims[k].boundary_padding[side] = a->boundary[side];
        }
    }
    options.struct_size = sizeof options;
    options.grid_shape = o->grid;
    options.grid_ndim = o->grid_ndim;
    options.ranks = o->ranks;
    options.num_ranks = o->ranks ? count_of(o->grid_ndim, o->grid) : 0;
    CHECK_OK(da_distribution_create_dims(ctx, o->ndim, dims, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

#endif /* DISTARRAY_TESTS_ORACLE_H */
