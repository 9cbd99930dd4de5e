/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 1 3
 * Histograms, counts of integers and sums along diagonals of arrays in every layout, against a walk over all
 * global indices; every rank of the grid holds the results. */
#include "labels.h"
#include "whole.h"

/* The element at a global index, from -4 to 4 (0 to 8 without a sign); complex: the same as real. */
static int64_t element(int32_t dtype, int32_t ndim, const int64_t *global) {
    const int64_t v = ((value_at(ndim, global) - 1) % 9 + 9) % 9; /* of 32 axes it may be negative */
    if (dtype == DA_BOOL) return v > 4;
    return dtype >= DA_UINT8 && dtype <= DA_UINT64 ? v : v - 4;
}

static void set_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    (void)user;
    store(local->dtype, element_at(local, index), is_owned(local, index) ? element(local->dtype, local->ndim, global) : 3,
          0);
}

static da_array *filled(const da_distribution *dist, int32_t dtype) {
    da_array *a = NULL;
    CHECK_OK(da_zeros(dist, dtype, &a));
    CHECK_OR_QUIT(a != NULL);
    each_element(a, DA_ACCESS_WRITE, set_element, NULL);
    return a;
}

/* A list of numbers that each rank of the grid holds, and nobody else. */
static void check_list(da_array **a, int inside, int32_t dtype, int64_t count, const double *expected) {
    int32_t got = -1;
    int64_t shape[1] = {-1};
    CHECK_OR_QUIT(*a != NULL);
    CHECK_OK(da_array_dtype(*a, &got));
    CHECK_EQ_I64(got, dtype);
    CHECK_OK(da_array_shape(*a, shape));
    CHECK_EQ_I64(shape[0], count);
    const da_local local = local_of(*a, DA_ACCESS_READ);
    CHECK_EQ_I64(local.size, inside ? count : 0);
    for (int64_t i = 0; i < local.size; i++) CHECK_NEAR(load(dtype, element_at(&local, &i)).re, expected[i], 1e-12);
    CHECK_OK(da_array_free(a));
}

/* Over all elements: how many have each value, from -4 on. */
static int64_t count_all(int32_t dtype, int32_t ndim, const int64_t *shape, double counts[16]) {
    int64_t index[ORACLE_MAX] = {0}, total = 0;
    for (int k = 0; k < 16; k++) counts[k] = 0;
    if (count_of(ndim, shape) > 0) do {
            counts[element(dtype, ndim, index) + 4]++;
            total++;
        } while (next_index(ndim, shape, index));
    return total;
}

static void check_histograms(const da_distribution *dist, int32_t dtype, int32_t ndim, const int64_t *shape, int inside) {
    static const double range[2] = {-2, 2}, cuts[4] = {-4, 0, 0.5, 3}, edges[5] = {-2, -1, 0, 1, 2};
    double counts[16], expected[4];
    da_array *a = filled(dist, dtype), *hist = NULL, *found = NULL;
    count_all(dtype, ndim, shape, counts);
    const double *of = counts + 4; /* of[v] elements are v */
    const double bins[4] = {of[-2], of[-1], of[0], of[1] + of[2]};
    const double total = bins[0] + bins[1] + bins[2] + bins[3];
    CHECK_OK(da_histogram(a, 4, range, NULL, 0, &hist, &found));
    check_list(&hist, inside, DA_INT64, 4, bins);
    check_list(&found, inside, dtype == DA_FLOAT32 ? DA_FLOAT32 : DA_FLOAT64, 5, edges);
    CHECK_OK(da_histogram(a, 4, range, NULL, DA_DENSITY, &hist, NULL));
    for (int k = 0; k < 4; k++) expected[k] = bins[k] / total;
    check_list(&hist, inside, DA_FLOAT64, 4, expected);
    const double parts[3] = {of[-4] + of[-3] + of[-2] + of[-1], of[0], of[1] + of[2] + of[3]};
    CHECK_OK(da_histogram_edges(a, 4, cuts, NULL, 0, &hist));
    check_list(&hist, inside, DA_INT64, 3, parts);
    const double weighed[3] = {-4 * of[-4] - 3 * of[-3] - 2 * of[-2] - of[-1], 0, of[1] + 2 * of[2] + 3 * of[3]};
    CHECK_OK(da_histogram_edges(a, 4, cuts, a, 0, &hist));
    if (dtype != DA_BOOL) check_list(&hist, inside, dtype, 3, weighed);
    else CHECK_OK(da_array_free(&hist));
    CHECK_OK(da_array_free(&a));
}

