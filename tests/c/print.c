/* ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3
 * Arrays as text: over every layout of the catalogue, what NumPy prints for some known arrays, the
 * options, where the text goes, and the line that sums an array up. */
#include "fixture.h"
#include "layouts.h"

enum { ROOM = 20000 };

/* The text of an array, in a buffer of its own on every rank. */
static const char *printed(const da_array *a, const da_print_options *options) {
    static char text[ROOM];
    int64_t length = -1;
    memset(text, '#', sizeof text);
    CHECK_OK(da_array_print(a, options, text, sizeof text, &length));
    text[ROOM - 1] = 0;
    CHECK_EQ_I64(length, strlen(text));
    return text;
}

/* ---- Every layout: digits, laid out by hand ------------------------------------------------------- */

static int digit_at(int32_t ndim, const int64_t *global) {
    int64_t sum = 3;
    for (int32_t k = 0; k < ndim; k++) sum += global[k] * (5 * k + 2);
    return (int)(sum % 9 + 1);
}

typedef struct page {
    char text[ROOM];
    size_t length, line;
    int32_t ndim;
    int64_t shape[ORACLE_MAX], index[ORACLE_MAX];
} page;

static void type(page *p, const char *word, int64_t times) {
    for (int64_t k = 0; k < times; k++) {
        snprintf(p->text + p->length, sizeof p->text - p->length, "%s", word);
        p->length += strlen(word);
    }
}

/* As NumPy: elements of a row wrap where the line, with one closing bracket per axis, has 75 columns. */
static void type_axis(page *p, int32_t axis) {
    type(p, "[", 1);
    for (int64_t i = 0; i < p->shape[axis]; i++) {
        char digit[2] = {0, 0};
        p->index[axis] = i;
        if (axis + 1 < p->ndim) {
            if (i > 0) {
                type(p, "\n", p->ndim - axis - 1);
                p->line = p->length;
                type(p, " ", axis + 1);
            }
            type_axis(p, axis + 1);
            continue;
        }
        if (i > 0 && p->length - p->line + 2 > (size_t)(75 - p->ndim)) {
            type(p, "\n", 1);
            p->line = p->length;
            type(p, " ", axis + 1);
        } else if (i > 0) {
            type(p, " ", 1);
        }
        digit[0] = (char)('0' + digit_at(p->ndim, p->index));
        type(p, digit, 1);
    }
    type(p, "]", 1);
}

typedef struct owner {
    const oracle *o;
    int32_t rank;
} owner;

/* What counts is what the first replica owns; everything else holds another number. */
static void store_owned(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const owner *who = user;
    const int counts = is_owned(local, index) && oracle_is_primary(who->o, who->rank);
    store(local->dtype, element_at(local, index), counts ? digit_at(local->ndim, global) : 55, 0);
}

static void check_layouts(const world *w) {
    for (int which = 0; which < LAYOUTS; which++)
        for (int pass = 0; pass < 2; pass++) {
            static page p;
            layout l;
            da_array *a = NULL;
            layout_make(&l, which, w->size);
            da_distribution *dist = oracle_create(&l.o, w->ctx);
            owner who = {&l.o, w->rank};
            CHECK_OK(da_empty(dist, pass ? DA_UINT8 : DA_INT64, &a));
            each_element(a, DA_ACCESS_WRITE, store_owned, &who);
            memset(&p, 0, sizeof p);
            p.ndim = l.o.ndim;
            oracle_shape(&l.o, p.shape);
            if (p.ndim == 0) p.text[0] = (char)('0' + digit_at(0, p.shape));
            else if (count_of(p.ndim, p.shape) == 0) type(&p, "[]", 1);
            else type_axis(&p, 0);
            CHECK_EQ_STR(printed(a, NULL), p.text);
            CHECK_OK(da_array_free(&a));
            CHECK_OK(da_distribution_free(&dist));
        }
}

/* ---- Known arrays: the texts are NumPy's ---------------------------------------------------------- */

typedef double (*formula)(int32_t ndim, const int64_t *global);

