"""The Distributed Array Protocol 0.10.0: its Python dictionaries and the library's structures.

What only Python can get wrong (types, missing keys) is judged here, everything else by the library. The
numbers of statements are those of tests/vectors/spec_checklist.md, as in the library's messages.
"""

import collections.abc
import contextlib
import operator
import re
import threading
from ctypes import CFUNCTYPE, addressof, byref, c_int64, c_void_p

import numpy

from . import _abi
from ._abi import DimDict, DistBuffer
from ._errors import DistArrayError, make
from ._library import bare, lib
from ._memory import SEM_POST, Handle, Kept, free_function, int64s, interface
from ._values import dtype_number

VERSION = f"{_abi.DA_DAP_MAJOR}.{_abi.DA_DAP_MINOR}.{_abi.DA_DAP_PATCH}"
_VERSION = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})", re.ASCII)
_KEYS = {"__version__", "buffer", "dim_data"}
_TYPES = {"b": _abi.DA_DIST_BLOCK, "c": _abi.DA_DIST_CYCLIC, "u": _abi.DA_DIST_UNSTRUCTURED}
_CODES = {"b": _abi.DA_BUFFER_BOOL, "i": _abi.DA_BUFFER_INT, "u": _abi.DA_BUFFER_UINT, "f": _abi.DA_BUFFER_FLOAT,
          "c": _abi.DA_BUFFER_COMPLEX}
# Required integers of each dist_type, with the statement that says so.
_COMMON = {"size": 26, "proc_grid_size": 30, "proc_grid_rank": 33}
_INTEGERS = {"b": {**_COMMON, "start": 35, "stop": 37}, "c": {**_COMMON, "start": 53}, "u": _COMMON}
_LEAST, _GREATEST = -(2**63), 2**63 - 1
_release_type = CFUNCTYPE(None, c_void_p)
_set_error = bare("da_error_set")


def _is_mapping(x):
    return type(x) is dict or isinstance(x, collections.abc.Mapping)


def _broken(text, statement):
    return make(_abi.DA_ERR_PROTOCOL, f"{text} (statement {statement})")


@contextlib.contextmanager
def agreed(context):
    """Local work before a communicating call: if it fails here, the call fails on all ranks.

    The failing rank brings its error to the agreement that the others' call begins with.
    """
    try:
        yield
    except Exception as error:
        status = error.status if isinstance(error, DistArrayError) else _abi.DA_ERR_EXTERNAL
        text = error.message if isinstance(error, DistArrayError) else f"{type(error).__name__}: {error}"
        _set_error(status, text.encode("utf-8", "replace"))
        try:
            lib.da_context_agree(context._id, status)
        except DistArrayError as known:
            raise known from error
        raise


def _integer(dim, axis, key, statement):
    if key not in dim:
        raise _broken(f"axis {axis}: the key {key!r} is missing", 24)
    return _as_integer(dim[key], f"axis {axis}: {key}", statement)


def _as_integer(x, what, statement):
    try:
        if isinstance(x, (bool, numpy.bool_)):
            raise TypeError
        number = operator.index(x)
    except TypeError:
        raise _broken(f"{what} is {x!r}, and must be an integer", statement) from None
    if not _LEAST <= number <= _GREATEST:
        raise _broken(f"{what} is {x!r}, which does not fit 64 bits", statement)
    return number


def _flag(dim, axis, key, statement):
    x = dim.get(key, False)
    if not isinstance(x, (bool, numpy.bool_)):
        raise _broken(f"axis {axis}: {key} is {x!r}, and must be True or False", statement)
    return int(x)


def _padding(dim, axis):
    pair = dim.get("padding", (0, 0))
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise _broken(f"axis {axis}: padding is {pair!r}, and must be a pair", 44)
    return tuple(_as_integer(width, f"axis {axis}: padding", 44) for width in pair)


def _labels(dim, axis):
    """The labels as int64, without a copy where they are that already."""
    if "indices" not in dim:
        raise _broken(f"axis {axis}: the key 'indices' is missing", 24)
    try:
        labels = as_array(dim["indices"])
    except TypeError as error:
        raise _broken(f"axis {axis}: indices must be a buffer: {error}", 64) from None
    if labels.ndim != 1 or labels.dtype.kind not in "iu":
        raise _broken(f"axis {axis}: indices are {labels.ndim}-dimensional {labels.dtype}, and must be a list of "
                      "integers", 64)
    if labels.dtype.kind == "u" and labels.size and labels.max() >= 2**63:
        raise _broken(f"axis {axis}: the label {labels.max()} does not fit 64 bits", 64)
    return numpy.ascontiguousarray(labels, numpy.int64)


