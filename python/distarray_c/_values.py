"""NumPy's element types and scalars, and the library's."""

import sys

import numpy

from . import _abi
from ._abi import Value

_NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64",
          "complex64", "complex128"]
DTYPES = {number: numpy.dtype(name) for number, name in enumerate(_NAMES, start=_abi.DA_BOOL)}
_NUMBERS = {(dtype.kind, dtype.itemsize): number for number, dtype in DTYPES.items()}


def dtype_number(dtype):
    """The library's number of a NumPy dtype, or of anything that names one."""
    dtype = numpy.dtype(dtype)
    number = _NUMBERS.get((dtype.kind, dtype.itemsize))
    if number is None or not dtype.isnative:
        raise TypeError(f"dtype {dtype} is none of {', '.join(_NAMES)} in the machine's byte order")
    return number


def is_scalar(x):
    """Whether x is a number, and no array."""
    return isinstance(x, (bool, int, float, complex, numpy.generic)) or (
        isinstance(x, numpy.ndarray) and x.ndim == 0)


def to_value(x):
    """A scalar. Python's numbers are weak, as in NumPy 2; NumPy's have their dtype."""
    if isinstance(x, (numpy.generic, numpy.ndarray)):
        return _strong(numpy.asarray(x))
    if isinstance(x, bool):
        return _strong(numpy.asarray(x))
    if isinstance(x, int):
        if -(2**63) <= x < 2**63:
            return _weak(numpy.asarray(x, numpy.int64))
        if x < 2**64 and x > 0:
            return _strong(numpy.asarray(x, numpy.uint64))
        raise OverflowError(f"{x} does not fit 64 bits")
    if isinstance(x, float):
        return _weak(numpy.asarray(x, numpy.float64))
    if isinstance(x, complex):
        return _weak(numpy.asarray(x, numpy.complex128))
    raise TypeError(f"{type(x).__name__} is no scalar")


def _words(part):
    """The bits of a real number, zero-extended."""
    return int.from_bytes(part.tobytes(), sys.byteorder)


def _strong(x, flags=0):
    parts = (x.real, x.imag) if x.dtype.kind == "c" else (x,)
    value = Value(dtype=dtype_number(x.dtype), flags=flags)
    for place, part in enumerate(parts):
        value.bits[place] = _words(part)
    return value


def _weak(x):
    return _strong(x, _abi.DA_VALUE_WEAK)


def from_value(value):
    """The NumPy scalar."""
    dtype = DTYPES[value.dtype]
    size = dtype.itemsize // (2 if dtype.kind == "c" else 1)
    words = value.bits[:2] if dtype.kind == "c" else value.bits[:1]
    data = b"".join((word & (2 ** (8 * size) - 1)).to_bytes(size, sys.byteorder) for word in words)
    return numpy.frombuffer(data, dtype)[0]
