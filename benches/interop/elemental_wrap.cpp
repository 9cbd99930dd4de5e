/* Attaching Elemental's matrix to an array, and making an array of a matrix, from 1 KB to 1 GB on each process: the memory
 * is never touched, so that the time must not depend on its size. Each line is the median of many calls, in
 * microseconds. Without the library, compile it with
 *     -DDISTARRAY_ELEMENTAL_INCLUDED -include tests/interop/elemental/mock_el.hpp */
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include <distarray/elemental.hpp>

namespace {

enum { REPEATS = 2001 };

void require(da_status status) {
    if (status == DA_OK) return;
    std::fprintf(stderr, "%s\n", da_error_message());
    MPI_Abort(MPI_COMM_WORLD, 1);
}

using stamp = std::chrono::steady_clock;

double since(stamp::time_point begin) { return std::chrono::duration<double, std::micro>(stamp::now() - begin).count(); }

double median(std::vector<double> &times) {
    std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
    return times[times.size() / 2];
}

void measure(const da_context *ctx, const El::Grid &grid, El::Int rows, bool tell, long bytes) {
    std::vector<double> out(REPEATS), in(REPEATS);
    da_array_options options = {};
    da_distribution *dist = nullptr;
    da_array *a = nullptr;
    const bool down = grid.Order() == El::COLUMN_MAJOR;
    const int64_t shape[2] = {int64_t(rows) * grid.Height(), 16 * grid.Width()};
    const int64_t extents[2] = {down ? grid.Width() : grid.Height(), down ? grid.Height() : grid.Width()};
    da_distribution_options where = {};
    where.struct_size = sizeof where;
    where.grid_shape = extents;
    where.grid_ndim = 2;
    options.struct_size = sizeof options;
    options.order = DA_ORDER_FORTRAN;
    require(da_distribution_create(ctx, 2, shape, down ? "c(over=1),c(over=0)" : "c,c", &where, &dist));
    require(da_array_create(dist, DA_FLOAT64, &options, &a));
    El::DistMatrix<double> m(grid);
    for (int k = 0; k < REPEATS; k++) {
        da_array *b = nullptr;
        const auto begin = stamp::now();
        require(distarray::elemental::matrix_export(a, grid, m));
        const auto middle = stamp::now();
        out[k] = since(begin);
        require(distarray::elemental::matrix_import(ctx, m, &b));
        require(da_array_free(&b));
        in[k] = since(middle);
    }
    if (tell) std::printf("%26ld  %10.2f  %19.2f\n", bytes, median(out), median(in));
    m.Empty();
    require(da_array_free(&a));
    require(da_distribution_free(&dist));
}

}  // namespace

int main(int argc, char **argv) {
    El::Environment environment(argc, argv);
    da_context *ctx = nullptr;
    int32_t rank = 0, size = 0;
    require(da_context_create(MPI_COMM_WORLD, nullptr, &ctx));
    require(da_context_rank(ctx, &rank));
    require(da_context_size(ctx, &size));
    if (rank == 0) std::printf("bytes on each of %d ranks   export us   import and free us\n", int(size));
    {
        const El::Grid grid(El::mpi::Comm(MPI_COMM_WORLD), 1, El::COLUMN_MAJOR);
        for (long bytes = 1024; bytes <= 1L << 30; bytes *= 4) measure(ctx, grid, El::Int(bytes / 8 / 16), rank == 0, bytes);
    }
    require(da_context_free(&ctx));
    return 0;
}
