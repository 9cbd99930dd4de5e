/* ranks: 1 3
 *
 * da_ufunc_call: names, options, two results, masks, conditions, casting, mistakes. */
#include "fixture.h"

static da_ufunc_options defaults(void) {
    da_ufunc_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    return options;
}

/* One call with two arrays and one result. */
static da_status call2(const char *name, const da_array *a, const da_array *b, const da_ufunc_options *options,
                       da_array **out) {
    const da_operand operands[2] = {{a, da_int(0)}, {b, da_int(0)}};
    da_array **const outs[1] = {out};
    return da_ufunc_call(name, 2, operands, options, 1, outs);
}

/* An array with number `first + step * index` along its one axis. */
static da_array *line(const world *w, int32_t dtype, int64_t count, int64_t first, int64_t step) {
    da_distribution *dist = make_dist(w->ctx, 1, &count, "b");
    da_array *a = NULL;
    da_cursor c;
    CHECK_OK(da_empty(dist, dtype, &a));
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) store(dtype, c.data, first + step * c.index[0], 0);
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

static double element(const da_array *a, int64_t index) {
    da_value value;
    double x = NAN;
    CHECK_OK(da_get(a, &index, &value));
    CHECK_OK(da_value_f64(value, &x));
    return x;
}

static void names_and_scalars(const world *w) {
    da_array *a = line(w, DA_FLOAT64, 9, 1, 1), *out = NULL;
    const da_operand operands[2] = {{NULL, da_real(10)}, {a, da_int(0)}};
    da_array **const outs[1] = {&out};
    CHECK_OK(da_ufunc_call("subtract", 2, operands, NULL, 1, outs));
    CHECK_NEAR(element(out, 3), 6, 0);
    CHECK_OK(da_ufunc_call("mod", 2, operands, NULL, 1, outs)); /* into the live result */
    CHECK_NEAR(element(out, 3), 2, 0);
    CHECK_STATUS(da_ufunc_call("subtrakt", 2, operands, NULL, 1, outs), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "subtrakt");
    CHECK_STATUS(da_ufunc_call("add", 1, operands, NULL, 1, outs), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "2 operand(s)");
    CHECK_STATUS(da_ufunc_call("divmod", 2, operands, NULL, 1, outs), DA_ERR_ARGUMENT);
    const da_operand scalars[2] = {{NULL, da_real(10)}, {NULL, da_int(0)}};
    da_array *none = NULL;
    da_array **const nowhere[1] = {&none};
    CHECK(da_ufunc_call("add", 2, scalars, NULL, 1, nowhere) != DA_OK);
    CHECK(none == NULL);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&out));
}

static void two_results(const world *w) {
    da_array *a = line(w, DA_INT32, 11, -5, 1), *q = NULL, *r = NULL;
    const da_operand operands[2] = {{a, da_int(0)}, {NULL, da_int(3)}};
    da_array **const outs[2] = {&q, &r}, **const same[2] = {&q, &q};
    CHECK_OK(da_ufunc_call("divmod", 2, operands, NULL, 2, outs));
    for (int64_t k = 0; k < 11; k++) {
        const int64_t x = k - 5, quotient = (x - ((x % 3 + 3) % 3)) / 3;
        CHECK_NEAR(element(q, k), (double)quotient, 0);
        CHECK_NEAR(element(r, k), (double)(x - 3 * quotient), 0);
    }
    CHECK_STATUS(da_ufunc_call("divmod", 2, operands, NULL, 2, same), DA_ERR_ARGUMENT);
    /* In place: the dividend becomes the remainder. */
    da_array **const within[2] = {&q, &a};
    CHECK_OK(da_ufunc_call("divmod", 2, operands, NULL, 2, within));
    CHECK_NEAR(element(a, 0), 1, 0);
    CHECK_NEAR(element(q, 0), -2, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&q));
    CHECK_OK(da_array_free(&r));
}

