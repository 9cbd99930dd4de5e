/* ranks: 1 2 3 4  timeout: 60  valgrind-full: 2
 * numpy.matmul and numpy.linalg.solve for arrays of any distribution: all dtypes, all shapes, results that are given,
 * and what goes wrong. The elements are small whole numbers, so that products are exact. */
#include "matrices.h"

static const char *const LAYOUTS[] = {"b,b", "n,c:3", "c:2,c:2", "b,n", "n,n", "b(comm=1),b"};
enum { NUM_LAYOUTS = 6 };

static const da_scalapack_grid *const NEW = NULL;

/* An element as the complex number that `store_entry` made of it. */
static void factor(int32_t dtype, int64_t i, int64_t j, int64_t out[2]) {
    out[0] = entry(i, j);
    out[1] = is_complex(dtype) ? -2 * out[0] : 0;
}

typedef struct product {
    int32_t a_dtype, b_dtype, a_ndim, b_ndim;
    int64_t k;
} product;

/* One element of the product, by its definition. */
static void check_product(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const product *p = (const product *)user;
    const int64_t row = p->a_ndim == 2 ? global[0] : 0, col = p->b_ndim == 2 ? global[p->a_ndim - 1] : 0;
    const number got = load(local->dtype, element_at(local, index));
    int64_t sum[2] = {0, 0};
    if (!is_owned(local, index)) return;
    for (int64_t l = 0; l < p->k; l++) {
        int64_t x[2], y[2];
        factor(p->a_dtype, p->a_ndim == 2 ? row : l, p->a_ndim == 2 ? l : 0, x);
        factor(p->b_dtype, l, p->b_ndim == 2 ? col : 0, y);
        sum[0] += x[0] * y[0] - x[1] * y[1];
        sum[1] += x[0] * y[1] + x[1] * y[0];
    }
    CHECK_NEAR(got.re, (double)sum[0], 0);
    CHECK_NEAR(got.im, (double)sum[1], 0);
}

