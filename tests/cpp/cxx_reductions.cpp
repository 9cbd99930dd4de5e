// ranks: 1 2 3 4  valgrind-full: 1
// Reductions, statistics, scans and histograms of <distarray.hpp> against serial loops over the whole array.
#include <numeric>

#include "cxx_check.hpp"

namespace {

constexpr std::int64_t rows = 6, columns = 5;
double value_at(std::int64_t i, std::int64_t j) { return static_cast<double>((3 * i + 7 * j) % 11) - 4; }
double at(da::index_view i) { return value_at(i[0], i[1]); }

/// All elements in C order, and those of a row or a column.
std::vector<double> whole() {
    std::vector<double> all;
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j) all.push_back(value_at(i, j));
    return all;
}
std::vector<double> row(std::int64_t i) {
    std::vector<double> all;
    for (std::int64_t j = 0; j < columns; ++j) all.push_back(value_at(i, j));
    return all;
}
std::vector<double> column(std::int64_t j) {
    std::vector<double> all;
    for (std::int64_t i = 0; i < rows; ++i) all.push_back(value_at(i, j));
    return all;
}

double sum_of(const std::vector<double> &v) { return std::accumulate(v.begin(), v.end(), 0.0); }
double product_of(const std::vector<double> &v) { return std::accumulate(v.begin(), v.end(), 1.0, std::multiplies<double>()); }
double max_of(const std::vector<double> &v) { return *std::max_element(v.begin(), v.end()); }
double min_of(const std::vector<double> &v) { return *std::min_element(v.begin(), v.end()); }
double mean_of(const std::vector<double> &v) { return sum_of(v) / static_cast<double>(v.size()); }
double var_of(const std::vector<double> &v, double ddof = 0) {
    double squares = 0;
    for (double x : v) squares += (x - mean_of(v)) * (x - mean_of(v));
    return squares / (static_cast<double>(v.size()) - ddof);
}
double norm_of(const std::vector<double> &v) {
    double squares = 0;
    for (double x : v) squares += x * x;
    return std::sqrt(squares);
}

/// Elements of a result along axis 1, whatever number of ranks holds each of them.
template <class T, class F> void check_rows(const da::any_array &got, F &&f, const char *what) {
    CHECK_EQ_I64(got.ndim(), 1);
    CHECK_EQ_I64(got.size(), rows);
    for (auto e : got.elements<const T>()) {
        const bool ok = std::abs(static_cast<double>(e.value) - static_cast<double>(f(e.index[0]))) < 1e-12;
        if (!ok) std::fprintf(stderr, "%s: row %" PRId64 "\n", what, e.index[0]);
        CHECK(ok);
    }
    CHECK(got.size() == rows);
}

