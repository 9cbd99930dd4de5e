/* ranks: 1 2 3 4  timeout: 60  valgrind: 2
 * ranks: 1 3  timeout: 60  variant: complex
 * What the adapter refuses: each mistake is its documented status on all ranks, with a message that says what was wrong,
 * also where one rank alone made it; nothing is handed out, and everything works afterwards. */
#include <petscdmredundant.h>

#include "petsc_fixture.h"

/* The status, its message, and that the context still works. */
#define BAD(w, call, status, part) \
    do { \
        CHECK_STATUS((call), (status)); \
        CHECK_CONTAINS(da_error_message(), (part)); \
        CHECK_OK(da_context_barrier((w)->ctx)); \
    } while (0)

static da_array *wrap(const world *w, int32_t ndim, const int64_t *shape, const char *text, int32_t dtype, void *memory,
                      const int64_t *strides, int32_t flags) {
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    da_array *a = NULL;
    CHECK_OK(da_array_wrap(dist, dtype, memory, strides, flags, NULL, NULL, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

static da_array *zeros(const world *w, int32_t ndim, const int64_t *shape, const char *text, int32_t dtype) {
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    da_array *a = NULL;
    CHECK_OK(da_zeros(dist, dtype, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

/* A distribution with replicas on all ranks, or on the ranks in reverse order. */
static da_distribution *on_ranks(const world *w, int32_t ndim, const int64_t *shape, const char *text, int reverse) {
    da_distribution_options options;
    da_distribution *dist = NULL;
    int64_t grid[1] = {w->size};
    int32_t ranks[64];
    CHECK_OR_QUIT(w->size <= 64);
    for (int32_t k = 0; k < w->size; k++) ranks[k] = reverse ? w->size - 1 - k : k;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 1;
    options.ranks = ranks;
    options.num_ranks = w->size;
    CHECK_OK(da_distribution_create(w->ctx, ndim, shape, text, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

static void check_dtypes(const world *w) {
    const int64_t line[1] = {12}, plane[2] = {12, 3};
    Vec v = NULL;
    Mat A = NULL;
    IS is = NULL;
    for (int32_t dtype = DA_BOOL; dtype <= DA_COMPLEX128; dtype++) {
        da_array *a = zeros(w, 1, line, "b", dtype), *b = zeros(w, 2, plane, "b,n", dtype);
        if (dtype != DA_PETSC_SCALAR) {
            BAD(w, da_petsc_vec_export(a, &v), DA_ERR_DTYPE, "PetscScalar");
            BAD(w, da_petsc_vec_ghost_export(a, PETSC_DECIDE, NULL, &v), DA_ERR_DTYPE, "PetscScalar");
            BAD(w, da_petsc_vec_ghost_export_copy(a, &v), DA_ERR_DTYPE, "PetscScalar");
            BAD(w, da_petsc_mat_export(b, PETSC_DECIDE, &A), DA_ERR_DTYPE, da_dtype_name(dtype));
        }
        if (dtype != DA_PETSC_INT) BAD(w, da_petsc_is_export(a, &is), DA_ERR_DTYPE, "PetscInt");
#if !defined(PETSC_USE_COMPLEX)
        if (dtype >= DA_COMPLEX64) BAD(w, da_petsc_vec_export_copy(a, &v), DA_ERR_CASTING, "PetscScalar");
#endif
        CHECK(v == NULL && A == NULL && is == NULL);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&b));
    }
}

static void check_layouts(const world *w) {
    const int64_t line[1] = {24}, plane[2] = {24, 24};
    static PetscScalar memory[24 * 24];
    Vec v = NULL;
    da_array *a = new_array(w, 2, plane, "b,b", DA_ORDER_FORTRAN), *part = NULL;
    da_distribution *dist = NULL;
    BAD(w, da_petsc_vec_export(a, &v), DA_ERR_LAYOUT, "along axis");
    CHECK_OK(da_array_free(&a));
    a = new_c_array(w, 2, plane, "b(comm=1),b(comm=1)");
    if (w->size == 4) BAD(w, da_petsc_vec_export(a, &v), DA_ERR_LAYOUT, "padding");
    if (w->size > 1) BAD(w, da_petsc_vec_ghost_export(a, PETSC_DECIDE, NULL, &v), DA_ERR_LAYOUT, "padding");
    CHECK_OK(da_array_free(&a));
    a = new_c_array(w, 1, line, "b");
    CHECK_OK(da_slice_text(a, "::2", &part));
    BAD(w, da_petsc_vec_export(part, &v), DA_ERR_LAYOUT, "bytes apart");
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_slice_text(a, "::-1", &part));
    BAD(w, da_petsc_vec_export(part, &v), DA_ERR_LAYOUT, "bytes apart");
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_array_free(&a));
    a = wrap(w, 1, line, "b", DA_PETSC_SCALAR, memory, NULL, DA_READ_ONLY);
    BAD(w, da_petsc_vec_export(a, &v), DA_ERR_READ_ONLY, "");
    CHECK_OK(da_array_free(&a));
    dist = on_ranks(w, 1, line, "n", 0);
    CHECK_OK(da_zeros(dist, DA_PETSC_SCALAR, &a));
    if (w->size > 1) BAD(w, da_petsc_vec_export(a, &v), DA_ERR_LAYOUT, "replicas");
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK(v == NULL);
}

#if !defined(PETSC_USE_64BIT_INDICES)
/* More elements than PetscInt counts. Nobody touches the memory, so that there need not be any behind this address. */
static void check_overflow(const world *w) {
    const int64_t line[1] = {(int64_t)PETSC_MAX_INT + 1}, plane[2] = {w->size, (int64_t)PETSC_MAX_INT + 1};
    static PetscScalar memory[1];
    da_array *a = wrap(w, 1, line, "b", DA_PETSC_SCALAR, memory, NULL, 0);
    da_array *b = wrap(w, 2, plane, "b,n", DA_PETSC_SCALAR, memory, NULL, 0);
    da_distribution *dist = make_dist(w->ctx, 1, line, "b");
    ISLocalToGlobalMapping mapping = NULL;
    Vec v = NULL;
    Mat A = NULL;
    IS is = NULL;
    DM dm = NULL;
    BAD(w, da_petsc_vec_export(a, &v), DA_ERR_OVERFLOW, "32 bits");
    BAD(w, da_petsc_vec_export_copy(a, &v), DA_ERR_OVERFLOW, "32 bits");
    BAD(w, da_petsc_vec_ghost_export(a, PETSC_DECIDE, NULL, &v), DA_ERR_OVERFLOW, "32 bits");
    BAD(w, da_petsc_vec_ghost_export_copy(a, &v), DA_ERR_OVERFLOW, "32 bits");
    BAD(w, da_petsc_mat_export(b, PETSC_DECIDE, &A), DA_ERR_OVERFLOW, "32 bits");
    BAD(w, da_petsc_mat_export_copy(b, &A), DA_ERR_OVERFLOW, "columns");
    BAD(w, da_petsc_is_natural(dist, &is), DA_ERR_OVERFLOW, "2147483648 elements");
    BAD(w, da_petsc_is_petsc(dist, &is), DA_ERR_OVERFLOW, "32 bits");
    BAD(w, da_petsc_ltog_export(dist, &mapping), DA_ERR_OVERFLOW, "32 bits");
    BAD(w, da_petsc_dm_create(dist, 1, PETSC_DECIDE, DMDA_STENCIL_BOX, &dm), DA_ERR_OVERFLOW, "32 bits");
    CHECK(v == NULL && A == NULL && is == NULL && dm == NULL && mapping == NULL);
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
}
#endif

/* One rank alone passes nothing, or something that is gone: all get its error. */
static void check_one_rank(const world *w) {
    const int64_t line[1] = {12};
    const int last = w->rank == w->size - 1;
    da_array *a = zeros(w, 1, line, "b", DA_PETSC_SCALAR), *out = NULL, *other = zeros(w, 1, line, "b", DA_FLOAT32), *gone;
    da_distribution *dist = NULL;
    Vec v = NULL, none = NULL, made = NULL;
    IS is = NULL;
    char place[32];
    snprintf(place, sizeof place, "on rank %d", (int)w->size - 1);
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_petsc_vec_export(a, &made));
    BAD(w, da_petsc_vec_export(a, last ? NULL : &v), DA_ERR_NULL, place);
    BAD(w, da_petsc_vec_export(last ? other : a, &v), DA_PETSC_SCALAR == DA_FLOAT32 ? DA_OK : DA_ERR_DTYPE, "");
    BAD(w, da_petsc_vec_import(last ? none : made, w->ctx, &out), DA_ERR_NULL, place);
    BAD(w, da_petsc_vec_import(made, w->ctx, last ? NULL : &out), DA_ERR_NULL, place);
    BAD(w, da_petsc_vec_import_as(last ? none : made, dist, &out), DA_ERR_NULL, place);
    BAD(w, da_petsc_vec_import_copy(last ? none : made, dist, &out), DA_ERR_NULL, place);
    BAD(w, da_petsc_vec_assign(last ? none : made, a), DA_ERR_NULL, place);
    BAD(w, da_petsc_is_natural(dist, last ? NULL : &is), DA_ERR_NULL, place);
    /* A freed array tells its context for some time yet. */
    CHECK_OK(da_copy(a, &out));
    gone = out;
    if (last) CHECK_OK(da_array_free(&out));
    BAD(w, da_petsc_vec_export(gone, &v), DA_ERR_INVALID_HANDLE, place);
    if (!last) CHECK_OK(da_array_free(&out));
    CHECK(v == NULL && is == NULL);
    PETSC_OK(VecDestroy(&made));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_array_free(&other));
    CHECK_OK(da_array_free(&a));
}

/* No argument tells the context: the error is that rank's own at once, and everybody's when it next communicates. */
static void check_no_array(const world *w) {
    const int64_t line[1] = {12};
    da_array *a = zeros(w, 1, line, "b", DA_PETSC_SCALAR);
    Vec v = NULL;
    if (w->rank == w->size - 1) {
        CHECK_STATUS(da_petsc_vec_export(NULL, &v), DA_ERR_NULL);
        if (w->size > 1) CHECK_STATUS(da_context_barrier(w->ctx), DA_ERR_NULL);
    } else {
        CHECK_STATUS(da_petsc_vec_export(a, &v), DA_ERR_NULL);
    }
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK(v == NULL);
    CHECK_OK(da_array_free(&a));
}

/* The same ranks in the same order on another communicator are fine; in another order, or other ranks, are not. */
static void check_communicators(const world *w) {
    MPI_Comm congruent, reversed;
    da_array *a = NULL;
    Vec v = NULL;
    MPI_Comm_dup(MPI_COMM_WORLD, &congruent);
    MPI_Comm_split(MPI_COMM_WORLD, 0, -w->rank, &reversed);
    PETSC_OK(VecCreateMPI(congruent, 2, PETSC_DETERMINE, &v));
    CHECK_OK(da_petsc_vec_import(v, w->ctx, &a));
    CHECK_OK(da_array_free(&a));
    PETSC_OK(VecDestroy(&v));
    PETSC_OK(VecCreateMPI(reversed, 2, PETSC_DETERMINE, &v));
    if (w->size > 1) BAD(w, da_petsc_vec_import(v, w->ctx, &a), DA_ERR_CONTEXT, "another order");
    PETSC_OK(VecDestroy(&v));
    PETSC_OK(VecCreateSeq(PETSC_COMM_SELF, 2, &v));
    if (w->size > 1) BAD(w, da_petsc_vec_import(v, w->ctx, &a), DA_ERR_CONTEXT, "other ranks");
    PETSC_OK(VecDestroy(&v));
    CHECK(a == NULL);
    MPI_Comm_free(&congruent);
    MPI_Comm_free(&reversed);
}

static void check_kinds(const world *w) {
    const int64_t line[1] = {7};
    da_distribution *dist = make_dist(w->ctx, 1, line, "b"), *found = NULL;
    da_array *a = NULL;
    Vec v = NULL, nest = NULL;
    Mat A = NULL;
    DM dm = NULL, other = NULL;
    IS is = NULL;
    PETSC_OK(VecCreate(PETSC_COMM_WORLD, &v));
    PETSC_OK(VecSetSizes(v, PETSC_DECIDE, 7));
    BAD(w, da_petsc_vec_import(v, w->ctx, &a), DA_ERR_LAYOUT, "VecSetType");
    PETSC_OK(VecSetType(v, VECSTANDARD));
    PETSC_OK(VecCreateNest(PETSC_COMM_WORLD, 1, NULL, &v, &nest));
    BAD(w, da_petsc_vec_import(nest, w->ctx, &a), DA_ERR_LAYOUT, "nest");
    if (w->size > 1) BAD(w, da_petsc_vec_ghost_import(v, dist, &a), DA_ERR_LAYOUT, "ghosts");
    PETSC_OK(MatCreate(PETSC_COMM_WORLD, &A));
    PETSC_OK(MatSetSizes(A, PETSC_DECIDE, PETSC_DECIDE, 4, 4));
    BAD(w, da_petsc_mat_import(A, w->ctx, &a), DA_ERR_LAYOUT, "MatSetType");
    PETSC_OK(MatSetType(A, MATAIJ));
    PETSC_OK(MatSetUp(A));
    BAD(w, da_petsc_mat_import(A, w->ctx, &a), DA_ERR_LAYOUT, "aij");
    BAD(w, da_petsc_vec_import((Vec)(void *)A, w->ctx, &a), DA_ERR_INVALID_HANDLE, "another kind");
    BAD(w, da_petsc_mat_import((Mat)(void *)v, w->ctx, &a), DA_ERR_INVALID_HANDLE, "another kind");
    PETSC_OK(ISCreateStride(PETSC_COMM_WORLD, 3, 0, 1, &is));
    BAD(w, da_petsc_is_import(is, w->ctx, &a), DA_ERR_LAYOUT, "ISToGeneral");
    PETSC_OK(DMRedundantCreate(PETSC_COMM_WORLD, 0, 3, &other));
    BAD(w, da_petsc_dm_distribution(other, w->ctx, 0, &found), DA_ERR_LAYOUT, "no DMDA");
    PETSC_OK(DMDACreate1d(PETSC_COMM_WORLD, DM_BOUNDARY_NONE, 20, 1, 1, NULL, &dm));
    BAD(w, da_petsc_dm_distribution(dm, w->ctx, 0, &found), DA_ERR_ARGUMENT, "DMSetUp");
    BAD(w, da_petsc_dm_distribution(dm, w->ctx, 3, &found), DA_ERR_ARGUMENT, "");
    BAD(w, da_petsc_dm_distribution(NULL, w->ctx, 0, &found), DA_ERR_NULL, "`dm` is NULL");
    CHECK(a == NULL && found == NULL);
    PETSC_OK(DMDestroy(&dm));
    PETSC_OK(DMDestroy(&other));
    PETSC_OK(ISDestroy(&is));
    PETSC_OK(MatDestroy(&A));
    PETSC_OK(VecDestroy(&nest));
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_shapes(const world *w) {
    const int64_t line[1] = {9}, plane[2] = {9, 2};
    da_distribution *dist = make_dist(w->ctx, 1, line, "b"), *two = make_dist(w->ctx, 2, plane, "b,n");
    da_array *a = zeros(w, 1, line, "b", DA_PETSC_SCALAR), *out = NULL;
    Vec v = NULL;
    Mat A = NULL;
    PETSC_OK(VecCreateMPI(PETSC_COMM_WORLD, PETSC_DECIDE, 40, &v));
    PETSC_OK(MatCreateDense(PETSC_COMM_WORLD, PETSC_DECIDE, PETSC_DECIDE, 3, 2, NULL, &A));
    BAD(w, da_petsc_vec_import_as(v, dist, &out), DA_ERR_SHAPE, "the Vec");
    BAD(w, da_petsc_vec_import_copy(v, dist, &out), DA_ERR_SHAPE, "the Vec 40");
    BAD(w, da_petsc_vec_assign(v, a), DA_ERR_SHAPE, "9 elements");
    BAD(w, da_petsc_array_assign(a, v), DA_ERR_SHAPE, "9 elements");
    BAD(w, da_petsc_mat_import_copy(A, two, &out), DA_ERR_SHAPE, "");
    BAD(w, da_petsc_mat_export(a, PETSC_DECIDE, &A), DA_ERR_SHAPE, "a Mat has 2");
    CHECK(out == NULL);
    PETSC_OK(MatDestroy(&A));
    PETSC_OK(VecDestroy(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&two));
    CHECK_OK(da_distribution_free(&dist));
}

static void bad_mat(const world *w, da_array *a, da_status status, const char *part) {
    Mat A = NULL;
    BAD(w, da_petsc_mat_export(a, PETSC_DECIDE, &A), status, part);
    CHECK(A == NULL);
    CHECK_OK(da_array_free(&a));
}

static void check_matrices(const world *w) {
    const int64_t shape[2] = {12, 8}, empty[2] = {5, 0};
    da_distribution *dist = on_ranks(w, 2, shape, "b,n", 1);
    da_array *a = NULL, *turned = NULL;
    da_array_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = DA_ORDER_FORTRAN;
    bad_mat(w, new_c_array(w, 2, shape, "b,n"), DA_ERR_LAYOUT, "Fortran order");
    bad_mat(w, new_array(w, 2, empty, "b,n", DA_ORDER_FORTRAN), DA_ERR_SHAPE, "no elements");
    if (w->size > 1) {
        bad_mat(w, new_array(w, 2, shape, "n,b", DA_ORDER_FORTRAN), DA_ERR_LAYOUT, "columns");
        bad_mat(w, new_array(w, 2, shape, "c,n", DA_ORDER_FORTRAN), DA_ERR_LAYOUT, "one range");
        CHECK_OK(da_array_create(dist, DA_PETSC_SCALAR, &options, &a));
        bad_mat(w, a, DA_ERR_LAYOUT, "order of ranks");
    }
    a = new_array(w, 2, shape, "b,n", DA_ORDER_FORTRAN);
    CHECK_OK(da_slice_text(a, ":, ::-1", &turned));
    bad_mat(w, turned, DA_ERR_LAYOUT, "along axis 1");
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_ghosts(const world *w) {
    const int64_t line[1] = {24}, other[1] = {25};
    da_array *a = zeros(w, 1, line, "b(comm=1:1)", DA_PETSC_SCALAR), *b = zeros(w, 1, line, "b(comm=0:1)", DA_PETSC_SCALAR);
    da_array *out = NULL;
    da_distribution *wide = make_dist(w->ctx, 1, line, "b(comm=0:2)"), *left = make_dist(w->ctx, 1, line, "b(comm=1:0)");
    da_distribution *larger = make_dist(w->ctx, 1, other, "b(comm=0:1)");
    const PetscInt ghosts[1] = {0};
    Vec v = NULL;
    if (w->size > 1) BAD(w, da_petsc_vec_ghost_export(a, PETSC_DECIDE, NULL, &v), DA_ERR_LAYOUT, "before or between");
    BAD(w, da_petsc_vec_ghost_export(b, -5, ghosts, &v), DA_ERR_ARGUMENT, "-5 ghosts");
    BAD(w, da_petsc_vec_ghost_export(b, 1, NULL, &v), DA_ERR_NULL, "`ghosts`");
    BAD(w, da_petsc_vec_ghost_export(b, 25, ghosts, &v), DA_ERR_ARGUMENT, "25 ghosts");
    CHECK(v == NULL);
    CHECK_OK(da_petsc_vec_ghost_export(b, PETSC_DECIDE, NULL, &v));
    if (w->size > 1) {
        BAD(w, da_petsc_vec_ghost_import(v, wide, &out), DA_ERR_SHAPE, "with ghosts");
        BAD(w, da_petsc_vec_ghost_import(v, larger, &out), DA_ERR_SHAPE, "the Vec");
        BAD(w, da_petsc_vec_ghost_import(v, left, &out), DA_ERR_SHAPE, "");
    }
    PETSC_OK(VecDestroy(&v));
    if (w->size > 1) {
        /* As many ghosts as the padding has, but others. */
        const PetscInt n = 24 / w->size;
        const PetscInt wrong[1] = {0};
        const int last = w->rank == w->size - 1;
        PETSC_OK(VecCreateGhost(PETSC_COMM_WORLD, n, PETSC_DETERMINE, last ? 0 : 1, wrong, &v));
        da_distribution *dist = make_dist(w->ctx, 1, line, "b(comm=0:1)");
        BAD(w, da_petsc_vec_ghost_import(v, dist, &out), DA_ERR_LAYOUT, "ghost 0 of the Vec");
        CHECK_OK(da_distribution_free(&dist));
        PETSC_OK(VecDestroy(&v));
    }
    CHECK(out == NULL);
    CHECK_OK(da_distribution_free(&larger));
    CHECK_OK(da_distribution_free(&left));
    CHECK_OK(da_distribution_free(&wide));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t line[1] = {5};
    da_array *a = zeros(&w, 1, line, "b", DA_PETSC_SCALAR);
    Vec v = NULL;
    BAD(&w, da_petsc_vec_export(a, &v), DA_ERR_MPI_STATE, "PetscInitialize");
    PETSC_OK(PetscInitialize(NULL, NULL, NULL, NULL));
    check_dtypes(&w);
    check_layouts(&w);
#if !defined(PETSC_USE_64BIT_INDICES)
    check_overflow(&w);
#endif
    check_one_rank(&w);
    check_no_array(&w);
    check_communicators(&w);
    check_kinds(&w);
    check_shapes(&w);
    check_matrices(&w);
    check_ghosts(&w);
    PETSC_OK(PetscFinalize());
    BAD(&w, da_petsc_vec_export(a, &v), DA_ERR_MPI_STATE, "finalised");
    CHECK(v == NULL);
    CHECK_OK(da_array_free(&a));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
