"""What every Python test needs: checks that count, and a verdict reduced over all ranks, as tests/c/check.h.

    from check import equal, finish
    equal(a.shape, (3, 4), "the shape")
    finish()             # collective over MPI.COMM_WORLD; prints `PASS n checks` and exits

A failing check prints its place and the values, and the test goes on.
"""

import sys
import traceback

import numpy
from mpi4py import MPI

import distarray_c as da

WORLD = MPI.COMM_WORLD
_count = 0
_failures = 0


def _abort(kind, error, trace):
    """A rank that stops alone would leave the others waiting."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    if not MPI.Is_finalized():
        WORLD.Abort(1)


sys.excepthook = _abort


def check(ok, what):
    """Counts one check."""
    global _count, _failures
    _count += 1
    if not ok:
        _failures += 1
        frames = [frame for frame in traceback.extract_stack() if not frame.filename.endswith("check.py")]
        rank = "?" if MPI.Is_finalized() else WORLD.rank
        print(f"{frames[-1].filename}:{frames[-1].lineno}: rank {rank}: failed: {what}", file=sys.stderr, flush=True)
    return ok


def equal(got, expected, what=""):
    """Two Python values are equal, and of equal types."""
    same = got == expected and type(got) is type(expected)
    return check(same, f"{what}: got {got!r}, expected {expected!r}")


def same(got, expected, what=""):
    """Two NumPy arrays or scalars have the same dtype, shape and elements (nan equals nan)."""
    got, expected = numpy.asarray(got), numpy.asarray(expected)
    alike = got.dtype == expected.dtype and got.shape == expected.shape
    alike = alike and numpy.array_equal(got, expected, equal_nan=got.dtype.kind in "fc")
    return check(alike, f"{what}: got {got.dtype} {got.shape}\n{got}\nexpected {expected.dtype} {expected.shape}\n"
                        f"{expected}")


def near(got, expected, what="", rtol=1e-12):
    """As same, within a relative tolerance."""
    got, expected = numpy.asarray(got), numpy.asarray(expected)
    alike = got.dtype == expected.dtype and got.shape == expected.shape
    return check(alike and numpy.allclose(got, expected, rtol=rtol, atol=0, equal_nan=True),
                 f"{what}: got {got.dtype} {got}, expected {expected.dtype} {expected}")


def address(array):
    """Where a NumPy array's first element lies."""
    return array.__array_interface__["data"][0]


def raises(expected, function, *parts):
    """A call raises DistArrayError of this status, or an exception of this class, with these parts of a text."""
    try:
        result = function()
    except da.DistArrayError as error:
        known = error.status == expected if isinstance(expected, int) else isinstance(error, expected)
        check(known, f"expected {expected}, got {error.status}: {error}")
        return _has(error, parts)
    except Exception as error:
        check(not isinstance(expected, int) and isinstance(error, expected), f"expected {expected}, got {error!r}")
        return _has(error, parts)
    check(False, f"expected {expected}, got {result!r}")
    return None


def _has(error, parts):
    for part in parts:
        check(part in str(error), f"{part!r} is not in {error}")
    return error


def finish_alone(rank=0):
    """The verdict of this process, for tests that have finalised MPI; the others' is in their exit status."""
    passed = _failures == 0 and _count > 0
    if rank == 0 or not passed:
        print(f"PASS {_count} checks" if passed else f"FAIL {_failures} of {_count} checks", flush=True)
    sys.exit(0 if passed else 1)


def finish():
    """The verdict of all ranks, printed by rank 0; the exit status is the same on every rank."""
    mine = numpy.array([_count, _failures, _count == 0], numpy.int64)
    total = numpy.empty_like(mine)
    WORLD.Allreduce(mine, total)
    count, failures, idle = map(int, total)
    passed = failures == 0 and idle == 0
    if WORLD.rank == 0:
        print(f"PASS {count} checks" if passed else f"FAIL {failures} of {count} checks, {idle} ranks without any",
              flush=True)
    sys.exit(0 if passed else 1)
