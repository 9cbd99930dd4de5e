/* ranks: 1 3  timeout: 120  valgrind-full: 3
 * More communicators of one group than its ranks compare at once: all of them are used again, whether a
 * context is created or split off, and whichever of the free ones a rank has. */
#include "fixture.h"

enum { MANY = 1100, ROUNDS = 3 };

static da_context *alive[MANY];

/* Creation and split take from the same pool. */
static void make(const world *w, int k) {
    if (k % 16) CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &alive[k]));
    else CHECK_OK(da_context_split(w->ctx, 0, 0, &alive[k]));
}

static void check_sum(const da_context *ctx, int64_t value) {
    const int64_t extent = 6;
    int64_t total = -1;
    da_value sum;
    da_array *a = NULL;
    da_distribution *dist = make_dist(ctx, 1, &extent, "b");
    CHECK_OK(da_full(dist, DA_INT64, da_int(value), &a));
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_i64(sum, &total));
    CHECK_EQ_I64(total, extent * value);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Frees some at both ends and in the middle, in another order on every rank, and makes as many again. */
static void replace_some(const world *w, int turn) {
    static const int places[] = {MANY - 1, 0, MANY / 2, 511, 512, 513, 1024, MANY - 16};
    const int count = (int)(sizeof places / sizeof *places);
    for (int k = 0; k < count; k++) CHECK_OK(da_context_free(&alive[places[(k + w->rank + turn) % count]]));
    for (int k = 0; k < count; k++) {
        make(w, places[k]);
        check_sum(alive[places[k]], 100 * turn + k);
    }
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int k = 0; k < MANY; k++) make(&w, k);
    const int64_t made = counters_now().communicators_made;
    CHECK(made > MANY);
    for (int turn = 0; turn < ROUNDS; turn++) replace_some(&w, turn);
    CHECK_EQ_I64(counters_now().communicators_made, made);

    /* Only one is free, far behind what is compared first. */
    CHECK_OK(da_context_free(&alive[MANY - 1]));
    make(&w, MANY - 1);
    CHECK_EQ_I64(counters_now().communicators_made, made);

    /* On every rank others are free, but the last few on all of them: those are taken. */
    CHECK_OK(da_context_free(&alive[w.rank]));
    for (int k = MANY - 3; k < MANY; k++) CHECK_OK(da_context_free(&alive[k]));
    for (int k = MANY - 3; k < MANY; k++) make(&w, k);
    CHECK_EQ_I64(counters_now().communicators_made, made);
    for (int k = MANY - 3; k < MANY; k++) check_sum(alive[k], k);

    for (int k = 0; k < MANY; k++) CHECK_OK(da_context_free(&alive[(k + 7 * w.rank) % MANY]));
    for (int k = 0; k < MANY; k++) make(&w, k);
    CHECK_EQ_I64(counters_now().communicators_made, made);
    for (int k = 0; k < MANY; k++) CHECK_OK(da_context_free(&alive[k]));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
