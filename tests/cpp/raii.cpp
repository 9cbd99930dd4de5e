// ranks: 1 3  valgrind: 1
// The C interface under C++17's rules of ownership: handles in any order, moves, exceptions that carry
// status and message, std::vector memory released by the library, std::complex elements.
#include <complex>
#include <memory>
#include <vector>

#include "../c/check.h"
#include "handles.hpp"

namespace {

da_counters counters_now() {
    da_counters counters{};
    counters.struct_size = sizeof counters;
    da::check(da_library_counters(&counters));
    return counters;
}

/// Gives a vector to the library, which destroys it with the last user of its memory.
template <typename T>
da::array adopt(const da::distribution &dist, int32_t dtype, std::unique_ptr<std::vector<T>> memory) {
    da::array out;
    std::vector<T> *raw = memory.get();
    da::check(da_array_wrap(dist.get(), dtype, raw->data(), nullptr, 0,
                            [](void *p) { delete static_cast<std::vector<T> *>(p); }, raw, out.out()));
    static_cast<void>(memory.release());
    return out;
}

void check_adoption(const da::context &ctx, int32_t size) {
    const int64_t shape = 4 * size;
    da::distribution dist;
    da::check(da_distribution_create(ctx.get(), 1, &shape, "b", nullptr, dist.out()));
    auto memory = std::make_unique<std::vector<std::complex<double>>>(4, std::complex<double>(3, -4));
    da::array z = adopt(dist, DA_COMPLEX128, std::move(memory)), magnitude;
    da::buffer exported;
    da::check(da_array_export(z.get(), exported.get()));
    da::check(da_absolute(z.get(), magnitude.out()));
    z = da::array(); // the export holds the vector now
    CHECK(static_cast<const std::complex<double> *>(exported->data)[3] == std::complex<double>(3, -4));
    da_value value;
    double x = 0;
    da::check(da_mean_value(magnitude.get(), &value));
    da::check(da_value_f64(value, &x));
    CHECK_NEAR(x, 5, 1e-15);
}

void check_moves(const da::context &ctx) {
    const int64_t shape[2] = {6, 5};
    da::distribution dist;
    da::check(da_distribution_create(ctx.get(), 2, shape, "b,b", nullptr, dist.out()));
    std::vector<da::array> arrays;
    for (int64_t k = 0; k < 8; ++k) {
        da::array a;
        da::check(da_full(dist.get(), da::dtype_of<int32_t>::value, da_int(k), a.out()));
        arrays.push_back(std::move(a));
        CHECK(!a);
    }
    for (size_t k = 1; k < arrays.size(); ++k) da::check(da_add(arrays[0].get(), arrays[k].get(), arrays[0].out()));
    da_value value;
    int64_t sum = 0;
    da::check(da_sum_value(arrays[0].get(), &value));
    da::check(da_value_i64(value, &sum));
    CHECK_EQ_I64(sum, 28 * 30);
}

void check_exceptions(const da::context &ctx) {
    const int64_t shape = 6;
    da::distribution dist;
    bool thrown = false;
    try {
        da::check(da_distribution_create(ctx.get(), 1, &shape, "q", nullptr, dist.out()));
    } catch (const da::error &e) {
        thrown = true;
        CHECK_CONTAINS(e.what(), "q");
        CHECK(e.status() != DA_OK);
    }
    CHECK(thrown && !dist);
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    const da_counters before = counters_now();
    {
        da::context ctx;
        int32_t size = -1;
        da::check(da_context_create(MPI_COMM_WORLD, nullptr, ctx.out()));
        da::check(da_context_size(ctx.get(), &size));
        check_adoption(ctx, size);
        check_moves(ctx);
        check_exceptions(ctx);
        da::check(da_context_barrier(ctx.get()));
    }
    const da_counters after = counters_now();
    CHECK_EQ_I64(after.arrays, before.arrays);
    CHECK_EQ_I64(after.contexts, before.contexts);
    CHECK_EQ_I64(after.live_bytes, before.live_bytes);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
