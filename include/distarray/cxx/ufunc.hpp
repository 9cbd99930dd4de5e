// How element-wise functions are called: by number, by name with all of NumPy's options, and as functions of the
// application. The functions under their own names are in functions.hpp.
#ifndef DISTARRAY_CXX_UFUNC_HPP
#define DISTARRAY_CXX_UFUNC_HPP

#include <distarray/cxx/promotion.hpp>

namespace distarray {

/// An array or a scalar as an operand; borrows the array.
class operand {
  public:
    operand(const any_array &a) : raw_{a.get(), da_int(0)} {}
    operand(const scalar &x) : raw_{nullptr, x.raw()} {}
    template <class T, class = std::enable_if_t<detail::is_number<T>>> operand(T x) : operand(scalar(x)) {}
    const da_operand &raw() const noexcept { return raw_; }

  private:
    da_operand raw_;
};

/// NumPy's keyword arguments of an element-wise function.
struct ufunc_options {
    /// numpy's `where=`: a bool array, or null.
    const any_array *mask = nullptr;
    distarray::casting casting = distarray::casting::same_kind;
    /// The dtype to compute in.
    distarray::dtype dtype = distarray::dtype::automatic;
    /// DA_ACCURACY_DEFAULT, DA_ACCURACY_FAST or DA_ACCURACY_HIGH.
    std::int32_t accuracy = DA_ACCURACY_DEFAULT;
    /// Any movement of elements between ranks is DA_ERR_CONFORM.
    bool strict = false;
    /// Receives DA_COND_DIVIDE and so on.
    std::int32_t *conditions = nullptr;

