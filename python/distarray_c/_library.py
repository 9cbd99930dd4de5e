"""Finds and loads libdistarray, and declares the functions of it that this package calls.

`lib.da_x(...)` raises DistArrayError for a status that is not DA_OK; `bare("da_x")` returns the status.
"""

import ctypes
import glob
import os
import sys

# Imported first: it loads MPI so that MPI's own plug-ins find it, and initialises it.
from mpi4py import MPI

from . import _abi, _errors

__all__ = ["MPI", "SIGNATURES", "VERSION", "bare", "lib", "path"]

VERSION = (0, 1, 0)

# A letter for each parameter: p pointer or handle, s text, i int32_t, l int64_t, d double, v da_value.
# tests/python/abi.py compares them with the headers' declarations.
SIGNATURES = {
    # library and errors
    "da_version": "ppp",
    "da_build_info": "plp",
    "da_error_set": "is",
    # contexts
    "da_context_create_f": "ipp",
    "da_context_self": "p",
    "da_context_subset": "pipp",
    "da_context_split": "piip",
    "da_context_rank": "pp",
    "da_context_size": "pp",
    "da_context_comm_f": "pp",
    "da_context_barrier": "p",
    "da_context_agree": "pi",
    "da_context_free": "p",
    # distributions
    "da_distribution_create": "pipspp",
    "da_distribution_create_dims": "pippp",
    "da_distribution_from_dim_data": "pipp",
    "da_distribution_context": "pp",
    "da_distribution_free": "p",
    "da_distribution_ndim": "pp",
    "da_distribution_shape": "pp",
    "da_distribution_local_shape": "pip",
    "da_distribution_owned": "pipp",
    "da_distribution_grid_ndim": "pp",
    "da_distribution_grid_shape": "pp",
    "da_distribution_owner": "ppp",
    "da_distribution_local_from_global": "pippp",
    "da_distribution_global_from_local": "pipp",
    "da_distribution_dim_data": "pip",
    "da_distribution_aligned": "ppp",
    "da_distribution_equal": "ppp",
    "da_distribution_fingerprint": "pp",
    "da_distribution_text": "pplp",
    "da_distribution_comm_f": "pp",
    "da_distribution_like": "pipp",
    # arrays
    "da_array_create": "pipp",
    "da_array_wrap": "pippippp",
    "da_array_export": "pp",
    "da_array_import": "ppp",
    "da_array_local": "pip",
    "da_array_sync_replicas": "p",
    "da_array_ndim": "pp",
    "da_array_shape": "pp",
    "da_array_dtype": "pp",
    "da_array_flags": "pp",
    "da_array_distribution": "pp",
    "da_array_summary": "pplp",
    "da_array_print": "ppplp",
    "da_array_free": "p",
    "da_distbuffer_validate": "p",
    "da_distbuffer_validate_global": "pp",
    # creation
    "da_zeros": "pip",
    "da_ones": "pip",
    "da_full": "pivp",
    "da_empty_like": "pip",
    "da_zeros_like": "pip",
    "da_ones_like": "pip",
    "da_full_like": "pivp",
    "da_arange": "pvvvisp",
    "da_linspace": "pvvliisp",
    "da_eye": "plip",
    "da_copy": "pp",
    "da_copy_order": "pip",
    "da_astype": "pip",
    "da_fill": "pv",
    # elements and movement
    "da_get": "ppp",
    "da_set": "ppv",
    "da_assign": "pp",
    "da_gather": "piipl",
    "da_scatter": "pliip",
    "da_redistribute": "ppp",
    "da_halo_create": "ppp",
    "da_halo_update": "pip",
    "da_halo_free": "p",
    # views
    "da_slice_view": "pipp",
    "da_slice_copy": "pipp",
    "da_transpose": "ppp",
    "da_swapaxes": "piip",
    "da_squeeze": "pipp",
    "da_real_part": "pp",
    "da_imag_part": "pp",
    "da_array_interior": "pp",
    "da_broadcast_to": "pipp",
    # computation
    "da_ufunc_call": "sippip",
    "da_where": "pppp",
    "da_reduce_with": "ipipipp",
    "da_reduce_with_value": "ipipp",
    "da_norm": "pdipip",
    "da_norm_value": "pdp",
    "da_vdot_value": "ppip",
    "da_cumsum": "piip",
    "da_cumprod": "piip",
    "da_array_equal": "ppip",
    "da_allclose_value": "ppddip",
}

