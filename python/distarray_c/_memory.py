"""Who keeps what alive.

The library calls release functions from any thread and at any time, also after MPI_Finalize, which mpi4py
calls when Python is gone already. So no Python function is ever handed to it. What it is given is sem_post:
letting go of memory raises a semaphore, and Python looks at that when something else was freed.
"""

import ctypes
import sys
from ctypes import byref, c_int64, c_void_p

import numpy

from ._library import bare

_libc = ctypes.CDLL(None)
_libc.calloc.restype, _libc.calloc.argtypes = c_void_p, [ctypes.c_size_t, ctypes.c_size_t]
_libc.free.restype, _libc.free.argtypes = None, [c_void_p]
_libc.sem_init.restype, _libc.sem_init.argtypes = ctypes.c_int, [c_void_p, ctypes.c_int, ctypes.c_uint]
_libc.sem_trywait.restype, _libc.sem_trywait.argtypes = ctypes.c_int, [c_void_p]

# The address of sem_post, for da_array_wrap().
SEM_POST = ctypes.cast(_libc.sem_post, c_void_p)
_SEMAPHORE_BYTES = 64  # more than any sem_t

# Memory whose last array in Python is gone, but which the library has not let go of.
_waiting = []


class Kept:
    """An object whose memory the library uses, until it says that it does not: then it raises the
    semaphore at `address`. Whoever uses the memory through Python holds this object as well, so that when
    nobody does, the library has usually let go already.
    """

    address = None

    def __init__(self, owner):
        self.address = _libc.calloc(1, _SEMAPHORE_BYTES)
        if not self.address:
            raise MemoryError("no memory for a semaphore")
        _libc.sem_init(self.address, 0, 0)
        # Counted by hand: when Python ends the memory stays, since a C library may still use it.
        self._reference = ctypes.py_object(owner)
        ctypes.pythonapi.Py_IncRef(self._reference)
        self.handed_over = False

    def __del__(self, _ends=sys.is_finalizing):
        if _ends() or not self.address:
            return
        entry = (self.address, self._reference)
        if not _is_over(entry, self.handed_over):
            _waiting.append(entry)
        _sweep_waiting()


def _is_over(entry, handed_over=True):
    """Gives a semaphore and its object back if the library has let go of them, or never had them."""
    address, reference = entry
    if handed_over and _libc.sem_trywait(address) != 0:
        return False
    _libc.free(address)
    ctypes.pythonapi.Py_DecRef(reference)
    return True


def _sweep_waiting():
    # Objects may free others, which come here again: each entry is taken off before it is looked at.
    for _ in range(len(_waiting)):
        try:
            entry = _waiting.pop()
        except IndexError:
            return
        if not _is_over(entry):
            _waiting.insert(0, entry)


def collect():
    """Drops objects whose memory the library let go of without Python's doing; returns how many remain."""
    _sweep_waiting()
    return len(_waiting)


class Handle:
    """A handle of the library, given back with the last reference; then `kept` is dropped.

    `id` is the number for the library. It stays after close(): freed handles take part in agreements.
    """

    __slots__ = ("_closed", "_free", "_kept", "_users", "_value", "__weakref__", "id")

    def __init__(self, value, free, kept=None):
        self._value, self._free, self._kept = value, free, kept
        self._users, self._closed = 0, False
        self.id = value

    def __reduce_ex__(self, _protocol):
        raise TypeError("objects of libdistarray can neither be pickled nor copied deeply: they belong to a process")

    @property
    def kept(self):
        """What must live as long as the memory."""
        return self._kept

    @property
    def closed(self):
        """Whether close() was called."""
        return self._closed

    def use(self, count):
        """Counts NumPy arrays over the memory, which outlive close()."""
        self._users += count
        if self._closed and self._users == 0:
            self._give_back()

    def close(self, stand_in=None):
        """Frees the handle; memory that NumPy arrays show stays, and `stand_in` gives a freed handle to show."""
        if self._closed:
            return
        self._closed = True
        if self._users == 0:
            self._give_back()
        else:
            self.id = stand_in()

    def _give_back(self, _byref=byref, _box=c_void_p):
        if self._free is not None:
            free, self._free = self._free, None
            free(_byref(_box(self._value)))
            self._kept = None

    def __del__(self):
        self._give_back()


class _Section:
    """What NumPy arrays over the memory of a handle stand on."""

    def __init__(self, handle, described):
        self._handle = handle
        self.__array_interface__ = described
        handle.use(1)

    def __del__(self):
        self._handle.use(-1)


def as_numpy(handle, dtype, shape, strides, address, writable):
    """A NumPy array over the memory of a handle, which it keeps."""
    if not address or 0 in shape:
        empty = numpy.empty(shape, dtype)
        empty.flags.writeable = writable
        return empty
    return numpy.asarray(_Section(handle, interface(dtype, shape, strides, address, writable)))


def interface(dtype, shape, strides, address, writable):
    """NumPy's description of memory."""
    return {"version": 3, "typestr": dtype.str, "shape": tuple(shape), "strides": tuple(strides),
            "data": (address, not writable)}


def free_function(noun):
    """The free function of a noun, which returns its status: there is nobody to tell."""
    return bare(f"da_{noun}_free")


def int64s(numbers):
    """A C array of 64-bit integers; NULL for None."""
    if numbers is None:
        return None
    return (c_int64 * max(1, len(numbers)))(*numbers)
