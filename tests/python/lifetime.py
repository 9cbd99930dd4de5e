# ranks: 1 2 3 4
"""Who keeps what alive: every order of letting go, NumPy arrays that outlive handles, holders outside Python."""

import ctypes
import gc
import itertools
import threading
import weakref

import numpy as np
from check import address, check, da, equal, finish, raises, same
from distarray_c import _library
from distarray_c._abi import DistBuffer
from distarray_c._protocol import release

CONTEXT = da.Context()
LAYOUT = da.Distribution(CONTEXT, (3 * CONTEXT.size,), "b", grid=(CONTEXT.size,))


class Memory(np.ndarray):
    """NumPy arrays themselves can not be watched."""


def memory(value=0.0):
    return np.full(3, value).view(Memory)


class Source:
    """Another library's object."""

    def __init__(self):
        self.section = np.full(3, float(CONTEXT.rank))

    def __distarray__(self):
        dims = LAYOUT.dim_data()
        return {"__version__": "0.10.0", "buffer": self.section, "dim_data": dims}


def counters():
    """Handles that are not freed: contexts, distributions, arrays."""
    numbers = (ctypes.c_uint64 * 9)(9 * 8)
    function = _library._cdll["da_library_counters"]
    function.restype, function.argtypes = ctypes.c_int32, [ctypes.c_void_p]
    equal(function(numbers), 0, "da_library_counters")
    return tuple(numbers[4:7])


def wrapped_memory_lives():
    """As long as the array, a view of it, a NumPy array, an export or an import of it, whichever is last."""
    for keeper in ("array", "view", "local", "export", "import", "view of import"):
        owner = memory(1.0)
        watch, where = weakref.ref(owner), address(owner)
        array = da.wrap(LAYOUT, owner)
        made = {"array": lambda: array, "view": lambda: array[1:], "local": lambda: array.local,
                "export": lambda: array.__distarray__()["buffer"], "import": lambda: da.from_distarray(array, CONTEXT),
                "view of import": lambda: da.from_distarray(array, CONTEXT)[:-1]}[keeper]()
        del array, owner
        gc.collect()
        check(watch() is not None, f"kept by the {keeper}")
        if isinstance(made, np.ndarray):
            equal(address(made), where, keeper)
            same(made, np.ones(3), keeper)
        else:
            equal(float(made.sum()), 3.0 * CONTEXT.size - {"view": 1, "view of import": 1}.get(keeper, 0), keeper)
        del made
        equal(watch(), None, f"let go of with the {keeper}")
    equal(da.collect(), 0, "nobody waits")


def objects_live():
    """The object itself is kept, not only its buffer."""
    source = Source()
    watch = weakref.ref(source)
    array = da.from_distarray(source, CONTEXT)
    part = array[2:]
    del source, array
    check(watch() is not None, "kept by a view")
    del part
    equal(watch(), None, "let go of")


def every_order():
    """Context, distribution, array, view, export and NumPy array go in all 720 orders of freeing."""
    before = counters()
    for order in itertools.permutations(range(6)):
        context = da.Context(CONTEXT.comm)
        layout = da.Distribution(context, (6,), grid=(context.size,))
        array = da.ones(layout)
        things = [context, layout, array, array[...], da.from_distarray(array, context), array.local]
        del array, layout, context
        for number in order:
            thing, things[number] = things[number], None
            if hasattr(thing, "free"):
                thing.free()
                thing.free()  # once more does nothing
            del thing
    gc.collect()
    equal(counters(), before, "handles")


def freed_handles():
    """A freed array is an error, on all ranks at once; NumPy arrays of it stay valid."""
    array, other = da.ones(LAYOUT), da.ones(LAYOUT)
    array.free()
    equal(repr(array), "<freed Array>", "repr")
    raises(3, lambda: array.sum(), "DA_ERR_INVALID_HANDLE")
    raises(3, lambda: array.shape)
    raises(3, lambda: other + array)
    equal(float(other.sum()), 3.0 * CONTEXT.size, "the context works")
    shown = other.local
    other.free()
    raises(3, lambda: other.shape)  # its memory is there for NumPy, but the array is gone
    raises(3, lambda: other.sum())
    same(shown, np.ones(3), "NumPy's view of a freed array")
    shown[...] = 5
    del other
    same(shown, np.full(3, 5.0), "and of a dead one")


def freed_on_one_rank():
    """All ranks are told, whether NumPy shows the memory or not."""
    for shown in (False, True):
        array, last = da.ones(LAYOUT), CONTEXT.size - 1
        section = array.local if shown else None
        if CONTEXT.rank == last:
            array.free()
        error = raises(3, lambda array=array: array.sum(), "DA_ERR_INVALID_HANDLE")
        equal(error.rank, last, "the rank where it began")
        equal(float(da.ones(LAYOUT).sum()), 3.0 * CONTEXT.size, "the context works")
        del section


def held_outside_python():
    """A C library that holds an export: Python's memory waits for it, from any thread."""
    owner = memory(4.0)
    watch, where = weakref.ref(owner), address(owner)
    array, buffer = da.wrap(LAYOUT, owner), DistBuffer()
    _library.lib.da_array_export(array._id, ctypes.byref(buffer))
    del array, owner
    equal(da.collect(), 1, "one waits")
    check(watch() is not None, "kept")
    equal(buffer.data, where, "the same memory")
    same(np.ctypeslib.as_array((ctypes.c_double * 3).from_address(buffer.data)), np.full(3, 4.0), "still there")
    thread = threading.Thread(target=release, args=(buffer,))
    thread.start()
    thread.join()
    equal(da.collect(), 0, "nobody waits")
    equal(watch(), None, "let go of")


def failures_keep_nothing():
    """A wrap or an import that fails leaves no reference."""
    owner = memory()
    watch = weakref.ref(owner)
    raises(ValueError, lambda: da.wrap(da.Distribution(CONTEXT, (5 * CONTEXT.size,)), owner), "shape")
    source = Source()
    source.section = np.zeros(4)
    seen = weakref.ref(source)
    raises(12, lambda: da.from_distarray(source, CONTEXT))
    del owner, source
    gc.collect()
    equal((watch(), seen()), (None, None), "let go of")
    equal(da.collect(), 0, "nobody waits")


def many():
    """Thousands of wraps leave nothing behind."""
    before = counters()
    shared = np.zeros(3)
    for _ in range(3000):
        array = da.wrap(LAYOUT, shared)
        array[1:].local
    del array
    equal(counters(), before, "handles")
    equal(da.collect(), 0, "nobody waits")


wrapped_memory_lives()
objects_live()
every_order()
freed_handles()
freed_on_one_rank()
held_outside_python()
failures_keep_nothing()
many()
finish()
