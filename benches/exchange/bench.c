/* The harness of the exchange benchmarks; see bench.h. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void bench_quit(const char *what) {
    fprintf(stderr, "%s\n", what);
    MPI_Abort(MPI_COMM_WORLD, 1);
    exit(1);
}

void *bench_memory(size_t bytes) {
    void *memory = NULL;
    if (posix_memalign(&memory, 64, bytes == 0 ? 64 : bytes) != 0) bench_quit("out of memory");
    memset(memory, 0, bytes);
    return memory;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Every variant must do the whole task before its time counts. */
static void verify(const bench_case *c, const bench_variant *v, void *own) {
    int64_t wrong;
    c->spoil(c->task);
    MPI_Barrier(MPI_COMM_WORLD);
    v->run(c->task, own);
    wrong = v->wrong ? v->wrong(c->task) : c->wrong(c->task);
    MPI_Allreduce(MPI_IN_PLACE, &wrong, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    if (wrong != 0) {
        char text[256];
        snprintf(text, sizeof text, "%s by %s: %lld wrong elements", c->name, v->name, (long long)wrong);
        bench_quit(text);
    }
}

/* Seconds by the machine's clock: ranks that share a node share it, MPI_Wtime's beginning they may not. */
static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds of one run, on rank 0: from the first rank's beginning to the last one's end. Where ranks share a core,
 * some begin when others have ended. */
static double time_of(const bench_case *c, const bench_variant *v, void *own) {
    double ends[2], all[2] = {0, 0};
    MPI_Barrier(MPI_COMM_WORLD);
    ends[0] = -now();
    for (int k = 0; k < c->batch; k++) v->run(c->task, own);
    ends[1] = now();
    MPI_Reduce(ends, all, 2, MPI_DOUBLE, MPI_MAX, 0, MPI_COMM_WORLD);
    return (all[0] + all[1]) / c->batch;
}

static void print(const bench_case *c, double (*times)[BENCH_REPEATS_MOST]) {
    const double scale = strcmp(c->unit, "us") == 0 ? 1e6 : 1e3;
    for (int v = 0; v < c->count; v++) {
        qsort(times[v], (size_t)c->repeats, sizeof **times, ascending);
        printf("result\t%s\t%s\t%s\t%s\t%.3f\t%.3f\n", c->name, c->variants[v]->name,
               c->variants[v]->ours ? "ours" : "peer", c->unit, times[v][0] * scale,
               times[v][c->repeats / 2] * scale);
    }
    fflush(stdout);
}

/* For profiling: DISTARRAY_BENCH_CASE and DISTARRAY_BENCH_VARIANT leave out what has not this text in its name. */
static int is_wanted(const char *variable, const char *name) {
    const char *text = getenv(variable);
    return text == NULL || strstr(name, text) != NULL;
}

void bench_measure(const bench_case *all) {
    const bench_variant *wanted[BENCH_VARIANTS_MOST];
    bench_case some = *all;
    const bench_case *c = &some;
    if (all->count > BENCH_VARIANTS_MOST) bench_quit("too many variants");
    some.variants = wanted;
    some.count = 0;
    for (int v = 0; v < all->count && is_wanted("DISTARRAY_BENCH_CASE", all->name); v++)
        if (is_wanted("DISTARRAY_BENCH_VARIANT", all->variants[v]->name)) wanted[some.count++] = all->variants[v];

    static double times[BENCH_VARIANTS_MOST][BENCH_REPEATS_MOST];
    void *own[BENCH_VARIANTS_MOST];
    int rank;
    if (c->repeats > BENCH_REPEATS_MOST) bench_quit("too many repeats");
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int v = 0; v < c->count; v++) {
        own[v] = c->variants[v]->set_up ? c->variants[v]->set_up(c->task) : NULL;
        verify(c, c->variants[v], own[v]);
    }
    for (int k = 0; k < c->repeats; k++)
        for (int v = 0; v < c->count; v++) times[v][k] = time_of(c, c->variants[v], own[v]);
    if (rank == 0) print(c, times);
    for (int v = 0; v < c->count; v++)
        if (c->variants[v]->tear_down) c->variants[v]->tear_down(own[v]);
}
