/* ranks: 1 2 3  timeout: 90  valgrind-full: 3
 * Two threads, each with a context of its own, ask for communicators of the same processes at once, again
 * and again. Whatever the order on each rank, both ends of a communicator belong to the same thread. */
#include <pthread.h>
#include <time.h>

#include "fixture.h"

enum { THREADS = 2, TURNS = 200, HELD = 3, EXTENT = 7 };

/* One thread's work. Its first mistake is kept: checks belong to the first thread. */
typedef struct job {
    int number, rank, size, turn;
    MPI_Comm comm;
    da_context *ctx;
    da_context *held[HELD];
    int32_t reversed[64];
    uint32_t random;
    char wrong[300];
} job;

static int failed(job *j, const char *what, int64_t got, int64_t expected) {
    if (j->wrong[0] == '\0')
        snprintf(j->wrong, sizeof j->wrong, "thread %d, turn %d: %s: got %" PRId64 ", expected %" PRId64 " (%.80s)",
                 j->number, j->turn, what, got, expected, da_error_message());
    return 0;
}

static int equal(job *j, const char *what, int64_t got, int64_t expected) {
    return got == expected || failed(j, what, got, expected);
}

#define STEP(call) (equal(j, #call, call, DA_OK))

/* Now and then one rank's thread dawdles, so that the threads come in another order on every rank. */
static void dawdle(job *j) {
    j->random = j->random * 1664525u + 1013904223u;
    const unsigned dice = j->random >> 24;
    const struct timespec pause = {0, 1000L * (long)(j->random >> 12 & 255)};
    if (dice < 64) nanosleep(&pause, NULL);
}

/* What nobody else says: thread and turn. */
static int64_t token(const job *j) { return 1000 * (j->number + 1) + j->turn; }

/* Everybody behind a communicator is in this thread's turn, and stands where it should. */
static int same_turn(job *j, const char *what, MPI_Comm comm, int reversed) {
    int64_t mine[2], all[2 * 64];
    int ok = 1;
    mine[0] = token(j);
    mine[1] = j->rank;
    MPI_Allgather(mine, 2, MPI_INT64_T, all, 2, MPI_INT64_T, comm);
    for (int k = 0; k < j->size; k++) {
        ok = ok && equal(j, what, all[2 * k], token(j));
        ok = ok && equal(j, what, all[2 * k + 1], reversed ? j->size - 1 - k : k);
    }
    return ok;
}

/* The private communicator, by a sum of elements that this thread alone has; and the shown one. */
static int check_context(job *j, const char *what, const da_context *ctx) {
    const int64_t extent = EXTENT;
    int64_t got = -1;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    da_value sum;
    MPI_Comm shown = MPI_COMM_NULL;
    int ok = STEP(da_distribution_create(ctx, 1, &extent, "b", NULL, &dist));
    ok = ok && STEP(da_full(dist, DA_INT64, da_int(token(j)), &a));
    ok = ok && STEP(da_sum_value(a, &sum)) && STEP(da_value_i64(sum, &got));
    ok = ok && equal(j, what, got, EXTENT * token(j));
    ok = ok && STEP(da_context_comm(ctx, &shown)) && same_turn(j, what, shown, 0);
    (void)da_array_free(&a);
    (void)da_distribution_free(&dist);
    return ok;
}

/* The communicator of a grid over all ranks, backwards. */
static int check_grid(job *j) {
    const int64_t extent = EXTENT, grid = j->size;
    da_distribution_options options = {0};
    da_distribution *dist = NULL;
    MPI_Comm comm = MPI_COMM_NULL;
    options.struct_size = sizeof options;
    options.grid_shape = &grid;
    options.grid_ndim = 1;
    options.ranks = j->reversed;
    options.num_ranks = j->size;
    int ok = STEP(da_distribution_create(j->ctx, 1, &extent, "b", &options, &dist));
    dawdle(j);
    ok = ok && STEP(da_distribution_comm(dist, &comm)) && same_turn(j, "the grid's communicator", comm, 1);
    (void)da_distribution_free(&dist);
    return ok;
}

