/* An estimate of pi from random points: how many of those in a square lie in the quarter of a circle.
 *
 *     mpiexec -n 4 ./pi [points]
 *
 * A random number belongs to the index of its point and comes from nothing else, so that every number of ranks
 * throws the same points and finds the same estimate. Read estimate() first.
 * ranks: 1 2 3 6 4  timeout: 60  valgrind-full: 1 3 expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Every da_ function that can fail returns a status, and leaves a text that says more. */
#define TRY(call) \
    do { if ((call) != DA_OK) return complain(p->me, da_error_message()); } while (0)
#define REQUIRE(condition, text) \
    do { if (!(condition)) return complain(p->me, (text)); } while (0)

static const double PI = 3.14159265358979323846;

/* Everything that the program has, so that main() can let go of it wherever a step ended. */
typedef struct throws {
    int me, ranks;
    int64_t points;
    da_context *ctx;
    da_distribution *dist;
    da_array *x, *y, *inside;
    int64_t hits;
} throws;

static int complain(int rank, const char *text)
{
    fprintf(stderr, "pi: rank %d: %s\n", rank, text);
    return 1;
}

/* Number `counter` of stream `stream`, from 0 up to, not including, 1. There is no state that ranks would have to
 * share: the counter is scrambled (Steele, Lea and Flood's SplitMix) until each of its bits changes half of all. */
static double random_number(uint64_t stream, uint64_t counter)
{
    uint64_t bits = (stream << 56 ^ counter) * UINT64_C(0x9e3779b97f4a7c15) + UINT64_C(0x632be59bd9b4e019);
    bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
    bits ^= bits >> 31;
    return (double)(bits >> 11) * (1.0 / 9007199254740992.0);
}

/* Fills a run of consecutive elements; `user` is the number of the stream. */
static int32_t fill(const da_run *run, void *user)
{
    const uint64_t *stream = user;
    char *to = run->data;
    for (int64_t i = 0; i < run->count; ++i, to += run->stride)
        *(double *)(void *)to = random_number(*stream, (uint64_t)(run->index[0] + i));
    return 0;
}

static int estimate(throws *p)
{
    uint64_t abscissae = 1, ordinates = 2;
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &p->ctx));
    TRY(da_distribution_create(p->ctx, 1, &p->points, "b", NULL, &p->dist));
    TRY(da_fromfunction(p->dist, DA_FLOAT64, fill, &abscissae, &p->x));
    TRY(da_fromfunction(p->dist, DA_FLOAT64, fill, &ordinates, &p->y));

    /* x becomes the square of the distance from the corner: in place, and no rank waits for another. */
    TRY(da_multiply(p->x, p->x, &p->x));
    TRY(da_multiply(p->y, p->y, &p->y));
    TRY(da_add(p->x, p->y, &p->x));

    /* Every other function goes by NumPy's name, with options that are not needed here. */
    const da_operand operands[2] = {{p->x, da_int(0)}, {NULL, da_real(1)}};
    da_array **const results[1] = {&p->inside};
    TRY(da_ufunc_call("less", 2, operands, NULL, 1, results));

    /* The one step that communicates. */
    da_value hits;
    TRY(da_sum_value(p->inside, &hits));
    TRY(da_value_i64(hits, &p->hits));
    return 0;
}

/* The same points, thrown by one process without the library. */
static int compare(const throws *p)
{
    int64_t hits = 0;
    for (int64_t i = 0; i < p->points; ++i) {
        const double x = random_number(1, (uint64_t)i), y = random_number(2, (uint64_t)i);
        const double squares[2] = {x * x, y * y}; /* rounded one by one, as the library does */
        hits += squares[0] + squares[1] < 1;
    }
    REQUIRE(hits == p->hits, "another number of hits than in a serial run");
    /* Four times the standard deviation: one stream in 16000 misses it. */
    const double pi = 4 * (double)p->hits / (double)p->points;
    REQUIRE(fabs(pi - PI) <= 4 * sqrt(PI * (4 - PI) / (double)p->points), "the estimate is too far from pi");
    if (p->me == 0) printf("%lld points, of which %lld hit: pi is about %.6f\n", (long long)p->points,
                           (long long)p->hits, pi);
    return 0;
}

/* Whether a step went well on all ranks: a rank that goes on alone would wait for the others for ever. */
static int agreed(int failed)
{
    int any = 0;
    MPI_Allreduce(&failed, &any, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return !any;
}

int main(int argc, char **argv)
{
    throws throw = {.points = 200000}, *p = &throw;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &p->me);
    MPI_Comm_size(MPI_COMM_WORLD, &p->ranks);
    if (argc > 1) p->points = atoll(argv[1]);
    const int right = p->points > 0 && agreed(estimate(p)) && agreed(compare(p));
    if (p->points <= 0) complain(p->me, "usage: pi [points], at least one");
    da_array_free(&p->inside); /* all of these accept what is not there */
    da_array_free(&p->y);
    da_array_free(&p->x);
    da_distribution_free(&p->dist);
    da_context_free(&p->ctx);
    if (p->me == 0 && right) printf("OK\n");
    MPI_Finalize();
    return right ? 0 : 1;
}
