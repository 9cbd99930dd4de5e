"""Writes creation.json with NumPy 2: what arange, linspace, logspace and eye give.

    python3 -m venv venv && venv/bin/pip install 'numpy>=2' && venv/bin/python generate_creation.py

An argument is [kind, text]: the kind is `int`, `float` or `complex` for Python's literals, which are weak,
or the name of a dtype. Values are texts as in compute.json: integers in decimal, bool as 0 and 1,
floats as C99 hex, complex numbers as [re, im]. Long results keep their first and last elements: `at` has
the indices of `values`. Where NumPy has an error, `error` is its type and its first words.
"""
import itertools
import json
import os
import pathlib
import warnings

# The C library's pow, not that of the newest processors, whose last digits differ.
os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"
warnings.simplefilter("ignore")
import numpy as np

NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
         "float32", "float64", "complex64", "complex128"]
INF, NAN = float("inf"), float("nan")
KEPT = 12


def text(x):
    kind = np.asarray(x).dtype.kind
    if kind == "c":
        return [float(x.real).hex(), float(x.imag).hex()]
    return float(x).hex() if kind == "f" else str(int(x))


def argument(x):
    kind = type(x).__name__ if type(x) in (int, float, complex) else np.asarray(x).dtype.name
    return [kind, text(x)]


