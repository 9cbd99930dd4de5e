// Power iteration with a matrix of Trilinos (Tpetra) on vectors that are distributed arrays.
//
//     mpiexec -n 4 ./tpetra_power
//
// The vectors' memory belongs to arrays of ours. Tpetra's matrix multiplies one of them into the other, and everything
// else (products, norms, the division) is written with operators on the arrays: nothing is copied between the two.
// ranks: 1 2 3 4  timeout: 60  full: only  expect: OK
//
// SPDX-License-Identifier: BSD-3-Clause
#include <distarray/tpetra.hpp>

#include <Tpetra_Core.hpp>
#include <Tpetra_CrsMatrix.hpp>

#include <cstdio>

namespace {

using map_type = Tpetra::Map<>;
using matrix_type = Tpetra::CrsMatrix<double>;

/// The second difference on `n` cells, whose greatest eigenvalue is 2 + 2 cos(pi / (n + 1)).
Teuchos::RCP<matrix_type> second_difference(const Teuchos::RCP<const map_type> &map) {
    using GO = map_type::global_ordinal_type;
    const auto n = static_cast<GO>(map->getGlobalNumElements());
    auto matrix = Teuchos::rcp(new matrix_type(map, 3));
    for (GO row = map->getMinGlobalIndex(); map->isNodeGlobalElement(row); ++row) {
        if (row > 0) matrix->insertGlobalValues(row, Teuchos::tuple<GO>(row - 1), Teuchos::tuple<double>(-1));
        matrix->insertGlobalValues(row, Teuchos::tuple<GO>(row), Teuchos::tuple<double>(2));
        if (row + 1 < n) matrix->insertGlobalValues(row, Teuchos::tuple<GO>(row + 1), Teuchos::tuple<double>(-1));
    }
    matrix->fillComplete();
    return matrix;
}

int run() {
    const auto ctx = distarray::context::create(MPI_COMM_WORLD);
    const distarray::distribution dist(ctx, {30}, "b");
    auto x = distarray::fromfunction<double>(dist, [](auto i) { return i % 2 == 0 ? 1.0 : -0.9; });
    auto y = distarray::zeros(dist);

    const auto tx = distarray::tpetra::vector_export(x);
    const auto ty = distarray::tpetra::vector_export(y, tx->getMap());
    const auto matrix = second_difference(tx->getMap());

    double value = 0;
    for (int step = 0; step < 2000; ++step) {
        matrix->apply(*tx, *ty);         // Tpetra reads the memory of x and writes that of y
        value = dot(x, y) / dot(x, x);   // which is at once what the arrays have
        divide(y, norm(y), x);           // the result goes to the memory that Tpetra reads next
    }
    const double exact = 2 + 2 * std::cos(3.14159265358979323846 / 31);
    const bool right = std::abs(value - exact) < 1e-9;
    if (ctx.rank() == 0) {
        std::printf("greatest eigenvalue on %d ranks: %.10f, exactly %.10f\n", ctx.size(), value, exact);
        if (right) std::printf("OK\n");
    }
    return right ? 0 : 1;
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    int verdict = 1;
    {
        Tpetra::ScopeGuard scope(&argc, &argv);
        const auto outcome = distarray::attempt(run);
        if (!outcome) std::fprintf(stderr, "tpetra_power: %s\n", outcome.message().c_str());
        verdict = outcome ? *outcome : 1;
    }
    MPI_Finalize();
    return verdict;
}
