/* ranks: 1 2 3 4 6  valgrind: 1
 * Reductions where it matters how: nan, infinities, integers that wrap, sums that need care, results
 * into arrays of other dtypes, and every rank the same bits. */
#include "arithmetic.h"

/* One element per rank; `special` stands on one rank, `ordinary` elsewhere. */
static da_array *make(const world *w, const da_distribution *dist, int32_t dtype, da_value ordinary, da_value special,
                      int32_t where) {
    da_array *a = NULL, *one = NULL;
    CHECK_OK(da_full(dist, dtype, ordinary, &a));
    CHECK_OK(da_full(dist, dtype, special, &one));
    const da_local source = local_of(one, DA_ACCESS_READ);
    da_local local = local_of(a, DA_ACCESS_WRITE);
    if (w->rank == where) memcpy(local.data, source.data, item_size(dtype));
    CHECK_OK(da_array_free(&one));
    return a;
}

static double real_of_value(da_status status, da_value v) {
    double re = -1, im = 0;
    CHECK_OK(status);
    CHECK_OK(da_value_c128(v, &re, &im));
    return re;
}

static void check_nan(const world *w, const da_distribution *dist) {
    static const int32_t dtypes[] = {DA_FLOAT32, DA_FLOAT64, DA_COMPLEX64, DA_COMPLEX128};
    for (int d = 0; d < 4; d++)
        for (int32_t where = 0; where < w->size; where++) {
            da_array *a = make(w, dist, dtypes[d], da_real(2), da_real(NAN), where);
            da_value v;
            CHECK(isnan(real_of_value(da_sum_value(a, &v), v)));
            CHECK(isnan(real_of_value(da_min_value(a, &v), v)));
            CHECK(isnan(real_of_value(da_max_value(a, &v), v)));
            CHECK(isnan(real_of_value(da_mean_value(a, &v), v)));
            CHECK_OK(da_array_free(&a));
            a = make(w, dist, dtypes[d], da_real(2), da_real(-INFINITY), where);
            CHECK(real_of_value(da_min_value(a, &v), v) == -INFINITY);
            CHECK(real_of_value(da_max_value(a, &v), v) == (w->size == 1 ? -INFINITY : 2));
            CHECK(real_of_value(da_sum_value(a, &v), v) == -INFINITY);
            CHECK_OK(da_array_free(&a));
        }
}

static void check_integers(const world *w, const da_distribution *dist) {
    da_value v;
    int64_t i = 0;
    da_array *a = make(w, dist, DA_INT64, da_int(INT64_MAX), da_int(INT64_MIN), 0);
    CHECK_OK(da_sum_value(a, &v));
    CHECK_OK(da_value_i64(v, &i));
    CHECK_EQ_I64(i, (int64_t)((uint64_t)INT64_MIN + (uint64_t)(w->size - 1) * (uint64_t)INT64_MAX)); /* wraps */
    CHECK_OK(da_min_value(a, &v));
    CHECK_OK(da_value_i64(v, &i));
    CHECK_EQ_I64(i, INT64_MIN); /* no rounding through a double */
    CHECK_OK(da_max_value(a, &v));
    CHECK_OK(da_value_i64(v, &i));
    CHECK_EQ_I64(i, w->size == 1 ? INT64_MIN : INT64_MAX);
    CHECK_OK(da_array_free(&a));
    a = make(w, dist, DA_UINT64, da_int(1), da_u64(UINT64_MAX), w->size - 1);
    CHECK_OK(da_max_value(a, &v));
    CHECK(v.dtype == DA_UINT64 && v.bits[0] == UINT64_MAX);
    CHECK_OK(da_sum_value(a, &v));
    CHECK(v.dtype == DA_UINT64 && v.bits[0] == (uint64_t)(w->size - 2));
    CHECK_OK(da_array_free(&a));
    a = make(w, dist, DA_BOOL, da_bool(1), da_bool(0), 0);
    CHECK_OK(da_sum_value(a, &v));
    CHECK_OK(da_value_i64(v, &i));
    CHECK_EQ_I64(i, w->size - 1);
    CHECK_OK(da_min_value(a, &v));
    CHECK(v.dtype == DA_BOOL && v.bits[0] == 0);
    CHECK_NEAR(real_of_value(da_mean_value(a, &v), v), (double)(w->size - 1) / w->size, 1e-16);
    CHECK_OK(da_array_free(&a));
    a = make(w, dist, DA_INT8, da_int(127), da_int(127), 0); /* the mean does not wrap at 8 bits */
    CHECK_NEAR(real_of_value(da_mean_value(a, &v), v), 127, 0);
    CHECK_OK(da_array_free(&a));
}

