// Elemental multiplies in the memory of distributed arrays: two arrays become matrices without copying, El::Gemm writes the
// product into a third one, and NumPy-like functions read it there.
//
//     mpiexec -n 4 ./elemental_product [n]
//
// a[i, j] = i + j, and b is 2 on the diagonal. Build it with the target DistArray::elemental.
// ranks: 1 2 4  timeout: 60  expect: OK
//
// SPDX-License-Identifier: BSD-3-Clause
#include <distarray/elemental.hpp>
#include <cstdio>
#include <cstdlib>

namespace {

void require(da_status status)
{
    if (status == DA_OK) return;
    std::fprintf(stderr, "%s\n", da_error_message());
    MPI_Abort(MPI_COMM_WORLD, 1);
}

// Any distribution: each rank walks over what it owns.
template <class Element> void set(const da_array *a, Element element)
{
    da_cursor c;
    require(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) *static_cast<double *>(c.data) = element(c.index[0], c.index[1]);
    require(da_cursor_end(&c));
}

double sum_of(const da_array *a)
{
    da_value sum;
    double value = 0;
    require(da_sum_value(a, &sum));
    require(da_value_f64(sum, &value));
    return value;
}

// An array that an element-wise [MC,MR] matrix of this grid can be attached to: cyclic, in Fortran order. Elemental numbers
// the processes along the columns of its grid, so that the axes take the grid's axes the other way round.
da_array *make(const da_context *ctx, const El::Grid &grid, int64_t n)
{
    const int64_t shape[2] = {n, n}, extents[2] = {grid.Width(), grid.Height()};
    da_distribution_options where = {};
    da_array_options options = {};
    da_distribution *dist = nullptr;
    da_array *a = nullptr;
    where.struct_size = sizeof where;
    where.grid_shape = extents;
    where.grid_ndim = 2;
    options.struct_size = sizeof options;
    options.order = DA_ORDER_FORTRAN;
    options.fill = DA_FILL_ZEROS;
    require(da_distribution_create(ctx, 2, shape, "c(over=1),c(over=0)", &where, &dist));
    require(da_array_create(dist, DA_FLOAT64, &options, &a));
    require(da_distribution_free(&dist));
    return a;
}

int run(const da_context *ctx, int64_t n)
{
    namespace elemental = distarray::elemental;
    int32_t rank = 0, size = 0;
    require(da_context_rank(ctx, &rank));
    require(da_context_size(ctx, &size));
    const El::Grid grid(El::mpi::Comm(MPI_COMM_WORLD), size % 2 == 0 ? 2 : 1, El::COLUMN_MAJOR);
    da_array *a = make(ctx, grid, n), *b = make(ctx, grid, n), *c = make(ctx, grid, n);
    set(a, [](int64_t i, int64_t j) { return double(i + j); });
    set(b, [](int64_t i, int64_t j) { return i == j ? 2.0 : 0.0; });
    double once = 0, twice = 0;
    {
        El::DistMatrix<double> ma(grid), mb(grid), mc(grid);
        require(elemental::matrix_export_locked(a, grid, ma)); // nothing is copied
        require(elemental::matrix_export_locked(b, grid, mb));
        require(elemental::matrix_export(c, grid, mc));
        El::Gemm(El::NORMAL, El::NORMAL, 1.0, ma, mb, 0.0, mc);
        once = sum_of(a);
        twice = sum_of(c); // the product, where Elemental left it
    }                      // the matrices go before the arrays
    if (rank == 0) std::printf("the sum of a is %.0f, that of a times 2 is %.0f\n", once, twice);
    for (da_array **each : {&a, &b, &c}) require(da_array_free(each));
    const bool right = once == double(n) * double(n) * double(n - 1) && twice == 2 * once;
    if (rank == 0 && right) std::printf("OK\n");
    return right ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    El::Environment environment(argc, argv);
    da_context *ctx = nullptr;
    require(da_context_create(MPI_COMM_WORLD, nullptr, &ctx));
    const int failed = run(ctx, argc > 1 ? std::atoi(argv[1]) : 100);
    require(da_context_free(&ctx));
    return failed;
}
