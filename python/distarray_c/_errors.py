"""The library's statuses as exceptions."""

from . import _abi

# What NumPy and Python raise for the same mistakes, so that `except IndexError` works as it does there.
_KINDS = {
    _abi.DA_ERR_ARGUMENT: ValueError,
    _abi.DA_ERR_DTYPE: TypeError,
    _abi.DA_ERR_SHAPE: ValueError,
    _abi.DA_ERR_AXIS: ValueError,
    _abi.DA_ERR_INDEX: IndexError,
    _abi.DA_ERR_OVERFLOW: OverflowError,
    _abi.DA_ERR_NO_MEMORY: MemoryError,
    _abi.DA_ERR_GRID: ValueError,
    _abi.DA_ERR_DISTRIBUTION: ValueError,
    _abi.DA_ERR_PROTOCOL: ValueError,
    _abi.DA_ERR_LABELS: ValueError,
    _abi.DA_ERR_READ_ONLY: ValueError,
    _abi.DA_ERR_TIMEOUT: TimeoutError,
    _abi.DA_ERR_BUFFER_SIZE: ValueError,
    _abi.DA_ERR_NOT_SUPPORTED: NotImplementedError,
    _abi.DA_ERR_CASTING: TypeError,
    _abi.DA_ERR_EMPTY: ValueError,
    _abi.DA_ERR_SYNTAX: ValueError,
}
NAMES = {number: name for name, number in vars(_abi).items() if name.startswith("DA_ERR_")}


class DistArrayError(Exception):
    """A call of the library that failed.

    status   the number, DA_ERR_...
    name     its name
    message  what was wrong, with the values, and what would be right
    rank     the context's rank where it began; -1: this one, and no other rank was asked

    Errors that Python has a class for are of that class too: DA_ERR_INDEX is an IndexError, DA_ERR_SHAPE
    a ValueError, DA_ERR_DTYPE a TypeError, DA_ERR_NO_MEMORY a MemoryError, and so on.
    """

    def __init__(self, status, message, rank=-1):
        super().__init__(status, message, rank)
        self.status, self.message, self.rank = status, message, rank
        self.name = NAMES.get(status, f"status {status}")

    def __str__(self):
        return f"{self.name}: {self.message}"


def _named(status, kind):
    words = NAMES[status][len("DA_ERR_"):].split("_")
    return type("DistArray" + "".join(map(str.capitalize, words)) + "Error", (DistArrayError, kind), {})


_CLASSES = {status: _named(status, kind) for status, kind in _KINDS.items()}


def make(status, message, rank=-1):
    """The exception of a status."""
    return _CLASSES.get(status, DistArrayError)(status, message, rank)
