/* ranks: 1 2 3 4 6  valgrind-full: 1
 * What reductions take beside axes: masks, initial values, weights, other operands; labels as places; errors that
 * only some ranks find. */
#include "arithmetic.h"
#include "labels.h"

static void set_number(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    (void)user;
    store(local->dtype, element_at(local, index), value_at(local->ndim, global), 0);
}

/* Every third element counts. */
static int counts(int32_t ndim, const int64_t *global) { return value_at(ndim, global) % 3 == 1; }

static void set_mask(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    (void)user;
    store(local->dtype, element_at(local, index), counts(local->ndim, global), 0);
}

static double weight(int32_t ndim, const int64_t *global) { return (double)(value_at(ndim, global) % 4) + 0.5; }

static void set_weight(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const double w = weight(local->ndim, global);
    (void)user;
    memcpy(element_at(local, index), &w, sizeof w);
}

/* What a serial loop makes of column `column` of ROWS rows. */
enum { ROWS = 14, COLUMNS = 9 };
typedef struct column { double sum, kept, count, least, weighted, weights, dot; } column;

static column serial(int64_t number) {
    column c = {0, 0, 0, 1e9, 0, 0, 0};
    for (int64_t row = 0; row < ROWS; row++) {
        const int64_t global[2] = {row, number};
        const double x = (double)value_at(2, global), w = weight(2, global);
        c.sum += x;
        if (counts(2, global)) {
            c.kept += x;
            c.count++;
            if (x < c.least) c.least = x;
        }
        c.weighted += x * w;
        c.weights += w;
        c.dot += x * x;
    }
    return c;
}

enum { KEPT_SUM, KEPT_MEAN, KEPT_LEAST, KEPT_ANY, AVERAGE, SQUARES };

static void check_column(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const column c = serial(global[0]);
    const double expected[] = {c.kept + 100, c.kept / c.count, c.count ? c.least : 50, c.count > 0,
                               c.weighted / c.weights, sqrt(c.dot)};
    const double e = expected[*(const int *)user];
    const number n = load(local->dtype, element_at(local, index));
    CHECK_NEAR(n.re, e, 1e-13 * (1 + fabs(e)));
}

static void check_options(const world *w, const char *text) {
    const int64_t shape[2] = {ROWS, COLUMNS};
    const int32_t rows[1] = {0};
    da_distribution *dist = make_dist(w->ctx, 2, shape, text);
    da_array *a = NULL, *mask = NULL, *weights = NULL, *out = NULL;
    da_reduce_options options;
    da_value v;
    double got, all = 0, dot = 0;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    CHECK_OK(da_empty(dist, DA_BOOL, &mask));
    CHECK_OK(da_empty(dist, DA_FLOAT64, &weights));
    each_element(a, DA_ACCESS_WRITE, set_number, NULL);
    each_element(mask, DA_ACCESS_WRITE, set_mask, NULL);
    each_element(weights, DA_ACCESS_WRITE, set_weight, NULL);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.where_mask = mask;
    for (int what = KEPT_SUM; what <= SQUARES; what++) {
        static const int32_t ops[] = {DA_REDUCE_SUM, DA_REDUCE_MEAN, DA_REDUCE_MIN, DA_REDUCE_ANY};
        options.has_initial = what == KEPT_SUM || what == KEPT_LEAST;
        options.initial = what == KEPT_SUM ? da_int(100) : da_real(50);
        if (what == AVERAGE) CHECK_OK(da_average(a, weights, 1, rows, 0, &out));
        else if (what == SQUARES) CHECK_OK(da_norm(a, 2, 1, rows, 0, &out));
        else CHECK_OK(da_reduce_with(ops[what], a, 1, rows, 0, &options, &out));
        each_element(out, DA_ACCESS_READ, check_column, &what);
        CHECK_OK(da_array_free(&out));
    }
    options.has_initial = 0;
    CHECK_STATUS(da_reduce_with(DA_REDUCE_MAX, a, 1, rows, 0, &options, &out), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "initial");
    CHECK_STATUS(da_reduce_with(DA_REDUCE_PTP, a, 1, rows, 0, &options, &out), DA_ERR_ARGUMENT);
    CHECK_OK(da_fill(weights, da_int(0)));
    CHECK_STATUS(da_average(a, weights, 1, rows, 0, &out), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "sum to zero");
    CHECK(out == NULL);
    for (int64_t k = 0; k < COLUMNS; k++) {
        all += serial(k).sum;
        dot += serial(k).dot;
    }
    CHECK_OK(da_fill(weights, da_int(1)));
    CHECK_OK(da_average_value(a, weights, &v));
    CHECK_OK(da_value_f64(v, &got));
    CHECK_NEAR(got, all / (ROWS * COLUMNS), 1e-13);
    CHECK_OK(da_vdot_value(a, a, 0, &v));
    CHECK_OK(da_value_f64(v, &got));
    CHECK_NEAR(got, dot, 1e-10);
    CHECK_STATUS(da_dot_value(a, a, 0, &v), DA_ERR_NOT_SUPPORTED);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&mask));
    CHECK_OK(da_array_free(&weights));
    CHECK_OK(da_distribution_free(&dist));
}

