/* Redistribution as programs write it by hand on MPI. */
#include "redistribution.h"

#include <stdlib.h>
#include <string.h>

/* --- the same bytes, copied ----------------------------------------------------------------------- */

static void copy_run(void *task, void *own) {
    redistribution *t = task;
    (void)own;
    memcpy(t->target, t->source, (size_t)t->source_rows * (size_t)t->cols * sizeof(double));
}

const bench_variant memory_copy = {"memory copy of the same bytes", 0, NULL, copy_run, NULL, wrong_copy};

/* --- packing -------------------------------------------------------------------------------------- */

/* Packs what a rank gets; returns where the next goes. From row blocks every piece of a row is one memcpy. */
static double *pack(const redistribution *t, int to, double *into) {
    const int a = to / t->grid[1], b = to % t->grid[1];
    const size_t piece = (size_t)t->block[1];
    const int round = t->grid[0] * t->block[0], deal = t->grid[1] * t->block[1];
    const int height = t->block[0] < t->source_rows ? t->block[0] : t->source_rows;
    for (int base = 0; base < t->source_rows; base += round)
        for (int i = 0; i < height; i++) {
            const double *row = t->source + (size_t)(base + a * height + i) * (size_t)t->cols;
            for (int j = b * t->block[1]; j < t->cols; j += deal) {
                memcpy(into, row + j, piece * sizeof(double));
                into += piece;
            }
        }
    return into;
}

/* Where a rank's elements are in the target: one stretch of rows, as the rows of every rank are. */
static double *place_of(const redistribution *t, int from) {
    return t->target + (size_t)from * (size_t)count_between(t);
}

typedef struct staging {
    double *out, *in;
    int *counts, *offsets;
    MPI_Request *requests;
} staging;

static void *staging_set_up(void *task) {
    redistribution *t = task;
    staging *s = bench_memory(sizeof *s);
    const size_t bytes = (size_t)t->source_rows * (size_t)t->cols * sizeof(double), ranks = (size_t)t->ranks;
    s->out = bench_memory(bytes);
    s->in = bench_memory(bytes);
    s->counts = bench_memory(ranks * sizeof(int));
    s->offsets = bench_memory(ranks * sizeof(int));
    s->requests = bench_memory(2 * ranks * sizeof(MPI_Request));
    for (int r = 0; r < t->ranks; r++) {
        s->counts[r] = count_between(t);
        s->offsets[r] = r * count_between(t);
    }
    return s;
}

static void staging_tear_down(void *own) {
    staging *s = own;
    free(s->out);
    free(s->in);
    free(s->counts);
    free(s->offsets);
    free(s->requests);
    free(s);
}

static void alltoallv_run(void *task, void *own) {
    redistribution *t = task;
    staging *s = own;
    double *into = s->out;
    for (int r = 0; r < t->ranks; r++) into = pack(t, r, into);
    MPI_Alltoallv(s->out, s->counts, s->offsets, MPI_DOUBLE, s->in, s->counts, s->offsets, MPI_DOUBLE, MPI_COMM_WORLD);
    for (int r = 0; r < t->ranks; r++)
        memcpy(place_of(t, r), s->in + s->offsets[r], (size_t)s->counts[r] * sizeof(double));
}

const bench_variant pack_alltoallv = {"pack + MPI_Alltoallv + unpack", 0, staging_set_up, alltoallv_run,
                                      staging_tear_down, NULL};

/* What is known about the case is used: nothing to unpack, and nothing sent to itself. */
static void isend_run(void *task, void *own) {
    redistribution *t = task;
    staging *s = own;
    int open = 0;
    for (int step = 1; step < t->ranks; step++) {
        const int from = (t->rank - step + t->ranks) % t->ranks;
        MPI_Irecv(place_of(t, from), s->counts[from], MPI_DOUBLE, from, 0, MPI_COMM_WORLD, &s->requests[open++]);
    }
    for (int step = 1; step < t->ranks; step++) {
        const int to = (t->rank + step) % t->ranks;
        pack(t, to, s->out + s->offsets[to]);
        MPI_Isend(s->out + s->offsets[to], s->counts[to], MPI_DOUBLE, to, 0, MPI_COMM_WORLD, &s->requests[open++]);
    }
    pack(t, t->rank, place_of(t, t->rank));
    MPI_Waitall(open, s->requests, MPI_STATUSES_IGNORE);
}