static double quarters(int32_t ndim, const int64_t *g) { return (double)(ndim > 1 ? g[0] * 100 + g[1] : g[0]) / 4; }
static double powers(int32_t ndim, const int64_t *g) { return pow(10, (double)(3 * g[ndim - 1])); }
static double thirds(int32_t ndim, const int64_t *g) { return (double)(g[ndim - 1] - 1) / 3; }
static double odd(int32_t ndim, const int64_t *g) { return g[ndim - 1] == 1 ? NAN : g[ndim - 1] == 2 ? -INFINITY : 1.5; }
static double alternating(int32_t ndim, const int64_t *g) { return ndim > 0 ? (double)(g[ndim - 1] % 2) : 0; }

static void store_formula(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const double x = (*(formula *)user)(local->ndim, global);
    char *at = element_at(local, index);
    if (local->dtype == DA_FLOAT32) {
        const float y = (float)x;
        memcpy(at, &y, sizeof y);
    } else if (is_complex(local->dtype)) {
        const double z[2] = {x, -x};
        memcpy(at, z, sizeof z);
    } else if (local->dtype == DA_FLOAT64) {
        memcpy(at, &x, sizeof x);
    } else {
        store(local->dtype, at, (int64_t)x, 0);
    }
}

static da_array *make(const world *w, int32_t ndim, int64_t rows, int64_t columns, const char *dist, int32_t dtype,
                      formula f) {
    const int64_t shape[2] = {rows, columns};
    da_distribution *d = make_dist(w->ctx, ndim, shape, dist);
    da_array *a = NULL;
    CHECK_OK(da_empty(d, dtype, &a));
    CHECK_OK(da_distribution_free(&d));
    each_element(a, DA_ACCESS_WRITE, store_formula, &f);
    return a;
}

static void check_text(const world *w, int32_t ndim, int64_t rows, int64_t columns, int32_t dtype, formula f,
                       const da_print_options *options, const char *expected) {
    static const char *const plane[] = {"b,b", "c,n", "n,c:2", "c:3,b"}, *const line[] = {"b", "c", "c:2", "n"};
    for (int k = 0; k < 4; k++) {
        const char *dist = ndim == 0 ? "" : ndim == 1 ? line[k] : plane[k];
        da_array *a = make(w, ndim, rows, columns, dist, dtype, f);
        CHECK_EQ_STR(printed(a, options), expected);
        CHECK_OK(da_array_free(&a));
    }
}

static void check_known(const world *w) {
    check_text(w, 2, 2, 3, DA_FLOAT64, quarters, NULL, "[[ 0.    0.25  0.5 ]\n [25.   25.25 25.5 ]]");
    check_text(w, 1, 4, 0, DA_FLOAT64, powers, NULL, "[1.e+00 1.e+03 1.e+06 1.e+09]");
    check_text(w, 1, 3, 0, DA_FLOAT32, powers, NULL, "[1.e+00 1.e+03 1.e+06]");
    check_text(w, 1, 2, 0, DA_FLOAT32, powers, NULL, "[   1. 1000.]");
    check_text(w, 1, 4, 0, DA_FLOAT64, thirds, NULL, "[-0.33333333  0.          0.33333333  0.66666667]");
    check_text(w, 1, 3, 0, DA_FLOAT64, odd, NULL, "[ 1.5  nan -inf]");
    check_text(w, 1, 2, 0, DA_COMPLEX128, thirds, NULL, "[-0.33333333+0.33333333j  0.        -0.j        ]");
    check_text(w, 1, 3, 0, DA_BOOL, alternating, NULL, "[False  True False]");
    check_text(w, 1, 3, 0, DA_INT16, powers, NULL, "[    1  1000 16960]");
    check_text(w, 0, 0, 0, DA_INT8, alternating, NULL, "0");
    check_text(w, 2, 0, 3, DA_FLOAT64, quarters, NULL, "[]");
    check_text(w, 1, 3000, 0, DA_FLOAT64, quarters, NULL,
               "[0.0000e+00 2.5000e-01 5.0000e-01 ... 7.4925e+02 7.4950e+02 7.4975e+02]");
    check_text(w, 2, 40, 50, DA_FLOAT64, quarters, NULL,
               "[[0.0000e+00 2.5000e-01 5.0000e-01 ... 1.1750e+01 1.2000e+01 1.2250e+01]\n"
               " [2.5000e+01 2.5250e+01 2.5500e+01 ... 3.6750e+01 3.7000e+01 3.7250e+01]\n"
               " [5.0000e+01 5.0250e+01 5.0500e+01 ... 6.1750e+01 6.2000e+01 6.2250e+01]\n"
               " ...\n"
               " [9.2500e+02 9.2525e+02 9.2550e+02 ... 9.3675e+02 9.3700e+02 9.3725e+02]\n"
               " [9.5000e+02 9.5025e+02 9.5050e+02 ... 9.6175e+02 9.6200e+02 9.6225e+02]\n"
               " [9.7500e+02 9.7525e+02 9.7550e+02 ... 9.8675e+02 9.8700e+02 9.8725e+02]]");
}

