// Epetra, Trilinos' older linear algebra, on the memory of distributed arrays and the other way round: multivectors
// of double only. Trilinos' newest releases have no Epetra any more; distarray/tpetra.hpp is for its successor.
//
//     auto v = distarray::epetra::multivector_export(a);         // Epetra_MultiVector on the memory of a
//     auto b = distarray::epetra::multivector_import(ctx, mv);   // an array on the memory of mv
//
// Which layouts. Rows are axis 0, spread over the ranks in any way; columns are axis 1 (or there is none), whole on
// every rank. Fortran order, with padding between columns or without; everything else is DA_ERR_LAYOUT, and for
// multivector_export_copy(). Indices are int: DA_ERR_OVERFLOW beyond.
//
// Lifetime. What is exported keeps the array's memory; the std::shared_ptr of an import is kept by the array. Either
// side may end first; Epetra's own objects have to end before MPI_Finalize. Epetra writes without telling:
// communication padding is out of date once an export is made.
//
// Errors. distarray::error, the same on all ranks. All functions are collective.
#ifndef DISTARRAY_EPETRA_HPP
#define DISTARRAY_EPETRA_HPP

#include <distarray.hpp>

#include <Epetra_ConfigDefs.h>
#include <Epetra_Map.h>
#include <Epetra_MpiComm.h>
#include <Epetra_MultiVector.h>