const bench_variant pack_isend = {"pack + MPI_Isend/MPI_Irecv in place", 0, staging_set_up, isend_run,
                                  staging_tear_down, NULL};

/* The same with requests that are made once. */
static void *persistent_set_up(void *task) {
    redistribution *t = task;
    staging *s = staging_set_up(task);
    int open = 0;
    for (int step = 1; step < t->ranks; step++) {
        const int from = (t->rank - step + t->ranks) % t->ranks, to = (t->rank + step) % t->ranks;
        MPI_Recv_init(place_of(t, from), s->counts[from], MPI_DOUBLE, from, 0, MPI_COMM_WORLD, &s->requests[open++]);
        MPI_Send_init(s->out + s->offsets[to], s->counts[to], MPI_DOUBLE, to, 0, MPI_COMM_WORLD, &s->requests[open++]);
    }
    return s;
}

static void persistent_run(void *task, void *own) {
    redistribution *t = task;
    staging *s = own;
    const int open = 2 * (t->ranks - 1);
    for (int to = 0; to < t->ranks; to++)
        if (to != t->rank) pack(t, to, s->out + s->offsets[to]);
    MPI_Startall(open, s->requests);
    pack(t, t->rank, place_of(t, t->rank));
    MPI_Waitall(open, s->requests, MPI_STATUSES_IGNORE);
}

static void persistent_tear_down(void *own) {
    staging *s = own;
    int ranks;
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    for (int k = 0; k < 2 * (ranks - 1); k++) MPI_Request_free(&s->requests[k]);
    staging_tear_down(own);
}

const bench_variant pack_persistent = {"pack + persistent requests", 0, persistent_set_up, persistent_run,
                                       persistent_tear_down, NULL};

/* --- MPI_Alltoallw ---------------------------------------------------------------------------------- */

typedef struct typed {
    MPI_Datatype *out, *in;
    int *counts, *zeros, *offsets;
} typed;

/* What a rank gets of this one's rows: a subarray for column blocks, a darray for dealt ones. */
static MPI_Datatype part_for(const redistribution *t, int to) {
    MPI_Datatype type;
    const int whole[2] = {t->source_rows, t->cols};
    if (t->block[0] >= t->rows) {
        const int part[2] = {t->source_rows, t->local[1]}, at[2] = {0, to * t->local[1]};
        MPI_Type_create_subarray(2, whole, part, at, MPI_ORDER_C, MPI_DOUBLE, &type);
    } else {
        const int dealt[2] = {MPI_DISTRIBUTE_CYCLIC, MPI_DISTRIBUTE_CYCLIC};
        MPI_Type_create_darray(t->ranks, to, 2, whole, dealt, t->block, t->grid, MPI_ORDER_C, MPI_DOUBLE, &type);
    }
    MPI_Type_commit(&type);
    return type;
}

static void *typed_set_up(void *task) {
    redistribution *t = task;
    typed *s = bench_memory(sizeof *s);
    const size_t ranks = (size_t)t->ranks;
    s->out = bench_memory(ranks * sizeof *s->out);
    s->in = bench_memory(ranks * sizeof *s->in);
    s->counts = bench_memory(ranks * sizeof(int));
    s->zeros = bench_memory(ranks * sizeof(int));
    s->offsets = bench_memory(ranks * sizeof(int));
    for (int r = 0; r < t->ranks; r++) {
        s->out[r] = part_for(t, r);
        MPI_Type_contiguous(count_between(t), MPI_DOUBLE, &s->in[r]);
        MPI_Type_commit(&s->in[r]);
        s->counts[r] = 1;
        s->offsets[r] = r * count_between(t) * (int)sizeof(double);
    }
    return s;
}

static void typed_run(void *task, void *own) {
    redistribution *t = task;
    typed *s = own;
    MPI_Alltoallw(t->source, s->counts, s->zeros, s->out, t->target, s->counts, s->offsets, s->in, MPI_COMM_WORLD);
}

static void typed_tear_down(void *own) {
    typed *s = own;
    int ranks;
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    for (int r = 0; r < ranks; r++) {
        MPI_Type_free(&s->out[r]);
        MPI_Type_free(&s->in[r]);
    }
    free(s->out);
    free(s->in);
    free(s->counts);
    free(s->zeros);
    free(s->offsets);
    free(s);
}

const bench_variant alltoallw_types = {"MPI_Alltoallw, subarray/darray types", 0, typed_set_up, typed_run,
                                       typed_tear_down, NULL};