static da_array *operand(const world *w, int32_t ndim, int64_t m, int64_t n, const char *text, int32_t dtype, int32_t order) {
    const int64_t shape[2] = {m, n};
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    da_array *a = entries(dist, dtype, order);
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

/* The shape and dtype of a product, and its elements. */
static void check_result(const da_array *c, product *p, int64_t m, int64_t n, int32_t dtype) {
    int64_t shape[2] = {-1, -1};
    int32_t ndim = -1, found = -1;
    CHECK_OK(da_array_ndim(c, &ndim));
    CHECK_OK(da_array_shape(c, shape));
    CHECK_OK(da_array_dtype(c, &found));
    CHECK_EQ_I64(ndim, p->a_ndim + p->b_ndim - 2);
    CHECK_EQ_I64(found, dtype);
    if (p->a_ndim == 2) CHECK_EQ_I64(shape[0], m);
    if (p->b_ndim == 2) CHECK_EQ_I64(shape[p->a_ndim - 1], n);
    each_element(c, DA_ACCESS_READ, check_product, p);
}

static void check_matmul(const world *w) {
    static const int32_t dtypes[4] = {DA_FLOAT32, DA_FLOAT64, DA_COMPLEX64, DA_COMPLEX128};
    const int64_t m = 9, n = 7;
    int turn = 0;
    for (int32_t a_ndim = 1; a_ndim <= 2; a_ndim++)
        for (int32_t b_ndim = 1; b_ndim <= 2; b_ndim++)
            for (int k = 0; k < 16; k++, turn++) {
                product p = {dtypes[k / 4], dtypes[k % 4], a_ndim, b_ndim, turn % 5 == 4 ? 0 : 8};
                int32_t dtype = 0;
                const char *left = a_ndim == 1 ? (turn % 2 ? "b" : "c:2") : LAYOUTS[turn % NUM_LAYOUTS];
                const char *right = b_ndim == 1 ? (turn % 2 ? "n" : "b") : LAYOUTS[(turn / 3) % NUM_LAYOUTS];
                da_array *a = a_ndim == 1 ? operand(w, 1, p.k, 0, left, p.a_dtype, DA_ORDER_C)
                                          : operand(w, 2, m, p.k, p.k ? left : "b,b", p.a_dtype, turn % 2);
                da_array *b = b_ndim == 1 ? operand(w, 1, p.k, 0, right, p.b_dtype, DA_ORDER_C)
                                          : operand(w, 2, p.k, n, p.k ? right : "b,b", p.b_dtype, turn / 2 % 2);
                da_array *c = NULL;
                CHECK_OK(da_dtype_promote(p.a_dtype, p.b_dtype, &dtype));
                CHECK_OK(da_matmul(a, b, &c));
                if (c != NULL) check_result(c, &p, m, n, dtype);
                CHECK_OK(da_array_free(&a));
                CHECK_OK(da_array_free(&b));
                CHECK_OK(da_array_free(&c));
            }
}

static int64_t redistributions(const world *w) {
    da_stats stats;
    memset(&stats, 0, sizeof stats);
    stats.struct_size = sizeof stats;
    CHECK_OK(da_context_stats(w->ctx, &stats));
    return stats.calls[DA_OPERATION_REDISTRIBUTION];
}

/* Operands that lie in blocks on a given grid are read where they are, whatever their blocks and sources. */
static void check_in_place(const world *w) {
    da_scalapack_grid grid;
    product p = {DA_FLOAT64, DA_FLOAT64, 2, 2, 31};
    da_distribution *left = NULL, *right = NULL;
    da_array *c = NULL;
    CHECK_OK(da_scalapack_grid_create(w->ctx, "Column-major", w->size > 3 ? 2 : 1, 0, &grid));
    CHECK_OK(da_scalapack_distribution(&grid, 20, p.k, 3, 7, grid.rows - 1, 0, &left));
    CHECK_OK(da_scalapack_distribution(&grid, p.k, 17, 2, 5, 0, grid.cols - 1, &right));
    da_array *a = entries(left, DA_FLOAT64, DA_ORDER_FORTRAN), *b = entries(right, DA_FLOAT64, DA_ORDER_FORTRAN);
    const int64_t before = redistributions(w);
    CHECK_OK(da_scalapack_matmul(a, b, &grid, &c));
    const int64_t result_alone = redistributions(w) - before;
    da_array *a_rows = NULL, *b_rows = NULL, *again = NULL;
    CHECK_OK(da_copy_order(a, DA_ORDER_C, &a_rows));
    CHECK_OK(da_copy_order(b, DA_ORDER_C, &b_rows));
    CHECK_OK(da_scalapack_matmul(a_rows, b_rows, &grid, &again));
    CHECK_EQ_I64(redistributions(w) - before, 4 * result_alone);
    check_result(again, &p, 20, 17, DA_FLOAT64);
    CHECK_OK(da_array_free(&a_rows));
    CHECK_OK(da_array_free(&b_rows));
    CHECK_OK(da_array_free(&again));
    check_result(c, &p, 20, 17, DA_FLOAT64);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_distribution_free(&left));
    CHECK_OK(da_distribution_free(&right));
    CHECK_OK(da_scalapack_grid_free(&grid));
}

/* A result that is there receives the product: another dtype, also an operand itself. */
static void check_out(const world *w) {
    product p = {DA_FLOAT64, DA_FLOAT64, 2, 2, 8};
    da_array *a = operand(w, 2, 8, 8, "b,b", DA_FLOAT64, DA_ORDER_C);
    da_array *b = operand(w, 2, 8, 8, "c,n", DA_FLOAT64, DA_ORDER_C);
    da_array *wide = operand(w, 2, 8, 8, "n,b", DA_COMPLEX128, DA_ORDER_C), *same = a;
    da_array *whole = operand(w, 2, 8, 8, "n,b", DA_INT64, DA_ORDER_C);
    da_array *other = operand(w, 2, 8, 7, "n,b", DA_FLOAT64, DA_ORDER_C);
    CHECK_OK(da_scalapack_matmul(a, b, NEW, &wide));
    check_result(wide, &p, 8, 8, DA_COMPLEX128);
    CHECK_STATUS(da_scalapack_matmul(a, b, NEW, &whole), DA_ERR_CASTING);
    CHECK_STATUS(da_scalapack_matmul(a, b, NEW, &other), DA_ERR_SHAPE);
    CHECK_STATUS(da_scalapack_matmul(a, b, NEW, NULL), DA_ERR_NULL);
    CHECK_OK(da_matmul(a, b, &same));
    CHECK(same == a);
    check_result(a, &p, 8, 8, DA_FLOAT64);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&wide));
    CHECK_OK(da_array_free(&whole));
    CHECK_OK(da_array_free(&other));
}

