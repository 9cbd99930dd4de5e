/* A dense system of equations with ScaLAPACK, two ways: in one call on arrays of whatever distribution, and with pdgesv
 * itself, in the memory of arrays that are dealt out as ScaLAPACK wants them.
 *
 *     mpiexec -n 4 ./scalapack_solve [n]
 *
 * The matrix is 1 / (1 + |i - j|) with n added on the diagonal. Build it with the target DistArray::scalapack.
 * ranks: 1 2 3 4  timeout: 60  valgrind: 2  expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray/scalapack.h>
#include <math.h>

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { fprintf(stderr, "%s\n", da_error_message()); MPI_Abort(MPI_COMM_WORLD, 1); } \
    } while (0)

/* ScaLAPACK comes without a header. */
void pdgesv_(const int *n, const int *nrhs, double *a, const int *ia, const int *ja, const int *desca, int *pivots,
             double *b, const int *ib, const int *jb, const int *descb, int *info);

/* Any distribution: each rank walks over what it owns. */
static void set_matrix(const da_array *a, int64_t n)
{
    da_cursor c;
    TRY(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) {
        const double apart = fabs((double)(c.index[0] - c.index[1]));
        *(double *)c.data = 1 / (1 + apart) + (apart == 0 ? (double)n : 0);
    }
    TRY(da_cursor_end(&c));
}

/* The largest element of a x - b in magnitude, by broadcasting and a sum along rows: nothing of ScaLAPACK. */
static double residual(const da_array *a, const da_array *x, const da_array *b)
{
    const int32_t columns[1] = {1};
    da_array *product = NULL, *rest = NULL;
    da_value largest;
    double value;
    TRY(da_multiply(a, x, &product));
    TRY(da_sum(product, 1, columns, 0, &rest));
    TRY(da_subtract(rest, b, &rest));
    TRY(da_absolute(rest, &rest));
    TRY(da_max_value(rest, &largest));
    TRY(da_value_f64(largest, &value));
    TRY(da_array_free(&product));
    TRY(da_array_free(&rest));
    return value;
}

/* ScaLAPACK in our memory: `matrix` and `side` become the factors and the solution, nothing is copied. */
static void solve_in_place(const da_scalapack_grid *grid, const da_array *matrix, const da_array *side, int n)
{
    int desca[9], descb[9], info = 0;
    const int one = 1;
    void *a = NULL, *b = NULL;
    TRY(da_scalapack_export(matrix, grid, DA_ACCESS_WRITE, desca, &a));
    TRY(da_scalapack_export(side, grid, DA_ACCESS_WRITE, descb, &b));
    if (grid->row < 0) return; /* this rank is not in the BLACS grid */
    int *pivots = malloc((size_t)(desca[DA_SCALAPACK_LLD] + desca[DA_SCALAPACK_MB]) * sizeof *pivots);
    if (pivots == NULL) MPI_Abort(MPI_COMM_WORLD, 1);
    pdgesv_(&n, &one, (double *)a, &one, &one, desca, pivots, (double *)b, &one, &one, descb, &info);
    if (info != 0) MPI_Abort(MPI_COMM_WORLD, 1);
    free(pivots);
}

int main(int argc, char **argv)
{
    da_context *ctx = NULL;
    da_distribution *rows = NULL, *vector = NULL, *squares = NULL, *column = NULL;
    da_array *a = NULL, *b = NULL, *x = NULL, *factors = NULL, *solution = NULL, *flat = NULL;
    da_scalapack_grid grid;
    int me, n = argc > 1 ? atoi(argv[1]) : 200;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    const int64_t shape[2] = {n, n};
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &ctx));

    /* 1. numpy.linalg.solve(a, b) for blocks of rows and a vector in blocks. */
    TRY(da_distribution_create(ctx, 2, shape, "b,n", NULL, &rows));
    TRY(da_distribution_create(ctx, 1, shape, "b", NULL, &vector));
    TRY(da_empty(rows, DA_FLOAT64, &a));
    TRY(da_ones(vector, DA_FLOAT64, &b));
    set_matrix(a, n);
    TRY(da_scalapack_solve(a, b, NULL, &x));
    const double first = residual(a, x, b);

    /* 2. Our arrays as ScaLAPACK wants them, dealt out in blocks of 16 x 16 on a square grid. */
    TRY(da_scalapack_grid_create(ctx, "Row-major", 0, 0, &grid));
    TRY(da_scalapack_distribution(&grid, n, n, 16, 16, 0, 0, &squares));
    TRY(da_scalapack_distribution(&grid, n, 1, 16, 1, 0, 0, &column));
    da_array_options fortran = {sizeof fortran, DA_ORDER_FORTRAN, DA_FILL_EMPTY, {0, 0, {0, 0}}};
    TRY(da_array_create(squares, DA_FLOAT64, &fortran, &factors));
    TRY(da_ones(column, DA_FLOAT64, &solution));
    set_matrix(factors, n);
    solve_in_place(&grid, factors, solution, n);
    TRY(da_squeeze(solution, 1, (const int32_t[]){1}, &flat));
    const double second = residual(a, flat, b);

    if (me == 0)
        printf("%d equations; the residual is %s after da_scalapack_solve, %s after pdgesv in our memory\n", n,
               first < 1e-12 ? "below 1e-12" : "too large", second < 1e-12 ? "below 1e-12" : "too large");
    if (first >= 1e-12 || second >= 1e-12) MPI_Abort(MPI_COMM_WORLD, 1);
    if (me == 0) printf("OK\n");

    da_scalapack_grid_free(&grid); /* before MPI_Finalize; handles may be freed in any order */
    da_array *arrays[] = {a, b, x, factors, solution, flat};
    da_distribution *dists[] = {rows, vector, squares, column};
    for (int k = 0; k < 6; k++) da_array_free(&arrays[k]);
    for (int k = 0; k < 4; k++) da_distribution_free(&dists[k]);
    da_context_free(&ctx);
    MPI_Finalize();
    return 0;
}
