/* ranks: 1 2 3 4 6  valgrind: 3
 *
 * Replicas: every holder takes part in writes, each element counts once, and replicas that came
 * from outside differ until da_array_sync_replicas makes them equal; DA_CHECK_FULL finds out. */
#include "check.h"

enum { COLUMNS = 5 };

/* A vector over the whole grid of one axis, with a second grid axis that holds replicas. */
static da_distribution *replicated(da_context *ctx, int size) {
    const int64_t shape[1] = {COLUMNS}, grid[2] = {1, size};
    da_distribution_options options = {0};
    da_distribution *dist = NULL;
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 2;
    CHECK_OK(da_distribution_create(ctx, 1, shape, "b(over=0)", &options, &dist));
    return dist;
}

/* Wraps memory that differs from rank to rank by its first element. */
static da_array *wrapped(da_distribution *dist, double *mine, int rank) {
    da_array *a = NULL;
    for (int k = 0; k < COLUMNS; k++) mine[k] = k;
    mine[0] = 10.0 + rank;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine, NULL, 0, NULL, NULL, &a));
    return a;
}

static double sum(const da_array *a) {
    da_value value;
    double x = -1.0;
    CHECK_OK(da_sum_value(a, &value));
    CHECK_OK(da_value_f64(value, &x));
    return x;
}

static void counts_once_and_syncs(int rank, int size) {
    da_context *ctx = NULL;
    double mine[COLUMNS];
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    da_distribution *dist = replicated(ctx, size);
    da_array *a = wrapped(dist, mine, rank);
    CHECK_NEAR(sum(a), 10.0 + 1 + 2 + 3 + 4, 0.0);
    CHECK_OK(da_array_sync_replicas(a));
    CHECK_NEAR(mine[0], 10.0, 0.0);
    CHECK_NEAR(mine[COLUMNS - 1], COLUMNS - 1.0, 0.0);
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_real(1.0), &a));
    CHECK_NEAR(mine[0], 11.0, 0.0);
    CHECK_NEAR(sum(a), 25.0, 0.0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

static void full_checking_finds_a_difference(int rank, int size) {
    const da_status differ = size > 1 ? DA_ERR_MISMATCH : DA_OK;
    da_context_options options = {0};
    da_context *ctx = NULL;
    da_array *out = NULL;
    double mine[COLUMNS];
    options.struct_size = sizeof options;
    options.check_level = DA_CHECK_FULL;
    options.timeout_seconds = 20.0;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &ctx));
    da_distribution *dist = replicated(ctx, size);
    da_array *a = wrapped(dist, mine, rank);
    da_value value;
    CHECK_STATUS(da_sum_value(a, &value), differ);
    if (size > 1) CHECK_CONTAINS(da_error_message(), "replica 1");
    if (size > 1) CHECK_EQ_I64(da_error_rank(), 1);
    CHECK_STATUS(da_add(a, a, &out), differ);
    CHECK_OK(da_array_sync_replicas(a));
    CHECK_NEAR(sum(a), 20.0, 0.0);
    CHECK_OK(da_add(a, a, &out));
    CHECK_NEAR(sum(out), 40.0, 0.0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

int main(int argc, char **argv) {
    int rank, size, verdict;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    counts_once_and_syncs(rank, size);
    full_checking_finds_a_difference(rank, size);
    verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
