/* Element-wise operations and reductions of float64 vectors beside PETSc's and Global Arrays' (compiled with
 * COMPUTE_PETSC, COMPUTE_GA), on the same ranks, in turns. Each library has memory of its own, as in a program that
 * uses it; the lines "on PETSc's memory" wrap the memory of PETSc's vectors. COMPUTE_DOT says that this library has
 * da_dot_value and da_norm_value. scripts/bench_compute.py runs it and reads the lines it prints:
 *
 *   peer <operation> <variant> <ours|PETSc|GA> <seconds>
 *
 * Every result is verified before it is measured. A time is the slowest rank's, behind a barrier; of many, the
 * median. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef COMPUTE_PETSC
#include <petscvec.h>
#endif
#include <distarray.h>
#ifdef COMPUTE_GA
#include <ga.h>
#include <macdecls.h>
#endif

enum { TURNS = 31 };

static int rank, elements = 10000000;

static void stop(const char *what, const char *why) {
    fprintf(stderr, "rank %d: %s: %s\n", rank, what, why);
    MPI_Abort(MPI_COMM_WORLD, 1);
}

#define TRY(call) \
    do { \
        if ((call) != DA_OK) stop(#call, da_error_message()); \
    } while (0)

/* x, y and z of the library's own, and the same on PETSc's memory. What reductions find. */
static da_array *own[3];
static double found;

static double number(da_value value) {
    double x = 0.0;
    TRY(da_value_f64(value, &x));
    return x;
}

static void add(da_array **v) { TRY(da_add(v[0], v[1], &v[2])); }
static void add_in_place(da_array **v) { TRY(da_add(v[2], v[1], &v[2])); }
static void multiply(da_array **v) { TRY(da_multiply(v[0], v[1], &v[2])); }

static void sum(da_array **v) {
    da_value value;
    TRY(da_sum_value(v[0], &value));
    found = number(value);
}

static void own_add(void) { add(own); }
static void own_add_in_place(void) { add_in_place(own); }
static void own_multiply(void) { multiply(own); }
static void own_sum(void) { sum(own); }

#ifdef COMPUTE_DOT
static void dot(da_array **v) {
    da_value value;
    TRY(da_dot_value(v[0], v[1], 0, &value));
    found = number(value);
}

static void norm(da_array **v) {
    da_value value;
    TRY(da_norm_value(v[0], 2.0, &value));
    found = number(value);
}

static void own_dot(void) { dot(own); }
static void own_norm(void) { norm(own); }
#endif

#ifdef COMPUTE_PETSC
static Vec vectors[3];
static da_array *shared[3];