static void masks(const world *w) {
    da_array *a = line(w, DA_FLOAT64, 10, 0, 1), *odd = NULL, *out = NULL, *fresh = NULL;
    da_ufunc_options options = defaults();
    CHECK_OK(da_binary_scalar(DA_OP_REMAINDER, a, da_int(2), &out));
    CHECK_OK(da_binary_scalar(DA_OP_GREATER, out, da_int(0), &odd));
    options.mask = odd;
    CHECK_OK(call2("add", a, a, &options, &out));
    CHECK_OK(call2("add", a, a, &options, &fresh));
    for (int64_t k = 0; k < 10; k++) {
        CHECK_NEAR(element(out, k), k % 2 ? 2.0 * (double)k : 0.0, 0);
        CHECK_NEAR(element(fresh, k), k % 2 ? 2.0 * (double)k : 0.0, 0);
    }
    options.mask = a;
    CHECK_STATUS(call2("add", a, a, &options, &out), DA_ERR_DTYPE);
    CHECK_CONTAINS(da_error_message(), "not bool");
    da_array *short_mask = NULL, *some = line(w, DA_INT64, 4, 0, 1);
    CHECK_OK(da_binary_scalar(DA_OP_GREATER, some, da_int(0), &short_mask));
    options.mask = short_mask;
    CHECK_STATUS(call2("add", a, a, &options, &out), DA_ERR_SHAPE);
    da_array **const all[] = {&a, &odd, &out, &fresh, &short_mask, &some};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) CHECK_OK(da_array_free(all[k]));
}

static void dtypes_and_casting(const world *w) {
    da_array *a = line(w, DA_INT16, 8, 100, 50), *b = line(w, DA_FLOAT64, 8, 1, 1), *out = NULL;
    int32_t dtype = 0;
    da_ufunc_options options = defaults();
    options.dtype = DA_FLOAT32;
    CHECK_OK(call2("multiply", a, a, &options, &out));
    CHECK_OK(da_array_dtype(out, &dtype));
    CHECK_EQ_I64(dtype, DA_FLOAT32);
    CHECK_NEAR(element(out, 7), 450.0 * 450.0, 0);
    options.dtype = DA_INT64;
    CHECK_STATUS(call2("multiply", a, b, &options, &out), DA_ERR_CASTING);
    options.casting = DA_CASTING_UNSAFE;
    CHECK_OK(call2("multiply", a, b, &options, &out));
    CHECK_NEAR(element(out, 7), 450.0 * 8, 0);
    options = defaults();
    options.casting = DA_CASTING_SAFE;
    CHECK_STATUS(call2("multiply", a, b, &options, &a), DA_ERR_CASTING);
    CHECK_NEAR(element(a, 7), 450, 0);
    options.casting = 9;
    CHECK_STATUS(call2("multiply", a, b, &options, &out), DA_ERR_ARGUMENT);
    options = defaults();
    options.accuracy = 3;
    CHECK_STATUS(call2("multiply", a, b, &options, &out), DA_ERR_ARGUMENT);
    options = defaults();
    options.flags = 2;
    CHECK_STATUS(call2("multiply", a, b, &options, &out), DA_ERR_ARGUMENT);
    options = defaults();
    options.struct_size = 8;
    CHECK_STATUS(call2("multiply", a, b, &options, &out), DA_ERR_ARGUMENT);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&out));
}

/* Conditions belong to a rank's own elements: all ranks together have those of the whole array. */
static int32_t conditions_together(int32_t mine) {
    int32_t all = -1;
    MPI_Allreduce(&mine, &all, 1, MPI_INT32_T, MPI_BOR, MPI_COMM_WORLD);
    return all;
}

