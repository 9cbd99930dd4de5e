/* A slow second opinion on halos: random padded layouts, and for every stored element the one global
 * element that it must be a copy of, found by walking along each axis as numpy.pad does. */
#ifndef DISTARRAY_TESTS_HALOS_H
#define DISTARRAY_TESTS_HALOS_H

#include "fixture.h"

enum { HALO_AXES = 3, HALO_PARTS = 8 };

/* What an element is to the halo along one axis. */
typedef enum halo_role { HALO_OWN, HALO_COPY, HALO_CONSTANT, HALO_OUTSIDE } halo_role;

typedef struct halo_axis {
    da_dim_spec spec;
    int64_t bounds[HALO_PARTS];
    int64_t width[2]; /* -1: all the padding */
    int32_t fill[2];
} halo_axis;

typedef struct halo_case {
    int32_t ndim, skip_corners;
    int64_t grid[HALO_AXES + 1]; /* one grid axis for each array axis, and one of replicas */
    halo_axis axes[HALO_AXES];
    int64_t widths[2 * HALO_AXES];
    int32_t fills[2 * HALO_AXES];
    da_distribution *dist;
} halo_case;

/* The same numbers on all ranks. */
static inline int64_t random_below(uint64_t *state, int64_t limit) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return limit <= 0 ? 0 : (int64_t)((*state >> 33) % (uint64_t)limit);
}

static inline int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

/* A random grid of `ndim` axes and one of replicas, over all ranks or a few less. */
static inline void random_grid(halo_case *c, int32_t ranks, uint64_t *state) {
    int64_t left = ranks;
    for (int32_t k = 0; k <= c->ndim; k++) {
        const int64_t wish = k == c->ndim ? 1 + (random_below(state, 4) == 0) : 1 + random_below(state, 4);
        c->grid[k] = smaller(wish, left);
        left /= c->grid[k];
    }
    if (random_below(state, 2) == 0) c->grid[random_below(state, c->ndim)] *= left;
}

/* Blocks by bounds of 2 to 5 elements. */
static inline int64_t random_bounds(halo_axis *a, int64_t parts, uint64_t *state) {
    int64_t narrowest = 5;
    a->bounds[0] = 0;
    for (int64_t p = 0; p < parts; p++) {
        const int64_t extent = 2 + random_below(state, 4);
        a->bounds[p + 1] = a->bounds[p] + extent;
        narrowest = smaller(narrowest, extent);
    }
    a->spec.size = a->bounds[parts];
    a->spec.bounds = a->bounds;
    a->spec.num_bounds = parts + 1;
    return narrowest;
}

/* Even blocks, where the last ranks may have little or nothing; the width of the last that has any. */
static inline int64_t random_size(halo_axis *a, int64_t parts, uint64_t *state) {
    a->spec.size = 3 + random_below(state, 4 * parts);
    const int64_t chunk = (a->spec.size + parts - 1) / parts;
    return (a->spec.size - 1) % chunk + 1;
}

static inline void random_padding(halo_axis *a, int64_t narrowest, uint64_t *state) {
    const int64_t comm = random_below(state, smaller(narrowest, 3) + 1);
    a->spec.comm_padding[0] = comm;
    a->spec.comm_padding[1] = random_below(state, 4) == 0 ? comm / 2 : comm;
    for (int side = 0; side < 2; side++) {
        a->spec.boundary_padding[side] = random_below(state, smaller(3, a->spec.size / 2 + 1));
        a->fill[side] = (int32_t)random_below(state, 5);
    }
    a->spec.periodic = random_below(state, 2) == 0;
    /* An interior without elements has nothing to be copied; one is enough. */
    if (a->spec.boundary_padding[0] + a->spec.boundary_padding[1] >= a->spec.size) a->spec.boundary_padding[1] = 0;
}

/* Widths that the padding allows: at a cut its width, at the ends of a periodic axis the boundary's. */
static inline void random_widths(halo_axis *a, uint64_t *state) {
    for (int side = 0; side < 2; side++) {
        int64_t most = a->spec.comm_padding[side];
        if (a->spec.periodic) most = smaller(most, a->spec.boundary_padding[side]);
        a->width[side] = random_below(state, 3) == 0 ? random_below(state, most + 1) : -1;
    }
}

