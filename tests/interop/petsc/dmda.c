/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 2
 * ranks: 1 4  timeout: 60  variant: complex
 * DMDAs and block distributions: one made from the other, both ways, in one to three dimensions, with all kinds of
 * edges, stencil widths and components; their vectors on our memory, and ours on theirs. PETSc's ghosts and our halo fill
 * the same padding. */
#include "petsc_fixture.h"

typedef struct grid_case {
    int32_t dim;
    PetscInt extent[3]; /* x, y, z */
    PetscInt width, dof;
    DMBoundaryType edge[3];
} grid_case;

static DM new_dmda(MPI_Comm comm, const grid_case *c) {
    DM dm = NULL;
    const PetscInt *n = c->extent;
    const DMBoundaryType *b = c->edge;
    if (c->dim == 1) PETSC_OK(DMDACreate1d(comm, b[0], n[0], c->dof, c->width, NULL, &dm));
    else if (c->dim == 2)
        PETSC_OK(DMDACreate2d(comm, b[0], b[1], DMDA_STENCIL_BOX, n[0], n[1], PETSC_DECIDE, PETSC_DECIDE, c->dof,
                              c->width, NULL, NULL, &dm));
    else
        PETSC_OK(DMDACreate3d(comm, b[0], b[1], b[2], DMDA_STENCIL_BOX, n[0], n[1], n[2], PETSC_DECIDE, PETSC_DECIDE,
                              PETSC_DECIDE, c->dof, c->width, NULL, NULL, NULL, &dm));
    PETSC_OK(DMSetUp(dm));
    return dm;
}

/* Both DMDAs have the same blocks, ghosts and edges. */
static void check_same_dm(DM a, DM b) {
    PetscInt p[13], q[13], low[2][6];
    DMBoundaryType edge[2][3];
    for (int k = 0; k < 13; k++) p[k] = q[k] = 0;
    PETSC_OK(DMDAGetInfo(a, &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &p[7], &p[8], &edge[0][0], &edge[0][1],
                         &edge[0][2], NULL));
    PETSC_OK(DMDAGetInfo(b, &q[0], &q[1], &q[2], &q[3], &q[4], &q[5], &q[6], &q[7], &q[8], &edge[1][0], &edge[1][1],
                         &edge[1][2], NULL));
    for (int k = 0; k < 9; k++) CHECK_EQ_I64(p[k], q[k]);
    for (int k = 0; k < p[0]; k++) CHECK_EQ_I64(edge[0][k], edge[1][k]);
    PETSC_OK(DMDAGetGhostCorners(a, &low[0][0], &low[0][1], &low[0][2], &low[0][3], &low[0][4], &low[0][5]));
    PETSC_OK(DMDAGetGhostCorners(b, &low[1][0], &low[1][1], &low[1][2], &low[1][3], &low[1][4], &low[1][5]));
    for (int k = 0; k < 6; k++) CHECK_EQ_I64(low[0][k], low[1][k]);
}

/* The distribution of local vectors, made a DMDA again, is the DMDA that it came from. */
static void check_there_and_back(const world *w, DM dm, const da_distribution *padded) {
    DM again = NULL;
    PetscInt dof = 0, width = 0;
    PETSC_OK(DMDAGetDof(dm, &dof));
    PETSC_OK(DMDAGetStencilWidth(dm, &width));
    /* One process alone has no padding that tells the width. */
    CHECK_OK(da_petsc_dm_create(padded, dof, w->size > 1 ? PETSC_DECIDE : width, DMDA_STENCIL_BOX, &again));
    CHECK_OR_QUIT(again != NULL);
    check_same_dm(dm, again);
    PETSC_OK(DMDestroy(&again));
}

static int is_boundary(const grid_case *c, const int64_t *index, const int64_t *shape) {
    for (int32_t k = 0; k < c->dim; k++) {
        const DMBoundaryType edge = c->edge[c->dim - 1 - k];
        const int64_t width = edge == DM_BOUNDARY_GHOSTED || edge == DM_BOUNDARY_MIRROR ? c->width : 0;
        if (index[k] < width || index[k] >= shape[k] - width) return 1;
    }
    return 0;
}

