// Contexts: all ranks of a communicator, or some of them.
#ifndef DISTARRAY_CXX_CONTEXT_HPP
#define DISTARRAY_CXX_CONTEXT_HPP

#include <distarray/cxx/error.hpp>
#include <distarray/cxx/lists.hpp>

#include <memory>
#include <vector>

namespace distarray {

namespace detail {

/// A handle that copies share; the last one frees it, which is local, in any order, also after MPI_Finalize.
template <class T, da_status (*Free)(T **)> class shared_handle {
  public:
    shared_handle() = default;
    /// Takes over a handle of the C interface.
    explicit shared_handle(T *raw) {
        if (raw != nullptr) raw_.reset(raw, [](T *p) { static_cast<void>(Free(&p)); });
    }
    /// The handle for calls of the C interface; NULL where nothing is held.
    T *get() const noexcept { return raw_.get(); }
    bool valid() const noexcept { return raw_ != nullptr; }
    /// Gives up this share of the handle.
    void reset() noexcept { raw_.reset(); }

  private:
    std::shared_ptr<T> raw_;
};

/// Reads a text whose length is known only after asking.
template <class Ask> std::string read_text(Ask &&ask) {
    std::int64_t length = 0;
    const da_status first = ask(nullptr, 0, &length);
    if (first != DA_OK && first != DA_ERR_BUFFER_SIZE) fail_with_last(first);
    std::string text(static_cast<std::size_t>(length) + 1, '\0');
    check(ask(&text[0], length + 1, &length));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

}  // namespace detail

/// How ranks are compared with each other, as MPI_Comm_compare does.
enum class comparison : std::int32_t {
    ident = DA_IDENT,
    congruent = DA_CONGRUENT,
    similar = DA_SIMILAR,
    unequal = DA_UNEQUAL
};

/// Options of a context, with their defaults.
struct context_options : da_context_options {
    context_options() : da_context_options{} { struct_size = sizeof(da_context_options); }
};

/// Ranks that work together. Copies share one context.
class context : public detail::shared_handle<da_context, da_context_free> {
  public:
    using shared_handle::shared_handle;
    /// All ranks of a communicator, which is duplicated. Collective, communicating.
    static context create(MPI_Comm comm) { return make(comm, nullptr); }
    static context create(MPI_Comm comm, const context_options &options) { return make(comm, &options); }
    /// This process alone. Not collective.
    static context self() {
        da_context *raw = nullptr;
        check(da_context_self(&raw));
        return context(raw);
    }

    int rank() const {
        std::int32_t rank = -1;
        check(da_context_rank(get(), &rank));
        return rank;
    }
    int size() const {
        std::int32_t size = 0;
        check(da_context_size(get(), &size));
        return size;
    }
    /// The public duplicate of the communicator; borrowed.
    MPI_Comm comm() const {
        MPI_Comm comm = MPI_COMM_NULL;
        check(da_context_comm(get(), &comm));
        return comm;
    }
    /// Some of the ranks. Collective over all of this context.
    context subset(const axis_list &ranks) const {
        da_context *raw = nullptr;
        check(da_context_subset(get(), ranks.count(), ranks.data(), &raw));
        return context(raw);
    }
    context split(int color, int key) const {
        da_context *raw = nullptr;
        check(da_context_split(get(), color, key, &raw));
        return context(raw);
    }
    comparison compare(const context &other) const {
        std::int32_t found = 0;
        check(da_context_compare(get(), other.get(), &found));
        return static_cast<comparison>(found);
    }
    /// Waits for all ranks; errors of silent calls come to light here at the latest.
    void barrier() const { check(da_context_barrier(get())); }
    /// What this rank has moved and waited for so far.
    da_stats stats() const {
        da_stats found{};
        found.struct_size = sizeof found;
        check(da_context_stats(get(), &found));
        return found;
    }
    void stats_reset() const { check(da_context_stats_reset(get())); }

  private:
    static context make(MPI_Comm comm, const da_context_options *options) {
        da_context *raw = nullptr;
        check(da_context_create(comm, options, &raw));
        return context(raw);
    }
};

/// Objects and memory of the library in this process.
inline da_counters library_counters() {
    da_counters found{};
    found.struct_size = sizeof found;
    check(da_library_counters(&found));
    return found;
}

inline std::string version() { return da_version_string(); }

inline std::string build_info() {
    return detail::read_text([](char *text, std::int64_t room, std::int64_t *length) { return da_build_info(text, room, length); });
}

}  // namespace distarray

#endif
