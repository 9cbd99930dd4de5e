"""The libraries of others: which of them the rings `interop` and `examples` need here, and which may be missing."""

import glob
import os

from . import mpi
from .process import ROOT

# Not packaged by Debian: tested where CMake finds it.
OPTIONAL = ["elemental"]
# Adapters without a library of their own behind them: built with everything else.
_ALWAYS = ["cxx"]


def known():
    """Every component that CMake's package has a file for, but those that need no library."""
    files = glob.glob(os.path.join(ROOT, "cmake/components/*.cmake"))
    names = sorted(os.path.splitext(os.path.basename(path))[0] for path in files)
    return [name for name in names if name not in _ALWAYS]


def of_example(stem):
    """The library that an example is for: the part of its name before the first underscore."""
    first = stem.split("_")[0]
    return first if first in known() else None


def why_none(package):
    """Why no library of others can be used; None where they can."""
    if os.environ.get("DISTARRAY_TEST_PEERS") == "no":
        return "because DISTARRAY_TEST_PEERS=no"
    if not mpi.is_open_mpi(package.mpicc):
        return "because Debian's libraries need Open MPI"
    return None


def required(package):
    """Those whose absence is a failure."""
    return [] if why_none(package) else [name for name in known() if name not in OPTIONAL]
