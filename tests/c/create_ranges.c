/* ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3
 * arange, linspace, logspace and eye: NumPy 2's values, bit for bit, in every layout, padding included. */
#include "fixture.h"

enum { MOST = 32 };

/* A vector as NumPy 2.4 computes it. */
typedef struct golden {
    int32_t dtype, count;
    double re[MOST], im[MOST];
} golden;

static const golden tenths = {DA_FLOAT64, 10, {
    0x0.0p+0, 0x1.999999999999ap-4, 0x1.999999999999ap-3, 0x1.3333333333334p-2, 0x1.999999999999ap-2,
    0x1.0000000000000p-1, 0x1.3333333333334p-1, 0x1.6666666666667p-1, 0x1.999999999999ap-1, 0x1.ccccccccccccdp-1}, {0}};
static const golden down = {DA_FLOAT64, 10, {
    0x1.0000000000000p+1, 0x1.b333333333333p+0, 0x1.6666666666666p+0, 0x1.1999999999999p+0, 0x1.9999999999998p-1,
    0x1.ffffffffffffcp-2, 0x1.9999999999990p-3, -0x1.99999999999c0p-4, -0x1.99999999999a0p-2, -0x1.6666666666668p-1}, {0}};
static const golden single = {DA_FLOAT32, 13, {
    0x1.99999ap-4, 0x1p-2, 0x1.99999ap-2, 0x1.19999ap-1, 0x1.666668p-1, 0x1.b33334p-1, 0x1p+0, 0x1.266668p+0,
    0x1.4cccce0p+0, 0x1.733334p+0, 0x1.99999ap+0, 0x1.c00002p+0, 0x1.e66668p+0}, {0}};
static const golden truncated = {DA_INT64, 5, {0, 1, 2, 3, 4}, {0}};
static const golden wrapped = {DA_INT8, 3, {0, 100, -56}, {0}};
static const golden eleven = {DA_FLOAT64, 11, {
    0x1.999999999999ap-4, 0x1.47ae147ae147bp-3, 0x1.c28f5c28f5c29p-3, 0x1.1eb851eb851ecp-2, 0x1.5c28f5c28f5c2p-2,
    0x1.999999999999ap-2, 0x1.d70a3d70a3d70p-2, 0x1.0a3d70a3d70a4p-1, 0x1.28f5c28f5c28fp-1, 0x1.47ae147ae147bp-1,
    0x1.6666666666666p-1}, {0}};
static const golden open_end = {DA_FLOAT64, 7, {
    -0x1.0000000000000p+0, -0x1.2492492492492p-1, -0x1.2492492492494p-3, 0x1.2492492492490p-2, 0x1.6db6db6db6db6p-1,
    0x1.2492492492492p+0, 0x1.9249249249248p+0}, {0}};
static const golden nine = {DA_FLOAT32, 9, {
    0x1.99999ap-4, 0x1.666666p-3, 0x1.000000p-2, 0x1.4ccccc0p-2, 0x1.999998p-2, 0x1.e66664p-2, 0x1.19999ap-1,
    0x1.400000p-1, 0x1.666666p-1}, {0}};
static const golden rounded_down = {DA_INT8, 8, {-4, -3, -2, -1, 0, 1, 2, 3}, {0}};
static const golden plane = {DA_COMPLEX128, 6, {
    0x1.0p+0, 0x1.9999999999998p-3, -0x1.3333333333334p-1, -0x1.6666666666668p+0, -0x1.199999999999ap+1, -0x1.8p+1},
    {-0x1.0p+1, -0x1.8p+0, -0x1.0p+0, -0x1.0p-1, 0x0.0p+0, 0x1.0p-1}};
static const golden decades = {DA_FLOAT64, 9, {
    0x1.999999999999ap-4, 0x1.e5a84719edcd2p-3, 0x1.1feb33c1c381ep-1, 0x1.5561a91ba8144p+0, 0x1.94c583ada5b53p+1,
    0x1.dfeeaad15b500p+2, 0x1.1c86531b4ac69p+4, 0x1.515b71a392a67p+5, 0x1.9000000000000p+6}, {0}};
static const golden squares = {DA_UINT16, 11, {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024}, {0}};
static const golden nothing = {DA_INT64, 0, {0}, {0}};

