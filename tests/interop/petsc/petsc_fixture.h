/* What the tests of distarray/petsc.h share: PETSc and a context on the same ranks, and values that tell where they
 * belong. Each test is compiled with the real and with the complex build. */
#ifndef DISTARRAY_TESTS_PETSC_FIXTURE_H
#define DISTARRAY_TESTS_PETSC_FIXTURE_H

#include <distarray/petsc.h>

#include "fixture.h"

#define PETSC_OK(call) CHECK_EQ_I64((call), 0)

/* MPI first, so that the verdict can be reduced after PetscFinalize(). */
static inline world petsc_open(int *argc, char ***argv) {
    MPI_Init(argc, argv);
    PETSC_OK(PetscInitialize(NULL, NULL, NULL, NULL));
    return world_open();
}

static inline int petsc_close(world *w) {
    world_close(w);
    PETSC_OK(PetscFinalize());
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}

/* The element with the natural number k. */
static inline PetscScalar value_of(int64_t k) {
#if defined(PETSC_USE_COMPLEX)
    return (PetscReal)(k + 1) - (PetscReal)0.5 * (PetscReal)k * PETSC_i;
#else
    return (PetscReal)(k + 1);
#endif
}

/* Single precision keeps these numbers, too: they are small. */
#define CHECK_VALUE(got, expected) \
    do { \
        const PetscScalar check_got = (got), check_expected = (expected); \
        CHECK_NEAR((double)PetscRealPart(check_got), (double)PetscRealPart(check_expected), 0); \
        CHECK_NEAR((double)PetscImaginaryPart(check_got), (double)PetscImaginaryPart(check_expected), 0); \
    } while (0)

static inline int64_t natural_of(const da_array *a, const int64_t *index) {
    int64_t shape[32], number = 0;
    int32_t ndim = 0;
    CHECK_OK(da_array_ndim(a, &ndim));
    CHECK_OK(da_array_shape(a, shape));
    for (int32_t k = 0; k < ndim; k++) number = number * shape[k] + index[k];
    return number;
}

/* Every element that this rank owns gets its value, times a factor. */
static inline void fill_values(const da_array *a, double factor) {
    da_cursor c;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) *(PetscScalar *)c.data = (PetscReal)factor * value_of(natural_of(a, c.index));
    CHECK_OK(da_cursor_end(&c));
}

static inline void check_values(const da_array *a, double factor) {
    int64_t wrong = 0;
    da_cursor c;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_READ, &c));
    while (da_cursor_next(&c)) wrong += *(PetscScalar *)c.data != (PetscReal)factor * value_of(natural_of(a, c.index));
    CHECK_OK(da_cursor_end(&c));
    CHECK_EQ_I64(wrong, 0);
}

static inline da_local section_of(const da_array *a) {
    da_local local;
    CHECK_OK(da_array_local(a, DA_ACCESS_READ, &local));
    return local;
}

/* Address of the first element that this rank owns. */
static inline void *first_owned(const da_local *l) {
    char *p = (char *)l->data;
    for (int32_t k = 0; k < l->ndim; k++) p += l->owned_offset[k] * l->strides[k];
    return p;
}

static inline int64_t owned_count(const da_local *l) {
    int64_t count = l->data != NULL;
    for (int32_t k = 0; k < l->ndim; k++) count *= l->owned_shape[k];
    return count;
}

/* An array of a text's distribution, in C or Fortran order, with its values. */
static inline da_array *new_array(const world *w, int32_t ndim, const int64_t *shape, const char *text, int32_t order) {
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    da_array_options options;
    da_array *a = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = order;
    options.fill = DA_FILL_ZEROS;
    CHECK_OK(da_array_create(dist, DA_PETSC_SCALAR, &options, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_distribution_free(&dist));
    fill_values(a, 1);
    return a;
}

static inline da_array *new_c_array(const world *w, int32_t ndim, const int64_t *shape, const char *text) {
    return new_array(w, ndim, shape, text, DA_ORDER_C);
}

/* The Vec has its values where the array has them. */
static inline void check_same_memory(Vec v, const da_array *a) {
    const da_local l = section_of(a);
    const PetscScalar *values = NULL;
    PetscInt n = -1, total = -1;
    int64_t size = 0;
    PETSC_OK(VecGetLocalSize(v, &n));
    PETSC_OK(VecGetSize(v, &total));
    CHECK_OK(da_array_size(a, &size));
    CHECK_EQ_I64(n, owned_count(&l));
    CHECK_EQ_I64(total, size);
    PETSC_OK(VecGetArrayRead(v, &values));
    if (n > 0) CHECK(values == (const PetscScalar *)first_owned(&l));
    PETSC_OK(VecRestoreArrayRead(v, &values));
}

/* Sum of the absolute values of all elements, from the definition. */
static inline double expected_norm1(int64_t size) {
    double sum = 0;
    for (int64_t k = 0; k < size; k++) sum += (double)PetscAbsScalar(value_of(k));
    return sum;
}

static inline double tolerance(double about) { return about * 1000 * (double)PETSC_MACHINE_EPSILON; }

#endif /* DISTARRAY_TESTS_PETSC_FIXTURE_H */
