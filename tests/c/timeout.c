/* ranks: 3  timeout: 180
 * One rank is stopped (SIGSTOP) before or inside each kind of communicating call. The others come back
 * within the context's time limit and can not use the context any more, but everything local. When the
 * rank goes on, it comes back too, and the program ends as usual. */
#include <signal.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

#define LIMIT 0.3 /* seconds */
#define SLACK 4.0 /* what a busy machine may add */

static struct lab {
    int rank, size, last, stopped; /* stopped: this is the rank that is stopped */
    pid_t victim;
    MPI_Comm others; /* all ranks but that one */
    MPI_Comm comm;   /* for new contexts: made anew, since a call is abandoned on it, and not freed */
    da_context *ctx, *made;
    da_distribution *dist, *replicated, *made_dist;
    da_array *a, *copies, *made_array;
    da_distbuffer buffer;
    da_dim_dict dims[2];
    da_context_options options;
} lab;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void nap(double time) {
    struct timespec t;
    t.tv_sec = (time_t)time;
    t.tv_nsec = (long)((time - (double)t.tv_sec) * 1e9);
    nanosleep(&t, NULL);
}

/* ---- The calls --------------------------------------------------------------------------------- */

static da_status call_create(void) { return da_context_create(lab.comm, &lab.options, &lab.made); }
static da_status call_barrier(void) { return da_context_barrier(lab.ctx); }
static da_status call_split(void) { return da_context_split(lab.ctx, 0, -lab.rank, &lab.made); }
static da_status call_subset(void) {
    const int32_t ranks[2] = {lab.last, 0};
    return da_context_subset(lab.ctx, 2, ranks, &lab.made);
}
static da_status call_from_dim_data(void) {
    return da_distribution_from_dim_data(lab.ctx, 2, lab.dims, &lab.made_dist);
}
static da_status call_comm(void) {
    MPI_Comm comm;
    return da_distribution_comm(lab.replicated, &comm);
}
static da_status call_import(void) { return da_array_import(lab.ctx, &lab.buffer, &lab.made_array); }
static da_status call_validate(void) { return da_distbuffer_validate_global(lab.ctx, &lab.buffer); }
static da_status call_sum(void) { return da_sum(lab.a, 0, NULL, 0, &lab.made_array); }
static da_status call_value(void) {
    da_value value;
    return da_max_value(lab.a, &value);
}
static da_status call_sync(void) { return da_array_sync_replicas(lab.copies); }

static const int64_t corner[2] = {-1, -1};
static double whole[6 * 5];
static da_status call_get(void) {
    da_value value;
    return da_get(lab.a, corner, &value);
}
static da_status call_set(void) { return da_set(lab.a, corner, da_real(2)); }
static da_status call_gather(void) { return da_gather(lab.a, 0, DA_ORDER_C, whole, sizeof whole); }
static da_status call_gather_all(void) { return da_gather(lab.copies, -1, DA_ORDER_FORTRAN, whole, sizeof whole); }
static da_status call_scatter(void) {
    for (int k = 0; k < 6 * 5; k++) whole[k] = 2;
    return da_scatter(whole, sizeof whole, lab.last, DA_ORDER_C, lab.a);
}

static const struct {
    const char *name;
    da_status (*call)(void);
} calls[] = {
    {"da_context_create", call_create},
    {"da_context_barrier", call_barrier},
    {"da_context_subset", call_subset},
    {"da_context_split", call_split},
    {"da_distribution_from_dim_data", call_from_dim_data},
    {"da_distribution_comm", call_comm},
    {"da_array_import", call_import},
    {"da_distbuffer_validate_global", call_validate},
    {"da_sum", call_sum},
    {"da_max_value", call_value},
    {"da_array_sync_replicas", call_sync},
    {"da_get", call_get},
    {"da_set", call_set},
    {"da_gather", call_gather},
    {"da_gather", call_gather_all},
    {"da_scatter", call_scatter},
};
enum { CALLS = sizeof calls / sizeof calls[0] };

/* ---- One case ---------------------------------------------------------------------------------- */

static void set_up(int which) {
    const int64_t shape[2] = {6, 5}, mesh[2] = {1, lab.size};
    da_distribution_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = mesh;
    options.grid_ndim = 2;
    if (which == 0) MPI_Comm_dup(MPI_COMM_WORLD, &lab.comm);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &lab.options, &lab.ctx));
    CHECK_OK(da_distribution_create(lab.ctx, 2, shape, "n,b", NULL, &lab.dist));
    CHECK_OK(da_distribution_create(lab.ctx, 2, shape, "b,n", &options, &lab.replicated));
    CHECK_OK(da_full(lab.dist, DA_FLOAT64, da_real(2), &lab.a));
    CHECK_OK(da_ones(lab.replicated, DA_FLOAT64, &lab.copies));
    CHECK_OK(da_array_export(lab.a, &lab.buffer));
    CHECK_OK(da_distribution_dim_data(lab.dist, -1, lab.dims));
    CHECK_OK(da_context_barrier(lab.ctx));
}

/* Frees work on contexts that are of no more use. */
static void tear_down(void) {
    da_distbuffer_release(&lab.buffer);
    CHECK_OK(da_array_free(&lab.made_array));
    CHECK_OK(da_array_free(&lab.a));
    CHECK_OK(da_array_free(&lab.copies));
    CHECK_OK(da_distribution_free(&lab.made_dist));
    CHECK_OK(da_distribution_free(&lab.dist));
    CHECK_OK(da_distribution_free(&lab.replicated));
    CHECK_OK(da_context_free(&lab.made));
    CHECK_OK(da_context_free(&lab.ctx));
}

