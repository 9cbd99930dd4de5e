// A second translation unit of cxx_handles.cpp, which includes the parts in another order.
#include <distarray/cxx/views.hpp>
#include <distarray/cxx/transfer.hpp>
#include <distarray/cxx/statistics.hpp>
#include <distarray/cxx/operators.hpp>
#include <distarray/cxx/creation.hpp>
#include <distarray/cxx/protocol.hpp>
#include <distarray.hpp>

double sum_in_another_unit(const distarray::array<double> &a);
double sum_in_another_unit(const distarray::array<double> &a) { return sum(a * 2.0 + transpose(a)); }

void throw_in_another_unit(const distarray::distribution &dist);
void throw_in_another_unit(const distarray::distribution &dist) {
    static_cast<void>(distarray::fromfunction<double>(dist, [](auto, auto) -> double { throw 5; }));
}
