/* Global Arrays and NumPy-like arrays on the same memory: a product by GA_Dgemm, whose result is read, summed and
 * scaled where it is, and a matrix of another distribution that goes into a global array by one-sided puts.
 *
 *     mpiexec -n 4 ./ga_dgemm [n]
 *
 * a[i, j] = i + j, dealt out cyclically; b is 2 on the diagonal. Build it with the target DistArray::ga.
 * ranks: 1 2 3 4  timeout: 60  expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray/ga.h>

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { fprintf(stderr, "%s\n", da_error_message()); MPI_Abort(MPI_COMM_WORLD, 1); } \
    } while (0)
#define REQUIRE(condition) \
    do { \
        if (!(condition)) { fprintf(stderr, "wrong: %s\n", #condition); MPI_Abort(MPI_COMM_WORLD, 1); } \
    } while (0)

static double sum_of_indices(int64_t i, int64_t j) { return (double)(i + j); }
static double two_on_diagonal(int64_t i, int64_t j) { return i == j ? 2 : 0; }

/* Any distribution: each rank walks over what it owns. */
static void set(const da_array *a, double (*element)(int64_t i, int64_t j))
{
    da_cursor c;
    TRY(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) *(double *)c.data = element(c.index[0], c.index[1]);
    TRY(da_cursor_end(&c));
}

static double sum_of(const da_array *a)
{
    da_value sum;
    double value = 0;
    TRY(da_sum_value(a, &sum));
    TRY(da_value_f64(sum, &value));
    return value;
}

int main(int argc, char **argv)
{
    const int n = argc > 1 ? atoi(argv[1]) : 120;
    const int64_t shape[2] = {n, n};
    int me, g_a = 0, g_b = 0, g_c = 0;
    da_context *ctx = NULL;
    da_distribution *cyclic = NULL, *blocks = NULL;
    da_array *a = NULL, *b = NULL, *c = NULL;
    MPI_Init(&argc, &argv);
    GA_Initialize();
    if (!MA_init(C_DBL, 1000000, 1000000)) MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &ctx));

    /* A matrix of ours, of a distribution that GA_Dgemm knows nothing of, becomes a global array by puts. */
    TRY(da_distribution_create(ctx, 2, shape, "c:3,c:5", NULL, &cyclic));
    TRY(da_empty(cyclic, DA_FLOAT64, &a));
    set(a, sum_of_indices);
    TRY(da_ga_export_copy(a, "a", &g_a));

    /* Memory that both share: Global Arrays makes it, laid out as our distribution says. */
    TRY(da_distribution_create(ctx, 2, shape, "b,n", NULL, &blocks));
    TRY(da_ga_create(blocks, DA_FLOAT64, "b", &g_b));
    TRY(da_ga_create(blocks, DA_FLOAT64, "c", &g_c));
    TRY(da_ga_import(ctx, g_b, 0, &b));
    TRY(da_ga_import(ctx, g_c, 0, &c));
    set(b, two_on_diagonal);

    /* GA_Sync parts local access from one-sided operations, on both sides of them. */
    GA_Sync();
    GA_Dgemm('n', 'n', n, n, n, 1.0, g_a, g_b, 0.0, g_c);
    GA_Sync();

    /* The product is in `c` already. */
    const double once = sum_of(a), twice = sum_of(c);
    if (me == 0) printf("the sum of a is %.0f, that of a times 2 is %.0f\n", once, twice);
    REQUIRE(once == (double)n * n * (n - 1) && twice == 2 * once);
    TRY(da_binary_scalar(DA_OP_SUBTRACT, c, da_real(1), &c));
    GA_Sync();

    /* And what we did to it, Global Arrays sees. */
    int64_t corner[2] = {n - 1, n - 1}, ld[1] = {1};
    double last = 0;
    NGA_Get64(g_c, corner, corner, &last, ld);
    REQUIRE(last == 4.0 * (n - 1) - 1);
    if (me == 0) printf("OK\n");

    da_array *arrays[] = {a, b, c};
    for (int k = 0; k < 3; k++) da_array_free(&arrays[k]); /* before the memory goes */
    GA_Destroy(g_a);
    GA_Destroy(g_b);
    GA_Destroy(g_c);
    da_distribution_free(&cyclic);
    da_distribution_free(&blocks);
    da_context_free(&ctx);
    GA_Terminate();
    MPI_Finalize();
    return 0;
}
