// Trilinos' Tpetra on the memory of distributed arrays, and distributed arrays on Tpetra's. Header-only, over
// <distarray.hpp>; compile it with the Trilinos that the program has. docs/interop/trilinos.md is the guide.
//
//     auto v = distarray::tpetra::vector_export(x);              // Tpetra::Vector on the memory of x
//     op->apply(*v, *distarray::tpetra::vector_export(y));       // y has the result
//     auto z = distarray::tpetra::multivector_import(ctx, mv);   // an array on the memory of mv
//
// Which layouts. A MultiVector's rows are axis 0, spread over the ranks in any way (block, cyclic, labels,
// replicas); its columns are axis 1, whole on every rank. Rows of a rank lie next to each other in memory,
// columns at any distance: Fortran order, with padding or without. Everything else is DA_ERR_LAYOUT, and for the
// _copy functions, which move to such a layout.
//
// Lifetime. What is exported keeps the array's memory (and its context) alive, what is imported keeps the
// MultiVector: either side may end first. Objects of Tpetra, and arrays that keep one, have to end before Tpetra's
// ScopeGuard does. Tpetra writes without telling: an export counts as writing once, when it is made, so that
// communication padding is out of date; exchange halos after Tpetra wrote.
//
// Errors. distarray::error, the same on all ranks: what is wrong on one of them is agreed on before the first
// collective call of Tpetra. What Tpetra itself throws passes as it is. All functions are collective.
#ifndef DISTARRAY_TPETRA_HPP
#define DISTARRAY_TPETRA_HPP

#include <distarray.hpp>

#include <Teuchos_DefaultMpiComm.hpp>
#include <Tpetra_Map.hpp>
#include <Tpetra_MultiVector.hpp>
#include <Tpetra_Vector.hpp>

