"""Element-wise computation: operators, NumPy's ufuncs, and the library's by name."""

import numbers
from ctypes import addressof, byref, c_double, c_int32, c_void_p

from . import _abi
from ._library import lib
from ._values import dtype_number, is_scalar, to_value

_RESULTS = {"divmod": 2, "modf": 2, "frexp": 2}
_CASTINGS = {"no": _abi.DA_CASTING_NO, "equiv": _abi.DA_CASTING_EQUIV, "safe": _abi.DA_CASTING_SAFE,
             "same_kind": _abi.DA_CASTING_SAME_KIND, "unsafe": _abi.DA_CASTING_UNSAFE}


def _operand(x):
    if isinstance(x, Arithmetic):
        return _abi.Operand(array=x._id)
    return _abi.Operand(value=to_value(x))


def _outputs(out, count):
    """The given results, or None for each that is to be made."""
    given = (None,) * count if out is None else out if isinstance(out, tuple) else (out,)
    if len(given) != count or not all(x is None or isinstance(x, Arithmetic) for x in given):
        raise TypeError(f"out must be {count} distributed array(s)")
    return given


def _call_options(where, dtype, casting, strict):
    return _abi.UfuncOptions(mask=None if where is None else where._id, casting=_CASTINGS[casting],
                             dtype=0 if dtype is None else dtype_number(dtype),
                             flags=_abi.DA_CONFORM_STRICT if strict else 0)


def ufunc(name, *operands, out=None, where=None, dtype=None, casting="same_kind", strict=False):
    """Calls an element-wise function by NumPy's name of it: ufunc("hypot", a, 3.0).

    operands  distributed arrays and scalars, at least one array
    out       a distributed array, or a tuple of them, that receives the result and decides its distribution
    where     a bool array: elsewhere results stay as they are
    strict    True: an error instead of moving operands that are not aligned
    """
    count = _RESULTS.get(name, 1)
    given = _outputs(out, count)
    handles = [c_void_p(None if x is None else x._id) for x in given]
    places = (c_void_p * count)(*map(addressof, handles))
    inputs = (_abi.Operand * max(1, len(operands)))(*map(_operand, operands))
    lib.da_ufunc_call(name.encode(), len(operands), inputs, byref(_call_options(where, dtype, casting, strict)),
                      count, places)
    results = tuple(_array_type()._of(handle.value) if x is None else x for x, handle in zip(given, handles))
    return results[0] if count == 1 else results


def where(condition, x, y, out=None):
    """x where the condition is true, else y."""
    handle = c_void_p(None if out is None else out._id)
    lib.da_where(condition._id, byref(_operand(x)), byref(_operand(y)), byref(handle))
    return _array_type()._of(handle.value) if out is None else out


def array_equal(a, b, equal_nan=False):
    """Whether two arrays have the same shape and elements; collective."""
    answer = c_int32()
    lib.da_array_equal(a._id, b._id, int(equal_nan), byref(answer))
    return bool(answer.value)


def allclose(a, b, rtol=1e-5, atol=1e-8, equal_nan=False):
    """Whether all elements are near each other; collective."""
    answer = c_int32()
    lib.da_allclose_value(a._id, b._id, c_double(rtol), c_double(atol), int(equal_nan), byref(answer))
    return bool(answer.value)


def _array_type():
    from ._array import Array

    return Array


def _fits(x):
    return isinstance(x, (Arithmetic, numbers.Number)) or is_scalar(x)


def _binary(name):
    def operator(self, other):
        return ufunc(name, self, other) if _fits(other) else NotImplemented

    def reflected(self, other):
        return ufunc(name, other, self) if _fits(other) else NotImplemented

    def in_place(self, other):
        return ufunc(name, self, other, out=self) if _fits(other) else NotImplemented

    return operator, reflected, in_place


def _unary(name):
    return lambda self: ufunc(name, self)


class Arithmetic:
    """The operators of an array, as NumPy has them."""

    __add__, __radd__, __iadd__ = _binary("add")
    __sub__, __rsub__, __isub__ = _binary("subtract")
    __mul__, __rmul__, __imul__ = _binary("multiply")
    __truediv__, __rtruediv__, __itruediv__ = _binary("true_divide")
    __floordiv__, __rfloordiv__, __ifloordiv__ = _binary("floor_divide")
    __mod__, __rmod__, __imod__ = _binary("remainder")
    __pow__, __rpow__, __ipow__ = _binary("power")
    __and__, __rand__, __iand__ = _binary("bitwise_and")
    __or__, __ror__, __ior__ = _binary("bitwise_or")
    __xor__, __rxor__, __ixor__ = _binary("bitwise_xor")
    __lshift__, __rlshift__, __ilshift__ = _binary("left_shift")
    __rshift__, __rrshift__, __irshift__ = _binary("right_shift")
    __divmod__, __rdivmod__ = _binary("divmod")[:2]
    __lt__, __gt__ = _binary("less")[0], _binary("greater")[0]
    __le__, __ge__ = _binary("less_equal")[0], _binary("greater_equal")[0]
    __eq__, __ne__ = _binary("equal")[0], _binary("not_equal")[0]
    __neg__, __pos__, __abs__ = _unary("negative"), _unary("positive"), _unary("absolute")
    __invert__ = _unary("invert")
    # Equality is element-wise.
    __hash__ = None

    def __bool__(self):
        raise ValueError("the truth of a distributed array: use any() or all()")

    def conj(self):
        """The complex conjugate."""
        return ufunc("conjugate", self)

    def __array_ufunc__(self, function, method, *inputs, out=None, where=True, **options):
        """NumPy's ufuncs on distributed arrays: numpy.sin(a), numpy.add(a, 2, out=b)."""
        if method != "__call__" or not all(map(_fits, inputs)) or not set(options) <= {"dtype", "casting"}:
            return NotImplemented
        if not (where is True or isinstance(where, Arithmetic)):
            return NotImplemented
        # NumPy calls some of its functions by other names than their own.
        name = {"divide": "true_divide"}.get(function.__name__, function.__name__)
        return ufunc(name, *inputs, out=out, where=None if where is True else where, **options)