/* The dot product of two lines, of integers and complex numbers. */
static void check_dot(const world *w) {
    const int64_t shape[1] = {7 * w->size + 2};
    static const int32_t dtypes[] = {DA_INT8, DA_UINT64, DA_FLOAT32, DA_COMPLEX128, DA_BOOL};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "c:2");
    for (int d = 0; d < 5; d++) {
        int64_t squares = 0;
        double re, im;
        da_array *a = NULL, *out = NULL;
        da_value v;
        CHECK_OK(da_empty(dist, dtypes[d], &a));
        set_by_global(a);
        for (int64_t i = 0; i < shape[0]; i++) squares += value_at(1, &i) * value_at(1, &i);
        CHECK_OK(da_dot_value(a, a, 0, &v));
        CHECK_EQ_I64(v.dtype, dtypes[d]);
        CHECK_OK(da_value_c128(v, &re, &im));
        /* Complex elements are x - 2xi. */
        const double expected = dtypes[d] == DA_BOOL ? 1 : dtypes[d] == DA_INT8 ? (int8_t)(uint8_t)squares : (double)squares;
        CHECK_NEAR(re, is_complex(dtypes[d]) ? -3 * expected : expected, 0);
        CHECK_NEAR(im, is_complex(dtypes[d]) ? -4 * expected : 0, 0);
        CHECK_OK(da_vdot_value(a, a, 0, &v));
        CHECK_OK(da_value_c128(v, &re, &im));
        CHECK_NEAR(re, is_complex(dtypes[d]) ? 5 * expected : expected, 0);
        CHECK_NEAR(im, 0, 0);
        CHECK_OK(da_dot(a, a, 0, &out));
        const da_local local = local_of(out, DA_ACCESS_READ);
        CHECK_EQ_I64(local.size, 1);
        const number n = load(dtypes[d], local.data);
        CHECK_NEAR(is_unsigned(dtypes[d]) ? (double)n.u : n.re, is_complex(dtypes[d]) ? -3 * expected : expected, 0);
        CHECK_OK(da_array_free(&out));
        CHECK_OK(da_array_free(&a));
    }
    CHECK_OK(da_distribution_free(&dist));
}

/* All elements are the same but that of label 3, which is less, and that of label 1. */
static void set_by_label(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    (void)user;
    store(local->dtype, element_at(local, index), global[1] == 3 ? -1 : global[1] == 1 ? 9 : 5, 0);
}

static void check_place(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    (void)global;
    CHECK_EQ_I64(load(local->dtype, element_at(local, index)).i, *(const int64_t *)user);
}

