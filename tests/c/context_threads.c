/* ranks: 1 2 3  valgrind-full: 3
 * ranks: 1 3  args: funneled  valgrind-full: 3
 * Two contexts used from two threads at once, where MPI allows it; and where MPI allows its first thread
 * only, another thread is told so. Threads that get in each other's way on one rank are news for all. */
#include <pthread.h>
#include <semaphore.h>

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

/* ---- On one rank only -------------------------------------------------------------------------- */

/* What the last rank's second thread does, or keeps on doing until it may leave. */
typedef struct visit {
    da_array *a;
    sem_t inside, leave;
    da_status status;
} visit;

static int32_t stay(const da_local *local, void *user) {
    visit *v = user;
    sem_post(&v->inside);
    sem_wait(&v->leave);
    return local == NULL;
}

static void *stay_inside(void *argument) {
    visit *v = argument;
    v->status = da_array_apply_local(v->a, DA_ACCESS_READ, stay, v);
    return NULL;
}

/* The second thread is done with the context before the first one goes on, but on the last rank. */
static pthread_t begin(const world *w, visit *v) {
    pthread_t thread;
    CHECK(sem_init(&v->inside, 0, 0) == 0 && sem_init(&v->leave, 0, 0) == 0);
    CHECK_OR_QUIT(pthread_create(&thread, NULL, stay_inside, v) == 0);
    sem_wait(&v->inside);
    if (w->rank == w->size - 1) return thread;
    sem_post(&v->leave);
    pthread_join(thread, NULL);
    return thread;
}

static void end(const world *w, visit *v, pthread_t thread) {
    if (w->rank == w->size - 1) {
        sem_post(&v->leave);
        pthread_join(thread, NULL);
    }
    sem_destroy(&v->inside);
    sem_destroy(&v->leave);
    CHECK_OK(v->status);
}

static void check_sum(const da_array *a, int64_t expected) {
    da_value sum;
    int64_t got = -1;
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_i64(sum, &got));
    CHECK_EQ_I64(got, expected);
}

/* All ranks failing alike (on one rank, that is) leave nothing behind. */
static void check_told(const world *w, da_status status) {
    CHECK_STATUS(status, w->size > 1 ? DA_ERR_THREAD : DA_OK);
    if (status != DA_OK) CHECK_CONTAINS(da_error_message(), "thread");
}

static void check_one_rank(void) {
    const int64_t extent = 30;
    world w = world_open();
    const int last = w.rank == w.size - 1;
    visit v;
    da_array *out = NULL;
    da_value sum;
    da_distribution *dist = make_dist(w.ctx, 1, &extent, "b");
    memset(&v, 0, sizeof v);
    CHECK_OK(da_ones(dist, DA_INT64, &v.a));

    /* A silent call: the others hear of it at the next agreement. */
    pthread_t thread = begin(&w, &v);
    CHECK_STATUS(da_add(v.a, v.a, &out), last ? DA_ERR_THREAD : DA_OK);
    end(&w, &v, thread);
    check_told(&w, da_context_barrier(w.ctx));
    if (w.size > 1) CHECK_CONTAINS(da_error_message(), "da_add: the context is in use by another thread");
    CHECK_OK(da_array_free(&out));
    check_sum(v.a, extent);

    /* A communicating call: they wait in it for that rank's next one. */
    thread = begin(&w, &v);
    if (last) CHECK_STATUS(da_sum_value(v.a, &sum), DA_ERR_THREAD);
    else check_told(&w, da_sum_value(v.a, &sum));
    end(&w, &v, thread);
    if (last) check_told(&w, da_context_barrier(w.ctx));
    check_sum(v.a, extent);

    CHECK_OK(da_array_free(&v.a));
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
}

typedef struct creation { da_distribution *dist; da_array *out; da_status status; } creation;

static void *create(void *argument) {
    creation *c = argument;
    c->status = da_ones(c->dist, DA_INT64, &c->out);
    return NULL;
}

/* Where silent calls agree too, the last rank alone creates in a thread that MPI does not allow. */
static void check_one_rank_where_all_agree(void) {
    const int64_t extent = 12;
    world w = world_open();
    creation c;
    da_context *full = NULL;
    da_context_options options = {0};
    options.struct_size = sizeof options;
    options.check_level = DA_CHECK_FULL;
    memset(&c, 0, sizeof c);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &full));
    c.dist = make_dist(full, 1, &extent, "b");
    if (w.rank == w.size - 1) {
        on_thread(create, &c);
        CHECK_STATUS(c.status, DA_ERR_THREAD);
        check_told(&w, da_context_barrier(full));
    } else check_told(&w, da_ones(c.dist, DA_INT64, &c.out));
    CHECK(c.out == NULL);
    CHECK_OK(da_ones(c.dist, DA_INT64, &c.out));
    check_sum(c.out, extent);
    CHECK_OK(da_array_free(&c.out));
    CHECK_OK(da_distribution_free(&c.dist));
    CHECK_OK(da_context_free(&full));
    world_close(&w);
}

int main(int argc, char **argv) {
    int provided = -1;
    const int funneled = argc > 1 && strcmp(argv[1], "funneled") == 0;
    MPI_Init_thread(&argc, &argv, funneled ? MPI_THREAD_FUNNELED : MPI_THREAD_MULTIPLE, &provided);
    CHECK(provided >= MPI_THREAD_SINGLE);
    if (funneled && provided < MPI_THREAD_SERIALIZED) {
        check_first_thread_only();
        check_one_rank_where_all_agree();
    } else check_two_at_once(provided);
    check_one_rank();
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
