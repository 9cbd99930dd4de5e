"""Times the library's functions and NumPy's in turn, in one process, on the same memory.

    against_numpy.py LIBRARY PART...      PART: ufuncs, layouts, reductions

scripts/bench_compute.py runs it, with the Python that has NumPy 2, as the only rank, and makes tables of the lines
that it prints:

    result <part> <function> <dtype> <elements> <seconds ours> <seconds NumPy's>
    call <function> <dtype> <seconds ours> <seconds NumPy's>         the same on 16 elements
    read <function> <dtype> <elements> <seconds ours> <seconds for reading the same bytes>
    skipped|differs <part> <function> <dtype> <what is the matter>

Both write into the same memory, which they have touched before. Before anything is timed their results are compared.
"""

import ctypes
import itertools
import os
import statistics
import sys
import time

import numpy as np

UNARY, BINARY, UNARY_TWO, BINARY_TWO, VALUE, VALUE_OF_TWO, VALUE_NORM, AXIS, AXIS_DDOF = range(1, 10)
ALL_AXES = -2147483647 - 1
NUMBERS = {"bool": 1, "int8": 2, "int16": 3, "int32": 4, "int64": 5, "uint8": 6, "float32": 10, "float64": 11}
SIZES = [int(float(size)) for size in os.environ.get("DISTARRAY_BENCH_SIZES", "1e3,1e5,1e7").split(",")]
DTYPES = os.environ.get("DISTARRAY_BENCH_DTYPES", "float64,float32,int32").split(",")
CASES = [case for case in os.environ.get("DISTARRAY_BENCH_CASE", "").split(",") if case]
# The time that a case takes, both sides together, and how many turns it gets in any case.
SECONDS = float(os.environ.get("DISTARRAY_BENCH_SECONDS", "0.25"))
TURNS = (5, 25)
# A turn repeats its call until it takes as long as this, so that the clock does not matter.
TURN_SECONDS = 2e-4
LITTLE = 16

# Where functions are measured: (low, high) for each operand, in which they neither overflow nor meet special values.
# Others get the first line. Integers take the whole numbers of the range, so some of these have few.
DOMAINS = {
    "": ((0.5, 20.0), (0.5, 20.0)),
    "absolute fabs sign negative signbit copysign": ((-10.0, 10.0), (-10.0, 10.0)),
    "exp exp2 expm1 sinh cosh tanh arctan arcsinh": ((-10.0, 10.0),),
    "log log2 log10 log1p sqrt cbrt": ((1.0, 1000.0),),
    "sin cos tan": ((0.1, 10.0),),
    "arcsin arccos arctanh": ((-0.99, 0.99),),
    "arccosh": ((1.0, 100.0),),
    "arctan2 hypot": ((-10.0, 10.0), (0.5, 10.0)),
    "logaddexp logaddexp2": ((0.0, 20.0), (0.0, 20.0)),
    "power float_power": ((1.0, 10.0), (0.5, 6.0)),
    "fmod remainder floor_divide divmod gcd lcm": ((1.0, 1000.0), (1.0, 50.0)),
    "rint floor ceil trunc modf": ((-1000.0, 1000.0),),
    "ldexp": ((0.5, 20.0), (-10.0, 10.0)),
    "left_shift right_shift": ((1.0, 1000.0), (0.0, 15.0)),
    "heaviside": ((-10.0, 10.0), (0.0, 1.0)),
}

UFUNCS = """
absolute fabs sign positive negative conjugate reciprocal square sqrt cbrt exp exp2 expm1 log log2 log10 log1p
sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh deg2rad rad2deg rint floor ceil trunc
isnan isinf isfinite signbit spacing logical_not invert bitwise_count add subtract multiply true_divide
floor_divide remainder fmod power float_power arctan2 hypot logaddexp logaddexp2 maximum minimum fmax fmin
copysign nextafter ldexp heaviside gcd lcm bitwise_and bitwise_or bitwise_xor left_shift right_shift logical_and
logical_or logical_xor less less_equal equal not_equal greater greater_equal divmod frexp modf
""".split()


class Job(ctypes.Structure):
    """struct job of timing.c."""

    _fields_ = [("kind", ctypes.c_int32), ("axis", ctypes.c_int32),
                ("operands", ctypes.c_void_p * 2), ("results", ctypes.c_void_p * 2)]


