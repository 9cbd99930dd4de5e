/* Arrays whose elements are byte patterns of their global position, in memory of any layout, and the
 * whole array as one buffer, made element by element. */
#ifndef DISTARRAY_TESTS_WHOLE_H
#define DISTARRAY_TESTS_WHOLE_H

#include "fixture.h"
#include "layouts.h"

enum { STORED_C, STORED_FORTRAN, STORED_BACKWARDS, STORED_WAYS };
enum { GUARD = 0x5c };

/* Writes the element that belongs to a position in C order; `seed` makes another array. */
static inline void pattern(int32_t dtype, int64_t position, int32_t seed, char *element) {
    const uint64_t mixed = ((uint64_t)position + 1) * 0x9e3779b97f4a7c15u ^ (uint64_t)seed * 0xc2b2ae3d27d4eb4fu;
    for (size_t k = 0; k < item_size(dtype); k++) {
        const unsigned byte = (unsigned)(mixed >> (5 * k + 7)) & 255u;
        element[k] = (char)(dtype == DA_BOOL ? byte & 1u : byte);
    }
}

static inline int64_t position_in(int32_t ndim, const int64_t *shape, const int64_t *index) {
    int64_t position = 0;
    for (int32_t k = 0; k < ndim; k++) position = position * shape[k] + index[k];
    return position;
}

static inline int64_t whole_bytes(const oracle *o, int32_t dtype) {
    int64_t shape[ORACLE_MAX];
    oracle_shape(o, shape);
    return count_of(o->ndim, shape) * (int64_t)item_size(dtype);
}

/* The whole array as a buffer in C or in Fortran order. */
static inline void whole_pattern(const oracle *o, int32_t dtype, int32_t order, int32_t seed, char *buffer) {
    int64_t shape[ORACLE_MAX], turned[ORACLE_MAX], index[ORACLE_MAX] = {0}, at[ORACLE_MAX] = {0};
    const int c_order = order == DA_ORDER_C;
    oracle_shape(o, shape);
    if (count_of(o->ndim, shape) == 0) return;
    for (int32_t k = 0; k < o->ndim; k++) turned[k] = c_order ? shape[k] : shape[o->ndim - 1 - k];
    do {
        for (int32_t k = 0; k < o->ndim; k++) at[k] = c_order ? index[k] : index[o->ndim - 1 - k];
        pattern(dtype, position_in(o->ndim, shape, at), seed, buffer);
        buffer += item_size(dtype);
    } while (next_index(o->ndim, turned, index));
}

/* What each_element() hands to the two below. */
typedef struct pattern_task {
    const int64_t *shape;
    int32_t seed;
    int64_t wrong;
} pattern_task;

static inline void put_pattern(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const pattern_task *task = user;
    char *p = element_at(local, index);
    if (is_owned(local, index)) pattern(local->dtype, position_in(local->ndim, task->shape, global), task->seed, p);
    else memset(p, GUARD, item_size(local->dtype));
}

static inline void compare_pattern(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    pattern_task *task = user;
    char expected[16];
    if (is_owned(local, index))
        pattern(local->dtype, position_in(local->ndim, task->shape, global), task->seed, expected);
    else memset(expected, GUARD, sizeof expected);
    task->wrong += memcmp(element_at(local, index), expected, item_size(local->dtype)) != 0;
}

/* Sets every owned element to its pattern; communication padding is guarded. */
static inline void put_patterns(const da_array *a, int32_t seed) {
    int64_t shape[ORACLE_MAX] = {0};
    pattern_task task = {shape, seed, 0};
    CHECK_OK(da_array_shape(a, shape));
    each_element(a, DA_ACCESS_WRITE, put_pattern, &task);
}

/* Every owned element has its pattern, and communication padding is as it was. */
static inline void check_patterns(const da_array *a, int32_t seed) {
    int64_t shape[ORACLE_MAX] = {0};
    pattern_task task = {shape, seed, 0};
    CHECK_OK(da_array_shape(a, shape));
    each_element(a, DA_ACCESS_READ, compare_pattern, &task);
    CHECK_EQ_I64(task.wrong, 0);
}

/* An array in memory of its own, which `*memory` receives (NULL for the library's): in C order, in
 * Fortran order with gaps, or backwards along every axis. */
static inline da_array *array_stored(const da_distribution *dist, int32_t dtype, int way, int32_t flags, void **memory) {
    da_array *a = NULL;
    int64_t strides[ORACLE_MAX] = {0}, step = (int64_t)item_size(dtype), back = 0;
    *memory = NULL;
    CHECK_OK(da_zeros(dist, dtype, &a));
    CHECK_OR_QUIT(a != NULL);
    if (way == STORED_C && flags == 0) return a;
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK_OK(da_array_free(&a));
    for (int32_t i = 0; i < local.ndim; i++) {
        const int32_t k = way == STORED_FORTRAN ? i : local.ndim - 1 - i;
        strides[k] = way == STORED_BACKWARDS ? -step : step;
        if (way == STORED_BACKWARDS && local.shape[k] > 0) back += (local.shape[k] - 1) * step;
        step *= local.shape[k] > 0 ? local.shape[k] : 1;
        if (way == STORED_FORTRAN && i == 0) step += 2 * (int64_t)item_size(dtype);
    }
    *memory = calloc(1, (size_t)step + 16);
    CHECK_OR_QUIT(*memory != NULL);
    CHECK_OK(da_array_wrap(dist, dtype, (char *)*memory + back, strides, flags, NULL, NULL, &a));
    CHECK_OR_QUIT(a != NULL);
    return a;
}

/* A context over the world with these options. */
static inline world world_with(double timeout, int64_t staging) {
    da_context_options options;
    world w = {NULL, -1, -1};
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.timeout_seconds = timeout;
    options.staging_bytes = staging;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &w.ctx));
    CHECK_OR_QUIT(w.ctx != NULL);
    CHECK_OK(da_context_rank(w.ctx, &w.rank));
    CHECK_OK(da_context_size(w.ctx, &w.size));
    return w;
}

#endif /* DISTARRAY_TESTS_WHOLE_H */
