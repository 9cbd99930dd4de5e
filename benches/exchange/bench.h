/* What the benchmarks of exchanges share: variants of one task that run in turn within one run, each verified
 * once. Prints the smallest and the median time, from the first rank's beginning to the last one's end, as lines
 * that scripts/bench_exchange.py reads:
 *
 *   result<TAB>case<TAB>variant<TAB>ours or peer<TAB>unit<TAB>smallest<TAB>median */
#ifndef DISTARRAY_BENCH_EXCHANGE_H
#define DISTARRAY_BENCH_EXCHANGE_H

#include <mpi.h>
#include <stddef.h>
#include <stdint.h>

enum { BENCH_VARIANTS_MOST = 24, BENCH_REPEATS_MOST = 400 };

/* One way to do the task. */
typedef struct bench_variant {
    const char *name;
    int ours;                          /* 1 for this library, 0 for a peer */
    /* Prepares everything that may be reused; returns the variant's own state, NULL if it needs none. */
    void *(*set_up)(void *task);
    void (*run)(void *task, void *own);
    void (*tear_down)(void *own);      /* NULL: nothing to free */
    int64_t (*wrong)(void *task);      /* NULL: as the case says */
} bench_variant;

/* A task and the variants that do it. */
typedef struct bench_case {
    const char *name;
    void *task;
    void (*spoil)(void *task);                     /* before a variant is verified: nothing right is left over */
    int64_t (*wrong)(void *task);                  /* number of wrong elements on this rank */
    const bench_variant *const *variants;
    int count;
    int repeats;                                   /* measurements of each variant */
    int batch;                                     /* runs in each measurement */
    const char *unit;                              /* "ms" or "us" */
} bench_case;

/* Sets up, verifies and measures all variants in turn, and prints the lines. */
void bench_measure(const bench_case *c);

/* Memory that starts at a cache line; ends the run if there is none. */
void *bench_memory(size_t bytes);

/* Ends the run with a message. */
void bench_quit(const char *what);

#endif
