/* Labels of unstructured axes, made by formula, so that every rank can work out everybody's: what the
 * library finds by asking is compared with a search through all of them. */
#ifndef DISTARRAY_TESTS_LABELS_H
#define DISTARRAY_TESTS_LABELS_H

#include "fixture.h"

enum { MAX_LABELS = 64, LABELLINGS = 6, PERMUTED = 0, FOREIGN = 1, SHARED = 2, SPARSE = 3, ONE_HAS_ALL = 4, NONE = 5 };

/* Is no label on two coordinates? */
static inline int labels_are_distinct(int which) { return which != SHARED; }

/* Are the labels 0 to size - 1, each once? */
static inline int labels_are_permutation(int which, int64_t parts) {
    return which == PERMUTED || which == SPARSE || which == ONE_HAS_ALL || which == NONE ||
           (which == SHARED && parts == 1);
}

/* The labels of a coordinate in storage order; returns their number. */
static inline int64_t labels_of(int which, int64_t parts, int64_t part, int64_t *labels) {
    int64_t count = 0;
    switch (which) {
    case PERMUTED: /* 5 for each, scattered and descending */
        for (int64_t i = 4; i >= 0; i--) labels[count++] = i * parts + (part + i) % parts;
        break;
    case FOREIGN: /* negative ones and large ones, part + 1 of them */
        for (int64_t i = 0; i <= part; i++) labels[count++] = (i % 2 ? -1 : 1) * (1000003 * (part * parts + i) + 7);
        break;
    case SHARED: /* neighbours have one in common, and the last has the first's too */
        for (int64_t i = 0; i < 4; i++) labels[count++] = (part * 3 + i) % (parts == 1 ? 4 : parts * 3);
        break;
    case SPARSE: /* even coordinates have none, unless there is no other */
        if (parts == 1 || part % 2 == 1)
            for (int64_t i = 0; i < 3; i++) labels[count++] = (part / 2) * 3 + (i + 1) % 3;
        break;
    case ONE_HAS_ALL:
        if (part == parts - 1)
            for (int64_t i = 0; i < 17; i++) labels[count++] = i * 5 % 17;
        break;
    default: break;
    }
    return count;
}

static inline int64_t labels_total(int which, int64_t parts) {
    int64_t labels[MAX_LABELS], total = 0;
    for (int64_t part = 0; part < parts; part++) total += labels_of(which, parts, part, labels);
    return total;
}

static inline int labels_have(int which, int64_t parts, int64_t part, int64_t label) {
    int64_t labels[MAX_LABELS];
    const int64_t count = labels_of(which, parts, part, labels);
    for (int64_t i = 0; i < count; i++)
        if (labels[i] == label) return 1;
    return 0;
}

/* The lowest coordinate that has a label, or -1. */
static inline int64_t labels_owner(int which, int64_t parts, int64_t label) {
    for (int64_t part = 0; part < parts; part++)
        if (labels_have(which, parts, part, label)) return part;
    return -1;
}

/* A record of an unstructured axis; `labels` must outlive the call that reads it. */
static inline da_dim_spec labels_spec(int which, int64_t parts, int64_t part, int64_t *labels) {
    da_dim_spec spec;
    memset(&spec, 0, sizeof spec);
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.size = labels_total(which, parts);
    spec.grid_size = parts; /* also where there are fewer labels */
    spec.one_to_one = labels_are_distinct(which);
    if (part >= 0) {
        spec.num_labels = labels_of(which, parts, part, labels);
        spec.labels = labels;
    }
    return spec;
}

/* One unstructured axis over all ranks. */
static inline da_distribution *labels_dist(const world *w, int which) {
    int64_t labels[MAX_LABELS];
    const da_dim_spec spec = labels_spec(which, w->size, w->rank, labels);
    da_distribution *dist = NULL;
    CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

static inline da_distribution_options grid_options(int32_t ndim, const int64_t *shape) {
    da_distribution_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = shape;
    options.grid_ndim = ndim;
    return options;
}

/* All ranks have the same number. */
static inline void check_same(uint64_t mine) {
    uint64_t least = 0, most = 0;
    MPI_Allreduce(&mine, &least, 1, MPI_UINT64_T, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(&mine, &most, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
    CHECK(least == mine && most == mine);
}

#endif /* DISTARRAY_TESTS_LABELS_H */
