# ranks: 1 2 3 4
"""Bad input: which exception, with which status, message and rank, the same on all ranks; then all works again."""

import copy
import pickle
import types
from unittest import mock

import numpy as np
from check import MPI, WORLD, check, da, equal, finish, raises
from distarray_c import _errors, _library

CONTEXT = da.Context(timeout=20.0)
LAYOUT = da.Distribution(CONTEXT, (4, 6))
ARRAY = da.ones(LAYOUT)


def works():
    """The context is in order again."""
    equal(float(ARRAY.sum()), 24.0, "a call after errors")


def classes():
    """Errors are what Python and NumPy call them, too."""
    for status, kind in ((5, ValueError), (7, IndexError), (4, TypeError), (9, MemoryError), (8, OverflowError),
                         (23, TimeoutError), (30, NotImplementedError), (21, da.DistArrayError)):
        error = _errors.make(status, "text", 2)
        check(isinstance(error, kind) and isinstance(error, da.DistArrayError), f"{status} is a {kind}")
        equal((error.status, error.message, error.rank), (status, "text", 2), "members")
        equal(str(error), f"{error.name}: text", "text")
    try:
        ARRAY[7, 0]
    except IndexError as error:
        equal((error.name, error.status), ("DA_ERR_INDEX", 7), "an element outside")
        check("index 7 of axis 0" in error.message, error.message)


def contexts():
    raises(1, lambda: CONTEXT.subset([0, 0]), "once" if CONTEXT.size == 1 else "stands twice")
    raises(1, lambda: CONTEXT.subset([CONTEXT.size]), str(CONTEXT.size))
    raises(KeyError, lambda: da.Context(check="often"))
    raises(AttributeError, lambda: da.Context(3))
    raises(1, lambda: da.Context(MPI.COMM_NULL), "MPI_COMM_NULL")
    half = CONTEXT.subset([0])
    equal(half.rank, 0 if CONTEXT.rank == 0 else -1, "rank in a subset")
    outside = da.zeros(da.Distribution(half, (3,)))
    if CONTEXT.rank > 0:
        raises(13, lambda: outside.sum(), "DA_ERR_NOT_MEMBER")
    with da.Context(WORLD) as mine:
        equal(mine.size, WORLD.size, "size")
    raises(3, lambda: mine.size)
    equal(repr(mine), "<freed Context>", "repr")


def distributions():
    raises(35, lambda: da.Distribution(CONTEXT, (4,), "q"), '"q"')
    raises(5, lambda: da.Distribution(CONTEXT, (-4,)))
    raises(10, lambda: da.Distribution(CONTEXT, (4,), grid=(CONTEXT.size + 1,)))
    raises(30, lambda: da.Distribution(CONTEXT, (4,), "u"))
    raises(TypeError, lambda: da.Distribution.from_axes(CONTEXT, [{"kind": "b", "extent": 3}]), "extent")
    raises(KeyError, lambda: da.Distribution.from_axes(CONTEXT, [{"kind": "x", "size": 3}]))
    twice = {"kind": "u", "size": 2 * CONTEXT.size, "labels": [5, 5]}
    raises(17, lambda: da.Distribution.from_axes(CONTEXT, [twice]), "5")
    raises(12, lambda: da.Distribution.from_dim_data(CONTEXT, ({"dist_type": "b"},)), "'size' is missing")
    raises(12, lambda: da.Distribution.from_dim_data(CONTEXT, [7]), "statement 17")
    raises(5, lambda: LAYOUT.like((3,)))
    raises(7, lambda: LAYOUT.owner((9, 9)))
    raises(IndexError, lambda: LAYOUT.owner((1,)))
    raises(7, lambda: LAYOUT.local_shape(CONTEXT.size))


def silent_errors():
    """Calls that do not communicate: a mistake that all ranks make is known to all."""
    raises(5, lambda: ARRAY + da.ones(da.Distribution(CONTEXT, (5,))), "broadcast")
    raises(31, lambda: da.ufunc("add", ARRAY, 1.5, out=da.zeros(LAYOUT, "i4")), "DA_ERR_CASTING")
    raises(4, lambda: ARRAY & 1)
    raises(TypeError, lambda: da.zeros(LAYOUT, "f2"), "float16")
    raises(TypeError, lambda: da.zeros(LAYOUT, ">f8"), "byte order")
    raises(OverflowError, lambda: ARRAY + 2**70)
    raises(7, lambda: ARRAY[:, :, 0])
    raises(1, lambda: ARRAY[::0])
    raises(TypeError, lambda: ARRAY["x"], "is no index")
    raises(TypeError, lambda: ARRAY[[0, 1]])
    raises(TypeError, lambda: ARRAY.__setitem__(0, np.ones(6)), "scatter()")
    raises(6, lambda: ARRAY.transpose(0, 0))
    raises(ValueError, lambda: ARRAY.transpose(0))
    raises(TypeError, lambda: da.Array())
    raises(TypeError, lambda: da.ufunc("add", ARRAY, "1"))
    raises(TypeError, lambda: da.ufunc("add", ARRAY, 1, out=np.zeros(3)))


