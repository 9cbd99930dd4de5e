/* ranks: 1 2 3 4 6
 * Every reduction under its own name, of six numbers, one of which is nan for the forms that leave nan out: NumPy's
 * results. What happens in other layouts is in reduce_axes.c. */
#include "fixture.h"

static void set_number(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    static const double numbers[2][6] = {{3, -2.5, 0.5, 5, 0, 10}, {3, -2.5, 0.5, 5, 2.5, NAN}};
    memcpy(element_at(local, index), &numbers[*(const int *)user][global[0]], sizeof(double));
}

static void check_value(da_value v, double expected) {
    double re = NAN, im = NAN;
    CHECK_OK(da_value_c128(v, &re, &im));
    CHECK_NEAR(re, expected, 1e-14 * (1 + fabs(expected)));
}

/* An array without axes that every rank holds; it is freed. */
static void check_array(da_array **out, double expected) {
    da_value v;
    CHECK_EQ_I64(local_of(*out, DA_ACCESS_READ).size, 1);
    CHECK_OK(da_max_value(*out, &v));
    check_value(v, expected);
    CHECK_OK(da_array_free(out));
}

static void of_numbers(const da_array *numbers) {
    da_array *out = NULL;
    da_value v;
    CHECK_OK(da_sum(numbers, 0, NULL, 0, &out));
    check_array(&out, 16);
    CHECK_OK(da_sum_value(numbers, &v));
    check_value(v, 16);
    CHECK_OK(da_prod(numbers, 0, NULL, 0, &out));
    check_array(&out, -0);
    CHECK_OK(da_prod_value(numbers, &v));
    check_value(v, -0);
    CHECK_OK(da_min(numbers, 0, NULL, 0, &out));
    check_array(&out, -2.5);
    CHECK_OK(da_min_value(numbers, &v));
    check_value(v, -2.5);
    CHECK_OK(da_max(numbers, 0, NULL, 0, &out));
    check_array(&out, 10);
    CHECK_OK(da_max_value(numbers, &v));
    check_value(v, 10);
    CHECK_OK(da_ptp(numbers, 0, NULL, 0, &out));
    check_array(&out, 12.5);
    CHECK_OK(da_ptp_value(numbers, &v));
    check_value(v, 12.5);
    CHECK_OK(da_mean(numbers, 0, NULL, 0, &out));
    check_array(&out, 2.6666666666666665);
    CHECK_OK(da_mean_value(numbers, &v));
    check_value(v, 2.6666666666666665);
    CHECK_OK(da_any(numbers, 0, NULL, 0, &out));
    check_array(&out, 1);
    CHECK_OK(da_any_value(numbers, &v));
    check_value(v, 1);
    CHECK_OK(da_all(numbers, 0, NULL, 0, &out));
    check_array(&out, 0);
    CHECK_OK(da_all_value(numbers, &v));
    check_value(v, 0);
    CHECK_OK(da_count_nonzero(numbers, 0, NULL, 0, &out));
    check_array(&out, 5);
    CHECK_OK(da_count_nonzero_value(numbers, &v));
    check_value(v, 5);
    CHECK_OK(da_var(numbers, 0, NULL, 1, 0, &out));
    check_array(&out, 19.566666666666666);
    CHECK_OK(da_var_value(numbers, 1, &v));
    check_value(v, 19.566666666666666);
    CHECK_OK(da_std(numbers, 0, NULL, 1, 0, &out));
    check_array(&out, 4.4234225060089685);
    CHECK_OK(da_std_value(numbers, 1, &v));
    check_value(v, 4.4234225060089685);
    CHECK_OK(da_argmin(numbers, 0, 0, &out));
    check_array(&out, 1);
    CHECK_OK(da_argmin_value(numbers, &v));
    check_value(v, 1);
    CHECK_OK(da_argmax(numbers, 0, 0, &out));
    check_array(&out, 5);
    CHECK_OK(da_argmax_value(numbers, &v));
    check_value(v, 5);
}

static void without_nan(const da_array *holes) {
    da_array *out = NULL;
    da_value v;
    CHECK_OK(da_nansum(holes, 0, NULL, 0, &out));
    check_array(&out, 8.5);
    CHECK_OK(da_nansum_value(holes, &v));
    check_value(v, 8.5);
    CHECK_OK(da_nanprod(holes, 0, NULL, 0, &out));
    check_array(&out, -46.875);
    CHECK_OK(da_nanprod_value(holes, &v));
    check_value(v, -46.875);
    CHECK_OK(da_nanmin(holes, 0, NULL, 0, &out));
    check_array(&out, -2.5);
    CHECK_OK(da_nanmin_value(holes, &v));
    check_value(v, -2.5);
    CHECK_OK(da_nanmax(holes, 0, NULL, 0, &out));
    check_array(&out, 5);
    CHECK_OK(da_nanmax_value(holes, &v));
    check_value(v, 5);
    CHECK_OK(da_nanmean(holes, 0, NULL, 0, &out));
    check_array(&out, 1.7);
    CHECK_OK(da_nanmean_value(holes, &v));
    check_value(v, 1.7);
    CHECK_OK(da_nanvar(holes, 0, NULL, 1, 0, &out));
    check_array(&out, 8.0750000000000011);
    CHECK_OK(da_nanvar_value(holes, 1, &v));
    check_value(v, 8.0750000000000011);
    CHECK_OK(da_nanstd(holes, 0, NULL, 1, 0, &out));
    check_array(&out, 2.8416544476765644);
    CHECK_OK(da_nanstd_value(holes, 1, &v));
    check_value(v, 2.8416544476765644);
    CHECK_OK(da_nanargmin(holes, 0, 0, &out));
    check_array(&out, 1);
    CHECK_OK(da_nanargmin_value(holes, &v));
    check_value(v, 1);
    CHECK_OK(da_nanargmax(holes, 0, 0, &out));
    check_array(&out, 3);
    CHECK_OK(da_nanargmax_value(holes, &v));
    check_value(v, 3);
}

int main(int argc, char **argv) {
    static const int64_t shape[1] = {6};
    MPI_Init(&argc, &argv);
    world w = world_open();
    da_distribution *dist = make_dist(w.ctx, 1, shape, "c");
    for (int holes = 0; holes < 2; holes++) {
        da_array *a = NULL;
        CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
        each_element(a, DA_ACCESS_WRITE, set_number, &holes);
        if (holes) without_nan(a);
        else of_numbers(a);
        CHECK_OK(da_array_free(&a));
    }
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