#define PETSC(call) \
    do { \
        if (call) stop(#call, "failed"); \
    } while (0)

static void shared_add_in_place(void) { add_in_place(shared); }
static void shared_multiply(void) { multiply(shared); }
static void shared_sum(void) { sum(shared); }
#ifdef COMPUTE_DOT
static void shared_dot(void) { dot(shared); }
static void shared_norm(void) { norm(shared); }
#endif

static void petsc_axpy(void) { PETSC(VecAXPY(vectors[2], 1.0, vectors[1])); }
static void petsc_multiply(void) { PETSC(VecPointwiseMult(vectors[2], vectors[0], vectors[1])); }

static void petsc_sum(void) {
    PetscScalar s;
    PETSC(VecSum(vectors[0], &s));
    found = PetscRealPart(s);
}

static void petsc_dot(void) {
    PetscScalar s;
    PETSC(VecDot(vectors[0], vectors[1], &s));
    found = PetscRealPart(s);
}

/* A vector remembers its norm until it may have changed, as after access for writing. */
static void petsc_norm(void) {
    PetscReal s;
    PetscScalar *memory;
    PETSC(VecGetArray(vectors[0], &memory));
    PETSC(VecRestoreArray(vectors[0], &memory));
    PETSC(VecNorm(vectors[0], NORM_2, &s));
    found = s;
}

/* Vectors of the library's blocks, so that both have the same elements on a rank. */
static void make_petsc(const da_distribution *dist) {
    static const double first[3] = {2.0, 3.0, 0.0};
    da_local local;
    TRY(da_array_local(own[0], DA_ACCESS_READ, &local));
    for (int k = 0; k < 3; k++) {
        PetscScalar *memory;
        PETSC(VecCreateMPI(PETSC_COMM_WORLD, (PetscInt)local.shape[0], elements, &vectors[k]));
        PETSC(VecSet(vectors[k], first[k]));
        PETSC(VecGetArray(vectors[k], &memory));
        TRY(da_array_wrap(dist, DA_FLOAT64, memory, NULL, 0, NULL, NULL, &shared[k]));
        PETSC(VecRestoreArray(vectors[k], &memory));
    }
}

static double petsc_first(int which) {
    const PetscScalar *memory;
    PETSC(VecGetArrayRead(vectors[which], &memory));
    const double x = PetscRealPart(memory[0]);
    PETSC(VecRestoreArrayRead(vectors[which], &memory));
    return x;
}
#endif

#ifdef COMPUTE_GA
static int handles[3];

static void ga_add(void) {
    double one = 1.0;
    GA_Add(&one, handles[0], &one, handles[1], handles[2]);
}

static void ga_dot(void) { found = GA_Ddot(handles[0], handles[1]); }

static void make_ga(void) {
    double first[3] = {2.0, 3.0, 0.0};
    char name[] = "vector";
    for (int k = 0; k < 3; k++) {
        handles[k] = NGA_Create(C_DBL, 1, &elements, name, NULL);
        if (handles[k] == 0) stop("NGA_Create", "failed");
        GA_Fill(handles[k], &first[k]);
    }
}

static double ga_first(void) {
    int lo[1], hi[1];
    double *memory = NULL;
    NGA_Distribution(handles[2], rank, lo, hi);
    NGA_Access(handles[2], lo, hi, &memory, NULL);
    const double x = memory[0];
    NGA_Release(handles[2], lo, hi);
    return x;
}
#endif

static double first_of(da_array *a) {
    da_local local;
    TRY(da_array_local(a, DA_ACCESS_READ, &local));
    return *(const double *)local.data;
}

static double own_first(void) { return first_of(own[2]); }
#ifdef COMPUTE_PETSC
static double shared_first(void) { return first_of(shared[2]); }
static double petsc_result(void) { return petsc_first(2); }
#endif

/* An operation in one way. `result` finds what it made of 2 and 3 on each rank, with 0 before; NULL where it is in
 * `found`, and `expected` for all elements. */
typedef struct line {
    const char *operation, *variant, *whose;
    void (*call)(void);
    double (*result)(void);
    double each, times[TURNS];
} line;

static line lines[] = {
    {"z = x + y", "da_add", "ours", own_add, own_first, 5.0, {0}},
#ifdef COMPUTE_GA
    {"z = x + y", "GA_Add", "GA", ga_add, ga_first, 5.0, {0}},
#endif
    {"z += y", "da_add", "ours", own_add_in_place, own_first, 3.0, {0}},
#ifdef COMPUTE_PETSC
    {"z += y", "da_add, on PETSc's memory", "ours", shared_add_in_place, shared_first, 3.0, {0}},
    {"z += y", "VecAXPY", "PETSc", petsc_axpy, petsc_result, 3.0, {0}},
#endif
    {"z = x * y", "da_multiply", "ours", own_multiply, own_first, 6.0, {0}},
#ifdef COMPUTE_PETSC
    {"z = x * y", "da_multiply, on PETSc's memory", "ours", shared_multiply, shared_first, 6.0, {0}},
    {"z = x * y", "VecPointwiseMult", "PETSc", petsc_multiply, petsc_result, 6.0, {0}},
#endif
#ifdef COMPUTE_DOT
    {"dot", "da_dot_value", "ours", own_dot, NULL, 6.0, {0}},
#endif
#ifdef COMPUTE_PETSC
#ifdef COMPUTE_DOT
    {"dot", "da_dot_value, on PETSc's memory", "ours", shared_dot, NULL, 6.0, {0}},
#endif
    {"dot", "VecDot", "PETSc", petsc_dot, NULL, 6.0, {0}},
#endif
#ifdef COMPUTE_GA
    {"dot", "GA_Ddot", "GA", ga_dot, NULL, 6.0, {0}},
#endif
#ifdef COMPUTE_DOT
    {"norm", "da_norm_value", "ours", own_norm, NULL, 4.0, {0}},
#endif
#ifdef COMPUTE_PETSC
#ifdef COMPUTE_DOT
    {"norm", "da_norm_value, on PETSc's memory", "ours", shared_norm, NULL, 4.0, {0}},
#endif
    {"norm", "VecNorm", "PETSc", petsc_norm, NULL, 4.0, {0}},
#endif
    {"sum", "da_sum_value", "ours", own_sum, NULL, 2.0, {0}},
#ifdef COMPUTE_PETSC
    {"sum", "da_sum_value, on PETSc's memory", "ours", shared_sum, NULL, 2.0, {0}},
    {"sum", "VecSum", "PETSc", petsc_sum, NULL, 2.0, {0}},
#endif
};
enum { LINES = sizeof lines / sizeof *lines };

/* What z += y adds to is 0 before the first of its lines; results of the others do not depend on it. */
static void clear(void) {
    TRY(da_fill(own[2], da_real(0)));
#ifdef COMPUTE_PETSC
    PETSC(VecSet(vectors[2], 0.0));
#endif
}

static void verify(line *l) {
    clear();
    found = -1.0;
    l->call();
    const double all = strcmp(l->operation, "norm") == 0 ? sqrt(l->each * elements) : l->each * elements;
    const double got = l->result != NULL ? l->result() : found;
    const double expected = l->result != NULL ? l->each : all;
    if (!(fabs(got - expected) <= 1e-12 * expected)) {
        fprintf(stderr, "%s: %.17g instead of %.17g\n", l->variant, got, expected);
        stop(l->operation, "wrong result");
    }
}

static double timed(const line *l) {
    MPI_Barrier(MPI_COMM_WORLD);
    const double begun = MPI_Wtime();
    l->call();
    const double mine = MPI_Wtime() - begun;
    double slowest = 0.0;
    MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    return slowest;
}

static int ascending(const void *a, const void *b) {
    const double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

int main(int argc, char **argv) {
    da_context *context = NULL;
    da_distribution *dist = NULL;
    da_context_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    if (argc > 1) elements = atoi(argv[1]);
    if (argc > 2) options.cpu_level = atoi(argv[2]);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    TRY(da_context_create(MPI_COMM_WORLD, &options, &context));
    const int64_t shape[1] = {elements};
    TRY(da_distribution_create(context, 1, shape, "b", NULL, &dist));
    const double first[3] = {2.0, 3.0, 0.0};
    for (int k = 0; k < 3; k++) TRY(da_full(dist, DA_FLOAT64, da_real(first[k]), &own[k]));
#ifdef COMPUTE_PETSC
    int none = 1;
    PETSC(PetscInitialize(&none, &argv, NULL, NULL));
    make_petsc(dist);
#endif
#ifdef COMPUTE_GA
    GA_Initialize();
    if (!MA_init(C_DBL, 1000, 1000)) stop("MA_init", "failed");
    make_ga();
#endif
    for (int k = 0; k < LINES; k++) verify(&lines[k]);
    for (int turn = 0; turn < TURNS; turn++)
        for (int k = 0; k < LINES; k++) lines[k].times[turn] = timed(&lines[k]);
    for (int k = 0; k < LINES; k++) {
        qsort(lines[k].times, TURNS, sizeof(double), ascending);
        if (rank == 0)
            printf("peer\t%s\t%s\t%s\t%.9g\n", lines[k].operation, lines[k].variant, lines[k].whose,
                   lines[k].times[TURNS / 2]);
    }
    for (int k = 0; k < 3; k++) TRY(da_array_free(&own[k]));
#ifdef COMPUTE_GA
    for (int k = 0; k < 3; k++) GA_Destroy(handles[k]);
    GA_Terminate();
#endif
#ifdef COMPUTE_PETSC
    for (int k = 0; k < 3; k++) {
        TRY(da_array_free(&shared[k]));
        PETSC(VecDestroy(&vectors[k]));
    }
    PETSC(PetscFinalize());
#endif
    TRY(da_distribution_free(&dist));
    TRY(da_context_free(&context));
    MPI_Finalize();
    return 0;
}