static da_print_options no_options(void) {
    da_print_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    return options;
}

static void check_options(const world *w) {
    da_print_options o = no_options();
    check_text(w, 1, 2, 0, DA_FLOAT64, quarters, &o, "[0.   0.25]");
    o.precision = 2;
    check_text(w, 1, 4, 0, DA_FLOAT64, thirds, &o, "[-0.33  0.    0.33  0.67]");
    o.precision = DA_PRINT_ZERO;
    check_text(w, 1, 4, 0, DA_FLOAT64, thirds, &o, "[-0.  0.  0.  1.]");
    o.precision = 3;
    o.float_mode = DA_PRINT_FIXED;
    check_text(w, 1, 3, 0, DA_FLOAT64, quarters, &o, "[0.000 0.250 0.500]");
    o.float_mode = DA_PRINT_MAXPREC_EQUAL;
    check_text(w, 1, 3, 0, DA_FLOAT64, quarters, &o, "[0.00 0.25 0.50]");
    o.float_mode = DA_PRINT_UNIQUE;
    check_text(w, 1, 3, 0, DA_FLOAT64, thirds, &o, "[-0.3333333333333333  0.                  0.3333333333333333]");
    o = no_options();
    o.sign = DA_PRINT_SIGN_PLUS;
    check_text(w, 1, 3, 0, DA_FLOAT64, quarters, &o, "[+0.   +0.25 +0.5 ]");
    o.sign = DA_PRINT_SIGN_SPACE;
    check_text(w, 1, 2, 0, DA_INT32, powers, &o, "[    1  1000]");
    o = no_options();
    o.suppress_small = 1;
    check_text(w, 1, 3, 0, DA_FLOAT64, powers, &o, "[      1.    1000. 1000000.]");
    o = no_options();
    o.line_width = 12;
    check_text(w, 1, 4, 0, DA_INT32, powers, &o, "[         1\n       1000\n    1000000\n 1000000000]");
    o = no_options();
    o.threshold = DA_PRINT_ZERO;
    o.edge_items = 1;
    check_text(w, 2, 3, 4, DA_FLOAT64, quarters, &o, "[[ 0.   ...  0.75]\n ...\n [50.   ... 50.75]]");
    o.threshold = INT64_MAX;
    check_text(w, 1, 3, 0, DA_BOOL, alternating, &o, "[False  True False]");
}

/* ---- Where the text goes -------------------------------------------------------------------------- */

