/* A terrain on several processes: the program keeps its own memory, asks global questions about it,
 * and lends it to a library that has never heard of libdistarray.
 *
 *     mpiexec -n 4 ./terrain [elevations.npy]
 *
 * Read main() first, then the steps in their order.
 * ranks: 1 2 3 6 4  timeout: 60  valgrind: 1  valgrind-full: 3  expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "npy.h"
#include "peer.h"

/* Every da_ function that can fail returns a status, and leaves a text that says more. What fails ends
 * the step; main() cleans up. */
#define TRY(call) \
    do { if ((call) != DA_OK) return complain(t->me, da_error_message()); } while (0)
#define REQUIRE(condition, text) \
    do { if (!(condition)) return complain(t->me, (text)); } while (0)

typedef struct statistics {
    double min, max, mean, std;
} statistics;

typedef struct block {
    int64_t first[2], count[2]; /* rows and columns of the map */
} block;

/* Everything that the program has, so that main() can let go of it wherever a step ended. */
typedef struct terrain {
    const char *path;
    int me, ranks;
    int64_t shape[2]; /* the whole map */
    block mine;       /* this rank's part of it, in two arrays of plain memory: */
    int16_t *metres;  /*   elevations as the file has them */
    double *heights;  /*   metres, later feet, above the mean */
    da_context *ctx;
    da_distribution *dist;
    da_array *elevation, *height; /* the library's view of the same memory */
    da_array *squares, *variance; /* the library's own memory */
    int16_t *all;                 /* on rank 0: the whole map, for comparison */
    statistics found;
    char report[512]; /* what the peer understood on this rank */
    int returned;     /* did the library give `heights` back? */
} terrain;

static const double FEET_PER_METRE = 1 / 0.3048;

static int complain(int rank, const char *text)
{
    fprintf(stderr, "terrain: rank %d: %s\n", rank, text);
    return 1;
}

/* How often the library has allocated memory for elements in this process. */
static uint64_t allocations(void)
{
    da_counters counters = {0};
    counters.struct_size = sizeof counters;
    return da_library_counters(&counters) == DA_OK ? counters.allocations : UINT64_MAX;
}

/* What a rank has: a question to the distribution, which every rank can answer for every other. With
 * more ranks than elements some have nothing. */
static da_status block_of(const da_distribution *dist, int32_t rank, block *b)
{
    const int64_t origin[2] = {0, 0};
    const block nothing = {{0, 0}, {0, 0}};
    const da_status status = da_distribution_local_shape(dist, rank, b->count);
    if (status == DA_ERR_NOT_MEMBER || (status == DA_OK && b->count[0] * b->count[1] == 0)) {
        *b = nothing;
        return DA_OK;
    }
    return status == DA_OK ? da_distribution_global_from_local(dist, rank, origin, b->first) : status;
}

/* Step 1: the map is cut into blocks, and each rank reads its own into memory of its own. */
static int load(terrain *t)
{
    const char *wrong;
    MPI_Comm grid;
    size_t size;
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &t->ctx));
    wrong = npy_matrix_shape(t->path, t->shape);
    REQUIRE(wrong == NULL, wrong);
    TRY(da_distribution_create(t->ctx, 2, t->shape, "b,b", NULL, &t->dist)); /* grid chosen from the shape */
    TRY(da_distribution_comm(t->dist, &grid)); /* lets step 4 export even if the grid leaves ranks out */
    TRY(block_of(t->dist, -1, &t->mine));

    size = (size_t)(t->mine.count[0] * t->mine.count[1]);
    t->metres = malloc(size * sizeof *t->metres + 1); /* + 1: never NULL for an empty block */
    t->heights = malloc(size * sizeof *t->heights + 1);
    REQUIRE(t->metres != NULL && t->heights != NULL, "out of memory");
    wrong = npy_read_block(t->path, t->mine.first, t->mine.count, t->metres);
    REQUIRE(wrong == NULL, wrong);
    return 0;
}

/* The library calls this when it no longer uses `heights`; they stay ours to free. */
static void give_back(void *private_data) { *(int *)private_data = 1; }

/* The standard deviation of numbers whose mean is 0, out of element-wise functions. A handle that is
 * NULL receives a new array; a live one, as in the square root, the result. */
