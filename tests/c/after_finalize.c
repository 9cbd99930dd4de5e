/* ranks: 1 2 3  valgrind: 1
 * ranks: single
 * What outlives MPI: arrays and exports are released after MPI_Finalize, and from another thread. */
#include <pthread.h>

#include "fixture.h"

static int releases = 0;

static void count_release(void *private_data) {
    (void)private_data;
    releases++;
}

static void *release_elsewhere(void *argument) {
    da_distbuffer_release(argument);
    return NULL;
}

static void on_thread(void *(*function)(void *), void *argument) {
    pthread_t thread;
    CHECK_OR_QUIT(pthread_create(&thread, NULL, function, argument) == 0);
    pthread_join(thread, NULL);
}

typedef struct things {
    da_context *ctx;
    da_distribution *dist;
    da_array *own, *wrapped, *imported;
    da_distbuffer during, after, threaded, sent;
} things;

static void open_things(things *t, double *memory) {
    int size = 0;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    const int64_t shape[1] = {size};
    memset(t, 0, sizeof *t);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &t->ctx));
    t->dist = make_dist(t->ctx, 1, shape, "b");
    CHECK_OK(da_ones(t->dist, DA_INT64, &t->own));
    CHECK_OK(da_array_wrap(t->dist, DA_FLOAT64, memory, NULL, 0, count_release, NULL, &t->wrapped));
    CHECK_OK(da_array_export(t->wrapped, &t->during));
    CHECK_OK(da_array_export(t->wrapped, &t->after));
    CHECK_OK(da_array_export(t->own, &t->threaded));
    CHECK_OK(da_array_export(t->wrapped, &t->sent));
    CHECK_OK(da_array_import(t->ctx, &t->sent, &t->imported));
    on_thread(release_elsewhere, &t->during); /* MPI runs, another thread lets go */
    CHECK(t->during.release == NULL);
}

/* After MPI_Finalize: questions that need no MPI work, the others say so, and everything can be freed. */
static void check_afterwards(things *t, const double *memory) {
    int32_t size = -1, dtype = -1;
    da_context *late = NULL;
    da_distbuffer buffer;
    da_value sum;
    MPI_Comm shown = MPI_COMM_SELF;
    MPI_Fint shown_f = -7;
    CHECK_OK(da_context_size(t->ctx, &size));
    CHECK(size >= 1);
    CHECK_OK(da_array_dtype(t->wrapped, &dtype));
    CHECK_EQ_I64(dtype, DA_FLOAT64);
    CHECK(local_of(t->wrapped, DA_ACCESS_READ).data == memory);
    CHECK_STATUS(da_context_create_f(0, NULL, &late), DA_ERR_MPI_STATE);
    CHECK_STATUS(da_context_self(&late), DA_ERR_MPI_STATE);
    CHECK_STATUS(da_context_comm(t->ctx, &shown), DA_ERR_MPI_STATE); /* it is gone: nothing is shown */
    CHECK_CONTAINS(da_error_message(), "da_context_comm: MPI is already finalised");
    CHECK(shown == MPI_COMM_SELF);
    CHECK_STATUS(da_context_comm_f(t->ctx, &shown_f), DA_ERR_MPI_STATE);
    CHECK_EQ_I64(shown_f, -7);
    CHECK_STATUS(da_context_barrier(t->ctx), DA_ERR_MPI_STATE);
    CHECK_STATUS(da_sum_value(t->wrapped, &sum), DA_ERR_MPI_STATE);
    CHECK_STATUS(da_array_export(t->wrapped, &buffer), DA_ERR_MPI_STATE);
    CHECK_OK(da_context_free(&t->ctx));
    CHECK_OK(da_array_free(&t->wrapped));
    CHECK_OK(da_array_free(&t->imported));
    CHECK_EQ_I64(releases, 0); /* one export still holds the memory */
    CHECK(t->after.data == memory && *(const double *)t->after.data == 4.5);
    da_distbuffer_release(&t->after);
    CHECK_EQ_I64(releases, 1);
    CHECK_OK(da_array_free(&t->own));
    CHECK(*(const int64_t *)t->threaded.data == 1); /* the library's memory, held by the export alone */
    CHECK(counters_now().live_bytes > 0);
    on_thread(release_elsewhere, &t->threaded);
    CHECK_EQ_I64(counters_now().live_bytes, 0);
    CHECK_OK(da_distribution_free(&t->dist));
    const da_counters end = counters_now();
    CHECK(end.arrays == 0 && end.contexts == 0 && end.distributions == 0);
}

int main(int argc, char **argv) {
    double memory[1] = {4.5};
    things t;
    int rank = 0;
    da_context *early = NULL;
    CHECK_STATUS(da_context_self(&early), DA_ERR_MPI_STATE); /* before MPI_Init */
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    open_things(&t, memory);
    CHECK_OK(da_context_barrier(t.ctx));
    MPI_Finalize();
    check_afterwards(&t, memory);
    return check_report(rank, check_count, check_failures);
}
