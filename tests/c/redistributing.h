/* Random layouts of one shape, the same on all ranks, and arrays in them: whole ones, and views with steps and
 * axes in another order. What belongs to an element is worked out from its global index alone. */
#ifndef DISTARRAY_TESTS_REDISTRIBUTING_H
#define DISTARRAY_TESTS_REDISTRIBUTING_H

#include <stdlib.h>

#include "fixture.h"

enum { SIDE_AXES = 4, SIDE_RANKS = 64 };

static inline int64_t random_below(uint64_t *state, int64_t limit) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return limit <= 0 ? 0 : (int64_t)((*state >> 33) % (uint64_t)limit);
}

static inline int one_in(uint64_t *state, int64_t chances) { return random_below(state, chances) == 0; }

/* A process grid over some of the ranks; its last axis may hold replicas. */
typedef struct mesh {
    int32_t ndim, used, member;
    int64_t shape[SIDE_AXES + 1], coords[SIDE_AXES + 1];
    int32_t ranks[SIDE_RANKS];
} mesh;

/* One side of a movement: axis k of what takes part is the axis `order[k]` of `base`, from `start` in steps. */
typedef struct side {
    int32_t ndim, dtype, viewed;
    int32_t order[SIDE_AXES];
    int64_t shape[SIDE_AXES];                     /* of what takes part */
    int64_t base_shape[SIDE_AXES], start[SIDE_AXES], step[SIDE_AXES]; /* by axes of the base */
    int64_t weight[SIDE_AXES];                    /* the number of an element is the sum of index * weight */
    int64_t imaginary;                            /* the imaginary part is the real one times this */
    da_distribution *dist;                        /* of the base */
    da_array *base, *array;                       /* the same handle where nothing is left out */
} side;

static inline void random_mesh(mesh *m, const world *w, int32_t ndim, uint64_t *state) {
    int64_t left = w->size;
    m->ndim = ndim + 1;
    m->used = 1;
    m->member = 0;
    memset(m->coords, 0, sizeof m->coords);
    for (int32_t k = 0; k <= ndim; k++) {
        const int64_t wish = k == ndim ? 1 + one_in(state, 4) : 1 + random_below(state, 4);
        m->shape[k] = wish < left ? wish : left;
        left /= m->shape[k];
        m->used *= (int32_t)m->shape[k];
    }
    if (ndim > 0 && one_in(state, 2)) {
        m->shape[random_below(state, ndim)] *= left;
        m->used *= (int32_t)left;
    }
    for (int32_t r = 0; r < w->size; r++) m->ranks[r] = r;
    for (int32_t r = w->size - 1; r > 0 && one_in(state, 2); r--) {
        const int32_t other = (int32_t)random_below(state, r + 1), kept = m->ranks[r];
        m->ranks[r] = m->ranks[other];
        m->ranks[other] = kept;
    }
    for (int32_t at = 0; at < m->used; at++) {
        int64_t rest = at;
        if (m->ranks[at] != w->rank) continue;
        m->member = 1;
        for (int32_t k = m->ndim - 1; k >= 0; k--) {
            m->coords[k] = rest % m->shape[k];
            rest /= m->shape[k];
        }
    }
}

/* Bounds anywhere; padding where every block has enough. */
static inline void random_bounds(da_dim_spec *spec, int64_t parts, int64_t *bounds, uint64_t *state) {
    for (int64_t p = 0; p <= parts; p++) bounds[p] = p == 0 ? 0 : p == parts ? spec->size : random_below(state, spec->size + 1);
    for (int64_t p = 1; p < parts; p++)
        for (int64_t q = p; q > 0 && bounds[q - 1] > bounds[q]; q--) {
            const int64_t kept = bounds[q];
            bounds[q] = bounds[q - 1];
            bounds[q - 1] = kept;
        }
    spec->bounds = bounds;
    spec->num_bounds = parts + 1;
}

static inline void random_padding(da_dim_spec *spec, int64_t parts, uint64_t *state) {
    int64_t narrowest = spec->size, chunk = (spec->size + parts - 1) / parts;
    if (spec->bounds) {
        for (int64_t p = 0; p < parts; p++)
            if (spec->bounds[p + 1] - spec->bounds[p] < narrowest) narrowest = spec->bounds[p + 1] - spec->bounds[p];
    } else if (spec->size > 0) narrowest = (spec->size - 1) % chunk + 1;
    spec->comm_padding[0] = random_below(state, narrowest < 3 ? narrowest + 1 : 3);
    spec->comm_padding[1] = one_in(state, 3) ? spec->comm_padding[0] / 2 : spec->comm_padding[0];
    spec->boundary_padding[0] = random_below(state, 1 + spec->size / 3);
    spec->boundary_padding[1] = random_below(state, 1 + spec->size / 3);
    spec->periodic = one_in(state, 3);
}

