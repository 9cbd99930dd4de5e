/* One context is used from one thread at a time, and MPI's thread level is kept to.
 * ranks: 1 2  args: funneled  valgrind-full: 2
 * ranks: 1 2  args: serialized
 * ranks: 1 2 3  args: multiple
 * sources: support/bad_input_world.c support/bad_input_contexts.c support/bad_input_distributions.c
 * sources: support/bad_input_questions.c support/bad_input_arrays.c support/bad_input_creation.c
 * sources: support/bad_input_compute.c support/bad_input_reductions.c
 * sources: support/bad_input_protocol.c support/bad_input_values.c support/bad_input_views.c
 * sources: support/bad_input_access.c support/bad_input_plans.c support/bad_input_halos.c support/bad_input_ufuncs.c
 * sources: support/bad_input_scans.c support/bad_input_kernels.c */
#include <pthread.h>
#include <semaphore.h>

#include "support/bad_input.h"

#include "check.h"

static world w;
static da_context *full;
static da_distribution *full_dist;
static int level;

static void check_works(void) {
    da_value value;
    double sum = 0;
    CHECK_OK(da_context_barrier(w.ctx));
    CHECK_OK(da_sum_value(w.known, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, KNOWN * ROWS * COLUMNS, 0);
}

static void run_in_thread(void *(*function)(void *), void *argument) {
    pthread_t thread;
    CHECK_OR_QUIT(pthread_create(&thread, NULL, function, argument) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
}

/* ---- A thread that did not initialise MPI ------------------------------------------------------ */

/* The functions that call MPI for more than a conversion. */
static int needs_mpi(const entry *e) {
    return strchr("cwe", e->class_) || strcmp(e->function, "da_context_self") == 0 ||
           strncmp(e->function, "da_distribution_mpi_type", 24) == 0;
}

static void call(const entry *e) {
    const da_status expected = needs_mpi(e) && level < MPI_THREAD_SERIALIZED ? DA_ERR_THREAD : DA_OK;
    value v[MAX_PARAMETERS];
    char title[200];
    da_status got;
    fill_arguments(&w, e, v);
    got = e->invoke(v);
    snprintf(title, sizeof title, "%s in another thread: expected %s, got %s, \"%.100s\"", e->function,
             da_status_name(expected), da_status_name(got), da_error_message());
    check_condition(got == expected, __FILE__, __LINE__, title);
    if (got != DA_OK) {
        CHECK_CONTAINS(da_error_message(), "thread");
        w.cell = w.second = NULL;
    }
    clean_up(&w, e);
}

static void *call_everything(void *unused) {
    da_array *out = NULL;
    int number, i;
    CHECK(unused == NULL);
    for (number = 0; number < TABLES; number++)
        for (i = 0; i < bad_input_table(number)->count; i++) call(&bad_input_table(number)->entries[i]);
    /* Where silent calls agree too, they need MPI. */
    CHECK_STATUS(da_zeros(full_dist, DA_INT8, &out), level < MPI_THREAD_SERIALIZED ? DA_ERR_THREAD : DA_OK);
    CHECK_OK(da_array_free(&out));
    return NULL;
}

/* ---- Two threads in one context ---------------------------------------------------------------- */

static sem_t inside, leave;

static int32_t stay(const da_local *local, void *user) {
    sem_post(&inside);
    sem_wait(&leave);
    return local == NULL || user != NULL;
}

static void *stay_inside(void *unused) {
    CHECK(unused == NULL);
    CHECK_OK(da_array_apply_local(w.known, DA_ACCESS_READ, stay, NULL));
    return NULL;
}

static void two_threads_in_one_context(void) {
    pthread_t thread;
    da_array *out = NULL;
    da_value value;
    int32_t ndim = 0;
    CHECK(sem_init(&inside, 0, 0) == 0 && sem_init(&leave, 0, 0) == 0);
    CHECK_OR_QUIT(pthread_create(&thread, NULL, stay_inside, NULL) == 0);
    sem_wait(&inside);
    CHECK_STATUS(da_add(w.a, w.b, &out), DA_ERR_THREAD);
    CHECK_CONTAINS(da_error_message(), "another thread");
    CHECK_STATUS(da_sum_value(w.known, &value), DA_ERR_THREAD);
    CHECK_STATUS(da_context_barrier(w.ctx), DA_ERR_THREAD);
    CHECK(out == NULL);
    /* Questions and other contexts are nobody's turn. */
    CHECK_OK(da_array_ndim(w.a, &ndim));
    CHECK_OK(da_context_barrier(w.other));
    CHECK_OK(da_add(w.elsewhere, w.elsewhere, &out));
    CHECK_OK(da_array_free(&out));
    sem_post(&leave);
    CHECK(pthread_join(thread, NULL) == 0);
    sem_destroy(&inside);
    sem_destroy(&leave);
    check_works();
}

/* ---- A context for each thread ----------------------------------------------------------------- */

enum { THREADS = 3, TURNS = 100 };
typedef struct worker {
    int number, wrong;
    da_context *ctx;
    da_distribution *dist;
} worker;

static void *work(void *argument) {
    worker *me = argument;
    int turn;
    for (turn = 0; turn < TURNS; turn++) {
        da_array *a = NULL, *b = NULL;
        da_value value;
        double sum = 0;
        const double x = me->number * 1000 + turn;
        int ok = da_full(me->dist, DA_FLOAT64, da_real(x), &a) == DA_OK && da_add(a, a, &b) == DA_OK;
        ok = ok && da_sum_value(b, &value) == DA_OK && da_value_f64(value, &sum) == DA_OK;
        ok = ok && sum == 2 * x * ROWS * COLUMNS;
        /* Errors belong to the thread that made them. */
        ok = ok && da_zeros(me->dist, 1000 + me->number, &b) == DA_ERR_DTYPE;
        char text[20];
        snprintf(text, sizeof text, "%d", 1000 + me->number);
        ok = ok && strstr(da_error_message(), text) != NULL;
        ok = ok && da_array_free(&a) == DA_OK && da_array_free(&b) == DA_OK;
        me->wrong += !ok;
    }
    return NULL;
}

static void a_context_for_each_thread(void) {
    const int64_t shape[2] = {ROWS, COLUMNS};
    worker workers[THREADS];
    pthread_t threads[THREADS];
    int i;
    memset(workers, 0, sizeof workers);
    for (i = 0; i < THREADS; i++) {
        workers[i].number = i;
        CHECK_OK(da_context_create(w.comm, NULL, &workers[i].ctx));
        CHECK_OK(da_distribution_create(workers[i].ctx, 2, shape, "b,n", NULL, &workers[i].dist));
    }
    for (i = 0; i < THREADS; i++) CHECK_OR_QUIT(pthread_create(&threads[i], NULL, work, &workers[i]) == 0);
    for (i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    for (i = 0; i < THREADS; i++) {
        CHECK_EQ_I64(workers[i].wrong, 0);
        CHECK_OK(da_context_barrier(workers[i].ctx));
        CHECK_OK(da_distribution_free(&workers[i].dist));
        CHECK_OK(da_context_free(&workers[i].ctx));
    }
}

/* ---- One handle, freed by two threads ---------------------------------------------------------- */

static void *free_it(void *array) {
    da_array *mine = array;
    return da_array_free(&mine) == DA_OK ? &w : NULL;
}

static void freed_by_two_threads(void) {
    int turn;
    for (turn = 0; turn < 200; turn++) {
        da_array *array = NULL;
        pthread_t thread;
        void *freed = NULL;
        CHECK_OK(da_zeros(w.dist, DA_INT8, &array));
        CHECK_OR_QUIT(pthread_create(&thread, NULL, free_it, array) == 0);
        const int here = free_it(array) != NULL;
        CHECK(pthread_join(thread, &freed) == 0);
        CHECK_EQ_I64(here + (freed != NULL), 1);
    }
    check_works();
}

int main(int argc, char **argv) {
    const char *wanted = argc > 1 ? argv[1] : "multiple";
    const int asked = strcmp(wanted, "funneled") == 0     ? MPI_THREAD_FUNNELED
                      : strcmp(wanted, "serialized") == 0 ? MPI_THREAD_SERIALIZED
                                                          : MPI_THREAD_MULTIPLE;
    const int64_t shape[2] = {ROWS, COLUMNS};
    da_context_options options;
    MPI_Init_thread(&argc, &argv, asked, &level);
    world_build(&w);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.check_level = DA_CHECK_FULL;
    CHECK_OK(da_context_create(w.comm, &options, &full));
    CHECK_OK(da_distribution_create(full, 2, shape, "b,n", NULL, &full_dist));

    run_in_thread(call_everything, NULL);
    check_works();
    two_threads_in_one_context();
    freed_by_two_threads();
    if (level == MPI_THREAD_MULTIPLE) a_context_for_each_thread();

    CHECK_OK(da_distribution_free(&full_dist));
    CHECK_OK(da_context_free(&full));
    world_free(&w);
    if (w.inter_comm != MPI_COMM_NULL) MPI_Comm_free(&w.inter_comm);
    MPI_Comm_free(&w.comm);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
