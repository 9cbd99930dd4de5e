"""Distributed arrays."""

from ctypes import byref, c_int32, c_int64, c_void_p

import numpy

from . import _abi, _protocol
from ._arithmetic import Arithmetic
from ._context import as_context
from ._distribution import Distribution, read_text
from ._library import lib
from ._memory import SEM_POST, Handle, Kept, as_numpy, free_function, int64s
from ._reductions import Reductions
from ._slices import is_element, to_slices
from ._values import DTYPES, dtype_number, from_value, is_scalar, to_value

_free = free_function("array")
_ORDERS = {"C": _abi.DA_ORDER_C, "F": _abi.DA_ORDER_FORTRAN}


class Array(Arithmetic, Reductions):
    """A distributed array. Functions of the module, and methods of other arrays, make them.

    Operators and NumPy's ufuncs (`numpy.sin(a)`, `a + b`) compute where the elements are; every rank calls
    them alike. Nothing gathers the array unless gather() is called.
    """

    # NumPy's scalars leave operators to us.
    __array_priority__ = 1000

    def __init__(self, *_):
        raise TypeError("arrays are made by zeros(), wrap(), from_distarray() and other functions")

    @classmethod
    def _of(cls, value, kept=None):
        array = object.__new__(cls)
        array._handle = Handle(value, _free, kept)
        return array

    @property
    def _id(self):
        return self._handle.id

    def _number(self, question):
        number = c_int32()
        question(self._id, byref(number))
        return number.value

    # -- what it is

    @property
    def ndim(self):
        """The number of axes."""
        return self._number(lib.da_array_ndim)

    @property
    def shape(self):
        """The global shape, boundary padding included."""
        ndim = self.ndim
        shape = (c_int64 * max(1, ndim))()
        lib.da_array_shape(self._id, shape)
        return tuple(shape[:ndim])

    @property
    def size(self):
        """The global number of elements."""
        size = 1
        for extent in self.shape:
            size *= extent
        return size

    @property
    def dtype(self):
        """The elements' NumPy dtype."""
        return DTYPES[self._number(lib.da_array_dtype)]

    @property
    def distribution(self):
        """How it lies on the ranks."""
        out = c_void_p()
        lib.da_array_distribution(self._id, byref(out))
        return Distribution._of(out.value)

    @property
    def context(self):
        """The ranks."""
        return self.distribution.context

    @property
    def readonly(self):
        """Whether the memory must not be written to."""
        return bool(self._number(lib.da_array_flags) & _abi.DA_READ_ONLY)

    @property
    def padding_valid(self):
        """Whether communication padding holds the neighbours' values."""
        return bool(self._number(lib.da_array_flags) & _abi.DA_PADDING_VALID)

    def __len__(self):
        shape = self.shape
        if not shape:
            raise TypeError("len() of an array without axes")
        return shape[0]

    def __str__(self):
        """NumPy's text of it; collective, the same on all ranks."""
        return read_text(lib.da_array_print, self._id, None)

    def __repr__(self):
        return "<freed Array>" if self._handle.closed else f"<{read_text(lib.da_array_summary, self._id)}>"

    # -- this rank's memory

    def _section(self, access):
        local = _abi.Local()
        lib.da_array_local(self._id, access, byref(local))
        return local

    @property
    def local(self):
        """This rank's section as a NumPy array over the same memory, communication padding included.

        It may be written to, unless the array is read-only, so communication padding counts as out of date
        from now on. The memory lives as long as the NumPy array.
        """
        writable = not self.readonly
        local = self._section(_abi.DA_ACCESS_WRITE if writable else _abi.DA_ACCESS_READ)
        return self._numpy(local, writable)

    @property
    def local_readonly(self):
        """`local` for reading only: padding that is valid stays so."""
        return self._numpy(self._section(_abi.DA_ACCESS_READ), False)

    @property
    def owned(self):
        """The part of `local` that this rank owns: without communication padding."""
        local = self._section(_abi.DA_ACCESS_READ)
        begin, count = local.owned_offset, local.owned_shape
        return self.local[tuple(slice(begin[k], begin[k] + count[k]) for k in range(local.ndim))]

    def _numpy(self, local, writable):
        shape, strides = local.shape[: local.ndim], local.strides[: local.ndim]
        if local.size == 0 and 0 not in shape:  # no section here
            shape = [0] * max(1, len(shape))
        return as_numpy(self._handle, DTYPES[local.dtype], shape, strides, local.data, writable)

    def __distarray__(self):
        """This rank's section by the Distributed Array Protocol 0.10.0; nothing is copied or sent.

        The memory lives as long as the buffer, also if this array is freed first.
        """
        return _protocol.Lease(self._id, self._handle.kept).as_dictionary(self.dtype)

    def __array__(self, *_, **__):
        raise TypeError("a distributed array is no NumPy array: gather() brings it to one place, and local is this "
                        "rank's section")

    def sync_replicas(self):
        """Makes replicas equal to the first; collective."""
        lib.da_array_sync_replicas(self._id)

    # -- elements and parts

    def __getitem__(self, key):
        """An element (collective, the same on all ranks), or a view that shares the memory."""
        if is_element(key, self.ndim):
            value = _abi.Value()
            lib.da_get(self._id, self._index(key), byref(value))
            return from_value(value)
        slices, count = to_slices(key)
        return self._view(lib.da_slice_view, count, slices)

    def __setitem__(self, key, x):
        """Writes a scalar or a distributed array; collective."""
        if is_scalar(x) and is_element(key, self.ndim):
            lib.da_set(self._id, self._index(key), to_value(x))
            return
        if not (is_scalar(x) or isinstance(x, Array)):
            raise TypeError(f"a {type(x).__name__} can not be assigned: scatter() distributes NumPy arrays")
        target = self if key is Ellipsis else self[key] if not is_element(key, self.ndim) else self[(*_tuple(key), ...)]
        if is_scalar(x):
            lib.da_fill(target._id, to_value(x))
        else:
            lib.da_assign(target._id, x._id)

    def slice_copy(self, key):
        """A copy of a part, also where no view can show it."""
        slices, count = to_slices(key)
        return self._new(lib.da_slice_copy, count, slices)

    def _index(self, key):
        return int64s([int(i) for i in _tuple(key)]) if self.ndim else None

    def fill(self, x):
        """Writes a scalar everywhere."""
        lib.da_fill(self._id, to_value(x))

    # -- copies and other layouts

    def _new(self, function, *arguments):
        out = c_void_p()
        function(self._id, *arguments, byref(out))
        return Array._of(out.value)

    def _view(self, function, *arguments):
        out = c_void_p()
        function(self._id, *arguments, byref(out))
        return Array._of(out.value, self._handle.kept)

    def copy(self, order=None):
        """A copy, in the same storage order or in "C" or "F"."""
        return self._new(lib.da_copy) if order is None else self._new(lib.da_copy_order, _ORDERS[order])

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, _):
        return self.copy()

    def astype(self, dtype):
        """A copy of another dtype."""
        return self._new(lib.da_astype, dtype_number(dtype))

    def redistribute(self, dist, *, grid=None, ranks=None):
        """A copy in another distribution: a Distribution, or the text of one; collective."""
        if not isinstance(dist, Distribution):
            dist = Distribution(self.context, self.shape, dist, grid=grid, ranks=ranks)
        return self._new(lib.da_redistribute, dist._id)

    def gather(self, root=None, order="C"):
        """All elements as one NumPy array, on every rank or (None elsewhere) on `root`; collective."""
        everywhere = root is None
        result = None
        if everywhere or self.context.rank == root:
            with _protocol.agreed(self.context):
                result = numpy.empty(self.shape, self.dtype, order)
        lib.da_gather(self._id, -1 if everywhere else root, _ORDERS[order],
                      None if result is None else result.ctypes.data, 0 if result is None else result.nbytes)
        return result

    def scatter(self, whole, root=0):
        """Writes all elements from a NumPy array that `root` has; collective."""
        context = self.context
        data, count = None, 0
        if context.rank == root:
            with _protocol.agreed(context):
                whole = numpy.ascontiguousarray(whole, self.dtype).reshape(self.shape)
                data, count = whole.ctypes.data, whole.nbytes
        lib.da_scatter(data, count, root, _abi.DA_ORDER_C, self._id)

    # -- views

    def transpose(self, *axes):
        """A view with the axes reversed, or in another order."""
        axes = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
        if axes and len(axes) != self.ndim:
            raise ValueError(f"{len(axes)} axes for an array of {self.ndim}")
        return self._view(lib.da_transpose, (c_int32 * len(axes))(*axes) if axes else None)

    @property
    def T(self):
        """The transposed view."""
        return self.transpose()

    def swapaxes(self, axis1, axis2):
        """A view with two axes exchanged."""
        return self._view(lib.da_swapaxes, axis1, axis2)

    def squeeze(self, axis=None):
        """A view without axes of extent 1."""
        axes = () if axis is None else _tuple(axis)
        return self._view(lib.da_squeeze, len(axes), (c_int32 * max(1, len(axes)))(*axes))

    def broadcast_to(self, shape):
        """A read-only view of another shape."""
        shape = _tuple(shape)
        return self._view(lib.da_broadcast_to, len(shape), int64s(shape))

    @property
    def interior(self):
        """The view without boundary padding."""
        return self._view(lib.da_array_interior)

    @property
    def real(self):
        """The real parts, a view."""
        return self._view(lib.da_real_part)

    @property
    def imag(self):
        """The imaginary parts, a view."""
        return self._view(lib.da_imag_part)

    # -- lifetime

    def free(self):
        """Gives the handle back now; NumPy arrays over the memory stay valid."""
        self._handle.close(self._freed_handle)

    def _freed_handle(self):
        """A handle of the same context that was freed, for calls on this array while NumPy shows its memory."""
        out = c_void_p()
        lib.da_array_distribution(self._id, byref(out))
        value = out.value
        lib.da_distribution_free(byref(out))
        return value


