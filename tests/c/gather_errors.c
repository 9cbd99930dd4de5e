/* ranks: 1 2 3 4  valgrind-full: 3
 * What is wrong with a gather or scatter is found before anything moves, and every rank is told the
 * same: also where the mistake, or the lack of memory, is the root's alone. */
#include "whole.h"

enum { ELEMENTS = 12 };

static void judge(const world *w, da_status got, da_status expected, int origin, const char *word) {
    CHECK_EQ_I64(got, expected);
    CHECK_CONTAINS(da_error_message(), word);
    CHECK_EQ_I64(da_error_rank(), origin);
    CHECK_OK(da_context_barrier(w->ctx));
}

/* The root's buffer has another size, or is not there. */
static void check_sizes(const world *w, const da_array *a, float *all) {
    const int last = w->size - 1, mine = w->rank == last;
    const int64_t right = ELEMENTS * w->size * 4;
    const int64_t wrong[4] = {0, right - 1, right + 4, -1};
    const int64_t others = 17;
    for (int k = 0; k < 4; k++) {
        memset(all, GUARD, (size_t)right);
        judge(w, da_gather(a, last, DA_ORDER_C, all, mine ? wrong[k] : others), DA_ERR_BUFFER_SIZE, last, "bytes");
        CHECK(((char *)all)[0] == GUARD && ((char *)all)[right - 1] == GUARD);
        judge(w, da_scatter(all, mine ? wrong[k] : others, last, DA_ORDER_C, a), DA_ERR_BUFFER_SIZE, last, "bytes");
    }
    judge(w, da_gather(a, last, DA_ORDER_C, NULL, right), DA_ERR_NULL, last, "`buffer`");
    judge(w, da_scatter(NULL, right, last, DA_ORDER_C, a), DA_ERR_NULL, last, "`buffer`");
    judge(w, da_gather(a, -1, DA_ORDER_C, mine ? NULL : all, right), DA_ERR_NULL, last, "`buffer`");
    judge(w, da_gather(a, -1, DA_ORDER_C, all, mine ? right - 4 : right), DA_ERR_BUFFER_SIZE, last, "bytes");
    for (int k = 0; k < ELEMENTS * w->size; k++) all[k] = (float)k;
    CHECK_OK(da_scatter(all, right, last, DA_ORDER_FORTRAN, a)); /* and the array works */
    memset(all, 0, (size_t)right);
    CHECK_OK(da_gather(a, -1, DA_ORDER_FORTRAN, all, right));
    for (int k = 0; k < ELEMENTS * w->size; k++) CHECK_NEAR(all[k], k, 0);
}

static void check_arguments(const world *w, const da_array *a, float *all) {
    const int64_t right = ELEMENTS * w->size * 4;
    judge(w, da_gather(a, w->size, DA_ORDER_C, all, right), DA_ERR_ARGUMENT, 0, "root is");
    judge(w, da_gather(a, -2, DA_ORDER_C, all, right), DA_ERR_ARGUMENT, 0, "root is -2");
    judge(w, da_scatter(all, right, -1, DA_ORDER_C, a), DA_ERR_ARGUMENT, 0, "root is -1");
    judge(w, da_gather(a, 0, 2, all, right), DA_ERR_ARGUMENT, 0, "order is 2");
    if (w->size == 1) return;
    judge(w, da_gather(a, w->rank == 0, DA_ORDER_C, all, right), DA_ERR_MISMATCH, 1, "root");
    judge(w, da_scatter(all, right, 0, w->rank == 0 ? DA_ORDER_C : DA_ORDER_FORTRAN, a), DA_ERR_MISMATCH, 1, "order");
}

/* Only the last rank has too little memory left for its pieces; with a time limit nothing travels without. */
static void check_memory(int32_t size) {
    const int64_t shape[1] = {4096 * size};
    const int last = size - 1;
    int32_t rank;
    da_context_options options;
    da_context *ctx = NULL;
    da_array *a = NULL;
    da_value sum;
    double total = 0;
    uint8_t *all = malloc((size_t)shape[0]);
    CHECK_OR_QUIT(all != NULL);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    options.timeout_seconds = 60;
    options.memory_limit = rank == last ? 4096 + 64 : 0;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &ctx));
    da_distribution *dist = make_dist(ctx, 1, shape, "b");
    CHECK_OK(da_ones(dist, DA_UINT8, &a));
    for (int root = -1; root < size; root++) {
        CHECK_STATUS(da_gather(a, root, DA_ORDER_C, all, shape[0]), DA_ERR_NO_MEMORY);
        CHECK_CONTAINS(da_error_message(), "memory_limit");
        CHECK_EQ_I64(da_error_rank(), last);
    }
    CHECK_STATUS(da_scatter(all, shape[0], 0, DA_ORDER_C, a), DA_ERR_NO_MEMORY);
    CHECK_OK(da_sum_value(a, &sum)); /* nothing moved */
    CHECK_OK(da_value_f64(sum, &total));
    CHECK_NEAR(total, (double)shape[0], 0);
    free(all);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

/* The pieces' bound is an option of the context, the same on all ranks. */
static void check_option(int32_t size) {
    static const int64_t wrong[] = {1, 63, ((int64_t)1 << 30) + 1, -1, INT64_MAX};
    da_context_options options;
    da_context *ctx = NULL;
    int32_t rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    for (int k = 0; k < 5; k++) {
        options.staging_bytes = wrong[k];
        CHECK_STATUS(da_context_create(MPI_COMM_WORLD, &options, &ctx), DA_ERR_ARGUMENT);
        CHECK_CONTAINS(da_error_message(), "staging_bytes is");
    }
    options.staging_bytes = rank == size - 1 ? 64 : 4096;
    CHECK_STATUS(da_context_create(MPI_COMM_WORLD, &options, &ctx), size > 1 ? DA_ERR_MISMATCH : DA_OK);
    if (size > 1) CHECK_CONTAINS(da_error_message(), "staging_bytes");
    else CHECK_OK(da_context_free(&ctx));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_with(30, 0);
    const int64_t shape[2] = {4 * w.size, 3};
    da_array *a = NULL, *frozen = NULL;
    float *all = calloc((size_t)(ELEMENTS * w.size), sizeof *all), mine[ELEMENTS] = {0};
    CHECK_OR_QUIT(all != NULL);
    da_distribution *dist = make_dist(w.ctx, 2, shape, "b,n");
    CHECK_OK(da_zeros(dist, DA_FLOAT32, &a));
    CHECK_OK(da_array_wrap(dist, DA_FLOAT32, mine, NULL, DA_READ_ONLY, NULL, NULL, &frozen));
    check_sizes(&w, a, all);
    check_arguments(&w, a, all);
    judge(&w, da_scatter(all, ELEMENTS * w.size * 4, 0, DA_ORDER_C, frozen), DA_ERR_READ_ONLY, 0, "read-only");
    CHECK_OK(da_gather(frozen, 0, DA_ORDER_C, all, ELEMENTS * w.size * 4));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&frozen));
    CHECK_OK(da_distribution_free(&dist));
    free(all);
    if (w.size > 1) check_memory(w.size);
    check_option(w.size);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
