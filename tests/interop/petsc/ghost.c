/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 2
 * ranks: 1 3  timeout: 60  variant: complex
 * Ghosted Vecs on our memory: PETSc's ghost update and our halo fill the same padding; a program's own list of ghosts;
 * copies of arrays with padding on all sides. */
#include "petsc_fixture.h"

/* Padding shows its owners' values. */
static void check_padding(const da_array *a, const da_distribution *dist, double factor) {
    const da_local l = section_of(a);
    int64_t at[3] = {0, 0, 0}, wrong = 0;
    for (int64_t i = 0; i < l.size; i++) {
        int64_t index[3], offset = 0;
        for (int32_t k = 0; k < l.ndim; k++) offset += at[k] * l.strides[k];
        CHECK_OK(da_distribution_global_from_local(dist, -1, at, index));
        wrong += *(PetscScalar *)(void *)((char *)l.data + offset) != (PetscReal)factor * value_of(natural_of(a, index));
        da_petsc_step(at, l.shape, l.ndim);
    }
    CHECK_EQ_I64(wrong, 0);
}

/* Padding behind what is owned: zero copy, in both directions. */
static void check_behind(const world *w, int32_t ndim, const int64_t *shape, const char *text) {
    da_array *a = new_c_array(w, ndim, shape, text), *b = NULL;
    da_distribution *dist = NULL;
    da_halo *halo = NULL;
    const PetscScalar *values = NULL;
    PetscInt n = 0, total = 0;
    Vec v = NULL, local = NULL;
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_petsc_vec_ghost_export(a, PETSC_DECIDE, NULL, &v));
    CHECK_OR_QUIT(v != NULL);
    check_same_memory(v, a);
    PETSC_OK(VecGhostUpdateBegin(v, INSERT_VALUES, SCATTER_FORWARD));
    PETSC_OK(VecGhostUpdateEnd(v, INSERT_VALUES, SCATTER_FORWARD));
    check_padding(a, dist, 1);
    const da_local l = section_of(a);
    PETSC_OK(VecGhostGetLocalForm(v, &local));
    PETSC_OK(VecGetSize(local, &n));
    CHECK_EQ_I64(n, l.size);
    PETSC_OK(VecGetArrayRead(local, &values));
    if (n > 0) CHECK((const void *)values == l.data);
    PETSC_OK(VecRestoreArrayRead(local, &values));
    PETSC_OK(VecGhostRestoreLocalForm(v, &local));

    /* The Vec as an array again; its halo fills the Vec's ghosts. */
    CHECK_OK(da_petsc_vec_ghost_import(v, dist, &b));
    CHECK_OR_QUIT(b != NULL);
    if (n > 0) CHECK(section_of(b).data == l.data);
    fill_values(b, 7);
    CHECK_OK(da_petsc_vec_changed(v));
    CHECK_OK(da_halo_create(dist, NULL, &halo));
    CHECK_OK(da_halo_update(halo, 1, &b));
    check_padding(a, dist, 7);
    PETSC_OK(VecGetSize(v, &total));
    PETSC_OK(VecSet(v, 0));
    check_values(a, 0);
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_array_free(&a));
    PETSC_OK(VecDestroy(&v));
    check_values(b, 0);
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&dist));
}

/* A mesh code's own layout: its nodes, then copies of the first ones of the next rank. */
static void check_own(const world *w) {
    enum { NODES = 4, GHOSTS = 2 };
    int64_t labels[NODES + GHOSTS];
    PetscInt ghosts[GHOSTS];
    PetscScalar memory[NODES + GHOSTS];
    const int32_t next = (w->rank + 1) % w->size;
    const int count = w->size > 1 ? GHOSTS : 0;
    da_dim_spec spec;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    Vec v = NULL;
    PetscInt n = 0;
    memset(&spec, 0, sizeof spec);
    for (int k = 0; k < NODES; k++) labels[k] = 100 * w->rank + k;
    for (int k = 0; k < count; k++) {
        labels[NODES + k] = 100 * next + k;
        ghosts[k] = NODES * next + k;
    }
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.size = (NODES + count) * (int64_t)w->size;
    spec.labels = labels;
    spec.num_labels = NODES + count;
    for (int k = 0; k < NODES + count; k++) memory[k] = k < NODES ? value_of(labels[k]) : 0;
    CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist));
    CHECK_OK(da_array_wrap(dist, DA_PETSC_SCALAR, memory, NULL, 0, NULL, NULL, &a));
    CHECK_OK(da_petsc_vec_ghost_export(a, count, ghosts, &v));
    CHECK_OR_QUIT(v != NULL);
    PETSC_OK(VecGetLocalSize(v, &n));
    CHECK_EQ_I64(n, NODES);
    PETSC_OK(VecGhostUpdateBegin(v, INSERT_VALUES, SCATTER_FORWARD));
    PETSC_OK(VecGhostUpdateEnd(v, INSERT_VALUES, SCATTER_FORWARD));
    for (int k = 0; k < NODES + count; k++) CHECK_VALUE(memory[k], value_of(labels[k]));
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Copies: all padding are ghosts, in C order of the section. */
static void check_copy(const world *w, int32_t ndim, const int64_t *shape, const char *text, int32_t order) {
    da_array *a = new_array(w, ndim, shape, text, order);
    da_distribution *dist = NULL;
    const PetscScalar *values = NULL;
    PetscInt n = 0, size = 0;
    Vec v = NULL, local = NULL;
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_petsc_vec_ghost_export_copy(a, &v));
    CHECK_OR_QUIT(v != NULL);
    const da_local l = section_of(a);
    PETSC_OK(VecGetLocalSize(v, &n));
    CHECK_EQ_I64(n, owned_count(&l));
    PETSC_OK(VecGhostGetLocalForm(v, &local));
    PETSC_OK(VecGetSize(local, &size));
    CHECK_EQ_I64(size, l.size);
    PETSC_OK(VecGetArrayRead(local, &values));
    int64_t at[3] = {0, 0, 0}, owned = 0, ghost = n;
    for (int64_t i = 0; i < l.size; i++) {
        int64_t index[3];
        int mine = 1;
        for (int32_t k = 0; k < ndim; k++)
            mine = mine && at[k] >= l.owned_offset[k] && at[k] < l.owned_offset[k] + l.owned_shape[k];
        CHECK_OK(da_distribution_global_from_local(dist, -1, at, index));
        CHECK_VALUE(values[mine ? owned++ : ghost++], value_of(natural_of(a, index)));
        da_petsc_step(at, l.shape, ndim);
    }
    PETSC_OK(VecRestoreArrayRead(local, &values));
    PETSC_OK(VecGhostRestoreLocalForm(v, &local));
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    world w = petsc_open(&argc, &argv);
    const int64_t line[1] = {31}, plane[2] = {14, 5}, block[3] = {12, 6, 8};
    check_behind(&w, 1, line, "b(comm=0:2)");
    check_behind(&w, 1, line, "b");
    check_behind(&w, 2, plane, "b(comm=0:1),n");
    check_behind(&w, 3, block, "b(comm=0:1),b,n");
    check_own(&w);
    check_copy(&w, 1, line, "b(comm=2:1)", DA_ORDER_C);
    check_copy(&w, 2, plane, "b(comm=1),b(comm=1)", DA_ORDER_C);
    check_copy(&w, 2, plane, "b(comm=1),b(comm=1)", DA_ORDER_FORTRAN);
    check_copy(&w, 3, block, "b(comm=1),b(comm=2:0),b", DA_ORDER_C);
    return petsc_close(&w);
}
