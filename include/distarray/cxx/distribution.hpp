// Distributions: how a global shape lies on the ranks of a context.
#ifndef DISTARRAY_CXX_DISTRIBUTION_HPP
#define DISTARRAY_CXX_DISTRIBUTION_HPP

#include <distarray/cxx/context.hpp>
#include <distarray/cxx/dtype.hpp>
#include <distarray/cxx/slice.hpp>

namespace distarray {

/// One axis: its extent and its map. `dim::block(100).padding(1, 1).periodic()`.
class dim {
  public:
    static dim undistributed(std::int64_t size) { return dim(DA_KIND_UNDISTRIBUTED, size); }
    static dim block(std::int64_t size) { return dim(DA_KIND_BLOCK, size); }
    /// Irregular blocks: coordinate i owns bounds[i] to bounds[i+1].
    static dim block(std::vector<std::int64_t> bounds) {
        dim made(DA_KIND_BLOCK, bounds.empty() ? 0 : bounds.back());
        made.bounds_ = std::move(bounds);
        return made;
    }
    static dim cyclic(std::int64_t size, std::int64_t block_size = 1) {
        dim made(DA_KIND_CYCLIC, size);
        made.raw_.block_size = block_size;
        return made;
    }
    /// Unstructured: this rank's own labels; `size` is the number of labels of all ranks.
    static dim unstructured(std::int64_t size, std::vector<std::int64_t> labels, bool one_to_one = false) {
        dim made(DA_KIND_UNSTRUCTURED, size);
        made.labels_ = std::move(labels);
        made.raw_.one_to_one = one_to_one ? 1 : 0;
        return made;
    }
    /// Communication padding: copies of the neighbours' elements.
    dim &padding(std::int64_t left, std::int64_t right) {
        raw_.comm_padding[0] = left;
        raw_.comm_padding[1] = right;
        return *this;
    }
    /// Boundary padding: the outermost elements at both ends; they count in the size.
    dim &boundary(std::int64_t left, std::int64_t right) {
        raw_.boundary_padding[0] = left;
        raw_.boundary_padding[1] = right;
        return *this;
    }
    dim &periodic(bool yes = true) {
        raw_.periodic = yes ? 1 : 0;
        return *this;
    }
    /// The axis of the process grid to spread over.
    dim &over(std::int32_t grid_axis) {
        raw_.grid_axis_plus_1 = grid_axis + 1;
        return *this;
    }
    /// The extent of that grid axis.
    dim &grid_size(std::int64_t extent) {
        raw_.grid_size = extent;
        return *this;
    }
    /// The C structure; it points into this object.
    da_dim_spec raw() const {
        da_dim_spec made = raw_;
        if (!bounds_.empty()) made.bounds = bounds_.data();
        made.num_bounds = static_cast<std::int64_t>(bounds_.size());
        if (!labels_.empty()) made.labels = labels_.data();
        made.num_labels = static_cast<std::int64_t>(labels_.size());
        return made;
    }

  private:
    dim(std::int32_t kind, std::int64_t size) : raw_{} {
        raw_.kind = kind;
        raw_.size = size;
    }
    da_dim_spec raw_;
    std::vector<std::int64_t> bounds_, labels_;
};

/// A process grid of one's own; an empty one is chosen by the library.
struct grid {
    grid() = default;
    grid(std::initializer_list<std::int64_t> extents) : shape(extents) {}
    grid(shape_type extents, std::vector<std::int32_t> in_order = {}) : shape(std::move(extents)), ranks(std::move(in_order)) {}
    /// Extents in C order. An axis that no array axis takes holds replicas.
    shape_type shape;
    /// Context ranks of its positions in C order; empty for the first ranks.
    std::vector<std::int32_t> ranks;
};

namespace detail {

/// The options structure for a grid, or NULL for one to be chosen.
class grid_options {
  public:
    explicit grid_options(const grid &g) : raw_{} {
        raw_.struct_size = sizeof raw_;
        raw_.grid_shape = g.shape.data();
        raw_.grid_ndim = static_cast<std::int32_t>(g.shape.size());
        raw_.ranks = g.ranks.empty() ? nullptr : g.ranks.data();
        raw_.num_ranks = static_cast<std::int64_t>(g.ranks.size());
        given_ = !g.shape.empty() || !g.ranks.empty();
    }
    const da_distribution_options *get() const { return given_ ? &raw_ : nullptr; }

