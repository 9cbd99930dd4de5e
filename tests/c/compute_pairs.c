/* ranks: 1 2 3  valgrind-full: 1
 * The four operations between arrays of all pairs of dtypes, by name and by number, in a fresh result
 * and into a given one; and the two functions of one operand. */
#include "arithmetic.h"

static void store_second(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t value = value_at(local->ndim, global) % 5 + 1;
    (void)user;
    store(local->dtype, element_at(local, index), value, value + 1);
}

typedef struct expected_pair {
    const operation *op;
    da_local x, y;
    int32_t common;
} expected_pair;

static void check_pair_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const expected_pair *e = user;
    const double complex x = as_complex(e->x.dtype, element_at(&e->x, index));
    const double complex y = as_complex(e->y.dtype, element_at(&e->y, index));
    (void)global;
    if (is_owned(local, index))
        check_result(local->dtype, element_at(local, index), apply(e->op->symbol, e->common, x, y));
}

static void check_operation(const operation *op, const da_array *x, const da_array *y) {
    expected_pair e = {op, local_of(x, DA_ACCESS_READ), local_of(y, DA_ACCESS_READ), 0};
    da_array *named = NULL, *numbered = NULL;
    int32_t dtype = -1;
    e.common = meet(e.x.dtype, e.y.dtype);
    const int32_t result = result_of(op->symbol, e.common);
    if (result == 0) {
        CHECK_STATUS(op->by_name(x, y, &named), DA_ERR_DTYPE);
        CHECK_STATUS(da_binary(op->number, x, y, &numbered), DA_ERR_DTYPE);
        CHECK(named == NULL && numbered == NULL);
        return;
    }
    CHECK_OK(op->by_name(x, y, &named));
    CHECK_OK(da_array_dtype(named, &dtype));
    CHECK_EQ_I64(dtype, result);
    each_element(named, DA_ACCESS_READ, check_pair_element, &e);
    CHECK_OK(da_empty_like(x, result, &numbered));
    const da_array *given = numbered;
    CHECK_OK(da_binary(op->number, x, y, &numbered));
    CHECK(given == numbered); /* a given result stays the same array */
    each_element(numbered, DA_ACCESS_READ, check_pair_element, &e);
    CHECK_OK(da_array_free(&named));
    CHECK_OK(da_array_free(&numbered));
}

static void check_unary_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const expected_pair *e = user;
    const double complex x = as_complex(e->x.dtype, element_at(&e->x, index));
    (void)global;
    if (is_owned(local, index))
        check_result(local->dtype, element_at(local, index), e->common == DA_OP_SQRT ? csqrt(x) : cabs(x));
}

/* Square roots of 8-bit integers are float16 in NumPy; the smallest float here is float32. */
static void check_unary(const da_array *x) {
    expected_pair e = {NULL, local_of(x, DA_ACCESS_READ), local_of(x, DA_ACCESS_READ), DA_OP_SQRT};
    const int32_t t = e.x.dtype;
    da_array *root = NULL, *size = NULL, *by_number = NULL;
    int32_t dtype = -1;
    CHECK_OK(da_sqrt(x, &root));
    CHECK_OK(da_array_dtype(root, &dtype));
    CHECK_EQ_I64(dtype, is_complex(t) ? t : float_bits(t) == 32 ? DA_FLOAT32 : DA_FLOAT64);
    each_element(root, DA_ACCESS_READ, check_unary_element, &e);
    CHECK_OK(da_unary(DA_OP_SQRT, x, &by_number));
    each_element(by_number, DA_ACCESS_READ, check_unary_element, &e);
    CHECK_OK(da_array_free(&by_number));
    e.common = DA_OP_ABSOLUTE;
    CHECK_OK(da_absolute(x, &size));
    CHECK_OK(da_array_dtype(size, &dtype));
    CHECK_EQ_I64(dtype, t == DA_COMPLEX64 ? DA_FLOAT32 : t == DA_COMPLEX128 ? DA_FLOAT64 : t);
    each_element(size, DA_ACCESS_READ, check_unary_element, &e);
    CHECK_OK(da_unary(DA_OP_ABSOLUTE, x, &by_number));
    each_element(by_number, DA_ACCESS_READ, check_unary_element, &e);
    CHECK_OK(da_array_free(&by_number));
    CHECK_OK(da_array_free(&root));
    CHECK_OK(da_array_free(&size));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t shape[2] = {2 * w.size + 1, 3};
    da_distribution *dist = make_dist(w.ctx, 2, shape, "b,n");
    da_array *x[NUM_DTYPES + 1], *y[NUM_DTYPES + 1];
    for (int32_t t = 1; t <= NUM_DTYPES; t++) {
        x[t] = y[t] = NULL;
        CHECK_OK(da_empty(dist, t, &x[t]));
        CHECK_OK(da_empty(dist, t, &y[t]));
        set_by_global(x[t]);
        each_element(y[t], DA_ACCESS_WRITE, store_second, NULL);
        check_unary(x[t]);
    }
    for (int32_t a = 1; a <= NUM_DTYPES; a++)
        for (int32_t b = 1; b <= NUM_DTYPES; b++)
            for (int op = 0; op < 4; op++) check_operation(&operations[op], x[a], y[b]);
    for (int32_t t = 1; t <= NUM_DTYPES; t++) {
        CHECK_OK(da_array_free(&x[t]));
        CHECK_OK(da_array_free(&y[t]));
    }
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
