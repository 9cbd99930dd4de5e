/* ranks: 2 3 6  valgrind-full: 3
 * Ranks that make different silent calls are told so by the next communicating call, which names what
 * they did; afterwards the context works. The last rank is the odd one. */
#include "check.h"

static struct lab {
    int rank, size, odd; /* odd: this is the rank that does something else */
    da_context *ctx;
    da_distribution *dist, *other_dist;
    da_array *a, *b, *out, *elsewhere;
    double memory[64];
} lab;

static void check_works(void) {
    da_value value;
    double sum = 0;
    CHECK_OK(da_context_barrier(lab.ctx));
    CHECK_OK(da_sum_value(lab.a, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 24 * 2.0, 0);
}

/* The next communicating call tells all ranks, with these words; then all is forgotten. */
static void check_told(const char *one, const char *two) {
    CHECK_STATUS(da_context_barrier(lab.ctx), DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), one);
    CHECK_CONTAINS(da_error_message(), two);
    CHECK_CONTAINS(da_error_message(), "ranks 0 and");
    CHECK_EQ_I64(da_error_rank(), lab.size - 1);
    check_works();
    CHECK_OK(da_array_free(&lab.out));
}

static int32_t nothing(const da_local *local, void *user) { return local == NULL || user != NULL; }

/* One argument of one silent call. */
static void vary_arguments(void) {
    const int odd = lab.odd;
    da_array *a = lab.a, *b = lab.b;
    da_distribution *dist = NULL;
    const int64_t shape[2] = {4, 6}, wider[2] = {4, odd ? 7 : 6};

    CHECK_OK(odd ? da_subtract(a, b, &lab.out) : da_add(a, b, &lab.out));
    check_told("da_add on rank 0", "da_subtract on rank");
    CHECK_OK(odd ? da_add(b, a, &lab.out) : da_add(a, b, &lab.out));
    check_told("da_add with different arguments", "call 1");
    CHECK_OK(da_add(a, b, odd ? &lab.out : &b));
    check_told("da_add", "different arguments");
    CHECK_OK(da_binary(odd ? DA_OP_ADD : DA_OP_MULTIPLY, a, b, &lab.out));
    check_told("da_binary", "different arguments");
    CHECK_OK(da_unary(odd ? DA_OP_SQRT : DA_OP_ABSOLUTE, a, &lab.out));
    check_told("da_unary", "different arguments");
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_real(odd ? 1 : 2), &lab.out));
    check_told("da_binary_scalar", "different arguments");
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, odd ? da_real(1) : da_f64(1), &lab.out));
    check_told("da_binary_scalar", "different arguments");
    CHECK_OK(da_scalar_binary(DA_OP_ADD, odd ? da_int(1) : da_real(1), a, &lab.out));
    check_told("da_scalar_binary", "different arguments");
    CHECK_OK(da_scalar_binary(DA_OP_ADD, odd ? da_complex(1, 1) : da_complex(1, 2), a, &lab.out));
    check_told("da_scalar_binary", "different arguments");
    CHECK_OK(da_zeros(lab.dist, odd ? DA_INT32 : DA_FLOAT32, &lab.out));
    check_told("da_zeros", "different arguments");
    CHECK_OK(da_zeros(odd ? lab.other_dist : lab.dist, DA_INT32, &lab.out));
    check_told("da_zeros", "different arguments");
    CHECK_OK(da_astype(a, odd ? DA_INT32 : DA_FLOAT32, &lab.out));
    check_told("da_astype", "different arguments");
    CHECK_OK(da_full_like(a, 0, da_int(odd ? 1 : 2), &lab.out));
    check_told("da_full_like", "different arguments");
    CHECK_OK(da_fill(b, da_int(odd ? 1 : 2)));
    check_told("da_fill", "different arguments");
    CHECK_OK(da_array_apply_local(a, odd ? DA_ACCESS_READ : DA_ACCESS_WRITE, nothing, NULL));
    check_told("da_array_apply_local", "different arguments");
    CHECK_OK(da_array_wrap(lab.dist, DA_FLOAT64, lab.memory, NULL, odd ? DA_READ_ONLY : 0, NULL, NULL, &lab.out));
    check_told("da_array_wrap", "different arguments");
    CHECK_OK(da_distribution_create(lab.ctx, 2, wider, "b,n", NULL, &dist));
    check_told("da_distribution_create", "different arguments");
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_create(lab.ctx, 2, shape, odd ? "c,n" : "b,n", NULL, &dist));
    check_told("da_distribution_create", "different arguments");
    CHECK_OK(da_distribution_free(&dist));
}

