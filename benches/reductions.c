/* Reductions of one rank against reading memory: 10^7 elements, best of several runs, in GB/s. `make bench`
 * runs it; T=reductions alone. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <distarray.h>

enum { REPEATS = 15 };

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { \
            fprintf(stderr, "%s: %s\n", #call, da_error_message()); \
            MPI_Abort(MPI_COMM_WORLD, 1); \
        } \
    } while (0)

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* What of the machine this process gets: a sum in 32 lanes, in C. */
static double read_memory(const double *x, int64_t n) {
    double lanes[32] = {0}, sum = 0;
    for (int64_t i = 0; i + 32 <= n; i += 32)
        for (int k = 0; k < 32; k++) lanes[k] += x[i + k];
    for (int k = 0; k < 32; k++) sum += lanes[k];
    return sum;
}

/* Best time of a call, as GB/s of its operands. */
#define MEASURE(label, bytes, ...) \
    do { \
        double best = 1e9; \
        for (int r = 0; r < REPEATS; r++) { \
            const double begin = seconds(); \
            __VA_ARGS__; \
            const double time = seconds() - begin; \
            if (time < best) best = time; \
        } \
        printf("%-34s %8.3f ms %7.1f GB/s\n", label, 1e3 * best, (double)(bytes) / best / 1e9); \
    } while (0)

#define INTO(call) \
    do { \
        da_array *out = NULL; \
        TRY(call); \
        TRY(da_array_free(&out)); \
    } while (0)

static da_array *numbers(const da_distribution *dist, int32_t dtype) {
    da_array *a = NULL;
    da_local local;
    TRY(da_empty(dist, dtype, &a));
    TRY(da_array_local(a, DA_ACCESS_WRITE, &local));
    for (int64_t i = 0; i < local.size; i++) {
        const int64_t x = i * 7919 % 1000003 - 500000;
        if (dtype == DA_FLOAT64) ((double *)local.data)[i] = (double)x / 1000;
        else if (dtype == DA_FLOAT32) ((float *)local.data)[i] = (float)x / 1000;
        else ((int32_t *)local.data)[i] = (int32_t)x;
    }
    return a;
}

static void whole(const da_context *ctx) {
    const int64_t n[1] = {10000000};
    static const int32_t dtypes[3] = {DA_FLOAT64, DA_FLOAT32, DA_INT32};
    static const char *names[3] = {"float64", "float32", "int32"};
    da_distribution *dist = NULL;
    TRY(da_distribution_create(ctx, 1, n, "b", NULL, &dist));
    for (int d = 0; d < 3; d++) {
        const double bytes = (d == 0 ? 8.0 : 4.0) * (double)n[0];
        da_array *a = numbers(dist, dtypes[d]);
        da_local local;
        da_value v;
        volatile double sink;
        TRY(da_array_local(a, DA_ACCESS_READ, &local));
        printf("all of 10^7 %s\n", names[d]);
        if (d == 0) MEASURE("  read (32 lanes in C)", bytes, sink = read_memory((const double *)local.data, n[0]));
        MEASURE("  sum", bytes, TRY(da_sum_value(a, &v)));
        MEASURE("  min", bytes, TRY(da_min_value(a, &v)));
        MEASURE("  max", bytes, TRY(da_max_value(a, &v)));
        MEASURE("  mean", bytes, TRY(da_mean_value(a, &v)));
        MEASURE("  var", bytes, TRY(da_var_value(a, 0, &v)));
        MEASURE("  argmin", bytes, TRY(da_argmin_value(a, &v)));
        MEASURE("  all", bytes, TRY(da_all_value(a, &v)));
        MEASURE("  count_nonzero", bytes, TRY(da_count_nonzero_value(a, &v)));
        MEASURE("  dot", 2 * bytes, TRY(da_vdot_value(a, a, 0, &v)));
        MEASURE("  norm 2", bytes, TRY(da_norm_value(a, 2, &v)));
        MEASURE("  nansum", bytes, TRY(da_nansum_value(a, &v)));
        MEASURE("  sum, reproducible", bytes, TRY(da_reduce_with_value(DA_REDUCE_SUM, a, DA_REPRODUCIBLE, NULL, &v)));
        MEASURE("  dot, reproducible", 2 * bytes, TRY(da_vdot_value(a, a, DA_REPRODUCIBLE, &v)));
        (void)sink;
        TRY(da_array_free(&a));
    }
    TRY(da_distribution_free(&dist));
}

static void axes(const da_context *ctx, int64_t rows, int64_t columns) {
    const int64_t shape[2] = {rows, columns};
    static const int32_t dtypes[3] = {DA_FLOAT64, DA_FLOAT32, DA_INT32};
    static const char *names[3] = {"float64", "float32", "int32"};
    da_distribution *dist = NULL;
    TRY(da_distribution_create(ctx, 2, shape, "b,n", NULL, &dist));
    for (int d = 0; d < 3; d++) {
        const double bytes = (d == 0 ? 8.0 : 4.0) * (double)(rows * columns);
        da_array *a = numbers(dist, dtypes[d]);
        printf("axes of %lld x %lld %s\n", (long long)rows, (long long)columns, names[d]);
        for (int32_t axis = 0; axis < 2; axis++) {
            char label[64];
#define ALONG(name, call) \
    do { \
        snprintf(label, sizeof label, "  %s, axis %d", name, (int)axis); \
        MEASURE(label, bytes, INTO(call)); \
    } while (0)
            ALONG("sum", da_sum(a, 1, &axis, 0, &out));
            ALONG("max", da_max(a, 1, &axis, 0, &out));
            ALONG("var", da_var(a, 1, &axis, 0, 0, &out));
            ALONG("argmin", da_argmin(a, axis, 0, &out));
        }
        TRY(da_array_free(&a));
    }
    TRY(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    da_context *ctx = NULL;
    MPI_Init(&argc, &argv);
    TRY(da_context_create(MPI_COMM_SELF, NULL, &ctx));
    whole(ctx);
    axes(ctx, 3162, 3162);
    axes(ctx, 1000000, 10);
    axes(ctx, 10, 1000000);
    TRY(da_context_free(&ctx));
    MPI_Finalize();
    return 0;
}
