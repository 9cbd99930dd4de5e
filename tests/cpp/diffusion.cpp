// ranks: 1 2 3 4 6  valgrind-full: 1
// A real program in C++17: heat spreads along a rod. Every rank owns a std::vector with one cell of
// padding on each side, exchanges it with its own MPI calls, and lets the library do the arithmetic on
// views shifted by one cell; a serial loop on every rank says what must come out.
#include <algorithm>
#include <cmath>
#include <vector>

#include "../c/check.h"
#include "handles.hpp"

namespace {

constexpr int64_t cells_per_rank = 40;
constexpr int steps = 25;
constexpr double rate = 0.2;

double initial(int64_t cell) { return std::sin(0.1 * static_cast<double>(cell)) + (cell % 7 == 0 ? 2.0 : 0.0); }

/// The whole rod by a serial loop; both ends are held at their initial values.
std::vector<double> serial(int64_t cells) {
    std::vector<double> now(static_cast<size_t>(cells));
    for (int64_t i = 0; i < cells; ++i) now[static_cast<size_t>(i)] = initial(i);
    for (int step = 0; step < steps; ++step) {
        std::vector<double> next = now;
        for (size_t i = 1; i + 1 < now.size(); ++i) next[i] = now[i] + rate * ((now[i - 1] + now[i + 1]) - 2.0 * now[i]);
        now = next;
    }
    return now;
}

/// One rank's cells, padded, and three views of them: to the left, here, to the right.
class rod {
  public:
    rod(const da::context &ctx, int32_t rank, int32_t size) : rank_(rank), size_(size), memory_(cells_per_rank + 2) {
        const int64_t shape = cells_per_rank * size;
        da::check(da_distribution_create(ctx.get(), 1, &shape, "b", nullptr, dist_.out()));
        for (int64_t i = 0; i < cells_per_rank + 2; ++i)
            memory_[static_cast<size_t>(i)] = initial(rank * cells_per_rank + i - 1);
        for (int shift = 0; shift < 3; ++shift)
            da::check(da_array_wrap(dist_.get(), da::dtype_of<double>::value, memory_.data() + shift, nullptr, 0, nullptr,
                                    nullptr, views_[shift].out()));
    }

    void step() {
        exchange();
        const double first = memory_[1], last = memory_[cells_per_rank];
        da::array sum, twice;
        da::check(da_add(views_[0].get(), views_[2].get(), sum.out()));
        da::check(da_binary_scalar(DA_OP_MULTIPLY, views_[1].get(), da_real(2.0), twice.out()));
        da::check(da_subtract(sum.get(), twice.get(), sum.out()));
        da::check(da_binary_scalar(DA_OP_MULTIPLY, sum.get(), da_real(rate), sum.out()));
        da::check(da_add(views_[1].get(), sum.get(), views_[1].out()));
        if (rank_ == 0) memory_[1] = first;
        if (rank_ == size_ - 1) memory_[cells_per_rank] = last;
    }

    const da::array &here() const { return views_[1]; }
    const double *cells() const { return memory_.data() + 1; }

  private:
    void exchange() {
        const int left = rank_ > 0 ? rank_ - 1 : MPI_PROC_NULL, right = rank_ + 1 < size_ ? rank_ + 1 : MPI_PROC_NULL;
        MPI_Sendrecv(&memory_[1], 1, MPI_DOUBLE, left, 1, &memory_[cells_per_rank + 1], 1, MPI_DOUBLE, right, 1,
                     MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Sendrecv(&memory_[cells_per_rank], 1, MPI_DOUBLE, right, 2, &memory_[0], 1, MPI_DOUBLE, left, 2, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
    }

    int32_t rank_, size_;
    std::vector<double> memory_;
    da::distribution dist_;
    da::array views_[3];
};

void check_rod(const da::context &ctx, int32_t rank, int32_t size) {
    rod r(ctx, rank, size);
    for (int step = 0; step < steps; ++step) r.step();
    const std::vector<double> expected = serial(cells_per_rank * size);
    double greatest = expected[0], total = 0;
    for (double x : expected) {
        greatest = std::max(greatest, x);
        total += x;
    }
    for (int64_t i = 0; i < cells_per_rank; ++i)
        CHECK_NEAR(r.cells()[i], expected[static_cast<size_t>(rank * cells_per_rank + i)], 1e-13);
    da_value value;
    double x = 0;
    da::check(da_max_value(r.here().get(), &value));
    da::check(da_value_f64(value, &x));
    CHECK_NEAR(x, greatest, 1e-13);
    da::check(da_sum_value(r.here().get(), &value));
    da::check(da_value_f64(value, &x));
    CHECK_NEAR(x, total, 1e-11);
    da::buffer exported;
    da::check(da_array_export(r.here().get(), exported.get()));
    CHECK(exported->data == r.cells());
    CHECK_EQ_I64(exported->dim_data[0].start, rank * cells_per_rank);
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    try {
        da::context ctx;
        int32_t rank = -1, size = -1;
        da::check(da_context_create(MPI_COMM_WORLD, nullptr, ctx.out()));
        da::check(da_context_rank(ctx.get(), &rank));
        da::check(da_context_size(ctx.get(), &size));
        check_rod(ctx, rank, size);
        da::check(da_context_barrier(ctx.get()));
    } catch (const da::error &e) {
        std::fprintf(stderr, "%s\n", e.what());
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
