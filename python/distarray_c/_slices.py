"""What stands between brackets."""

import operator

import numpy

from . import _abi


def _entries(key):
    return key if isinstance(key, tuple) else (key,)


def _is_index(entry):
    return isinstance(entry, (int, numpy.integer)) and not isinstance(entry, bool)


def is_element(key, ndim):
    """Whether a key names one element: a number for every axis."""
    entries = _entries(key)
    return len(entries) == ndim and all(map(_is_index, entries))


def _bound(x):
    return _abi.DA_SLICE_NONE if x is None else operator.index(x)


def _entry(kind, start=None, stop=None, step=None):
    return _abi.Slice(_bound(start), _bound(stop), _bound(step), kind, 0)


def _to_slice(entry):
    if entry is Ellipsis:
        return _entry(_abi.DA_SLICE_ELLIPSIS)
    if entry is None:
        return _entry(_abi.DA_SLICE_NEWAXIS)
    if isinstance(entry, slice):
        return _entry(_abi.DA_SLICE_RANGE, entry.start, entry.stop, entry.step)
    if _is_index(entry):
        return _entry(_abi.DA_SLICE_INDEX, entry)
    raise TypeError(f"{entry!r} is no index: integers, slices, None and ... are")


def to_slices(key):
    """The C entries of a key, and their number."""
    entries = [_to_slice(entry) for entry in _entries(key)]
    return (_abi.Slice * max(1, len(entries)))(*entries), len(entries)
