/* What the tests beside Global Arrays share. */
#ifndef DISTARRAY_TESTS_INTEROP_GLOBALS_H
#define DISTARRAY_TESTS_INTEROP_GLOBALS_H

#include <distarray/ga.h>

#include "fixture.h"

static inline world globals_open(void) {
    GA_Initialize();
    CHECK_OR_QUIT(MA_init(C_DBL, 2000000, 2000000));
    const world w = world_open();
    CHECK_EQ_I64(GA_Nodeid(), w.rank);
    return w;
}

/* The element of every test array at a global index of up to three axes. */
static inline int64_t entry(int32_t ndim, const int64_t *index) {
    int64_t x = 0;
    for (int32_t k = 0; k < ndim; k++) x = x * 11 + index[k];
    return 1 + x % 113;
}

static inline void store_entry(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t value = entry(local->ndim, global);
    (void)user;
    if (is_owned(local, index)) store(local->dtype, element_at(local, index), value, -value);
}

static inline void check_entry(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t value = entry(local->ndim, global);
    const number got = load(local->dtype, element_at(local, index));
    const int64_t offset = user == NULL ? 0 : *(const int64_t *)user;
    if (!is_owned(local, index)) return;
    if (is_integer(local->dtype)) CHECK_EQ_I64(got.i, value + offset);
    else CHECK_NEAR(got.re, (double)(value + offset), 0);
    if (is_complex(local->dtype)) CHECK_NEAR(got.im, -(double)value, 0);
}

/* Process 0 puts all elements, one by one: nothing of the adapter in it. */
static inline void put_all(int g_a) {
    int type = 0, ndim = 0;
    int64_t dims[GA_MAX_DIM], index[GA_MAX_DIM] = {0}, ld[GA_MAX_DIM] = {1, 1, 1, 1, 1, 1, 1};
    char element[16];
    NGA_Inquire64(g_a, &type, &ndim, dims);
    GA_Sync();
    if (GA_Nodeid() == 0) do {
            const int64_t value = entry(ndim, index);
            store(da_ga_dtype_(type), element, value, -value);
            NGA_Put64(g_a, index, index, element, ld);
        } while (next_index(ndim, dims, index));
    GA_Sync();
}

/* Every element, got by every process. */
static inline void check_all(int g_a) {
    int type = 0, ndim = 0;
    int64_t dims[GA_MAX_DIM], index[GA_MAX_DIM] = {0}, ld[GA_MAX_DIM] = {1, 1, 1, 1, 1, 1, 1};
    char element[16];
    NGA_Inquire64(g_a, &type, &ndim, dims);
    GA_Sync();
    do {
        const int64_t value = entry(ndim, index);
        const int32_t dtype = da_ga_dtype_(type);
        memset(element, 0, sizeof element);
        NGA_Get64(g_a, index, index, element, ld);
        const number got = load(dtype, element);
        if (is_integer(dtype)) CHECK_EQ_I64(got.i, value);
        else CHECK_NEAR(got.re, (double)value, 0);
        if (is_complex(dtype)) CHECK_NEAR(got.im, -(double)value, 0);
    } while (next_index(ndim, dims, index));
    GA_Sync();
}

#endif /* DISTARRAY_TESTS_INTEROP_GLOBALS_H */
