// NumPy-like distributed arrays in C++17: the C interface of <distarray.h> with types, operators and exceptions.
// Header-only, over the shared library; docs/cxx.md is the guide.
//
//     auto ctx = distarray::context::create(MPI_COMM_WORLD);
//     distarray::distribution dist(ctx, {344, 403}, "b,b");
//     auto h = distarray::wrap(dist, memory);                    // this rank's own memory
//     h -= mean(h, 0, DA_KEEPDIMS);                              // in place; nothing is sent but partial sums
//     h(slice(1, -1), all) = 0.0;                                // a view; assigning writes elements
//
// Ownership. Contexts, distributions, plans and halos are shared by their copies. Arrays move; copy(a) makes fresh
// memory, a.view() a second handle. Destructors are local: objects end in any order, also after MPI_Finalize.
//
// Errors. Everything throws distarray::error, with status, message and rank; attempt(f) returns a result<T> instead.
// Exceptions of functions that are handed in (fromfunction, map, make_ufunc) arrive at the caller as they are, and
// never pass through C.
//
// Which functions are collective is as in the C interface: destructors, moves, local access and iteration are not.
#ifndef DISTARRAY_HPP
#define DISTARRAY_HPP

#include <distarray/cxx/arithmetic.hpp>
#include <distarray/cxx/array.hpp>
#include <distarray/cxx/compare.hpp>
#include <distarray/cxx/context.hpp>
#include <distarray/cxx/creation.hpp>
#include <distarray/cxx/distribution.hpp>
#include <distarray/cxx/dtype.hpp>
#include <distarray/cxx/elements.hpp>
#include <distarray/cxx/error.hpp>
#include <distarray/cxx/lists.hpp>
#include <distarray/cxx/math.hpp>
#include <distarray/cxx/operators.hpp>
#include <distarray/cxx/promotion.hpp>
#include <distarray/cxx/protocol.hpp>
#include <distarray/cxx/reductions.hpp>
#include <distarray/cxx/slice.hpp>
#include <distarray/cxx/span.hpp>
#include <distarray/cxx/statistics.hpp>
#include <distarray/cxx/transfer.hpp>
#include <distarray/cxx/ufunc.hpp>
#include <distarray/cxx/views.hpp>

#endif