/* Pointers, strides and the values in memory are each rank's own business. */
static void vary_what_may_differ(void) {
    static double rows[2 * 64];
    int64_t strides[2] = {6 * 8, 8};
    int user = lab.rank;
    da_context *half = NULL;
    if (lab.odd) strides[0] = 2 * 6 * 8;
    CHECK_OK(da_array_wrap(lab.dist, DA_FLOAT64, lab.odd ? rows : lab.memory, strides, 0, NULL, &user, &lab.out));
    CHECK_OK(da_array_apply_local(lab.out, DA_ACCESS_READ, nothing, NULL));
    check_works();
    CHECK_OK(da_array_free(&lab.out));
    CHECK_OK(da_context_split(lab.ctx, lab.odd, -lab.rank, &half));
    CHECK_OK(da_context_free(&half));
}

/* Missing calls, calls too many, and calls in another order. */
static void vary_sequences(void) {
    const int odd = lab.odd;
    da_array *x = NULL, *y = NULL;
    if (!odd) CHECK_OK(da_sqrt(lab.a, &lab.out));
    check_told("da_sqrt on rank 0", "nothing on rank");
    if (odd) CHECK_OK(da_sqrt(lab.a, &lab.out));
    check_told("nothing on rank 0", "da_sqrt on rank");
    CHECK_OK(odd ? da_zeros(lab.dist, DA_INT8, &x) : da_sqrt(lab.a, &y));
    CHECK_OK(odd ? da_sqrt(lab.a, &y) : da_zeros(lab.dist, DA_INT8, &x));
    check_told("call 1", "da_sqrt on rank 0 and da_zeros on rank");
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_array_free(&y));

    /* After a rank made one array more, what the ranks make from then on belongs together... */
    if (odd) CHECK_OK(da_ones(lab.dist, DA_FLOAT64, &x));
    check_told("da_ones", "nothing");
    CHECK_OK(da_ones(lab.dist, DA_FLOAT64, &y));
    CHECK_OK(da_add(lab.a, y, &lab.out));
    check_works();
    /* ... and what only one has is not taken for what the others have. */
    CHECK_OK(da_add(lab.a, odd ? x : y, &lab.out));
    check_told("da_add", "different arguments");
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_array_free(&y));
}

/* More silent calls than a rank keeps the names of. */
static void vary_long_sequences(void) {
    int i, where;
    for (where = 0; where <= 150; where += 50) {
        for (i = 0; i <= 150; i++) CHECK_OK(da_fill(lab.b, da_int(lab.odd && i == where ? 2 : 1)));
        check_told(where < 64 ? "da_fill with different arguments" : "more calls", where == 50 ? "call 51" : "call");
    }
    for (i = 0; i < 150; i++) CHECK_OK(da_fill(lab.b, da_int(1)));
    check_works();
}

/* Every rank does something of its own: the lowest two that differ are named. */
static void vary_everywhere(void) {
    CHECK_OK(da_fill(lab.b, da_int(lab.rank)));
    CHECK_STATUS(da_context_barrier(lab.ctx), DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), "ranks 0 and 1");
    CHECK_EQ_I64(da_error_rank(), 1);
    check_works();
}

/* Different communicating calls at the same time. */
static void vary_communicating(void) {
    const int32_t first = 0, last = lab.size - 1;
    const int32_t mine[1] = {lab.odd ? last : first};
    da_context *sub = NULL;
    da_value value;
    CHECK_STATUS(lab.odd ? da_sum_value(lab.a, &value) : da_max_value(lab.a, &value), DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), "rank 0 in da_max_value");
    CHECK_CONTAINS(da_error_message(), "in da_sum_value");
    CHECK_EQ_I64(da_error_rank(), last);
    check_works();
    CHECK_STATUS(lab.odd ? da_context_barrier(lab.ctx) : da_sum(lab.a, 0, NULL, 0, &lab.out), DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), "da_context_barrier");
    CHECK(lab.out == NULL);
    check_works();
    CHECK_STATUS(lab.odd ? da_context_subset(lab.ctx, 1, mine, &sub) : da_context_split(lab.ctx, 0, 0, &sub),
                 DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), "da_context_subset");
    CHECK_STATUS(da_context_subset(lab.ctx, 1, mine, &sub), DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), "`ranks`");
    CHECK(sub == NULL);
    check_works();
    /* What came before is told first, and does not hide the rest for ever. */
    CHECK_OK(lab.odd ? da_fill(lab.b, da_int(1)) : da_fill(lab.b, da_int(2)));
    CHECK_STATUS(lab.odd ? da_sum_value(lab.a, &value) : da_max_value(lab.a, &value), DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), "da_fill");
    check_works();
}

