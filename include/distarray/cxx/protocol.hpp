// Arrays handed to other libraries and taken from them, by the Distributed Array Protocol.
#ifndef DISTARRAY_CXX_PROTOCOL_HPP
#define DISTARRAY_CXX_PROTOCOL_HPP

#include <distarray/cxx/array.hpp>

namespace distarray {

/// An exported section. Given back when it ends: local, in any order, also after MPI_Finalize.
class buffer {
  public:
    buffer() noexcept { da_distbuffer_init(&raw_); }
    buffer(buffer &&other) noexcept : raw_(other.raw_) { da_distbuffer_init(&other.raw_); }
    buffer &operator=(buffer &&other) noexcept {
        if (this != &other) {
            reset();
            raw_ = other.raw_;
            da_distbuffer_init(&other.raw_);
        }
        return *this;
    }
    buffer(const buffer &) = delete;
    buffer &operator=(const buffer &) = delete;
    ~buffer() { reset(); }
    void reset() noexcept {
        da_distbuffer_release(&raw_);
        da_distbuffer_init(&raw_);
    }
    bool valid() const noexcept { return raw_.release != nullptr; }
    da_distbuffer *get() noexcept { return &raw_; }
    const da_distbuffer *get() const noexcept { return &raw_; }
    const da_distbuffer *operator->() const noexcept { return &raw_; }
    /// The rules of the protocol that one section can be held to. Not collective.
    void validate() const { check(da_distbuffer_validate(&raw_)); }
    /// Those of all sections together. Collective, communicating.
    void validate(const context &ctx) const { check(da_distbuffer_validate_global(ctx.get(), &raw_)); }
    std::string to_json() const {
        return detail::read_text([this](char *text, std::int64_t room, std::int64_t *length) {
            return da_distbuffer_to_json(&raw_, text, room, length);
        });
    }

  private:
    da_distbuffer raw_;
};

/// This rank's section for another library: the same memory. Not collective.
inline buffer to_buffer(const any_array &a) {
    buffer made;
    check(da_array_export(a.get(), made.get()));
    return made;
}

/// An array around the sections of another library, without copying. Where it fails the caller keeps the
/// buffer, but for a dtype that is not T's: then it is given back.
inline any_array from_buffer(const context &ctx, buffer &&section) {
    return detail::make_array(da_array_import, ctx.get(), section.get());
}
template <class T> array<T> from_buffer(const context &ctx, buffer &&section) { return from_buffer(ctx, std::move(section)); }

}  // namespace distarray

#endif
