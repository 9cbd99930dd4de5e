/* ranks: 1 2 3 4  timeout: 60  valgrind-full: 2
 * ScaLAPACK works on our memory: pdgesv, pdgemm and pdsyev run on exported arrays in place, and what they leave there
 * is checked by this library's own functions. */
#include "matrices.h"

void pdgesv_(const int *n, const int *nrhs, double *a, const int *ia, const int *ja, const int *desca, int *pivots,
             double *b, const int *ib, const int *jb, const int *descb, int *info);
void pdgemm_(const char *ta, const char *tb, const int *m, const int *n, const int *k, const double *alpha,
             const double *a, const int *ia, const int *ja, const int *desca, const double *b, const int *ib,
             const int *jb, const int *descb, const double *beta, double *c, const int *ic, const int *jc,
             const int *descc);
void pdsyev_(const char *job, const char *half, const int *n, double *a, const int *ia, const int *ja, const int *desca,
             double *values, double *z, const int *iz, const int *jz, const int *descz, double *work, const int *size,
             int *info);

/* A matrix of ours that ScaLAPACK has its hands on. */
typedef struct shared {
    da_array *a;
    double *data;
    int desc[9];
} shared;

static shared share(da_array *a, const da_scalapack_grid *grid) {
    shared s = {a, NULL, {0}};
    void *data = NULL;
    CHECK_OK(da_scalapack_export(a, grid, DA_ACCESS_WRITE, s.desc, &data));
    CHECK(data == local_of(a, DA_ACCESS_READ).data);
    s.data = (double *)data;
    return s;
}

static da_array *blocks(const da_scalapack_grid *grid, int m, int n, int mb, int nb, int rsrc) {
    da_distribution *dist = NULL;
    CHECK_OK(da_scalapack_distribution(grid, m, n, mb, nb, rsrc % grid->rows, 0, &dist));
    CHECK_OR_QUIT(dist != NULL);
    da_array *a = entries(dist, DA_FLOAT64, DA_ORDER_FORTRAN);
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

/* The largest element of a x - lambda x - b in magnitude; b may be NULL. Nothing of ScaLAPACK in it. */
static double residual(const da_array *a, const da_array *x, double lambda, const da_array *b) {
    static const int32_t rows[1] = {1};
    da_array *t = NULL, *ax = NULL, *scaled = NULL;
    da_value norm;
    double value = -1;
    CHECK_OK(da_multiply(a, x, &t));
    CHECK_OK(da_sum(t, 1, rows, 0, &ax));
    CHECK_OK(da_binary_scalar(DA_OP_MULTIPLY, x, da_real(lambda), &scaled));
    CHECK_OK(da_subtract(ax, scaled, &ax));
    if (b != NULL) CHECK_OK(da_subtract(ax, b, &ax));
    CHECK_OK(da_absolute(ax, &ax));
    CHECK_OK(da_max_value(ax, &norm));
    CHECK_OK(da_value_f64(norm, &value));
    CHECK_OK(da_array_free(&t));
    CHECK_OK(da_array_free(&ax));
    CHECK_OK(da_array_free(&scaled));
    return value;
}

static da_array *column(const da_array *a, int j) {
    char text[20];
    da_array *x = NULL;
    snprintf(text, sizeof text, ":,%d", j);
    CHECK_OK(da_slice_text(a, text, &x));
    CHECK_OR_QUIT(x != NULL);
    return x;
}

/* pdgesv: a dominant diagonal, three right-hand sides, a source that is not 0. */
static void check_gesv(const da_scalapack_grid *grid) {
    const int n = 37, sides = 3, one = 1;
    da_array *a = blocks(grid, n, n, 5, 5, 1), *b = blocks(grid, n, sides, 5, 2, 1), *a0 = NULL, *b0 = NULL;
    da_cursor c;
    int pivots[64], info = -1;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c))
        if (c.index[0] == c.index[1]) *(double *)c.data += 4000;
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_copy(a, &a0));
    CHECK_OK(da_copy(b, &b0));
    shared sa = share(a, grid), sb = share(b, grid);
    if (grid->row >= 0) {
        pdgesv_(&n, &sides, sa.data, &one, &one, sa.desc, pivots, sb.data, &one, &one, sb.desc, &info);
        CHECK_EQ_I64(info, 0);
    }
    for (int j = 0; j < sides; j++) {
        da_array *x = column(b, j), *side = column(b0, j);
        CHECK_NEAR(residual(a0, x, 0, side), 0, 1e-11);
        CHECK_OK(da_array_free(&x));
        CHECK_OK(da_array_free(&side));
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&a0));
    CHECK_OK(da_array_free(&b0));
}