_LETTERS = {
    "p": ctypes.c_void_p,
    "s": ctypes.c_char_p,
    "i": ctypes.c_int32,
    "l": ctypes.c_int64,
    "d": ctypes.c_double,
    "v": _abi.Value,
}
_SONAME = f"libdistarray.so.{VERSION[0]}"


def _prefixes():
    """Where an installation may have put this package: <prefix>/share/distarray/python, or Python's own."""
    here = os.path.dirname(os.path.abspath(__file__))
    if os.path.join("share", "distarray", "python") in here:
        yield os.path.normpath(os.path.join(here, *[".."] * 4))
    yield sys.prefix


def _candidates():
    """Files and names to load, in order; DISTARRAY_LIBRARY alone if it is set."""
    named = os.environ.get("DISTARRAY_LIBRARY")
    if named:
        yield named
        return
    for prefix in _prefixes():
        for folder in ("lib", "lib64", os.path.join("lib", "*")):
            yield from sorted(glob.glob(os.path.join(prefix, folder, _SONAME)))
    yield _SONAME


def _open():
    problems = []
    for candidate in _candidates():
        try:
            library = ctypes.CDLL(candidate)
            _ = library.da_version
            return library, candidate
        except OSError as error:
            problems.append(f"  {candidate}: {error}")
        except AttributeError:
            problems.append(f"  {candidate}: it is not a libdistarray")
    raise ImportError("libdistarray can not be loaded; set DISTARRAY_LIBRARY to the path of libdistarray.so\n"
                      + "\n".join(problems))


_cdll, path = _open()


def bare(name):
    """A function that returns its status."""
    function = _cdll[name]  # a new object each time, so that settings do not mix
    function.restype = ctypes.c_int32
    function.argtypes = [_LETTERS[letter] for letter in SIGNATURES[name]]
    return function


def _text(name):
    function = _cdll[name]
    function.restype = ctypes.c_char_p
    function.argtypes = []
    return function


_message = _text("da_error_message")
_rank = _cdll["da_error_rank"]
_rank.restype, _rank.argtypes = ctypes.c_int32, []


def last_error(status):
    """The exception for a status that a function of this thread just returned."""
    text = _message().decode("utf-8", "replace")
    return _errors.make(status, text.removeprefix(_errors.NAMES.get(status, "") + ": "), _rank())


def _raise_unless_ok(status, _function, _arguments):
    if status != _abi.DA_OK:
        raise last_error(status)


class _Functions:
    """The functions, as attributes."""

    def __init__(self):
        for name in SIGNATURES:
            function = bare(name)
            function.errcheck = _raise_unless_ok
            setattr(self, name, function)


def _check_version(functions):
    """The structures mirror one minor version."""
    found = [ctypes.c_int32() for _ in range(3)]
    functions.da_version(*map(ctypes.byref, found))
    major, minor, _ = (number.value for number in found)
    if (major, minor) != VERSION[:2]:
        raise ImportError(f"{path} is libdistarray {major}.{minor}, and this package is for "
                          f"{VERSION[0]}.{VERSION[1]}")


def _check_mpi(functions):
    """Two kinds of MPI in one process do not work: handles of one mean nothing to the other."""
    text = ctypes.create_string_buffer(1024)
    functions.da_build_info(text, len(text), None)
    ours = text.value.decode("utf-8", "replace").partition("MPI: ")[2]
    theirs = MPI.get_vendor()[0]
    if ours.startswith("Open MPI") != (theirs == "Open MPI"):
        raise ImportError(f"{path} was built with {ours.partition(',')[0]}, and mpi4py with {theirs}")


def _load():
    try:
        functions = _Functions()
    except AttributeError as error:
        raise ImportError(f"{path} is not a libdistarray of version {VERSION[0]}.{VERSION[1]}: {error}") from None
    _check_version(functions)
    _check_mpi(functions)
    return functions


lib = _load()