def as_array(x):
    """A NumPy array over the memory of anything with the buffer interface."""
    return numpy.asarray(x if isinstance(x, numpy.ndarray) else memoryview(x))


class DimTables:
    """Dimension dictionaries as C structures, and what these point to."""

    def __init__(self, dim_data):
        if not isinstance(dim_data, (tuple, list)):
            raise _broken(f"dim_data is a {type(dim_data).__name__}, and must be a tuple of dictionaries", 17)
        if len(dim_data) > _abi.DA_BUFFER_MAX_NDIM:
            raise make(_abi.DA_ERR_SHAPE, f"{len(dim_data)} axes, and at most {_abi.DA_BUFFER_MAX_NDIM} are possible")
        self.ndim = len(dim_data)
        self.labels = []
        self.dims = (DimDict * max(1, self.ndim))()
        for axis, dim in enumerate(dim_data):
            self._fill(self.dims[axis], axis, dim)

    def _fill(self, out, axis, dim):
        if not _is_mapping(dim):
            raise _broken(f"axis {axis}: a {type(dim).__name__} is no dimension dictionary", 17)
        if not dim:
            return  # the alias: zeros
        if "dist_type" not in dim:
            raise _broken(f"axis {axis}: the key 'dist_type' is missing", 21)
        kind = dim["dist_type"]
        if not isinstance(kind, str) or kind not in _TYPES:
            raise _broken(f"axis {axis}: dist_type is {kind!r}, and must be 'b', 'c' or 'u'", 22)
        out.dist_type = _TYPES[kind]
        for key, statement in _INTEGERS[kind].items():
            setattr(out, key, _integer(dim, axis, key, statement))
        if kind == "b":
            out.padding[:] = _padding(dim, axis)
            out.periodic = _flag(dim, axis, "periodic", 51)
        elif kind == "c":
            out.block_size = _as_integer(dim.get("block_size", 1), f"axis {axis}: block_size", 56)
        else:
            labels = _labels(dim, axis)
            self.labels.append(labels)
            out.num_indices = labels.size
            out.indices = labels.ctypes.data if labels.size else None
            out.one_to_one = _flag(dim, axis, "one_to_one", 66)


def to_dict(dim, make_indices):
    """The dictionary of a C structure; `make_indices` turns the labels' NumPy array into what is given out."""
    if dim.dist_type == _abi.DA_DIST_ALIAS:
        return {}
    kind = chr(dim.dist_type)
    result = {"dist_type": kind, **{key: getattr(dim, key) for key in _INTEGERS[kind]}}
    if kind == "b":
        result.update(padding=tuple(dim.padding), periodic=bool(dim.periodic))
    elif kind == "c":
        result["block_size"] = dim.block_size
    else:
        result.update(indices=make_indices(_labels_array(dim)), one_to_one=bool(dim.one_to_one))
    return result


class _Labels:
    """NumPy's description of a C list."""

    def __init__(self, dim):
        dtype = numpy.dtype(numpy.int64)
        self.__array_interface__ = interface(dtype, (dim.num_indices,), (8,), dim.indices, False)


def _labels_array(dim):
    return numpy.asarray(_Labels(dim)) if dim.num_indices else numpy.empty(0, numpy.int64)


def _version_numbers(version):
    if version == VERSION:
        return (_abi.DA_DAP_MAJOR, _abi.DA_DAP_MINOR, _abi.DA_DAP_PATCH)
    if not isinstance(version, str):
        raise _broken(f"__version__ is {version!r}, and must be a string", 13)
    found = _VERSION.fullmatch(version)
    if found is None:
        raise _broken(f"__version__ is {version!r}, and must be major.minor.patch", 13)
    return [int(number) for number in found.groups()]