/* All that both sides fill: not the ghosts beyond DM_BOUNDARY_GHOSTED, which belong to the program. */
static void check_sections(const grid_case *c, const da_array *ours, const da_array *theirs) {
    const da_local a = section_of(ours), b = section_of(theirs);
    int64_t at[4] = {0, 0, 0, 0}, shape[4], different = 0;
    da_distribution *dist = NULL;
    CHECK_OK(da_array_shape(ours, shape));
    CHECK_OK(da_array_distribution(ours, &dist));
    CHECK_EQ_I64(a.size, b.size);
    for (int64_t i = 0; i < a.size; i++) {
        int64_t index[4];
        CHECK_OK(da_distribution_global_from_local(dist, -1, at, index));
        if (!is_boundary(c, index, shape))
            different += ((PetscScalar *)a.data)[i] != ((PetscScalar *)b.data)[i] || ((PetscScalar *)a.data)[i] == (PetscScalar)0;
        da_petsc_step(at, a.shape, a.ndim);
    }
    CHECK_EQ_I64(different, 0);
    CHECK_OK(da_distribution_free(&dist));
}

/* A global vector on our memory goes to a local vector on our memory: PETSc fills our padding, as our halo does. */
static void check_exports(const world *w, const grid_case *c, DM dm, const da_distribution *plain,
                          const da_distribution *padded) {
    da_array *grid = NULL, *filled = NULL, *ours = NULL, *interior = NULL;
    da_halo *halo = NULL;
    Vec global = NULL, local = NULL;
    CHECK_OK(da_zeros(plain, DA_PETSC_SCALAR, &grid));
    CHECK_OK(da_zeros(padded, DA_PETSC_SCALAR, &filled));
    CHECK_OK(da_zeros(padded, DA_PETSC_SCALAR, &ours));
    fill_values(grid, 1);
    CHECK_OK(da_petsc_dm_global_export(grid, dm, &global));
    CHECK_OK(da_petsc_dm_local_export(filled, dm, &local));
    CHECK_OR_QUIT(global != NULL && local != NULL);
    check_same_memory(global, grid);
    const PetscScalar *values = NULL;
    PETSC_OK(VecGetArrayRead(local, &values));
    CHECK((const void *)values == section_of(filled).data);
    PETSC_OK(VecRestoreArrayRead(local, &values));
    PETSC_OK(DMGlobalToLocalBegin(dm, global, INSERT_VALUES, local));
    PETSC_OK(DMGlobalToLocalEnd(dm, global, INSERT_VALUES, local));
    CHECK_OK(da_petsc_array_changed(filled));

    CHECK_OK(da_array_interior(ours, &interior));
    CHECK_OK(da_assign(interior, grid));
    CHECK_OK(da_halo_create(padded, NULL, &halo));
    CHECK_OK(da_halo_update(halo, 1, &ours));
    check_sections(c, ours, filled);

    /* The way back: what PETSc filled, seen without ghosts, is the grid. */
    CHECK_OK(da_array_free(&interior));
    CHECK_OK(da_array_interior(filled, &interior));
    check_values(interior, 1);
    PETSC_OK(VecDestroy(&local));
    PETSC_OK(VecDestroy(&global));
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_array_free(&interior));
    CHECK_OK(da_array_free(&ours));
    CHECK_OK(da_array_free(&filled));
    CHECK_OK(da_array_free(&grid));
    CHECK(w->size > 0);
}