static void check_targets(const world *w) {
    char text[40], small[4] = "abc";
    int64_t length = -1;
    da_array *a = make(w, 1, 3, 0, "b", DA_FLOAT64, quarters);
    const char *expected = "[0.   0.25 0.5 ]";
    CHECK_STATUS(da_array_print(a, NULL, NULL, 0, &length), DA_ERR_BUFFER_SIZE);
    CHECK_EQ_I64(length, strlen(expected));
    CHECK_STATUS(da_array_print(a, NULL, small, sizeof small, NULL), DA_ERR_BUFFER_SIZE);
    CHECK_EQ_STR(small, "abc");
    CHECK_OK(da_array_print(a, NULL, text, length + 1, NULL)); /* the zero byte just fits */
    CHECK_EQ_STR(text, expected);
    /* One rank alone may want the text; no error is left for the others. */
    memset(text, 0, sizeof text);
    if (w->rank == w->size - 1) CHECK_OK(da_array_print(a, NULL, text, sizeof text, NULL));
    else CHECK_STATUS(da_array_print(a, NULL, NULL, 0, NULL), DA_ERR_BUFFER_SIZE);
    if (w->rank == w->size - 1) CHECK_EQ_STR(text, expected);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_array_free(&a));
}

/* ---- One line ------------------------------------------------------------------------------------- */

static void check_line(const da_array *a, const char *expected) {
    char text[400], small[8] = "xyz";
    int64_t length = -1;
    CHECK_OK(da_array_summary(a, text, sizeof text, &length));
    CHECK_EQ_STR(text, expected);
    CHECK_EQ_I64(length, strlen(expected));
    CHECK_STATUS(da_array_summary(a, small, sizeof small, &length), DA_ERR_BUFFER_SIZE);
    CHECK_EQ_STR(small, "xyz");
    CHECK_EQ_I64(length, strlen(expected));
}

static void check_summaries(const world *w) {
    static float memory[12];
    char expected[400];
    const char *s = w->size == 1 ? "" : "s";
    const int64_t rows = 2 * w->size, shape[2] = {rows, 3}, fortran[2] = {4, 8}, spread[2] = {24, 8};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    da_array *a = NULL;
    CHECK_OK(da_empty(dist, DA_COMPLEX128, &a));
    snprintf(expected, sizeof expected,
             "complex128 array of shape %d x 3, b,n on %dx1 of %d rank%s; rank %d has 2 x 3 in C order, 96 bytes, owned",
             (int)rows, w->size, w->size, s, w->rank);
    check_line(a, expected);
    CHECK_OK(da_array_free(&a));
    for (int k = 0; k < 2; k++) {
        const int64_t *strides = k ? spread : fortran;
        CHECK_OK(da_array_wrap(dist, DA_FLOAT32, memory, strides, k ? DA_READ_ONLY : 0, NULL, NULL, &a));
        snprintf(expected, sizeof expected,
                 "float32 array of shape %d x 3, b,n on %dx1 of %d rank%s; rank %d has 2 x 3 in %s, 24 bytes, borrowed%s",
                 (int)rows, w->size, w->size, s, w->rank, k ? "strides" : "Fortran order", k ? ", read-only" : "");
        check_line(a, expected);
        for (int i = 0; i < 12; i++) memory[i] = (float)i;
        const char *text = printed(a, NULL); /* in the order of the indices, whatever the strides are */
        CHECK(strncmp(text, k ? "[[ 0.  2.  4.]\n [ 6.  8. 10.]" : "[[0. 2. 4.]\n [1. 3. 5.]", k ? 29 : 23) == 0);
        CHECK_OK(da_array_free(&a));
    }
    CHECK_OK(da_distribution_free(&dist));
}

static void check_without_section(const world *w) {
    const int64_t shape[1] = {4}, grid[1] = {1};
    da_distribution_options options;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    char expected[200];
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 1;
    CHECK_OK(da_distribution_create(w->ctx, 1, shape, "b", &options, &dist));
    CHECK_OK(da_empty(dist, DA_INT8, &a));
    snprintf(expected, sizeof expected, "int8 array of shape 4, b on 1 of %d rank%s; rank %d has %s", w->size,
             w->size == 1 ? "" : "s", w->rank, w->rank ? "no section" : "4 in C order, 4 bytes, owned");
    check_line(a, expected);
    set_by_global(a);
    CHECK_EQ_I64(strlen(printed(a, NULL)), 9);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_layouts(&w);
    check_known(&w);
    check_options(&w);
    check_targets(&w);
    check_summaries(&w);
    check_without_section(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