/* pdgemm: three matrices in different blocks; all sums are small whole numbers. */
static void check_gemm(const da_scalapack_grid *grid) {
    const int m = 19, n = 14, k = 23, one = 1;
    const double alpha = 2, beta = -1;
    da_array *a = blocks(grid, m, k, 4, 3, 0), *b = blocks(grid, k, n, 3, 5, 0), *c = blocks(grid, m, n, 4, 5, 0);
    shared sa = share(a, grid), sb = share(b, grid), sc = share(c, grid);
    da_cursor at;
    if (grid->row >= 0)
        pdgemm_("N", "N", &m, &n, &k, &alpha, sa.data, &one, &one, sa.desc, sb.data, &one, &one, sb.desc, &beta, sc.data,
                &one, &one, sc.desc);
    CHECK_OK(da_cursor_begin(c, DA_ACCESS_READ, &at));
    while (da_cursor_next(&at)) {
        int64_t expected = -entry(at.index[0], at.index[1]);
        for (int64_t l = 0; l < k; l++) expected += 2 * entry(at.index[0], l) * entry(l, at.index[1]);
        CHECK_NEAR(*(double *)at.data, (double)expected, 0);
    }
    CHECK_OK(da_cursor_end(&at));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&c));
}

/* pdsyev: the matrix of second differences, whose eigenvalues are known. */
static void check_syev(const da_scalapack_grid *grid) {
    enum { N = 21 };
    const int n = N, one = 1, ask = -1;
    double values[N], size = 0;
    da_array *a = blocks(grid, n, n, 4, 4, 0), *z = blocks(grid, n, n, 4, 4, 0), *a0 = NULL;
    da_cursor c;
    int info = -1;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) {
        const int64_t apart = c.index[0] - c.index[1];
        *(double *)c.data = apart == 0 ? 2 : apart == 1 || apart == -1 ? -1 : 0;
    }
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_copy(a, &a0));
    shared sa = share(a, grid), sz = share(z, grid);
    if (grid->row >= 0) {
        pdsyev_("V", "U", &n, sa.data, &one, &one, sa.desc, values, sz.data, &one, &one, sz.desc, &size, &ask, &info);
        const int count = (int)size + 1;
        double *work = malloc((size_t)count * sizeof *work);
        CHECK_OR_QUIT(work != NULL);
        pdsyev_("V", "U", &n, sa.data, &one, &one, sa.desc, values, sz.data, &one, &one, sz.desc, work, &count, &info);
        CHECK_EQ_I64(info, 0);
        free(work);
        for (int k = 0; k < n; k++)
            CHECK_NEAR(values[k], 2 - 2 * cos((k + 1) * 3.14159265358979323846 / (n + 1)), 1e-13);
    }
    for (int k = 0; k < n; k++) {
        da_array *x = column(z, k);
        da_value norm;
        double length = 0;
        CHECK_NEAR(residual(a0, x, 2 - 2 * cos((k + 1) * 3.14159265358979323846 / (n + 1)), NULL), 0, 1e-13);
        CHECK_OK(da_norm_value(x, 2, &norm));
        CHECK_OK(da_value_f64(norm, &length));
        CHECK_NEAR(length, 1, 1e-13);
        CHECK_OK(da_array_free(&x));
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&z));
    CHECK_OK(da_array_free(&a0));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int order = 0; order < 2; order++)
        for (int rows = 1; rows <= w.size; rows++) {
            da_scalapack_grid grid;
            CHECK_OK(da_scalapack_grid_create(w.ctx, order ? "Column-major" : "Row-major", rows, 0, &grid));
            check_gesv(&grid);
            check_gemm(&grid);
            check_syev(&grid);
            CHECK_OK(da_scalapack_grid_free(&grid));
        }
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
