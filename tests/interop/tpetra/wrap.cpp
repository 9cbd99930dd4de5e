// ranks: 1 2 3 4  timeout: 60  valgrind: 1
// The smoke test of distarray/tpetra.hpp: power iteration with a Tpetra operator whose vectors are our arrays, and
// the same iteration by a serial loop.
#include <distarray/tpetra.hpp>

#include <Tpetra_Core.hpp>
#include <Tpetra_Operator.hpp>

#include "cxx_check.hpp"

namespace {

constexpr std::int64_t cells = 24;

/// The negative second difference on a ring: what Tpetra users write for matrix-free operators.
class second_difference : public Tpetra::Operator<double> {
  public:
    using vectors = Tpetra::MultiVector<double>;
    explicit second_difference(Teuchos::RCP<const Tpetra::Map<>> map) : map_(std::move(map)), import_(map_, ring(*map_)) {}
    Teuchos::RCP<const Tpetra::Map<>> getDomainMap() const override { return map_; }
    Teuchos::RCP<const Tpetra::Map<>> getRangeMap() const override { return map_; }
    void apply(const vectors &x, vectors &y, Teuchos::ETransp, double alpha, double beta) const override {
        vectors around(import_.getTargetMap(), 1);
        around.doImport(x, import_, Tpetra::INSERT);
        const auto in = around.getData(0);
        const auto out = y.getDataNonConst(0);
        for (Teuchos_Ordinal i = 0; i < out.size(); ++i)
            out[i] = beta * out[i] + alpha * (2 * in[3 * i] - in[3 * i + 1] - in[3 * i + 2]);
    }

  private:
    /// Every row with its two neighbours: a map with overlap.
    static Teuchos::RCP<const Tpetra::Map<>> ring(const Tpetra::Map<> &map) {
        using GO = Tpetra::Map<>::global_ordinal_type;
        Teuchos::Array<GO> list;
        for (std::size_t k = 0; k < distarray::tpetra::detail::local_length(map, 0); ++k) {
            const GO row = map.getGlobalElement(static_cast<int>(k));
            list.push_back(row);
            list.push_back((row + 1) % cells);
            list.push_back((row + cells - 1) % cells);
        }
        return Teuchos::rcp(new Tpetra::Map<>(Teuchos::OrdinalTraits<Tpetra::global_size_t>::invalid(), list(), 0, map.getComm()));
    }
    Teuchos::RCP<const Tpetra::Map<>> map_;
    Tpetra::Import<> import_;
};

double start(std::int64_t i) { return 1.0 + 0.1 * static_cast<double>(i % 5) - 0.3 * static_cast<double>(i % 2); }

double serial_power_iteration(int steps) {
    std::vector<double> x(cells), y(cells);
    for (std::size_t i = 0; i < cells; ++i) x[i] = start(static_cast<std::int64_t>(i));
    double value = 0;
    for (int step = 0; step < steps; ++step) {
        double xx = 0, xy = 0, yy = 0;
        for (std::size_t i = 0; i < cells; ++i) y[i] = 2 * x[i] - x[(i + 1) % cells] - x[(i + cells - 1) % cells];
        for (std::size_t i = 0; i < cells; ++i) xx += x[i] * x[i], xy += x[i] * y[i], yy += y[i] * y[i];
        value = xy / xx;
        for (std::size_t i = 0; i < cells; ++i) x[i] = y[i] / std::sqrt(yy);
    }
    return value;
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    {
        Tpetra::ScopeGuard tpetra(&argc, &argv);
        try {
            const da::context ctx = da::context::create(MPI_COMM_WORLD);
            const da::distribution dist(ctx, {cells}, "b");
            da::array<double> x = da::fromfunction<double>(dist, start), y = da::zeros(dist);
            const auto tx = da::tpetra::vector_export(x), ty = da::tpetra::vector_export(y, tx->getMap());
            CHECK(tx->getDataNonConst(0).getRawPtr() == std::as_const(x).data() || x.section().size == 0);
            CHECK(tx->getMap()->isContiguous());
            const second_difference op(tx->getMap());
            double value = 0;
            for (int step = 0; step < 200; ++step) {
                op.apply(*tx, *ty, Teuchos::NO_TRANS, 1.0, 0.0);  // Tpetra writes y
                value = da::dot(x, y) / da::dot(x, x);            // we read it
                da::divide(y, da::norm(y), x);                    // we write x, Tpetra reads it
            }
            CHECK_NEAR(value, serial_power_iteration(200), 1e-12);
            CHECK_NEAR(value, 4, 1e-2);
            CHECK_NEAR(tx->norm2(), 1, 1e-13);
            const da::array<double> back = da::tpetra::vector_import(ctx, ty);
            CHECK(da::array_equal(back, y));
        } catch (const std::exception &e) {
            std::fprintf(stderr, "rank %d: %s\n", check_rank(), e.what());
            MPI_Abort(MPI_COMM_WORLD, 1);
        }
    }
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