class Section:
    """What one process exports, checked as far as Python can: `buffer` is its da_distbuffer, not yet live."""

    def __init__(self, exported):
        if not _is_mapping(exported):
            raise _broken(f"a {type(exported).__name__} was exported, and must be a dictionary", 11)
        if set(exported) != _KEYS:
            raise _broken(f"the keys are {sorted(map(str, exported))}, and must be {sorted(_KEYS)}", 12)
        version = _version_numbers(exported["__version__"])
        try:
            self.array = as_array(exported["buffer"])
        except TypeError as error:
            raise _broken(f"buffer has no buffer interface: {error}", 16) from None
        self.tables = DimTables(exported["dim_data"])
        if self.tables.ndim != self.array.ndim:
            raise _broken(f"{self.tables.ndim} dimension dictionaries for a buffer of {self.array.ndim} axes", 20)
        self._fill(version)

    def _fill(self, version):
        array, self.buffer = self.array, DistBuffer()
        try:
            dtype_number(array.dtype)
        except TypeError as error:
            raise make(_abi.DA_ERR_DTYPE, str(error)) from None
        self._shape, self._strides = int64s(array.shape), int64s(array.strides)
        out = self.buffer
        out.abi_major, out.abi_minor = _abi.DA_ABI_MAJOR, _abi.DA_ABI_MINOR
        out.dap_version[:] = version
        out.flags = 0 if array.flags.writeable else _abi.DA_BUFFER_READ_ONLY
        out.ndim = array.ndim
        out.data, out.nbytes = array.ctypes.data, array.nbytes
        out.dtype.code, out.dtype.bits, out.dtype.lanes = _CODES[array.dtype.kind], 8 * array.dtype.itemsize, 1
        out.device.type = _abi.DA_BUFFER_CPU
        out.shape, out.strides, out.dim_data = map(addressof, (self._shape, self._strides, self.tables.dims))
        out.comm_f = out.rank = out.comm_size = -1


_own = threading.local()


def _own_place():
    """A distribution without axes of this process alone, one for each thread."""
    if not hasattr(_own, "place"):
        context, place = c_void_p(), c_void_p()
        lib.da_context_self(byref(context))
        own = Handle(context.value, free_function("context"))
        lib.da_distribution_create(own.id, 0, None, None, None, byref(place))
        _own.place = Handle(place.value, free_function("distribution"))
    return _own.place


def lend(section, owner):
    """Makes a section's structure live; when it is released, `owner` is let go of. Returns what to keep.

    The release is the library's own, of an export of the semaphore's first byte: there is no Python in it.
    """
    kept = Kept((owner, section))
    array, export = c_void_p(), DistBuffer()
    lib.da_array_wrap(_own_place().id, _abi.DA_UINT8, kept.address, None, _abi.DA_READ_ONLY, SEM_POST, kept.address,
                      byref(array))
    kept.handed_over = True
    byte = Handle(array.value, free_function("array"))
    lib.da_array_export(byte.id, byref(export))
    section.buffer.private_data, section.buffer.release = export.private_data, export.release
    return kept


def release(buffer, _type=_release_type, _byref=byref):
    """Gives a structure back, if nobody did."""
    if buffer.release:
        _type(buffer.release)(_byref(buffer))
        buffer.release = None


def export_of(obj):
    """The section of an object, which exports itself."""
    method = getattr(obj, "__distarray__", None)
    if method is None:
        raise _broken(f"a {type(obj).__name__} has no method __distarray__", 11)
    return Section(method())


def validate(obj, comm=None):
    """Checks what an object exports, or a structure itself, by every rule of the protocol; raises what it breaks.

    Without `comm` this is local; with a Context or a communicator all ranks check their sections together.
    """
    from ._context import as_context

    context = None if comm is None else as_context(comm)
    with contextlib.nullcontext() if context is None else agreed(context):
        section = Section(obj) if _is_mapping(obj) else export_of(obj)
        section.buffer.release = SEM_POST.value  # not called: the structure is not given to anybody
    if context is None:
        lib.da_distbuffer_validate(byref(section.buffer))
    else:
        lib.da_distbuffer_validate_global(context._id, byref(section.buffer))


class Lease:
    """An export of the library's, released with the last NumPy array over it; then `kept` is dropped."""

    def __init__(self, array_id, kept):
        self.buffer = DistBuffer()
        lib.da_array_export(array_id, byref(self.buffer))
        self._kept = kept

    def __del__(self, _release=release):
        _release(self.buffer)

    def as_dictionary(self, dtype):
        """The protocol's structure, whose arrays keep this object."""
        buffer = self.buffer
        shape = _read(buffer.shape, buffer.ndim)
        if buffer.data and 0 not in shape:
            writable = not buffer.flags & _abi.DA_BUFFER_READ_ONLY
            data = self._array(interface(dtype, shape, _read(buffer.strides, buffer.ndim), buffer.data, writable))
        else:
            data = numpy.empty(shape, dtype)
        dims = (DimDict * buffer.ndim).from_address(buffer.dim_data) if buffer.ndim else ()
        return {"__version__": VERSION, "buffer": data,
                "dim_data": tuple(to_dict(dim, self._keep) for dim in dims)}

    def _array(self, described):
        return numpy.asarray(_Leased(self, described))

    def _keep(self, labels):
        return self._array(labels.__array_interface__) if labels.size else labels


class _Leased:
    """Memory of an export, as NumPy sees it."""

    def __init__(self, lease, described):
        self._lease = lease
        self.__array_interface__ = described


def _read(address, count):
    return tuple((c_int64 * count).from_address(address)) if count else ()
