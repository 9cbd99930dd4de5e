"""Distributions: which rank holds which part of a global shape."""

import ctypes
from ctypes import byref, c_int32, c_int64, c_uint64, c_void_p, cast

import numpy

from . import _abi, _protocol
from ._context import Context, as_context
from ._errors import DistArrayError
from ._library import MPI, lib
from ._memory import Handle, free_function, int64s

_free = free_function("distribution")
_KINDS = {"n": _abi.DA_KIND_UNDISTRIBUTED, "b": _abi.DA_KIND_BLOCK, "c": _abi.DA_KIND_CYCLIC,
          "u": _abi.DA_KIND_UNSTRUCTURED}
_AXIS_KEYS = {"kind", "size", "over", "grid_size", "block_size", "comm", "boundary", "bounds", "labels", "periodic",
              "one_to_one"}


def read_text(function, *arguments):
    """What a function writes into a buffer, however long it is."""
    length = c_int64()
    text = ctypes.create_string_buffer(1024)
    try:
        function(*arguments, text, len(text), byref(length))
    except DistArrayError as error:
        if error.status != _abi.DA_ERR_BUFFER_SIZE:
            raise
        text = ctypes.create_string_buffer(length.value + 1)
        function(*arguments, text, len(text), byref(length))
    return text.value.decode()


def _pair(widths):
    """Left and right of a width, or of two."""
    return (widths, widths) if isinstance(widths, int) else tuple(widths)


def _axis_spec(axis, keep):
    """One axis's record; arrays that it points to go to `keep`."""
    unknown = set(axis) - _AXIS_KEYS
    if unknown:
        raise TypeError(f"an axis has no {', '.join(sorted(unknown))}; it may have {', '.join(sorted(_AXIS_KEYS))}")
    spec = _abi.DimSpec(size=axis.get("size", 0), kind=_KINDS[axis.get("kind", "b")],
                        grid_axis_plus_1=axis["over"] + 1 if "over" in axis else 0,
                        grid_size=axis.get("grid_size", 0), block_size=axis.get("block_size", 0),
                        comm_padding=_pair(axis.get("comm", 0)), boundary_padding=_pair(axis.get("boundary", 0)),
                        periodic=int(axis.get("periodic", False)), one_to_one=int(axis.get("one_to_one", False)))
    for key, count in (("bounds", "num_bounds"), ("labels", "num_labels")):
        if key in axis:
            numbers = numpy.ascontiguousarray(axis[key], numpy.int64)
            keep.append(numbers)
            setattr(spec, key, numbers.ctypes.data)
            setattr(spec, count, numbers.size)
    return spec


def _grid_options(grid, ranks, keep):
    """A process grid's structure; NULL where it is to be chosen from the shape."""
    if grid is None and ranks is None:
        return None
    shape = int64s(grid)
    places = None if ranks is None else (c_int32 * max(1, len(ranks)))(*ranks)
    keep.extend((shape, places))
    return byref(_abi.DistributionOptions(
        grid_shape=cast(shape, c_void_p), grid_ndim=0 if grid is None else len(grid),
        ranks=cast(places, c_void_p), num_ranks=0 if ranks is None else len(ranks)))


