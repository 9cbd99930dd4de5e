/* Row blocks to column blocks, and to blocks of 64 x 64 dealt over a process grid: this library's plans against
 * what else a program on MPI would use. `make bench-exchange` runs it. */
#include "redistribution.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <petscsys.h>

enum { BLOCK = 64 };

static void set_up(redistribution *t, const int shape[2], const int grid[2], const int block[2]) {
    MPI_Comm_rank(MPI_COMM_WORLD, &t->rank);
    MPI_Comm_size(MPI_COMM_WORLD, &t->ranks);
    t->rows = shape[0];
    t->cols = shape[1];
    for (int k = 0; k < 2; k++) {
        t->grid[k] = grid[k];
        t->block[k] = block[k];
        t->local[k] = shape[k] / grid[k];
        if (shape[k] % (grid[k] * block[k]) != 0) bench_quit("the blocks do not divide the matrix");
    }
    t->at[0] = t->rank / grid[1];
    t->at[1] = t->rank % grid[1];
    t->source_rows = t->rows / t->ranks;
    /* So that every rank's rows begin a new round of the dealing: hand-written code stays simple. */
    if (grid[0] > 1 && t->source_rows % (grid[0] * block[0]) != 0) bench_quit("the rows do not fit the blocks");
    const size_t count = (size_t)t->source_rows * (size_t)t->cols;
    t->source = bench_memory(count * sizeof(double));
    t->target = bench_memory(count * sizeof(double));
    for (int i = 0; i < t->source_rows; i++)
        for (int j = 0; j < t->cols; j++)
            t->source[(size_t)i * (size_t)t->cols + (size_t)j] = element_at(t->rank * t->source_rows + i, j);
}

static void spoil(void *task) {
    redistribution *t = task;
    const size_t count = (size_t)t->local[0] * (size_t)t->local[1];
    for (size_t k = 0; k < count; k++) t->target[k] = NAN;
}

/* The global index of a local one on a dealt axis. */
static int global_index(const redistribution *t, int axis, int local) {
    const int block = t->block[axis];
    return (local / block * t->grid[axis] + t->at[axis]) * block + local % block;
}

static int64_t wrong(void *task) {
    redistribution *t = task;
    int64_t count = 0;
    for (int i = 0; i < t->local[0]; i++) {
        const int row = global_index(t, 0, i);
        for (int j = 0; j < t->local[1]; j++)
            count += t->target[(size_t)i * (size_t)t->local[1] + (size_t)j] != element_at(row, global_index(t, 1, j));
    }
    return count;
}

/* What a plain copy of the same bytes should give. */
int64_t wrong_copy(void *task) {
    redistribution *t = task;
    int64_t count = 0;
    for (size_t k = 0; k < (size_t)t->source_rows * (size_t)t->cols; k++) count += t->target[k] != t->source[k];
    return count;
}

static void run(const char *name, const int shape[2], const int grid[2], const int block[2], int repeats) {
    static const bench_variant *const large[] = {
#ifndef DA_BENCH_NO_OURS
        &plan_auto, &plan_messages, &plan_direct,
#endif
        &scalapack_pdgemr2d, &pack_alltoallv, &alltoallw_types, &pack_isend, &petsc_vecscatter, &memory_copy,
    };
    static const bench_variant *const small[] = {
#ifndef DA_BENCH_NO_OURS
        &plan_auto, &plan_messages, &plan_direct,
#endif
        &pack_persistent, &pack_isend, &pack_alltoallv, &alltoallw_types, &petsc_vecscatter, &scalapack_pdgemr2d,
    };
    const int is_small = shape[0] < 64;
    redistribution t;
    set_up(&t, shape, grid, block);
    const bench_case c = {name, &t, spoil, wrong, is_small ? small : large,
                          (int)(is_small ? sizeof small / sizeof *small : sizeof large / sizeof *large),
                          is_small ? 4 * repeats : repeats, is_small ? 100 : 1, is_small ? "us" : "ms"};
    bench_measure(&c);
    free(t.source);
    free(t.target);
}

/* Row blocks to column blocks, all of a row in one piece. */
static void to_columns(const int shape[2], int ranks, int repeats) {
    const int grid[2] = {1, ranks}, block[2] = {shape[0], shape[1] / ranks};
    char name[96];
    snprintf(name, sizeof name, "%d x %d, rows to columns", shape[0], shape[1]);
    run(name, shape, grid, block, repeats);
}

/* Row blocks to dealt blocks. */
static void to_dealt(const int shape[2], const char *where, int down, int across, int repeats) {
    const int grid[2] = {down, across}, block[2] = {BLOCK, BLOCK};
    char name[96];
    snprintf(name, sizeof name, "%d x %d, rows to c:%d,c:%d%s", shape[0], shape[1], BLOCK, BLOCK, where);
    run(name, shape, grid, block, repeats);
}

int main(int argc, char **argv) {
    static const int shapes[2][2] = {{4096, 4096}, {16384, 2048}}, tiny[2] = {16, 16};
    int ranks, repeats;
    MPI_Init(&argc, &argv);
    PetscInitialize(NULL, NULL, NULL, NULL);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    repeats = argc > 1 ? atoi(argv[1]) : 15;
    to_columns(tiny, ranks, repeats);
    for (int k = 0; k < 2; k++) {
        to_columns(shapes[k], ranks, repeats);
        /* Both axes dealt over ranks where there are enough; on two, the one whose pieces are short. */
        if (ranks == 4) to_dealt(shapes[k], "", 2, 2, repeats);
        else to_dealt(shapes[k], "", 1, ranks, repeats);
        if (ranks == 2) to_dealt(shapes[k], " on 2 x 1", 2, 1, repeats);
    }
    PetscFinalize();
    MPI_Finalize();
    return 0;
}
