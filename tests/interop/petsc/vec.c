/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 2
 * ranks: 1 3  timeout: 60  variant: complex
 * Arrays as Vecs and Vecs as arrays, on the same memory: what one side writes the other reads. Copies between any
 * layouts in natural numbering. */
#include "petsc_fixture.h"

/* PETSc computes on our elements, and sees what we write. */
static void check_export(const world *w, int32_t ndim, const int64_t *shape, const char *text) {
    da_array *a = new_c_array(w, ndim, shape, text);
    Vec v = NULL;
    PetscReal norm = -1;
    int64_t size = 0;
    CHECK_OK(da_array_size(a, &size));
    CHECK_OK(da_petsc_vec_export(a, &v));
    CHECK_OR_QUIT(v != NULL);
    check_same_memory(v, a);
    PETSC_OK(VecNorm(v, NORM_1, &norm));
    CHECK_NEAR((double)norm, expected_norm1(size), tolerance(expected_norm1(size)));
    PETSC_OK(VecScale(v, 2));
    CHECK_OK(da_petsc_array_changed(a));
    check_values(a, 2);
    fill_values(a, 1);
    CHECK_OK(da_petsc_vec_changed(v));
    PETSC_OK(VecNorm(v, NORM_1, &norm));
    CHECK_NEAR((double)norm, expected_norm1(size), tolerance(expected_norm1(size)));
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&a));
}

static void check_exports(const world *w) {
    const int64_t line[1] = {37}, few[1] = {2}, plane[2] = {7, 10}, block[3] = {4, 6, 5}, none[1] = {0}, wide[2] = {3, 0};
    check_export(w, 1, line, "b");
    check_export(w, 1, line, "c:3");
    check_export(w, 1, line, "b(comm=2:1)"); /* what is owned lies together in one dimension */
    check_export(w, 1, few, "b");            /* ranks without elements */
    check_export(w, 1, few, "c");
    check_export(w, 1, none, "b");
    check_export(w, 2, plane, "b,b");
    check_export(w, 2, plane, "n,b");
    check_export(w, 2, plane, "c:2,b");
    check_export(w, 2, plane, "b(comm=1),n"); /* whole rows around what is owned */
    check_export(w, 2, wide, "b,n");
    check_export(w, 3, block, "b,b,b");
    check_export(w, 3, block, "b(boundary=1),b,c");
}

/* The norm that PETSc remembers is right only after it was told; this is what da_petsc_vec_changed() is for. */
static void check_state(const world *w) {
    const int64_t shape[1] = {11};
    da_array *a = new_c_array(w, 1, shape, "b");
    Vec v = NULL;
    PetscReal before = -1, after = -1;
    CHECK_OK(da_petsc_vec_export(a, &v));
    PETSC_OK(VecNorm(v, NORM_2, &before));
    fill_values(a, 3);
    CHECK_OK(da_petsc_vec_changed(v));
    PETSC_OK(VecNorm(v, NORM_2, &after));
    CHECK_NEAR((double)after, 3 * (double)before, tolerance((double)after));
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&a));
}

/* Fortran order is C order seen through a transpose. */
static void check_transposed(const world *w) {
    const int64_t shape[2] = {5, 8};
    da_array *a = new_array(w, 2, shape, "b,b", DA_ORDER_FORTRAN), *turned = NULL;
    Vec v = NULL;
    CHECK_OK(da_transpose(a, NULL, &turned));
    CHECK_OK(da_petsc_vec_export(turned, &v));
    CHECK_OR_QUIT(v != NULL);
    check_same_memory(v, turned);
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&turned));
    CHECK_OK(da_array_free(&a));
}

/* Unstructured axes, labels with copies on two ranks too: the Vec has what each rank stores. */
static void check_unstructured(const world *w, int copies) {
    int64_t labels[3];
    da_dim_spec spec;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    Vec v = NULL;
    memset(&spec, 0, sizeof spec);
    for (int k = 0; k < 3; k++) labels[k] = 2 - k + 3 * w->rank;
    if (copies && w->rank > 0) labels[2] = 3 * w->rank - 1;
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.size = 3 * (int64_t)w->size;
    spec.labels = labels;
    spec.num_labels = 3;
    CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist));
    CHECK_OK(da_zeros(dist, DA_PETSC_SCALAR, &a));
    fill_values(a, 1);
    CHECK_OK(da_petsc_vec_export(a, &v));
    CHECK_OR_QUIT(v != NULL);
    check_same_memory(v, a);
    PETSC_OK(VecScale(v, -1));
    check_values(a, -1);
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static Vec new_vec(PetscInt n, PetscInt total) {
    Vec v = NULL;
    PetscInt low = 0, high = 0;
    PETSC_OK(VecCreate(PETSC_COMM_WORLD, &v));
    PETSC_OK(VecSetSizes(v, n, total));
    PETSC_OK(VecSetType(v, VECSTANDARD));
    PETSC_OK(VecGetOwnershipRange(v, &low, &high));
    for (PetscInt k = low; k < high; k++) PETSC_OK(VecSetValue(v, k, value_of(k), INSERT_VALUES));
    PETSC_OK(VecAssemblyBegin(v));
    PETSC_OK(VecAssemblyEnd(v));
    return v;
}