  private:
    da_distribution_options raw_;
    bool given_ = false;
};

}  // namespace detail

/// Where the elements of arrays lie. Holds no data; copies share one distribution.
class distribution : public detail::shared_handle<da_distribution, da_distribution_free> {
  public:
    using shared_handle::shared_handle;
    /// From a text with one entry for each axis: "b,c:64,n". Collective, communicating.
    distribution(const context &ctx, const index_list &shape, const std::string &text, const grid &on = {}) {
        da_distribution *raw = nullptr;
        check(da_distribution_create(ctx.get(), shape.count(), shape.data(), text.c_str(), detail::grid_options(on).get(), &raw));
        *this = distribution(raw);
    }
    /// From a description of each axis.
    distribution(const context &ctx, const std::vector<dim> &dims, const grid &on = {}) {
        std::vector<da_dim_spec> specs;
        for (const dim &d : dims) specs.push_back(d.raw());
        da_distribution *raw = nullptr;
        check(da_distribution_create_dims(ctx.get(), static_cast<std::int32_t>(specs.size()), specs.data(),
                                          detail::grid_options(on).get(), &raw));
        *this = distribution(raw);
    }
    /// From the protocol's description of each rank's own section.
    static distribution from_dim_data(const context &ctx, const std::vector<da_dim_dict> &dims) {
        return make(da_distribution_from_dim_data, ctx.get(), static_cast<std::int32_t>(dims.size()), dims.data());
    }

    int ndim() const { return ask<std::int32_t>(da_distribution_ndim); }
    shape_type shape() const { return ask_list(ndim(), da_distribution_shape); }
    std::int64_t size() const { return ask<std::int64_t>(da_distribution_size); }
    std::uint64_t fingerprint() const { return ask<std::uint64_t>(da_distribution_fingerprint); }
    distarray::context context() const { return distarray::context(ask<da_context *>(da_distribution_context)); }
    std::string text() const {
        return detail::read_text([this](char *text, std::int64_t room, std::int64_t *length) {
            return da_distribution_text(get(), text, room, length);
        });
    }

    /// Extents of a rank's section, communication padding included; rank -1 is this process.
    shape_type local_shape(int rank = -1) const { return ask_list_of_rank(ndim(), da_distribution_local_shape, rank); }
    /// Where a rank's own elements begin in its section, and how many there are.
    std::pair<shape_type, shape_type> owned(int rank = -1) const {
        const auto n = static_cast<std::size_t>(ndim());
        shape_type offset(n + 1), extents(n + 1);
        check(da_distribution_owned(get(), rank, offset.data(), extents.data()));
        offset.pop_back();
        extents.pop_back();
        return {offset, extents};
    }
    shape_type grid_shape() const { return ask_list(ask<std::int32_t>(da_distribution_grid_ndim), da_distribution_grid_shape); }
    shape_type grid_coords(int rank = -1) const {
        return ask_list_of_rank(ask<std::int32_t>(da_distribution_grid_ndim), da_distribution_grid_coords, rank);
    }
    /// The grid axis that an axis is spread over, -1 for none.
    int grid_axis(int axis) const {
        std::int32_t found = -1;
        check(da_distribution_grid_axis(get(), axis, &found));
        return found;
    }
    /// The protocol's description of a rank's section. Lists of indices are borrowed from the distribution.
    std::vector<da_dim_dict> dim_data(int rank = -1) const {
        std::vector<da_dim_dict> dims(static_cast<std::size_t>(ndim()) + 1);
        check(da_distribution_dim_data(get(), rank, dims.data()));
        dims.pop_back();
        return dims;
    }
    /// The rank that owns an element (of replicas, the first one).
    int owner(const index_list &index) const {
        std::int32_t rank = -1;
        check(da_distribution_owner(get(), index.data(), &rank));
        return rank;
    }
    /// All ranks that have an element.
    std::vector<std::int32_t> owners(const index_list &index) const {
        return ask_many<std::int32_t>([&](std::int64_t room, std::int32_t *ranks, std::int64_t *count) {
            return da_distribution_owners(get(), index.data(), room, ranks, count);
        });
    }
    /// Owners of any elements, on unstructured axes too; each rank asks for its own. Collective, communicating.
    std::vector<std::int32_t> find_owners(const std::vector<std::int64_t> &indices) const {
        const std::size_t per = ndim() > 0 ? static_cast<std::size_t>(ndim()) : 1;
        std::vector<std::int32_t> owners(indices.size() / per + 1);
        check(da_distribution_find_owners(get(), static_cast<std::int64_t>(indices.size() / per), indices.data(), owners.data()));
        owners.pop_back();
        return owners;
    }
    /// The local index of an element on a rank, if it is there.
    std::optional<shape_type> local_from_global(const index_list &index, int rank = -1) const {
        shape_type local(static_cast<std::size_t>(ndim()) + 1);
        std::int32_t found = 0;
        check(da_distribution_local_from_global(get(), rank, index.data(), local.data(), &found));
        local.pop_back();
        return found != 0 ? std::optional<shape_type>(local) : std::nullopt;
    }
    shape_type global_from_local(const index_list &local, int rank = -1) const {
        shape_type index(static_cast<std::size_t>(ndim()) + 1);
        check(da_distribution_global_from_local(get(), rank, local.data(), index.data()));
        index.pop_back();
        return index;
    }
    /// This rank's labels along an unstructured axis, in the order in which their elements are stored.
    std::vector<std::int64_t> labels(int axis) const {
        return ask_many<std::int64_t>([&](std::int64_t room, std::int64_t *labels, std::int64_t *count) {
            return da_distribution_labels(get(), axis, room, labels, count);
        });
    }
    bool is_permutation(int axis) const {
        std::int32_t found = 0;
        check(da_distribution_is_permutation(get(), axis, &found));
        return found != 0;
    }
    /// Whether elementwise operations on both need no movement.
    bool aligned(const distribution &other) const { return compare(da_distribution_aligned, other); }
    bool equal(const distribution &other) const { return compare(da_distribution_equal, other); }
    /// The communicator whose ranks are the process grid; borrowed. Collective, communicating.
    MPI_Comm comm() const {
        MPI_Comm comm = MPI_COMM_NULL;
        check(da_distribution_comm(get(), &comm));
        return comm;
    }