enum { CASES = 14 };
static da_status make(const world *w, int which, const char *dist, const golden **expected, da_array **out) {
    const da_context *ctx = w->ctx;
    switch (which) {
#define CASE(number, name, call) case number: *expected = &name; return call
    CASE(0, tenths, da_arange(ctx, da_int(0), da_int(1), da_real(0.1), 0, dist, out));
    CASE(1, down, da_arange(ctx, da_real(2), da_real(-0.7), da_real(-0.3), DA_FLOAT64, dist, out));
    CASE(2, single, da_arange(ctx, da_real(0.1), da_real(2.05), da_real(0.15), DA_FLOAT32, dist, out));
    CASE(3, truncated, da_arange(ctx, da_real(0.5), da_int(3), da_real(0.5), DA_INT64, dist, out));
    CASE(4, wrapped, da_arange(ctx, da_int(0), da_int(300), da_int(100), DA_INT8, dist, out));
    CASE(5, nothing, da_arange(ctx, da_int(3), da_int(-4), da_int(1), 0, dist, out));
    CASE(6, eleven, da_linspace(ctx, da_real(0.1), da_real(0.7), 11, 1, 0, dist, out));
    CASE(7, open_end, da_linspace(ctx, da_int(-1), da_int(2), 7, 0, 0, dist, out));
    CASE(8, nine, da_linspace(ctx, da_f32(0.1f), da_f32(0.7f), 9, 1, 0, dist, out));
    CASE(9, rounded_down, da_linspace(ctx, da_real(-3.5), da_real(3.5), 8, 1, DA_INT8, dist, out));
    CASE(10, plane, da_linspace(ctx, da_complex(1, -2), da_complex(-3, 0.5), 6, 1, 0, dist, out));
    CASE(11, decades, da_logspace(ctx, da_int(-1), da_int(2), 9, 1, da_real(10), 0, dist, out));
    CASE(12, squares, da_logspace(ctx, da_int(0), da_int(10), 11, 1, da_int(2), DA_UINT16, dist, out));
    default: *expected = &nothing; return da_arange(ctx, da_int(0), da_int(-7), da_int(1), DA_INT64, dist, out);
    }
#undef CASE
}

static void check_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const golden *g = user;
    const number n = load(local->dtype, element_at(local, index));
    const double re = is_integer(local->dtype) ? (double)n.i + (double)n.u : n.re;
    CHECK(global[0] >= 0 && global[0] < g->count);
    /* Powers come from the C library, whose last digits are its own. */
    CHECK_NEAR(re, g->re[global[0]], g == &decades ? 1e-15 * fabs(g->re[global[0]]) : 0);
    CHECK_NEAR(n.im, g->im[global[0]], 0);
}

static void check_case(const world *w, int which, const char *dist) {
    const golden *expected = NULL;
    da_array *a = NULL;
    int64_t count = -1;
    int32_t dtype = -1, ndim = -1, flags = -1;
    CHECK_OK(make(w, which, dist, &expected, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_array_ndim(a, &ndim));
    CHECK_EQ_I64(ndim, 1);
    CHECK_OK(da_array_shape(a, &count));
    CHECK_EQ_I64(count, expected->count);
    CHECK_OK(da_array_dtype(a, &dtype));
    CHECK_EQ_I64(dtype, expected->dtype);
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags & DA_PADDING_VALID, DA_PADDING_VALID);
    each_element(a, DA_ACCESS_READ, check_element, (void *)expected);
    CHECK_OK(da_array_free(&a));
}

/* Blocks of uneven widths, the first one as long as can be: "b(bounds=0:n:n...)" for any count. */
static void uneven(const world *w, int count, char *text, size_t room) {
    size_t used = (size_t)snprintf(text, room, "b(bounds=0");
    for (int r = 1; r <= w->size; r++)
        used += (size_t)snprintf(text + used, room - used, ":%d", r == w->size ? count : (count + r) / 2 < count ? (count + r) / 2 : count);
    snprintf(text + used, room - used, ")");
}

static void check_layouts(const world *w) {
    static const char *const layouts[] = {NULL, "b", "c", "c:3", "n", "c:100"};
    for (int which = 0; which < CASES; which++) {
        const golden *expected = NULL;
        da_array *a = NULL;
        char text[200];
        for (size_t k = 0; k < sizeof layouts / sizeof *layouts; k++) check_case(w, which, layouts[k]);
        CHECK_OK(make(w, which, "b", &expected, &a));
        CHECK_OK(da_array_free(&a));
        uneven(w, expected->count, text, sizeof text);
        check_case(w, which, text);
    }
    /* Blocks with the neighbours' elements beside them: those are right, too. */
    for (int which = 0; which < CASES; which++)
        if (which == 0 || which == 6) check_case(w, which, "b(comm=1)");
}

