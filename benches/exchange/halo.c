/* Halo updates of 128 x 128 x 128 float64: this library's against three hand-written ones with persistent MPI
 * requests, and PETSc's. `make bench-exchange` runs it. */
#include "halo.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <petscsys.h>

int halo_rank_at(const halo *h, const int at[HALO_AXES]) {
    int rank = 0;
    for (int axis = 0; axis < HALO_AXES; axis++) {
        int coord = at[axis];
        if (h->periodic) coord = (coord + h->grid[axis]) % h->grid[axis];
        if (coord < 0 || coord >= h->grid[axis]) return -1;
        rank = rank * h->grid[axis] + coord;
    }
    return rank;
}

int halo_neighbour(const halo *h, int axis, int side) {
    int at[HALO_AXES] = {h->at[0], h->at[1], h->at[2]};
    at[axis] += side == 0 ? -1 : 1;
    return halo_rank_at(h, at);
}

static void set_up(halo *h, int ndim, int extent, int width, int periodic) {
    const int none = HALO_AXES - ndim;
    int rest;
    MPI_Comm_rank(MPI_COMM_WORLD, &h->rank);
    MPI_Comm_size(MPI_COMM_WORLD, &h->ranks);
    h->ndim = ndim;
    h->width = width;
    h->periodic = periodic;
    for (int axis = 0; axis < HALO_AXES; axis++) h->grid[axis] = axis < none ? 1 : 0;
    MPI_Dims_create(h->ranks, ndim, h->grid + none);
    rest = h->rank;
    for (int axis = HALO_AXES - 1; axis >= 0; axis--) {
        h->at[axis] = rest % h->grid[axis];
        rest /= h->grid[axis];
    }
    h->count = 1;
    for (int axis = 0; axis < HALO_AXES; axis++) {
        if (extent % h->grid[axis] != 0) bench_quit("the grid does not divide the array");
        h->extent[axis] = axis < none ? 1 : extent;
        h->owned[axis] = h->extent[axis] / h->grid[axis];
        h->first[axis] = h->at[axis] * h->owned[axis];
        for (int side = 0; side < 2; side++) h->ghosts[axis][side] = halo_neighbour(h, axis, side) < 0 ? 0 : width;
        h->local[axis] = h->owned[axis] + h->ghosts[axis][0] + h->ghosts[axis][1];
        h->count *= (size_t)h->local[axis];
    }
    h->data = bench_memory(h->count * sizeof(double));
}

/* The element at a global place, which wraps around: ghosts lie outside of the array where it is periodic. */
static double element_at(const halo *h, const int local[HALO_AXES]) {
    double number = 0;
    for (int axis = 0; axis < HALO_AXES; axis++) {
        const int extent = h->extent[axis], index = h->first[axis] + local[axis] - h->ghosts[axis][0];
        number = number * extent + (index + extent) % extent;
    }
    return number;
}

static int is_owned(const halo *h, const int local[HALO_AXES]) {
    for (int axis = 0; axis < HALO_AXES; axis++) {
        const int index = local[axis] - h->ghosts[axis][0];
        if (index < 0 || index >= h->owned[axis]) return 0;
    }
    return 1;
}

static void spoil(void *task) {
    halo *h = task;
    for (int i = 0; i < h->local[0]; i++)
        for (int j = 0; j < h->local[1]; j++)
            for (int k = 0; k < h->local[2]; k++) {
                const int local[HALO_AXES] = {i, j, k};
                h->data[halo_offset(h, i, j, k)] = is_owned(h, local) ? element_at(h, local) : NAN;
            }
}

static int64_t wrong(void *task) {
    halo *h = task;
    int64_t count = 0;
    for (int i = 0; i < h->local[0]; i++)
        for (int j = 0; j < h->local[1]; j++)
            for (int k = 0; k < h->local[2]; k++) {
                const int local[HALO_AXES] = {i, j, k};
                count += h->data[halo_offset(h, i, j, k)] != element_at(h, local);
            }
    return count;
}

static void run(int ndim, int extent, int width, int periodic, int repeats) {
    static const bench_variant *const variants[] = {
#ifndef DA_BENCH_NO_OURS
        &halo_update,
#endif
        &halo_sweeps_types, &halo_sweeps_packed, &halo_neighbours_types, &halo_petsc_local, &halo_petsc_global,
    };
    char name[96];
    halo h;
    set_up(&h, ndim, extent, width, periodic);
    snprintf(name, sizeof name, "halo of %d^%d, width %d%s", extent, ndim, width, periodic ? ", periodic" : "");
    const bench_case c = {name, &h, spoil, wrong, variants, (int)(sizeof variants / sizeof *variants),
                          repeats, ndim == 2 ? 100 : 20, "us"};
    bench_measure(&c);
    free(h.data);
}

int main(int argc, char **argv) {
    int repeats;
    MPI_Init(&argc, &argv);
    PetscInitialize(NULL, NULL, NULL, NULL);
    repeats = argc > 1 ? atoi(argv[1]) : 50;
    run(2, 16, 1, 0, repeats);
    for (int periodic = 0; periodic < 2; periodic++)
        for (int width = 1; width <= 2; width++) run(3, 128, width, periodic, repeats);
    PetscFinalize();
    MPI_Finalize();
    return 0;
}
