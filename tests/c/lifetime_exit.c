/* ranks: 1 2  valgrind: 1
 * Objects are freed where the library's own memory of a thread is gone: in the destructor of a thread's
 * key, and in a handler of exit(), after MPI_Finalize. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"

static pthread_key_t key;
static da_array *left_by_main;
static int seen_at_thread_end;

static da_array *make_array(void) {
    const int64_t shape = 1000;
    da_context *ctx = NULL;
    da_distribution *dist = NULL;
    da_array *array = NULL;
    CHECK_OK(da_context_self(&ctx));
    CHECK_OK(da_distribution_create(ctx, 1, &shape, NULL, NULL, &dist));
    CHECK_OK(da_ones(dist, DA_FLOAT64, &array));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
    return array;
}

/* Errors work here as well, though there may be no place left for their text. */
static int free_late(da_array *array) {
    int32_t ndim = -1;
    da_array *gone = array;
    int ok = da_array_ndim(array, &ndim) == DA_OK && ndim == 1;
    ok = ok && da_array_free(&array) == DA_OK && array == NULL;
    ok = ok && da_array_ndim(gone, &ndim) == DA_ERR_INVALID_HANDLE;
    return ok && da_error_message() != NULL && da_error_rank() == -1;
}

static void at_thread_end(void *array) { seen_at_thread_end = free_late(array) ? 1 : -1; }

static void at_exit_of_all(void) {
    if (!free_late(left_by_main)) _exit(1);
}

static void *run_thread(void *array) {
    int32_t ndim;
    /* The thread has a last error, whose memory goes before the key's destructor runs. */
    const int ok = da_array_ndim(NULL, &ndim) == DA_ERR_NULL && strstr(da_error_message(), "NULL") != NULL;
    pthread_setspecific(key, array);
    return ok ? array : NULL;
}

int main(int argc, char **argv) {
    pthread_t thread;
    void *returned = NULL;
    int32_t ndim;
    atexit(at_exit_of_all);
    MPI_Init(&argc, &argv);
    da_array *given = make_array();
    left_by_main = make_array();

    CHECK(pthread_key_create(&key, at_thread_end) == 0);
    CHECK(pthread_create(&thread, NULL, run_thread, given) == 0);
    CHECK(pthread_join(thread, &returned) == 0);
    CHECK(returned == given);
    CHECK_EQ_I64(seen_at_thread_end, 1);
    CHECK_STATUS(da_array_ndim(given, &ndim), DA_ERR_INVALID_HANDLE);
    CHECK_OK(da_array_ndim(left_by_main, &ndim));
    CHECK_STATUS(da_array_ndim(NULL, &ndim), DA_ERR_NULL);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
