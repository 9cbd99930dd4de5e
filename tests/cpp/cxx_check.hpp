// What the tests of <distarray.hpp> share: elements compared with a function of the index, as a serial loop would
// make them, and exceptions by their status.
#ifndef DISTARRAY_TESTS_CXX_CHECK_HPP
#define DISTARRAY_TESTS_CXX_CHECK_HPP

#include <distarray.hpp>

#include "../c/check.h"

namespace da = distarray;

/// Every element that this rank owns is f(index); and all ranks together own as many as the shape says, replicas
/// apart (`copies` of each).
template <class T, class F> void check_elements(const da::any_array &a, F &&f, double tolerance, const char *what, std::int64_t copies = 1) {
    std::int64_t mine = 0, all = 0, bad = 0;
    for (auto e : a.elements<const T>()) {
        ++mine;
        const T expected = static_cast<T>(f(e.index));
        const bool same = e.value == expected || (e.value != e.value && expected != expected);
        const double distance = same ? 0 : static_cast<double>(std::abs(std::complex<double>(e.value) - std::complex<double>(expected)));
        if (!(distance <= tolerance)) {
            if (bad++ == 0)
                std::fprintf(stderr, "%s: first index %" PRId64 ": distance %g\n", what, e.index.size() > 0 ? e.index[0] : 0, distance);
        }
    }
    CHECK_EQ_I64(bad, 0);
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    CHECK_EQ_I64(all, a.size() * copies);
}

/// The status that f throws, DA_OK if it does not.
template <class F> da_status status_of(F &&f) {
    return da::attempt([&] { static_cast<void>(f()); }).status();
}

#define CHECK_THROWS(expression, expected) CHECK_EQ_I64(status_of([&] { (expression); }), (expected))

/// The main program: contexts end before MPI does, and no object is left.
template <class F> int run_checks(int *argc, char ***argv, F &&body) {
    MPI_Init(argc, argv);
    const da_counters before = da::library_counters();
    try {
        const da::context ctx = da::context::create(MPI_COMM_WORLD);
        body(ctx);
        ctx.barrier();
    } catch (const std::exception &e) {
        std::fprintf(stderr, "rank %d: %s\n", check_rank(), e.what());
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    const da_counters after = da::library_counters();
    CHECK_EQ_I64(after.arrays, before.arrays);
    CHECK_EQ_I64(after.distributions, before.distributions);
    CHECK_EQ_I64(after.contexts, before.contexts);
    CHECK_EQ_I64(after.live_bytes, before.live_bytes);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}

#endif
