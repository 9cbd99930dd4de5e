/* ranks: 1 2 3 4 6  timeout: 60
 * PETSc fills the same ghosts: DMDA's DMGlobalToLocal and our da_halo_update, on the same process grid and with the
 * same blocks, in one to three dimensions, with and without periodic edges. DMDA's x axis is the fastest, as our last. */
#include <stdlib.h>

#include <petscdmda.h>

#include "fixture.h"

#define PETSC_OK(call) CHECK_EQ_I64((call), 0)

enum { AXES = 3 };

/* Axes in our order: the last one is the fastest. Axes that are not there have one element on one rank. */
typedef struct grid_case {
    int32_t ndim;
    int64_t extent[AXES];
    int width, periodic;
} grid_case;

typedef struct peers {
    DM dm;
    Vec global, local;
    PetscInt grid[AXES];
    const PetscInt *owned[AXES];      /* how many elements each coordinate owns */
} peers;

static double element(const int64_t *index) {
    return 1.0 / (1.0 + (double)index[0] + 100.0 * (double)index[1] + 10000.0 * (double)index[2]);
}

static void make_dmda(peers *p, const grid_case *c) {
    const DMBoundaryType edge = c->periodic ? DM_BOUNDARY_PERIODIC : DM_BOUNDARY_NONE;
    const PetscInt x = (PetscInt)c->extent[2], y = (PetscInt)c->extent[1], z = (PetscInt)c->extent[0];
    const DMBoundaryType y_edge = c->ndim > 1 ? edge : DM_BOUNDARY_NONE, z_edge = c->ndim > 2 ? edge : DM_BOUNDARY_NONE;
    PetscInt dimension;
    if (c->ndim == 1)
        PETSC_OK(DMDACreate1d(PETSC_COMM_WORLD, edge, x, 1, c->width, NULL, &p->dm));
    else if (c->ndim == 2)
        PETSC_OK(DMDACreate2d(PETSC_COMM_WORLD, edge, y_edge, DMDA_STENCIL_BOX, x, y, PETSC_DECIDE, PETSC_DECIDE, 1,
                              c->width, NULL, NULL, &p->dm));
    else
        PETSC_OK(DMDACreate3d(PETSC_COMM_WORLD, edge, y_edge, z_edge, DMDA_STENCIL_BOX, x, y, z, PETSC_DECIDE,
                              PETSC_DECIDE, PETSC_DECIDE, 1, c->width, NULL, NULL, NULL, &p->dm));
    PETSC_OK(DMSetUp(p->dm));
    PETSC_OK(DMCreateGlobalVector(p->dm, &p->global));
    PETSC_OK(DMCreateLocalVector(p->dm, &p->local));
    PETSC_OK(DMDAGetInfo(p->dm, &dimension, NULL, NULL, NULL, &p->grid[2], &p->grid[1], &p->grid[0], NULL, NULL, NULL,
                         NULL, NULL, NULL));
    PETSC_OK(DMDAGetOwnershipRanges(p->dm, &p->owned[2], &p->owned[1], &p->owned[0]));
    CHECK_EQ_I64(dimension, c->ndim);
}

/* DMDA's owned elements, in C order by our axes. */
static void fill_theirs(const peers *p) {
    PetscInt low[AXES], size[AXES];
    double *values;
    PETSC_OK(DMDAGetCorners(p->dm, &low[2], &low[1], &low[0], &size[2], &size[1], &size[0]));
    PETSC_OK(VecGetArrayWrite(p->global, &values));
    for (PetscInt i = 0, at = 0; i < size[0]; i++)
        for (PetscInt j = 0; j < size[1]; j++)
            for (PetscInt k = 0; k < size[2]; k++) {
                const int64_t index[AXES] = {low[0] + i, low[1] + j, low[2] + k};
                values[at++] = element(index);
            }
    PETSC_OK(VecRestoreArrayWrite(p->global, &values));
}

/* DMDA's blocks as ours. Ghosts between ranks are communication padding; those at the ends of a periodic axis are
 * boundary padding, which counts in the axis' size. */
