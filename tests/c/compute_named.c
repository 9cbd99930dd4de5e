/* ranks: 1 2 3 4 6  valgrind-full: 1 3
 *
 * The functions that bear NumPy's names, each called by its name: element-wise functions and
 * reductions of 1, 4, 9, ... give what a loop gives. */
#include "check.h"

enum { SIZE = 11 };

static da_array *squares(const da_distribution *dist) {
    da_array *a = NULL;
    da_local local;
    int64_t k;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    CHECK_OK(da_array_local(a, DA_ACCESS_WRITE, &local));
    for (k = 0; k < local.size; k++) {
        int64_t global = -1;
        CHECK_OK(da_distribution_global_from_local(dist, -1, &k, &global));
        ((double *)local.data)[k] = (double)((global + 1) * (global + 1));
    }
    return a;
}

/* Every element is `scale` times the root of its square, plus the square. */
static void check_elements(const da_distribution *dist, const da_array *a, double roots, double whole) {
    da_local local;
    int64_t k;
    CHECK_OK(da_array_local(a, DA_ACCESS_READ, &local));
    for (k = 0; k < local.size; k++) {
        int64_t global = -1;
        CHECK_OK(da_distribution_global_from_local(dist, -1, &k, &global));
        const double root = (double)(global + 1);
        CHECK_NEAR(((double *)local.data)[k], roots * root + whole * root * root, 1e-12);
    }
}

static void element_wise(const da_distribution *dist, const da_array *a) {
    da_array *root = NULL, *out = NULL;
    CHECK_OK(da_sqrt(a, &root));
    check_elements(dist, root, 1, 0);
    CHECK_OK(da_add(a, root, &out));
    check_elements(dist, out, 1, 1);
    CHECK_OK(da_subtract(root, a, &out));
    check_elements(dist, out, 1, -1);
    CHECK_OK(da_multiply(root, root, &out));
    check_elements(dist, out, 0, 1);
    CHECK_OK(da_true_divide(a, root, &out));
    check_elements(dist, out, 1, 0);
    CHECK_OK(da_scalar_binary(DA_OP_SUBTRACT, da_real(0.0), root, &out));
    CHECK_OK(da_absolute(out, &out));
    check_elements(dist, out, 1, 0);
    CHECK_OK(da_array_free(&root));
    CHECK_OK(da_array_free(&out));
}

/* A reduction's array, which every rank of the grid holds, has one element. */
static void check_single(da_array **a, int32_t ndim, double expected) {
    da_local local;
    int32_t axes = -1;
    CHECK_OK(da_array_ndim(*a, &axes));
    CHECK_EQ_I64(axes, ndim);
    CHECK_OK(da_array_local(*a, DA_ACCESS_READ, &local));
    if (local.data != NULL) CHECK_NEAR(*(double *)local.data, expected, 1e-12);
    CHECK_OK(da_array_free(a));
}

static void check_value(da_status status, da_value value, double expected) {
    double x = -1;
    CHECK_OK(status);
    CHECK_OK(da_value_f64(value, &x));
    CHECK_NEAR(x, expected, 1e-12);
}

static void reductions(const da_array *a) {
    const double sum = SIZE * (SIZE + 1) * (2 * SIZE + 1) / 6.0;
    const int32_t axis = -1;
    da_array *out = NULL;
    da_value value = da_int(0);
    da_status status;
    CHECK_OK(da_sum(a, 0, NULL, 0, &out));
    check_single(&out, 0, sum);
    CHECK_OK(da_min(a, 1, &axis, DA_KEEPDIMS, &out));
    check_single(&out, 1, 1);
    CHECK_OK(da_max(a, 0, NULL, DA_KEEPDIMS, &out));
    check_single(&out, 1, SIZE * SIZE);
    CHECK_OK(da_mean(a, 1, &axis, 0, &out));
    check_single(&out, 0, sum / SIZE);
    status = da_sum_value(a, &value);
    check_value(status, value, sum);
    status = da_min_value(a, &value);
    check_value(status, value, 1);
    status = da_max_value(a, &value);
    check_value(status, value, SIZE * SIZE);
    status = da_mean_value(a, &value);
    check_value(status, value, sum / SIZE);
}

int main(int argc, char **argv) {
    const int64_t shape[1] = {SIZE};
    da_context *ctx = NULL;
    da_distribution *dist = NULL;
    int verdict;
    MPI_Init(&argc, &argv);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    CHECK_OK(da_distribution_create(ctx, 1, shape, "c:2", NULL, &dist));
    da_array *a = squares(dist);
    element_wise(dist, a);
    reductions(a);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
    verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
