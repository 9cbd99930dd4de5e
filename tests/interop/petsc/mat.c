/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 2
 * ranks: 1 3  timeout: 60  variant: complex
 * Dense matrices on our memory: columns with and without gaps, products with vectors on our memory, imports, copies. */
#include "petsc_fixture.h"

static PetscScalar *mat_data(Mat A, PetscInt *lda) {
    PetscScalar *data = NULL;
    PETSC_OK(MatDenseGetLDA(A, lda));
    PETSC_OK(MatDenseGetArray(A, &data));
    PetscScalar *found = data;
    PETSC_OK(MatDenseRestoreArray(A, &data));
    return found;
}

/* A product with the vector (1, 2, 3, ...) by PETSc and by the definition. */
static void check_product(const world *w, const da_array *a, Mat A, double factor) {
    const PetscScalar *values = NULL;
    PetscInt low = 0, high = 0, row = 0, end = 0;
    int64_t shape[2];
    Vec x = NULL, y = NULL;
    CHECK_OK(da_array_shape(a, shape));
    PETSC_OK(MatCreateVecs(A, &x, &y));
    PETSC_OK(VecGetOwnershipRange(x, &low, &high));
    for (PetscInt k = low; k < high; k++) PETSC_OK(VecSetValue(x, k, (PetscScalar)(k + 1), INSERT_VALUES));
    PETSC_OK(VecAssemblyBegin(x));
    PETSC_OK(VecAssemblyEnd(x));
    PETSC_OK(MatMult(A, x, y));
    PETSC_OK(VecGetOwnershipRange(y, &row, &end));
    PETSC_OK(VecGetArrayRead(y, &values));
    for (PetscInt i = row; i < end; i++) {
        PetscScalar expected = 0;
        for (int64_t j = 0; j < shape[1]; j++)
            expected += (PetscReal)factor * value_of(i * shape[1] + j) * (PetscReal)(j + 1);
        CHECK(PetscAbsScalar(values[i - row] - expected) <= 100 * PETSC_MACHINE_EPSILON * PetscAbsScalar(expected));
    }
    PETSC_OK(VecRestoreArrayRead(y, &values));
    PETSC_OK(VecDestroy(&x));
    PETSC_OK(VecDestroy(&y));
    CHECK(w->size > 0);
}

static void check_export(const world *w, const da_array *a, int64_t lda) {
    const da_local l = section_of(a);
    PetscInt found = 0, m = -1, n = -1, rows = 0, columns = 0;
    Mat A = NULL;
    CHECK_OK(da_petsc_mat_export(a, PETSC_DECIDE, &A));
    CHECK_OR_QUIT(A != NULL);
    PetscScalar *data = mat_data(A, &found);
    PETSC_OK(MatGetSize(A, &rows, &columns));
    PETSC_OK(MatGetLocalSize(A, &m, &n));
    if (owned_count(&l) > 0) {
        CHECK((void *)data == first_owned(&l));
        CHECK_EQ_I64(found, lda);
        CHECK_EQ_I64(m, l.owned_shape[0]);
    } else {
        CHECK_EQ_I64(m, 0);
    }
    if (rows == columns) CHECK_EQ_I64(n, m);
    check_product(w, a, A, 1);
    PETSC_OK(MatScale(A, 3));
    check_values(a, 3);
    fill_values(a, 2);
    CHECK_OK(da_petsc_mat_changed(A));
    check_product(w, a, A, 2);
    PETSC_OK(MatDestroy(&A));
}

static void check_exports(const world *w, const int64_t *shape) {
    da_array *a = new_array(w, 2, shape, "b,n", DA_ORDER_FORTRAN);
    check_export(w, a, section_of(a).shape[0]);
    CHECK_OK(da_array_free(&a));

    /* Padding of rows: what is owned begins further down, columns are as far apart as with it. */
    if (shape[0] >= 12) {
        a = new_array(w, 2, shape, "b(comm=2:1),n", DA_ORDER_FORTRAN);
        check_export(w, a, section_of(a).shape[0]);
        CHECK_OK(da_array_free(&a));
    }
}

