/* Sums over a block of numbers, one axis after the other: each step needs whole lines along its axis, so that the
 * block moves from x-pencils to y-pencils to z-pencils, and back, by plans that are made once.
 *
 *     mpiexec -n 4 ./transpose [rounds]
 *
 * Every element becomes the sum of all elements before it, itself included, along all axes; then differences undo
 * that. All sums are whole numbers and are known beforehand, so that each is checked. Read run() first.
 * ranks: 1 2 3 6 4  timeout: 60  valgrind: 1  valgrind-full: 3  expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every da_ function that can fail returns a status, and leaves a text that says more. */
#define TRY(call) \
    do { if ((call) != DA_OK) return complain(t->me, da_error_message()); } while (0)
#define REQUIRE(condition, text) \
    do { if (!(condition)) return complain(t->me, (text)); } while (0)

enum { AXES = 3 };

static const int64_t SHAPE[AXES] = {24, 20, 18};

/* The block with one axis whole on every rank: the pencils along it. */
typedef struct pencils {
    int64_t extent[AXES]; /* of this rank's part */
    int64_t first[AXES];  /* its global indices begin here */
    double *memory;       /* the program's own, in C order */
    da_distribution *dist;
    da_array *array; /* the library's view of it */
} pencils;

/* Everything that the program has, so that main() can let go of it wherever a step ended. */
typedef struct sums {
    int me, ranks, rounds;
    da_context *ctx;
    pencils along[AXES];
    da_plan *onward[AXES - 1]; /* from along[k] to along[k + 1] */
    da_plan *back[AXES - 1];   /* and from there to along[k] */
} sums;

static int complain(int rank, const char *text)
{
    fprintf(stderr, "transpose: rank %d: %s\n", rank, text);
    return 1;
}

/* ---- The computation: plain loops over the program's own memory ----------------------------------- */

/* Sums along an axis that is whole here, or the differences that undo them. */
static void sum_lines(const pencils *p, int axis, int undo)
{
    int64_t before = 1, behind = 1;
    const int64_t length = p->extent[axis];
    for (int k = 0; k < axis; ++k) before *= p->extent[k];
    for (int k = axis + 1; k < AXES; ++k) behind *= p->extent[k];
    for (int64_t b = 0; b < before; ++b)
        for (int64_t step = 1; step < length; ++step) {
            const int64_t at = undo ? length - step : step;
            double *line = p->memory + (b * length + at) * behind;
            for (int64_t i = 0; i < behind; ++i) line[i] += undo ? -line[i - behind] : line[i - behind];
        }
}

/* The element at an index is the product of i + 1 along the axes. Summed along an axis, that factor becomes
 * 1 + 2 + ... + (i + 1). */
static double element(const int64_t index[AXES], const int summed[AXES])
{
    double product = 1;
    for (int k = 0; k < AXES; ++k) {
        const double i = (double)index[k];
        product *= summed[k] ? (i + 1) * (i + 2) / 2 : i + 1;
    }
    return product;
}

/* Sets this rank's part, or counts the elements of it that are wrong. */
static int64_t visit(const pencils *p, const int summed[AXES], int set)
{
    int64_t wrong = 0, index[AXES];
    double *at = p->memory;
    for (int64_t i = 0; i < p->extent[0]; ++i)
        for (int64_t j = 0; j < p->extent[1]; ++j)
            for (int64_t k = 0; k < p->extent[2]; ++k, ++at) {
                index[0] = p->first[0] + i;
                index[1] = p->first[1] + j;
                index[2] = p->first[2] + k;
                if (set) *at = element(index, summed);
                else wrong += *at != element(index, summed);
            }
    return wrong;
}

/* ---- Distributions and plans ----------------------------------------------------------------------- */

/* Pencils along one axis; the other two are spread over the same two axes of processes, so that a step from
 * one kind to the next concerns the ranks of a row or a column only. */
