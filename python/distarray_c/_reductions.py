"""Reductions and scans, with NumPy's names and arguments."""

from ctypes import byref, c_int32, c_void_p

from . import _abi
from ._abi import Value
from ._library import lib
from ._values import dtype_number, from_value, to_value


def _axes(axis):
    axes = tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    return len(axes), (c_int32 * max(1, len(axes)))(*axes)


def _options(where=None, initial=None, dtype=None, ddof=0.0):
    options = _abi.ReduceOptions(where_mask=None if where is None else where._id, has_initial=int(initial is not None),
                                 dtype=0 if dtype is None else dtype_number(dtype), ddof=ddof)
    if initial is not None:
        options.initial = to_value(initial)
    return options


def _reduce(number, a, axis, out, keepdims, reproducible, options):
    """A scalar where all axes are reduced, else an array: everybody who had a part of it has the result."""
    flags = (_abi.DA_KEEPDIMS if keepdims else 0) | (_abi.DA_REPRODUCIBLE if reproducible else 0)
    if axis is None and not keepdims and out is None:
        value = Value()
        lib.da_reduce_with_value(number, a._id, flags, byref(options), byref(value))
        return from_value(value)
    count, axes = (0, None) if axis is None else _axes(axis)
    if axis is not None and count == 0:
        raise ValueError("axis=() reduces nothing: leave it out for all axes")
    return _into(out, lambda handle: lib.da_reduce_with(number, a._id, count, axes, flags, byref(options), handle))


def _into(out, call):
    """Calls with a handle that is `out` or receives a new array."""
    from ._array import Array

    if not (out is None or isinstance(out, Array)):
        raise TypeError(f"out is a {type(out).__name__}, and must be a distributed array")
    handle = c_void_p(None if out is None else out._id)
    call(byref(handle))
    return Array._of(handle.value) if out is None else out


def _sums(number, name):
    def method(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None, reproducible=False):
        return _reduce(number, self, axis, out, keepdims, reproducible, _options(where, initial, dtype))

    method.__name__, method.__doc__ = name, f"numpy.{name} of the elements; collective."
    return method


def _extremes(number, name):
    def method(self, axis=None, out=None, keepdims=False, initial=None, where=None):
        return _reduce(number, self, axis, out, keepdims, False, _options(where, initial))

    method.__name__, method.__doc__ = name, f"numpy.{name} of the elements; collective."
    return method


def _means(number, name):
    def method(self, axis=None, dtype=None, out=None, keepdims=False, where=None, reproducible=False):
        return _reduce(number, self, axis, out, keepdims, reproducible, _options(where, None, dtype))

    method.__name__, method.__doc__ = name, f"numpy.{name} of the elements; collective."
    return method


def _spreads(number, name):
    def method(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, where=None, reproducible=False):
        return _reduce(number, self, axis, out, keepdims, reproducible, _options(where, None, dtype, ddof))

    method.__name__, method.__doc__ = name, f"numpy.{name} of the elements; collective."
    return method


def _truths(number, name):
    def method(self, axis=None, out=None, keepdims=False, where=None):
        return _reduce(number, self, axis, out, keepdims, False, _options(where))

    method.__name__, method.__doc__ = name, f"numpy.{name} of the elements; collective."
    return method


def _places(number, name):
    def method(self, axis=None, out=None, keepdims=False):
        return _reduce(number, self, axis, out, keepdims, False, _options())

    method.__name__, method.__doc__ = name, f"numpy.{name} of the elements; collective."
    return method


def _scans(function, name):
    def method(self, axis=None, dtype=None, out=None):
        number = 0 if dtype is None else dtype_number(dtype)
        along = _abi.DA_ALL_AXES if axis is None else axis
        return _into(out, lambda handle: function(self._id, along, number, handle))

    method.__name__, method.__doc__ = name, f"numpy.{name} of the elements; collective."
    return method


class Reductions:
    """The reductions of an array. Without `axis` the result is a NumPy scalar, the same on every rank."""

    sum = _sums(_abi.DA_REDUCE_SUM, "sum")
    prod = _sums(_abi.DA_REDUCE_PROD, "prod")
    nansum = _sums(_abi.DA_REDUCE_NANSUM, "nansum")
    nanprod = _sums(_abi.DA_REDUCE_NANPROD, "nanprod")
    min = _extremes(_abi.DA_REDUCE_MIN, "min")
    max = _extremes(_abi.DA_REDUCE_MAX, "max")
    nanmin = _extremes(_abi.DA_REDUCE_NANMIN, "nanmin")
    nanmax = _extremes(_abi.DA_REDUCE_NANMAX, "nanmax")
    mean = _means(_abi.DA_REDUCE_MEAN, "mean")
    nanmean = _means(_abi.DA_REDUCE_NANMEAN, "nanmean")
    var = _spreads(_abi.DA_REDUCE_VAR, "var")
    std = _spreads(_abi.DA_REDUCE_STD, "std")
    nanvar = _spreads(_abi.DA_REDUCE_NANVAR, "nanvar")
    nanstd = _spreads(_abi.DA_REDUCE_NANSTD, "nanstd")
    any = _truths(_abi.DA_REDUCE_ANY, "any")
    all = _truths(_abi.DA_REDUCE_ALL, "all")
    argmin = _places(_abi.DA_REDUCE_ARGMIN, "argmin")
    argmax = _places(_abi.DA_REDUCE_ARGMAX, "argmax")
    ptp = _places(_abi.DA_REDUCE_PTP, "ptp")
    count_nonzero = _places(_abi.DA_REDUCE_COUNT_NONZERO, "count_nonzero")
    cumsum = _scans(lib.da_cumsum, "cumsum")
    cumprod = _scans(lib.da_cumprod, "cumprod")

    def norm(self, ord=2, axis=None, keepdims=False):
        """The vector norm 1, 2 or infinity; collective."""
        if axis is None and not keepdims:
            value = Value()
            lib.da_norm_value(self._id, float(ord), byref(value))
            return from_value(value)
        count, axes = (0, None) if axis is None else _axes(axis)
        flags = _abi.DA_KEEPDIMS if keepdims else 0
        return _into(None, lambda handle: lib.da_norm(self._id, float(ord), count, axes, flags, handle))

    def vdot(self, other):
        """The sum of conjugate(self) * other; collective."""
        value = Value()
        lib.da_vdot_value(self._id, other._id, 0, byref(value))
        return from_value(value)