    da_ufunc_options raw() const {
        da_ufunc_options made{};
        made.struct_size = sizeof made;
        made.mask = mask != nullptr ? mask->get() : nullptr;
        made.casting = static_cast<std::int32_t>(casting);
        made.dtype = static_cast<std::int32_t>(dtype);
        made.accuracy = accuracy;
        made.flags = strict ? DA_CONFORM_STRICT : 0;
        made.conditions = conditions;
        return made;
    }
};

namespace detail {

template <class R> R unary(std::int32_t op, const any_array &a) { return make_array<R>(da_unary, op, a.get()); }

inline any_array &unary_into(std::int32_t op, const any_array &a, any_array &out) {
    check(da_unary(op, a.get(), out.out()));
    return out;
}

template <class A, class B> void binary_call(std::int32_t op, const A &a, const B &b, da_array **out) {
    if constexpr (is_array<A> && is_array<B>) check(da_binary(op, a.get(), b.get(), out));
    else if constexpr (is_array<A>) check(da_binary_scalar(op, a.get(), scalar(b).raw(), out));
    else check(da_scalar_binary(op, scalar(a).raw(), b.get(), out));
}

template <class R, class A, class B> R binary(std::int32_t op, const A &a, const B &b) {
    da_array *raw = nullptr;
    binary_call(op, a, b, &raw);
    return R(any_array(raw));
}

template <class A, class B> any_array &binary_into(std::int32_t op, const A &a, const B &b, any_array &out) {
    binary_call(op, a, b, out.out());
    return out;
}

inline std::vector<da_operand> raw_operands(std::initializer_list<operand> operands) {
    std::vector<da_operand> raw;
    for (const operand &o : operands) raw.push_back(o.raw());
    return raw;
}

}  // namespace detail

/// Calls an element-wise function by its name: `call("multiply", {a, 0.5}, options)`. One of the library, or one
/// of the application.
inline any_array call(const std::string &name, std::initializer_list<operand> operands, const ufunc_options &options = {}) {
    const std::vector<da_operand> in = detail::raw_operands(operands);
    const da_ufunc_options raw_options = options.raw();
    any_array made;
    da_array **outs[1] = {made.out()};
    check(da_ufunc_call(name.c_str(), static_cast<std::int32_t>(in.size()), in.data(), &raw_options, 1, outs));
    return made;
}

/// The same with the arrays that receive the results; where nothing is held, new ones.
inline void call(const std::string &name, std::initializer_list<operand> operands,
                 std::initializer_list<std::reference_wrapper<any_array>> outs, const ufunc_options &options = {}) {
    const std::vector<da_operand> in = detail::raw_operands(operands);
    const da_ufunc_options raw_options = options.raw();
    std::vector<da_array **> raw_outs;
    for (any_array &out : outs) raw_outs.push_back(out.out());
    check(da_ufunc_call(name.c_str(), static_cast<std::int32_t>(in.size()), in.data(), &raw_options,
                        static_cast<std::int32_t>(raw_outs.size()), raw_outs.data()));
}

/// Elements of x where the condition is true, of y elsewhere: numpy.where.
inline any_array where(const any_array &condition, const operand &x, const operand &y) {
    return detail::make_array(da_where, condition.get(), &x.raw(), &y.raw());
}

inline any_array &where(const any_array &condition, const operand &x, const operand &y, any_array &out) {
    check(da_where(condition.get(), &x.raw(), &y.raw(), out.out()));
    return out;
}

namespace detail {

template <class F> struct signature : signature<decltype(&F::operator())> {};
template <class R, class... Args> struct signature<R (*)(Args...)> { using type = R(Args...); };
template <class C, class R, class... Args> struct signature<R (C::*)(Args...)> { using type = R(Args...); };
template <class C, class R, class... Args> struct signature<R (C::*)(Args...) const> { using type = R(Args...); };

template <class F, class Signature> struct ufunc_loop;
template <class F, class R, class... Args> struct ufunc_loop<F, R(Args...)> {
    static constexpr std::int32_t nin = static_cast<std::int32_t>(sizeof...(Args));
    static constexpr std::int32_t dtypes[sizeof...(Args) + 1] = {static_cast<std::int32_t>(dtype_of<std::decay_t<Args>>)...,
                                                                 static_cast<std::int32_t>(dtype_of<std::decay_t<R>>)};
    template <std::size_t... K>
    static void one(F &f, void *const *args, const std::int64_t *steps, std::int64_t k, std::index_sequence<K...>) {
        *reinterpret_cast<std::decay_t<R> *>(static_cast<char *>(args[sizeof...(Args)]) + k * steps[sizeof...(Args)]) =
            f(*reinterpret_cast<const std::decay_t<Args> *>(static_cast<const char *>(args[K]) + k * steps[K])...);
    }
    static std::int32_t run(void *const *args, const std::int64_t *steps, std::int64_t n, void *user) noexcept {
        return guarded([&] {
            F &f = *static_cast<F *>(user);
            for (std::int64_t k = 0; k < n; ++k) one(f, args, steps, k, std::index_sequence_for<Args...>());
            return 0;
        });
    }
};

}  // namespace detail

/// A function of numbers as an element-wise function of arrays, under a name that all ranks use:
///
///     auto logistic = make_ufunc("logistic", [](double x) { return 1 / (1 + std::exp(-x)); });
///     any_array y = logistic(a);
///
/// Broadcasting, conversion and movement are the library's business. The name is free again when the object ends.
template <class F> class ufunc {
    using loop = detail::ufunc_loop<F, typename detail::signature<F>::type>;

  public:
    ufunc(const std::string &name, F f) : name_(name), function_(std::make_unique<F>(std::move(f))) {
        check(da_ufunc_register(name_.c_str(), loop::nin, 1, loop::dtypes, loop::run, function_.get()));
    }
    ufunc(ufunc &&) noexcept = default;
    ufunc &operator=(ufunc &&) = delete;
    ~ufunc() {
        if (function_) static_cast<void>(da_ufunc_unregister(name_.c_str()));
    }
    template <class... Operands> any_array operator()(const Operands &...operands) const {
        return call(name_, {operand(operands)...});
    }
    const std::string &name() const noexcept { return name_; }

  private:
    std::string name_;
    std::unique_ptr<F> function_;
};

template <class F> ufunc<std::decay_t<F>> make_ufunc(const std::string &name, F &&f) { return {name, std::forward<F>(f)}; }

}  // namespace distarray

#endif