class Ours:
    """The library, through timing.c."""

    def __init__(self, path):
        # Global, because Open MPI's plug-ins look for its symbols.
        self.library = ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
        run, wrap, read = self.library.bench_run, self.library.bench_wrap, self.library.bench_read
        run.restype = read.restype = ctypes.c_double
        run.argtypes = [ctypes.c_void_p, ctypes.POINTER(Job), ctypes.c_int64, ctypes.POINTER(ctypes.c_double)]
        read.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64,
                         ctypes.POINTER(ctypes.c_uint64)]
        wrap.restype = ctypes.c_void_p
        self.library.bench_error.restype = ctypes.c_char_p
        self.library.bench_free.argtypes = [ctypes.c_void_p]
        level = int(os.environ.get("DISTARRAY_BENCH_CPU_LEVEL", "0"))
        accuracy = int(os.environ.get("DISTARRAY_BENCH_ACCURACY", "0"))
        if not self.library.bench_open(level, accuracy):
            raise RuntimeError(self.error())

    def error(self):
        return self.library.bench_error().decode()

    def function(self, name):
        """Its address, or None if this library has none of that name."""
        try:
            return ctypes.cast(getattr(self.library, "da_" + name), ctypes.c_void_p).value
        except AttributeError:
            return None

    def wrap(self, array):
        numbers = ctypes.c_int64 * array.ndim
        made = self.library.bench_wrap(NUMBERS[array.dtype.name], array.ndim, numbers(*array.shape),
                                       numbers(*array.strides), ctypes.c_void_p(array.ctypes.data))
        if not made:
            raise RuntimeError(self.error())
        return made

    def read(self, arrays, times):
        """Seconds for reading contiguous arrays, one or two, once."""
        second = arrays[1].ctypes.data if len(arrays) > 1 else None
        found = ctypes.c_uint64()
        words = arrays[0].nbytes // 8
        return self.library.bench_read(arrays[0].ctypes.data, second, words, times, ctypes.byref(found)) / times


class Prepared:
    """A call of the library on NumPy's memory."""

    def __init__(self, ours, name, kind, operands, results, axis=0):
        self.ours, self.address = ours, ours.function(name)
        self.made = [ours.wrap(array) for array in (*operands, *results)]
        self.job = Job(kind, axis)
        for index, handle in enumerate(self.made[:len(operands)]):
            self.job.operands[index] = handle
        for index, handle in enumerate(self.made[len(operands):]):
            self.job.results[index] = handle
        self.value = ctypes.c_double()

    def __call__(self, times):
        """Seconds for one call."""
        seconds = self.ours.library.bench_run(self.address, ctypes.byref(self.job), times, ctypes.byref(self.value))
        if seconds < 0:
            raise RuntimeError(self.ours.error())
        return seconds / times

    def free(self):
        for handle in self.made:
            self.ours.library.bench_free(handle)


def numpys(function, operands, **options):
    """The twin for NumPy: a function that calls it so many times, and says how many seconds one call took."""
    def timed(times):
        begun = time.perf_counter()
        for _ in itertools.repeat(None, times):
            function(*operands, **options)
        return (time.perf_counter() - begun) / times
    return timed


def in_turns(*sides):
    """The medians of their times. Who begins changes from turn to turn."""
    once = [side(1) for side in sides]
    once = [min(first, side(1)) for first, side in zip(once, sides)]
    times = [max(1, int(TURN_SECONDS / max(one, 1e-9))) for one in once]
    turn = sum(one * count for one, count in zip(once, times))
    turns = max(TURNS[0], min(TURNS[1], int(SECONDS / turn)))
    found = [[] for _ in sides]
    for number in range(turns):
        order = range(len(sides)) if number % 2 == 0 else reversed(range(len(sides)))
        for index in order:
            found[index].append(sides[index](times[index]))
    return [statistics.median(each) for each in found]


class Data:
    """Random operands; the same for all cases."""

    def __init__(self):
        self.random = np.random.default_rng(5)
        self.kept = {}

    def unit(self, size, which):
        if (size, which) not in self.kept:
            self.kept[size, which] = self.random.random(size)
        return self.kept[size, which]

    def operand(self, bounds, dtype, size, which):
        low, high = bounds
        if dtype == "int32":
            low, high = np.ceil(low), np.floor(high) + 1
            return np.floor(low + (high - low) * self.unit(size, which)).astype(np.int32)
        return (low + (high - low) * self.unit(size, which)).astype(dtype)


