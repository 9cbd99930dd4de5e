// ranks: 1 2 3 4  timeout: 60  valgrind: 1
// distarray/epetra.hpp: a matrix of Epetra works on our memory and we on its own; layouts, bad input, lifetimes.
#include <distarray/epetra.hpp>

#include <Epetra_CrsMatrix.h>

#include "cxx_check.hpp"

namespace {

namespace de = distarray::epetra;

double number(std::int64_t i, std::int64_t j) { return static_cast<double>(100 * i + j); }

/// Epetra's matrix (the second difference) times our columns, each against the formula.
void check_matrix(const da::context &ctx) {
    const int n = 5 * ctx.size() + 2;
    const da::distribution dist(ctx, {n, 3}, "b,n");
    const std::int64_t leading = dist.local_shape()[0] + 4;
    std::vector<double> memory(static_cast<std::size_t>(3 * leading), -1);
    da::wrap_options options;
    options.strides = {8, 8 * leading};
    da::array<double> x = da::wrap(dist, memory.data(), options), y = da::zeros<double>(dist, da::order::fortran);
    for (auto [index, value] : x.elements()) value = number(index[0] * index[0], index[1]);
    const auto ex = de::multivector_export(x), ey = de::multivector_export(y);
    CHECK(ex->MyLength() == 0 || ex->Values() == memory.data());
    CHECK_EQ_I64(ex->Stride(), leading);
    CHECK_EQ_I64(ex->NumVectors(), 3);
    const Epetra_Map map(-1, ex->MyLength(), ex->Map().MyGlobalElements(), 0, ex->Comm());
    Epetra_CrsMatrix matrix(Copy, map, 3);
    for (int k = 0; k < map.NumMyElements(); ++k) {
        const int row = map.GID(k), columns[3] = {row, row == 0 ? row : row - 1, row == n - 1 ? row : row + 1};
        const double values[3] = {2, row == 0 ? 0.0 : -1.0, row == n - 1 ? 0.0 : -1.0};
        matrix.InsertGlobalValues(row, 3, values, columns);
    }
    matrix.FillComplete();
    CHECK_EQ_I64(matrix.Multiply(false, *ex, *ey), 0);
    check_elements<double>(y, [&](auto i) {
        const auto at = [&](std::int64_t row) { return row < 0 || row >= n ? 0.0 : number(row * row, i[1]); };
        return 2 * at(i[0]) - at(i[0] - 1) - at(i[0] + 1);
    }, 1e-9, "matrix times array");
    CHECK(memory.back() == -1);  // behind the columns nothing changed
    double norms[3];
    ey->Norm2(norms);
    CHECK_NEAR(norms[1], da::norm(y(da::all, 1)), 1e-7);
}

void check_import(const da::context &ctx) {
    const Epetra_MpiComm comm(MPI_COMM_WORLD);
    auto mv = std::make_shared<Epetra_MultiVector>(Epetra_Map(3 * ctx.size(), 0, comm), 2);
    mv->PutScalar(5);
    da::array<double> a = de::multivector_import(ctx, mv);
    CHECK(std::as_const(a).data() == mv->Values());
    a(da::all, 1) = 7.0;
    CHECK_NEAR((*mv)[1][0], 7, 0);
    const std::weak_ptr<Epetra_MultiVector> watched = mv;
    mv.reset();
    CHECK_NEAR(da::sum(a), 3 * ctx.size() * 12.0, 0);  // the array keeps it
    a.reset();
    CHECK(watched.expired());
    auto kept = de::multivector_export(da::full<double>(da::distribution(ctx, {6}, "c"), 2));
    double norm = 0;
    kept->Norm1(&norm);  // the array has ended
    CHECK_NEAR(norm, 12, 0);
    const auto copied = de::multivector_export_copy(da::ones<std::int8_t>(da::distribution(ctx, {4, 4}, "b,b")));
    double sums[4];
    copied->Norm1(sums);
    CHECK_NEAR(sums[3], 4, 0);
}

void check_bad_input(const da::context &ctx) {
    const int size = ctx.size();
    const da::distribution rows(ctx, {2 * size, 3}, "b,n");
    CHECK_THROWS(de::multivector_export(da::zeros<float>(rows, da::order::fortran)), DA_ERR_DTYPE);
    CHECK_THROWS(de::multivector_export(da::zeros(rows)), DA_ERR_LAYOUT);
    CHECK_THROWS(de::multivector_export(da::zeros(da::distribution(ctx, {2, 2, 2}, "b,n,n"))), DA_ERR_LAYOUT);
    if (size > 1) CHECK_THROWS(de::multivector_export(da::zeros<double>(da::distribution(ctx, {4, 2 * size}, "n,b"), da::order::fortran)), DA_ERR_LAYOUT);
    const da::distribution far(ctx, {da::dim::unstructured(size, {(std::int64_t(1) << 31) + ctx.rank()}).grid_size(size)});
    CHECK_THROWS(de::multivector_export(da::zeros(far)), DA_ERR_OVERFLOW);
    CHECK_THROWS(de::multivector_import(ctx, nullptr), DA_ERR_NULL);
    if (size > 1) {
        const auto alone = std::make_shared<Epetra_MultiVector>(Epetra_Map(4, 0, Epetra_MpiComm(MPI_COMM_SELF)), 1);
        CHECK_THROWS(de::multivector_import(ctx, alone), DA_ERR_CONTEXT);
    }
    const Epetra_MultiVector whole(Epetra_Map(4 * size, 0, Epetra_MpiComm(MPI_COMM_WORLD)), 3);
    int spread[3] = {0, 2, 1};
    const auto some = std::make_shared<Epetra_MultiVector>(View, whole, spread, 3);
    CHECK_THROWS(de::multivector_import(ctx, some), DA_ERR_LAYOUT);
}

}  // namespace

int main(int argc, char **argv) {
    return run_checks(&argc, &argv, [](const da::context &ctx) {
        check_matrix(ctx);
        check_import(ctx);
        check_bad_input(ctx);
    });
}
