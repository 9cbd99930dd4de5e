"""Contexts: the ranks that hold arrays."""

from ctypes import byref, c_int32, c_void_p

from . import _abi
from ._library import MPI, lib
from ._memory import Handle, free_function

_free = free_function("context")


class Context:
    """The ranks of a communicator, MPI.COMM_WORLD by default. Making one is collective.

    timeout       seconds that a call waits for the other ranks; 0 waits for ever
    memory_limit  most bytes of array memory on this rank; 0 for no limit
    check         "default", "none" or "full": how much ranks compare what they call
    accuracy      "default", "fast" or "high": of transcendental functions
    """

    _CHECKS = {"default": _abi.DA_CHECK_DEFAULT, "none": _abi.DA_CHECK_NONE, "full": _abi.DA_CHECK_FULL}
    _ACCURACIES = {"default": _abi.DA_ACCURACY_DEFAULT, "fast": _abi.DA_ACCURACY_FAST, "high": _abi.DA_ACCURACY_HIGH}

    def __init__(self, comm=None, *, timeout=0.0, memory_limit=0, check="default", accuracy="default"):
        comm = MPI.COMM_WORLD if comm is None else comm
        options = _abi.ContextOptions(timeout_seconds=timeout, memory_limit=memory_limit,
                                      check_level=self._CHECKS[check], accuracy=self._ACCURACIES[accuracy])
        out = c_void_p()
        lib.da_context_create_f(comm.py2f(), byref(options), byref(out))
        self._handle = Handle(out.value, _free)

    @classmethod
    def _of(cls, value):
        context = object.__new__(cls)
        context._handle = Handle(value, _free)
        return context

    @property
    def _id(self):
        return self._handle.id

    def _number(self, question):
        number = c_int32()
        question(self._id, byref(number))
        return number.value

    @property
    def rank(self):
        """This process's rank; negative on a process that is no member of a subset."""
        return self._number(lib.da_context_rank)

    @property
    def size(self):
        """The number of ranks."""
        return self._number(lib.da_context_size)

    @property
    def comm(self):
        """The ranks as an mpi4py communicator; it is the library's, valid as long as the context."""
        return MPI.Comm.f2py(self._number(lib.da_context_comm_f))

    def subset(self, ranks):
        """A context of some ranks, in this order; collective on all ranks of this one."""
        ranks = list(ranks)
        out = c_void_p()
        lib.da_context_subset(self._id, len(ranks), (c_int32 * max(1, len(ranks)))(*ranks), byref(out))
        return Context._of(out.value)

    def split(self, color, key=0):
        """Contexts of the ranks that give the same colour; collective."""
        out = c_void_p()
        lib.da_context_split(self._id, color, key, byref(out))
        return Context._of(out.value)

    def barrier(self):
        """Waits for all ranks, and reports errors of earlier calls on any of them."""
        lib.da_context_barrier(self._id)

    def free(self):
        """Gives the handle back; arrays and distributions keep what they need."""
        self._handle.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.free()

    def __repr__(self):
        return "<freed Context>" if self._handle.closed else f"<Context: rank {self.rank} of {self.size}>"


def as_context(comm):
    """A context of a communicator; a context is taken as it is."""
    return comm if isinstance(comm, Context) else Context(comm)