def outcome(function):
    try:
        result = function()
    except Exception as error:
        return {"error": f"{type(error).__name__}: {str(error)[:60]}"}
    n = result.size
    at = range(n) if n <= 2 * KEPT else [*range(KEPT), n // 2, *range(n - KEPT, n)]
    record = {"dtype": result.dtype.name, "count": n, "values": [text(result[i]) for i in at]}
    return record if n <= 2 * KEPT else {**record, "at": list(at)}


def arange(start, stop, step, dtype=None):
    record = {"op": "arange", "args": [argument(x) for x in (start, stop, step)], "asked": dtype}
    return {**record, **outcome(lambda: np.arange(start, stop, step, dtype=dtype))}


def spaced(op, start, stop, num, endpoint=True, dtype=None, **base):
    record = {"op": op, "args": [argument(x) for x in (start, stop, *base.values())], "num": num,
              "endpoint": int(endpoint), "asked": dtype}
    function = getattr(np, op)
    return {**record, **outcome(lambda: function(start, stop, num, endpoint=endpoint, dtype=dtype, **base))}


PYTHON = [
    (0, 10, 1), (0, 10, 3), (10, 0, -3), (5, 5, 1), (0, 10, -1), (-7, 8, 2), (3, 4, 100), (0, 1000, 7),
    (2**63 - 4, 2**63 - 1, 1), (-2**63, 2**63 - 1, 2**62 + 1), (2**62, -2**62, -2**61 - 3),
    (0.0, 1.0, 0.1), (0.0, 2.0, 0.3), (1.0, 0.0, -0.1), (-0.5, 0.5, 0.25), (0.5, 3, 0.5), (0, 1, 1 / 3),
    (1.0, 1.3, 0.1), (0.0, -1.0, 0.1), (1e16, 1e16 + 10, 1.0), (2**53, 2**53 + 5, 1.0), (0, 1e-320, 1e-321),
    (0, 1e-320, 1e300), (0, -1e-320, 1e300), (0, 1, INF), (0, -1, INF), (0, 5, -INF), (0.1, 100.1, 0.1),
    (0, 3 + 3j, 1), (0, 10 + 10j, 1 + 1j), (0, 3 + 3j, 1 + 0.5j), (0j, 3, 1), (1 + 2j, 8 - 9j, 1 - 0.7j),
    (0, 1, 0), (0.0, 1.0, 0.0), (0, NAN, 1), (0, 1, NAN), (0, INF, 1), (-2**63, 2**63 - 1, 1),
]
TYPED = [(0, 3, 1), (1, 6, 2), (6, 1, -2), (0, 250, 50), (0, 300, 100), (0, 600, 300), (-3, 3, 1), (0, 2, 1), (0, 1, 1),
         (300, 900, 300), (0.5, 3, 0.5), (-1.5, 2, 1), (-0.5, 2, 0.75), (0, 1e300, 2.5e299), (0, 16777220, 838861.1),
         (0.1, 1.1, 0.1), (5.0, -5.0, -2.5)]


def aranges():
    for case in PYTHON:
        yield arange(*case)
    for case, name in itertools.product(TYPED, NAMES):
        yield arange(*case, dtype=name)
    for name in ["complex64", "complex128", "float64", "int32"]:
        yield arange(0, 3 + 3j, 1 + 0.5j, dtype=name)
    for name in NAMES[1:]:
        d = np.dtype(name).type
        if np.dtype(name).kind != "c":
            yield arange(d(1), d(100), d(7))
            yield arange(d(1), d(100), d(7), dtype="float32")
            yield arange(0, d(20), 3)
    for start, stop, step in [(0.0, 1.0, 0.1), (0.0, 0.3, 0.1), (1.0, 2.0, 0.07), (16777216.0, 16777230.0, 1.0)]:
        f = np.float32
        yield arange(f(start), f(stop), f(step))
        yield arange(f(start), stop, step)
        yield arange(int(start), f(stop), f(step), dtype="float32")
    yield arange(np.int32(0), np.float32(3), np.float64(0.3))
    yield arange(np.uint64(2**63), np.uint64(2**63 + 4096), np.uint64(1024))


def linspaces():
    ends = [(0, 1), (0.0, 1.0), (-3.5, 3.5), (10, -10), (1e-3, 1e3), (0.1, 0.1), (-1, 2**60), (0.0, 5e-324),
            (0.0, 1e-322), (0, 1j), (1 - 2j, -3 + 0.5j), (0.0, INF), (NAN, 1.0), (1e308, -1e308)]
    for (start, stop), num, endpoint in itertools.product(ends, [0, 1, 2, 3, 7, 50], [True, False]):
        yield spaced("linspace", start, stop, num, endpoint)
    for name, num in itertools.product(NAMES, [1, 6, 8]):
        # What integer dtypes can not hold depends on the CPU.
        ends = (0.2, 9.7) if np.dtype(name).kind == "u" else (-3.5, 3.5)
        yield spaced("linspace", *ends, num, dtype=name)
        yield spaced("linspace", 0, 100, num, False, dtype=name)
    for name in NAMES:
        d = np.dtype(name).type
        yield spaced("linspace", d(0), d(1), 5)
        yield spaced("linspace", d(1), 4.7, 6, False)
        yield spaced("linspace", 1, d(0), 11)
    yield spaced("linspace", np.float32(0), 1j, 5)
    yield spaced("linspace", np.float32(0), np.int64(3), 5)
    yield spaced("linspace", np.uint64(2**63), np.int64(-5), 5)
    yield spaced("linspace", np.float32(0.1), np.float32(0.7), 30)
    yield spaced("linspace", 0, 1j, 4, dtype="int32")
    yield spaced("linspace", 0, 1j, 4, dtype="float32")
    yield spaced("linspace", 0, 1, -1)


def logspaces():
    ends = [(0, 3), (-2.0, 2.0), (3, 0), (0.5, 0.5), (-400, 400), (0, 1 + 1j)]
    for (start, stop), num, endpoint in itertools.product(ends, [0, 1, 4, 11], [True, False]):
        yield spaced("logspace", start, stop, num, endpoint, base=10.0)
    for base in [2, 2.0, 0.5, -2.0, 0.0, 1j, 1 + 1j, np.float32(3), np.float64(3), np.int32(3), np.complex64(2j)]:
        yield spaced("logspace", 0, 6, 7, base=base)
        yield spaced("logspace", np.float32(-1.5), np.float32(2), 8, base=base)
    for name in NAMES:
        yield spaced("logspace", 0, 2, 5, dtype=name, base=2)
        yield spaced("logspace", 0.1, 1.9, 7, False, dtype=name, base=10.0)
    yield spaced("logspace", np.complex64(0), np.complex64(1), 5, base=np.int64(2))
    yield spaced("logspace", 0, 1, -1, base=10.0)
    for base in [0, 0.0, -0.0, 0j, np.complex64(0)]:
        yield spaced("logspace", 1 + 1j, 2 - 1j, 3, base=base)
        yield spaced("logspace", -1 + 1j, 1 - 1j, 5, base=base)


def eyes():
    for (n, m), k in itertools.product([(4, 4), (3, 5), (5, 2), (1, 1), (0, 3)], [0, 1, -1, 3, -4, 100]):
        yield {"op": "eye", "shape": [n, m], "k": k, "values": "".join(str(int(x)) for x in np.eye(n, m, k).ravel())}


def main():
    np.seterr(all="ignore")
    lines = ",\n".join(json.dumps(c) for c in [*aranges(), *linspaces(), *logspaces(), *eyes()])
    path = pathlib.Path(__file__).parent / "creation.json"
    path.write_text(f'{{"numpy": "{np.__version__}",\n"cases": [\n{lines}\n]}}\n')


main()
