/* What a call costs besides its work: functions of 16 float64, where hardly anything is computed and nothing is
 * sent, on one rank. Compiled with OVERHEAD_PETSC, PETSc's VecAXPY and VecPointwiseMult of as many take turns with
 * them. Prints nanoseconds per call, the smallest and the median of many batches. `make bench T=overhead` runs it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef OVERHEAD_PETSC
#include <petscvec.h>
#endif
#include <distarray.h>

enum { BATCHES = 300, CALLS = 2000, ELEMENTS = 16 };

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { \
            fprintf(stderr, "%s: %s\n", #call, da_error_message()); \
            MPI_Abort(MPI_COMM_WORLD, 1); \
        } \
    } while (0)

static da_array *x, *y, *z;

static void question(void) {
    int32_t ndim;
    TRY(da_array_ndim(x, &ndim));
}

static void address(void) {
    da_local local;
    TRY(da_array_local(x, DA_ACCESS_READ, &local));
}

static void add(void) { TRY(da_add(x, y, &z)); }
static void add_in_place(void) { TRY(da_add(x, y, &x)); }
static void add_scalar(void) { TRY(da_binary_scalar(DA_OP_ADD, x, da_real(1), &x)); }
static void root(void) { TRY(da_sqrt(y, &y)); }

static void add_to_new(void) {
    da_array *made = NULL;
    TRY(da_add(x, y, &made));
    TRY(da_array_free(&made));
}

#ifdef OVERHEAD_PETSC
static Vec u, v;
static void axpy(void) { if (VecAXPY(u, 1.0, v)) MPI_Abort(MPI_COMM_WORLD, 1); }
static void pointwise(void) { if (VecPointwiseMult(u, u, v)) MPI_Abort(MPI_COMM_WORLD, 1); }
#endif

typedef struct line {
    const char *what;
    void (*call)(void);
    double times[BATCHES];
} line;

static line lines[] = {
    {"da_array_ndim", question, {0}},
    {"da_array_local, for reading", address, {0}},
    {"da_add(x, y, &x)", add_in_place, {0}},
    {"da_add(x, y, &z)", add, {0}},
    {"da_add(x, y, &new), freed", add_to_new, {0}},
    {"da_binary_scalar(ADD, x, 1, &x)", add_scalar, {0}},
    {"da_sqrt(y, &y)", root, {0}},
#ifdef OVERHEAD_PETSC
    {"PETSc VecAXPY", axpy, {0}},
    {"PETSc VecPointwiseMult", pointwise, {0}},
#endif
};
enum { LINES = sizeof lines / sizeof *lines };

static int ascending(const void *a, const void *b) {
    const double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

/* Sums grow, so that the operands begin anew with every batch. */
static double batch(const line *l, int calls) {
    TRY(da_fill(x, da_real(1)));
    TRY(da_fill(y, da_real(1)));
    const double begun = MPI_Wtime();
    for (int k = 0; k < calls; k++) l->call();
    return (MPI_Wtime() - begun) / calls * 1e9;
}

int main(int argc, char **argv) {
    const int64_t shape[1] = {ELEMENTS};
    const char *only = argc > 1 ? argv[1] : "";
    const int batches = argc > 2 ? atoi(argv[2]) : BATCHES;
    da_context *ctx = NULL;
    da_distribution *dist = NULL;
#ifdef OVERHEAD_PETSC
    int none = 1;
    if (PetscInitialize(&none, &argv, NULL, NULL)) return 1;
    if (VecCreateMPI(PETSC_COMM_WORLD, PETSC_DECIDE, ELEMENTS, &u) || VecDuplicate(u, &v) || VecSet(u, 1.0) ||
        VecSet(v, 1.0))
        return 1;
#else
    MPI_Init(&argc, &argv);
#endif
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    TRY(da_distribution_create(ctx, 1, shape, "b", NULL, &dist));
    da_array **made[] = {&x, &y, &z};
    for (int k = 0; k < 3; k++) TRY(da_ones(dist, DA_FLOAT64, made[k]));
    printf("| ns per call, 16 float64 | min | median |\n|---|---|---|\n");
    for (int k = 0; k < batches && k < BATCHES; k++)
        for (int l = 0; l < LINES; l++)
            if (strstr(lines[l].what, only) != NULL) lines[l].times[k] = batch(&lines[l], CALLS);
    for (int l = 0; l < LINES; l++) {
        if (strstr(lines[l].what, only) == NULL) continue;
        qsort(lines[l].times, (size_t)batches, sizeof(double), ascending);
        printf("| %s | %.0f | %.0f |\n", lines[l].what, lines[l].times[0], lines[l].times[batches / 2]);
    }
    for (int k = 0; k < 3; k++) TRY(da_array_free(made[k]));
    TRY(da_distribution_free(&dist));
    TRY(da_context_free(&ctx));
#ifdef OVERHEAD_PETSC
    if (VecDestroy(&u) || VecDestroy(&v)) return 1;
    PetscFinalize();
#else
    MPI_Finalize();
#endif
    return 0;
}