static void check_imports(const world *w, DM dm, const da_distribution *plain) {
    da_array *grid = NULL, *padded = NULL, *interior = NULL;
    Vec global = NULL, local = NULL;
    da_distribution *found = NULL;
    int32_t equal = 0;
    PETSC_OK(DMCreateGlobalVector(dm, &global));
    PETSC_OK(DMCreateLocalVector(dm, &local));
    CHECK_OK(da_petsc_dm_global_import(dm, global, w->ctx, &grid));
    CHECK_OK(da_petsc_dm_local_import(dm, local, w->ctx, &padded));
    CHECK_OR_QUIT(grid != NULL && padded != NULL);
    check_same_memory(global, grid);
    CHECK_OK(da_array_distribution(grid, &found));
    CHECK_OK(da_distribution_equal(found, plain, &equal));
    CHECK_EQ_I64(equal, 1);
    CHECK_OK(da_array_interior(padded, &interior));
    fill_values(grid, 2);
    CHECK_OK(da_petsc_vec_changed(global));
    PETSC_OK(DMGlobalToLocalBegin(dm, global, INSERT_VALUES, local));
    PETSC_OK(DMGlobalToLocalEnd(dm, global, INSERT_VALUES, local));
    check_values(interior, 2);
    PETSC_OK(VecDestroy(&local));
    PETSC_OK(VecDestroy(&global));
    check_values(interior, 2);
    check_values(grid, 2);
    CHECK_OK(da_distribution_free(&found));
    CHECK_OK(da_array_free(&interior));
    CHECK_OK(da_array_free(&padded));
    CHECK_OK(da_array_free(&grid));
}

/* Any layout goes into a DMDA's vector and comes out of it. */
static void check_copies(const world *w, DM dm, const da_distribution *plain) {
    int64_t shape[4];
    int32_t ndim = 0;
    const char *texts[] = {"", "c", "c,b", "c:2,n,b", "n,c,b,n"};
    da_array *a = NULL, *b = NULL, *c = NULL;
    da_distribution *dist = NULL;
    Vec global = NULL, local = NULL;
    CHECK_OK(da_distribution_ndim(plain, &ndim));
    CHECK_OK(da_distribution_shape(plain, shape));
    a = new_array(w, ndim, shape, texts[ndim], DA_ORDER_FORTRAN);
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_petsc_dm_global_export_copy(a, dm, &global));
    CHECK_OR_QUIT(global != NULL);
    CHECK_OK(da_petsc_dm_global_import_copy(dm, global, dist, &b));
    check_values(b, 1);
    PETSC_OK(DMCreateLocalVector(dm, &local));
    PETSC_OK(VecScale(global, 3));
    PETSC_OK(DMGlobalToLocalBegin(dm, global, INSERT_VALUES, local));
    PETSC_OK(DMGlobalToLocalEnd(dm, global, INSERT_VALUES, local));
    CHECK_OK(da_petsc_dm_local_import_copy(dm, local, dist, &c));
    check_values(c, 3);
    check_values(a, 1);
    PETSC_OK(VecDestroy(&local));
    PETSC_OK(VecDestroy(&global));
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_case(const world *w, const grid_case *c) {
    DM dm = new_dmda(PETSC_COMM_WORLD, c);
    da_distribution *plain = NULL, *padded = NULL;
    CHECK_OK(da_petsc_dm_distribution(dm, w->ctx, 0, &plain));
    CHECK_OK(da_petsc_dm_distribution(dm, w->ctx, 1, &padded));
    CHECK_OR_QUIT(plain != NULL && padded != NULL);
    check_there_and_back(w, dm, padded);
    check_exports(w, c, dm, plain, padded);
    check_imports(w, dm, plain);
    check_copies(w, dm, plain);
    CHECK_OK(da_distribution_free(&padded));
    CHECK_OK(da_distribution_free(&plain));
    PETSC_OK(DMDestroy(&dm));
}

