/* ranks: 1 2 3  timeout: 60  valgrind: 1 2
 * ranks: 1 2  timeout: 60  variant: complex
 * ranks: 1 2  timeout: 60  args: late
 * Who goes first: arrays, objects, contexts in any order, on both sides; memory is released once, when the last user of
 * it is gone, and never touched after that (valgrind looks). With `late` an array stays until PETSc is gone, which
 * leaves PETSc's object behind: nothing for valgrind. */
#include "petsc_fixture.h"

/* The caller's memory, which must be released exactly once. */
typedef struct owned_memory {
    PetscScalar *values;
    int released;
} owned_memory;

static void release(void *private_data) {
    owned_memory *m = private_data;
    m->released++;
    free(m->values);
    m->values = NULL;
}

static const int64_t LINE[1] = {30}, PLANE[2] = {12, 4};

static da_array *wrap(const da_context *ctx, int32_t ndim, owned_memory *m) {
    int64_t local[2] = {0, 0};
    int64_t strides[2] = {(int64_t)sizeof(PetscScalar), 0};
    da_distribution *dist = make_dist(ctx, ndim, ndim == 1 ? LINE : PLANE, ndim == 1 ? "b" : "b,n");
    da_array *a = NULL;
    CHECK_OK(da_distribution_local_shape(dist, -1, local));
    const int64_t size = ndim == 1 ? local[0] : local[0] * local[1];
    strides[1] = local[0] * strides[0];
    m->values = calloc((size_t)size + 1, sizeof *m->values);
    m->released = 0;
    CHECK_OR_QUIT(m->values != NULL);
    CHECK_OK(da_array_wrap(dist, DA_PETSC_SCALAR, m->values, strides, 0, release, m, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_distribution_free(&dist));
    fill_values(a, 1);
    return a;
}

/* Everything of ours is freed, the context too; PETSc goes on with our memory. */
static void check_array_first(void) {
    owned_memory line, plane;
    da_context *ctx = NULL;
    PetscReal norm = -1;
    Vec v = NULL;
    Mat A = NULL;
    CHECK_OK(da_context_create(PETSC_COMM_WORLD, NULL, &ctx));
    da_array *a = wrap(ctx, 1, &line), *b = wrap(ctx, 2, &plane);
    CHECK_OK(da_petsc_vec_export(a, &v));
    CHECK_OK(da_petsc_mat_export(b, PETSC_DECIDE, &A));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_context_free(&ctx));
    CHECK_EQ_I64(line.released, 0);
    CHECK_EQ_I64(plane.released, 0);
    PETSC_OK(VecNorm(v, NORM_1, &norm));
    CHECK_NEAR((double)norm, expected_norm1(30), tolerance(expected_norm1(30)));
    PETSC_OK(MatNorm(A, NORM_INFINITY, &norm));
    CHECK(norm > 0);
    PETSC_OK(VecDestroy(&v));
    PETSC_OK(MatDestroy(&A));
    CHECK_EQ_I64(line.released, 1);
    CHECK_EQ_I64(plane.released, 1);
}

static void check_object_first(const world *w) {
    owned_memory line;
    Vec v = NULL;
    da_array *a = wrap(w->ctx, 1, &line);
    CHECK_OK(da_petsc_vec_export(a, &v));
    PETSC_OK(VecDestroy(&v));
    CHECK_EQ_I64(line.released, 0);
    check_values(a, 1);
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_I64(line.released, 1);
}

/* A duplicate has memory of its own, and keeps ours as long as it lives. */
static void check_duplicate(const world *w) {
    owned_memory line;
    Vec v = NULL, twin = NULL;
    da_array *a = wrap(w->ctx, 1, &line);
    CHECK_OK(da_petsc_vec_export(a, &v));
    PETSC_OK(VecDuplicate(v, &twin));
    PETSC_OK(VecCopy(v, twin));
    CHECK_OK(da_array_free(&a));
    PETSC_OK(VecDestroy(&v));
    PetscReal norm = -1;
    PETSC_OK(VecNorm(twin, NORM_1, &norm));
    CHECK_NEAR((double)norm, expected_norm1(30), tolerance(expected_norm1(30)));
    CHECK_EQ_I64(line.released, 0);
    PETSC_OK(VecDestroy(&twin));
    CHECK_EQ_I64(line.released, 1);
}