namespace distarray {
namespace epetra {

namespace detail {

/// The outcome of local checks, which all ranks share.
template <class F> void agree_on(const context &ctx, F &&checks) {
    const result<void> local = attempt(std::forward<F>(checks));
    check(da_context_agree(ctx.get(), local ? DA_OK : da_error_set(local.status(), local.message().c_str())));
}

inline int small(std::int64_t number, const char *what) {
    if (number > std::numeric_limits<int>::max())
        throw error(DA_ERR_OVERFLOW, std::string(what) + " " + std::to_string(number) + " is beyond Epetra's int");
    return static_cast<int>(number);
}

/// This rank's own rows and columns in memory, in elements.
struct columns_of {
    double *data = nullptr;
    std::int64_t rows = 0, columns = 1, leading = 1;
};

inline columns_of layout_of(const any_array &a) {
    const int n = a.ndim();
    if (n != 1 && n != 2)
        throw error(DA_ERR_LAYOUT, "Epetra has vectors and multivectors, the array has " + std::to_string(n) + " axes");
    a.require<double>();
    const da_local s = a.section(DA_ACCESS_WRITE);
    columns_of made;
    if (n == 2) made.columns = a.shape()[1];
    if (s.data == nullptr) return made;
    made.rows = s.owned_shape[0];
    if (n == 2 && s.owned_shape[1] != made.columns)
        throw error(DA_ERR_LAYOUT, "axis 1 is distributed: this rank has " + std::to_string(s.owned_shape[1]) + " of " +
                                       std::to_string(made.columns) + " columns, a multivector has all of them");
    if (made.rows > 1 && s.strides[0] != 8)
        throw error(DA_ERR_LAYOUT, "axis 0 has a stride of " + std::to_string(s.strides[0]) +
                                       " bytes; the rows of a multivector follow each other, 8 bytes apart (Fortran order)");
    made.leading = std::max<std::int64_t>(made.rows, 1);
    if (n == 2 && made.columns > 1) {
        if (s.strides[1] % 8 != 0 || s.strides[1] < made.rows * 8 || s.strides[1] <= 0)
            throw error(DA_ERR_LAYOUT, "axis 1 has a stride of " + std::to_string(s.strides[1]) + " bytes, columns of " +
                                           std::to_string(made.rows) + " rows need a multiple of 8 that holds them");
        made.leading = s.strides[1] / 8;
    }
    std::int64_t offset = s.owned_offset[0] * s.strides[0];
    if (n == 2) offset += s.owned_offset[1] * s.strides[1];
    made.data = reinterpret_cast<double *>(static_cast<char *>(s.data) + offset);
    return made;
}

/// An Epetra object with what it stands on, which ends after it.
struct holder {
    context ctx;
    any_array array;
    std::unique_ptr<Epetra_MultiVector> object;
};

}  // namespace detail

/// A multivector on the memory of an array. The map lists this rank's rows by their global indices (labels, where the
/// axis is unstructured).
inline std::shared_ptr<Epetra_MultiVector> multivector_export(const any_array &a) {
    auto held = std::make_shared<detail::holder>();
    held->ctx = a.context();
    detail::columns_of s;
    std::vector<int> rows;
    detail::agree_on(held->ctx, [&] {
        s = detail::layout_of(a);
        detail::small(a.size(), "the number of elements");
        detail::small(s.leading, "the distance between columns");
        if (s.data == nullptr) return;
        for (std::int64_t label : a.distribution().labels(0)) {
            if (label < std::numeric_limits<int>::min()) throw error(DA_ERR_OVERFLOW, "label " + std::to_string(label) + " is beyond Epetra's int");
            rows.push_back(detail::small(label, "label"));
        }
    });
    int lowest = 0, base = 0;
    for (int label : rows) lowest = std::min(lowest, label);
    MPI_Allreduce(&lowest, &base, 1, MPI_INT, MPI_MIN, held->ctx.comm());
    const Epetra_Map map(-1, static_cast<int>(rows.size()), rows.data(), base, Epetra_MpiComm(held->ctx.comm()));
    held->array = a.view();
    double none = 0;
    held->object = std::make_unique<Epetra_MultiVector>(View, map, s.data == nullptr ? &none : s.data, static_cast<int>(s.leading),
                                                        static_cast<int>(s.columns));
    Epetra_MultiVector *const raw = held->object.get();
    return std::shared_ptr<Epetra_MultiVector>(std::move(held), raw);
}

/// A multivector on fresh memory: blocks of rows, whatever layout and dtype the array has.
inline std::shared_ptr<Epetra_MultiVector> multivector_export_copy(const any_array &a) {
    const context ctx = a.context();
    const shape_type shape = a.shape();
    detail::agree_on(ctx, [&] {
        if (shape.size() != 1 && shape.size() != 2)
            throw error(DA_ERR_LAYOUT, "Epetra has vectors and multivectors, the array has " + std::to_string(shape.size()) + " axes");
    });
    const auto size = static_cast<std::int64_t>(ctx.size());
    const bool flat = shape.size() == 1;
    any_array made = zeros<double>(distribution(ctx, shape, flat ? "b" : "b,n", grid(flat ? shape_type{size} : shape_type{size, 1})), order::fortran);
    made.assign(a);
    return multivector_export(made);
}

/// An array on the memory of a multivector: two axes, Fortran order; rows by their global indices.
inline array<double> multivector_import(const context &ctx, const std::shared_ptr<Epetra_MultiVector> &mv) {
    detail::agree_on(ctx, [&] {
        if (mv == nullptr) throw error(DA_ERR_NULL, "the multivector is null");
        const auto *comm = dynamic_cast<const Epetra_MpiComm *>(&mv->Comm());
        int found = MPI_UNEQUAL;
        MPI_Comm_compare(ctx.comm(), comm != nullptr ? comm->Comm() : MPI_COMM_SELF, &found);
        if (found != MPI_IDENT && found != MPI_CONGRUENT)
            throw error(DA_ERR_CONTEXT, "the multivector's communicator has other ranks than the context, or the same in another order");
        if (!mv->Map().ConstantElementSize() || mv->Map().ElementSize() != 1)
            throw error(DA_ERR_LAYOUT, "the map has several points to an element; one is right");
        if (!mv->ConstantStride())
            throw error(DA_ERR_LAYOUT, "the multivector's columns are at no constant distance: it is a view of chosen columns");
    });
    const Epetra_BlockMap &map = mv->Map();
    std::vector<std::int64_t> rows(static_cast<std::size_t>(map.NumMyElements()));
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = map.GID64(static_cast<int>(k));
    // A map that every rank has all of gives each row to all of them.
    std::int64_t mine = map.NumMyElements(), all = 0;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, ctx.comm());
    const std::vector<dim> dims{dim::unstructured(all, rows).grid_size(ctx.size()).over(0), dim::undistributed(mv->NumVectors())};
    const distribution dist(ctx, dims, grid(shape_type{ctx.size(), 1}));
    const std::int64_t strides[2] = {8, 8 * std::max<std::int64_t>(mv->Stride(), 1)};
    auto owner = std::make_unique<std::shared_ptr<Epetra_MultiVector>>(mv);
    da_array *raw = nullptr;
    check(da_array_wrap(dist.get(), DA_FLOAT64, mv->Values(), strides, 0,
                        [](void *p) { delete static_cast<std::shared_ptr<Epetra_MultiVector> *>(p); }, owner.get(), &raw));
    static_cast<void>(owner.release());
    return array<double>(raw);
}

}  // namespace epetra
}  // namespace distarray

#endif