/* Places along an unstructured axis are labels, and of equal elements the lowest label counts. */
static void check_labels(const world *w) {
    int64_t labels[MAX_LABELS], grid[2] = {1, w->size}, least = 3, most = 1, first = 0;
    const int32_t axis[1] = {1};
    da_dim_spec dims[2];
    da_distribution_options options;
    da_distribution *dist = NULL;
    da_array *a = NULL, *out = NULL;
    da_value v;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 2;
    memset(dims, 0, sizeof dims);
    dims[0].kind = 'b';
    dims[0].size = 3;
    dims[1] = labels_spec(PERMUTED, w->size, w->rank, labels);
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, dims, &options, &dist));
    CHECK_OK(da_empty(dist, DA_INT16, &a));
    each_element(a, DA_ACCESS_WRITE, set_by_label, NULL);
    CHECK_OK(da_argmin(a, 1, 0, &out));
    each_element(out, DA_ACCESS_READ, check_place, &least);
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_argmax(a, -1, DA_KEEPDIMS, &out));
    each_element(out, DA_ACCESS_READ, check_place, &most);
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_argmin_value(a, &v));
    CHECK_OK(da_value_i64(v, &first));
    CHECK_EQ_I64(first, 3);
    CHECK_OK(da_fill(a, da_int(4)));
    CHECK_OK(da_reduce(DA_REDUCE_ARGMAX, a, 1, axis, 0, &out));
    first = 0;
    each_element(out, DA_ACCESS_READ, check_place, &first);
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    dims[1] = labels_spec(FOREIGN, w->size, w->rank, labels);
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, dims, &options, &dist));
    CHECK_OK(da_ones(dist, DA_FLOAT32, &a));
    CHECK_OK(da_argmin(a, 1, 0, &out)); /* the least of all labels */
    for (int64_t part = 0; part < w->size; part++)
        for (int64_t i = 0; i <= part; i++) {
            const int64_t label = (i % 2 ? -1 : 1) * (1000003 * (part * w->size + i) + 7);
            if ((part == 0 && i == 0) || label < first) first = label;
        }
    each_element(out, DA_ACCESS_READ, check_place, &first);
    CHECK_OK(da_array_free(&out));
    CHECK_STATUS(da_argmin_value(a, &v), DA_ERR_LABELS);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* One row of nan, on the last rank only: all ranks are told, and nothing hangs afterwards. */
static void check_error_of_one(const world *w) {
    const int64_t shape[2] = {2 * w->size, 3};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    da_array *a = NULL, *out = NULL;
    da_value v;
    double sum;
    CHECK_OK(da_ones(dist, DA_FLOAT64, &a));
    const da_local local = local_of(a, DA_ACCESS_WRITE);
    if (w->rank == w->size - 1)
        for (int k = 0; k < 3; k++) ((double *)local.data)[k] = NAN;
    CHECK_STATUS(da_nanargmin(a, 1, 0, &out), DA_ERR_EMPTY);
    CHECK_CONTAINS(da_error_message(), "All-NaN slice");
    CHECK(out == NULL);
    CHECK_OK(da_nansum_value(a, &v));
    CHECK_OK(da_value_f64(v, &sum));
    CHECK_NEAR(sum, (double)(6 * w->size - 3), 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Many states at once: they are exchanged in parts, and in pieces. */
static void check_long(const world *w) {
    const int64_t shape[2] = {w->size, 700001};
    const int32_t rows[1] = {0};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    da_array *a = NULL, *sum = NULL;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    double *mine = (double *)local_of(a, DA_ACCESS_WRITE).data;
    for (int64_t k = 0; k < shape[1]; k++) mine[k] = (double)(k % 1000 + w->rank);
    CHECK_OK(da_sum(a, 1, rows, 0, &sum));
    const double *sums = (const double *)local_of(sum, DA_ACCESS_READ).data;
    int64_t wrong = 0;
    for (int64_t k = 0; k < shape[1]; k++)
        wrong += sums[k] != (double)(w->size * (k % 1000)) + w->size * (w->size - 1) / 2.0;
    CHECK_EQ_I64(wrong, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&sum));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    static const char *texts[] = {"b,n", "n,b", "b,b", "c:2,n", "n,n", "c,b"};
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int t = 0; t < 6; t++) check_options(&w, texts[t]);
    check_dot(&w);
    check_labels(&w);
    check_error_of_one(&w);
    check_long(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
