// A program that has its data in Epetra's multivectors, and computes on them with array operators.
//
//     mpiexec -n 4 ./epetra_columns
//
// Each column of the multivector is a time series. The array around it shares the memory: columns are centred and
// scaled by two lines, and Epetra, which knows nothing of it, finds the result in its own object.
// ranks: 1 2 3 4  timeout: 60  expect: OK
//
// SPDX-License-Identifier: BSD-3-Clause
#include <distarray/epetra.hpp>

#include <cmath>
#include <cstdio>

namespace {

constexpr int times = 60, columns = 4;

/// What an old code might have: rows are spread by Epetra's map, values are set by local index.
std::shared_ptr<Epetra_MultiVector> series() {
    const Epetra_MpiComm comm(MPI_COMM_WORLD);
    const Epetra_Map map(times, 0, comm);
    auto made = std::make_shared<Epetra_MultiVector>(map, columns);
    for (int j = 0; j < columns; ++j)
        for (int k = 0; k < map.NumMyElements(); ++k)
            (*made)[j][k] = 10.0 * j + (j + 1) * std::sin(0.3 * map.GID(k) + j);
    return made;
}

int run() {
    const auto ctx = distarray::context::create(MPI_COMM_WORLD);
    const auto data = series();
    auto a = distarray::epetra::multivector_import(ctx, data);  // times x columns, the same memory

    a -= mean(a, 0, DA_KEEPDIMS);
    a /= distarray::std(a, 0, 0.0, DA_KEEPDIMS);

    // Epetra's own functions on its own object: means are 0 and norms are sqrt(times).
    double means[columns], norms[columns], worst = 0;
    data->MeanValue(means);
    data->Norm2(norms);
    for (int j = 0; j < columns; ++j)
        worst = std::max({worst, std::abs(means[j]), std::abs(norms[j] - std::sqrt(times))});

    // The other direction: Epetra scales an array of ours.
    const distarray::distribution dist(ctx, {times, 2}, "b,n");
    const auto ours = distarray::zeros<double>(dist, distarray::order::fortran);
    ours.view() = 1.5;
    distarray::epetra::multivector_export(ours)->Scale(2);
    worst = std::max(worst, std::abs(sum(ours) - 3.0 * 2 * times));

    const bool right = worst < 1e-12;
    if (ctx.rank() == 0) {
        std::printf("%d series of %d values on %d ranks: off by %.1e\n", columns, times, ctx.size(), worst);
        if (right) std::printf("OK\n");
    }
    return right ? 0 : 1;
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    const auto outcome = distarray::attempt(run);
    if (!outcome) std::fprintf(stderr, "epetra_columns: %s\n", outcome.message().c_str());
    const int verdict = outcome ? *outcome : 1;
    MPI_Finalize();
    return verdict;
}