/* A mistake and a different call at once: the mistake is what everybody hears. */
static void mix_failures(void) {
    da_value value;
    CHECK_STATUS(da_fill(lab.odd ? NULL : lab.b, da_int(1)), lab.odd ? DA_ERR_NULL : DA_OK);
    if (lab.odd) CHECK_STATUS(da_zeros(lab.dist, 77, &lab.out), DA_ERR_DTYPE);
    CHECK_STATUS(da_context_barrier(lab.ctx), DA_ERR_NULL);
    CHECK_CONTAINS(da_error_message(), "`a` is NULL");
    CHECK_EQ_I64(da_error_rank(), lab.size - 1);
    check_works();
    /* NULL told nothing of a context, so that each is warned once. */
    CHECK_STATUS(da_sum_value(lab.elsewhere, &value), DA_ERR_NULL);
    CHECK_OK(da_sum_value(lab.elsewhere, &value));
    /* The same mistake everywhere leaves nothing. */
    CHECK_STATUS(da_zeros(lab.dist, 77, &lab.out), DA_ERR_DTYPE);
    check_works();
    /* Different mistakes: the lowest rank's. */
    CHECK_STATUS(da_zeros(lab.dist, lab.odd ? 77 : DA_INT8, lab.odd ? &lab.out : NULL),
                 lab.odd ? DA_ERR_DTYPE : DA_ERR_NULL);
    CHECK_STATUS(da_context_barrier(lab.ctx), DA_ERR_NULL);
    CHECK_EQ_I64(da_error_rank(), 0);
    check_works();
}

/* What adapters and applications find out for themselves, told to all. */
static void agree_on_outcomes(void) {
    CHECK_OK(da_context_agree(lab.ctx, DA_OK));
    const da_status own = lab.odd ? da_error_set(DA_ERR_EXTERNAL, "the other library said 77") : DA_OK;
    CHECK_STATUS(own, lab.odd ? DA_ERR_EXTERNAL : DA_OK);
    CHECK_STATUS(da_context_agree(lab.ctx, own), DA_ERR_EXTERNAL);
    CHECK_CONTAINS(da_error_message(), "DA_ERR_EXTERNAL: the other library said 77 (on rank");
    CHECK_EQ_I64(da_error_rank(), lab.size - 1);
    check_works();
    /* An error that was agreed on already keeps its text. */
    CHECK_STATUS(da_context_agree(lab.ctx, lab.odd ? da_context_agree(lab.ctx, DA_ERR_LAYOUT)
                                                   : da_context_agree(lab.ctx, DA_OK)), DA_ERR_LAYOUT);
    CHECK_CONTAINS(da_error_message(), "DA_ERR_LAYOUT: DA_ERR_LAYOUT (on rank");
    check_works();
    /* Different mistakes: the lowest rank's; a status that is none; one that stayed away from the call. */
    CHECK_STATUS(da_context_agree(lab.ctx, lab.odd ? DA_ERR_SHAPE : DA_ERR_AXIS), DA_ERR_AXIS);
    CHECK_EQ_I64(da_error_rank(), 0);
    CHECK_STATUS(da_context_agree(lab.ctx, lab.odd ? 4711 : DA_OK), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "4711");
    CHECK_STATUS(lab.odd ? da_context_barrier(lab.ctx) : da_context_agree(lab.ctx, DA_OK), DA_ERR_MISMATCH);
    check_works();
}

/* Other contexts are not concerned by a difference on one. */
static void other_contexts_work(void) {
    da_value value;
    CHECK_OK(lab.odd ? da_subtract(lab.a, lab.b, &lab.out) : da_add(lab.a, lab.b, &lab.out));
    CHECK_OK(da_sum_value(lab.elsewhere, &value));
    check_told("da_add", "da_subtract");
}

int main(int argc, char **argv) {
    const int64_t shape[2] = {4, 6};
    da_context *other = NULL;
    da_distribution *there = NULL;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &lab.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &lab.size);
    lab.odd = lab.rank == lab.size - 1;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &lab.ctx));
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &other));
    CHECK_OK(da_distribution_create(lab.ctx, 2, shape, "b,n", NULL, &lab.dist));
    CHECK_OK(da_distribution_create(lab.ctx, 2, shape, "b,n", NULL, &lab.other_dist));
    CHECK_OK(da_distribution_create(other, 2, shape, "b,n", NULL, &there));
    CHECK_OK(da_full(lab.dist, DA_FLOAT64, da_real(2), &lab.a));
    CHECK_OK(da_ones(lab.dist, DA_FLOAT64, &lab.b));
    CHECK_OK(da_ones(there, DA_FLOAT64, &lab.elsewhere));
    check_works();

    vary_arguments();
    vary_what_may_differ();
    vary_sequences();
    vary_long_sequences();
    vary_everywhere();
    vary_communicating();
    other_contexts_work();
    mix_failures();
    agree_on_outcomes();

    CHECK_OK(da_array_free(&lab.a));
    CHECK_OK(da_array_free(&lab.b));
    CHECK_OK(da_array_free(&lab.elsewhere));
    CHECK_OK(da_distribution_free(&lab.dist));
    CHECK_OK(da_distribution_free(&lab.other_dist));
    CHECK_OK(da_distribution_free(&there));
    CHECK_OK(da_context_free(&lab.ctx));
    CHECK_OK(da_context_free(&other));
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