def domain(name, which):
    for names, bounds in DOMAINS.items():
        if name in names.split() and which < len(bounds):
            return bounds[which]
    return DOMAINS[""][which]


def close(ours, theirs):
    """Whether results agree as far as two implementations within 4 ULP do; floor_divide and remainder are exact."""
    if theirs.dtype.kind != "f":
        return bool(np.array_equal(ours, theirs))
    tolerance = 16 * np.finfo(theirs.dtype).eps
    return bool(np.allclose(ours, theirs, rtol=tolerance, atol=tolerance, equal_nan=True))


def say(*cells):
    print("\t".join(str(cell) for cell in cells), flush=True)


def compared(part, name, dtype, size, prepared, numpy_once, results):
    """Whether both compute the same; said if not."""
    for result in results:
        result.fill(0)
    prepared(1)
    found = [result.copy() for result in results]
    for result in results:
        result.fill(0)
    numpy_once(1)
    if all(map(close, found, results)):
        return True
    say("differs", part, name, dtype, f"at {size} elements")
    return False


def measure(ours, part, label, kind, function, operands, results, size, dtype, name=None):
    """One line: a function of arrays that exist, into arrays that exist."""
    prepared = Prepared(ours, name or label, kind, operands, results)
    try:
        theirs = numpys(function, operands, out=tuple(results))
        if compared(part, label, dtype, size, prepared, theirs, results):
            times = in_turns(prepared, theirs)
            if size == LITTLE:
                say("call", label, dtype, *times)
            else:
                say("result", part, label, dtype, size, *times)
    except RuntimeError as error:
        say("skipped", part, label, dtype, error)
    finally:
        prepared.free()


def wanted(name):
    return not CASES or name in CASES


def ufuncs(ours, data):
    """Every function, elements side by side."""
    for name, dtype in itertools.product(filter(wanted, UFUNCS), DTYPES):
        function = getattr(np, name)
        if ours.function(name) is None:
            say("skipped", "ufuncs", name, dtype, "not in this library")
            continue
        kind = {(1, 1): UNARY, (2, 1): BINARY, (1, 2): UNARY_TWO, (2, 2): BINARY_TWO}[function.nin, function.nout]
        for size in (LITTLE, *SIZES):
            operands = [data.operand(domain(name, which), dtype, size, which) for which in range(function.nin)]
            if name == "ldexp":
                operands[1] = data.operand(domain(name, 1), "int32", size, 1)
            try:
                small = function(*[operand[:1] for operand in operands])
            except TypeError:
                break  # NumPy has no loop for it, and neither have we.
            made = [np.empty(size, one.dtype) for one in (small if function.nout > 1 else [small])]
            measure(ours, "ufuncs", name, kind, function, operands, made, size, dtype)


def layouts(ours, data):
    """Operands that are strided, transposed or broadcast."""
    for dtype, size in itertools.product(DTYPES, SIZES):
        side = int(size ** 0.5)
        twice = [data.operand((0.5, 20.0), dtype, 2 * size, which) for which in range(2)]
        x, y = (each[::2] for each in twice)
        square = [each[:side * side].reshape(side, side) for each in twice]
        a, b = square
        z, c = np.empty(size, dtype), np.empty((side, side), dtype)
        thin = np.empty(2 * size, dtype)[::2]
        root = np.empty(size, np.sqrt(x[:1]).dtype)
        cases = [
            ("x[::2] + y[::2]", "add", BINARY, (x, y), z),
            ("z[::2] = x[::2] * y[::2]", "multiply", BINARY, (x, y), thin),
            ("maximum(x[::-1], y)", "maximum", BINARY, (twice[0][:size][::-1], twice[1][:size]), z),
            ("sqrt(x[::2])", "sqrt", UNARY, (x,), root),
            ("sin(x[::2])", "sin", UNARY, (x,), root),
            ("a + b.T", "add", BINARY, (a, b.T), c),
            ("a.T * b.T", "multiply", BINARY, (a.T, b.T), c),
            ("a.T + b.T into c.T", "add", BINARY, (a.T, b.T), c.T),
            ("negative(a.T)", "negative", UNARY, (a.T,), c),
            ("a + row", "add", BINARY, (a, twice[1][:side]), c),
            ("a * column", "multiply", BINARY, (a, twice[1][:side].reshape(side, 1)), c),
            ("row + column", "add", BINARY, (twice[0][:side], twice[1][:side].reshape(side, 1)), c),
        ]
        for label, name, kind, operands, result in cases:
            if wanted(name):
                measure(ours, "layouts", label, kind, getattr(np, name), operands, [result], size, dtype, name)


