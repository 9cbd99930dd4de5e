/* ranks: 1 2 3  timeout: 60
 * Two contexts used from two threads at once, where MPI allows it. */
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

int main(int argc, char **argv) {
    int provided = -1;
    job jobs[2];
    pthread_t thread;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
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
    } else { /* one after the other, from another thread only where that is allowed */
        work(&jobs[0]);
        work(&jobs[1]);
    }
    for (int k = 0; k < 2; k++) {
        CHECK_OK(jobs[k].status);
        CHECK_EQ_I64(jobs[k].got, jobs[k].extent * jobs[k].rounds);
        CHECK_OK(da_context_barrier(jobs[k].ctx));
        CHECK_OK(da_context_free(&jobs[k].ctx));
    }
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
