/* The task of benches/exchange/redistribution.c: a float64 matrix in equal row blocks, brought to column blocks or
 * dealt in blocks over a process grid. Both sides are in C order in memory of the program's own. */
#ifndef DISTARRAY_BENCH_REDISTRIBUTION_H
#define DISTARRAY_BENCH_REDISTRIBUTION_H

#include "bench.h"

typedef struct redistribution {
    int rank, ranks;
    int rows, cols;            /* of the whole matrix */
    int grid[2], at[2];        /* the target's process grid in C order, and this rank's place in it */
    int block[2];              /* the target's blocks, dealt round robin along both axes */
    int source_rows;           /* rows / ranks: what every rank has, all columns of it */
    int local[2];              /* the target's local shape, the same on every rank */
    double *source, *target;
} redistribution;

/* The element at a place of the whole matrix. */
static inline double element_at(int row, int col) { return 1e5 * row + col; }

/* Rows that one rank sends to another: they come as one stretch of rows of the target's section. */
static inline int rows_between(const redistribution *t) { return t->source_rows / t->grid[0]; }

/* Elements that one rank sends to another. */
static inline int count_between(const redistribution *t) { return rows_between(t) * t->local[1]; }

/* Elements that a plain copy of the source to the target got wrong. */
int64_t wrong_copy(void *task);

/* In redistribution_mpi.c, redistribution_peers.c and redistribution_ours.c. */
extern const bench_variant memory_copy, pack_alltoallv, alltoallw_types, pack_isend, pack_persistent;
extern const bench_variant scalapack_pdgemr2d, petsc_vecscatter;
extern const bench_variant plan_auto, plan_messages, plan_direct;

#endif
