/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 1 3
 * Scans of arrays larger than what is converted at a time, of views, of labels; in place and into memory that
 * overlaps; special values on every rank; and what is refused. */
#include "labels.h"
#include "scans.h"

/* Elements far apart and side by side, in numbers above and below those of one step, in every order. */
static void check_large(const world *w, const char *text, int64_t rows, int64_t columns, int32_t axis) {
    static const int32_t dtypes[] = {DA_FLOAT64, DA_FLOAT32, DA_INT16, DA_BOOL, DA_COMPLEX64};
    const int64_t shape[2] = {rows, columns};
    da_distribution *dist = make_dist(w->ctx, 2, shape, text);
    for (int way = 0; way < STORED_WAYS; way++)
        for (int d = 0; d < 5; d++) {
            void *memory = NULL;
            scan_task task = {dtypes[d] == DA_BOOL ? ODD_TRUE : SUM, dtypes[d], 2, shape, axis, 0, 0};
            const scan_form form = dtypes[d] == DA_BOOL ? da_logical_xor_accumulate : da_cumsum;
            da_array *a = array_stored(dist, dtypes[d], way, 0, &memory), *out = NULL;
            each_element(a, DA_ACCESS_WRITE, scan_fill, &task);
            CHECK_OK(form(a, axis, 0, &out));
            check_scan(out, task, scan_dtype(task.kind, dtypes[d]));
            CHECK_OK(form(a, axis, dtypes[d], &a)); /* in place: the operand's dtype is asked for */
            if (dtypes[d] != DA_INT16) check_scan(a, task, dtypes[d]);
            CHECK_OK(da_array_free(&a));
            CHECK_OK(da_array_free(&out));
            free(memory);
        }
    CHECK_OK(da_distribution_free(&dist));
}

/* float64 elements of a one-dimensional array by global index; padding does not occur here. */
static void set_all(const da_array *a, double (*function)(int64_t)) {
    da_distribution *dist = NULL;
    const da_local local = local_of(a, DA_ACCESS_WRITE);
    CHECK_OK(da_array_distribution(a, &dist));
    for (int64_t i = 0; i < local.size; i++) {
        int64_t global = -1;
        CHECK_OK(da_distribution_global_from_local(dist, -1, &i, &global));
        const double x = function(global);
        memcpy(element_at(&local, &i), &x, sizeof x);
    }
    CHECK_OK(da_distribution_free(&dist));
}

static int64_t check_all(const da_array *a, double (*function)(int64_t)) {
    int64_t wrong = 0;
    da_distribution *dist = NULL;
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK_OK(da_array_distribution(a, &dist));
    for (int64_t i = 0; i < local.size; i++) {
        int64_t global = -1;
        double x;
        CHECK_OK(da_distribution_global_from_local(dist, -1, &i, &global));
        memcpy(&x, element_at(&local, &i), sizeof x);
        const double expected = function(global);
        wrong += !(x == expected || (x != x && expected != expected));
    }
    CHECK_EQ_I64(wrong, 0);
    CHECK_OK(da_distribution_free(&dist));
    return wrong;
}

static double index_of(int64_t i) { return (double)i; }
static double triangle(int64_t i) { return (double)(i * (i + 1) / 2); }
static double even_triangle(int64_t i) { return (double)(i * (i + 1)); }
static double falling(int64_t i) { double s = 0; for (int64_t k = 0; k <= i; k++) s += (double)(29 - k); return s; }
static double minus_zero(int64_t i) { (void)i; return -0.0; }
static double with_nan(int64_t i) { return i == 7 ? NAN : i % 5 == 0 ? 2.0 : 1.0; }
static double most_so_far(int64_t i) { return i >= 7 ? NAN : 2.0; }
static double most_number(int64_t i) { (void)i; return 2.0; }
static double sum_with_nan(int64_t i) { double s = 0; for (int64_t k = 0; k <= i; k++) s += with_nan(k); return s; }
static double nan_as_zero(int64_t i) { double s = 0; for (int64_t k = 0; k <= i; k++) s += k == 7 ? 0 : with_nan(k); return s; }
static double nan_as_one(int64_t i) { double s = 1; for (int64_t k = 0; k <= i; k++) s *= k == 7 ? 1 : with_nan(k); return s; }

