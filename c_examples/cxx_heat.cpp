// Heat in a plate, in C++17: operators, slices and a halo exchange, as one would write it in NumPy.
//
//     mpiexec -n 4 ./cxx_heat [steps]
//
// The plate is spread over the ranks in blocks. Its edge is held at fixed temperatures; inside, each cell moves
// towards the mean of its four neighbours. Arithmetic on the whole plate is done twice: once with slices of the array,
// which moves what is needed by itself, and once by a loop over this rank's own cells with padding that a halo exchange
// fills. Read with_slices() and with_padding() first.
// ranks: 1 2 3 4  timeout: 60  valgrind: 1  expect: OK
//
// SPDX-License-Identifier: BSD-3-Clause
#include <distarray.hpp>

#include <cstdio>
#include <cstdlib>

using distarray::all;
using distarray::array;
using distarray::distribution;
using distarray::slice;

namespace {

constexpr std::int64_t rows = 40, columns = 30;
constexpr double rate = 0.2;

/// One edge is hot, the opposite one cold, the others in between.
double initial(std::int64_t i, std::int64_t j) {
    if (i == 0) return 100;
    if (i == rows - 1) return 0;
    return j == 0 || j == columns - 1 ? 50 : 20;
}

/// The step as an expression of shifted views. They lie on their neighbours' ranks by one row or column, and what is
/// not where it is needed is moved there.
void with_slices(array<double> &plate, int steps) {
    const slice inside(1, -1);
    for (int step = 0; step < steps; ++step) {
        const array<double> around = plate(slice(0, -2), inside) + plate(slice(2, distarray::none), inside) +
                                     plate(inside, slice(0, -2)) + plate(inside, slice(2, distarray::none));
        plate(inside, inside) += rate * (around - 4.0 * plate(inside, inside));
    }
}

/// The same step by a loop over local memory: each section has a copy of its neighbours' nearest row or column, so
/// that the cells around an inner cell are always there.
void with_padding(array<double> &plate, int steps) {
    const distarray::halo halo(plate.distribution());
    array<double> next = copy(plate);
    for (int step = 0; step < steps; ++step) {
        halo.update(plate);
        const auto [first, extents] = plate.distribution().owned();
        const auto now = std::as_const(plate).local<2>();
        const double *const memory = now.data_handle();
        const std::int64_t down = now.stride(0), right = now.stride(1);
        for (auto [index, cell] : next.elements()) {
            if (index[0] == 0 || index[0] == rows - 1 || index[1] == 0 || index[1] == columns - 1) continue;
            const auto local = plate.distribution().local_from_global({index[0], index[1]}).value();
            const double *const at = memory + local[0] * down + local[1] * right;
            cell = *at + rate * (((at[-down] + at[down]) + at[-right]) + at[right] - 4.0 * *at);
        }
        std::swap(plate, next);
    }
}

int run(int steps) {
    const auto ctx = distarray::context::create(MPI_COMM_WORLD);
    const distribution plain(ctx, {rows, columns}, "b,b"), padded(ctx, {rows, columns}, "b(comm=1),b(comm=1)");
    auto sliced = distarray::fromfunction<double>(plain, initial);
    auto looped = distarray::fromfunction<double>(padded, initial);
    with_slices(sliced, steps);
    with_padding(looped, steps);

    const double difference = max(abs(sliced - looped)), mean_inside = mean(sliced(slice(1, -1), slice(1, -1)));
    const auto warmest = mean(sliced, 1);  // a column of row means, on the ranks that have the rows
    const bool falls = distarray::all(warmest(slice(1, distarray::none)) < warmest(slice(0, -1)));
    if (ctx.rank() == 0) {
        std::printf("%lld x %lld cells, %d steps, %d ranks: inside %.4f on average\n", static_cast<long long>(rows),
                    static_cast<long long>(columns), steps, ctx.size(), mean_inside);
        std::printf("both ways differ by %.1e; rows grow colder downwards: %s\n", difference, falls ? "yes" : "no");
        if (difference < 1e-10) std::printf("OK\n");
    }
    return difference < 1e-10 ? 0 : 1;
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    // An error is the same on all ranks, so that they end together; attempt() turns it into a value.
    const auto outcome = distarray::attempt(run, argc > 1 ? std::atoi(argv[1]) : 50);
    if (!outcome) std::fprintf(stderr, "cxx_heat: %s\n", outcome.message().c_str());
    const int verdict = outcome ? *outcome : 1;
    MPI_Finalize();
    return verdict;
}
