/* Heat spreads through a block: the program keeps its own memory and its own loops, and a halo brings the
 * neighbours' cells while it computes where it needs none of them.
 *
 *     mpiexec -n 4 ./heat [steps]
 *
 * One end of the block is hot and the other cold, its sides let no heat through, and above and below it
 * repeats itself. Every number equals that of a serial run to the last bit. Read run() first.
 * ranks: 1 2 3 6 4  timeout: 60  valgrind: 1  valgrind-full: 3  expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every da_ function that can fail returns a status, and leaves a text that says more. */
#define TRY(call) \
    do { if ((call) != DA_OK) return complain(h->me, da_error_message()); } while (0)
#define REQUIRE(condition, text) \
    do { if (!(condition)) return complain(h->me, (text)); } while (0)

enum { LENGTH = 30, WIDTH = 24, HEIGHT = 20 };

static const double RATE = 0.15, HOT = 100, COLD = 0, BEGINNING = 20;

/* Cells from `low` up to, not including, `high`, by local indices. */
typedef struct box {
    int64_t low[3], high[3];
} box;

/* Everything that the program has, so that main() can let go of it wherever a step ended. */
typedef struct heat {
    int me, ranks, steps;
    int64_t extent[3];   /* of this rank's memory, padding included */
    box cells;           /* the cells that this rank computes */
    double *memory[2];   /* temperatures now, and after the next step */
    da_context *ctx;
    da_distribution *dist;
    da_array *now, *next; /* the library's view of the same memory */
    da_halo *halo;
    double *all; /* on rank 0: the whole block in the end */
} heat;

static int complain(int rank, const char *text)
{
    fprintf(stderr, "heat: rank %d: %s\n", rank, text);
    return 1;
}

/* The whole block: cells and, at each of its ends, one layer of boundary. */
static const int64_t SHAPE[3] = {LENGTH + 2, WIDTH + 2, HEIGHT + 2};

/* What the program computes for some cells from what all of them and their neighbours were before. It
 * is the same function for a part of a block and for a whole one. */
static void spread(const double *now, double *next, const int64_t extent[3], const box *b)
{
    const int64_t row = extent[2], plane = extent[1] * extent[2];
    for (int64_t i = b->low[0]; i < b->high[0]; ++i)
        for (int64_t j = b->low[1]; j < b->high[1]; ++j)
            for (int64_t k = b->low[2]; k < b->high[2]; ++k) {
                const double *c = now + i * plane + j * row + k;
                const double around = ((c[-plane] + c[plane]) + (c[-row] + c[row])) + (c[-1] + c[1]);
                next[i * plane + j * row + k] = *c + RATE * (around - 6 * *c);
            }
}

/* The temperature of a cell in the beginning; both ends keep theirs. */
static double beginning(int64_t i, int64_t j, int64_t k)
{
    if (i == 0) return HOT;
    if (i == LENGTH + 1) return COLD;
    return BEGINNING + (double)((i * 7 + j * 5 + k * 3) % 11);
}

/* Step 1: the library cuts the block and says what each rank stores of it; the memory is ours. One layer
 * of padding between neighbours (comm), and one at the ends (boundary), which is part of the shape. */