static inline void random_axis(halo_axis *a, int64_t parts, int32_t grid_axis, uint64_t *state) {
    static const int32_t kinds[] = {DA_KIND_BLOCK, DA_KIND_BLOCK, DA_KIND_BLOCK, DA_KIND_CYCLIC, DA_KIND_UNDISTRIBUTED};
    memset(a, 0, sizeof *a);
    a->width[0] = a->width[1] = -1;
    a->spec.kind = kinds[random_below(state, 5)];
    a->spec.size = 3 + random_below(state, 4);
    if (a->spec.kind != DA_KIND_UNDISTRIBUTED) a->spec.grid_axis_plus_1 = grid_axis + 1;
    if (a->spec.kind == DA_KIND_CYCLIC) return;
    int64_t narrowest = 0;
    if (a->spec.kind == DA_KIND_BLOCK)
        narrowest = random_below(state, 3) == 0 ? random_bounds(a, parts, state) : random_size(a, parts, state);
    random_padding(a, narrowest, state);
    random_widths(a, state);
}

/* A random layout with its halo, the same on all ranks. */
static inline void random_case(halo_case *c, const world *w, uint64_t *state) {
    da_distribution_options options;
    da_dim_spec specs[HALO_AXES];
    memset(c, 0, sizeof *c);
    memset(&options, 0, sizeof options);
    c->ndim = 1 + (int32_t)random_below(state, HALO_AXES);
    c->skip_corners = random_below(state, 4) == 0;
    random_grid(c, w->size, state);
    for (int32_t k = 0; k < c->ndim; k++) {
        random_axis(&c->axes[k], c->grid[k], k, state);
        specs[k] = c->axes[k].spec;
        for (int side = 0; side < 2; side++) {
            c->widths[2 * k + side] = c->axes[k].width[side];
            c->fills[2 * k + side] = c->axes[k].fill[side];
        }
    }
    options.struct_size = sizeof options;
    options.grid_ndim = c->ndim + 1;
    options.grid_shape = c->grid;
    CHECK_OK(da_distribution_create_dims(w->ctx, c->ndim, specs, &options, &c->dist));
    CHECK_OR_QUIT(c->dist != NULL);
}

/* All boundaries as any other element. */
static inline void leave_boundaries(halo_case *c) {
    for (int32_t k = 0; k < 2 * c->ndim; k++) c->fills[k] = c->axes[k / 2].fill[k % 2] = DA_BOUNDARY_UNTOUCHED;
}

#define HALO_VALUE 77

/* The case's halo; where the system forbids direct reads, one that chooses for itself. With `message_bytes`
 * elements travel in many small messages, through as little staging memory as there can be. */
static inline da_halo *make_halo(const halo_case *c, int32_t transport, int64_t message_bytes) {
    da_halo_options options;
    da_halo *halo = NULL;
    da_status status;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.widths = c->widths;
    options.boundaries = c->fills;
    options.skip_corners = c->skip_corners;
    options.value = da_int(HALO_VALUE);
    options.transport = transport;
    options.message_bytes = message_bytes;
    options.staging_bytes = message_bytes > 0 ? 2000 : 0;
    status = da_halo_create(c->dist, &options, &halo);
    if (transport == DA_TRANSPORT_DIRECT && status == DA_ERR_NOT_SUPPORTED) {
        options.transport = DA_TRANSPORT_AUTO;
        status = da_halo_create(c->dist, &options, &halo);
    }
    CHECK_STATUS(status, DA_OK);
    CHECK_OR_QUIT(halo != NULL);
    return halo;
}

/* The interior index that index k, counted from the interior's first of n, shows: walked one turn at a
 * time. */