/* Unstructured rows, as a mesh partitioner numbers them; the product's rows lie likewise. */
static void check_unstructured(const world *w) {
    product p = {DA_FLOAT64, DA_FLOAT64, 2, 1, 8};
    int64_t labels[24];
    da_dim_spec dims[2];
    da_distribution *dist = NULL;
    da_array *x = operand(w, 1, 8, 0, "b", DA_FLOAT64, DA_ORDER_C), *y = NULL;
    memset(dims, 0, sizeof dims);
    dims[0].size = 24;
    dims[0].kind = DA_KIND_UNSTRUCTURED;
    dims[0].labels = labels;
    for (int64_t k = w->rank; k < 24; k += w->size) labels[dims[0].num_labels++] = 23 - k;
    dims[1].size = 8;
    dims[1].kind = DA_KIND_UNDISTRIBUTED;
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, dims, NULL, &dist));
    da_array *a = entries(dist, DA_FLOAT64, DA_ORDER_C);
    CHECK_OK(da_matmul(a, x, &y));
    check_result(y, &p, 24, 1, DA_FLOAT64);
    CHECK_EQ_I64(local_of(y, DA_ACCESS_READ).shape[0], dims[0].num_labels);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_array_free(&y));
    CHECK_OK(da_distribution_free(&dist));
}

/* a: entries with a dominant diagonal. Returns b = a x for x[i, j] = i + 1 - j. */
static void dominate(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    number x = load(local->dtype, element_at(local, index));
    (void)user;
    if (global[0] != global[1]) return;
    if (is_integer(local->dtype)) store(local->dtype, element_at(local, index), x.i + 2000, 0);
    else store(local->dtype, element_at(local, index), (int64_t)x.re + 2000, (int64_t)x.im);
}

static void store_side(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const product *p = (const product *)user;
    const int64_t col = p->b_ndim == 2 ? global[1] : 0;
    int64_t sum[2] = {0, 0};
    for (int64_t l = 0; l < p->k; l++) {
        int64_t x[2];
        factor(p->a_dtype, global[0], l, x);
        if (l == global[0]) x[0] += 2000;
        sum[0] += x[0] * (l + 1 - col);
        sum[1] += x[1] * (l + 1 - col);
    }
    store(local->dtype, element_at(local, index), sum[0], sum[1]);
}

static void check_solution(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const product *p = (const product *)user;
    const number got = load(local->dtype, element_at(local, index));
    const double near = item_size(local->dtype) / (is_complex(local->dtype) ? 2 : 1) == 4 ? 1e-4 : 1e-11;
    if (!is_owned(local, index)) return;
    CHECK_NEAR(got.re, (double)(global[0] + 1 - (p->b_ndim == 2 ? global[1] : 0)), near);
    CHECK_NEAR(got.im, 0, near);
}

static void check_solve(const world *w, int32_t a_dtype, int32_t b_dtype, int32_t b_ndim, int turn) {
    product p = {a_dtype, b_dtype, 2, b_ndim, 11};
    const char *right = b_ndim == 1 ? (turn % 2 ? "b" : "c:2") : LAYOUTS[(turn + 2) % NUM_LAYOUTS];
    da_array *a = operand(w, 2, p.k, p.k, LAYOUTS[turn % NUM_LAYOUTS], a_dtype, turn % 2);
    da_array *b = operand(w, b_ndim, p.k, 5, right, b_dtype, DA_ORDER_C), *x = NULL;
    da_distribution *bd = NULL, *xd = NULL;
    int32_t dtype = 0, expected = 0, equal = 0;
    each_element(a, DA_ACCESS_WRITE, dominate, NULL);
    each_element(b, DA_ACCESS_WRITE, store_side, &p);
    CHECK_OK(da_solve(a, b, &x));
    CHECK_OR_QUIT(x != NULL);
    each_element(x, DA_ACCESS_READ, check_solution, &p);
    CHECK_OK(da_array_dtype(x, &dtype));
    CHECK_OK(da_dtype_promote(a_dtype < DA_FLOAT32 ? DA_FLOAT64 : a_dtype, b_dtype, &expected));
    CHECK_EQ_I64(dtype, expected);
    CHECK_OK(da_array_distribution(b, &bd));
    CHECK_OK(da_array_distribution(x, &xd));
    CHECK_OK(da_distribution_equal(bd, xd, &equal));
    CHECK_EQ_I64(equal, 1);
    /* The operands are as before. */
    CHECK_OK(da_scalapack_solve(a, b, NEW, &b));
    each_element(b, DA_ACCESS_READ, check_solution, &p);
    CHECK_OK(da_distribution_free(&bd));
    CHECK_OK(da_distribution_free(&xd));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&x));
}