static int standard_deviation(terrain *t, da_value *std)
{
    TRY(da_multiply(t->height, t->height, &t->squares));
    TRY(da_mean(t->squares, 0, NULL, 0, &t->variance)); /* no axes named: over all; one number, on every rank */
    TRY(da_sqrt(t->variance, &t->variance));
    TRY(da_sum_value(t->variance, std));
    return 0;
}

/* Step 2: wrap both blocks, and turn elevations into heights above the mean. The first array is
 * int16, the second float64; the result goes straight into our memory, because `height` is live. */
static int compute(terrain *t)
{
    const uint64_t before = allocations();
    da_value min, max, mean, std;
    TRY(da_array_wrap(t->dist, DA_INT16, t->metres, NULL, 0, NULL, NULL, &t->elevation));
    TRY(da_array_wrap(t->dist, DA_FLOAT64, t->heights, NULL, 0, give_back, &t->returned, &t->height));
    TRY(da_min_value(t->elevation, &min));
    TRY(da_max_value(t->elevation, &max));
    TRY(da_mean_value(t->elevation, &mean));
    TRY(da_binary_scalar(DA_OP_SUBTRACT, t->elevation, mean, &t->height));
    REQUIRE(allocations() == before, "the library allocated memory, though it was given all that it needs");
    if (standard_deviation(t, &std) != 0) return 1;
    REQUIRE(allocations() > before || t->mine.count[0] == 0, "the library does not count what it allocates");
    TRY(da_value_f64(min, &t->found.min));
    TRY(da_value_f64(max, &t->found.max));
    TRY(da_value_f64(mean, &t->found.mean));
    TRY(da_value_f64(std, &t->found.std));
    return 0;
}

/* The same numbers by a loop over the whole map, as a program on one process would do it. */
static statistics by_hand(const int16_t *all, int64_t size)
{
    statistics s = {all[0], all[0], 0, 0};
    for (int64_t i = 0; i < size; ++i) {
        if (all[i] < s.min) s.min = all[i];
        if (all[i] > s.max) s.max = all[i];
        s.mean += all[i];
    }
    s.mean /= (double)size;
    for (int64_t i = 0; i < size; ++i) s.std += (all[i] - s.mean) * (all[i] - s.mean);
    s.std = sqrt(s.std / (double)size);
    return s;
}

static int close_to(double a, double b) { return fabs(a - b) <= 1e-12 * fabs(b); }

/* Prints the map's layout; every rank's part is known here without asking anybody. */
static int print_layout(terrain *t)
{
    char how[256];
    block b;
    TRY(da_distribution_text(t->dist, how, sizeof how, NULL));
    printf("elevations, %lld x %lld int16: %s\n", (long long)t->shape[0], (long long)t->shape[1], how);
    for (int rank = 0; rank < t->ranks; ++rank) {
        TRY(block_of(t->dist, rank, &b));
        printf("  rank %d: %lld x %lld, from row %lld and column %lld\n", rank, (long long)b.count[0],
               (long long)b.count[1], (long long)b.first[0], (long long)b.first[1]);
    }
    return 0;
}

/* Step 3: rank 0 shows what was found next to what a serial loop finds, and compares. */
static int compare(terrain *t)
{
    const int64_t origin[2] = {0, 0}, size = t->shape[0] * t->shape[1];
    const statistics f = t->found;
    statistics s;
    const char *wrong;
    if (t->me != 0) return 0;
    if (print_layout(t) != 0) return 1;
    t->all = malloc((size_t)size * sizeof *t->all);
    REQUIRE(t->all != NULL, "out of memory");
    wrong = npy_read_block(t->path, origin, t->shape, t->all);
    REQUIRE(wrong == NULL, wrong);
    s = by_hand(t->all, size);
    printf("             distributed       serial loop\n");
    printf("  min   %16g  %16g  m\n  max   %16g  %16g  m\n", f.min, s.min, f.max, s.max);
    printf("  mean  %16.10f  %16.10f  m\n  std   %16.10f  %16.10f  m\n", f.mean, s.mean, f.std, s.std);
    REQUIRE(f.min == s.min && f.max == s.max, "minimum or maximum differ from the serial loop's");
    REQUIRE(close_to(f.mean, s.mean) && close_to(f.std, s.std), "mean or deviation differ from the serial loop's");
    return 0;
}

