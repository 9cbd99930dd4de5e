"""Functions that make arrays, and halo exchange."""

from ctypes import byref, c_int32, c_void_p

import numpy

from . import _abi
from ._array import _ORDERS, Array
from ._context import as_context
from ._library import lib
from ._memory import Handle, free_function
from ._values import dtype_number, to_value

_free_halo = free_function("halo")


def _made(function, *arguments):
    out = c_void_p()
    function(*arguments, byref(out))
    return Array._of(out.value)


def _number(dtype):
    return 0 if dtype is None else dtype_number(dtype)


def empty(distribution, dtype=float, order="C"):
    """An array whose elements are not set."""
    options = _abi.ArrayOptions(order=_ORDERS[order], fill=_abi.DA_FILL_EMPTY)
    return _made(lib.da_array_create, distribution._id, dtype_number(dtype), byref(options))


def zeros(distribution, dtype=float):
    """An array of zeros."""
    return _made(lib.da_zeros, distribution._id, dtype_number(dtype))


def ones(distribution, dtype=float):
    """An array of ones."""
    return _made(lib.da_ones, distribution._id, dtype_number(dtype))


def full(distribution, value, dtype=None):
    """An array of one value; of the value's dtype unless another is given."""
    dtype = numpy.asarray(value).dtype if dtype is None else dtype
    return _made(lib.da_full, distribution._id, dtype_number(dtype), to_value(value))


def empty_like(a, dtype=None):
    """An array laid out as another, whose elements are not set."""
    return _made(lib.da_empty_like, a._id, _number(dtype))


def zeros_like(a, dtype=None):
    """Zeros, laid out as another array."""
    return _made(lib.da_zeros_like, a._id, _number(dtype))


def ones_like(a, dtype=None):
    """Ones, laid out as another array."""
    return _made(lib.da_ones_like, a._id, _number(dtype))


def full_like(a, value, dtype=None):
    """One value, laid out as another array."""
    return _made(lib.da_full_like, a._id, _number(dtype), to_value(value))


def arange(context, start, stop=None, step=1, dtype=None, dist="b"):
    """Numbers in equal steps, over all ranks of a context."""
    start, stop = (0, start) if stop is None else (start, stop)
    return _made(lib.da_arange, as_context(context)._id, to_value(start), to_value(stop), to_value(step),
                 _number(dtype), dist.encode())


def linspace(context, start, stop, num=50, endpoint=True, dtype=None, dist="b"):
    """Evenly spaced numbers, over all ranks of a context."""
    return _made(lib.da_linspace, as_context(context)._id, to_value(start), to_value(stop), num, int(endpoint),
                 _number(dtype), dist.encode())


def eye(distribution, k=0, dtype=float):
    """Ones on the k-th diagonal of a matrix."""
    return _made(lib.da_eye, distribution._id, k, dtype_number(dtype))


def scatter(whole, distribution, root=0, dtype=float):
    """An array of `dtype` on a distribution, from a NumPy array that `root` has; collective."""
    a = empty(distribution, dtype)
    a.scatter(whole, root)
    return a


class Halo:
    """Brings communication padding of a distribution's arrays up to date; making one is collective."""

    def __init__(self, distribution):
        out = c_void_p()
        lib.da_halo_create(distribution._id, None, byref(out))
        self._handle = Handle(out.value, _free_halo)

    def update(self, *arrays):
        """Copies the neighbours' elements into the padding of these arrays; collective."""
        handles = (c_void_p * max(1, len(arrays)))(*[a._id for a in arrays])
        lib.da_halo_update(self._handle.id, c_int32(len(arrays)), handles)

    def free(self):
        """Gives the handle back."""
        self._handle.close()