static void check_refusals(const world *w) {
    da_array *a = operand(w, 2, 6, 6, "b,b", DA_FLOAT64, DA_ORDER_C), *whole = operand(w, 2, 6, 6, "b,b", DA_INT32, 0);
    da_array *tall = operand(w, 2, 6, 5, "b,b", DA_FLOAT64, 0), *cube = NULL, *x = NULL, *other = NULL;
    da_context *ctx = NULL;
    const int64_t shape[3] = {2, 2, 2};
    da_distribution *dist = make_dist(w->ctx, 3, shape, "b,b,b");
    CHECK_OK(da_ones(dist, DA_FLOAT64, &cube));
    CHECK_STATUS(da_scalapack_matmul(tall, a, NEW, &x), DA_ERR_SHAPE);
    CHECK_CONTAINS(da_error_message(), "5 elements");
    CHECK_STATUS(da_scalapack_matmul(cube, a, NEW, &x), DA_ERR_SHAPE);
    CHECK_STATUS(da_scalapack_matmul(whole, whole, NEW, &x), DA_ERR_DTYPE);
    CHECK_STATUS(da_scalapack_solve(tall, a, NEW, &x), DA_ERR_SHAPE);
    CHECK_CONTAINS(da_error_message(), "not square");
    CHECK_STATUS(da_scalapack_matmul(w->rank == w->size - 1 ? a : tall, a, NEW, &x),
                 w->size == 1 ? DA_OK : DA_ERR_SHAPE);
    CHECK_OK(da_array_free(&x));
    /* Singular, of rank 1, in a way that elimination sees exactly; and a column of zeros. */
    CHECK_OK(da_fill(a, da_real(1)));
    CHECK_STATUS(da_scalapack_solve(a, tall, NEW, &x), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "singular: pivot 2 of 6 is zero");
    CHECK_OK(da_fill(a, da_real(0)));
    CHECK_STATUS(da_scalapack_solve(a, tall, NEW, &x), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "singular: pivot 1 of 6 is zero");
    CHECK(x == NULL);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    CHECK_OK(da_distribution_free(&dist));
    dist = make_dist(ctx, 2, shape, "b,b");
    CHECK_OK(da_ones(dist, DA_FLOAT64, &other));
    CHECK_STATUS(da_scalapack_matmul(a, other, NEW, &x), DA_ERR_CONTEXT);
    CHECK_OK(da_array_free(&other));
    CHECK_STATUS(da_scalapack_matmul(a, other, NEW, &x), DA_ERR_NULL);
    CHECK_OK(da_context_free(&ctx));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&whole));
    CHECK_OK(da_array_free(&tall));
    CHECK_OK(da_array_free(&cube));
}

/* Nothing to solve for, and a grid of fewer ranks than the context. */
static void check_edges(const world *w) {
    da_array *a = operand(w, 2, 0, 0, "b,b", DA_FLOAT64, 0), *b = operand(w, 2, 0, 3, "b,b", DA_FLOAT64, 0), *x = NULL;
    int64_t shape[2] = {-1, -1};
    da_scalapack_grid grid;
    product p = {DA_FLOAT64, DA_FLOAT64, 2, 2, 8};
    CHECK_OK(da_scalapack_solve(a, b, NEW, &x));
    CHECK_OK(da_array_shape(x, shape));
    CHECK(shape[0] == 0 && shape[1] == 3);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_scalapack_grid_create(w->ctx, "Row-major", 1, w->size > 1 ? w->size - 1 : 1, &grid));
    a = operand(w, 2, 8, 8, "b,b", DA_FLOAT64, 0);
    CHECK_OK(da_scalapack_matmul(a, a, &grid, &x));
    check_result(x, &p, 8, 8, DA_FLOAT64);
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_fill(a, da_real(1)));
    CHECK_STATUS(da_scalapack_solve(a, a, &grid, &x), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "singular");
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_scalapack_grid_free(&grid));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_matmul(&w);
    check_in_place(&w);
    check_out(&w);
    check_unstructured(&w);
    check_solve(&w, DA_FLOAT64, DA_FLOAT64, 1, 0);
    check_solve(&w, DA_FLOAT32, DA_FLOAT32, 2, 1);
    check_solve(&w, DA_COMPLEX64, DA_COMPLEX64, 2, 2);
    check_solve(&w, DA_COMPLEX128, DA_COMPLEX128, 1, 3);
    check_solve(&w, DA_INT32, DA_FLOAT64, 2, 4);
    check_solve(&w, DA_FLOAT64, DA_COMPLEX128, 2, 5);
    check_refusals(&w);
    check_edges(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