    distribution like(const index_list &shape) const { return make(da_distribution_like, get(), shape.count(), shape.data()); }
    distribution transpose(const axis_list &axes = {}) const {
        return make(da_distribution_transpose, get(), axes.count(), axes.data());
    }
    distribution reduce(const axis_list &axes, std::int32_t flags = 0) const {
        return make(da_distribution_reduce, get(), axes.count(), axes.data(), flags);
    }
    distribution replicate(const axis_list &axes) const {
        return make(da_distribution_replicate, get(), axes.count(), axes.data());
    }
    distribution broadcast_to(const index_list &shape) const {
        return make(da_distribution_broadcast_to, get(), shape.count(), shape.data());
    }
    /// The distribution of a slice of an array: `dist(slice(1, -1), all)`, or as text `dist("1:-1, :")`.
    template <class... Entries, class = std::enable_if_t<(detail::is_slice_entry<Entries> && ...)>>
    distribution operator()(const Entries &...entries) const {
        const da_slice raw[sizeof...(entries) + 1] = {detail::entry(entries).raw()..., da_slice{}};
        return make(da_distribution_slice, get(), static_cast<std::int32_t>(sizeof...(entries)), raw);
    }
    distribution operator()(const std::string &text) const { return make(da_distribution_slice_text, get(), text.c_str()); }

  private:
    template <class Make, class... Args> static distribution make(Make call, Args... args) {
        da_distribution *raw = nullptr;
        check(call(args..., &raw));
        return distribution(raw);
    }
    template <class T, class Ask> T ask(Ask call) const {
        T answer{};
        check(call(get(), &answer));
        return answer;
    }
    // One entry more than needed: no list is ever NULL.
    template <class Ask> shape_type ask_list(int n, Ask call) const {
        shape_type answer(static_cast<std::size_t>(n) + 1);
        check(call(get(), answer.data()));
        answer.pop_back();
        return answer;
    }
    template <class Ask> shape_type ask_list_of_rank(int n, Ask call, int rank) const {
        shape_type answer(static_cast<std::size_t>(n) + 1);
        check(call(get(), rank, answer.data()));
        answer.pop_back();
        return answer;
    }
    template <class T, class Ask> static std::vector<T> ask_many(Ask &&call) {
        std::int64_t count = 0;
        std::vector<T> found(16);
        da_status status = call(16, found.data(), &count);
        if (status == DA_ERR_BUFFER_SIZE) {
            found.resize(static_cast<std::size_t>(count));
            status = call(count, found.data(), &count);
        }
        check(status);
        found.resize(static_cast<std::size_t>(count));
        return found;
    }
    template <class Ask> bool compare(Ask call, const distribution &other) const {
        std::int32_t answer = 0;
        check(call(get(), other.get(), &answer));
        return answer != 0;
    }
};

inline bool operator==(const distribution &a, const distribution &b) { return a.equal(b); }
inline bool operator!=(const distribution &a, const distribution &b) { return !a.equal(b); }

}  // namespace distarray

#endif
