/* An array as PETSc's object, a PETSc object as an array, and away with both again, from 1 KB to 1 GB: nobody touches the
 * memory, so that the time must not depend on its size; but for ghosted vectors, for which PETSc lists all entries. One
 * rank; medians in microseconds. The last columns are PETSc's own calls on the same memory. */
#include <distarray/petsc.h>

#include <time.h>

enum { REPEATS = 501, LEAST = 5 };

static const double ENOUGH = 0.5; /* seconds */

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { \
            fprintf(stderr, "%s: %s\n", #call, da_error_message()); \
            MPI_Abort(MPI_COMM_WORLD, 1); \
        } \
    } while (0)

/* What is measured, and what it works on. */
typedef struct bench {
    da_context *ctx;
    da_distribution *padded;
    da_array *line, *ghosted, *matrix, *grid, *section;
    DM dm;
    Vec v;
    Mat A;
} bench;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void vec_export(bench *b) {
    Vec v = NULL;
    TRY(da_petsc_vec_export(b->line, &v));
    VecDestroy(&v);
}

static void vec_import(bench *b) {
    da_array *a = NULL;
    TRY(da_petsc_vec_import(b->v, b->ctx, &a));
    TRY(da_array_free(&a));
}

static void ghost_export(bench *b) {
    Vec v = NULL;
    TRY(da_petsc_vec_ghost_export(b->ghosted, PETSC_DECIDE, NULL, &v));
    VecDestroy(&v);
}

static void mat_export(bench *b) {
    Mat A = NULL;
    TRY(da_petsc_mat_export(b->matrix, PETSC_DECIDE, &A));
    MatDestroy(&A);
}

static void mat_import(bench *b) {
    da_array *a = NULL;
    TRY(da_petsc_mat_import(b->A, b->ctx, &a));
    TRY(da_array_free(&a));
}

static void dm_global(bench *b) {
    Vec v = NULL;
    TRY(da_petsc_dm_global_export(b->grid, b->dm, &v));
    VecDestroy(&v);
}

static void dm_local(bench *b) {
    Vec v = NULL;
    TRY(da_petsc_dm_local_export(b->section, b->dm, &v));
    VecDestroy(&v);
}

/* PETSc alone, for comparison: on the communicator of other objects, which PETSc duplicates once. */
static PetscScalar *petsc_memory;
static PetscInt petsc_size;

static void petsc_vec(bench *b) {
    Vec v = NULL;
    VecCreateSeqWithArray(PetscObjectComm((PetscObject)b->v), 1, petsc_size, petsc_memory, &v);
    VecDestroy(&v);
}

static void petsc_ghosted(bench *b) {
    Vec v = NULL;
    VecCreateGhostWithArray(PetscObjectComm((PetscObject)b->v), petsc_size, PETSC_DETERMINE, 0, NULL, petsc_memory, &v);
    VecDestroy(&v);
}

static void petsc_mat(bench *b) {
    Mat A = NULL;
    MatCreateDense(PetscObjectComm((PetscObject)b->v), petsc_size / 16, 16, PETSC_DETERMINE, PETSC_DETERMINE, petsc_memory, &A);
    MatDestroy(&A);
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(void (*step)(bench *), bench *b) {
    static double times[REPEATS];
    const double start = seconds();
    int count = 0;
    while (count < REPEATS && (count < LEAST || seconds() - start < ENOUGH)) {
        const double begin = seconds();
        step(b);
        times[count++] = seconds() - begin;
    }
    qsort(times, (size_t)count, sizeof *times, ascending);
    return times[count / 2] * 1e6;
}

static void wrap(const bench *b, const char *text, int32_t ndim, const int64_t *shape, int32_t fortran, void *memory,
                 da_array **out) {
    const int64_t item = (int64_t)sizeof(PetscScalar), strides[2] = {item, item * shape[0]};
    da_distribution *dist = NULL;
    TRY(da_distribution_create(b->ctx, ndim, shape, text, NULL, &dist));
    TRY(da_array_wrap(dist, DA_PETSC_SCALAR, memory, fortran ? strides : NULL, 0, NULL, NULL, out));
    TRY(da_distribution_free(&dist));
}

/* DMCreateGlobalVector() and the like need O(n) once, so the DMDA is made before. */
static void set_up(bench *b, int64_t bytes, void *memory) {
    const int64_t n = bytes / (int64_t)sizeof(PetscScalar), line[1] = {n}, plane[2] = {n / 16, 16};
    da_distribution *dist = NULL;
    wrap(b, "b", 1, line, 0, memory, &b->line);
    wrap(b, "b(comm=0:1)", 1, line, 0, memory, &b->ghosted);
    wrap(b, "b,n", 2, plane, 1, memory, &b->matrix);
    TRY(da_distribution_create(b->ctx, 1, line, "b(boundary=1)", NULL, &b->padded));
    TRY(da_array_wrap(b->padded, DA_PETSC_SCALAR, memory, NULL, 0, NULL, NULL, &b->section));
    TRY(da_petsc_dm_create(b->padded, 1, 1, DMDA_STENCIL_BOX, &b->dm));
    TRY(da_petsc_dm_distribution(b->dm, b->ctx, 0, &dist));
    TRY(da_array_wrap(dist, DA_PETSC_SCALAR, memory, NULL, 0, NULL, NULL, &b->grid));
    TRY(da_distribution_free(&dist));
    TRY(da_petsc_vec_export(b->line, &b->v));
    TRY(da_petsc_mat_export(b->matrix, PETSC_DECIDE, &b->A));
    petsc_memory = (PetscScalar *)memory;
    petsc_size = (PetscInt)n;
}

static void tear_down(bench *b) {
    VecDestroy(&b->v);
    MatDestroy(&b->A);
    DMDestroy(&b->dm);
    TRY(da_array_free(&b->line));
    TRY(da_array_free(&b->ghosted));
    TRY(da_array_free(&b->matrix));
    TRY(da_array_free(&b->grid));
    TRY(da_array_free(&b->section));
    TRY(da_distribution_free(&b->padded));
}

int main(int argc, char **argv) {
    static void (*const steps[])(bench *) = {vec_export, vec_import, ghost_export, mat_export,    mat_import,
                                             dm_global,  dm_local,   petsc_vec,    petsc_ghosted, petsc_mat};
    static const char *const names[] = {"Vec out", "Vec in", "ghosted out", "Mat out",       "Mat in",
                                        "DM global", "DM local", "PETSc: Vec", "ghosted",     "Mat"};
    enum { STEPS = sizeof steps / sizeof steps[0] };
    bench b;
    memset(&b, 0, sizeof b);
    if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
    TRY(da_context_create(PETSC_COMM_WORLD, NULL, &b.ctx));
    printf("%11s", "bytes");
    for (int k = 0; k < STEPS; k++) printf("%13s", names[k]);
    printf("\n");
    for (int64_t bytes = 1024; bytes <= (int64_t)1 << 30; bytes *= 4) {
        void *memory = calloc((size_t)bytes, 1);
        if (memory == NULL) MPI_Abort(MPI_COMM_WORLD, 1);
        set_up(&b, bytes, memory);
        printf("%11lld", (long long)bytes);
        for (int k = 0; k < STEPS; k++) printf("%13.2f", median(steps[k], &b));
        printf("\n");
        tear_down(&b);
        free(memory);
    }
    TRY(da_context_free(&b.ctx));
    PetscFinalize();
    return 0;
}