static int make_pencils(sums *t, int axis, const int64_t processes[2])
{
    static const char *const texts[AXES] = {"n,b,b", "b,n,b", "b,b,n"};
    da_distribution_options options;
    int64_t offset[AXES], size = 1;
    pencils *p = &t->along[axis];
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = processes;
    options.grid_ndim = 2;
    TRY(da_distribution_create(t->ctx, AXES, SHAPE, texts[axis], &options, &p->dist));
    TRY(da_distribution_owned(p->dist, -1, offset, p->extent));
    for (int k = 0; k < AXES; ++k) {
        offset[k] = 0;
        size *= p->extent[k];
    }
    if (size > 0) TRY(da_distribution_global_from_local(p->dist, -1, offset, p->first));
    p->memory = calloc((size_t)size + 1, sizeof *p->memory);
    REQUIRE(p->memory, "no memory");
    TRY(da_array_wrap(p->dist, DA_FLOAT64, p->memory, NULL, 0, NULL, NULL, &p->array));
    return 0;
}

static int make_all(sums *t)
{
    int dims[2] = {0, 0};
    int64_t processes[2];
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &t->ctx));
    MPI_Dims_create(t->ranks, 2, dims);
    processes[0] = dims[0];
    processes[1] = dims[1];
    for (int axis = 0; axis < AXES; ++axis)
        if (make_pencils(t, axis, processes)) return 1;
    for (int k = 0; k + 1 < AXES; ++k) {
        da_distribution *from = t->along[k].dist, *to = t->along[k + 1].dist;
        TRY(da_plan_create(from, DA_FLOAT64, to, DA_FLOAT64, NULL, &t->onward[k]));
        TRY(da_plan_create(to, DA_FLOAT64, from, DA_FLOAT64, NULL, &t->back[k]));
    }
    return 0;
}

/* What a plan will do can be asked before anything moves. */
static int tell(sums *t)
{
    da_plan_report report;
    report.struct_size = sizeof report;
    for (int k = 0; k + 1 < AXES; ++k) {
        TRY(da_plan_info(t->onward[k], &report));
        if (t->me == 0)
            printf("pencils along axis %d to axis %d: rank 0 keeps %ld bytes and sends %ld (partners: %ld)\n", k, k + 1,
                   (long)report.bytes_kept, (long)report.bytes_out, (long)report.partners_out);
    }
    return 0;
}

/* ---- One round, and all ------------------------------------------------------------------------------ */

static int check(sums *t, int axis, const int summed[AXES], const char *text)
{
    int64_t wrong = visit(&t->along[axis], summed, 0), all = 0;
    MPI_Allreduce(&wrong, &all, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    REQUIRE(all == 0, text);
    return 0;
}

static int round_trip(sums *t)
{
    int summed[AXES] = {0, 0, 0};
    for (int axis = 0; axis < AXES; ++axis) {
        if (axis > 0) TRY(da_plan_execute(t->onward[axis - 1], t->along[axis - 1].array, t->along[axis].array));
        sum_lines(&t->along[axis], axis, 0);
        summed[axis] = 1;
        if (check(t, axis, summed, "a sum is wrong")) return 1;
    }
    for (int axis = AXES - 1; axis >= 0; --axis) {
        sum_lines(&t->along[axis], axis, 1);
        summed[axis] = 0;
        if (axis > 0) TRY(da_plan_execute(t->back[axis - 1], t->along[axis].array, t->along[axis - 1].array));
    }
    return check(t, 0, summed, "an element did not come back as it was");
}

static int run(sums *t)
{
    static const int nowhere[AXES] = {0, 0, 0};
    if (make_all(t) || tell(t)) return 1;
    visit(&t->along[0], nowhere, 1);
    for (int round = 0; round < t->rounds; ++round)
        if (round_trip(t)) return 1;
    if (t->me == 0) printf("%d rounds of %d steps\nOK\n", t->rounds, 2 * AXES);
    return 0;
}

static void let_go(sums *t)
{
    for (int k = 0; k + 1 < AXES; ++k) {
        da_plan_free(&t->onward[k]);
        da_plan_free(&t->back[k]);
    }
    for (int axis = 0; axis < AXES; ++axis) {
        da_array_free(&t->along[axis].array);
        da_distribution_free(&t->along[axis].dist);
        free(t->along[axis].memory);
    }
    da_context_free(&t->ctx);
}

int main(int argc, char **argv)
{
    sums t;
    memset(&t, 0, sizeof t);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &t.me);
    MPI_Comm_size(MPI_COMM_WORLD, &t.ranks);
    t.rounds = argc > 1 ? atoi(argv[1]) : 3;
    const int failed = run(&t);
    if (failed) MPI_Abort(MPI_COMM_WORLD, 1);
    let_go(&t);
    MPI_Finalize();
    return 0;
}
