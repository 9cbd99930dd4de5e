/* ranks: 1 2 3 6  valgrind-full: 3
 *
 * angle clip where round nan_to_num isclose allclose array_equal: special values of several dtypes against what NumPy
 * 2.4 says of them, and operands of any shapes and distributions against what follows from global indices alone. */
#include "fixture.h"

/* The operands, as NumPy had them. */
static const double D[10] = {NAN, INFINITY, -INFINITY, -0.0, 0.0, 1.25, -2.5, 1e300, 12345.678, -7.0},
                    E[10] = {NAN, INFINITY, INFINITY, 0.0, -0.0, 1.25001, -2.50002, 1e300, 12345.679, NAN},
                    LOW[10] = {0, 0, 0, 0.0, -1, 2, NAN, 0, 3, -9}, HIGH[10] = {1, NAN, 1, 1, 1, 1, 1, 1e4, 4, -8.0};
static const float F[8] = {NAN, INFINITY, -0.0f, 0.35f, -1.5f, 1e38f, 25, -35};
static const int8_t I[8] = {-120, 120, 25, 15, -35, 0, 4, -5};
static const uint8_t U[8] = {200, 1, 2, 3, 4, 255, 0, 7}, B[2] = {1, 0};
static const double Z[8][2] = {{-1, 0}, {-1, -0.0}, {0, 1}, {1, 1}, {NAN, INFINITY}, {.35, -.25}, {-0.0, -2}, {-INFINITY, 3}};

/* ---- Arrays and what they hold ----------------------------------------------------------------- */

/* An array with one axis: element i is the one with number i of `values`. */
static da_array *array_of(const world *w, const char *layout, int32_t dtype, const void *values, int64_t count) {
    da_distribution *dist = make_dist(w->ctx, 1, &count, layout);
    const size_t size = item_size(dtype);
    da_array *a = NULL;
    da_cursor c;
    CHECK_OK(da_empty(dist, dtype, &a));
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) memcpy(c.data, (const char *)values + (size_t)c.index[0] * size, size);
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

static int like(double got, double expected, double tolerance) {
    if (got == expected) return signbit(got) == signbit(expected) || tolerance > 0;
    return (got != got && expected != expected) || fabs(got - expected) <= tolerance * fabs(expected);
}

/* The numbers of a result; imaginary parts follow the real ones. Frees it. */
static void holds(da_status status, da_array **out, int32_t dtype, const double *expected, double tolerance, int line,
                  const char *call) {
    da_cursor c;
    int32_t got = -1;
    int64_t count = 0;
    if (!check_status(status, DA_OK, __FILE__, line, call)) return;
    CHECK_OK(da_array_dtype(*out, &got));
    check_eq_i64(got, dtype, __FILE__, line, call);
    CHECK_OK(da_array_size(*out, &count));
    CHECK_OK(da_cursor_begin(*out, DA_ACCESS_READ, &c));
    while (got == dtype && da_cursor_next(&c)) {
        const int64_t i = c.index[0];
        const number n = load(dtype, c.data);
        const double im = is_complex(dtype) ? expected[count + i] : 0;
        if (!check_one(like(n.re, expected[i], tolerance) && like(n.im, im, tolerance), __FILE__, line, call))
            fprintf(stderr, ", element %" PRId64 ": got %.17g %+.17gi, expected %.17g %+.17gi\n", i, n.re, n.im,
                    expected[i], im);
    }
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_array_free(out));
}