/* The caller's memory with three rows more than the section has. */
static void check_gaps(const world *w, const int64_t *shape) {
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    int64_t local[2] = {0, 0}, strides[2];
    da_array *a = NULL;
    da_status status = da_distribution_local_shape(dist, -1, local);
    CHECK(status == DA_OK || status == DA_ERR_NOT_MEMBER);
    PetscScalar *memory = malloc(sizeof *memory * (size_t)((local[0] + 3) * shape[1] + 1));
    CHECK_OR_QUIT(memory != NULL);
    strides[0] = (int64_t)sizeof *memory;
    strides[1] = (local[0] + 3) * strides[0];
    for (int64_t k = 0; k < (local[0] + 3) * shape[1]; k++) memory[k] = -1;
    CHECK_OK(da_array_wrap(dist, DA_PETSC_SCALAR, memory, strides, 0, NULL, NULL, &a));
    CHECK_OR_QUIT(a != NULL);
    fill_values(a, 1);
    check_export(w, a, local[0] + 3);
    for (int64_t j = 0; j < shape[1]; j++)
        for (int64_t i = local[0]; i < local[0] + 3; i++) CHECK_VALUE(memory[j * (local[0] + 3) + i], (PetscScalar)-1);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    free(memory);
}

/* A product whose vectors, too, live in our arrays: C = A x with the same blocks of rows. */
static void check_all_ours(const world *w) {
    const int64_t shape[2] = {15, 15}, line[1] = {15};
    da_array *a = new_array(w, 2, shape, "b,n", DA_ORDER_FORTRAN), *x = new_c_array(w, 1, line, "b");
    da_array *y = new_c_array(w, 1, line, "b");
    Mat A = NULL;
    Vec from = NULL, to = NULL;
    da_cursor c;
    CHECK_OK(da_petsc_mat_export(a, PETSC_DECIDE, &A));
    CHECK_OK(da_petsc_vec_export(x, &from));
    CHECK_OK(da_petsc_vec_export(y, &to));
    CHECK_OR_QUIT(A != NULL && from != NULL && to != NULL);
    PETSC_OK(MatMult(A, from, to));
    CHECK_OK(da_cursor_begin(y, DA_ACCESS_READ, &c));
    while (da_cursor_next(&c)) {
        PetscScalar expected = 0;
        for (int64_t j = 0; j < 15; j++) expected += value_of(c.index[0] * 15 + j) * value_of(j);
        CHECK(PetscAbsScalar(*(PetscScalar *)c.data - expected) <= 100 * PETSC_MACHINE_EPSILON * PetscAbsScalar(expected));
    }
    CHECK_OK(da_cursor_end(&c));
    PETSC_OK(VecDestroy(&from));
    PETSC_OK(VecDestroy(&to));
    PETSC_OK(MatDestroy(&A));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_array_free(&y));
}

static void check_import(const world *w, PetscInt rows, PetscInt columns) {
    da_array *a = NULL;
    PetscInt lda = 0;
    Mat A = NULL;
    PETSC_OK(MatCreateDense(PETSC_COMM_WORLD, PETSC_DECIDE, PETSC_DECIDE, rows, columns, NULL, &A));
    CHECK_OK(da_petsc_mat_import(A, w->ctx, &a));
    CHECK_OR_QUIT(a != NULL);
    const da_local l = section_of(a);
    PetscScalar *data = mat_data(A, &lda);
    if (l.size > 0) CHECK((void *)data == l.data);
    fill_values(a, 1);
    CHECK_OK(da_petsc_mat_changed(A));
    check_product(w, a, A, 1);
    PETSC_OK(MatDestroy(&A));
    check_values(a, 1);
    CHECK_OK(da_array_free(&a));
}

static void check_copy(const world *w, const int64_t *shape, const char *text, int32_t order) {
    da_array *a = new_array(w, 2, shape, text, order), *back = NULL;
    da_distribution *dist = NULL;
    Mat A = NULL;
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_petsc_mat_export_copy(a, &A));
    CHECK_OR_QUIT(A != NULL);
    check_product(w, a, A, 1);
    CHECK_OK(da_petsc_mat_import_copy(A, dist, &back));
    CHECK_OR_QUIT(back != NULL);
    PETSC_OK(MatScale(A, 5));
    check_values(back, 1);
    check_values(a, 1);
    PETSC_OK(MatDestroy(&A));
    CHECK_OK(da_array_free(&back));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    world w = petsc_open(&argc, &argv);
    const int64_t square[2] = {18, 18}, tall[2] = {25, 4}, flat[2] = {3, 11}, one[2] = {9, 1};
    check_exports(&w, square);
    check_exports(&w, tall);
    check_exports(&w, flat); /* ranks without rows */
    check_exports(&w, one);
    check_gaps(&w, square);
    check_gaps(&w, flat);
    check_all_ours(&w);
    check_import(&w, 14, 14);
    check_import(&w, 17, 5);
    check_import(&w, 2, 6);
    check_copy(&w, square, "b,b", DA_ORDER_C);
    check_copy(&w, tall, "c:2,c", DA_ORDER_C);
    check_copy(&w, flat, "n,b", DA_ORDER_FORTRAN);
    check_copy(&w, square, "b(comm=1),b(comm=1)", DA_ORDER_C);
    return petsc_close(&w);
}
