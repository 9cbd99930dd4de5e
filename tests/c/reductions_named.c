/* ranks: 1 3
 *
 * Every reduction and scan under its own name, as an array and as a scalar. */
#include "fixture.h"

enum { COUNT = 5 };
static const double plain[COUNT] = {3, 5, -1, 0, 2}, holed[COUNT] = {3, NAN, -1, 0, 2};
static const int32_t axes[1] = {0};

static da_array *made(const world *w, const char *text, const double *numbers) {
    const int64_t shape[1] = {COUNT};
    da_distribution *dist = make_dist(w->ctx, 1, shape, text);
    da_array *a = NULL;
    da_cursor c;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) memcpy(c.data, &numbers[c.index[0]], sizeof(double));
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

static double as_number(da_value value) {
    double x = NAN;
    CHECK_OK(da_value_f64(value, &x));
    return x;
}

/* The element of a result, which is freed. */
static double taken(da_array **out, const int64_t *index) {
    da_value value;
    CHECK_OK(da_get(*out, index, &value));
    CHECK_OK(da_array_free(out));
    return as_number(value);
}

static void reductions(const da_array *y, const da_array *x) {
    da_array *out = NULL;
    da_value value;
    CHECK_OK(da_prod(y, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 0.0, 1e-14);
    CHECK_OK(da_prod_value(y, &value));
    CHECK_NEAR(as_number(value), 0.0, 1e-14);
    CHECK_OK(da_ptp(y, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 6.0, 1e-14);
    CHECK_OK(da_ptp_value(y, &value));
    CHECK_NEAR(as_number(value), 6.0, 1e-14);
    CHECK_OK(da_any(y, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 1.0, 1e-14);
    CHECK_OK(da_any_value(y, &value));
    CHECK_NEAR(as_number(value), 1.0, 1e-14);
    CHECK_OK(da_all(y, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 0.0, 1e-14);
    CHECK_OK(da_all_value(y, &value));
    CHECK_NEAR(as_number(value), 0.0, 1e-14);
    CHECK_OK(da_count_nonzero(y, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 4.0, 1e-14);
    CHECK_OK(da_count_nonzero_value(y, &value));
    CHECK_NEAR(as_number(value), 4.0, 1e-14);
    CHECK_OK(da_nansum(x, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 4.0, 1e-14);
    CHECK_OK(da_nansum_value(x, &value));
    CHECK_NEAR(as_number(value), 4.0, 1e-14);
    CHECK_OK(da_nanprod(x, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 0.0, 1e-14);
    CHECK_OK(da_nanprod_value(x, &value));
    CHECK_NEAR(as_number(value), 0.0, 1e-14);
    CHECK_OK(da_nanmin(x, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), -1.0, 1e-14);
    CHECK_OK(da_nanmin_value(x, &value));
    CHECK_NEAR(as_number(value), -1.0, 1e-14);
    CHECK_OK(da_nanmax(x, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 3.0, 1e-14);
    CHECK_OK(da_nanmax_value(x, &value));
    CHECK_NEAR(as_number(value), 3.0, 1e-14);
    CHECK_OK(da_nanmean(x, 1, axes, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 1.0, 1e-14);
    CHECK_OK(da_nanmean_value(x, &value));
    CHECK_NEAR(as_number(value), 1.0, 1e-14);
    CHECK_OK(da_var(y, 1, axes, 0, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 4.56, 1e-14);
    CHECK_OK(da_var_value(y, 1, &value));
    CHECK_NEAR(as_number(value), 5.7, 1e-14);
    CHECK_OK(da_std(y, 1, axes, 0, 0, &out));
    CHECK_NEAR(taken(&out, NULL), sqrt(4.56), 1e-14);
    CHECK_OK(da_std_value(y, 0, &value));
    CHECK_NEAR(as_number(value), sqrt(4.56), 1e-14);
    CHECK_OK(da_nanvar(x, 1, axes, 0, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 2.5, 1e-14);
    CHECK_OK(da_nanvar_value(x, 0, &value));
    CHECK_NEAR(as_number(value), 2.5, 1e-14);
    CHECK_OK(da_nanstd(x, 1, axes, 0, 0, &out));
    CHECK_NEAR(taken(&out, NULL), sqrt(2.5), 1e-14);
    CHECK_OK(da_nanstd_value(x, 0, &value));
    CHECK_NEAR(as_number(value), sqrt(2.5), 1e-14);
    CHECK_OK(da_argmax_value(y, &value));
    CHECK_NEAR(as_number(value), 1, 0);
    CHECK_OK(da_nanargmin_value(x, &value));
    CHECK_NEAR(as_number(value), 2, 0);
    CHECK_OK(da_nanargmax(x, 0, 0, &out));
    CHECK_NEAR(taken(&out, NULL), 0, 0);
    CHECK_OK(da_nanargmax_value(x, &value));
    CHECK_NEAR(as_number(value), 0, 0);
}

static void scans(const da_array *y, const da_array *x) {
    const int64_t third[1] = {2}, last[1] = {COUNT - 1};
    da_array *out = NULL;
    CHECK_OK(da_cumprod(y, 0, 0, &out));
    CHECK_NEAR(taken(&out, third), -15, 0);
    CHECK_OK(da_nancumsum(x, 0, 0, &out));
    CHECK_NEAR(taken(&out, last), 4, 0);
    CHECK_OK(da_nancumprod(x, 0, 0, &out));
    CHECK_NEAR(taken(&out, third), -3, 0);
    CHECK_OK(da_minimum_accumulate(y, 0, 0, &out));
    CHECK_NEAR(taken(&out, last), -1, 0);
    CHECK_OK(da_logical_or_accumulate(y, 0, 0, &out));
    CHECK_NEAR(taken(&out, last), 1, 0);
    CHECK_OK(da_logical_xor_accumulate(y, 0, 0, &out));
    CHECK_NEAR(taken(&out, last), 0, 0);
}

int main(int argc, char **argv) {
    static const char *const layouts[] = {"b", "c", "n"};
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int k = 0; k < 3; k++) {
        da_array *y = made(&w, layouts[k], plain), *x = made(&w, layouts[k], holed);
        reductions(y, x);
        scans(y, x);
        CHECK_OK(da_array_free(&y));
        CHECK_OK(da_array_free(&x));
    }
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