/* Weights that lie elsewhere are fetched. */
static void check_weights_elsewhere(const world *w, const da_distribution *dist, int32_t ndim, const int64_t *shape,
                                    int inside) {
    da_distribution *other = make_dist(w->ctx, ndim, shape, ndim == 1 ? "c" : "n,c:2");
    da_array *a = filled(dist, DA_INT16), *weights = filled(other, DA_FLOAT32), *hist = NULL;
    double counts[16], expected[2];
    count_all(DA_INT16, ndim, shape, counts);
    const double *of = counts + 4;
    static const double cuts[3] = {1, 2, 4};
    expected[0] = of[1];
    expected[1] = 2 * of[2] + 3 * of[3] + 4 * of[4];
    CHECK_OK(da_histogram_edges(a, 3, cuts, weights, 0, &hist));
    check_list(&hist, inside, DA_FLOAT32, 2, expected);
    CHECK_OK(da_array_free(&weights));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&other));
}

static void check_counts(const da_distribution *dist, const int64_t *shape, int inside) {
    double counts[16], weighed[16];
    da_array *a = filled(dist, DA_UINT8), *signs = filled(dist, DA_INT16), *out = NULL;
    const int64_t total = count_all(DA_UINT8, 1, shape, counts);
    int64_t length = 0;
    for (int k = 4; k < 16; k++) {
        if (counts[k] > 0) length = k - 3;
        weighed[k] = counts[k] * (k - 4);
    }
    CHECK_OK(da_bincount(a, NULL, 0, &out));
    check_list(&out, inside, DA_INT64, length, counts + 4);
    CHECK_OK(da_bincount(a, a, 11, &out));
    check_list(&out, inside, DA_FLOAT64, 11, weighed + 4);
    if (total > 20) {
        CHECK_STATUS(da_bincount(signs, NULL, 0, &out), DA_ERR_ARGUMENT);
        CHECK_CONTAINS(da_error_message(), "-4");
        CHECK(out == NULL);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&signs));
}

/* The sum of a diagonal, for one index along the other axes (`rest`, with the diagonal's axes left out). */
static double diagonal(int32_t dtype, int32_t ndim, const int64_t *shape, int64_t offset, int32_t rows, int32_t columns,
                       const int64_t *rest) {
    int64_t index[ORACLE_MAX] = {0};
    double sum = 0;
    for (int32_t k = 0, at = 0; k < ndim; k++)
        if (k != rows && k != columns) index[k] = rest[at++];
    for (int64_t i = 0; i < shape[rows]; i++) {
        if (i + offset < 0 || i + offset >= shape[columns]) continue;
        index[rows] = i;
        index[columns] = i + offset;
        sum += (double)element(dtype, ndim, index);
    }
    return sum;
}

static void check_trace(const da_distribution *dist, int32_t dtype, int32_t ndim, const int64_t *shape, int64_t offset,
                        int32_t rows, int32_t columns) {
    const int32_t made = dtype == DA_UINT8 ? DA_UINT64 : dtype < DA_FLOAT32 ? DA_INT64 : dtype;
    da_array *a = filled(dist, dtype), *out = NULL;
    da_distribution *of_result = NULL;
    int64_t index[ORACLE_MAX], global[ORACLE_MAX], rest[ORACLE_MAX];
    for (int round = 0; round < 2; round++) { /* new, then into what there is */
        CHECK_OK(da_trace(a, offset, rows, columns - ndim, 0, &out));
        CHECK_OR_QUIT(out != NULL);
        CHECK_OK(da_array_distribution(out, &of_result));
        const da_local local = local_of(out, DA_ACCESS_READ);
        CHECK_EQ_I64(local.dtype, made);
        memset(index, 0, sizeof index);
        memset(rest, 0, sizeof rest);
        if (local.size > 0) do {
                if (!is_owned(&local, index)) continue;
                CHECK_OK(da_distribution_global_from_local(of_result, -1, index, global));
                memcpy(rest, global, sizeof(int64_t) * (size_t)local.ndim);
                const number got = load(made, element_at(&local, index));
                const double expected = diagonal(dtype, ndim, shape, offset, rows, columns, rest);
                CHECK_NEAR(made == DA_UINT64 ? (double)got.u : got.re, expected, 1e-5);
            } while (next_index(local.ndim, local.shape, index));
        CHECK_OK(da_distribution_free(&of_result));
        CHECK_OK(da_fill(out, da_int(77)));
    }
    CHECK_OK(da_array_free(&out));
    if (ndim == 2) {
        da_value value;
        double re = -1, im = -1;
        CHECK_OK(da_trace_value(a, offset, rows, columns, 0, &value));
        CHECK_EQ_I64(value.dtype, made);
        CHECK_OK(da_value_c128(value, &re, &im));
        CHECK_NEAR(re, diagonal(dtype, ndim, shape, offset, rows, columns, NULL), 1e-5);
        CHECK_OK(da_trace_value(a, offset, rows, columns, DA_INT8, &value));
        CHECK_OK(da_value_c128(value, &re, &im));
        CHECK_NEAR(re, (double)(int8_t)diagonal(dtype, ndim, shape, offset, rows, columns, NULL), 0);
    } else {
        da_value value;
        CHECK_STATUS(da_trace_value(a, offset, rows, columns, 0, &value), DA_ERR_SHAPE);
    }
    CHECK_OK(da_array_free(&a));
}

