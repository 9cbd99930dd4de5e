/* Contexts, elements of any dtype and their addresses, for tests of arrays. */
#ifndef DISTARRAY_TESTS_FIXTURE_H
#define DISTARRAY_TESTS_FIXTURE_H

#include <stdlib.h>

#include "oracle.h"

enum { NUM_DTYPES = 13 };

/* A context over the world, which every test needs. */
typedef struct world {
    da_context *ctx;
    int32_t rank, size;
} world;

static inline world world_open(void) {
    world w = {NULL, -1, -1};
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &w.ctx));
    CHECK_OR_QUIT(w.ctx != NULL);
    CHECK_OK(da_context_rank(w.ctx, &w.rank));
    CHECK_OK(da_context_size(w.ctx, &w.size));
    return w;
}

/* The barrier tells of errors that a silent call left on another rank. */
static inline void world_close(world *w) {
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_context_free(&w->ctx));
}

static inline da_distribution *make_dist(const da_context *ctx, int32_t ndim, const int64_t *shape,
                                         const char *text) {
    da_distribution *dist = NULL;
    CHECK_OK(da_distribution_create(ctx, ndim, shape, text, NULL, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

/* Bytes of an element, from the test's own table. */
static inline size_t item_size(int32_t dtype) {
    static const size_t sizes[] = {0, 1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, 8, 16};
    return sizes[dtype];
}

static inline int is_complex(int32_t dtype) { return dtype >= DA_COMPLEX64; }
static inline int is_float(int32_t dtype) { return dtype == DA_FLOAT32 || dtype == DA_FLOAT64; }
static inline int is_integer(int32_t dtype) { return dtype > DA_BOOL && dtype < DA_FLOAT32; }

/* The smallest and the greatest value of an integer dtype of at most 32 bits, and of bool. */
static inline int64_t int_lowest(int32_t dtype) {
    return dtype == DA_INT8 ? INT8_MIN : dtype == DA_INT16 ? INT16_MIN : dtype == DA_INT32 ? INT32_MIN : 0;
}

/* A number of any dtype: integers stay exact. */
typedef struct number {
    double re, im;
    int64_t i;  /* bool and signed integers */
    uint64_t u; /* unsigned integers */
} number;

static inline number load(int32_t dtype, const void *p) {
    number n = {0, 0, 0, 0};
#define DA_LOAD(code, type, member) \
    case code: { type x; memcpy(&x, p, sizeof x); n.member = x; n.re = (double)x; break; }
    switch (dtype) {
        DA_LOAD(DA_BOOL, uint8_t, i)
        DA_LOAD(DA_INT8, int8_t, i)
        DA_LOAD(DA_INT16, int16_t, i)
        DA_LOAD(DA_INT32, int32_t, i)
        DA_LOAD(DA_INT64, int64_t, i)
        DA_LOAD(DA_UINT8, uint8_t, u)
        DA_LOAD(DA_UINT16, uint16_t, u)
        DA_LOAD(DA_UINT32, uint32_t, u)
        DA_LOAD(DA_UINT64, uint64_t, u)
        DA_LOAD(DA_FLOAT32, float, re)
        DA_LOAD(DA_FLOAT64, double, re)
    case DA_COMPLEX64: { float x[2]; memcpy(x, p, sizeof x); n.re = x[0]; n.im = x[1]; break; }
    case DA_COMPLEX128: { double x[2]; memcpy(x, p, sizeof x); n.re = x[0]; n.im = x[1]; break; }
    default: CHECK(!"a known dtype");
    }
#undef DA_LOAD
    return n;
}

/* Stores a small whole number (and an imaginary part, for complex dtypes). */
static inline void store(int32_t dtype, void *p, int64_t value, int64_t imaginary) {
#define DA_STORE(code, type) \
    case code: { const type x = (type)value; memcpy(p, &x, sizeof x); break; }
    switch (dtype) {
        case DA_BOOL: { const uint8_t x = value != 0; memcpy(p, &x, 1); break; }
        DA_STORE(DA_INT8, int8_t)
        DA_STORE(DA_INT16, int16_t)
        DA_STORE(DA_INT32, int32_t)
        DA_STORE(DA_INT64, int64_t)
        DA_STORE(DA_UINT8, uint8_t)
        DA_STORE(DA_UINT16, uint16_t)
        DA_STORE(DA_UINT32, uint32_t)
        DA_STORE(DA_UINT64, uint64_t)
        DA_STORE(DA_FLOAT32, float)
        DA_STORE(DA_FLOAT64, double)
    case DA_COMPLEX64: { const float x[2] = {(float)value, (float)imaginary}; memcpy(p, x, sizeof x); break; }
    case DA_COMPLEX128: { const double x[2] = {(double)value, (double)imaginary}; memcpy(p, x, sizeof x); break; }
    default: CHECK(!"a known dtype");
    }
#undef DA_STORE
}

static inline da_local local_of(const da_array *a, int32_t access) {
    da_local local;
    memset(&local, 0x5a, sizeof local);
    CHECK_OK(da_array_local(a, access, &local));
    return local;
}

/* The address of an element of a section. */
static inline char *element_at(const da_local *local, const int64_t *index) {
    char *p = (char *)local->data;
    for (int32_t k = 0; k < local->ndim; k++) p += index[k] * local->strides[k];
    return p;
}

/* Is a local index owned, and not communication padding? */
static inline int is_owned(const da_local *local, const int64_t *index) {
    for (int32_t k = 0; k < local->ndim; k++) {
        const int64_t i = index[k] - local->owned_offset[k];
        if (i < 0 || i >= local->owned_shape[k]) return 0;
    }
    return 1;
}

/* A number that belongs to a global index: the same on all ranks, small enough for int8, not 0. */
static inline int64_t value_at(int32_t ndim, const int64_t *global) {
    int64_t mixed = 17;
    for (int32_t k = 0; k < ndim; k++) mixed = mixed * 31 + global[k] * 7 + k;
    return mixed % 9 + 1;
}

/* Called for every stored element with its local and its global index. */
typedef void (*element_fn)(const da_local *local, const int64_t *index, const int64_t *global, void *user);

static inline void each_element(const da_array *a, int32_t access, element_fn function, void *user) {
    da_distribution *dist = NULL;
    const da_local local = local_of(a, access);
    int64_t index[ORACLE_MAX] = {0}, global[ORACLE_MAX] = {0};
    CHECK_OK(da_array_distribution(a, &dist));
    if (local.size > 0) do {
            CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
            function(&local, index, global, user);
        } while (next_index(local.ndim, local.shape, index));
    CHECK_OK(da_distribution_free(&dist));
}

static inline void store_value_at(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t value = value_at(local->ndim, global);
    (void)user;
    store(local->dtype, element_at(local, index), value, -2 * value);
}

/* Sets every stored element, padding included, to value_at (complex: imaginary part -2 times that). */
static inline void set_by_global(const da_array *a) { each_element(a, DA_ACCESS_WRITE, store_value_at, NULL); }

static inline da_counters counters_now(void) {
    da_counters counters;
    memset(&counters, 0, sizeof counters);
    counters.struct_size = sizeof counters;
    CHECK_OK(da_library_counters(&counters));
    return counters;
}

#endif /* DISTARRAY_TESTS_FIXTURE_H */
