/* ranks: 1 2 3
 * ranks: 1 3  args: funneled
 * Two contexts used from two threads at once, where MPI allows it; and where MPI allows its first thread
 * only, another thread is told so. */
#include <pthread.h>

#include "fixture.h"

typedef struct job {
    da_context *ctx;
    int64_t extent, rounds, got;
    da_status status;
} job;

/* Creates, adds and sums on its own context; the sum of `extent` elements of `rounds`. */
static void *work(void *argument) {
    job *j = argument;
    da_distribution *dist = NULL;
    da_array *a = NULL, *one = NULL;
    da_value sum;
    da_status s = da_distribution_create(j->ctx, 1, &j->extent, "b", NULL, &dist);
    if (!s) s = da_zeros(dist, DA_INT64, &a);
    if (!s) s = da_ones(dist, DA_INT64, &one);
    for (int64_t k = 0; k < j->rounds && !s; k++) {
        s = da_add(a, one, &a);
        if (!s) s = da_sum_value(a, &sum);
        if (!s) s = da_value_i64(sum, &j->got);
        if (!s && j->got != (k + 1) * j->extent) s = -1;
    }
    (void)da_array_free(&a);
    (void)da_array_free(&one);
    (void)da_distribution_free(&dist);
    j->status = s;
    return NULL;
}

static void on_thread(void *(*function)(void *), void *argument) {
    pthread_t thread;
    CHECK_OR_QUIT(pthread_create(&thread, NULL, function, argument) == 0);
    pthread_join(thread, NULL);
}

static void check_two_at_once(int provided) {
    job jobs[2];
    pthread_t thread;
    memset(jobs, 0, sizeof jobs);
    for (int k = 0; k < 2; k++) {
        CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &jobs[k].ctx));
        jobs[k].extent = 7 + 10 * k;
        jobs[k].rounds = 40;
        jobs[k].status = -1;
    }
    if (provided == MPI_THREAD_MULTIPLE) {
        CHECK_OR_QUIT(pthread_create(&thread, NULL, work, &jobs[0]) == 0);
        work(&jobs[1]);
        pthread_join(thread, NULL);
    } else { /* an MPI without threads: one after the other */
        work(&jobs[0]);
        work(&jobs[1]);
    }
    for (int k = 0; k < 2; k++) {
        CHECK_OK(jobs[k].status);
        CHECK_EQ_I64(jobs[k].got, jobs[k].extent * jobs[k].rounds);
        CHECK_OK(da_context_barrier(jobs[k].ctx));
        CHECK_OK(da_context_free(&jobs[k].ctx));
    }
}

typedef struct calls { da_context *ctx; da_status create, barrier, question, in_free; int32_t size; } calls;

/* What a thread may do that may not call MPI: ask, and let go. */
static void *call_from_thread(void *argument) {
    calls *c = argument;
    da_context *late = NULL, *own = c->ctx;
    c->create = da_context_create(MPI_COMM_WORLD, NULL, &late);
    c->barrier = da_context_barrier(c->ctx);
    c->question = da_context_size(c->ctx, &c->size);
    c->in_free = da_context_free(&own);
    return NULL;
}

static void check_first_thread_only(void) {
    int size = 0;
    calls c;
    da_context *kept = NULL;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    memset(&c, 0, sizeof c);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &c.ctx));
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &kept));
    on_thread(call_from_thread, &c);
    CHECK_STATUS(c.create, DA_ERR_THREAD);
    CHECK_STATUS(c.barrier, DA_ERR_THREAD);
    CHECK_OK(c.question);
    CHECK_EQ_I64(c.size, size);
    CHECK_OK(c.in_free);
    CHECK_OK(da_context_barrier(kept)); /* on every rank alike, so nothing is left over */
    CHECK_OK(da_context_free(&kept));
}

int main(int argc, char **argv) {
    int provided = -1;
    const int funneled = argc > 1 && strcmp(argv[1], "funneled") == 0;
    MPI_Init_thread(&argc, &argv, funneled ? MPI_THREAD_FUNNELED : MPI_THREAD_MULTIPLE, &provided);
    CHECK(provided >= MPI_THREAD_SINGLE);
    if (funneled && provided < MPI_THREAD_SERIALIZED) check_first_thread_only();
    else check_two_at_once(provided);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
