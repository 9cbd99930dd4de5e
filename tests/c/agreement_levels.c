/* ranks: 1 2 3  valgrind-full: 2
 * DA_CHECK_FULL tells of a difference in the call itself; DA_CHECK_NONE asks nobody, and correct programs
 * work all the same. */
#include <time.h>

#include "check.h"

static struct lab {
    int rank, size, odd;
    da_context *ctx;
    da_distribution *dist;
    da_array *a, *b, *out;
} lab;

static void lab_open(int32_t level) {
    da_context_options options;
    const int64_t shape[2] = {4, 6};
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.check_level = level;
    options.timeout_seconds = 30;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &lab.ctx));
    CHECK_OK(da_distribution_create(lab.ctx, 2, shape, "b,n", NULL, &lab.dist));
    CHECK_OK(da_full(lab.dist, DA_FLOAT64, da_real(2), &lab.a));
    CHECK_OK(da_ones(lab.dist, DA_FLOAT64, &lab.b));
}

static void lab_close(void) {
    CHECK_OK(da_array_free(&lab.a));
    CHECK_OK(da_array_free(&lab.b));
    CHECK_OK(da_array_free(&lab.out));
    CHECK_OK(da_distribution_free(&lab.dist));
    CHECK_OK(da_context_free(&lab.ctx));
}

static void check_sum(const da_array *array, double expected) {
    da_value value;
    double sum = 0;
    CHECK_OK(da_sum_value(array, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, expected, 0);
}

static void check_mismatch(da_status got, const char *one, const char *two) {
    CHECK_STATUS(got, DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), one);
    CHECK_CONTAINS(da_error_message(), two);
    CHECK_EQ_I64(da_error_rank(), lab.size - 1);
    CHECK(lab.out == NULL);
    check_sum(lab.a, 48);
    check_sum(lab.b, 24);
}

static void full_differences(void) {
    const int odd = lab.odd;
    da_array *a = lab.a, *b = lab.b;
    if (lab.size == 1) return;
    check_mismatch(odd ? da_subtract(a, b, &lab.out) : da_add(a, b, &lab.out), "da_add", "da_subtract");
    check_mismatch(da_add(a, odd ? a : b, &lab.out), "da_add", "`b`");
    check_mismatch(da_zeros(lab.dist, odd ? DA_INT8 : DA_BOOL, &lab.out), "da_zeros", "`dtype`: 1 and 2");
    check_mismatch(da_fill(b, da_real(odd ? 5 : 6)), "da_fill", "value");
    check_mismatch(da_fill(b, odd ? da_int(5) : da_real(5)), "da_fill", "dtype");
    check_mismatch(da_binary(odd ? DA_OP_ADD : DA_OP_MULTIPLY, a, b, &lab.out), "da_binary", "`op`: 103 and 101");
}

/* A silent call's mistake reaches everybody in the call too. */
static void full_mistakes(void) {
    CHECK_STATUS(da_zeros(lab.dist, lab.odd ? 77 : DA_INT8, &lab.out), DA_ERR_DTYPE);
    CHECK_CONTAINS(da_error_message(), "77");
    CHECK_EQ_I64(da_error_rank(), lab.size - 1);
    CHECK(lab.out == NULL);
    CHECK_OK(da_context_barrier(lab.ctx));
}

static void correct_program(void) {
    int i;
    for (i = 0; i < 3; i++) {
        CHECK_OK(da_add(lab.a, lab.b, &lab.out));
        CHECK_OK(da_multiply(lab.out, lab.a, &lab.out));
        check_sum(lab.out, 24 * 6);
        CHECK_OK(da_array_free(&lab.out));
    }
    CHECK_OK(da_sum(lab.a, 0, NULL, 0, &lab.out));
    check_sum(lab.out, 48);
    CHECK_OK(da_array_free(&lab.out));
    CHECK_OK(da_context_barrier(lab.ctx));
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Without agreements differences stay unseen, mistakes stay with their rank, and barriers still wait. */
static void none_asks_nobody(void) {
    const struct timespec nap = {0, 300000000};
    double begin;
    CHECK_OK(lab.odd ? da_subtract(lab.a, lab.b, &lab.out) : da_add(lab.a, lab.b, &lab.out));
    CHECK_OK(da_context_barrier(lab.ctx));
    CHECK_OK(da_array_free(&lab.out));
    CHECK_STATUS(da_zeros(lab.dist, lab.odd ? 77 : DA_INT8, &lab.out), lab.odd ? DA_ERR_DTYPE : DA_OK);
    CHECK_OK(da_context_barrier(lab.ctx));
    CHECK_OK(da_array_free(&lab.out));
    MPI_Barrier(MPI_COMM_WORLD);
    begin = seconds();
    if (lab.odd) nanosleep(&nap, NULL);
    CHECK_OK(da_context_barrier(lab.ctx));
    CHECK(seconds() - begin > 0.25);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &lab.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &lab.size);
    lab.odd = lab.rank == lab.size - 1;

    lab_open(DA_CHECK_FULL);
    correct_program();
    full_differences();
    full_mistakes();
    correct_program();
    lab_close();

    lab_open(DA_CHECK_NONE);
    correct_program();
    none_asks_nobody();
    correct_program();
    lab_close();

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