void check_plain(const da::array<double> &a) {
    const std::vector<double> all = whole();
    CHECK_NEAR(da::sum(a), sum_of(all), 1e-12);
    CHECK_NEAR(da::prod(a), product_of(all), 1e-12);
    CHECK_NEAR(da::max(a), max_of(all), 0);
    CHECK_NEAR(da::min(a), min_of(all), 0);
    CHECK_NEAR(da::ptp(a), max_of(all) - min_of(all), 0);
    CHECK_NEAR(da::mean(a), mean_of(all), 1e-13);
    CHECK_NEAR(da::var(a), var_of(all), 1e-13);
    CHECK_NEAR(da::var_value(a, 1), var_of(all, 1), 1e-13);
    CHECK_NEAR(da::std(a), std::sqrt(var_of(all)), 1e-13);
    CHECK_NEAR(da::std_value(a, 1), std::sqrt(var_of(all, 1)), 1e-13);
    CHECK_NEAR(da::norm(a), norm_of(all), 1e-12);
    CHECK_NEAR(da::norm(a, INFINITY), 6, 0);
    CHECK_EQ_I64(da::argmax(a), std::max_element(all.begin(), all.end()) - all.begin());
    CHECK_EQ_I64(da::argmin(a), std::min_element(all.begin(), all.end()) - all.begin());
    CHECK_EQ_I64(da::count_nonzero(a), static_cast<std::int64_t>(all.size()) - std::count(all.begin(), all.end(), 0.0));
    CHECK(da::any(a) && !da::all(a));
    check_rows<double>(da::sum(a, 1), [](auto i) { return sum_of(row(i)); }, "sum");
    check_rows<double>(da::prod(a, -1), [](auto i) { return product_of(row(i)); }, "prod");
    check_rows<double>(da::max(a, {1}), [](auto i) { return max_of(row(i)); }, "max");
    check_rows<double>(da::min(a, 1), [](auto i) { return min_of(row(i)); }, "min");
    check_rows<double>(da::ptp(a, 1), [](auto i) { return max_of(row(i)) - min_of(row(i)); }, "ptp");
    check_rows<double>(da::mean(a, 1), [](auto i) { return mean_of(row(i)); }, "mean");
    check_rows<double>(da::var(a, 1, 1.0), [](auto i) { return var_of(row(i), 1); }, "var");
    check_rows<double>(da::std(a, 1), [](auto i) { return std::sqrt(var_of(row(i))); }, "std");
    check_rows<double>(da::norm(a, 2, 1), [](auto i) { return norm_of(row(i)); }, "norm");
    check_rows<bool>(da::all(a, 1), [](auto i) { const auto r = row(i); return std::count(r.begin(), r.end(), 0.0) == 0; }, "all");
    check_rows<bool>(da::any(a > 5, 1), [](auto i) { return max_of(row(i)) > 5; }, "any");
    check_rows<std::int64_t>(da::count_nonzero(a > 0, 1), [](auto i) { const auto r = row(i); return std::count_if(r.begin(), r.end(), [](double x) { return x > 0; }); }, "count_nonzero");
    check_rows<std::int64_t>(da::argmax(a, 1), [](auto i) { const auto r = row(i); return std::max_element(r.begin(), r.end()) - r.begin(); }, "argmax");
    check_rows<std::int64_t>(da::argmin(a, 1), [](auto i) { const auto r = row(i); return std::min_element(r.begin(), r.end()) - r.begin(); }, "argmin");
    CHECK_EQ_I64(da::sum(a, {}, DA_KEEPDIMS).ndim(), 2);
    CHECK_EQ_I64(da::sum(a, {0, 1}).ndim(), 0);
    CHECK_NEAR(da::sum(a, {0, 1}).item(), sum_of(all), 1e-12);
    // In place where it was: a mean per column is subtracted without movement.
    const da::array<double> centred = a - da::mean(a, 0, DA_KEEPDIMS);
    check_elements<double>(centred, [](auto i) { return at(i) - mean_of(column(i[1])); }, 1e-13, "a - mean");
    da::any_array out = da::sum(a, 1);
    da::max(a, 1, 0, out);
    check_rows<double>(out, [](auto i) { return max_of(row(i)); }, "max into");
}

void check_with_nan(const da::array<double> &a) {
    const da::array<double> holes = da::where(a > 5, da::scalar(NAN), a);
    std::vector<double> kept = whole();
    kept.erase(std::remove_if(kept.begin(), kept.end(), [](double x) { return x > 5; }), kept.end());
    CHECK(std::isnan(da::sum(holes)));
    CHECK_NEAR(da::nansum(holes), sum_of(kept), 1e-12);
    CHECK_NEAR(da::nanprod(holes), product_of(kept), 1e-12);
    CHECK_NEAR(da::nanmin(holes), min_of(kept), 0);
    CHECK_NEAR(da::nanmax(holes), max_of(kept), 0);
    CHECK_NEAR(da::nanmean(holes), mean_of(kept), 1e-13);
    CHECK_NEAR(da::nanvar(holes), var_of(kept), 1e-13);
    CHECK_NEAR(da::nanstd(holes), std::sqrt(var_of(kept)), 1e-13);
    CHECK_EQ_I64(da::nanargmin(holes), da::argmin(a));
    const std::int64_t place = da::nanargmax(holes);
    CHECK_NEAR(value_at(place / columns, place % columns), max_of(kept), 0);
    CHECK(std::isnan(da::max(holes)));
}