class Distribution:
    """How a global shape lies on the ranks of a context.

    dist   one entry per axis: "b" block, "c" cyclic, "c:64" block-cyclic, "n" not distributed, with options as
           in "b(comm=1 periodic)" (docs/distributions.md has all); None for block everywhere
    grid   extents of the process grid; None to have it chosen
    ranks  the ranks at its places in C order; None for the first ones
    """

    def __init__(self, context, shape, dist=None, *, grid=None, ranks=None):
        context = as_context(context)
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        keep, out = [], c_void_p()
        options = _grid_options(grid, ranks, keep)
        text = None if dist is None else dist.encode()
        lib.da_distribution_create(context._id, len(shape), int64s(shape), text, options, byref(out))
        self._handle = Handle(out.value, _free)

    @classmethod
    def _of(cls, value):
        distribution = object.__new__(cls)
        distribution._handle = Handle(value, _free)
        return distribution

    @classmethod
    def from_axes(cls, context, axes, *, grid=None, ranks=None):
        """A distribution from a dictionary per axis: kind ("b", "c", "u" or "n"), size, and what the kind needs of
        over, grid_size, block_size, comm, boundary, bounds, labels, periodic, one_to_one.

        `labels` are this rank's own; with them the call communicates.
        """
        context = as_context(context)
        keep, out = [], c_void_p()
        specs = (_abi.DimSpec * max(1, len(axes)))(*[_axis_spec(axis, keep) for axis in axes])
        options = _grid_options(grid, ranks, keep)
        lib.da_distribution_create_dims(context._id, len(axes), specs, options, byref(out))
        return cls._of(out.value)

    @classmethod
    def from_dim_data(cls, context, dim_data):
        """A distribution from the protocol's dictionaries, of which each rank gives its own; collective."""
        context = as_context(context)
        out = c_void_p()
        with _protocol.agreed(context):
            tables = _protocol.DimTables(dim_data)
        lib.da_distribution_from_dim_data(context._id, tables.ndim, tables.dims, byref(out))
        return cls._of(out.value)

    @property
    def _id(self):
        return self._handle.id

    def _numbers(self, question, count, *arguments):
        numbers = (c_int64 * max(1, count))()
        question(self._id, *arguments, numbers)
        return tuple(numbers[:count])

    @property
    def context(self):
        """The ranks."""
        out = c_void_p()
        lib.da_distribution_context(self._id, byref(out))
        return Context._of(out.value)

    @property
    def ndim(self):
        """The number of axes."""
        number = c_int32()
        lib.da_distribution_ndim(self._id, byref(number))
        return number.value

    @property
    def shape(self):
        """The global shape."""
        return self._numbers(lib.da_distribution_shape, self.ndim)

    @property
    def grid_shape(self):
        """The process grid."""
        number = c_int32()
        lib.da_distribution_grid_ndim(self._id, byref(number))
        return self._numbers(lib.da_distribution_grid_shape, number.value)

    def local_shape(self, rank=None):
        """A rank's extents, communication padding included; this rank's by default."""
        return self._numbers(lib.da_distribution_local_shape, self.ndim, self._rank(rank))

    def owned(self, rank=None):
        """A slice for each axis: what a rank owns of its section."""
        offset, shape = (c_int64 * 32)(), (c_int64 * 32)()
        lib.da_distribution_owned(self._id, self._rank(rank), offset, shape)
        return tuple(slice(offset[k], offset[k] + shape[k]) for k in range(self.ndim))

    def owner(self, index):
        """The rank that owns the element at a global index."""
        rank = c_int32()
        lib.da_distribution_owner(self._id, self._index(index), byref(rank))
        return rank.value

    def global_from_local(self, local, rank=None):
        """The global index of a local one."""
        return self._numbers(lib.da_distribution_global_from_local, self.ndim, self._rank(rank), self._index(local))

    def local_from_global(self, index, rank=None):
        """The local index of a global one, or None where a rank does not store the element."""
        local, found = (c_int64 * 32)(), c_int32()
        lib.da_distribution_local_from_global(self._id, self._rank(rank), self._index(index), local, byref(found))
        return tuple(local[: self.ndim]) if found.value else None

    def dim_data(self, rank=None):
        """The protocol's dictionaries of a rank."""
        dims = (_abi.DimDict * max(1, self.ndim))()
        lib.da_distribution_dim_data(self._id, self._rank(rank), dims)
        # Labels are the distribution's: the dictionaries take a copy.
        return tuple(_protocol.to_dict(one, numpy.array) for one in dims[: self.ndim])

    def comm(self):
        """The communicator whose ranks, in C order, are the process grid; collective.

        Arrays on a grid over some ranks, in another order, or with replicas can be exported after it. It is the
        library's, valid as long as the distribution.
        """
        number = c_int32()
        lib.da_distribution_comm_f(self._id, byref(number))
        return MPI.Comm.f2py(number.value)

    def like(self, shape):
        """A distribution of another shape by the same rules, on the same grid."""
        out = c_void_p()
        lib.da_distribution_like(self._id, len(shape), int64s(shape), byref(out))
        return Distribution._of(out.value)

    def aligned(self, other):
        """Whether elements with equal indices lie on the same ranks."""
        answer = c_int32()
        lib.da_distribution_aligned(self._id, other._id, byref(answer))
        return bool(answer.value)

    def __eq__(self, other):
        if not isinstance(other, Distribution):
            return NotImplemented
        answer = c_int32()
        lib.da_distribution_equal(self._id, other._id, byref(answer))
        return bool(answer.value)

    def __hash__(self):
        number = c_uint64()
        lib.da_distribution_fingerprint(self._id, byref(number))
        return hash(number.value)

    @staticmethod
    def _rank(rank):
        return -1 if rank is None else rank

    def _index(self, index):
        index = tuple(index) if self.ndim != 1 or not isinstance(index, int) else (index,)
        if len(index) != self.ndim:
            raise IndexError(f"an index of {len(index)} numbers for {self.ndim} axes")
        return int64s(index)

    def free(self):
        """Gives the handle back; arrays keep what they need."""
        self._handle.close()

    def __str__(self):
        return read_text(lib.da_distribution_text, self._id)

    def __repr__(self):
        if self._handle.closed:
            return "<freed Distribution>"
        return f"<Distribution: {'x'.join(map(str, self.shape))}, {self}>"