static inline int64_t turned(int64_t k, int64_t n, int periodic, int32_t fill) {
    while (k < 0 || k >= n) {
        if (periodic) k += k < 0 ? n : -n;
        else if (fill == DA_BOUNDARY_SYMMETRIC) k = k < 0 ? -1 - k : 2 * n - 1 - k;
        else if (fill == DA_BOUNDARY_REFLECT && n > 1) k = k < 0 ? -k : 2 * (n - 1) - k;
        else k = k < 0 ? 0 : n - 1;
    }
    return k;
}

/* The role of global index g along an axis for a rank that owns first .. first + count - 1 there; the
 * index that it is a copy of. */
static inline halo_role role_of(const halo_axis *a, int64_t first, int64_t count, int64_t g, int64_t *source) {
    const int64_t left = a->spec.boundary_padding[0], n = a->spec.size - left - a->spec.boundary_padding[1];
    const int64_t away[2] = {first - g, g - (first + count) + 1}, beyond[2] = {left - g, g - (left + n) + 1};
    *source = g;
    for (int side = 0; side < 2; side++)
        if (a->width[side] >= 0 && away[side] > a->width[side]) return HALO_OUTSIDE;
    for (int side = 0; side < 2; side++) {
        if (beyond[side] <= 0 || (!a->spec.periodic && a->fill[side] == DA_BOUNDARY_UNTOUCHED)) continue;
        if (a->width[side] >= 0 && beyond[side] > a->width[side]) return HALO_OUTSIDE;
        if (!a->spec.periodic && a->fill[side] == DA_BOUNDARY_CONSTANT) return HALO_CONSTANT;
        *source = left + turned(g - left, n, a->spec.periodic, a->fill[side]);
        return HALO_COPY;
    }
    return away[0] <= 0 && away[1] <= 0 ? HALO_OWN : HALO_COPY;
}

/* A rank's section as the oracle sees it. */
typedef struct halo_section {
    int held;
    int64_t shape[HALO_AXES], offset[HALO_AXES], owned[HALO_AXES], size;
    int64_t first[HALO_AXES]; /* global index of the first owned element of block axes */
} halo_section;

static inline halo_section section_of(const halo_case *c, int32_t rank) {
    halo_section s;
    int64_t global[HALO_AXES];
    memset(&s, 0, sizeof s);
    s.held = da_distribution_local_shape(c->dist, rank, s.shape) == DA_OK;
    if (!s.held) return s;
    CHECK_OK(da_distribution_owned(c->dist, rank, s.offset, s.owned));
    s.size = count_of(c->ndim, s.shape);
    if (s.size == 0) return s;
    CHECK_OK(da_distribution_global_from_local(c->dist, rank, s.offset, global));
    for (int32_t k = 0; k < c->ndim; k++) s.first[k] = global[k];
    return s;
}

/* What a stored element is, and the global linear number of its source. */
static inline halo_role element_role(const halo_case *c, const halo_section *s, int32_t rank, const int64_t *index,
                                     int64_t *number) {
    int64_t global[HALO_AXES], source = 0;
    int copies = 0, constants = 0, outside = 0;
    CHECK_OK(da_distribution_global_from_local(c->dist, rank, index, global));
    *number = 0;
    for (int32_t k = 0; k < c->ndim; k++) {
        halo_role role = HALO_OWN;
        source = global[k];
        if (c->axes[k].spec.kind != DA_KIND_CYCLIC)
            role = role_of(&c->axes[k], s->first[k], s->owned[k], global[k], &source);
        copies += role != HALO_OWN;
        constants += role == HALO_CONSTANT;
        outside += role == HALO_OUTSIDE;
        *number = *number * c->axes[k].spec.size + source;
    }
    if (outside || (copies > 1 && c->skip_corners)) return HALO_OUTSIDE;
    return constants ? HALO_CONSTANT : copies ? HALO_COPY : HALO_OWN;
}

/* Numbers that every dtype holds. */
static inline int64_t small_number(int32_t dtype, int64_t number) {
    if (dtype == DA_BOOL) return number % 2;
    return item_size(dtype) == 1 ? 1 + number % 50 : 1 + number;
}

#endif /* DISTARRAY_TESTS_HALOS_H */