static void check_layout(const world *w, int which) {
    static const int32_t dtypes[] = {DA_BOOL, DA_UINT8, DA_INT64, DA_FLOAT32, DA_FLOAT64};
    static const int32_t summed[] = {DA_UINT8, DA_INT16, DA_FLOAT32, DA_COMPLEX128};
    layout l;
    int64_t shape[ORACLE_MAX], coords[ORACLE_MAX];
    layout_make(&l, which, w->size);
    oracle_shape(&l.o, shape);
    const int inside = oracle_coords(&l.o, w->rank, coords);
    da_distribution *dist = oracle_create(&l.o, w->ctx);
    for (int d = 0; d < 5; d++) check_histograms(dist, dtypes[d], l.o.ndim, shape, inside);
    if (l.o.ndim == 1 || l.o.ndim == 2) check_weights_elsewhere(w, dist, l.o.ndim, shape, inside);
    if (l.o.ndim == 1) check_counts(dist, shape, inside);
    for (int d = 0; d < 4 && l.o.ndim >= 2 && l.o.ndim < 32; d++)
        for (int64_t offset = -2; offset <= 3; offset += d == 0 ? 1 : 5) {
            check_trace(dist, summed[d], l.o.ndim, shape, offset, 0, 1);
            check_trace(dist, summed[d], l.o.ndim, shape, offset, l.o.ndim - 1, 0);
        }
    CHECK_OK(da_distribution_free(&dist));
}

/* Ranges of the elements themselves, and those that there can not be. */
static void check_ranges(const world *w) {
    static const double between[3] = {0, 2.5, 5}, nothing[3] = {0, 0.5, 1}, wide[3] = {6.5, 7, 7.5};
    static const double counted[2] = {3, 3}, zeros[2] = {0, 0}, all[2] = {0, 6};
    const int64_t shape[1] = {6};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "c");
    da_array *a = NULL, *b = NULL, *hist = NULL, *edges = NULL;
    CHECK_OK(da_arange(w->ctx, da_int(0), da_int(6), da_int(1), DA_FLOAT64, "c", &a));
    CHECK_OK(da_histogram(a, 2, NULL, NULL, 0, &hist, &edges));
    check_list(&hist, 1, DA_INT64, 2, counted);
    check_list(&edges, 1, DA_FLOAT64, 3, between);
    CHECK_OK(da_slice_text(a, "0:0", &b)); /* nothing, on the same ranks */
    CHECK_OK(da_histogram(b, 2, NULL, NULL, 0, &hist, &edges));
    check_list(&hist, 1, DA_INT64, 2, zeros);
    check_list(&edges, 1, DA_FLOAT64, 3, nothing);
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_full(dist, DA_INT16, da_int(7), &b));
    CHECK_OK(da_histogram(b, 2, NULL, NULL, 0, &hist, &edges));
    check_list(&hist, 1, DA_INT64, 2, all);
    check_list(&edges, 1, DA_FLOAT64, 3, wide);
    CHECK_OK(da_array_free(&b));
    const int64_t last[1] = {5};
    CHECK_OK(da_set(a, last, da_real(NAN))); /* one rank has it, all are told */
    CHECK_STATUS(da_histogram(a, 2, NULL, NULL, 0, &hist, &edges), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "not finite");
    CHECK(hist == NULL && edges == NULL);
    static const double range[2] = {0, 5};
    static const double without[2] = {3, 2};
    CHECK_OK(da_histogram(a, 2, range, NULL, 0, &hist, NULL));
    check_list(&hist, 1, DA_INT64, 2, without);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Rows by labels: the diagonal goes where the labels say. */
static void check_labels(const world *w) {
    int64_t labels[MAX_LABELS];
    da_dim_spec specs[2];
    da_distribution *dist = NULL;
    da_array *a = NULL;
    da_value value;
    double re = -1, im = -1;
    memset(specs, 0, sizeof specs);
    specs[0] = labels_spec(PERMUTED, w->size, w->rank, labels);
    specs[1].kind = 'n';
    specs[1].size = 7;
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, specs, NULL, &dist));
    CHECK_OR_QUIT(dist != NULL);
    const int64_t shape[2] = {specs[0].size, 7};
    a = filled(dist, DA_FLOAT64);
    for (int64_t offset = -3; offset < 7; offset++) {
        CHECK_OK(da_trace_value(a, offset, 0, 1, 0, &value));
        CHECK_OK(da_value_c128(value, &re, &im));
        CHECK_NEAR(re, diagonal(DA_FLOAT64, 2, shape, offset, 0, 1, NULL), 0);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LAYOUTS; which++) {
        const int64_t before_it = check_failures;
        check_layout(&w, which);
        if (check_failures > before_it) fprintf(stderr, "(layout %d)\n", which);
    }
    check_ranges(&w);
    check_labels(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
