/* ranks: 1 2 3  valgrind-full: 3
 * One rank runs out of memory (a cap in the context's options): it hears of it at once, everybody else
 * at the next communicating call, and then the context works. */
#include "check.h"

enum { ELEMENTS = 100 };

typedef struct lab {
    int rank, last, size;
    da_context *ctx;
    da_distribution *dist;
    da_array *a, *b; /* all the memory there is */
} lab;

/* A context where one rank, or each, has room for two arrays and no byte more. */
static void lab_open(lab *l, int32_t level, int everywhere) {
    da_context_options options;
    const int64_t shape = (int64_t)ELEMENTS * l->size;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.timeout_seconds = 30;
    options.check_level = level;
    if (everywhere || l->rank == l->last) options.memory_limit = 2 * ELEMENTS * (int64_t)sizeof(double);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &l->ctx));
    CHECK_OK(da_distribution_create(l->ctx, 1, &shape, "b", NULL, &l->dist));
    CHECK_OK(da_full(l->dist, DA_FLOAT64, da_real(3), &l->a));
    CHECK_OK(da_ones(l->dist, DA_FLOAT64, &l->b));
}

static void lab_close(lab *l) {
    CHECK_OK(da_array_free(&l->a));
    CHECK_OK(da_array_free(&l->b));
    CHECK_OK(da_distribution_free(&l->dist));
    CHECK_OK(da_context_free(&l->ctx));
}

/* Everything that makes an array. */
enum { WAYS = 27 };
static int32_t fill(const da_run *run, void *user) { return run->count < 1 || user != NULL; }
static int32_t same(const void *element, void *made, void *user) {
    memcpy(made, element, sizeof(double));
    return user != NULL;
}
static da_status make(const lab *l, int way, da_array **out) {
    switch (way) {
    case 0: return da_empty(l->dist, DA_FLOAT64, out);
    case 1: return da_zeros(l->dist, DA_FLOAT64, out);
    case 2: return da_ones(l->dist, DA_FLOAT64, out);
    case 3: return da_full(l->dist, DA_FLOAT64, da_real(1), out);
    case 4: return da_empty_like(l->a, 0, out);
    case 5: return da_zeros_like(l->a, 0, out);
    case 6: return da_ones_like(l->a, 0, out);
    case 7: return da_full_like(l->a, 0, da_real(1), out);
    case 8: return da_copy(l->a, out);
    case 9: return da_astype(l->a, DA_INT8, out);
    case 10: return da_add(l->a, l->b, out);
    case 11: return da_subtract(l->a, l->b, out);
    case 12: return da_multiply(l->a, l->b, out);
    case 13: return da_true_divide(l->a, l->b, out);
    case 14: return da_sqrt(l->a, out);
    case 15: return da_absolute(l->a, out);
    case 16: return da_binary_scalar(DA_OP_ADD, l->a, da_real(1), out);
    case 17: return da_scalar_binary(DA_OP_ADD, da_real(1), l->a, out);
    case 18: return da_sum(l->a, 0, NULL, 0, out);
    case 19: return da_arange(l->ctx, da_int(0), da_int(ELEMENTS * l->size), da_int(1), 0, NULL, out);
    case 20: return da_linspace(l->ctx, da_int(0), da_int(1), ELEMENTS * l->size, 1, 0, NULL, out);
    case 21: return da_logspace(l->ctx, da_int(0), da_int(1), ELEMENTS * l->size, 1, da_int(2), 0, NULL, out);
    case 22: return da_fromfunction(l->dist, DA_FLOAT64, fill, NULL, out);
    case 23: return da_array_map(l->a, 0, same, NULL, out);
    case 24: return da_array_create(l->dist, DA_FLOAT64, NULL, out);
    case 25: return da_copy_order(l->a, DA_ORDER_FORTRAN, out);
    default: return da_mean(l->a, 0, NULL, DA_KEEPDIMS, out);
    }
}

static void check_works(const lab *l) {
    da_value value;
    double sum = 0;
    CHECK_OK(da_context_barrier(l->ctx));
    CHECK_OK(da_sum_value(l->a, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 3.0 * ELEMENTS * l->size, 0);
}

static void check_no_memory(da_status got) {
    CHECK_STATUS(got, DA_ERR_NO_MEMORY);
    CHECK_CONTAINS(da_error_message(), "memory_limit of 1600 bytes");
    CHECK_CONTAINS(da_error_message(), "1600 are in use");
}

static void one_rank_out_of_memory(lab *l, int32_t level) {
    int way;
    lab_open(l, level, 0);
    for (way = 0; way < WAYS; way++) {
        da_array *out = NULL;
        const da_status got = make(l, way, &out);
        if (l->rank == l->last) check_no_memory(got);
        else CHECK_OK(got);
        CHECK((out == NULL) == (l->rank == l->last));
        /* On one rank all ranks failed alike: nobody need hear of it again. */
        if (l->size > 1) {
            check_no_memory(da_context_barrier(l->ctx));
            CHECK_EQ_I64(da_error_rank(), l->last);
        }
        check_works(l);
        CHECK_OK(da_array_free(&out));
    }
    /* What needs no memory goes on all the time, and freed memory can be had again. */
    CHECK_OK(da_add(l->a, l->b, &l->b));
    CHECK_OK(da_array_free(&l->b));
    CHECK_OK(da_copy(l->a, &l->b));
    check_works(l);
    lab_close(l);
}

static void all_ranks_out_of_memory(lab *l) {
    int way;
    lab_open(l, DA_CHECK_DEFAULT, 1);
    for (way = 0; way < WAYS; way++) {
        da_array *out = NULL;
        check_no_memory(make(l, way, &out));
        CHECK(out == NULL);
        check_works(l);
    }
    lab_close(l);
}

/* Sections that no machine has room for fail too, without a cap. */
static void beyond_the_machine(lab *l) {
    const int64_t shape = (INT64_C(1) << 58) * l->size, more = INT64_MAX;
    da_context *ctx = NULL;
    da_distribution *dist = NULL;
    da_array *out = NULL;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    CHECK_OK(da_distribution_create(ctx, 1, &shape, "b", NULL, &dist));
    CHECK_STATUS(da_empty(dist, DA_FLOAT64, &out), DA_ERR_NO_MEMORY);
    CHECK_CONTAINS(da_error_message(), "2305843009213693952");
    CHECK_STATUS(da_zeros(dist, DA_INT8, &out), DA_ERR_NO_MEMORY);
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_create(ctx, 1, &more, "b", NULL, &dist));
    CHECK_STATUS(da_empty(dist, DA_FLOAT64, &out), DA_ERR_OVERFLOW);
    CHECK(out == NULL);
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

int main(int argc, char **argv) {
    lab l;
    da_counters counters;
    memset(&l, 0, sizeof l);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &l.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &l.size);
    l.last = l.size - 1;

    one_rank_out_of_memory(&l, DA_CHECK_DEFAULT);
    one_rank_out_of_memory(&l, DA_CHECK_FULL);
    all_ranks_out_of_memory(&l);
    beyond_the_machine(&l);
    memset(&counters, 0, sizeof counters);
    counters.struct_size = sizeof counters;
    CHECK_OK(da_library_counters(&counters));
    CHECK_EQ_I64(counters.live_bytes, 0);
    CHECK_EQ_I64(counters.arrays, 0);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
