/* ranks: 1 2 3 4  timeout: 60  valgrind-full: 2
 * ranks: 2  timeout: 60  variant: complex
 * What the adapter refuses about DMDAs: distributions that are none, arrays that do not lie as a DMDA's vectors do, and
 * what PETSc itself refuses, in its own words. */
#include "petsc_fixture.h"

#define BAD(w, call, status, part) \
    do { \
        CHECK_STATUS((call), (status)); \
        CHECK_CONTAINS(da_error_message(), (part)); \
        CHECK_OK(da_context_barrier((w)->ctx)); \
    } while (0)

static da_distribution *on_grid(const world *w, int32_t ndim, const int64_t *shape, const char *text, int32_t grid_ndim,
                                const int64_t *grid) {
    da_distribution_options options;
    da_distribution *dist = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = grid_ndim;
    CHECK_OK(da_distribution_create(w->ctx, ndim, shape, text, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

static void refuse(const world *w, int32_t ndim, const int64_t *shape, const char *text, PetscInt dof, PetscInt s,
                   da_status status, const char *part) {
    const int64_t grid[1] = {w->size};
    da_distribution *dist = on_grid(w, ndim, shape, text, 1, grid);
    DM dm = NULL;
    BAD(w, da_petsc_dm_create(dist, dof, s, DMDA_STENCIL_BOX, &dm), status, part);
    CHECK(dm == NULL);
    CHECK_OK(da_distribution_free(&dist));
}

static void check_distributions(const world *w) {
    const int64_t line[1] = {24}, few[1] = {2}, plane[2] = {24, 12}, four[4] = {12, 2, 2, 2}, none[1] = {0};
    const PetscInt any = PETSC_DECIDE;
    refuse(w, 4, four, "b,n,n,n", 1, any, DA_ERR_SHAPE, "4 axes");
    refuse(w, 1, line, "b", 2, any, DA_ERR_SHAPE, "no DMDA");
    refuse(w, 1, line, "b", 0, any, DA_ERR_SHAPE, "0 components");
    refuse(w, 2, plane, "b,n", 5, any, DA_ERR_SHAPE, "axis 1 has 12 elements");
    refuse(w, 2, plane, "n,b", 12, any, DA_ERR_SHAPE, "components");
    refuse(w, 1, none, "b", 1, any, DA_ERR_SHAPE, "without elements");
    refuse(w, 2, plane, "b(boundary=1:0),n", 1, any, DA_ERR_LAYOUT, "one stencil width");
    refuse(w, 2, plane, "b(comm=1 boundary=1),n(boundary=2)", 1, any, DA_ERR_LAYOUT, "axis 1 has padding of 1 and of 2");
    refuse(w, 2, plane, "b(comm=1 boundary=1),n(periodic)", 1, any, DA_ERR_LAYOUT, "periodic");
    refuse(w, 2, plane, "b(comm=1 boundary=1),n", 1, 2, DA_ERR_LAYOUT, "the stencil 2");
    refuse(w, 1, line, "b", 1, -3, DA_ERR_LAYOUT, "the stencil -3");
    if (w->size > 1) {
        refuse(w, 1, line, "b(boundary=1)", 1, any, DA_ERR_LAYOUT, "padding of 0 and of 1");
        refuse(w, 1, line, "b(comm=1:2)", 1, any, DA_ERR_NOT_EXPRESSIBLE, "");
        refuse(w, 1, line, "c", 1, any, DA_ERR_LAYOUT, "blocks");
        refuse(w, 1, line, "n", 1, any, DA_ERR_LAYOUT, "replicas");
    }
    if (w->size > 2) refuse(w, 1, few, "b", 1, any, DA_ERR_LAYOUT, "own anything");
}

static void check_left_out(const world *w) {
    const int64_t line[1] = {24}, grid[1] = {w->size - 1};
    DM dm = NULL;
    if (w->size == 1) return;
    da_distribution *dist = on_grid(w, 1, line, "b", 1, grid);
    BAD(w, da_petsc_dm_create(dist, 1, PETSC_DECIDE, DMDA_STENCIL_BOX, &dm), DA_ERR_GRID, "da_context_subset");
    CHECK(dm == NULL);
    CHECK_OK(da_distribution_free(&dist));
}

/* What PETSc itself refuses, it says through us, and prints nothing. */
static void check_petsc_refuses(const world *w) {
    const int64_t line[1] = {2 * (int64_t)w->size}, grid[1] = {w->size}, one[1] = {24}, plane[2] = {65536, 65536};
    const int64_t bounds_grid[2] = {w->size, 1};
    da_distribution *dist = on_grid(w, 1, line, "b", 1, grid);
    DM dm = NULL;
    if (w->size > 1)
        BAD(w, da_petsc_dm_create(dist, 1, 30, DMDA_STENCIL_BOX, &dm), DA_ERR_LAYOUT, "the stencil is wide, 30");
    else
        BAD(w, da_petsc_dm_create(dist, 1, 30, DMDA_STENCIL_BOX, &dm), DA_ERR_EXTERNAL, "PETSc could not make a DMDA: error 63");
    CHECK_OK(da_distribution_free(&dist));
    dist = on_grid(w, 2, plane, "b,b", 2, bounds_grid);
#if !defined(PETSC_USE_64BIT_INDICES)
    BAD(w, da_petsc_dm_create(dist, 1, 1, DMDA_STENCIL_BOX, &dm), DA_ERR_OVERFLOW, "PETSc could not make a DMDA: error 84");
#endif
    CHECK(dm == NULL);
    CHECK_OK(da_distribution_free(&dist));
    /* The last rank alone has too few elements: that must be everybody's error. */
    dist = make_dist(w->ctx, 1, one, "b");
    if (w->size == 3) {
        const int64_t bounds[4] = {0, 11, 23, 24};
        da_dim_spec spec;
        CHECK_OK(da_distribution_free(&dist));
        memset(&spec, 0, sizeof spec);
        spec.kind = DA_KIND_BLOCK;
        spec.size = 24;
        spec.grid_size = 3;
        spec.bounds = bounds;
        spec.num_bounds = 4;
        CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist));
        BAD(w, da_petsc_dm_create(dist, 1, 2, DMDA_STENCIL_BOX, &dm), DA_ERR_LAYOUT, "coordinate 2 owns 1 elements");
    }
    CHECK(dm == NULL);
    CHECK_OK(da_distribution_free(&dist));
}

static da_array *array_of(const da_distribution *dist, int32_t order) {
    da_array_options options;
    da_array *a = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = order;
    CHECK_OK(da_array_create(dist, DA_PETSC_SCALAR, &options, &a));
    CHECK_OR_QUIT(a != NULL);
    return a;
}

static void check_vectors(const world *w) {
    const int64_t shape[2] = {16, 12}, turned[2] = {12, 16}, wrong[2] = {16, 13};
    const int64_t column[2] = {w->size, 1}, row[2] = {1, w->size};
    const char *padding = "b(comm=1 boundary=1),b(comm=1 boundary=1)";
    da_distribution *dist = on_grid(w, 2, shape, padding, 2, column), *plain = NULL, *other = NULL;
    da_array *a = array_of(dist, DA_ORDER_C), *b = NULL;
    DM dm = NULL;
    Vec v = NULL;
    CHECK_OK(da_petsc_dm_create(dist, 1, PETSC_DECIDE, DMDA_STENCIL_BOX, &dm));
    CHECK_OR_QUIT(dm != NULL);
    CHECK_OK(da_petsc_dm_distribution(dm, w->ctx, 0, &plain));
    BAD(w, da_petsc_dm_global_export(a, dm, &v), DA_ERR_SHAPE, "in the DMDA 14");
    BAD(w, da_petsc_dm_local_export(a, NULL, &v), DA_ERR_NULL, "`dm`");
    CHECK_OK(da_array_interior(a, &b)); /* the grid, but with padding around it in memory */
    BAD(w, da_petsc_dm_global_export(b, dm, &v), DA_ERR_LAYOUT, "bytes apart");
    CHECK_OK(da_array_free(&b));
    b = array_of(plain, DA_ORDER_C);
    BAD(w, da_petsc_dm_local_export(b, dm, &v), DA_ERR_SHAPE, "in the DMDA 16");
    CHECK_OK(da_array_free(&b));
    b = array_of(plain, DA_ORDER_FORTRAN);
    BAD(w, da_petsc_dm_global_export(b, dm, &v), DA_ERR_LAYOUT, "bytes apart");
    CHECK_OK(da_array_free(&b));
    other = on_grid(w, 2, wrong, padding, 2, column);
    b = array_of(other, DA_ORDER_C);
    BAD(w, da_petsc_dm_local_export(b, dm, &v), DA_ERR_SHAPE, "axis 1 has 13");
    BAD(w, da_petsc_dm_global_export_copy(b, dm, &v), DA_ERR_SHAPE, "axis 0 has 16");
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&other));
    if (w->size > 1) {
        other = on_grid(w, 2, shape, padding, 2, row); /* the grid of processes lies the other way */
        b = array_of(other, DA_ORDER_C);
        BAD(w, da_petsc_dm_local_export(b, dm, &v), DA_ERR_LAYOUT, "order of processes");
        CHECK_OK(da_array_free(&b));
        CHECK_OK(da_distribution_free(&other));
    }
    other = on_grid(w, 2, turned, padding, 2, row);
    b = array_of(other, DA_ORDER_FORTRAN); /* as (x, y): not without da_transpose() */
    BAD(w, da_petsc_dm_local_export(b, dm, &v), DA_ERR_SHAPE, "axis 0 has 12");
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&other));
    CHECK(v == NULL);
    PETSC_OK(DMDestroy(&dm));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&plain));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_imports(const world *w) {
    da_array *a = NULL;
    da_distribution *dist = NULL;
    DM dm = NULL;
    Vec global = NULL, local = NULL;
    MPI_Comm half;
    PETSC_OK(DMDACreate1d(PETSC_COMM_WORLD, DM_BOUNDARY_PERIODIC, 24, 1, 2, NULL, &dm));
    PETSC_OK(DMSetUp(dm));
    PETSC_OK(DMCreateGlobalVector(dm, &global));
    PETSC_OK(DMCreateLocalVector(dm, &local));
    BAD(w, da_petsc_dm_global_import(dm, local, w->ctx, &a), DA_ERR_SHAPE, "a global vector of the DMDA");
    BAD(w, da_petsc_dm_local_import(dm, global, w->ctx, &a), DA_ERR_SHAPE, "a local vector of the DMDA");
    BAD(w, da_petsc_dm_local_import(dm, NULL, w->ctx, &a), DA_ERR_NULL, "`local`");
    PETSC_OK(VecDestroy(&global));
    PETSC_OK(VecDestroy(&local));
    PETSC_OK(DMDestroy(&dm));
    /* A DMDA on some of the ranks. */
    MPI_Comm_split(MPI_COMM_WORLD, w->rank % 2, 0, &half);
    PETSC_OK(DMDACreate1d(half, DM_BOUNDARY_NONE, 24, 1, 1, NULL, &dm));
    PETSC_OK(DMSetUp(dm));
    if (w->size > 1) BAD(w, da_petsc_dm_distribution(dm, w->ctx, 0, &dist), DA_ERR_CONTEXT, "other ranks");
    PETSC_OK(DMDestroy(&dm));
    MPI_Comm_free(&half);
    CHECK(a == NULL && dist == NULL);
}

int main(int argc, char **argv) {
    world w = petsc_open(&argc, &argv);
    check_distributions(&w);
    check_left_out(&w);
    check_petsc_refuses(&w);
    check_vectors(&w);
    check_imports(&w);
    return petsc_close(&w);
}