/* NEAR(tolerance, call, dtype, numbers): the call leaves in `out` an array of this dtype with these numbers. */
#define NEAR(tolerance, call, dtype, ...) \
    do { \
        const double numbers[] = {__VA_ARGS__}; \
        da_array *out = NULL; \
        holds(call, &out, dtype, numbers, tolerance, __LINE__, #call); \
    } while (0)
#define IS(call, dtype, ...) NEAR(0, call, dtype, __VA_ARGS__)
/* A call that is refused leaves `out` alone. */
#define REFUSED(call, status) \
    do { \
        da_array *out = NULL; \
        CHECK_STATUS(call, status); \
        CHECK(out == NULL); \
    } while (0)

/* ---- Special values ---------------------------------------------------------------------------- */

static const double pi = 3.14159265358979323846;

typedef struct operands {
    da_array *d, *e, *low, *high, *f, *i, *u, *b, *z;
} operands;

static operands make_operands(const world *w, const char *layout) {
    operands o = {array_of(w, layout, DA_FLOAT64, D, 10),   array_of(w, layout, DA_FLOAT64, E, 10),
                  array_of(w, layout, DA_FLOAT64, LOW, 10), array_of(w, layout, DA_FLOAT64, HIGH, 10),
                  array_of(w, layout, DA_FLOAT32, F, 8),    array_of(w, layout, DA_INT8, I, 8),
                  array_of(w, layout, DA_UINT8, U, 8),      array_of(w, layout, DA_BOOL, B, 2),
                  array_of(w, layout, DA_COMPLEX128, Z, 8)};
    return o;
}

static void free_operands(operands *o) {
    da_array **const all[] = {&o->d, &o->e, &o->low, &o->high, &o->f, &o->i, &o->u, &o->b, &o->z};
    for (int k = 0; k < 9; k++) CHECK_OK(da_array_free(all[k]));
}

static void angles(const operands *o) {
    NEAR(1e-15, da_angle(o->d, 0, &out), DA_FLOAT64, NAN, 0, pi, pi, 0, 0, pi, 0, 0, pi);
    NEAR(3e-7, da_angle(o->f, 1, &out), DA_FLOAT32, NAN, 0, 180, 0, 180, 0, 0, 180);
    NEAR(1e-15, da_angle(o->z, 0, &out), DA_FLOAT64, pi, -pi, pi / 2, pi / 4, NAN, -0.6202494859828215, -pi / 2, pi);
    NEAR(1e-15, da_angle(o->z, 1, &out), DA_FLOAT64, 180, -180, 90, 45, NAN, -35.53767779197438, -90, 180);
    NEAR(3e-7, da_angle(o->i, 0, &out), DA_FLOAT32, pi, 0, 0, 0, pi, 0, 0, pi);
    IS(da_angle(o->b, 0, &out), DA_FLOAT64, 0, 0);
    REFUSED(da_angle(o->d, 2, &out), DA_ERR_ARGUMENT);
}

static void rounding(const operands *o) {
    IS(da_round(o->d, 0, &out), DA_FLOAT64, NAN, INFINITY, -INFINITY, -0.0, 0, 1, -2, 1e300, 12346, -7);
    IS(da_round(o->d, 1, &out), DA_FLOAT64, NAN, INFINITY, -INFINITY, -0.0, 0, 1.2, -2.5, 1e300, 12345.7, -7);
    IS(da_round(o->d, -1, &out), DA_FLOAT64, NAN, INFINITY, -INFINITY, -0.0, 0, 0, -0.0, 1e300, 12350, -10);
    /* The product is too large for the dtype. */
    IS(da_round(o->f, 1, &out), DA_FLOAT32, NAN, INFINITY, -0.0, 0.4f, -1.5, INFINITY, 25, -35);
    IS(da_round(o->f, 40, &out), DA_FLOAT32, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN);
    IS(da_round(o->i, 2, &out), DA_INT8, -120, 120, 25, 15, -35, 0, 4, -5);
    IS(da_round(o->i, -1, &out), DA_INT8, -120, 120, 20, 20, -40, 0, 0, 0);
    IS(da_round(o->i, -3, &out), DA_INT8, 0, 0, 0, 0, 0, 0, 0, 0);
    /* 260 does not fit. */
    IS(da_round(o->u, -1, &out), DA_UINT8, 200, 0, 0, 0, 0, 255, 0, 10);
    IS(da_round(o->z, 1, &out), DA_COMPLEX128, -1, -1, 0, 1, NAN, .4, -0.0, -INFINITY, /**/ 0, -0.0, 1, 1, INFINITY, -.2,
       -2, 3);
    IS(da_round(o->z, -1, &out), DA_COMPLEX128, -0.0, -0.0, 0, 0, NAN, 0, -0.0, -INFINITY, /**/ 0, -0.0, 0, 0, INFINITY,
       -0.0, -0.0, 0);
    IS(da_round(o->b, 0, &out), DA_FLOAT32, 1, 0);
    REFUSED(da_round(o->b, 1, &out), DA_ERR_DTYPE);
    REFUSED(da_round(o->b, INT32_MIN, &out), DA_ERR_DTYPE);
    IS(da_round(o->b, 0, &out), DA_FLOAT32, 1, 0);
}

static void replacing(const operands *o) {
    const double most = 1.7976931348623157e308, single = 3.4028234663852886e38, eight = 8, minus_nine = -9;
    IS(da_nan_to_num(o->d, 0, NULL, NULL, &out), DA_FLOAT64, 0, most, -most, -0.0, 0, 1.25, -2.5, 1e300, 12345.678, -7);
    IS(da_nan_to_num(o->f, 7, &eight, &minus_nine, &out), DA_FLOAT32, 7, 8, -0.0, .35f, -1.5, 1e38f, 25, -35);
    IS(da_nan_to_num(o->f, 1e300, NULL, NULL, &out), DA_FLOAT32, INFINITY, single, -0.0, .35f, -1.5, 1e38f, 25, -35);
    IS(da_nan_to_num(o->z, 1.5, NULL, &minus_nine, &out), DA_COMPLEX128, -1, -1, 0, 1, 1.5, .35, -0.0, -9, /**/ 0, -0.0, 1,
       1, most, -.25, -2, 3);
    IS(da_nan_to_num(o->i, 7, NULL, NULL, &out), DA_INT8, -120, 120, 25, 15, -35, 0, 4, -5);
    IS(da_nan_to_num(o->b, 7, NULL, NULL, &out), DA_BOOL, 1, 0);
}

static void clipping(const operands *o) {
    const da_value minus_one = da_real(-1), two = da_real(2);
    IS(da_clip_values(o->d, minus_one, two, &out), DA_FLOAT64, NAN, 2, -1, -0.0, 0, 1.25, -1, 2, 2, -1);
    IS(da_clip_values(o->d, two, minus_one, &out), DA_FLOAT64, NAN, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    /* No int8 is less than -1000, and none is more than 1000. */
    IS(da_clip_values(o->i, da_int(-1000), da_int(20), &out), DA_INT8, -120, 20, 20, 15, -35, 0, 4, -5);
    IS(da_clip_values(o->i, da_int(-1), da_int(1000), &out), DA_INT8, -1, 120, 25, 15, -1, 0, 4, -1);
    IS(da_clip_values(o->i, da_int(-1000), da_int(1000), &out), DA_INT8, -120, 120, 25, 15, -35, 0, 4, -5);
    REFUSED(da_clip_values(o->i, da_int(1000), da_int(2000), &out), DA_ERR_OVERFLOW);
    CHECK_CONTAINS(da_error_message(), "1000");
    IS(da_clip_values(o->i, da_int(0), da_real(2.5), &out), DA_FLOAT64, 0, 2.5, 2.5, 2.5, 0, 0, 2.5, 0);
    IS(da_clip_values(o->f, da_f64(-1), da_int(2), &out), DA_FLOAT64, NAN, 2, -0.0, .35f, -1, 2, 2, -1);
    IS(da_clip_values(o->f, da_int(-1), da_real(2), &out), DA_FLOAT32, NAN, 2, -0.0, .35f, -1, 2, 2, -1);
    IS(da_clip_values(o->f, da_real(NAN), da_real(2), &out), DA_FLOAT32, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN);
    IS(da_clip_values(o->z, da_complex(-1, -1), da_complex(0, 1), &out), DA_COMPLEX128, -1, -1, 0, 0, NAN, 0, -0.0, -1,
       /**/ 0, -0.0, 1, 1, INFINITY, 1, -2, -1);
    IS(da_clip(o->d, o->low, o->high, &out), DA_FLOAT64, NAN, NAN, 0, 0, 0, 1, NAN, 1e4, 4, -8);
    IS(da_clip(o->d, o->low, NULL, &out), DA_FLOAT64, NAN, INFINITY, 0, 0, 0, 2, NAN, 1e300, 12345.678, -7);
    IS(da_clip(o->d, NULL, o->high, &out), DA_FLOAT64, NAN, NAN, -INFINITY, -0.0, 0, 1, -2.5, 1e4, 4, -8);
    IS(da_clip(o->d, NULL, NULL, &out), DA_FLOAT64, NAN, INFINITY, -INFINITY, -0.0, 0, 1.25, -2.5, 1e300, 12345.678, -7);
    IS(da_clip(o->u, o->i, o->i, &out), DA_INT16, -120, 120, 25, 15, -35, 0, 4, -5);
    IS(da_clip(o->b, o->b, o->b, &out), DA_BOOL, 1, 0);
    REFUSED(da_clip(o->b, NULL, NULL, &out), DA_ERR_DTYPE);
    REFUSED(da_clip(o->d, o->low, o->i, &out), DA_ERR_SHAPE);
}

static da_operand scalar(da_value value) {
    const da_operand operand = {NULL, value};
    return operand;
}

static da_operand whole(const da_array *a) {
    const da_operand operand = {a, da_int(0)};
    return operand;
}

static void choosing(const operands *o) {
    const da_operand one = scalar(da_int(1)), two = scalar(da_int(2)), half = scalar(da_real(2.5)),
                     large = scalar(da_int(1000)), i = whole(o->i), u = whole(o->u), f = whole(o->f), z = whole(o->z);
    IS(da_where(o->d, &one, &half, &out), DA_FLOAT64, 1, 1, 1, 2.5, 2.5, 1, 1, 1, 1, 1);
    IS(da_where(o->i, &i, &u, &out), DA_INT16, -120, 120, 25, 15, -35, 255, 4, -5);
    IS(da_where(o->z, &one, &two, &out), DA_INT64, 1, 1, 1, 1, 1, 1, 1, 1);
    IS(da_where(o->b, &two, &one, &out), DA_INT64, 2, 1);
    IS(da_where(o->u, &f, &half, &out), DA_FLOAT32, NAN, INFINITY, -0.0, .35f, -1.5, 1e38f, 2.5, -35);
    IS(da_where(o->i, &u, &z, &out), DA_COMPLEX128, 200, 1, 2, 3, 4, .35, 0, 7, /**/ 0, 0, 0, 0, 0, -.25, 0, 0);
    IS(da_where(o->u, &i, &one, &out), DA_INT8, -120, 120, 25, 15, -35, 0, 1, -5);
    REFUSED(da_where(o->u, &i, &large, &out), DA_ERR_OVERFLOW);
    REFUSED(da_where(o->d, &i, &one, &out), DA_ERR_SHAPE);
}

static void closeness(const operands *o) {
    IS(da_isclose(o->d, o->e, 1e-5, 1e-8, 0, &out), DA_BOOL, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0);
    IS(da_isclose(o->d, o->e, 1e-5, 1e-8, 1, &out), DA_BOOL, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0);
    IS(da_isclose(o->d, o->e, 0, 1e-3, 0, &out), DA_BOOL, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0);
    IS(da_isclose(o->i, o->u, 1, 1e-8, 0, &out), DA_BOOL, 0, 0, 0, 0, 0, 1, 0, 0);
    IS(da_isclose(o->z, o->z, 1e-5, 1e-8, 0, &out), DA_BOOL, 1, 1, 1, 1, 0, 1, 1, 1);
    IS(da_isclose(o->z, o->z, 1e-5, 1e-8, 1, &out), DA_BOOL, 1, 1, 1, 1, 1, 1, 1, 1);
    REFUSED(da_isclose(o->d, o->e, 0, 0, 2, &out), DA_ERR_ARGUMENT);
    REFUSED(da_isclose(o->d, o->i, 0, 0, 0, &out), DA_ERR_SHAPE);
}

/* Where the second operand has single precision, so has the tolerance: NumPy's answers, which differ from those of the
 * same numbers in double precision. */
static void single_precision(const world *w, const char *layout) {
    static const double x[3] = {0x1.f2ef6efa9d1f6p+4, 0x1.52aa1ff1ea359p+5, 0x1.b7adea25379fbp+5};
    static const float y[3] = {0x1.f2ee28p+4f, 0x1.52a942p+5f, 0x1.b7accap+5f};
    da_array *a = array_of(w, layout, DA_FLOAT64, x, 3), *b = array_of(w, layout, DA_FLOAT32, y, 3), *wide = NULL;
    CHECK_OK(da_astype(b, DA_FLOAT64, &wide));
    IS(da_isclose(a, b, 1e-5, 0, 0, &out), DA_BOOL, 0, 0, 1);
    IS(da_isclose(a, wide, 1e-5, 0, 0, &out), DA_BOOL, 1, 1, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&wide));
}

static void special_values(const world *w) {
    static const char *const layouts[] = {"b", "c", "n", "b(comm=1)"};
    for (int k = 0; k < 4; k++) {
        operands o = make_operands(w, layouts[k]);
        angles(&o);
        rounding(&o);
        replacing(&o);
        clipping(&o);
        choosing(&o);
        closeness(&o);
        single_precision(w, layouts[k]);
        free_operands(&o);
    }
}

/* ---- Shapes and distributions ------------------------------------------------------------------ */

enum { ROWS = 7, COLUMNS = 5 };
static const int64_t matrix[2] = {ROWS, COLUMNS}, row[1] = {COLUMNS}, column[2] = {ROWS, 1};

/* The element of operand `which` for an index of the result. */
static double element(int which, int ndim, const int64_t *shape, const int64_t *index) {
    const int64_t i = ndim == 2 && shape[0] > 1 ? index[0] : 0, j = shape[ndim - 1] > 1 ? index[1] : 0;
    return (double)((7 * which + 3 * i + 5 * j + i * j) % 11 - 5);
}

typedef struct spread {
    int ndim;
    const int64_t *shape;
    const char *layout;
    int32_t dtype;
    da_array *array;
} spread;

static void open_spread(spread *s, const world *w, int which) {
    da_distribution *dist = make_dist(w->ctx, s->ndim, s->shape, s->layout);
    da_cursor c;
    CHECK_OK(da_empty(dist, s->dtype, &s->array));
    CHECK_OK(da_cursor_begin(s->array, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) {
        const int64_t index[2] = {s->ndim == 2 ? c.index[0] : 0, c.index[s->ndim - 1]};
        store(s->dtype, c.data, (int64_t)element(which, s->ndim, s->shape, index), 0);
    }
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_distribution_free(&dist));
}

enum { CLIP, WHERE, ISCLOSE, CALLS };

static double expected_of(int call, const double x[3]) {
    const double bounded = x[0] > x[1] ? x[0] : x[1];
    if (call == CLIP) return bounded < x[2] ? bounded : x[2];
    if (call == WHERE) return x[0] != 0 ? x[1] : x[2];
    return fabs(x[0] - x[1]) <= 0.25 + 0.5 * fabs(x[1]);
}

static da_status make_call(int call, const spread *s, da_array **out) {
    const da_operand x = whole(s[1].array), y = whole(s[2].array);
    if (call == CLIP) return da_clip(s[0].array, s[1].array, s[2].array, out);
    if (call == WHERE) return da_where(s[0].array, &x, &y, out);
    return da_isclose(s[0].array, s[1].array, 0.5, 0.25, 0, out);
}

static void check_matrix(const da_array *out, int call, const spread *s) {
    da_cursor c;
    int64_t shape[2] = {0, 0}, wrong = 0;
    int32_t ndim = 0;
    CHECK_OK(da_array_ndim(out, &ndim));
    CHECK_EQ_I64(ndim, 2);
    CHECK_OK(da_array_shape(out, shape));
    CHECK(shape[0] == ROWS && shape[1] == COLUMNS);
    CHECK_OK(da_cursor_begin(out, DA_ACCESS_READ, &c));
    while (da_cursor_next(&c)) {
        double x[3];
        for (int k = 0; k < 3; k++) x[k] = element(k, s[k].ndim, s[k].shape, c.index);
        wrong += load(c.dtype, c.data).re != expected_of(call, x);
    }
    CHECK_OK(da_cursor_end(&c));
    CHECK_EQ_I64(wrong, 0);
}

/* Each operand in one of several shapes and layouts; the result new, and in a layout of its own. */
static void broadcasting(const world *w) {
    static const spread kinds[] = {{2, matrix, "b,n", DA_INT32, NULL},   {2, matrix, "n,c", DA_FLOAT64, NULL},
                                   {2, matrix, "c:2,b", DA_FLOAT32, NULL}, {1, row, "b", DA_INT16, NULL},
                                   {1, row, "n", DA_FLOAT64, NULL},       {2, column, "b,n", DA_INT8, NULL}};
    enum { KINDS = sizeof kinds / sizeof kinds[0] };
    da_distribution *dist = make_dist(w->ctx, 2, matrix, "c,n");
    for (int which = 0; which < KINDS * KINDS * KINDS; which += w->size > 1 ? 1 : 5) {
        spread s[3] = {kinds[which % KINDS], kinds[which / KINDS % KINDS], kinds[which / KINDS / KINDS]};
        for (int k = 0; k < 3; k++) open_spread(&s[k], w, k);
        for (int call = 0; call < CALLS; call++) {
            const int full = s[0].shape == matrix || s[1].shape == matrix || (call != ISCLOSE && s[2].shape == matrix);
            da_array *out = NULL, *given = NULL;
            if (full) {
                CHECK_OK(make_call(call, s, &out));
                check_matrix(out, call, s);
            }
            CHECK_OK(da_zeros(dist, DA_FLOAT64, &given));
            CHECK_OK(make_call(call, s, &given));
            check_matrix(given, call, s);
            CHECK_OK(da_array_free(&out));
            CHECK_OK(da_array_free(&given));
        }
        for (int k = 0; k < 3; k++) CHECK_OK(da_array_free(&s[k].array));
    }
    CHECK_OK(da_distribution_free(&dist));
}

static int64_t sent(const da_context *ctx) {
    da_stats stats;
    memset(&stats, 0, sizeof stats);
    stats.struct_size = sizeof stats;
    CHECK_OK(da_context_stats(ctx, &stats));
    return stats.messages.messages_sent + stats.direct.messages_sent + stats.collective.messages_sent;
}

/* The result is one of the operands; what lies alike needs no message. */
static void in_place(const world *w) {
    for (int which = 0; which < 3; which++)
        for (int call = 0; call < CALLS; call++) {
            spread s[3];
            for (int k = 0; k < 3; k++) {
                s[k] = (spread){2, matrix, "b,n", DA_FLOAT64, NULL};
                open_spread(&s[k], w, k);
            }
            const int64_t before = sent(w->ctx);
            CHECK_OK(make_call(call, s, &s[which].array));
            CHECK_EQ_I64(sent(w->ctx), before);
            check_matrix(s[which].array, call, s);
            for (int k = 0; k < 3; k++) CHECK_OK(da_array_free(&s[k].array));
        }
}

enum { LENGTH_OF_VIEWS = 3000 };

/* The result and the operands are views of one buffer, each shifted by another number of elements. */
static void overlapping(const world *w) {
    static double memory[LENGTH_OF_VIEWS + 3], before[LENGTH_OF_VIEWS + 3];
    const int64_t shape[1] = {(int64_t)LENGTH_OF_VIEWS * w->size};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    for (int turn = 0; turn < 6; turn++) {
        const int shifts[4] = {turn % 3, (turn + 1) % 3, turn % 2, 1};
        da_array *views[4] = {NULL, NULL, NULL, NULL};
        int wrong = 0;
        for (int k = 0; k < LENGTH_OF_VIEWS + 3; k++) before[k] = memory[k] = k * 37 % 101 - 50;
        for (int k = 0; k < 4; k++)
            CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory + shifts[k], NULL, 0, NULL, NULL, &views[k]));
        const da_operand x = whole(views[1]), y = whole(views[2]);
        CHECK_OK(turn < 3 ? da_clip(views[0], views[1], views[2], &views[3]) : da_where(views[0], &x, &y, &views[3]));
        for (int k = 0; k < LENGTH_OF_VIEWS; k++) {
            const double values[3] = {before[k + shifts[0]], before[k + shifts[1]], before[k + shifts[2]]};
            wrong += memory[k + 1] != expected_of(turn < 3 ? CLIP : WHERE, values);
        }
        CHECK_EQ_I64(wrong, 0);
        for (int k = 0; k < 4; k++) CHECK_OK(da_array_free(&views[k]));
    }
    CHECK_OK(da_distribution_free(&dist));
}

