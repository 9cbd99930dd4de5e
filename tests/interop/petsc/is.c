/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 2
 * ranks: 1 3  timeout: 60  variant: complex
 * Index sets from distributions: natural numbers, PETSc's numbers, mappings of padded sections; arrays of numbers and
 * index sets on the same memory. */
#include <petscao.h>

#include "petsc_fixture.h"

/* A scatter by both index sets brings natural numbering to our layout: every element gets its own value. */
static void check_scatter(const world *w, int32_t ndim, const int64_t *shape, const char *text) {
    da_array *a = new_c_array(w, ndim, shape, text);
    da_distribution *dist = NULL;
    IS natural = NULL, petsc = NULL;
    Vec ours = NULL, line = NULL;
    VecScatter moving;
    PetscInt low = 0, high = 0, n = 0;
    int64_t size = 0;
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_array_size(a, &size));
    CHECK_OK(da_fill(a, da_real(0)));
    CHECK_OK(da_petsc_vec_export(a, &ours));
    CHECK_OK(da_petsc_is_natural(dist, &natural));
    CHECK_OK(da_petsc_is_petsc(dist, &petsc));
    CHECK_OR_QUIT(ours != NULL && natural != NULL && petsc != NULL);
    PETSC_OK(VecCreateMPI(PETSC_COMM_WORLD, PETSC_DECIDE, (PetscInt)size, &line));
    PETSC_OK(VecGetOwnershipRange(line, &low, &high));
    for (PetscInt k = low; k < high; k++) PETSC_OK(VecSetValue(line, k, value_of(k), INSERT_VALUES));
    PETSC_OK(VecAssemblyBegin(line));
    PETSC_OK(VecAssemblyEnd(line));
    PETSC_OK(VecScatterCreate(line, natural, ours, petsc, &moving));
    PETSC_OK(VecScatterBegin(moving, line, ours, INSERT_VALUES, SCATTER_FORWARD));
    PETSC_OK(VecScatterEnd(moving, line, ours, INSERT_VALUES, SCATTER_FORWARD));
    CHECK_OK(da_petsc_array_changed(a));
    check_values(a, 1);
    PETSC_OK(ISGetLocalSize(natural, &n));
    PETSC_OK(VecGetLocalSize(ours, &low));
    CHECK_EQ_I64(n, low);
    PETSC_OK(VecScatterDestroy(&moving));
    PETSC_OK(VecDestroy(&line));
    PETSC_OK(VecDestroy(&ours));
    PETSC_OK(ISDestroy(&petsc));
    PETSC_OK(ISDestroy(&natural));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* The AO of both index sets turns natural numbers into PETSc's. */
static void check_ordering(const world *w) {
    const int64_t shape[2] = {5, 6};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,b");
    da_local l;
    da_array *a = NULL;
    IS natural = NULL, petsc = NULL;
    PetscInt low = 0, high = 0;
    AO ao;
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    l = section_of(a);
    CHECK_OK(da_petsc_is_natural(dist, &natural));
    CHECK_OK(da_petsc_is_petsc(dist, &petsc));
    PETSC_OK(AOCreateBasicIS(natural, petsc, &ao));
    PETSC_OK(ISStrideGetInfo(petsc, &low, &high));
    CHECK_EQ_I64(high, 1);
    for (int64_t i = 0; i < owned_count(&l); i++) {
        const int64_t local[2] = {i / l.owned_shape[1], i % l.owned_shape[1]};
        int64_t index[2];
        PetscInt number;
        CHECK_OK(da_distribution_global_from_local(dist, -1, local, index));
        number = (PetscInt)(index[0] * shape[1] + index[1]);
        PETSC_OK(AOApplicationToPetsc(ao, 1, &number));
        CHECK_EQ_I64(number, low + i);
    }
    PETSC_OK(AODestroy(&ao));
    PETSC_OK(ISDestroy(&natural));
    PETSC_OK(ISDestroy(&petsc));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Every rank sets all that it stores, padding too, by these numbers: each element gets its own value. */
static void check_mapping(const world *w, int32_t ndim, const int64_t *shape, const char *text) {
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    da_array *padded = NULL;
    ISLocalToGlobalMapping mapping = NULL;
    const PetscInt *numbers = NULL;
    PetscInt n = 0;
    Vec v = NULL;
    CHECK_OK(da_zeros(dist, DA_PETSC_SCALAR, &padded));
    CHECK_OK(da_petsc_ltog_export(dist, &mapping));
    CHECK_OR_QUIT(mapping != NULL);
    PETSC_OK(ISLocalToGlobalMappingGetSize(mapping, &n));
    PETSC_OK(ISLocalToGlobalMappingGetIndices(mapping, &numbers));
    const da_local l = section_of(padded);
    CHECK_EQ_I64(n, l.size);
    PETSC_OK(VecCreateMPI(PETSC_COMM_WORLD, (PetscInt)owned_count(&l), PETSC_DETERMINE, &v));
    int64_t at[3] = {0, 0, 0};
    for (PetscInt i = 0; i < n; i++) {
        int64_t index[3], number = 0;
        CHECK_OK(da_distribution_global_from_local(dist, -1, at, index));
        for (int32_t k = 0; k < ndim; k++) number = number * shape[k] + index[k];
        PETSC_OK(VecSetValue(v, numbers[i], value_of(number), INSERT_VALUES));
        da_petsc_step(at, l.shape, ndim);
    }
    PETSC_OK(VecAssemblyBegin(v));
    PETSC_OK(VecAssemblyEnd(v));
    const PetscScalar *values = NULL;
    PETSC_OK(VecGetArrayRead(v, &values));
    CHECK_OK(da_assign_local(padded, owned_count(&l) > 0 ? (const void *)values : (const void *)&n, NULL));
    PETSC_OK(VecRestoreArrayRead(v, &values));
    check_values(padded, 1);
    PETSC_OK(ISLocalToGlobalMappingRestoreIndices(mapping, &numbers));
    PETSC_OK(ISLocalToGlobalMappingDestroy(&mapping));
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&padded));
    CHECK_OK(da_distribution_free(&dist));
}