static int prepare(heat *h)
{
    const int64_t origin[3] = {0, 0, 0};
    int64_t offset[3] = {0, 0, 0}, owned[3] = {0, 0, 0}, corner[3] = {0, 0, 0};
    da_status status;
    size_t size;
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &h->ctx));
    TRY(da_distribution_create(h->ctx, 3, SHAPE,
                               "b(comm=1:1 boundary=1:1), b(comm=1:1 boundary=1:1), b(comm=1:1 boundary=1:1 periodic)",
                               NULL, &h->dist));
    status = da_distribution_local_shape(h->dist, -1, h->extent);
    if (status != DA_ERR_NOT_MEMBER) { /* a rank that is left over has nothing, and takes part all the same */
        TRY(status);
        TRY(da_distribution_owned(h->dist, -1, offset, owned));
        if (owned[0] * owned[1] * owned[2] > 0)
            TRY(da_distribution_global_from_local(h->dist, -1, origin, corner));
    }
    for (int axis = 0; axis < 3; ++axis) { /* owned, but no boundary */
        const int64_t begin = corner[axis] + offset[axis], end = begin + owned[axis];
        h->cells.low[axis] = (begin > 1 ? begin : 1) - corner[axis];
        h->cells.high[axis] = (end < SHAPE[axis] - 1 ? end : SHAPE[axis] - 1) - corner[axis];
    }
    size = (size_t)(h->extent[0] * h->extent[1] * h->extent[2]);
    for (int which = 0; which < 2; ++which) {
        h->memory[which] = malloc(size * sizeof(double) + 1); /* + 1: never NULL for nothing */
        REQUIRE(h->memory[which] != NULL, "out of memory");
        for (int64_t at = 0; at < (int64_t)size; ++at) {
            const int64_t k = at % h->extent[2], j = at / h->extent[2] % h->extent[1];
            const int64_t i = at / (h->extent[1] * h->extent[2]);
            h->memory[which][at] = beginning(corner[0] + i, corner[1] + j, corner[2] + k);
        }
    }
    TRY(da_array_wrap(h->dist, DA_FLOAT64, h->memory[0], NULL, 0, NULL, NULL, &h->now));
    TRY(da_array_wrap(h->dist, DA_FLOAT64, h->memory[1], NULL, 0, NULL, NULL, &h->next));
    return 0;
}

/* Step 2: what the halo shall do, once for all time steps. Ends that are held stay as they are; no heat
 * flows to a boundary that shows the cell beside it. The stencil looks along the axes only. */
static int connect(heat *h)
{
    const int32_t boundaries[6] = {DA_BOUNDARY_UNTOUCHED, DA_BOUNDARY_UNTOUCHED, DA_BOUNDARY_NEAREST,
                                   DA_BOUNDARY_NEAREST,   DA_BOUNDARY_UNTOUCHED, DA_BOUNDARY_UNTOUCHED};
    da_halo_options options = {0};
    options.struct_size = sizeof options;
    options.boundaries = boundaries;
    options.skip_corners = 1;
    TRY(da_halo_create(h->dist, &options, &h->halo));
    return 0;
}

/* The cells that need nobody else's, and no boundary: all but the outermost layer. */
static box inside_of(const box *cells)
{
    box inside = *cells;
    for (int axis = 0; axis < 3; ++axis) {
        ++inside.low[axis];
        --inside.high[axis];
        if (inside.high[axis] < inside.low[axis]) inside.high[axis] = inside.low[axis];
    }
    return inside;
}

/* The outermost layer: what is before and what is behind the inside along each axis, each cell once. */
static void spread_rim(const double *now, double *next, const int64_t extent[3], const box *cells)
{
    const box inside = inside_of(cells);
    box rest = *cells;
    for (int axis = 0; axis < 3; ++axis) {
        box layer = rest;
        layer.high[axis] = inside.low[axis] < rest.high[axis] ? inside.low[axis] : rest.high[axis];
        spread(now, next, extent, &layer);
        layer = rest;
        layer.low[axis] = inside.high[axis];
        spread(now, next, extent, &layer);
        rest.low[axis] = inside.low[axis];
        rest.high[axis] = inside.high[axis];
    }
}

/* Step 3: the messages travel while the inside is computed. */
static int run(heat *h)
{
    const box inside = inside_of(&h->cells);
    for (int step = 0; step < h->steps; ++step) {
        da_array *swap = h->now;
        double *memory = h->memory[0];
        TRY(da_halo_update_begin(h->halo, 1, &h->now));
        spread(h->memory[0], h->memory[1], h->extent, &inside);
        TRY(da_halo_update_end(h->halo));
        spread_rim(h->memory[0], h->memory[1], h->extent, &h->cells);
        h->now = h->next;
        h->next = swap;
        h->memory[0] = h->memory[1];
        h->memory[1] = memory;
    }
    return 0;
}

/* A serial run, without the library: it fills the boundaries by loops. */
static void fill_boundaries(double *t)
{
    const int64_t row = SHAPE[2], plane = SHAPE[1] * SHAPE[2];
    for (int64_t i = 1; i <= LENGTH; ++i) {
        for (int64_t k = 1; k <= HEIGHT; ++k) {
            t[i * plane + k] = t[i * plane + row + k];
            t[i * plane + (WIDTH + 1) * row + k] = t[i * plane + WIDTH * row + k];
        }
        for (int64_t j = 1; j <= WIDTH; ++j) {
            t[i * plane + j * row] = t[i * plane + j * row + HEIGHT];
            t[i * plane + j * row + HEIGHT + 1] = t[i * plane + j * row + 1];
        }
    }
}

