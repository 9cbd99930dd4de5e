// Tpetra's objects on our memory and arrays on Tpetra's, from 1 KB to 1 GB: the memory is never touched, so that the
// time must not depend on its size. One line for each size: medians in microseconds of exporting a vector with a map
// that is there, of importing it, and of making a map (which is Tpetra's own collective work).
#include <distarray/tpetra.hpp>

#include <Tpetra_Core.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr int repeats = 301;

/// Median microseconds of a call.
template <class F> double median(F &&f) {
    std::vector<double> times;
    for (int k = 0; k < repeats; ++k) {
        const auto begin = std::chrono::steady_clock::now();
        f();
        times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
    }
    std::nth_element(times.begin(), times.begin() + repeats / 2, times.end());
    return times[repeats / 2];
}

void measure(const distarray::context &ctx) {
    const std::int64_t most = std::int64_t(1) << 27;
    double *const memory = static_cast<double *>(std::malloc(static_cast<std::size_t>(most) * sizeof(double)));
    if (memory == nullptr) return;
    if (ctx.rank() == 0) std::printf("%14s %12s %12s %12s %12s\n", "bytes a rank", "our array", "export", "import", "map");
    for (std::int64_t n = 128; n <= most; n *= 32) {
        const distarray::distribution dist(ctx, {n * ctx.size()}, "b");
        const auto map = distarray::tpetra::map_export(dist);
        const auto a = distarray::wrap(dist, memory);
        const auto v = distarray::tpetra::vector_export(a, map);
        const double wrapped = median([&] { distarray::wrap(dist, memory); });
        const double exported = median([&] { distarray::tpetra::vector_export(a, map); });
        const double imported = median([&] { distarray::tpetra::vector_import(ctx, v); });
        const double mapped = median([&] { distarray::tpetra::map_export(dist); });
        if (ctx.rank() == 0) std::printf("%14lld %12.2f %12.2f %12.2f %12.2f\n", static_cast<long long>(8 * n), wrapped, exported, imported, mapped);
    }
    std::free(memory);
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    int verdict = 0;
    {
        Tpetra::ScopeGuard scope(&argc, &argv);
        const auto outcome = distarray::attempt([] { measure(distarray::context::create(MPI_COMM_WORLD)); });
        if (!outcome) {
            std::fprintf(stderr, "tpetra_wrap: %s\n", outcome.message().c_str());
            verdict = 1;
        }
    }
    MPI_Finalize();
    return verdict;
}
