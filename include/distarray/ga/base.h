/* Part of distarray/ga.h: element types, process groups, small helpers. Names that end with _ are not meant for others.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_GA_BASE_H
#define DISTARRAY_GA_BASE_H

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <distarray.h>

#include <ga.h>
#include <macdecls.h>

/* Sets this thread's message; every local check that fails ends here. */
static inline da_status da_ga_fail_(da_status status, const char *format, ...) {
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return da_error_set(status, text);
}

/* The dtype of GA's C types; 0 for those that have none here. */
static inline int32_t da_ga_dtype_(int type) {
    switch (type) {
        case C_CHAR: return CHAR_MIN < 0 ? DA_INT8 : DA_UINT8;
        case C_INT: return sizeof(int) == 4 ? DA_INT32 : DA_INT64;
        case C_LONG: return sizeof(long) == 8 ? DA_INT64 : DA_INT32;
        case C_LONGLONG: return DA_INT64;
        case C_FLOAT: return DA_FLOAT32;
        case C_DBL: return DA_FLOAT64;
        case C_SCPL: return DA_COMPLEX64;
        case C_DCPL: return DA_COMPLEX128;
        default: return 0;
    }
}

/* Its inverse; -1 for dtypes that GA does not have. */
static inline int da_ga_type_(int32_t dtype) {
    switch (dtype) {
        case DA_INT8: return CHAR_MIN < 0 ? C_CHAR : -1;
        case DA_UINT8: return CHAR_MIN < 0 ? -1 : C_CHAR;
        case DA_INT32: return C_INT;
        case DA_INT64: return C_LONGLONG;
        case DA_FLOAT32: return C_FLOAT;
        case DA_FLOAT64: return C_DBL;
        case DA_COMPLEX64: return C_SCPL;
        case DA_COMPLEX128: return C_DCPL;
        default: return -1;
    }
}

/* Type, extents and dtype of a global array whose handle may be anything. */
static inline da_status da_ga_inquire_(int g_a, int32_t *dtype, int32_t *ndim, int64_t dims[GA_MAX_DIM]) {
    int type = 0, axes = 0;
    if (!GA_Initialized()) return da_ga_fail_(DA_ERR_INVALID_HANDLE, "Global Arrays is not initialised");
    if (!GA_Valid_handle(g_a))
        return da_ga_fail_(DA_ERR_INVALID_HANDLE, "%d is no global array, or was destroyed", g_a);
    NGA_Inquire64(g_a, &type, &axes, dims);
    *ndim = axes;
    *dtype = da_ga_dtype_(type);
    if (*dtype != 0) return DA_OK;
    return da_ga_fail_(DA_ERR_DTYPE, "global array %d has elements of type %d: char, int, long, long long, float, double "
                       "and complex of both have a dtype", g_a, type);
}

/* Whether the context has the group's processes in its order, as far as this rank knows. Every rank's answer is agreed
 * upon, and together they say it all, without a list of ranks. */
static inline da_status da_ga_check_group_(const da_context *ctx, int group) {
    int32_t rank = -1, size = -1;
    da_status status = da_context_rank(ctx, &rank);
    if (status == DA_OK) status = da_context_size(ctx, &size);
    if (status != DA_OK) return status;
    const int me = GA_Pgroup_nodeid(group), count = GA_Pgroup_nnodes(group);
    if (me == rank && count == size) return DA_OK;
    return da_ga_fail_(DA_ERR_CONTEXT, "rank %d of %d of the context is process %d of %d of the global array's group: they "
                       "need the same processes in the same order; da_ga_context() makes such a context", (int)rank,
                       (int)size, me, count);
}

/* Make a context of the processes of a GA process group, in its order, from one that has all of them.
 * Collective on `parent`. `group` is a group's handle on its members, and on the others of `parent` too; GA's group of
 * all is GA_Pgroup_get_world(). `*out` is NULL on processes outside the group.
 * Errors: DA_ERR_INVALID_HANDLE before GA_Initialize, those of da_context_split(). */
static inline da_status da_ga_context(const da_context *parent, int group, da_context **out) {
    da_status status = DA_OK;
    if (out == NULL) status = da_ga_fail_(DA_ERR_NULL, "`out` is NULL");
    else if (!GA_Initialized()) status = da_ga_fail_(DA_ERR_INVALID_HANDLE, "Global Arrays is not initialised");
    status = da_context_agree(parent, status);
    if (status != DA_OK) return status;
    const int me = GA_Pgroup_nodeid(group);
    return da_context_split(parent, me < 0 ? -1 : 0, me < 0 ? 0 : me, out);
}

#endif /* DISTARRAY_GA_BASE_H */
