/* Halo updates by PETSc's DMDA, whose x axis is the fastest, as our last one. */
#include "halo.h"

#include <stdlib.h>
#include <string.h>

#include <petscdmda.h>

static void petsc(PetscErrorCode code) {
    if (code) bench_quit("PETSc failed");
}

typedef struct dmda {
    DM dm;
    Vec local, global;
    halo *task;
} dmda;

static void *dmda_set_up(void *task) {
    halo *h = task;
    dmda *s = bench_memory(sizeof *s);
    const DMBoundaryType edge = h->periodic ? DM_BOUNDARY_PERIODIC : DM_BOUNDARY_NONE;
    PetscInt count;
    s->task = h;
    if (h->ndim == 3)
        petsc(DMDACreate3d(PETSC_COMM_WORLD, edge, edge, edge, DMDA_STENCIL_BOX, h->extent[2], h->extent[1],
                           h->extent[0], h->grid[2], h->grid[1], h->grid[0], 1, h->width, NULL, NULL, NULL, &s->dm));
    else
        petsc(DMDACreate2d(PETSC_COMM_WORLD, edge, edge, DMDA_STENCIL_BOX, h->extent[2], h->extent[1], h->grid[2],
                           h->grid[1], 1, h->width, NULL, NULL, &s->dm));
    petsc(DMSetUp(s->dm));
    petsc(DMCreateLocalVector(s->dm, &s->local));
    petsc(DMCreateGlobalVector(s->dm, &s->global));
    petsc(VecGetLocalSize(s->local, &count));
    if ((size_t)count != h->count) bench_quit("DMDA has other ghosts");
    return s;
}

/* On the task's own memory. */
static void local_run(void *task, void *own) {
    halo *h = task;
    dmda *s = own;
    petsc(VecPlaceArray(s->local, h->data));
    petsc(DMLocalToLocalBegin(s->dm, s->local, INSERT_VALUES, s->local));
    petsc(DMLocalToLocalEnd(s->dm, s->local, INSERT_VALUES, s->local));
    petsc(VecResetArray(s->local));
}

/* The owned elements are in a vector of their own: that is what the call is for. */
static void *global_set_up(void *task) {
    halo *h = task;
    dmda *s = dmda_set_up(task);
    double *owned;
    petsc(VecGetArrayWrite(s->global, &owned));
    for (int i = 0; i < h->owned[0]; i++)
        for (int j = 0; j < h->owned[1]; j++)
            for (int k = 0; k < h->owned[2]; k++) {
                const int row = (h->first[0] + i) * h->extent[1] + h->first[1] + j;
                *owned++ = (double)row * h->extent[2] + (h->first[2] + k);
            }
    owned -= (size_t)h->owned[0] * (size_t)h->owned[1] * (size_t)h->owned[2];
    petsc(VecRestoreArrayWrite(s->global, &owned));
    return s;
}

static void global_run(void *task, void *own) {
    halo *h = task;
    dmda *s = own;
    petsc(VecPlaceArray(s->local, h->data));
    petsc(DMGlobalToLocalBegin(s->dm, s->global, INSERT_VALUES, s->local));
    petsc(DMGlobalToLocalEnd(s->dm, s->global, INSERT_VALUES, s->local));
    petsc(VecResetArray(s->local));
}

static void dmda_tear_down(void *own) {
    dmda *s = own;
    petsc(VecDestroy(&s->local));
    petsc(VecDestroy(&s->global));
    petsc(DMDestroy(&s->dm));
    free(s);
}

const bench_variant halo_petsc_local = {"PETSc DMLocalToLocal in place", 0, dmda_set_up, local_run, dmda_tear_down,
                                        NULL};
const bench_variant halo_petsc_global = {"PETSc DMGlobalToLocal", 0, global_set_up, global_run, dmda_tear_down, NULL};
