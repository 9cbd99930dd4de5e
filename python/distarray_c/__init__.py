"""Distributed arrays over MPI, and the Distributed Array Protocol 0.10.0, by libdistarray.

    import numpy as np
    import distarray_c as da

    context = da.Context()                                  # all ranks of MPI.COMM_WORLD
    a = da.zeros(da.Distribution(context, (1000, 800)))     # in blocks over a grid chosen from the shape
    a.local[...] = context.rank                             # this rank's section, a NumPy array
    print((np.sqrt(a) + 1).mean())                          # the same number on every rank

`a.__distarray__()` exports this rank's section, `from_distarray(obj, comm)` takes what another library
exports; neither copies. docs/python.md has the rules.
"""

from ._arithmetic import allclose, array_equal, ufunc, where
from ._array import Array, from_distarray, wrap
from ._context import Context
from ._creation import (Halo, arange, empty, empty_like, eye, full, full_like, linspace, ones, ones_like, scatter,
                        zeros, zeros_like)
from ._distribution import Distribution
from ._errors import DistArrayError
from ._library import VERSION as _version
from ._library import path as library_path
from ._memory import collect
from ._protocol import VERSION as PROTOCOL_VERSION
from ._protocol import validate

__version__ = ".".join(map(str, _version))

__all__ = ["Array", "Context", "DistArrayError", "Distribution", "Halo", "PROTOCOL_VERSION", "allclose", "arange",
           "array_equal", "collect", "empty", "empty_like", "eye", "from_distarray", "full", "full_like",
           "library_path", "linspace", "ones", "ones_like", "scatter", "ufunc", "validate", "where", "wrap", "zeros",
           "zeros_like"]