namespace distarray {
namespace tpetra {

/// Tpetra's types as the library was built; other instances are template arguments.
using default_map = Tpetra::Map<>;
template <class S = double> using multivector = Tpetra::MultiVector<S>;
template <class S = double> using vector = Tpetra::Vector<S>;

namespace detail {

/// All ranks take the first mistake of any.
inline void agree(const context &ctx, da_status status, const std::string &text) {
    check(da_context_agree(ctx.get(), status == DA_OK ? DA_OK : da_error_set(status, text.c_str())));
}

/// The outcome of local checks, for agree().
template <class F> void agree_on(const context &ctx, F &&checks) {
    const result<void> local = attempt(std::forward<F>(checks));
    agree(ctx, local.status(), local.message());
}

// Trilinos 14 calls "Local" what was "Node".
template <class Map> auto local_length(const Map &map, int) -> decltype(map.getLocalNumElements()) { return map.getLocalNumElements(); }
template <class Map> auto local_length(const Map &map, long) -> decltype(map.getNodeNumElements()) { return map.getNodeNumElements(); }

/// The MPI communicator behind one of Teuchos.
inline MPI_Comm raw_comm(const Teuchos::Comm<int> &comm) {
    const auto *mpi = dynamic_cast<const Teuchos::MpiComm<int> *>(&comm);
    return mpi != nullptr ? static_cast<MPI_Comm>(*mpi->getRawMpiComm()) : MPI_COMM_SELF;
}

/// The context's ranks as a communicator of Teuchos, which keeps the context.
inline Teuchos::RCP<const Teuchos::Comm<int>> teuchos_comm(const context &ctx) {
    auto made = Teuchos::rcp(new Teuchos::MpiComm<int>(ctx.comm()));
    Teuchos::set_extra_data(Teuchos::rcp(new context(ctx)), "distarray context", Teuchos::inOutArg(made));
    return made;
}

/// DA_ERR_CONTEXT unless the communicator has the context's ranks in the context's order.
inline void require_ranks(const context &ctx, const Teuchos::Comm<int> &comm) {
    int found = MPI_UNEQUAL;
    MPI_Comm_compare(ctx.comm(), raw_comm(comm), &found);
    if (found != MPI_IDENT && found != MPI_CONGRUENT)
        throw error(DA_ERR_CONTEXT, "the communicator of Tpetra's map has other ranks than the context, or the same in another order", ctx.rank());
}

/// What this rank has of an axis: its global indices in the order in which they are stored.
struct rows_of_axis {
    std::vector<std::int64_t> labels;
    bool in_order = false;  ///< one even or irregular block, at this rank's place
};

inline rows_of_axis rows_of(const distribution &dist, int axis, int rank, int size) {
    rows_of_axis rows;
    const auto local = attempt([&] { return dist.dim_data(); });
    if (!local && local.status() == DA_ERR_NOT_MEMBER) return rows;
    const da_dim_dict dict = local ? (*local)[static_cast<std::size_t>(axis)] : da_dim_dict{};
    const bool over_all = dict.proc_grid_size == size && dict.proc_grid_rank == rank;
    rows.in_order = dict.dist_type == 'b' && (over_all || size == 1);
    if (!rows.in_order) rows.labels = dist.labels(axis);
    return rows;
}

/// Numbers of an axis as a list of Tpetra's, or DA_ERR_OVERFLOW.
template <class GO> Teuchos::Array<GO> global_ordinals(const std::vector<std::int64_t> &labels) {
    Teuchos::Array<GO> made(static_cast<Teuchos_Ordinal>(labels.size()));
    for (std::size_t k = 0; k < labels.size(); ++k) {
        made[static_cast<Teuchos_Ordinal>(k)] = static_cast<GO>(labels[k]);
        if (static_cast<std::int64_t>(made[static_cast<Teuchos_Ordinal>(k)]) != labels[k])
            throw error(DA_ERR_OVERFLOW, "label " + std::to_string(labels[k]) + " does not fit into Tpetra's global ordinals of " +
                                             std::to_string(8 * sizeof(GO)) + " bits");
    }
    return made;
}

template <class LO> void require_local_length(std::int64_t rows) {
    if (rows > static_cast<std::int64_t>(std::numeric_limits<LO>::max()))
        throw error(DA_ERR_OVERFLOW, "this rank has " + std::to_string(rows) + " rows, Tpetra's local ordinals end at " +
                                         std::to_string(std::numeric_limits<LO>::max()));
}

}  // namespace detail

/// The map of an axis. Blocks in rank order are a contiguous map, everything else a list of indices: on
/// unstructured axes labels, on replicas a map with overlap. Ranks outside the grid have no rows.
template <class Map = default_map> Teuchos::RCP<const Map> map_export(const distribution &dist, int axis = 0) {
    using GO = typename Map::global_ordinal_type;
    using LO = typename Map::local_ordinal_type;
    const context ctx = dist.context();
    detail::rows_of_axis rows;
    Teuchos::Array<GO> list;
    std::int64_t owned = 0;
    detail::agree_on(ctx, [&] {
        if (axis < 0 || axis >= dist.ndim())
            throw error(DA_ERR_AXIS, "axis " + std::to_string(axis) + " of a distribution with " + std::to_string(dist.ndim()) + " axes", ctx.rank());
        rows = detail::rows_of(dist, axis, ctx.rank(), ctx.size());
        owned = rows.in_order ? dist.owned().second[static_cast<std::size_t>(axis)] : static_cast<std::int64_t>(rows.labels.size());
        detail::require_local_length<LO>(owned);
        list = detail::global_ordinals<GO>(rows.labels);
        if (rows.in_order) detail::global_ordinals<GO>({dist.shape()[static_cast<std::size_t>(axis)]});
    });
    // The index base is not above any label; and all ranks make the same kind of map.
    std::int64_t lowest = 0;
    for (std::int64_t label : rows.labels) lowest = std::min(lowest, label);
    std::int64_t mine[2] = {lowest, rows.in_order ? 1 : 0}, all[2] = {0, 0};
    MPI_Allreduce(mine, all, 2, MPI_INT64_T, MPI_MIN, ctx.comm());
    const auto comm = detail::teuchos_comm(ctx);
    const auto count = Teuchos::OrdinalTraits<Tpetra::global_size_t>::invalid();
    if (all[1] == 1) return Teuchos::rcp(new Map(count, static_cast<std::size_t>(owned), 0, comm));
    if (rows.in_order) list = detail::global_ordinals<GO>(dist.labels(axis));
    return Teuchos::rcp(new Map(count, list(), static_cast<GO>(all[0]), comm));
}

namespace detail {

/// A map's rows as an axis of the protocol, where they are blocks in rank order from 0.
template <class Map> bool is_blocks(const Map &map) {
    return map.isContiguous() && map.isDistributed() && map.getIndexBase() == 0;
}

template <class Map> std::vector<std::int64_t> labels_of(const Map &map) {
    std::vector<std::int64_t> labels(local_length(map, 0));
    for (std::size_t k = 0; k < labels.size(); ++k)
        labels[k] = static_cast<std::int64_t>(map.getGlobalElement(static_cast<typename Map::local_ordinal_type>(k)));
    return labels;
}

/// The distribution of a map's rows, with columns whole on every rank if there are any (-1: one axis). The ranks have
/// agreed that the map is theirs.
template <class Map> distribution map_distribution(const context &ctx, const Map &map, std::int64_t columns) {
    const auto size = static_cast<std::int64_t>(ctx.size());
    const auto rows = static_cast<std::int64_t>(map.getGlobalNumElements());
    const shape_type grid_shape = columns < 0 ? shape_type{size} : shape_type{size, 1};
    if (!map.isDistributed() && size > 1) {  // every rank has all rows
        const shape_type shape = columns < 0 ? shape_type{rows} : shape_type{rows, columns};
        return distribution(ctx, shape, columns < 0 ? "n" : "n,n", grid(shape_type{size}));
    }
    if (is_blocks(map) || (size == 1 && map.isContiguous() && map.getIndexBase() == 0)) {
        const auto owned = static_cast<std::int64_t>(local_length(map, 0));
        std::vector<da_dim_dict> dims(columns < 0 ? 1 : 2);
        dims[0].dist_type = dims.back().dist_type = 'b';
        dims.back().size = dims.back().stop = columns;
        dims.back().proc_grid_size = 1;
        dims[0].size = rows;
        dims[0].proc_grid_size = size;
        dims[0].proc_grid_rank = ctx.rank();
        // Not the map's lowest index: an empty block begins where those before it end.
        std::int64_t before = 0;
        MPI_Exscan(&owned, &before, 1, MPI_INT64_T, MPI_SUM, ctx.comm());
        dims[0].start = ctx.rank() == 0 ? 0 : before;
        dims[0].stop = dims[0].start + owned;
        return distribution::from_dim_data(ctx, dims);
    }
    std::vector<dim> dims{dim::unstructured(rows, labels_of(map), false).grid_size(size).over(0)};
    if (columns >= 0) dims.push_back(dim::undistributed(columns));
    return distribution(ctx, dims, grid(grid_shape));
}

}  // namespace detail

/// The distribution of a map: one axis, in blocks or with labels; replicas for a locally replicated map. The
/// map's communicator has to be congruent with the context's, else DA_ERR_CONTEXT.
template <class LO, class GO, class Node> distribution map_import(const context &ctx, const Tpetra::Map<LO, GO, Node> &map) {
    detail::agree_on(ctx, [&] { detail::require_ranks(ctx, *map.getComm()); });
    return detail::map_distribution(ctx, map, -1);
}

namespace detail {

template <class MV> using element_type = typename MV::scalar_type;
template <class MV> using map_of = Tpetra::Map<typename MV::local_ordinal_type, typename MV::global_ordinal_type, typename MV::node_type>;

/// Where a section's own rows and columns are, in elements; an error where Tpetra has no such layout.
template <class T> struct column_major {
    T *data = nullptr;
    std::int64_t rows = 0, columns = 1, leading = 1;
};

template <class T> column_major<T> as_columns(const any_array &a, std::int32_t access) {
    const int n = a.ndim();
    if (n != 1 && n != 2)
        throw error(DA_ERR_LAYOUT, "Tpetra has vectors and multivectors, the array has " + std::to_string(n) + " axes");
    a.require<T>();
    const da_local s = a.section(access);
    column_major<T> made;
    if (n == 2) made.columns = a.shape()[1];
    if (s.data == nullptr) return made;
    made.rows = s.owned_shape[0];
    if (n == 2 && s.owned_shape[1] != made.columns)
        throw error(DA_ERR_LAYOUT, "axis 1 is distributed: this rank has " + std::to_string(s.owned_shape[1]) + " of " +
                                       std::to_string(made.columns) + " columns, a multivector has all of them");
    constexpr auto width = static_cast<std::int64_t>(sizeof(T));
    if (made.rows > 1 && s.strides[0] != width)
        throw error(DA_ERR_LAYOUT, "axis 0 has a stride of " + std::to_string(s.strides[0]) + " bytes; the rows of a multivector follow each other, " +
                                       std::to_string(width) + " bytes apart (Fortran order)");
    made.leading = std::max<std::int64_t>(made.rows, 1);
    if (n == 2 && made.columns > 1) {
        if (s.strides[1] % width != 0 || s.strides[1] < made.rows * width || s.strides[1] <= 0)
            throw error(DA_ERR_LAYOUT, "axis 1 has a stride of " + std::to_string(s.strides[1]) + " bytes, columns of " +
                                           std::to_string(made.rows) + " rows need a multiple of " + std::to_string(width) + " that holds them");
        made.leading = s.strides[1] / width;
    }
    std::int64_t offset = s.owned_offset[0] * s.strides[0];
    if (n == 2) offset += s.owned_offset[1] * s.strides[1];
    made.data = reinterpret_cast<T *>(static_cast<char *>(s.data) + offset);
    return made;
}

inline void require_kokkos() {
    if (!Kokkos::is_initialized())
        throw error(DA_ERR_ARGUMENT, "Kokkos is not initialised: make a Tpetra::ScopeGuard, or call Tpetra::initialize(), first");
}

/// A multivector (or vector) on memory that is there, which keeps the array.
template <class MV> Teuchos::RCP<MV> on_memory(const any_array &a, const column_major<element_type<MV>> &s, const Teuchos::RCP<const map_of<MV>> &map) {
    using dual = typename MV::dual_view_type;
    using device = typename dual::t_dev;
    static_assert(Kokkos::SpaceAccessibility<Kokkos::DefaultHostExecutionSpace, typename device::memory_space>::accessible,
                  "arrays are in the processor's memory: choose a node type whose memory is, too");
    using value = typename device::non_const_value_type;  // Kokkos' own type for complex numbers
    const auto leading = static_cast<std::size_t>(s.leading), columns = static_cast<std::size_t>(s.columns);
    const device whole(reinterpret_cast<value *>(s.data), leading, columns);
    const device part = Kokkos::subview(whole, std::make_pair(std::size_t(0), static_cast<std::size_t>(s.rows)), Kokkos::ALL());
    auto made = Teuchos::rcp(new MV(map, dual(part, part)));
    Teuchos::set_extra_data(Teuchos::rcp(new any_array(a.view())), "distarray memory", Teuchos::inOutArg(made));
    return made;
}

template <class MV> Teuchos::RCP<MV> export_any(const any_array &a, Teuchos::RCP<const map_of<MV>> map, std::int32_t access, bool one_axis = false) {
    const context ctx = a.context();
    column_major<element_type<MV>> s;
    agree_on(ctx, [&] {
        require_kokkos();
        if (one_axis && a.ndim() != 1) throw error(DA_ERR_LAYOUT, "a vector has one axis, the array has " + std::to_string(a.ndim()));
        s = as_columns<element_type<MV>>(a, access);
        require_local_length<typename MV::local_ordinal_type>(s.leading);
        if (!map.is_null()) {
            require_ranks(ctx, *map->getComm());
            if (static_cast<std::int64_t>(local_length(*map, 0)) != s.rows)
                throw error(DA_ERR_SHAPE, "the map has " + std::to_string(local_length(*map, 0)) + " rows on this rank, the array " + std::to_string(s.rows));
        }
    });
    if (map.is_null()) map = map_export<map_of<MV>>(a.distribution());
    return on_memory<MV>(a, s, map);
}

/// A copy of an array in the nearest layout that Tpetra has: blocks of rows (or those of a map), Fortran order.
template <class MV> any_array in_columns(const any_array &a, const Teuchos::RCP<const map_of<MV>> &map) {
    const context ctx = a.context();
    agree_on(ctx, [&] {
        if (a.ndim() != 1 && a.ndim() != 2)
            throw error(DA_ERR_LAYOUT, "Tpetra has vectors and multivectors, the array has " + std::to_string(a.ndim()) + " axes");
        if (!map.is_null()) require_ranks(ctx, *map->getComm());
    });
    const shape_type shape = a.shape();
    const bool flat = shape.size() == 1;
    const auto size = static_cast<std::int64_t>(ctx.size());
    const distribution rows = map.is_null()
        ? distribution(ctx, shape, flat ? "b" : "b,n", grid(flat ? shape_type{size} : shape_type{size, 1}))
        : map_distribution(ctx, *map, flat ? -1 : shape[1]);
    any_array made = zeros<element_type<MV>>(rows, order::fortran);
    made.assign(a);
    return made;
}

}  // namespace detail

/// A multivector on the memory of an array with two axes (or one: a single column). A `map` of one's own has as many
/// rows on every rank; without one the array's distribution makes it, which takes a few small messages.
template <class MV = multivector<>>
Teuchos::RCP<MV> multivector_export(const any_array &a, const Teuchos::RCP<const detail::map_of<MV>> &map = Teuchos::null) {
    return detail::export_any<MV>(a, map, DA_ACCESS_WRITE);
}

/// One that Tpetra only reads, also of read-only memory.
template <class MV = multivector<>>
Teuchos::RCP<const MV> multivector_export_const(const any_array &a, const Teuchos::RCP<const detail::map_of<MV>> &map = Teuchos::null) {
    return detail::export_any<MV>(a, map, DA_ACCESS_READ);
}

/// A vector on the memory of an array with one axis.
template <class V = vector<>>
Teuchos::RCP<V> vector_export(const any_array &a, const Teuchos::RCP<const detail::map_of<V>> &map = Teuchos::null) {
    return detail::export_any<V>(a, map, DA_ACCESS_WRITE, true);
}

/// A multivector on fresh memory, of any array with one or two axes whose dtype converts to Tpetra's scalar.
template <class MV = multivector<>>
Teuchos::RCP<MV> multivector_export_copy(const any_array &a, const Teuchos::RCP<const detail::map_of<MV>> &map = Teuchos::null) {
    return detail::export_any<MV>(detail::in_columns<MV>(a, map), map, DA_ACCESS_WRITE);
}

namespace detail {

template <class MV> any_array import_any(const context &ctx, const Teuchos::RCP<MV> &mv, bool one_axis) {
    using T = element_type<std::remove_const_t<MV>>;
    agree_on(ctx, [&] {
        if (mv.is_null()) throw error(DA_ERR_NULL, "the multivector is null");
        require_ranks(ctx, *mv->getMap()->getComm());
        if (!mv->isConstantStride())
            throw error(DA_ERR_LAYOUT, "the multivector's columns are at no constant distance: it is a view of chosen columns");
        if (one_axis && mv->getNumVectors() != 1)
            throw error(DA_ERR_LAYOUT, "a vector was asked for, there are " + std::to_string(mv->getNumVectors()) + " columns");
    });
    const auto columns = static_cast<std::int64_t>(mv->getNumVectors());
    const distribution dist = map_distribution(ctx, *mv->getMap(), one_axis ? -1 : columns);
    const auto memory = mv->get1dViewNonConst();
    constexpr auto width = static_cast<std::int64_t>(sizeof(T));
    const std::int64_t strides[2] = {width, std::max<std::int64_t>(static_cast<std::int64_t>(mv->getStride()), 1) * width};
    auto owner = std::make_unique<Teuchos::RCP<MV>>(mv);
    da_array *raw = nullptr;
    check(da_array_wrap(dist.get(), static_cast<std::int32_t>(dtype_of<T>), const_cast<T *>(memory.getRawPtr()), strides, 0,
                        [](void *p) { delete static_cast<Teuchos::RCP<MV> *>(p); }, owner.get(), &raw));
    static_cast<void>(owner.release());
    return any_array(raw);
}

}  // namespace detail

/// An array on the memory of a multivector, with two axes in Fortran order.
template <class S, class LO, class GO, class Node>
array<S> multivector_import(const context &ctx, const Teuchos::RCP<Tpetra::MultiVector<S, LO, GO, Node>> &mv) {
    return detail::import_any(ctx, mv, false);
}

/// An array with one axis on the memory of a vector, or of a multivector with one column.
template <class S, class LO, class GO, class Node>
array<S> vector_import(const context &ctx, const Teuchos::RCP<Tpetra::Vector<S, LO, GO, Node>> &v) {
    return detail::import_any(ctx, v, true);
}

/// The elements of a multivector in fresh memory.
template <class S, class LO, class GO, class Node>
array<S> multivector_import_copy(const context &ctx, const Teuchos::RCP<Tpetra::MultiVector<S, LO, GO, Node>> &mv) {
    return copy(multivector_import(ctx, mv));
}

}  // namespace tpetra
}  // namespace distarray

#endif