static void run_alone(double *now, double *next, int steps)
{
    const box cells = {{1, 1, 1}, {LENGTH + 1, WIDTH + 1, HEIGHT + 1}};
    for (int64_t i = 0; i < SHAPE[0]; ++i)
        for (int64_t j = 0; j < SHAPE[1]; ++j)
            for (int64_t k = 0; k < SHAPE[2]; ++k)
                now[(i * SHAPE[1] + j) * SHAPE[2] + k] = next[(i * SHAPE[1] + j) * SHAPE[2] + k] = beginning(i, j, k);
    for (int step = 0; step < steps; ++step) {
        double *swap = now;
        fill_boundaries(now);
        spread(now, next, SHAPE, &cells);
        now = next;
        next = swap;
    }
    if (steps % 2 != 0) memcpy(next, now, sizeof(double) * (size_t)(SHAPE[0] * SHAPE[1] * SHAPE[2]));
}

/* Step 4: rank 0 collects the cells, boundaries left out, and compares them with a serial run. */
static int compare(heat *h)
{
    const size_t cells = (size_t)LENGTH * WIDTH * HEIGHT, size = (size_t)(SHAPE[0] * SHAPE[1] * SHAPE[2]);
    da_array *interior = NULL;
    da_status status;
    int64_t different = 0;
    double total = 0, *alone;
    if (h->me == 0) {
        h->all = malloc((cells + 2 * size) * sizeof(double)); /* and the serial run's memory behind them */
        if (h->all == NULL) complain(h->me, "out of memory");
    }
    TRY(da_array_interior(h->now, &interior));
    status = da_gather(interior, 0, DA_ORDER_C, h->all, h->all != NULL ? (int64_t)(cells * sizeof(double)) : 0);
    da_array_free(&interior);
    TRY(status);
    if (h->me != 0) return 0;

    alone = h->all + cells;
    run_alone(alone, alone + size, h->steps);
    for (int64_t at = 0; at < (int64_t)cells; ++at) {
        const int64_t i = at / (WIDTH * HEIGHT) + 1, j = at / HEIGHT % WIDTH + 1, k = at % HEIGHT + 1;
        different += memcmp(&h->all[at], &alone[(i * SHAPE[1] + j) * SHAPE[2] + k], sizeof(double)) != 0;
        total += h->all[at];
    }
    printf("%d x %d x %d cells, %d steps, %d ranks: mean temperature %.6f\n", LENGTH, WIDTH, HEIGHT, h->steps, h->ranks,
           total / (double)cells);
    printf("cells that differ from the serial run in any bit: %lld\n", (long long)different);
    REQUIRE(different == 0, "the serial run has other temperatures");
    return 0;
}

/* Prints how the block is cut. */
static int describe(heat *h)
{
    char how[256];
    if (h->me != 0) return 0;
    TRY(da_distribution_text(h->dist, how, sizeof how, NULL));
    printf("temperatures: %s\n", how);
    return 0;
}

/* The same verdict on every rank. A rank that failed alone left the others behind in some call that
 * communicates: its first barrier meets that call, which fails on all of them, and its second one
 * meets theirs. So nobody waits for ever. */
static int agree(const heat *h, int failed)
{
    int any = 0;
    if (da_context_barrier(h->ctx) != DA_OK) {
        failed = 1;
        da_context_barrier(h->ctx);
    }
    MPI_Allreduce(&failed, &any, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return any;
}

int main(int argc, char **argv)
{
    int (*const steps[])(heat *) = {prepare, connect, describe, run, compare};
    heat h = {0};
    int failed = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &h.me);
    MPI_Comm_size(MPI_COMM_WORLD, &h.ranks);
    h.steps = argc > 1 ? atoi(argv[1]) : 25;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !failed; ++i) failed = agree(&h, steps[i](&h));

    da_halo_free(&h.halo); /* all of these accept what is not there */
    da_array_free(&h.now);
    da_array_free(&h.next);
    da_distribution_free(&h.dist);
    da_context_free(&h.ctx);
    free(h.memory[0]);
    free(h.memory[1]);
    free(h.all);
    if (h.me == 0 && !failed) puts("OK");
    MPI_Finalize();
    return failed;
}