def _tuple(x):
    return tuple(x) if isinstance(x, (tuple, list)) else (x,)


def wrap(distribution, local, *, dtype=None, readonly=False, padding_valid=False):
    """An array over this rank's own memory, a NumPy array, without copying; every rank calls it.

    local     has the extents of this rank's section, communication padding included, and any strides; None on a
              rank that holds no section, which then names the dtype
    readonly  the library must not write to it; the same on all ranks

    The library keeps `local` until nothing uses the memory any more.
    """
    data, strides, kept = None, None, Kept(local)
    if local is not None:
        _check_section(distribution, local, readonly)
        dtype, data, strides = dtype or local.dtype, local.ctypes.data, int64s(local.strides)
        if numpy.dtype(dtype) != local.dtype:
            raise TypeError(f"the NumPy array is {local.dtype}, not {numpy.dtype(dtype)}")
    flags = (_abi.DA_READ_ONLY if readonly else 0) | (_abi.DA_PADDING_VALID if padding_valid else 0)
    out = c_void_p()
    lib.da_array_wrap(distribution._id, dtype_number(dtype), data, strides, flags, SEM_POST, kept.address, byref(out))
    kept.handed_over = True
    return Array._of(out.value, kept)


def _check_section(distribution, local, readonly):
    if not isinstance(local, numpy.ndarray):
        raise TypeError(f"a {type(local).__name__} is no NumPy array")
    expected = distribution.local_shape()
    if local.shape != expected:
        raise ValueError(f"this rank's section has the shape {expected}, and the NumPy array {local.shape}")
    if not (readonly or local.flags.writeable):
        raise ValueError("the NumPy array is read-only: wrap it with readonly=True")


def from_distarray(obj, comm):
    """An array over the memory of any object with `__distarray__`, without copying; collective.

    obj   exports this rank's section; it stays alive as long as its memory is used
    comm  the communicator whose ranks, in C order, are the process grid, or a Context of it
    """
    context = as_context(comm)
    with _protocol.agreed(context):
        section = _protocol.export_of(obj)
        kept = _protocol.lend(section, obj)
    out = c_void_p()
    try:
        lib.da_array_import(context._id, byref(section.buffer), byref(out))
    finally:
        _protocol.release(section.buffer)  # what the library did not take
    return Array._of(out.value, kept)