void check_weighted(const da::array<double> &a) {
    const da::array<double> w = da::fromfunction<double>(a.distribution(), [](auto i, auto j) { return 1.0 + static_cast<double>((i + j) % 3); });
    double products = 0, weights = 0;
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j) {
            const double weight = 1 + static_cast<double>((i + j) % 3);
            products += weight * value_at(i, j);
            weights += weight;
        }
    CHECK_NEAR(da::average(a, w), products / weights, 1e-13);
    CHECK_NEAR(da::vdot(a, w), products, 1e-12);
    da::reduce_options options;
    const da::array<bool> positive = a > 0;
    options.where = &positive;
    options.initial = 100;
    double expected = 100;
    for (double x : whole()) expected += x > 0 ? x : 0;
    CHECK_NEAR(da::reduce_value(DA_REDUCE_SUM, a, 0, options).as<double>(), expected, 1e-12);
    CHECK_NEAR(da::sum(a, {}, DA_REPRODUCIBLE).item(), sum_of(whole()), 0);
    CHECK_NEAR(da::trace_value(a).as<double>(), value_at(0, 0) + value_at(1, 1) + value_at(2, 2) + value_at(3, 3) + value_at(4, 4), 0);
    const da::array<std::complex<double>> z = a * std::complex<double>(0, 2);
    CHECK_NEAR(std::abs(da::vdot(z, z) - 4 * norm_of(whole()) * norm_of(whole())), 0, 1e-10);
    CHECK_NEAR(std::abs(da::sum(z) - std::complex<double>(0, 2 * sum_of(whole()))), 0, 1e-12);
}

void check_scans(const da::array<double> &a) {
    check_elements<double>(da::cumsum(a, 1), [](auto i) {
        double total = 0;
        for (std::int64_t j = 0; j <= i[1]; ++j) total += value_at(i[0], j);
        return total;
    }, 1e-12, "cumsum");
    check_elements<double>(da::maximum_accumulate(a, 0), [](auto i) {
        double most = value_at(0, i[1]);
        for (std::int64_t k = 1; k <= i[0]; ++k) most = std::max(most, value_at(k, i[1]));
        return most;
    }, 0, "maximum_accumulate");
    CHECK_NEAR(da::cumsum(a).get({-1}).as<double>(), sum_of(whole()), 1e-12);
    const auto counted = da::histogram(a, 4, std::make_pair(-4.0, 8.0));
    const std::vector<double> all = whole();
    for (auto e : counted.first.elements<const std::int64_t>()) {
        const double low = -4 + 3 * static_cast<double>(e.index[0]);
        CHECK_EQ_I64(e.value, std::count_if(all.begin(), all.end(), [&](double x) { return x >= low && x < low + 3; }));
    }
    CHECK_EQ_I64(counted.first.size(), 4);
    const da::array<std::int64_t> shifted = da::astype<std::int64_t>(a + 4);
    const da::array<std::int64_t> flat = da::cumsum(shifted);  // any vector of integers
    CHECK_EQ_I64(da::sum(da::array<std::int64_t>(da::bincount(flat))), rows * columns);
}

}  // namespace

int main(int argc, char **argv) {
    return run_checks(&argc, &argv, [](const da::context &ctx) {
        for (const char *text : {"b,b", "n,c:2", "c,b"}) {
            const da::array<double> a = da::fromfunction<double>(da::distribution(ctx, {rows, columns}, text), at);
            check_plain(a);
            check_with_nan(a);
            check_weighted(a);
            check_scans(a);
        }
        const da::array<double> v = da::arange<double>(ctx, 0, 100);
        CHECK_NEAR(da::dot(v, v), 328350, 0);
        CHECK_THROWS(da::max(da::empty<double>(da::distribution(ctx, {0}, "b"))), DA_ERR_EMPTY);
    });
}
