/* ranks: 3 4  timeout: 120  valgrind: 3
 *
 * Failures of one rank in unlikely places: while replicas are compared, inside a callback, through a
 * handle whose context is gone, after a failure that all ranks had in common. The others hear of each,
 * with its cause, and go on. */
#include "check.h"

enum { COLUMNS = 1000 }; /* more than what is not booked on a limit */

static int rank, size, last;

static da_context *context(int32_t level, int64_t memory_limit) {
    da_context_options options = {0};
    da_context *ctx = NULL;
    options.struct_size = sizeof options;
    options.timeout_seconds = 20.0;
    options.check_level = level;
    options.memory_limit = memory_limit;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &ctx));
    return ctx;
}

static da_distribution *replicated(const da_context *ctx) {
    const int64_t shape[1] = {COLUMNS}, grid[2] = {1, size};
    da_distribution_options options = {0};
    da_distribution *dist = NULL;
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 2;
    CHECK_OK(da_distribution_create(ctx, 1, shape, "b(over=0)", &options, &dist));
    return dist;
}

static da_array *wrapped(const da_distribution *dist, double *mine) {
    da_array *a = NULL;
    for (int k = 0; k < COLUMNS; k++) mine[k] = k;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine, NULL, 0, NULL, NULL, &a));
    return a;
}

/* The last rank has no memory for the copy that comparing takes. */
static void comparing_without_memory(void) {
    double mine[COLUMNS];
    da_context *ctx = context(DA_CHECK_FULL, rank == last ? 100 : 0);
    da_distribution *dist = replicated(ctx);
    da_array *a = wrapped(dist, mine);
    da_value value;
    CHECK_STATUS(da_sum_value(a, &value), DA_ERR_NO_MEMORY);
    CHECK_EQ_I64(da_error_rank(), last);
    CHECK_STATUS(da_array_sync_replicas(a), DA_ERR_NO_MEMORY);
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

/* A NULL handle names no context, so it marks the open ones, also the one whose callback this is. */
static int32_t careless(const da_local *local, void *user) {
    da_value value;
    (void)local;
    if (rank == last) CHECK_STATUS(da_sum_value(NULL, &value), DA_ERR_NULL);
    ++*(int *)user;
    return 0;
}

static void a_mistake_inside_a_callback(int32_t level) {
    int calls = 0;
    double mine[COLUMNS];
    da_context *ctx = context(level, 0);
    da_distribution *dist = replicated(ctx);
    da_array *a = wrapped(dist, mine);
    CHECK_OK(da_array_apply_local(a, DA_ACCESS_READ, careless, &calls));
    CHECK_EQ_I64(calls, 1);
    CHECK_STATUS(da_context_barrier(ctx), DA_ERR_NULL);
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

/* The handle's context is freed and its communicator serves another one now: a live operand tells
 * the context. */
static void a_handle_of_a_context_that_is_gone(void) {
    double before[COLUMNS], mine[COLUMNS];
    da_context *ctx = context(DA_CHECK_DEFAULT, 0);
    da_distribution *dist = replicated(ctx);
    da_array *gone = wrapped(dist, before), *stale = gone, *sum = NULL;
    CHECK_OK(da_array_free(&gone));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
    ctx = context(DA_CHECK_DEFAULT, 0);
    dist = replicated(ctx);
    da_array *a = wrapped(dist, mine);
    CHECK_STATUS(da_add(rank == last ? stale : a, a, &sum), rank == last ? DA_ERR_INVALID_HANDLE : DA_OK);
    CHECK_STATUS(da_context_barrier(ctx), DA_ERR_INVALID_HANDLE);
    CHECK_EQ_I64(da_error_rank(), last);
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_array_free(&sum));
    CHECK_STATUS(da_sum(rank == last ? stale : a, 0, NULL, 0, &sum), DA_ERR_INVALID_HANDLE);
    if (rank == last) CHECK_STATUS(da_context_barrier(ctx), DA_ERR_INVALID_HANDLE);
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

/* What all ranks failed in alike is no news; the difference after it is. */
static void a_difference_after_a_common_failure(void) {
    double mine[COLUMNS];
    da_array *a = NULL, *sum = NULL;
    da_context *ctx = context(DA_CHECK_DEFAULT, 0);
    da_distribution *dist = replicated(ctx);
    for (int k = 0; k < COLUMNS; k++) mine[k] = k;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine, NULL, DA_READ_ONLY, NULL, NULL, &a));
    CHECK_STATUS(da_fill(a, da_real(1.0)), DA_ERR_READ_ONLY);
    if (rank != last) CHECK_OK(da_add(a, a, &sum));
    CHECK_STATUS(da_context_barrier(ctx), DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), "da_add");
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_array_free(&sum));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

/* Memory that could not be had is not counted as held. */
static void a_failed_allocation_is_not_counted(void) {
    const int64_t shape[1] = {(int64_t)1 << 55};
    da_counters before = {0}, after = {0};
    da_context *ctx = context(DA_CHECK_DEFAULT, 0);
    da_distribution *dist = NULL;
    da_array *a = NULL;
    before.struct_size = after.struct_size = sizeof before;
    CHECK_OK(da_distribution_create(ctx, 1, shape, NULL, NULL, &dist));
    CHECK_OK(da_library_counters(&before));
    CHECK_STATUS(da_zeros(dist, DA_FLOAT64, &a), DA_ERR_NO_MEMORY);
    CHECK_OK(da_library_counters(&after));
    CHECK_EQ_I64(after.peak_bytes, before.peak_bytes);
    CHECK_EQ_I64((int64_t)after.allocations, (int64_t)before.allocations);
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

int main(int argc, char **argv) {
    int verdict;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    last = size - 1;
    comparing_without_memory();
    a_mistake_inside_a_callback(DA_CHECK_DEFAULT);
    a_mistake_inside_a_callback(DA_CHECK_FULL);
    a_handle_of_a_context_that_is_gone();
    a_difference_after_a_common_failure();
    a_failed_allocation_is_not_counted();
    verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