/* More elements than any buffer of the library, in single and in 64-bit integers. */
static void check_long(const world *w, const char *dist) {
    const int64_t count = 5000 * w->size + 7;
    da_array *a = NULL;
    da_value value;
    double sum = 0;
    CHECK_OK(da_arange(w->ctx, da_int(0), da_int(3 * count), da_int(3), 0, dist, &a));
    CHECK_OK(da_sum_value(a, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 3.0 * (double)count * (double)(count - 1) / 2, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_linspace(w->ctx, da_int(-1), da_int(1), count, 1, 0, dist, &a));
    CHECK_OK(da_max_value(a, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 1, 0);
    CHECK_OK(da_sum_value(a, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 0, 1e-9);
    CHECK_OK(da_array_free(&a));
}

/* ---- eye ------------------------------------------------------------------------------------------ */

typedef struct diagonal { int64_t k; } diagonal;

static void check_eye_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const diagonal *d = user;
    const number n = load(local->dtype, element_at(local, index));
    CHECK_NEAR(n.re, global[1] - global[0] == d->k ? 1 : 0, 0);
    CHECK_NEAR(n.im, 0, 0);
}

static void check_eye(const world *w) {
    static const char *const layouts[] = {"b,b", "c,n", "n,c:2", "b(comm=1),n", "c:2,b(over=0)", "n,n"};
    static const int64_t ks[] = {0, 1, -2, 5, -100, INT64_MAX, INT64_MIN};
    for (size_t l = 0; l < sizeof layouts / sizeof *layouts; l++) {
        const int64_t shape[2] = {3 * w->size, 5};
        const int padded = strchr(layouts[l], '(') != NULL && layouts[l][2] == 'c';
        da_distribution *dist = make_dist(w->ctx, 2, shape, layouts[l]);
        for (size_t i = 0; i < sizeof ks / sizeof *ks; i++) {
            diagonal d = {ks[i]};
            int32_t flags = 0;
            const int32_t dtype = (int32_t)(1 + (l + i) % NUM_DTYPES);
            da_array *a = NULL;
            CHECK_OK(da_eye(dist, ks[i], dtype, &a));
            each_element(a, DA_ACCESS_READ, check_eye_element, &d);
            CHECK_OK(da_array_flags(a, &flags));
            CHECK(!padded || (flags & DA_PADDING_VALID));
            CHECK_OK(da_array_free(&a));
        }
        CHECK_OK(da_distribution_free(&dist));
    }
}

/* ---- Mistakes and bounds -------------------------------------------------------------------------- */

static void check_mistakes(const world *w) {
    const da_context *ctx = w->ctx;
    const da_value zero = da_int(0), one = da_int(1);
    da_array *a = NULL;
    CHECK_STATUS(da_arange(ctx, zero, one, da_real(0), 0, NULL, &a), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "`step` is 0");
    CHECK_STATUS(da_arange(ctx, zero, da_real(NAN), one, 0, NULL, &a), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_arange(ctx, zero, da_real(INFINITY), one, 0, NULL, &a), DA_ERR_OVERFLOW);
    CHECK_STATUS(da_arange(ctx, da_int(INT64_MIN), da_int(INT64_MAX), one, 0, NULL, &a), DA_ERR_OVERFLOW);
    CHECK_STATUS(da_arange(ctx, da_int(-1), da_int(2), one, DA_UINT8, NULL, &a), DA_ERR_OVERFLOW);
    CHECK_CONTAINS(da_error_message(), "-1 is out of bounds for uint8");
    CHECK_STATUS(da_arange(ctx, zero, da_int(3), one, DA_BOOL, NULL, &a), DA_ERR_DTYPE);
    CHECK_STATUS(da_arange(ctx, zero, da_complex(3, 3), one, DA_FLOAT64, NULL, &a), DA_ERR_DTYPE);
    CHECK_STATUS(da_linspace(ctx, zero, one, -1, 1, 0, NULL, &a), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_linspace(ctx, zero, one, 4, 2, 0, NULL, &a), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_linspace(ctx, zero, da_complex(0, 1), 4, 1, DA_INT32, NULL, &a), DA_ERR_DTYPE);
    CHECK_STATUS(da_logspace(ctx, zero, one, -5, 1, one, 0, NULL, &a), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_linspace(ctx, zero, one, 4, 1, 0, "b,b", &a), DA_ERR_DISTRIBUTION);
    CHECK_STATUS(da_linspace(ctx, zero, one, 4, 1, 0, "u", &a), DA_ERR_NOT_SUPPORTED);
    CHECK_STATUS(da_linspace(ctx, zero, one, INT64_MAX, 1, 0, NULL, &a), DA_ERR_OVERFLOW);
    const da_status huge = da_arange(ctx, zero, da_int(INT64_C(1) << 59), one, 0, NULL, &a);
    CHECK_STATUS(huge, DA_ERR_NO_MEMORY);
    CHECK(a == NULL);
    CHECK_OK(da_context_barrier(ctx));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_layouts(&w);
    check_long(&w, NULL);
    check_long(&w, "c");
    check_long(&w, "c:100");
    check_eye(&w);
    check_mistakes(&w);
    CHECK_EQ_I64(counters_now().live_bytes, 0);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
