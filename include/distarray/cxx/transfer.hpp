// Whole arrays and own blocks in and out of std::vector; plans and halos.
#ifndef DISTARRAY_CXX_TRANSFER_HPP
#define DISTARRAY_CXX_TRANSFER_HPP

#include <distarray/cxx/promotion.hpp>

namespace distarray {

/// The whole array on one rank, empty on the others; root -1: on all. Collective, communicating.
template <class T> std::vector<T> gather(const array<T> &a, int root = 0, order o = order::c) {
    static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no elements in memory: gather astype<std::uint8_t>()");
    const bool mine = root == -1 || a.context().rank() == root;
    std::vector<T> all(mine ? static_cast<std::size_t>(a.size()) + 1 : 1);
    check(da_gather(a.get(), root, static_cast<std::int32_t>(o), all.data(), mine ? a.size() * static_cast<std::int64_t>(sizeof(T)) : 0));
    all.pop_back();
    return all;
}

/// Writes a whole array from one rank's vector; root -1: each rank from its own.
template <class T> void scatter(const std::vector<T> &from, array<T> &a, int root = 0, order o = order::c) {
    static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no elements in memory");
    const T none{};
    check(da_scatter(from.empty() ? &none : from.data(), static_cast<std::int64_t>(from.size() * sizeof(T)), root,
                     static_cast<std::int32_t>(o), a.get()));
}

/// What this rank owns, in C order. Not collective.
template <class T> std::vector<T> copy_local(const array<T> &a) {
    static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no elements in memory");
    const da_local section = a.section();
    std::int64_t count = section.data == nullptr ? 0 : 1;
    for (std::int32_t axis = 0; axis < section.ndim; ++axis) count *= section.owned_shape[axis];
    std::vector<T> block(static_cast<std::size_t>(count) + 1);
    check(da_copy_local(a.get(), block.data(), nullptr));
    block.pop_back();
    return block;
}

/// Writes what this rank owns, from a block in C order. Collective, silent.
template <class T> void assign_local(array<T> &a, const std::vector<T> &block) {
    static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no elements in memory");
    const da_local section = a.section();
    std::int64_t count = section.data == nullptr ? 0 : 1;
    for (std::int32_t axis = 0; axis < section.ndim; ++axis) count *= section.owned_shape[axis];
    if (count != static_cast<std::int64_t>(block.size())) {
        // Ranks count their calls: this one makes it too, and fails in it.
        static_cast<void>(da_assign_local(a.get(), nullptr, nullptr));
        detail::fail(DA_ERR_BUFFER_SIZE, "the block has " + std::to_string(block.size()) + " elements, this rank owns " + std::to_string(count));
    }
    const T none{};
    check(da_assign_local(a.get(), block.empty() ? &none : block.data(), nullptr));
}

/// Options of a plan; what is 0 is the default.
struct plan_options : da_plan_options {
    plan_options() : da_plan_options{} { struct_size = sizeof(da_plan_options); }
};

/// What a plan or a halo costs.
using plan_report = da_plan_report;

/// Moves arrays from one layout to another, again and again.
class plan : public detail::shared_handle<da_plan, da_plan_free> {
  public:
    using shared_handle::shared_handle;
    plan(const distribution &source, dtype source_dtype, const distribution &target, dtype target_dtype, const plan_options &options = {}) {
        da_plan *raw = nullptr;
        check(da_plan_create(source.get(), static_cast<std::int32_t>(source_dtype), target.get(),
                             static_cast<std::int32_t>(target_dtype), &options, &raw));
        *this = plan(raw);
    }
    /// For arrays like these two.
    plan(const any_array &source, const any_array &target, const plan_options &options = {})
        : plan(source.distribution(), source.dtype(), target.distribution(), target.dtype(), options) {}
    plan_report info() const {
        plan_report report{};
        report.struct_size = sizeof report;
        check(da_plan_info(get(), &report));
        return report;
    }
    distarray::context context() const {
        da_context *raw = nullptr;
        check(da_plan_context(get(), &raw));
        return distarray::context(raw);
    }
    void execute(const any_array &source, const any_array &target) const { check(da_plan_execute(get(), source.get(), target.get())); }
    void begin(const any_array &source, const any_array &target) const { check(da_plan_begin(get(), source.get(), target.get())); }
    void end() const { check(da_plan_end(get())); }
};

/// What becomes of boundary padding in an update.
enum class boundary : std::int32_t {
    untouched = DA_BOUNDARY_UNTOUCHED,
    constant = DA_BOUNDARY_CONSTANT,
    nearest = DA_BOUNDARY_NEAREST,
    symmetric = DA_BOUNDARY_SYMMETRIC,
    reflect = DA_BOUNDARY_REFLECT
};

struct halo_options {
    /// Left and right width of each axis; empty for all the padding there is.
    std::vector<std::int64_t> widths;
    /// Left and right of each axis; empty for `boundary` everywhere.
    std::vector<distarray::boundary> boundaries;
    distarray::boundary boundary = distarray::boundary::untouched;
    bool skip_corners = false;
    /// What boundary::constant writes.
    scalar value = 0;
    std::int32_t transport = DA_TRANSPORT_AUTO;
};

/// Fills padding with the neighbours' elements.
class halo : public detail::shared_handle<da_halo, da_halo_free> {
  public:
    using shared_handle::shared_handle;
    explicit halo(const distribution &dist, const halo_options &options = {}) {
        std::vector<std::int32_t> boundaries;
        for (boundary b : options.boundaries) boundaries.push_back(static_cast<std::int32_t>(b));
        const std::size_t needed = 2 * static_cast<std::size_t>(dist.ndim());
        if ((!options.widths.empty() && options.widths.size() != needed) || (!boundaries.empty() && boundaries.size() != needed))
            detail::fail(DA_ERR_ARGUMENT, "widths and boundaries of a halo have two entries for each axis");
        da_halo_options raw_options{};
        raw_options.struct_size = sizeof raw_options;
        raw_options.widths = options.widths.empty() ? nullptr : options.widths.data();
        raw_options.boundaries = boundaries.empty() ? nullptr : boundaries.data();
        raw_options.boundary = static_cast<std::int32_t>(options.boundary);
        raw_options.skip_corners = options.skip_corners ? 1 : 0;
        raw_options.value = options.value.raw();
        raw_options.transport = options.transport;
        da_halo *raw = nullptr;
        check(da_halo_create(dist.get(), &raw_options, &raw));
        *this = halo(raw);
    }
    plan_report info(dtype type) const {
        plan_report report{};
        report.struct_size = sizeof report;
        check(da_halo_info(get(), static_cast<std::int32_t>(type), &report));
        return report;
    }
    /// Brings the padding of one array or several up to date: `h.update(a, b)`.
    template <class... Arrays> void update(const Arrays &...arrays) const { run(da_halo_update, arrays...); }
    template <class... Arrays> void begin(const Arrays &...arrays) const { run(da_halo_update_begin, arrays...); }
    void end() const { check(da_halo_update_end(get())); }
    /// Adds what padding holds to the elements that it shows.
    template <class... Arrays> void accumulate(const Arrays &...arrays) const { run(da_halo_accumulate, arrays...); }

  private:
    template <class Call, class... Arrays> void run(Call call, const Arrays &...arrays) const {
        static_assert(sizeof...(arrays) > 0 && (detail::is_array<Arrays> && ...), "arrays of the halo's distribution");
        da_array *const raw[] = {static_cast<const any_array &>(arrays).get()...};
        check(call(get(), static_cast<std::int32_t>(sizeof...(arrays)), raw));
    }
};

}  // namespace distarray

#endif