static da_distribution *make_ours(const world *w, const grid_case *c, const peers *p) {
    static int64_t bounds[AXES][65];
    const int none = AXES - c->ndim, ends = c->periodic ? c->width : 0;
    da_dim_spec specs[AXES];
    da_distribution *dist = NULL;
    memset(specs, 0, sizeof specs);
    for (int k = 0; k < c->ndim; k++) {
        const int axis = none + k;
        const PetscInt parts = p->grid[axis];
        CHECK_OR_QUIT(parts <= 64);
        bounds[k][0] = 0;
        for (PetscInt at = 0; at < parts; at++)
            bounds[k][at + 1] = bounds[k][at] + p->owned[axis][at] + (at == 0 ? ends : 0) + (at + 1 == parts ? ends : 0);
        specs[k].kind = DA_KIND_BLOCK;
        specs[k].grid_axis_plus_1 = k + 1;
        specs[k].grid_size = parts;
        specs[k].size = c->extent[axis] + 2 * ends;
        specs[k].bounds = bounds[k];
        specs[k].num_bounds = parts + 1;
        specs[k].periodic = c->periodic;
        for (int side = 0; side < 2; side++) {
            specs[k].comm_padding[side] = c->width;
            specs[k].boundary_padding[side] = ends;
        }
    }
    CHECK_OK(da_distribution_create_dims(w->ctx, c->ndim, specs, NULL, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

/* Our owned elements get DMDA's values, all ghosts another one. */
static void fill_ours(const peers *p, double *memory, const PetscInt low[AXES], const PetscInt size[AXES]) {
    PetscInt first[AXES], count[AXES];
    PETSC_OK(DMDAGetCorners(p->dm, &first[2], &first[1], &first[0], &count[2], &count[1], &count[0]));
    for (PetscInt i = 0; i < size[0]; i++)
        for (PetscInt j = 0; j < size[1]; j++)
            for (PetscInt k = 0; k < size[2]; k++) {
                const int64_t index[AXES] = {low[0] + i, low[1] + j, low[2] + k};
                int owned = 1;
                for (int axis = 0; axis < AXES; axis++)
                    owned = owned && index[axis] >= first[axis] && index[axis] < first[axis] + count[axis];
                *memory++ = owned ? element(index) : -1;
            }
}

static void check_case(const world *w, const grid_case *c) {
    PetscInt low[AXES], size[AXES], count;
    int64_t shape[AXES];
    const double *theirs;
    da_array *a = NULL;
    da_halo *halo = NULL;
    peers p;
    make_dmda(&p, c);
    fill_theirs(&p);
    PETSC_OK(DMGlobalToLocalBegin(p.dm, p.global, INSERT_VALUES, p.local));
    PETSC_OK(DMGlobalToLocalEnd(p.dm, p.global, INSERT_VALUES, p.local));
    PETSC_OK(DMDAGetGhostCorners(p.dm, &low[2], &low[1], &low[0], &size[2], &size[1], &size[0]));
    PETSC_OK(VecGetLocalSize(p.local, &count));
    double *memory = malloc(sizeof *memory * (size_t)(count + 1));
    da_distribution *dist = make_ours(w, c, &p);
    CHECK_OR_QUIT(memory != NULL);
    CHECK_OK(da_distribution_local_shape(dist, -1, shape));
    for (int k = 0; k < c->ndim; k++) CHECK_EQ_I64(shape[k], size[AXES - c->ndim + k]);
    fill_ours(&p, memory, low, size);
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, NULL, 0, NULL, NULL, &a));
    CHECK_OK(da_halo_create(dist, NULL, &halo));
    CHECK_OR_QUIT(a != NULL && halo != NULL);
    CHECK_OK(da_halo_update(halo, 1, &a));
    PETSC_OK(VecGetArrayRead(p.local, &theirs));
    CHECK(memcmp(memory, theirs, sizeof *memory * (size_t)count) == 0);
    for (PetscInt k = 0; k < count; k++) CHECK(memory[k] > 0);
    PETSC_OK(VecRestoreArrayRead(p.local, &theirs));
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    free(memory);
    PETSC_OK(VecDestroy(&p.local));
    PETSC_OK(VecDestroy(&p.global));
    PETSC_OK(DMDestroy(&p.dm));
}

int main(int argc, char **argv) {
    static const int64_t extents[][AXES] = {{1, 1, 25}, {1, 12, 19}, {12, 13, 18}};
    MPI_Init(&argc, &argv);
    PETSC_OK(PetscInitialize(NULL, NULL, NULL, NULL));
    world w = world_open();
    for (int32_t ndim = 1; ndim <= AXES; ndim++)
        for (int width = 1; width <= 3; width++)
            for (int periodic = 0; periodic < 2; periodic++) {
                grid_case c = {ndim, {0, 0, 0}, width, periodic};
                memcpy(c.extent, extents[ndim - 1], sizeof c.extent);
                check_case(&w, &c);
            }
    world_close(&w);
    const int verdict = check_finish();
    PETSC_OK(PetscFinalize());
    MPI_Finalize();
    return verdict;
}