/* Numbers in an array are an IS without copying, and the other way round. */
static void check_numbers(const world *w) {
    const int64_t shape[1] = {17};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL, *b = NULL;
    const PetscInt *numbers = NULL;
    PetscInt n = 0;
    da_cursor c;
    IS is = NULL;
    CHECK_OK(da_zeros(dist, DA_PETSC_INT, &a));
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) *(PetscInt *)c.data = (PetscInt)(16 - c.index[0]);
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_petsc_is_export(a, &is));
    CHECK_OR_QUIT(is != NULL);
    const da_local l = section_of(a);
    PETSC_OK(ISGetLocalSize(is, &n));
    CHECK_EQ_I64(n, l.size);
    PETSC_OK(ISGetIndices(is, &numbers));
    if (n > 0) CHECK((const void *)numbers == l.data);
    PETSC_OK(ISRestoreIndices(is, &numbers));
    CHECK_OK(da_petsc_is_import(is, w->ctx, &b));
    CHECK_OR_QUIT(b != NULL);
    const da_local m = section_of(b);
    if (n > 0) CHECK(m.data == l.data);
    int32_t dtype = 0, flags = 0;
    CHECK_OK(da_array_dtype(b, &dtype));
    CHECK_OK(da_array_flags(b, &flags));
    CHECK_EQ_I64(dtype, DA_PETSC_INT);
    CHECK((flags & DA_READ_ONLY) != 0);
    CHECK_OK(da_array_free(&a));
    PETSC_OK(ISDestroy(&is));
    CHECK_OK(da_cursor_begin(b, DA_ACCESS_READ, &c));
    while (da_cursor_next(&c)) CHECK_EQ_I64(*(PetscInt *)c.data, 16 - c.index[0]);
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    world w = petsc_open(&argc, &argv);
    const int64_t line[1] = {23}, few[1] = {2}, plane[2] = {8, 9}, block[3] = {6, 4, 8};
    check_scatter(&w, 1, line, "b");
    check_scatter(&w, 1, line, "c:2");
    check_scatter(&w, 1, few, "b");
    check_scatter(&w, 2, plane, "b,b");
    check_scatter(&w, 2, plane, "c,b");
    check_scatter(&w, 3, block, "b,n,b");
    check_ordering(&w);
    check_mapping(&w, 1, line, "b(comm=2)");
    check_mapping(&w, 1, few, "b");
    check_mapping(&w, 2, plane, "b(comm=1),b(comm=1)");
    check_mapping(&w, 3, block, "b(comm=1:0),b(comm=0:1),b(comm=2)");
    check_mapping(&w, 2, plane, "c:2,n");
    check_numbers(&w);
    return petsc_close(&w);
}