static void check_import(const world *w, PetscInt n, PetscInt total) {
    Vec v = new_vec(n, total);
    da_array *a = NULL;
    PetscScalar sum = 0, expected = 0;
    da_value ours;
    double re = 0, im = 0;
    CHECK_OK(da_petsc_vec_import(v, w->ctx, &a));
    CHECK_OR_QUIT(a != NULL);
    check_same_memory(v, a);
    check_values(a, 1);
    CHECK_OK(da_sum_value(a, &ours));
    CHECK_OK(da_value_c128(ours, &re, &im));
    PETSC_OK(VecSum(v, &sum));
    PETSC_OK(VecGetSize(v, &total));
    for (PetscInt k = 0; k < total; k++) expected += value_of(k);
    CHECK_VALUE(sum, expected);
    CHECK_NEAR(re, (double)PetscRealPart(expected), 0);
    CHECK_NEAR(im, (double)PetscImaginaryPart(expected), 0);
    fill_values(a, 5);
    CHECK_OK(da_petsc_vec_changed(v));
    PETSC_OK(VecSum(v, &sum));
    CHECK_VALUE(sum, (PetscReal)5 * expected);
    CHECK_OK(da_array_free(&a));
    PETSC_OK(VecDestroy(&v));
}

/* A Vec's entries as the sections of another distribution, and back: the same addresses. */
static void check_import_as(const world *w) {
    const int64_t shape[2] = {6, 9};
    da_array *a = new_c_array(w, 2, shape, "b,b"), *again = NULL;
    da_distribution *dist = NULL;
    Vec v = NULL;
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_petsc_vec_export(a, &v));
    CHECK_OK(da_petsc_vec_import_as(v, dist, &again));
    CHECK_OR_QUIT(again != NULL);
    CHECK_OK(da_array_free(&a));
    PETSC_OK(VecDestroy(&v)); /* neither was the last */
    check_values(again, 1);
    CHECK_OK(da_array_free(&again));
    CHECK_OK(da_distribution_free(&dist));
}

/* Entry k of the copy is the k-th element in C order, whatever the layout was. */
static void check_copy(const world *w, int32_t ndim, const int64_t *shape, const char *text, int32_t order) {
    da_array *a = new_array(w, ndim, shape, text, order), *back = NULL;
    da_distribution *dist = NULL;
    const PetscScalar *values = NULL;
    PetscInt low = 0, high = 0;
    Vec v = NULL;
    CHECK_OK(da_petsc_vec_export_copy(a, &v));
    CHECK_OR_QUIT(v != NULL);
    PETSC_OK(VecGetOwnershipRange(v, &low, &high));
    PETSC_OK(VecGetArrayRead(v, &values));
    for (PetscInt k = low; k < high; k++) CHECK_VALUE(values[k - low], value_of(k));
    PETSC_OK(VecRestoreArrayRead(v, &values));
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_petsc_vec_import_copy(v, dist, &back));
    CHECK_OR_QUIT(back != NULL);
    check_values(back, 1);
    PETSC_OK(VecScale(v, 4));
    CHECK_OK(da_petsc_array_assign(a, v));
    check_values(a, 4);
    check_values(back, 1); /* memory of its own */
    CHECK_OK(da_petsc_vec_assign(v, back));
    CHECK_OK(da_petsc_array_assign(a, v));
    check_values(a, 1);
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&back));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_copies(const world *w) {
    const int64_t line[1] = {29}, plane[2] = {6, 7}, block[3] = {5, 4, 3};
    check_copy(w, 1, line, "c:4", DA_ORDER_C);
    check_copy(w, 1, line, "n", DA_ORDER_C);
    check_copy(w, 2, plane, "b(comm=1),b(comm=1)", DA_ORDER_C);
    check_copy(w, 2, plane, "b,b", DA_ORDER_FORTRAN);
    check_copy(w, 2, plane, "c,c:2", DA_ORDER_C);
    check_copy(w, 3, block, "b,c,b", DA_ORDER_FORTRAN);
}

/* Other dtypes become PetscScalar in a copy. */
static void check_conversion(const world *w) {
    const int64_t shape[1] = {13};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL;
    PetscReal norm = -1;
    Vec v = NULL;
    CHECK_OK(da_full(dist, DA_INT16, da_int(-2), &a));
    CHECK_OK(da_petsc_vec_export_copy(a, &v));
    CHECK_OR_QUIT(v != NULL);
    PETSC_OK(VecNorm(v, NORM_1, &norm));
    CHECK_NEAR((double)norm, 26, 0);
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Replicas: the copy takes each element once. */
static void check_replicas(const world *w) {
    const int64_t shape[1] = {9};
    const int64_t grid[1] = {w->size};
    da_distribution_options options;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    PetscReal norm = -1;
    Vec v = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 1;
    CHECK_OK(da_distribution_create(w->ctx, 1, shape, "n", &options, &dist));
    CHECK_OK(da_zeros(dist, DA_PETSC_SCALAR, &a));
    fill_values(a, 1);
    CHECK_OK(da_petsc_vec_export_copy(a, &v));
    CHECK_OR_QUIT(v != NULL);
    PETSC_OK(VecNorm(v, NORM_1, &norm));
    CHECK_NEAR((double)norm, expected_norm1(9), tolerance(expected_norm1(9)));
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    world w = petsc_open(&argc, &argv);
    check_exports(&w);
    check_state(&w);
    check_transposed(&w);
    check_unstructured(&w, 0);
    check_unstructured(&w, 1);
    check_import(&w, PETSC_DECIDE, 25);
    check_import(&w, 3 * w.rank + 1, PETSC_DETERMINE);
    check_import(&w, w.rank == w.size - 1 ? 4 : 0, PETSC_DETERMINE);
    check_import_as(&w);
    check_copies(&w);
    check_conversion(&w);
    check_replicas(&w);
    return petsc_close(&w);
}