/* Whether the kernel says that the process is stopped. */
static int is_stopped(pid_t pid) {
    char path[60], state = '?';
    FILE *file;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    file = fopen(path, "r");
    if (file == NULL) return 0;
    if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1) state = '?';
    fclose(file);
    return state == 'T' || state == 't';
}

static void wait_until_stopped(void) {
    const double begin = seconds();
    while (!is_stopped(lab.victim) && seconds() - begin < 20) nap(0.001);
    CHECK(is_stopped(lab.victim));
}

/* What is left of the context: nothing collective, everything local. */
static void check_dead(const char *name, int created) {
    int32_t rank = -1, ndim = 0;
    int64_t shape[2] = {0, 0};
    da_local local;
    da_array *out = NULL;
    const double begin = seconds();
    if (!created) {
        CHECK_STATUS(da_context_barrier(lab.ctx), DA_ERR_TIMEOUT);
        CHECK_CONTAINS(da_error_message(), "since an earlier call failed");
        CHECK_CONTAINS(da_error_message(), name);
        CHECK_STATUS(da_add(lab.a, lab.a, &out), DA_ERR_TIMEOUT);
        CHECK(out == NULL);
        CHECK(seconds() - begin < LIMIT); /* at once: nobody is waited for */
    }
    CHECK_OK(da_context_rank(lab.ctx, &rank));
    CHECK_EQ_I64(rank, lab.rank);
    CHECK_OK(da_array_ndim(lab.a, &ndim));
    CHECK_OK(da_array_shape(lab.a, shape));
    CHECK(ndim == 2 && shape[0] == 6 && shape[1] == 5);
    CHECK_OK(da_array_local(lab.a, DA_ACCESS_READ, &local));
    CHECK(local.size == 0 || ((double *)local.data)[0] == 2.0);
}

/* The stopped rank has not begun the call, so that no other can end it. */
static void check_others_before(int which) {
    const double begin = seconds();
    double time;
    CHECK_STATUS(calls[which].call(), DA_ERR_TIMEOUT);
    time = seconds() - begin;
    CHECK_CONTAINS(da_error_message(), calls[which].name);
    CHECK_CONTAINS(da_error_message(), "time limit of 0.3 s");
    if (!(time >= 0.9 * LIMIT && time < LIMIT + SLACK)) fprintf(stderr, "%s took %g s\n", calls[which].name, time);
    CHECK(time >= 0.9 * LIMIT);
    CHECK(time < LIMIT + SLACK);
    check_dead(calls[which].name, which == 0);
}

/* It has begun the call and may have given its part, so that some can end it; at the latest in the
 * next call everybody finds that it does not answer. */
static void check_others_inside(int which) {
    const double begin = seconds();
    const da_status got = calls[which].call();
    CHECK(got == DA_OK || got == DA_ERR_TIMEOUT);
    if (which != 0) CHECK_STATUS(da_context_barrier(lab.ctx), DA_ERR_TIMEOUT);
    else if (got == DA_OK) CHECK_STATUS(da_context_barrier(lab.made), DA_ERR_TIMEOUT);
    CHECK(seconds() - begin < 3 * LIMIT + SLACK);
    check_dead(got == DA_OK ? "da_context_barrier" : calls[which].name, which == 0);
}

static void run_before(int which) {
    if (lab.stopped) {
        raise(SIGSTOP);
        return;
    }
    wait_until_stopped();
    check_others_before(which);
}

static void run_inside(int which) {
    if (lab.stopped) return; /* is in the call already, see run_case() */
    if (lab.rank == 0) {
        nap(0.1);
        kill(lab.victim, SIGSTOP);
    }
    wait_until_stopped();
    MPI_Barrier(lab.others);
    check_others_inside(which);
}

static void run_case(int which, int inside) {
    set_up(which);
    MPI_Barrier(MPI_COMM_WORLD);
    if (inside) run_inside(which);
    else run_before(which);
    if (lab.stopped) {
        /* Stopped in here, or before it; whatever comes of it comes soon. */
        const double begin = seconds();
        const da_status got = calls[which].call();
        CHECK(got == DA_OK || got == DA_ERR_TIMEOUT);
        CHECK(seconds() - begin < 8 * LIMIT + 2 * SLACK);
    } else {
        MPI_Barrier(lab.others);
        if (lab.rank == 0) kill(lab.victim, SIGCONT);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    tear_down();
}

/* A context that is made afterwards is as good as any. */
static void check_new_context(void) {
    const int64_t shape[2] = {6, 5};
    da_value value;
    double sum = 0;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &lab.ctx));
    CHECK_OK(da_distribution_create(lab.ctx, 2, shape, "b,b", NULL, &lab.dist));
    CHECK_OK(da_full(lab.dist, DA_FLOAT64, da_real(2), &lab.a));
    CHECK_OK(da_sum_value(lab.a, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 60, 0);
    tear_down();
}

static void exchange_pids(void) {
    int64_t mine = (int64_t)getpid();
    MPI_Bcast(&mine, 1, MPI_INT64_T, lab.last, MPI_COMM_WORLD);
    lab.victim = (pid_t)mine;
}

int main(int argc, char **argv) {
    int which;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &lab.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &lab.size);
    lab.last = lab.size - 1;
    lab.stopped = lab.rank == lab.last;
    MPI_Comm_split(MPI_COMM_WORLD, lab.stopped, lab.rank, &lab.others);
    exchange_pids();
    lab.options.struct_size = sizeof lab.options;
    lab.options.timeout_seconds = LIMIT;
    for (which = 0; which < CALLS; which++) {
        run_case(which, 0);
        run_case(which, 1);
        check_new_context();
    }
    const int verdict = check_finish();
    MPI_Comm_free(&lab.others);
    MPI_Finalize();
    return verdict;
}
