/* ranks: 1 3
 *
 * Element-wise functions of the application: their loops get dense elements of their dtypes whatever the
 * operands are. */
#include "fixture.h"

/* a + user * b of doubles; counts its calls. */
typedef struct state {
    double factor;
    int64_t elements;
} state;

static int32_t axpy(void *const *args, const int64_t *steps, int64_t n, void *user) {
    state *s = user;
    for (int64_t k = 0; k < n; k++) {
        const double a = *(const double *)((const char *)args[0] + k * steps[0]);
        const double b = *(const double *)((const char *)args[1] + k * steps[1]);
        *(double *)((char *)args[2] + k * steps[2]) = a + s->factor * b;
    }
    s->elements += n;
    return 0;
}

/* The same of int64, told apart by 1000 more. */
static int32_t axpy_whole(void *const *args, const int64_t *steps, int64_t n, void *user) {
    const state *s = user;
    for (int64_t k = 0; k < n; k++) {
        const int64_t a = *(const int64_t *)((const char *)args[0] + k * steps[0]);
        const int64_t b = *(const int64_t *)((const char *)args[1] + k * steps[1]);
        *(int64_t *)((char *)args[2] + k * steps[2]) = a + (int64_t)s->factor * b + 1000;
    }
    return 0;
}

/* Two results of one operand: its half, and whether it is negative. */
static int32_t half_and_sign(void *const *args, const int64_t *steps, int64_t n, void *user) {
    (void)user;
    for (int64_t k = 0; k < n; k++) {
        const float x = *(const float *)((const char *)args[0] + k * steps[0]);
        *(float *)((char *)args[1] + k * steps[1]) = x / 2;
        *((uint8_t *)args[2] + k * steps[2]) = x < 0;
    }
    return 0;
}

static int32_t failing(void *const *args, const int64_t *steps, int64_t n, void *user) {
    (void)args, (void)steps, (void)n, (void)user;
    return 42;
}

static da_array *filled(const world *w, int32_t ndim, const int64_t *shape, const char *text, int32_t dtype) {
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    da_array *a = NULL;
    CHECK_OK(da_empty(dist, dtype, &a));
    set_by_global(a);
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

static da_status call2(const char *name, const da_array *a, const da_array *b, da_array **out) {
    const da_operand operands[2] = {{a, da_int(0)}, {b, da_int(0)}};
    da_array **const outs[1] = {out};
    return da_ufunc_call(name, 2, operands, NULL, 1, outs);
}

/* A matrix in one distribution, a row in another, both with other dtypes than the loop's; a view as the result. */
static void any_operands(const world *w, state *s) {
    const int64_t shape[2] = {7, 6}, row_shape[1] = {6};
    da_array *a = filled(w, 2, shape, "b,c", DA_FLOAT32), *row = filled(w, 1, row_shape, "b", DA_FLOAT64), *out = NULL;
    da_array *whole = filled(w, 2, shape, "c,n", DA_FLOAT64), *turned = NULL;
    da_cursor c;
    int64_t wrong = 0;
    CHECK_OK(call2("axpy", a, row, &out));
    CHECK_OK(da_cursor_begin(out, DA_ACCESS_READ, &c));
    while (da_cursor_next(&c)) {
        const double expected = (double)value_at(2, c.index) + s->factor * (double)value_at(1, c.index + 1);
        wrong += load(DA_FLOAT64, c.data).re != expected;
    }
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_slice_text(whole, "::-1,:", &turned));
    CHECK_OK(call2("axpy", a, row, &turned));
    CHECK_OK(da_cursor_begin(whole, DA_ACCESS_READ, &c));
    while (da_cursor_next(&c)) {
        const int64_t at[2] = {6 - c.index[0], c.index[1]};
        const double expected = (double)value_at(2, at) + s->factor * (double)value_at(1, at + 1);
        wrong += load(DA_FLOAT64, c.data).re != expected;
    }
    CHECK_OK(da_cursor_end(&c));
    CHECK_EQ_I64(wrong, 0);
    CHECK_EQ_I64(s->elements > 0 || w->rank > 0, 1);
    da_array **const all[] = {&a, &row, &out, &turned, &whole};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) CHECK_OK(da_array_free(all[k]));
}

