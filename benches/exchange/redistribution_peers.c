/* Redistribution by ScaLAPACK and PETSc. */
#include "redistribution.h"

#include <stdlib.h>

#include <petscvec.h>

/* --- ScaLAPACK ---------------------------------------------------------------------------------------
 * Its matrices are in Fortran order, so it moves the transposed one: the same elements to the same places. */

/* Declared by no header of ScaLAPACK's. */
int Csys2blacs_handle(MPI_Comm comm);
void Cfree_blacs_system_handle(int handle);
void Cblacs_gridinit(int *context, char *order, int rows, int cols);
void Cblacs_gridexit(int context);
void Cpdgemr2d(int m, int n, double *a, int ia, int ja, int *desc_a, double *b, int ib, int jb, int *desc_b,
               int context);

enum { DTYPE, CTXT, M, N, MB, NB, RSRC, CSRC, LLD, DESC_LENGTH };

typedef struct scalapack {
    int handle, context[2], source[DESC_LENGTH], target[DESC_LENGTH];
} scalapack;

static void describe(int desc[DESC_LENGTH], int context, const redistribution *t, int mb, int nb, int lld) {
    desc[DTYPE] = 1;
    desc[CTXT] = context;
    desc[M] = t->cols;
    desc[N] = t->rows;
    desc[MB] = mb;
    desc[NB] = nb;
    desc[RSRC] = desc[CSRC] = 0;
    desc[LLD] = lld;
}

static void *scalapack_set_up(void *task) {
    redistribution *t = task;
    scalapack *s = bench_memory(sizeof *s);
    s->handle = Csys2blacs_handle(MPI_COMM_WORLD);
    s->context[0] = s->context[1] = s->handle;
    /* Transposed, the first axis of our grids in C order is the second of a grid in column order. */
    Cblacs_gridinit(&s->context[0], "C", 1, t->ranks);
    Cblacs_gridinit(&s->context[1], "C", t->grid[1], t->grid[0]);
    describe(s->source, s->context[0], t, t->cols, t->source_rows, t->cols);
    describe(s->target, s->context[1], t, t->block[1], t->block[0], t->local[1]);
    return s;
}

static void scalapack_run(void *task, void *own) {
    redistribution *t = task;
    scalapack *s = own;
    Cpdgemr2d(t->cols, t->rows, t->source, 1, 1, s->source, t->target, 1, 1, s->target, s->context[0]);
}

static void scalapack_tear_down(void *own) {
    scalapack *s = own;
    Cblacs_gridexit(s->context[0]);
    Cblacs_gridexit(s->context[1]);
    Cfree_blacs_system_handle(s->handle);
    free(s);
}

const bench_variant scalapack_pdgemr2d = {"ScaLAPACK pdgemr2d", 0, scalapack_set_up, scalapack_run,
                                          scalapack_tear_down, NULL};

/* --- PETSc: a scatter between two vectors, by index sets of blocks ----------------------------------- */

static void petsc(PetscErrorCode code) {
    if (code) bench_quit("PETSc failed");
}

typedef struct scatter {
    Vec source, target;
    VecScatter scatter;
} scatter;

/* The global numbers, in blocks, of the blocks that this rank gets, in the order of its section. */
static PetscInt *blocks_wanted(const redistribution *t, PetscInt *count) {
    const int per_row = t->local[1] / t->block[1];
    PetscInt *list = bench_memory((size_t)t->local[0] * (size_t)per_row * sizeof *list);
    *count = 0;
    for (int i = 0; i < t->local[0]; i++) {
        const int row = (i / t->block[0] * t->grid[0] + t->at[0]) * t->block[0] + i % t->block[0];
        for (int k = 0; k < per_row; k++)
            list[(*count)++] = (PetscInt)row * (t->cols / t->block[1]) + k * t->grid[1] + t->at[1];
    }
    return list;
}

static void *scatter_set_up(void *task) {
    redistribution *t = task;
    scatter *s = bench_memory(sizeof *s);
    const PetscInt local = t->source_rows * t->cols;
    PetscInt count, *wanted = blocks_wanted(t, &count);
    IS from, to;
    petsc(VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, local, PETSC_DECIDE, t->source, &s->source));
    petsc(VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, local, PETSC_DECIDE, t->target, &s->target));
    petsc(ISCreateBlock(PETSC_COMM_WORLD, t->block[1], count, wanted, PETSC_COPY_VALUES, &from));
    for (PetscInt k = 0; k < count; k++) wanted[k] = t->rank * count + k;
    petsc(ISCreateBlock(PETSC_COMM_WORLD, t->block[1], count, wanted, PETSC_COPY_VALUES, &to));
    petsc(VecScatterCreate(s->source, from, s->target, to, &s->scatter));
    petsc(ISDestroy(&from));
    petsc(ISDestroy(&to));
    free(wanted);
    return s;
}

static void scatter_run(void *task, void *own) {
    scatter *s = own;
    (void)task;
    petsc(VecScatterBegin(s->scatter, s->source, s->target, INSERT_VALUES, SCATTER_FORWARD));
    petsc(VecScatterEnd(s->scatter, s->source, s->target, INSERT_VALUES, SCATTER_FORWARD));
}

static void scatter_tear_down(void *own) {
    scatter *s = own;
    petsc(VecScatterDestroy(&s->scatter));
    petsc(VecDestroy(&s->source));
    petsc(VecDestroy(&s->target));
    free(s);
}

const bench_variant petsc_vecscatter = {"PETSc VecScatter, ISCreateBlock", 0, scatter_set_up, scatter_run,
                                        scatter_tear_down, NULL};
