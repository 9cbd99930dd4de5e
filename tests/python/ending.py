# ranks: 1 2 3 4  args: finalized
# ranks: 1 3  args: exit
# ranks: 1 3  args: late
"""What happens at the end.

finalized  everything is freed after MPI_Finalize, and memory is readable until then
exit       nothing is freed, and other exit handlers still use the arrays' memory
late       a C library gives an export back when Python and MPI are gone
"""

import atexit
import ctypes
import os
import sys

import numpy as np

kept = {}


def at_exit():
    """Registered before the package is imported, so it runs after the package's own handlers, if it has any."""
    wanted = np.full(3, 7.0)
    shown = [kept["local"], kept["export"]["buffer"], kept["owner"]] if "local" in kept else []
    if not all(np.array_equal(one, wanted) for one in shown):
        sys.stderr.write(f"at exit the arrays hold {shown}\n")
        sys.stderr.flush()
        os._exit(3)


atexit.register(at_exit)

from check import MPI, WORLD, check, da, equal, finish, finish_alone, raises, same
from distarray_c import _library
from distarray_c._abi import DistBuffer


def make():
    """One of everything, over memory that NumPy owns."""
    context = da.Context()
    layout = da.Distribution(context, (3 * context.size,), "b", grid=(context.size,))
    owner = np.full(3, 7.0)
    array = da.wrap(layout, owner)
    again = da.from_distarray(array, context)
    kept.update(context=context, layout=layout, owner=owner, array=array, view=array[1:], again=again, sum=array + 1,
                local=again.local, export=array.__distarray__(), halo=da.Halo(layout))
    equal(float(array.sum()), 21.0 * context.size, "the sum")


def finalized():
    make()
    rank, section = WORLD.rank, kept["again"].local
    WORLD.Barrier()
    MPI.Finalize()
    same(section, np.full(3, 7.0), "memory after MPI_Finalize")
    same(kept["array"].local, np.full(3, 7.0), "a section that was asked for after MPI_Finalize")
    raises(27, lambda: kept["array"].sum(), "DA_ERR_MPI_STATE")
    raises(27, kept["array"].__distarray__)
    raises(27, lambda: da.zeros(kept["layout"]).sum())
    kept["sum"].free()
    for name in ("context", "layout", "array", "view", "halo", "export", "again", "sum", "local", "owner"):
        del kept[name]
    same(section, np.full(3, 7.0), "memory that only NumPy holds")
    del section
    equal(da.collect(), 0, "nobody waits")
    finish_alone(rank)


def late():
    """exit() calls the release itself: after Py_Finalize, in which mpi4py calls MPI_Finalize."""
    make()
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    address = libc.malloc(ctypes.sizeof(DistBuffer))
    buffer = DistBuffer.from_address(address)
    _library.lib.da_array_export(kept["again"]._id, ctypes.byref(buffer))
    register = libc["__cxa_atexit"]
    register.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    equal(register(buffer.release, address, None), 0, "__cxa_atexit")
    # What Python owned is gone long before.
    kept.clear()
    equal(da.collect(), 1, "what was imported waits, and keeps the array that it came from")
    check(buffer.release is not None, "still held")
    finish()


def leave():
    make()
    finish()


{"finalized": finalized, "exit": leave, "late": late}[sys.argv[1]]()