/* The replicas' communicators: rank 0 has the right value. */
static int check_replicas(job *j) {
    const int64_t extent = EXTENT, grid[2] = {1, j->size};
    int64_t mine[EXTENT];
    da_distribution_options options = {0};
    da_distribution *dist = NULL;
    da_array *a = NULL;
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 2;
    for (int k = 0; k < EXTENT; k++) mine[k] = 10000 * token(j) + 10 * j->rank + k;
    int ok = STEP(da_distribution_create(j->ctx, 1, &extent, "b(over=0)", &options, &dist));
    ok = ok && STEP(da_array_wrap(dist, DA_INT64, mine, NULL, 0, NULL, NULL, &a));
    dawdle(j);
    ok = ok && STEP(da_array_sync_replicas(a));
    for (int k = 0; ok && k < EXTENT; k++) ok = equal(j, "a replica", mine[k], 10000 * token(j) + k);
    (void)da_array_free(&a);
    (void)da_distribution_free(&dist);
    return ok;
}

/* Some contexts stay for a few turns; each rank picks by itself which one goes. */
static int turn(job *j) {
    da_context **slot = &j->held[(j->random >> 16) % HELD];
    int ok = STEP(da_context_free(slot));
    dawdle(j);
    ok = ok && (j->turn % 2 ? STEP(da_context_split(j->ctx, 0, 0, slot))
                            : STEP(da_context_create(j->comm, NULL, slot)));
    dawdle(j);
    ok = ok && check_context(j, "the new context", *slot);
    dawdle(j);
    ok = ok && check_grid(j);
    dawdle(j);
    return ok && check_replicas(j) && check_context(j, "the thread's context", j->ctx);
}

static void *work(void *argument) {
    job *j = argument;
    for (j->turn = 0; j->turn < TURNS && turn(j); j->turn++) {}
    for (int k = 0; k < HELD; k++) (void)da_context_free(&j->held[k]);
    return NULL;
}

static void open_jobs(const world *w, job *jobs) {
    memset(jobs, 0, THREADS * sizeof *jobs);
    for (int t = 0; t < THREADS; t++) {
        job *j = &jobs[t];
        da_context_options options = {0};
        options.struct_size = sizeof options;
        options.timeout_seconds = 30; /* ranks that wait for different things say so */
        j->number = t;
        j->rank = w->rank;
        j->size = w->size;
        j->random = (uint32_t)(7919 * w->rank + 104729 * t + 1);
        for (int k = 0; k < w->size; k++) j->reversed[k] = w->size - 1 - k;
        MPI_Comm_dup(MPI_COMM_WORLD, &j->comm);
        CHECK_OK(da_context_create(j->comm, &options, &j->ctx)); /* what it shows is this thread's alone */
    }
}

static void close_jobs(job *jobs) {
    for (int t = 0; t < THREADS; t++) {
        check_condition(jobs[t].wrong[0] == '\0', __FILE__, __LINE__, jobs[t].wrong);
        CHECK_EQ_I64(jobs[t].turn, TURNS);
        CHECK_OK(da_context_barrier(jobs[t].ctx));
        CHECK_OK(da_context_free(&jobs[t].ctx));
        MPI_Comm_free(&jobs[t].comm);
    }
}

/* One thread again: the pools are in step, so nothing new is made, and the same count stands everywhere. */
static void check_pools(const world *w) {
    int64_t made[2], least[2], most[2];
    for (int k = 0; k < 20; k++) {
        da_context *first = NULL, *second = NULL;
        if (k == 2) made[0] = counters_now().communicators_made;
        CHECK_OK(da_context_split(w->ctx, 0, 0, &first));
        CHECK_OK(da_context_split(w->ctx, 0, 0, &second));
        CHECK_OK(da_context_barrier(first));
        CHECK_OK(da_context_free(w->rank % 2 ? &first : &second));
        CHECK_OK(da_context_free(&first));
        CHECK_OK(da_context_free(&second));
    }
    made[1] = counters_now().communicators_made;
    MPI_Allreduce(made, least, 2, MPI_INT64_T, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(made, most, 2, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD);
    CHECK_EQ_I64(least[0], most[0]);
    CHECK_EQ_I64(made[1], made[0]);
    CHECK_EQ_I64(counters_now().communicators_used, 2); /* of the one context that is left */
}

int main(int argc, char **argv) {
    int provided = -1;
    job jobs[THREADS];
    pthread_t threads[THREADS];
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
    world w = world_open();
    open_jobs(&w, jobs);
    if (provided == MPI_THREAD_MULTIPLE) {
        for (int t = 0; t < THREADS; t++)
            CHECK_OR_QUIT(pthread_create(&threads[t], NULL, work, &jobs[t]) == 0);
        for (int t = 0; t < THREADS; t++) CHECK(pthread_join(threads[t], NULL) == 0);
    } else /* an MPI without threads: one after the other */
        for (int t = 0; t < THREADS; t++) work(&jobs[t]);
    close_jobs(jobs);
    check_pools(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