static da_array *thirty(const world *w, const char *text, double (*function)(int64_t)) {
    const int64_t shape[1] = {30};
    da_distribution *dist = make_dist(w->ctx, 1, shape, text);
    da_array *a = NULL;
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    CHECK_OK(da_distribution_free(&dist));
    set_all(a, function);
    return a;
}

/* nan and signs of zero, whichever rank they are on. */
static void check_specials(const world *w, const char *text) {
    static const struct { scan_form form; double (*in)(int64_t), (*out)(int64_t); } cases[] = {
        {da_cumsum, with_nan, sum_with_nan},     {da_nancumsum, with_nan, nan_as_zero},
        {da_nancumprod, with_nan, nan_as_one},   {da_maximum_accumulate, with_nan, most_so_far},
        {da_cumsum, minus_zero, minus_zero},
    };
    for (int k = 0; k < 5; k++) {
        da_array *a = thirty(w, text, cases[k].in), *out = NULL;
        CHECK_OK(cases[k].form(a, 0, 0, &out));
        check_all(out, cases[k].out);
        if (cases[k].out == minus_zero) {
            const da_local local = local_of(out, DA_ACCESS_READ);
            for (int64_t i = 0; i < local.size; i++) CHECK(signbit(load(DA_FLOAT64, element_at(&local, &i)).re));
        }
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&out));
    }
    da_array *a = thirty(w, text, with_nan), *out = NULL;
    CHECK_OK(da_accumulate(116, a, -1, 0, &out));
    check_all(out, most_number);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&out));
}

/* Slices, the reversed one too, share memory with their base: forwards and backwards, in place. */
static void check_views(const world *w, const char *text) {
    da_array *a = thirty(w, text, index_of), *view = NULL, *out = NULL;
    CHECK_OK(da_slice_text(a, "::-1", &view));
    CHECK_OK(da_cumsum(view, 0, 0, &out));
    check_all(out, falling);
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_cumsum(a, 0, 0, &view)); /* into its own memory, the other way round */
    check_all(view, triangle);
    CHECK_OK(da_array_free(&view));
    CHECK_OK(da_array_free(&a));
    a = thirty(w, text, index_of);
    CHECK_OK(da_slice_text(a, "::2", &view));
    CHECK_OK(da_cumsum(view, -1, 0, &view));
    check_all(view, even_triangle);
    CHECK_OK(da_array_free(&view));
    CHECK_OK(da_slice_text(a, "1:11", &view));
    CHECK_OK(da_slice_text(a, "0:10", &out));
    set_all(a, index_of);
    CHECK_OK(da_cumsum(out, 0, 0, &view)); /* each element lands where the next operand lies */
    check_all(view, triangle);
    CHECK_OK(da_array_free(&view));
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_free(&a));
}

/* All of a matrix in C order, in even blocks over all ranks of its grid; and into a layout of one's own. */
static void check_flat(const world *w, const char *text) {
    const int64_t shape[2] = {7, 9}, flat[1] = {63};
    int32_t ndim = -1;
    int64_t got[1] = {0};
    da_distribution *dist = make_dist(w->ctx, 2, shape, text), *line = make_dist(w->ctx, 1, flat, "c");
    da_array *a = NULL, *out = NULL, *given = NULL;
    scan_task task = {SUM, DA_INT32, 2, shape, DA_ALL_AXES, 0, 0};
    CHECK_OK(da_zeros(dist, DA_INT32, &a));
    each_element(a, DA_ACCESS_WRITE, scan_fill, &task);
    CHECK_OK(da_cumsum(a, DA_ALL_AXES, 0, &out));
    check_scan(out, task, DA_INT64);
    CHECK_OK(da_array_ndim(out, &ndim));
    CHECK_OK(da_array_shape(out, got));
    CHECK_EQ_I64(ndim, 1);
    CHECK_EQ_I64(got[0], 63);
    const da_local local = local_of(out, DA_ACCESS_READ);
    const int64_t block = (63 + w->size - 1) / w->size, start = w->rank * block;
    if (strchr(text, 'n') == NULL) CHECK_EQ_I64(local.size, start >= 63 ? 0 : start + block > 63 ? 63 - start : block);
    CHECK_OK(da_zeros(line, DA_INT32, &given));
    CHECK_OK(da_cumsum(a, DA_ALL_AXES, 0, &given));
    check_scan(given, task, DA_INT32);
    CHECK_OK(da_array_free(&given));
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&line));
    CHECK_OK(da_distribution_free(&dist));
}

