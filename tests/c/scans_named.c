/* ranks: 1 3
 *
 * Scans that no other program calls under their own names. */
#include "fixture.h"

enum { COUNT = 5 };
static const double plain[COUNT] = {3, 5, -1, 0, 2}, holed[COUNT] = {3, NAN, -1, 0, 2};

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
        scans(y, x);
        CHECK_OK(da_array_free(&y));
        CHECK_OK(da_array_free(&x));
    }
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