/* 10^6 float32 tenths per rank: a plain loop is off by a thousandth; the sum is the same bits everywhere. */
static void check_accuracy(const world *w) {
    enum { N = 1000000 };
    const int64_t shape[1] = {(int64_t)N * w->size};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL;
    da_value v;
    uint64_t least = 0, most = 0;
    CHECK_OK(da_full(dist, DA_FLOAT32, da_real(0.1), &a));
    const double exact = (double)0.1f * N * w->size;
    CHECK_NEAR(real_of_value(da_sum_value(a, &v), v), exact, 2e-6 * exact);
    MPI_Allreduce(&v.bits[0], &least, 1, MPI_UINT64_T, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(&v.bits[0], &most, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
    CHECK(least == v.bits[0] && most == v.bits[0]);
    CHECK_NEAR(real_of_value(da_mean_value(a, &v), v), (double)0.1f, 1e-7);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Into another dtype of the same kind, and not into another kind. */
static void check_out(const world *w, const da_distribution *dist) {
    da_array *a = NULL, *out = NULL, *wide = NULL, *narrow = NULL;
    CHECK_OK(da_full(dist, DA_FLOAT64, da_real(1.5), &a));
    CHECK_OK(da_sum(a, 0, NULL, 0, &out)); /* its layout serves the others */
    CHECK_OK(da_full_like(out, DA_COMPLEX64, da_int(-1), &wide));
    CHECK_OK(da_sum(a, 0, NULL, 0, &wide));
    const number n = load(DA_COMPLEX64, local_of(wide, DA_ACCESS_READ).data);
    CHECK(n.re == 1.5 * w->size && n.im == 0);
    CHECK_OK(da_full_like(out, DA_INT32, da_int(-1), &narrow));
    CHECK_STATUS(da_sum(a, 0, NULL, 0, &narrow), DA_ERR_CASTING);
    CHECK_EQ_I64(load(DA_INT32, local_of(narrow, DA_ACCESS_READ).data).i, -1);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_free(&wide));
    CHECK_OK(da_array_free(&narrow));
}

/* Into a column on the same grid: of the ranks that share a row's sum only the first has it, the others a section
 * without elements. */
static void check_column(const world *w) {
    const int64_t shape[2] = {2 * w->size, 3 * w->size}, column[2] = {2 * w->size, 1}, grid[2] = {1, w->size};
    const int32_t axes[1] = {1};
    da_distribution_options options = {.struct_size = sizeof options, .grid_ndim = 2, .grid_shape = grid};
    da_distribution *dist = NULL, *narrow = NULL;
    da_array *a = NULL, *out = NULL;
    CHECK_OK(da_distribution_create(w->ctx, 2, shape, "c:3,c:3", &options, &dist));
    CHECK_OK(da_distribution_create(w->ctx, 2, column, "c:3,c:3", &options, &narrow));
    CHECK_OK(da_full(dist, DA_FLOAT64, da_real(0.5), &a));
    CHECK_OK(da_zeros(narrow, DA_FLOAT64, &out));
    CHECK_OK(da_sum(a, 1, axes, DA_KEEPDIMS, &out));
    const da_local local = local_of(out, DA_ACCESS_READ);
    CHECK_EQ_I64(local.size, w->rank == 0 ? 2 * w->size : 0);
    for (int64_t i = 0; i < local.size; i++) CHECK_NEAR(((const double *)local.data)[i], 1.5 * w->size, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&narrow));
}

/* The mean subtracted in place: what the demonstration does, without anything sent but the mean. */
static void check_centred(const world *w) {
    const int64_t shape[2] = {3 * w->size, 4};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    da_array *a = NULL;
    da_value mean, rest;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    set_by_global(a);
    CHECK_OK(da_mean_value(a, &mean));
    CHECK_OK(da_binary_scalar(DA_OP_SUBTRACT, a, mean, &a));
    CHECK_NEAR(real_of_value(da_mean_value(a, &rest), rest), 0, 1e-15);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t shape[1] = {w.size};
    da_distribution *dist = make_dist(w.ctx, 1, shape, "b");
    check_nan(&w, dist);
    check_integers(&w, dist);
    check_out(&w, dist);
    CHECK_OK(da_distribution_free(&dist));
    check_accuracy(&w);
    check_column(&w);
    check_centred(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
