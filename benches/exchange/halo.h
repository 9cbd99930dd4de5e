/* The task of benches/exchange/halo.c: a float64 array in blocks over all ranks, whose ghosts get
 * their neighbours' elements, corners included. Ghosts exist where there is a neighbour. */
#ifndef DISTARRAY_BENCH_HALO_H
#define DISTARRAY_BENCH_HALO_H

#include "bench.h"

enum { HALO_AXES = 3 };

typedef struct halo {
    int rank, ranks;
    int ndim;                                      /* 2: the first axis is of extent 1 and not there */
    int width, periodic;
    int extent[HALO_AXES];                         /* of the whole array, ghosts not counted */
    int grid[HALO_AXES], at[HALO_AXES];            /* the process grid in C order, and this rank's place in it */
    int first[HALO_AXES], owned[HALO_AXES];        /* the owned elements: global index of the first; how many */
    int ghosts[HALO_AXES][2];                      /* 0 or the width */
    int local[HALO_AXES];                          /* owned and ghosts */
    size_t count;                                  /* elements of the local array */
    double *data;                                  /* in C order */
} halo;

/* The offset of local coordinates. */
static inline size_t halo_offset(const halo *h, int i, int j, int k) {
    return ((size_t)i * (size_t)h->local[1] + (size_t)j) * (size_t)h->local[2] + (size_t)k;
}

/* The rank at a place in the grid that may lie outside of it: -1 where there is none. */
int halo_rank_at(const halo *h, const int at[HALO_AXES]);

/* The neighbour along one axis; side 0 is towards smaller indices. */
int halo_neighbour(const halo *h, int axis, int side);

/* In halo_mpi.c, halo_petsc.c and halo_ours.c. */
extern const bench_variant halo_sweeps_types, halo_sweeps_packed, halo_neighbours_types;
extern const bench_variant halo_petsc_local, halo_petsc_global;
extern const bench_variant halo_update;

#endif