/* This rank's labels: those that a number drawn for each gives to its coordinate, in an order that goes round. */
static inline void random_labels(da_dim_spec *spec, int64_t parts, int64_t coord, int member, int64_t *labels,
                                 uint64_t *state) {
    int64_t count = 0;
    const int64_t turn = random_below(state, spec->size + 1);
    for (int64_t k = 0; k < spec->size; k++) {
        const int64_t label = (k * 7 + turn) % spec->size; /* extents are no multiple of 7 */
        if (random_below(state, parts) == coord && member) labels[count++] = label;
    }
    spec->labels = labels;
    spec->num_labels = count;
    spec->one_to_one = one_in(state, 2);
}

/* A random distribution of a shape. Unstructured axes only where all of the axis takes part. */
static inline da_distribution *random_distribution(const world *w, int32_t ndim, const int64_t *shape, int unstructured,
                                                   uint64_t *state) {
    static int64_t bounds[SIDE_AXES][SIDE_RANKS + 1], labels[SIDE_AXES][128];
    da_dim_spec specs[SIDE_AXES];
    da_distribution_options options;
    da_distribution *dist = NULL;
    mesh m;
    memset(specs, 0, sizeof specs);
    memset(&options, 0, sizeof options);
    random_mesh(&m, w, ndim, state);
    for (int32_t k = 0; k < ndim; k++) {
        const int64_t parts = m.shape[k], pick = random_below(state, unstructured ? 7 : 6);
        da_dim_spec *spec = &specs[k];
        spec->size = shape[k];
        spec->kind = pick == 0 ? DA_KIND_UNDISTRIBUTED : pick < 4 ? DA_KIND_BLOCK : DA_KIND_CYCLIC;
        if (pick == 6 && shape[k] % 7 != 0) spec->kind = DA_KIND_UNSTRUCTURED;
        if (pick > 0) spec->grid_axis_plus_1 = k + 1;
        if (pick == 2 || pick == 3) random_bounds(spec, parts, bounds[k], state);
        if (pick == 1 || pick == 3) random_padding(spec, parts, state);
        if (spec->kind == DA_KIND_CYCLIC) spec->block_size = 1 + random_below(state, 4);
        if (spec->kind == DA_KIND_UNSTRUCTURED) random_labels(spec, parts, m.coords[k], m.member, labels[k], state);
    }
    options.struct_size = sizeof options;
    options.grid_ndim = m.ndim;
    options.grid_shape = m.shape;
    options.ranks = m.ranks;
    options.num_ranks = m.used;
    CHECK_OK(da_distribution_create_dims(w->ctx, ndim, specs, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

static inline da_array *random_array(const da_distribution *dist, int32_t dtype, uint64_t *state) {
    da_array *a = NULL;
    da_array_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = one_in(state, 2) ? DA_ORDER_C : DA_ORDER_FORTRAN;
    CHECK_OK(da_array_create(dist, dtype, &options, &a));
    CHECK_OR_QUIT(a != NULL);
    return a;
}

/* The part of the base that takes part, as a text: "7:0:-3,1:9:2". */
static inline void slice_text(const side *s, char *text, size_t room) {
    size_t used = (size_t)snprintf(text, room, "%s", s->ndim == 0 ? "..." : "");
    for (int32_t axis = 0; axis < s->ndim; axis++) {
        int64_t count = 0;
        for (int32_t k = 0; k < s->ndim; k++)
            if (s->order[k] == axis) count = s->shape[k];
        const int64_t last = s->start[axis] + s->step[axis] * (count - 1), stop = last + (s->step[axis] > 0 ? 1 : -1);
        used += (size_t)snprintf(text + used, room - used, "%s%d:", axis ? "," : "", (int)s->start[axis]);
        /* Python's -1 would be the last index: nothing is said instead. */
        if (count == 0) used += (size_t)snprintf(text + used, room - used, "%d:1", (int)s->start[axis]);
        else if (stop < 0) used += (size_t)snprintf(text + used, room - used, ":%d", (int)s->step[axis]);
        else used += (size_t)snprintf(text + used, room - used, "%d:%d", (int)stop, (int)s->step[axis]);
    }
}

/* Where a part begins, its steps, and the shape around it. */
static inline void random_part(side *s, int viewed, uint64_t *state) {
    s->viewed = viewed;
    for (int32_t k = 0; k < s->ndim; k++) {
        const int32_t other = viewed ? (int32_t)random_below(state, k + 1) : k;
        s->order[k] = s->order[other];
        s->order[other] = k;
    }
    for (int32_t k = 0; k < s->ndim; k++) {
        const int32_t axis = s->order[k];
        const int64_t step = viewed && one_in(state, 2) ? 1 + random_below(state, 4) : 1;
        const int64_t before = viewed ? random_below(state, 3) : 0, after = viewed ? random_below(state, 3) : 0;
        const int64_t reach = s->shape[k] > 0 ? step * (s->shape[k] - 1) + 1 : 0;
        const int back = viewed && s->shape[k] > 0 && one_in(state, 3);
        s->base_shape[axis] = before + reach + after;
        s->start[axis] = back ? before + reach - 1 : before;
        s->step[axis] = back ? -step : step;
    }
}

/* Makes base and array. Where a part does not lie evenly in memory it is no view: then nothing is left out. */
static inline void side_open(side *s, const world *w, int viewed, int unstructured, uint64_t *state) {
    char text[256];
    random_part(s, viewed, state);
    s->dist = random_distribution(w, s->ndim, s->base_shape, unstructured && !viewed, state);
    s->base = random_array(s->dist, s->dtype, state);
    s->array = s->base;
    if (!viewed) return;
    da_array *part = NULL, *turned = NULL;
    slice_text(s, text, sizeof text);
    const da_status status = da_slice_text(s->base, text, &part);
    if (status == DA_OK) {
        CHECK_OK(da_transpose(part, s->order, &turned));
        CHECK_OR_QUIT(turned != NULL);
        CHECK_OK(da_array_free(&part));
        s->array = turned;
        return;
    }
    CHECK_STATUS(status, DA_ERR_LAYOUT);
    CHECK_OK(da_array_free(&s->base));
    CHECK_OK(da_distribution_free(&s->dist));
    side_open(s, w, 0, 0, state);
}

static inline void side_close(side *s) {
    if (s->array != s->base) CHECK_OK(da_array_free(&s->array));
    CHECK_OK(da_array_free(&s->base));
    CHECK_OK(da_distribution_free(&s->dist));
}

/* The number of the element at an index of the base; -1 for one that does not take part. */
static inline int64_t number_of(const side *s, const int64_t *index) {
    int64_t number = 0;
    for (int32_t k = 0; k < s->ndim; k++) {
        const int32_t axis = s->order[k];
        const int64_t way = index[axis] - s->start[axis];
        if (way % s->step[axis] != 0 || way / s->step[axis] < 0 || way / s->step[axis] >= s->shape[k]) return -1;
        number += way / s->step[axis] * s->weight[k];
    }
    return number;
}

/* The element with a number, as a whole number that its first dtype holds. */
static inline int64_t value_of(int32_t dtype, int64_t number) {
    if (dtype == DA_BOOL) return number % 3 != 0;
    return item_size(dtype) == 1 ? number % 113 + 1 : number + 1;
}

enum { OUTSIDE = -1 };

/* Sets all elements: those that take part to their values, the others to one that stays. */
static inline void side_fill(const side *s) {
    da_cursor c;
    CHECK_OK(da_cursor_begin(s->base, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) {
        const int64_t number = number_of(s, c.index);
        const int64_t value = number < 0 ? OUTSIDE : value_of(s->dtype, number);
        store(s->dtype, c.data, value, number < 0 ? 0 : s->imaginary * value);
    }
    CHECK_OK(da_cursor_end(&c));
}

/* Sets all elements to the one that is nowhere right. */
static inline void side_clear(const side *s) {
    da_cursor c;
    CHECK_OK(da_cursor_begin(s->base, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) store(s->dtype, c.data, OUTSIDE, 0);
    CHECK_OK(da_cursor_end(&c));
}

/* Counts elements of this rank that are not what they should be after values of dtype `from` came. */
static inline int64_t side_wrong(const side *s, int32_t from) {
    int64_t wrong = 0;
    da_cursor c;
    CHECK_OK(da_cursor_begin(s->base, DA_ACCESS_READ, &c));
    while (da_cursor_next(&c)) {
        char expected[16];
        const int64_t number = number_of(s, c.index);
        const int64_t value = number < 0 ? OUTSIDE : value_of(from, number);
        store(s->dtype, expected, value, number < 0 || !is_complex(from) ? 0 : s->imaginary * value);
        wrong += memcmp(expected, c.data, item_size(s->dtype)) != 0;
    }
    CHECK_OK(da_cursor_end(&c));
    return wrong;
}

#endif /* DISTARRAY_TESTS_REDISTRIBUTING_H */
