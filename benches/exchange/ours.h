/* What the benchmarks of this library's functions share. */
#ifndef DISTARRAY_BENCH_OURS_H
#define DISTARRAY_BENCH_OURS_H

#include <string.h>

#include <distarray.h>

#include "bench.h"

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { \
            bench_quit(da_error_message()); \
        } \
    } while (0)

/* One context for all, with default options: default checking too. */
static inline da_context *bench_context(void) {
    da_context *ctx = NULL;
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    return ctx;
}

#endif