def value_line(ours, label, name, kind, function, operands, size, dtype):
    """One reduction of everything to a number, against NumPy and against reading."""
    if ours.function(name) is None:
        say("skipped", "reductions", label, dtype, "not in this library")
        return
    prepared = Prepared(ours, name, kind, operands, [], ALL_AXES)
    try:
        prepared(1)
        expected = float(function(*operands))
        tolerance = 1e-3 if dtype == "float32" else 1e-9
        if abs(prepared.value.value - expected) > tolerance * max(1.0, abs(expected)):
            say("differs", "reductions", label, dtype, f"{prepared.value.value} at {size} elements, not {expected}")
            return
        mine, theirs, reading = in_turns(prepared, numpys(function, operands), lambda k: ours.read(operands, k))
        say("result", "reductions", label, dtype, size, mine, theirs)
        say("read", label, dtype, size, mine, reading)
    except RuntimeError as error:
        say("skipped", "reductions", label, dtype, error)
    finally:
        prepared.free()


def axis_line(ours, name, along, matrix, size, dtype):
    """One reduction of a matrix along an axis."""
    label = f"{name}(axis={along})"
    if ours.function(name) is None or not wanted(name):
        if wanted(name):
            say("skipped", "reductions", label, dtype, "not in this library")
        return
    function = getattr(np, name)
    result = np.empty(matrix.shape[1 - along], function(matrix[:1, :1], axis=0).dtype)
    theirs = numpys(function, [matrix], axis=along, out=result)
    kind = AXIS_DDOF if name in ("var", "std") else AXIS
    prepared = Prepared(ours, name, kind, [matrix], [result], along)
    try:
        prepared(1)
        found = result.copy()
        theirs(1)
        tolerance = 1e-3 if dtype == "float32" else 1e-10
        if not np.allclose(found, result, rtol=tolerance):
            say("differs", "reductions", label, dtype, f"at {size} elements")
            return
        say("result", "reductions", label, dtype, size, *in_turns(prepared, theirs))
    except RuntimeError as error:
        say("skipped", "reductions", label, dtype, error)
    finally:
        prepared.free()


def reductions(ours, data):
    """To a number, and along the axes of a matrix."""
    whole = [("sum", "sum_value", VALUE, np.sum), ("min", "min_value", VALUE, np.min),
             ("max", "max_value", VALUE, np.max), ("mean", "mean_value", VALUE, np.mean),
             ("dot", "dot_value", VALUE_OF_TWO, np.dot), ("norm", "norm_value", VALUE_NORM, np.linalg.norm)]
    for dtype, size in itertools.product(DTYPES, SIZES):
        a, b = (data.operand((0.5, 20.0), dtype, size, which) for which in range(2))
        for label, name, kind, function in whole:
            if wanted(label):
                value_line(ours, label, name, kind, function, [a, b] if label == "dot" else [a], size, dtype)
        rows = int((size / 1.6) ** 0.5)
        matrix = a[:rows * (size // rows)].reshape(rows, -1)
        for name, along in itertools.product(("sum", "min", "max", "mean", "var", "prod"), (0, 1)):
            axis_line(ours, name, along, matrix * 0 + 1 if name == "prod" else matrix, size, dtype)


def main():
    np.seterr(all="ignore")
    ours, data = Ours(sys.argv[1]), Data()
    say("numpy", np.__version__)
    for part in sys.argv[2:]:
        {"ufuncs": ufuncs, "layouts": layouts, "reductions": reductions}[part](ours, data)
    ours.library.bench_close()


if __name__ == "__main__":
    sys.exit(main())