static void conditions(const world *w) {
    da_array *a = line(w, DA_FLOAT64, 8, 0, 1), *i = line(w, DA_INT32, 8, 0, 1), *out = NULL, *q = NULL;
    int32_t found = -1;
    da_ufunc_options options = defaults();
    options.conditions = &found;
    CHECK_OK(call2("add", a, a, &options, &out));
    CHECK_EQ_I64(conditions_together(found), 0);
    CHECK_OK(call2("true_divide", a, a, &options, &out)); /* 0 / 0 */
    CHECK_EQ_I64(conditions_together(found), DA_COND_INVALID);
    const da_operand one[2] = {{NULL, da_real(1)}, {a, da_int(0)}};
    da_array **const outs[1] = {&out}, **const whole[1] = {&q};
    CHECK_OK(da_ufunc_call("true_divide", 2, one, &options, 1, outs));
    CHECK_EQ_I64(conditions_together(found), DA_COND_DIVIDE);
    const da_operand big[2] = {{a, da_int(0)}, {NULL, da_real(1e308)}};
    CHECK_OK(da_ufunc_call("multiply", 2, big, &options, 1, outs));
    CHECK_EQ_I64(conditions_together(found), DA_COND_OVERFLOW);
    const da_operand seven[2] = {{NULL, da_int(7)}, {i, da_int(0)}};
    CHECK_OK(da_ufunc_call("floor_divide", 2, seven, &options, 1, whole));
    CHECK_EQ_I64(conditions_together(found), DA_COND_DIVIDE);
    /* In place, the operand is looked at before it is overwritten. */
    CHECK_OK(call2("true_divide", a, a, &options, &a));
    CHECK_EQ_I64(conditions_together(found), DA_COND_INVALID);
    da_array **const all[] = {&a, &i, &out, &q};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) CHECK_OK(da_array_free(all[k]));
}

/* An integer's negative power is found before anything is written, on the rank that has it. */
static void negative_powers(const world *w) {
    da_array *a = line(w, DA_INT64, 6, 2, 0), *e = line(w, DA_INT64, 6, -1, 1), *positive = NULL;
    da_ufunc_options options = defaults();
    da_value least;
    const da_status status = da_power(a, e, &a);
    CHECK_EQ_I64(status, w->rank == 0 ? DA_ERR_ARGUMENT : DA_OK);
    if (w->rank == 0) CHECK_CONTAINS(da_error_message(), "negative integer powers");
    if (w->size == 1) CHECK_NEAR(element(a, 5), 2, 0);
    else CHECK_STATUS(da_min_value(a, &least), DA_ERR_ARGUMENT); /* rank 0's mistake reaches all */
    CHECK_OK(da_array_free(&a));
    a = line(w, DA_INT64, 6, 2, 0);
    CHECK_OK(da_binary_scalar(DA_OP_GREATER, e, da_int(0), &positive));
    options.mask = positive;
    CHECK_OK(call2("power", a, e, &options, &a));
    CHECK_NEAR(element(a, 5), 16, 0);
    CHECK_NEAR(element(a, 0), 2, 0);
    CHECK_STATUS(da_binary_scalar(DA_OP_POWER, a, da_int(-1), &a), DA_ERR_ARGUMENT);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&e));
    CHECK_OK(da_array_free(&positive));
}

/* Integers are compared exactly with literals that their dtype can not hold. */
static void literals_out_of_range(const world *w) {
    da_array *a = line(w, DA_UINT8, 5, 250, 1), *out = NULL;
    CHECK_OK(da_binary_scalar(DA_OP_LESS, a, da_int(300), &out));
    CHECK_NEAR(element(out, 4), 1, 0);
    CHECK_OK(da_scalar_binary(DA_OP_LESS, da_int(-1), a, &out));
    CHECK_NEAR(element(out, 4), 1, 0);
    CHECK_OK(da_binary_scalar(DA_OP_EQUAL, a, da_int(-6), &out));
    CHECK_NEAR(element(out, 0), 0, 0);
    CHECK_STATUS(da_binary_scalar(DA_OP_ADD, a, da_int(300), &a), DA_ERR_OVERFLOW);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&out));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    names_and_scalars(&w);
    two_results(&w);
    masks(&w);
    dtypes_and_casting(&w);
    conditions(&w);
    negative_powers(&w);
    literals_out_of_range(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