def communicating_errors():
    raises(6, lambda: ARRAY.sum(axis=2))
    raises(34, lambda: da.zeros(da.Distribution(CONTEXT, (0,))).max(), "DA_ERR_EMPTY")
    raises(ValueError, lambda: ARRAY.sum(axis=()))
    raises(TypeError, lambda: ARRAY.sum(axis=0, out=np.zeros(6)))
    raises(1, lambda: ARRAY.gather(root=CONTEXT.size))
    raises(5, lambda: ARRAY.redistribute(da.Distribution(CONTEXT, (5, 6))))
    raises(35, lambda: ARRAY.redistribute("b,z"))


def wrapping():
    mine = LAYOUT.local_shape()
    raises(TypeError, lambda: da.wrap(LAYOUT, [[1.0]]), "no NumPy array")
    raises(ValueError, lambda: da.wrap(LAYOUT, np.zeros((1, 1, 1))), "section has the shape")
    raises(TypeError, lambda: da.wrap(LAYOUT, np.zeros(mine), dtype="f4"), "float64")
    raises(TypeError, lambda: da.wrap(LAYOUT, np.zeros(mine, "S1")), "|S1")
    frozen = np.zeros(mine)
    frozen.flags.writeable = False
    raises(ValueError, lambda: da.wrap(LAYOUT, frozen), "readonly=True")
    array = da.wrap(LAYOUT, frozen, readonly=True)
    raises(19, lambda: array.fill(1), "DA_ERR_READ_ONLY")
    equal(array.local.flags.writeable, False, "NumPy is told")
    unaligned = np.frombuffer(bytearray(8 * int(np.prod(mine)) + 1), np.uint8)[1:].view("f8").reshape(mine)
    raises(18, lambda: da.wrap(LAYOUT, unaligned), "DA_ERR_LAYOUT")
    once = np.lib.stride_tricks.as_strided(np.zeros(1), mine, (0, 0))
    raises(18, lambda: da.wrap(LAYOUT, once))


def libraries_that_do_not_fit():
    """Another version, or another MPI, is refused when the package is imported."""
    mpich = types.SimpleNamespace(get_vendor=lambda: ("MPICH", (4, 0, 2)))
    for name, stand_in, part in (("VERSION", (0, 2, 0), "is for 0.2"), ("MPI", mpich, "mpi4py with MPICH")):
        with mock.patch.object(_library, name, stand_in):
            raises(ImportError, _library._load, part)
    _library._load()


def no_copies_of_handles():
    """Nothing duplicates a handle behind the library's back."""
    raises(TypeError, lambda: pickle.dumps(ARRAY), "pickled")
    raises(TypeError, lambda: copy.deepcopy(LAYOUT))
    for twin in (copy.copy(ARRAY), copy.deepcopy(ARRAY)):
        twin.fill(0)
        twin.free()


def one_rank_alone():
    """A mistake on one rank of a communicating call is everybody's, with its rank."""
    last = CONTEXT.size - 1
    error = raises(7, lambda: ARRAY[(9, 9) if CONTEXT.rank == last else (0, 0)])
    equal(error.rank, last, "the rank where it began")
    works()
    # In a silent call only that rank knows at once; the others hear of it in the next one that communicates.
    tight = da.Context(WORLD, memory_limit=1000 if CONTEXT.rank == last else 0)
    layout = da.Distribution(tight, (1000 * CONTEXT.size,))
    if CONTEXT.rank == last:
        raises(MemoryError, lambda: da.zeros(layout), "DA_ERR_NO_MEMORY")
    else:
        equal(da.zeros(layout).shape, (1000 * CONTEXT.size,), "elsewhere there was room")
    if CONTEXT.size > 1:
        equal(raises(9, tight.barrier).rank, last, "the rank where it began")
    tight.barrier()


def different_programs():
    """Ranks that make different calls are told so."""
    if CONTEXT.size == 1:
        return
    raises(22, lambda: ARRAY.sum() if CONTEXT.rank else ARRAY.min(), "DA_ERR_MISMATCH")
    works()


def other_contexts():
    stranger = da.ones(da.Distribution(da.Context(MPI.COMM_SELF), (4, 6)))
    raises(21, lambda: ARRAY + stranger, "DA_ERR_CONTEXT")


for part in (classes, contexts, distributions, silent_errors, communicating_errors, wrapping, other_contexts,
             libraries_that_do_not_fit, no_copies_of_handles, one_rank_alone, different_programs):
    part()
    works()
finish()