/* Our own distribution first, in Fortran order and on ranks in another order: its DMDA has its vectors all the same. */
static void check_ours_first(const world *w, int32_t *ranks, int32_t order) {
    const int64_t shape[2] = {16, 14};
    int64_t grid[2] = {w->size % 2 == 0 ? 2 : 1, 0};
    da_distribution_options options;
    da_array_options storage;
    da_distribution *dist = NULL, *seen = NULL;
    da_array *a = NULL, *view = NULL;
    DM dm = NULL;
    Vec local = NULL;
    int result = MPI_UNEQUAL;
    grid[1] = w->size / grid[0];
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 2;
    options.ranks = ranks;
    options.num_ranks = ranks != NULL ? w->size : 0;
    memset(&storage, 0, sizeof storage);
    storage.struct_size = sizeof storage;
    storage.order = order;
    storage.fill = DA_FILL_ZEROS;
    CHECK_OK(da_distribution_create(w->ctx, 2, shape, "b(comm=1 boundary=1 periodic),b(comm=1 boundary=1)", &options, &dist));
    CHECK_OK(da_array_create(dist, DA_PETSC_SCALAR, &storage, &a));
    fill_values(a, 1);
    CHECK_OK(order == DA_ORDER_FORTRAN ? da_transpose(a, NULL, &view) : da_petsc_second_handle(a, &view));
    CHECK_OK(da_array_distribution(view, &seen));
    CHECK_OK(da_petsc_dm_create(seen, 1, PETSC_DECIDE, DMDA_STENCIL_STAR, &dm));
    CHECK_OR_QUIT(dm != NULL);
    MPI_Comm comm = MPI_COMM_NULL;
    CHECK_OK(da_context_comm(w->ctx, &comm));
    MPI_Comm_compare(comm, PetscObjectComm((PetscObject)dm), &result);
    CHECK(result == MPI_CONGRUENT || result == MPI_SIMILAR);
    CHECK_OK(da_petsc_dm_local_export(view, dm, &local));
    CHECK_OR_QUIT(local != NULL);
    PetscReal before = 0, after = 0;
    PETSC_OK(VecNorm(local, NORM_2, &before));
    PETSC_OK(DMLocalToLocalBegin(dm, local, INSERT_VALUES, local));
    PETSC_OK(DMLocalToLocalEnd(dm, local, INSERT_VALUES, local));
    PETSC_OK(VecNorm(local, NORM_2, &after));
    CHECK(after != before); /* it filled something */
    da_array *interior = NULL, *halved = NULL;
    CHECK_OK(da_array_interior(view, &interior));
    /* The DMDA knows the same grid in the same places: through it and back nothing changes. */
    da_array *through = NULL;
    CHECK_OK(da_petsc_dm_local_import(dm, local, w->ctx, &through));
    CHECK_OK(da_array_interior(through, &halved));
    int32_t same = 0;
    CHECK_OK(da_array_equal(interior, halved, 0, &same));
    CHECK_EQ_I64(same, 1);
    CHECK_OK(da_array_free(&through));
    CHECK_OK(da_array_free(&halved));
    CHECK_OK(da_array_free(&interior));
    PETSC_OK(VecDestroy(&local));
    PETSC_OK(DMDestroy(&dm));
    CHECK_OK(da_array_free(&view));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&seen));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    world w = petsc_open(&argc, &argv);
    const DMBoundaryType none = DM_BOUNDARY_NONE, round = DM_BOUNDARY_PERIODIC, open = DM_BOUNDARY_GHOSTED;
    const grid_case cases[] = {
        {1, {26, 1, 1}, 1, 1, {none, none, none}},   {1, {26, 1, 1}, 2, 1, {round, none, none}},
        {1, {27, 1, 1}, 1, 3, {open, none, none}},   {1, {26, 1, 1}, 0, 1, {none, none, none}},
        {2, {14, 19, 1}, 1, 1, {none, none, none}},  {2, {14, 19, 1}, 2, 2, {round, open, none}},
        {2, {15, 12, 1}, 1, 1, {none, round, none}}, {3, {12, 13, 14}, 1, 1, {none, none, none}},
        {3, {12, 13, 14}, 2, 1, {round, none, open}}, {3, {8, 7, 9}, 1, 2, {round, round, round}},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) check_case(&w, &cases[k]);
    int32_t turned[64];
    CHECK_OR_QUIT(w.size <= 64);
    for (int32_t k = 0; k < w.size; k++) turned[k] = w.size - 1 - k;
    check_ours_first(&w, NULL, DA_ORDER_C);
    check_ours_first(&w, turned, DA_ORDER_C);
    check_ours_first(&w, NULL, DA_ORDER_FORTRAN);
    check_ours_first(&w, turned, DA_ORDER_FORTRAN);
    return petsc_close(&w);
}