/* Results that are given: of a dtype that can not take them, or a narrower one that can. */
static void given_results(const world *w) {
    operands o = make_operands(w, "b");
    const da_operand d = whole(o.d), one = scalar(da_int(1));
    da_array *whole_numbers = array_of(w, "b", DA_INT64, (const int64_t[10]){0}, 10);
    da_array *narrow = array_of(w, "c", DA_FLOAT32, (const float[10]){0}, 10);
    CHECK_STATUS(da_where(o.d, &d, &one, &whole_numbers), DA_ERR_CASTING);
    CHECK_STATUS(da_clip(o.d, o.low, o.high, &whole_numbers), DA_ERR_CASTING);
    CHECK_STATUS(da_round(o.d, 1, &whole_numbers), DA_ERR_CASTING);
    const double zeros[10] = {0};
    holds(DA_OK, &whole_numbers, DA_INT64, zeros, 0, __LINE__, "nothing was written");
    const double clipped[10] = {NAN, NAN, 0, 0, 0, 1, NAN, 1e4, 4, -8};
    holds(da_clip(o.d, o.low, o.high, &narrow), &narrow, DA_FLOAT32, clipped, 0, __LINE__, "da_clip into float32");
    free_operands(&o);
}

/* ---- All elements ------------------------------------------------------------------------------ */