/* Along labels: in their order where they are all of the axis, else refused; beside them whatever they are. */
static void check_labels(const world *w, int which) {
    da_distribution *dist = labels_dist(w, which);
    int64_t shape[1] = {labels_total(which, w->size)};
    da_array *a = NULL, *out = NULL;
    scan_task task = {SUM, DA_FLOAT64, 1, shape, 0, 0, 0};
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    each_element(a, DA_ACCESS_WRITE, scan_fill, &task);
    if (labels_are_permutation(which, w->size)) {
        CHECK_OK(da_cumsum(a, 0, 0, &out));
        check_scan(out, task, DA_FLOAT64);
        CHECK(same_layout(a, out));
        CHECK_OK(da_array_free(&out));
    } else {
        CHECK_STATUS(da_cumsum(a, 0, 0, &out), DA_ERR_LABELS);
        CHECK(out == NULL && strlen(da_error_message()) > 0);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    /* Rows with any labels: only the columns are scanned. */
    int64_t labels[MAX_LABELS];
    da_dim_spec specs[2];
    memset(specs, 0, sizeof specs);
    specs[0] = labels_spec(which, w->size, w->rank, labels);
    specs[1].kind = 'n';
    specs[1].size = 12;
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, specs, NULL, &dist));
    CHECK_OR_QUIT(dist != NULL);
    CHECK_OK(da_ones(dist, DA_INT8, &a));
    CHECK_OK(da_cumsum(a, 1, 0, &out));
    const da_local local = local_of(out, DA_ACCESS_READ);
    for (int64_t i = 0; i < local.shape[0]; i++)
        for (int64_t j = 0; j < 12; j++) {
            const int64_t index[2] = {i, j};
            CHECK_EQ_I64(load(DA_INT64, element_at(&local, index)).i, j + 1);
        }
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static double ones_after_2_to_24(int64_t i) { return i == 0 ? 16777216.0 : 1.0; }
static double sixteen_million(int64_t i) { return (double)(float)(16777216.0 + (double)i); }

/* float32 is added up in float64: in its own precision, 2^24 and 1 is 2^24. */
static void check_accuracy(const world *w, const char *text) {
    da_array *a = thirty(w, text, ones_after_2_to_24), *single = NULL, *sums = NULL, *out = NULL;
    CHECK_OK(da_astype(a, DA_FLOAT32, &single));
    CHECK_OK(da_cumsum(single, 0, 0, &sums));
    CHECK_OK(da_astype(sums, DA_FLOAT64, &out));
    check_all(out, sixteen_million);
    da_array **const all[] = {&a, &single, &sums, &out};
    for (int k = 0; k < 4; k++) CHECK_OK(da_array_free(all[k]));
}