/* The first loop that takes the operands safely. */
static void choice_of_loops(const world *w) {
    const int64_t shape[1] = {8};
    da_array *i = filled(w, 1, shape, "b", DA_INT16), *z = filled(w, 1, shape, "b", DA_COMPLEX64), *out = NULL;
    int32_t dtype = 0;
    da_value sum;
    int64_t total = 0, expected = 0;
    CHECK_OK(call2("axpy", i, i, &out));
    CHECK_OK(da_array_dtype(out, &dtype));
    CHECK_EQ_I64(dtype, DA_FLOAT64); /* registered first */
    CHECK_STATUS(call2("axpy", i, z, &out), DA_ERR_DTYPE);
    CHECK_CONTAINS(da_error_message(), "complex64");
    const da_operand operands[2] = {{i, da_int(0)}, {NULL, da_int(3)}};
    da_array **const outs[1] = {&out};
    da_ufunc_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.dtype = DA_INT64;
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_ufunc_call("axpy", 2, operands, &options, 1, outs));
    CHECK_OK(da_sum_value(out, &sum));
    CHECK_OK(da_value_i64(sum, &total));
    for (int64_t k = 0; k < 8; k++) expected += value_at(1, &k) + 2 * 3 + 1000;
    CHECK_EQ_I64(total, expected);
    CHECK_OK(da_array_free(&i));
    CHECK_OK(da_array_free(&z));
    CHECK_OK(da_array_free(&out));
}

static void two_results(const world *w) {
    const int64_t shape[1] = {9};
    da_array *x = filled(w, 1, shape, "c:2", DA_FLOAT32), *half = NULL, *sign = NULL;
    const int32_t dtypes[3] = {DA_FLOAT32, DA_FLOAT32, DA_BOOL};
    da_value value;
    double sum = 0;
    CHECK_OK(da_ufunc_register("half and sign", 1, 2, dtypes, half_and_sign, NULL));
    CHECK_OK(da_negative(x, &x));
    const da_operand operand = {x, da_int(0)};
    da_array **const outs[2] = {&half, &sign};
    CHECK_OK(da_ufunc_call("half and sign", 1, &operand, NULL, 2, outs));
    CHECK_OK(da_sum_value(sign, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 9, 0);
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_array_free(&half));
    CHECK_OK(da_array_free(&sign));
    CHECK_OK(da_ufunc_unregister("half and sign"));
}

static void mistakes(const world *w) {
    const int32_t dtypes[3] = {DA_FLOAT64, DA_FLOAT64, DA_FLOAT64}, wrong[3] = {DA_FLOAT64, 77, DA_FLOAT64};
    const int64_t shape[1] = {6};
    da_array *a = filled(w, 1, shape, "b", DA_FLOAT64), *out = NULL;
    CHECK_STATUS(da_ufunc_register("add", 2, 1, dtypes, axpy, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_ufunc_register("new", 2, 1, dtypes, NULL, NULL), DA_ERR_NULL);
    CHECK_STATUS(da_ufunc_register("new", 2, 1, wrong, axpy, NULL), DA_ERR_DTYPE);
    CHECK_STATUS(da_ufunc_register("new", 0, 1, dtypes, axpy, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_ufunc_register("new", 7, 2, dtypes, axpy, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_ufunc_register("", 2, 1, dtypes, axpy, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_ufunc_register("axpy", 2, 1, dtypes, axpy, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_ufunc_unregister("new"), DA_ERR_ARGUMENT);
    CHECK_STATUS(call2("new", a, a, &out), DA_ERR_ARGUMENT);
    CHECK_OK(da_ufunc_register("new", 2, 1, dtypes, failing, NULL));
    CHECK_STATUS(call2("new", a, a, &out), DA_ERR_CALLBACK);
    CHECK_CONTAINS(da_error_message(), "42");
    CHECK(out == NULL);
    CHECK_OK(da_ufunc_unregister("new"));
    CHECK_OK(da_array_free(&a));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int32_t doubles[3] = {DA_FLOAT64, DA_FLOAT64, DA_FLOAT64}, longs[3] = {DA_INT64, DA_INT64, DA_INT64};
    state s = {2, 0};
    CHECK_OK(da_ufunc_register("axpy", 2, 1, doubles, axpy, &s));
    CHECK_OK(da_ufunc_register("axpy", 2, 1, longs, axpy_whole, &s));
    any_operands(&w, &s);
    choice_of_loops(&w);
    two_results(&w);
    mistakes(&w);
    CHECK_OK(da_ufunc_unregister("axpy"));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