static void all_are(da_status status, int32_t got, int32_t expected, int line, const char *call) {
    if (check_status(status, DA_OK, __FILE__, line, call)) check_eq_i64(got, expected, __FILE__, line, call);
}

#define ALL(expected, call)     do {         int32_t result = -1;         const da_status status = call;         all_are(status, result, expected, __LINE__, #call);     } while (0)

static void all_elements(const world *w, const char *first, const char *second) {
    static const int64_t small[3] = {INT64_MIN, 1, 2};
    static const uint64_t large[3] = {UINT64_C(1) << 63, 1, 2};
    static const int8_t bytes[3] = {-3, 0, 7};
    static const float singles[3] = {-3, 0, 7};
    static const double nans[2][2] = {{1, NAN}, {NAN, 2}};
    double near[40], far[40];
    for (int k = 0; k < 40; k++) {
        near[k] = 100 + k;
        far[k] = near[k] * (1 + 1e-6);
    }
    da_array *a = array_of(w, first, DA_FLOAT64, near, 40), *b = array_of(w, second, DA_FLOAT64, near, 40);
    da_array *c = array_of(w, second, DA_FLOAT64, far, 40), *none = array_of(w, first, DA_FLOAT64, NULL, 0);
    da_array *none_too = array_of(w, second, DA_INT8, NULL, 0), *one = array_of(w, second, DA_FLOAT64, near + 5, 1);
    da_array *i = array_of(w, first, DA_INT64, small, 3), *u = array_of(w, second, DA_UINT64, large, 3);
    da_array *s = array_of(w, first, DA_INT8, bytes, 3), *f = array_of(w, second, DA_FLOAT32, singles, 3);
    da_array *z = array_of(w, first, DA_COMPLEX128, nans, 2), *y = array_of(w, second, DA_COMPLEX128, nans, 2);
    da_array *x = array_of(w, second, DA_COMPLEX128, nans[1], 1), *v = array_of(w, first, DA_COMPLEX128, nans[0], 1);
    ALL(1, da_array_equal(a, b, 0, &result));
    ALL(0, da_array_equal(a, c, 0, &result));
    ALL(1, da_allclose_value(a, c, 1e-5, 1e-8, 0, &result));
    ALL(0, da_allclose_value(a, c, 1e-7, 1e-8, 0, &result));
    /* One element differs, on the rank that has it only. */
    const int64_t places[3] = {0, 21, 39};
    for (int k = 0; k < 3; k++) {
        CHECK_OK(da_set(b, &places[k], da_real(-1)));
        ALL(0, da_array_equal(a, b, 0, &result));
        ALL(0, da_allclose_value(a, b, 1e-5, 1e-8, 1, &result));
        CHECK_OK(da_set(b, &places[k], da_real(near[places[k]])));
        ALL(1, da_array_equal(a, b, 1, &result));
    }
    /* Shapes: close arrays are broadcast, equal ones are not. */
    ALL(0, da_array_equal(a, one, 0, &result));
    ALL(1, da_allclose_value(a, one, 1, 1e-8, 0, &result));
    ALL(0, da_allclose_value(a, one, 0.1, 1e-8, 0, &result));
    ALL(0, da_array_equal(a, i, 0, &result));
    int32_t untouched = 77;
    CHECK_STATUS(da_allclose_value(a, i, 0, 0, 0, &untouched), DA_ERR_SHAPE);
    CHECK_STATUS(da_array_equal(a, b, 3, &untouched), DA_ERR_ARGUMENT);
    CHECK_EQ_I64(untouched, 77);
    ALL(1, da_array_equal(none, none_too, 0, &result));
    ALL(1, da_allclose_value(none, none_too, 0, 0, 0, &result));
    /* Dtypes: 2^63 is not -2^63. */
    ALL(0, da_array_equal(i, u, 0, &result));
    ALL(0, da_array_equal(i, u, 1, &result));
    ALL(1, da_array_equal(u, u, 0, &result));
    ALL(1, da_array_equal(s, f, 0, &result));
    ALL(0, da_array_equal(z, y, 0, &result));
    ALL(1, da_array_equal(z, y, 1, &result));
    ALL(1, da_array_equal(v, x, 1, &result));
    ALL(0, da_allclose_value(z, y, 1e-5, 1e-8, 0, &result));
    ALL(1, da_allclose_value(z, y, 1e-5, 1e-8, 1, &result));
    da_array **const all[] = {&a, &b, &c, &none, &none_too, &one, &i, &u, &s, &f, &z, &y, &x, &v};
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) CHECK_OK(da_array_free(all[k]));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    special_values(&w);
    broadcasting(&w);
    in_place(&w);
    overlapping(&w);
    given_results(&w);
    all_elements(&w, "b", "b");
    all_elements(&w, "b", "c:3");
    all_elements(&w, "n", "c");
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