/* Step 4: lend the heights to another library, which scales them and keeps them for a while. */
static int lend(terrain *t)
{
    const uint64_t before = allocations();
    const int64_t size = t->mine.count[0] * t->mine.count[1];
    da_distbuffer out;
    int peer;
    const da_status status = da_array_export(t->height, &out);
    if (status == DA_ERR_NOT_MEMBER) { /* more ranks than elements: this one has no part of the map */
        strcpy(t->report, "no section\n");
        return 0;
    }
    TRY(status);
    REQUIRE(out.data == t->heights, "the exported pointer is not ours");
    peer_report(&out, t->report, sizeof t->report);
    peer = peer_scale(&out, FEET_PER_METRE);
    if (peer == PEER_OK) peer = peer_take(&out); /* now the peer owes the release */
    REQUIRE(peer == PEER_OK, peer_error(peer));

    /* The peer wrote into the memory that this program allocated, and nobody made a copy. */
    for (int64_t i = 0; i < size; ++i)
        REQUIRE(t->heights[i] == (t->metres[i] - t->found.mean) * FEET_PER_METRE, "a height is not in feet");
    REQUIRE(allocations() == before, "the library made a copy");
    if (t->me == 0)
        printf("lent to the peer: our pointer %p, its pointer %p; allocations before %llu, after %llu\n", (void *)t->heights,
               peer_held()->data, (unsigned long long)before, (unsigned long long)allocations());
    return 0;
}

/* Step 5: our array sees the change, too. Freeing it does not pull the memory from under the peer:
 * the library gives it back when the last of both lets go. */
static int take_back(terrain *t)
{
    const int lent = peer_held() != NULL;
    da_value max;
    double feet;
    TRY(da_max_value(t->height, &max));
    TRY(da_value_f64(max, &feet));
    REQUIRE(feet == (t->found.max - t->found.mean) * FEET_PER_METRE, "the array does not see what the peer wrote");
    if (t->me == 0) printf("scaled in place by the peer: the top is %.2f feet above the mean\n", feet);
    TRY(da_array_free(&t->height));
    REQUIRE(t->returned == !lent, "the memory was given back while the peer had it, or not at all");
    peer_let_go();
    REQUIRE(t->returned, "the memory was not given back");
    return 0;
}

/* Step 6: rank 0 prints what the peer understood of the dimension dictionaries on each rank. */
static int print_reports(terrain *t)
{
    const int length = (int)sizeof t->report;
    if (t->me > 0) MPI_Send(t->report, length, MPI_CHAR, 0, 0, MPI_COMM_WORLD);
    for (int rank = 0; t->me == 0 && rank < t->ranks; ++rank) {
        if (rank > 0) MPI_Recv(t->report, length, MPI_CHAR, rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("the peer's view of rank %d's section:\n%s", rank, t->report);
    }
    return 0;
}

/* The same verdict on every rank. A rank that failed alone left the others behind in some call that
 * communicates: its first barrier meets that call, which fails on all of them, and its second one
 * meets theirs. So nobody waits for ever. */
static int agree(const terrain *t, int failed)
{
    int any = 0;
    if (da_context_barrier(t->ctx) != DA_OK) {
        failed = 1;
        da_context_barrier(t->ctx);
    }
    MPI_Allreduce(&failed, &any, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return any;
}

int main(int argc, char **argv)
{
    int (*const steps[])(terrain *) = {load, compute, compare, lend, take_back, print_reports};
    terrain t = {0};
    int failed = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &t.me);
    MPI_Comm_size(MPI_COMM_WORLD, &t.ranks);
    t.path = argc > 1 ? argv[1] : "data/jacksboro_dem.npy";

    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !failed; ++i) failed = agree(&t, steps[i](&t));

    peer_let_go(); /* all of these accept what is not there */
    da_array_free(&t.variance);
    da_array_free(&t.squares);
    da_array_free(&t.height);
    da_array_free(&t.elevation);
    da_distribution_free(&t.dist);
    da_context_free(&t.ctx);
    free(t.all);
    free(t.heights);
    free(t.metres);
    if (t.me == 0 && !failed) puts("OK");
    MPI_Finalize();
    return failed;
}