/* An imported array keeps PETSc's object. */
static void check_imports(const world *w) {
    da_array *a = NULL, *b = NULL, *c = NULL;
    const PetscInt two[2] = {4, 5};
    Vec v = NULL;
    Mat A = NULL;
    IS is = NULL;
    PETSC_OK(VecCreateMPI(PETSC_COMM_WORLD, 3, PETSC_DETERMINE, &v));
    PETSC_OK(MatCreateDense(PETSC_COMM_WORLD, 2, PETSC_DECIDE, PETSC_DETERMINE, 5, NULL, &A));
    PETSC_OK(ISCreateGeneral(PETSC_COMM_WORLD, 2, two, PETSC_COPY_VALUES, &is));
    CHECK_OK(da_petsc_vec_import(v, w->ctx, &a));
    CHECK_OK(da_petsc_mat_import(A, w->ctx, &b));
    CHECK_OK(da_petsc_is_import(is, w->ctx, &c));
    PETSC_OK(VecDestroy(&v));
    PETSC_OK(MatDestroy(&A));
    PETSC_OK(ISDestroy(&is));
    fill_values(a, 1);
    fill_values(b, 1);
    check_values(a, 1);
    check_values(b, 1);
    CHECK_EQ_I64(*(PetscInt *)section_of(c).data, 4);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&c));
}

/* Round trip: a Vec on our memory as an array again, and everything in between gone. */
static void check_round_trip(const world *w) {
    owned_memory line;
    da_array *a = wrap(w->ctx, 1, &line), *b = NULL;
    Vec v = NULL, again = NULL;
    void *address = section_of(a).data;
    CHECK_OK(da_petsc_vec_export(a, &v));
    CHECK_OK(da_petsc_vec_import(v, w->ctx, &b));
    CHECK_OK(da_array_free(&a));
    PETSC_OK(VecDestroy(&v));
    CHECK(section_of(b).data == address);
    CHECK_OK(da_petsc_vec_export(b, &again));
    CHECK_OK(da_array_free(&b));
    const PetscScalar *values = NULL;
    PETSC_OK(VecGetArrayRead(again, &values));
    CHECK((const void *)values == address);
    PETSC_OK(VecRestoreArrayRead(again, &values));
    CHECK_EQ_I64(line.released, 0);
    PETSC_OK(VecDestroy(&again));
    CHECK_EQ_I64(line.released, 1);
}

/* A DMDA, its vectors and what they stand on go in all orders. */
static void check_dmda(const world *w, int order) {
    const int64_t shape[1] = {26};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b(comm=1 boundary=1)");
    da_array *a = NULL;
    DM dm = NULL;
    Vec local = NULL;
    CHECK_OK(da_zeros(dist, DA_PETSC_SCALAR, &a));
    CHECK_OK(da_petsc_dm_create(dist, 1, PETSC_DECIDE, DMDA_STENCIL_BOX, &dm));
    CHECK_OK(da_petsc_dm_local_export(a, dm, &local));
    CHECK_OR_QUIT(local != NULL);
    for (int step = 0; step < 4; step++) switch ((step + order) % 4) {
        case 0: CHECK_OK(da_distribution_free(&dist)); break;
        case 1: CHECK_OK(da_array_free(&a)); break;
        case 2: PETSC_OK(VecDestroy(&local)); break;
        default: PETSC_OK(DMDestroy(&dm));
        }
    CHECK(local == NULL && dm == NULL && a == NULL && dist == NULL);
}

/* An array on PETSc's memory may be freed when PETSc is gone, though not touched. */
static da_array *left_over(const world *w) {
    da_array *a = NULL;
    Vec v = NULL;
    PETSC_OK(VecCreateMPI(PETSC_COMM_WORLD, 3, PETSC_DETERMINE, &v));
    CHECK_OK(da_petsc_vec_import(v, w->ctx, &a));
    PETSC_OK(VecDestroy(&v));
    return a;
}

int main(int argc, char **argv) {
    world w = petsc_open(&argc, &argv);
    check_array_first();
    check_object_first(&w);
    check_duplicate(&w);
    check_imports(&w);
    check_round_trip(&w);
    for (int order = 0; order < 4; order++) check_dmda(&w, order);
    da_array *late = argc > 1 ? left_over(&w) : NULL;
    world_close(&w);
    PETSC_OK(PetscFinalize());
    CHECK_OK(da_array_free(&late));
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