/* What a call refuses leaves `out` as it was, and the context works afterwards. */
static void check_refusals(const world *w) {
    const int64_t shape[2] = {4, 6}, turned[2] = {6, 4};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,b"), *other = make_dist(w->ctx, 2, turned, "b,b");
    da_distribution *none = make_dist(w->ctx, 0, NULL, "");
    da_array *a = NULL, *scalar = NULL, *wrong = NULL, *narrow = NULL, *out = NULL, *locked = NULL;
    CHECK_OK(da_ones(dist, DA_FLOAT64, &a));
    CHECK_OK(da_zeros(other, DA_FLOAT64, &wrong));
    CHECK_OK(da_zeros(dist, DA_INT32, &narrow));
    CHECK_OK(da_ones(none, DA_FLOAT64, &scalar));
    CHECK_STATUS(da_cumsum(a, 2, 0, &out), DA_ERR_AXIS);
    CHECK_STATUS(da_cumsum(a, -3, 0, &out), DA_ERR_AXIS);
    CHECK_CONTAINS(da_error_message(), "-3");
    CHECK_STATUS(da_cumsum(a, 0, 14, &out), DA_ERR_DTYPE);
    CHECK_STATUS(da_accumulate(102, a, 0, 0, &out), DA_ERR_NOT_SUPPORTED); /* subtract */
    CHECK_STATUS(da_accumulate(9, a, 0, 0, &out), DA_ERR_NOT_SUPPORTED);
    CHECK_STATUS(da_accumulate(99, a, 0, 0, &out), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_accumulate(124, a, 0, 0, &out), DA_ERR_DTYPE); /* bitwise_and of float64 */
    CHECK_STATUS(da_logical_and_accumulate(a, 0, DA_INT32, &out), DA_ERR_DTYPE);
    CHECK_STATUS(da_maximum_accumulate(scalar, 0, 0, &out), DA_ERR_AXIS);
    CHECK_STATUS(da_cumsum(scalar, 1, 0, &out), DA_ERR_AXIS);
    CHECK(out == NULL);
    CHECK_STATUS(da_cumsum(a, 0, 0, &wrong), DA_ERR_SHAPE);
    CHECK_CONTAINS(da_error_message(), "6 x 4");
    CHECK_STATUS(da_cumsum(a, DA_ALL_AXES, 0, &wrong), DA_ERR_SHAPE);
    CHECK_STATUS(da_cumsum(a, 0, 0, &narrow), DA_ERR_CASTING);
    CHECK_OK(da_cumsum(a, 0, DA_INT64, &narrow)); /* as whole numbers it fits */
    CHECK_OK(da_slice_text(a, "...", &locked));
    CHECK_OK(da_cumsum(scalar, -1, 0, &out)); /* without axes: one element, one axis */
    const da_local local = local_of(out, DA_ACCESS_READ);
    if (local.size > 0) CHECK_NEAR(load(DA_FLOAT64, local.data).re, 1, 0);
    CHECK_OK(da_array_free(&out));
    if (w->size > 1) { /* one rank asks for another axis: all are told */
        CHECK_STATUS(da_cumsum(a, w->rank == 1 ? 0 : 1, 0, &out), DA_ERR_MISMATCH);
        CHECK(out == NULL);
    }
    CHECK_OK(da_cumsum(a, 1, 0, &out));
    da_array **const all[] = {&a, &scalar, &wrong, &narrow, &out, &locked};
    for (int k = 0; k < 6; k++) CHECK_OK(da_array_free(all[k]));
    CHECK_OK(da_distribution_free(&none));
    CHECK_OK(da_distribution_free(&other));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    static const char *const lines[] = {"b", "c", "c:4", "n"};
    static const char *const planes[] = {"b,b", "b,n", "n,b", "c,b"};
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int k = 0; k < 4; k++) {
        check_specials(&w, lines[k]);
        check_views(&w, lines[k]);
        check_flat(&w, planes[k]);
        check_accuracy(&w, lines[k]);
    }
    for (int k = 0; k < 3; k++) {
        check_large(&w, planes[k], 5, 1100, 0);
        check_large(&w, planes[k], 700, 2, 1);
    }
    check_large(&w, "n,b", 530, 2, 0);
    check_large(&w, "b,n", 3, 530, 1);
    for (int which = 0; which < LABELLINGS; which++) check_labels(&w, which);
    check_refusals(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
