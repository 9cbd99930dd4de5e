"""Writes scans.json with NumPy 2: what scans, histograms, bincount and trace give.

    python3 -m venv venv && venv/bin/pip install 'numpy>=2' && venv/bin/python generate_scans.py

Values are texts as in compute.json: integers in decimal, bool as 0 and 1, floats as C99 hex, complex numbers
as [re, im], arrays in C order. `asked` is the dtype that was asked for, or null. Where NumPy has an error, `error`
is its type. Histograms whose range is not given have those of the elements.
"""
import json
import pathlib
import warnings

import numpy as np

warnings.simplefilter("ignore")
np.seterr(all="ignore")
NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
         "float32", "float64", "complex64", "complex128"]
INF, NAN = float("inf"), float("nan")
RNG = np.random.default_rng(20)


def text(x):
    kind = np.asarray(x).dtype.kind
    if kind == "c":
        return [float(x.real).hex(), float(x.imag).hex()]
    return float(x).hex() if kind == "f" else str(int(x))


def texts(array):
    return [text(x) for x in np.asarray(array).ravel()]


def array(a):
    return {"dtype": a.dtype.name, "shape": list(a.shape), "values": texts(a)}


def outcome(function):
    try:
        return {"result": array(np.asarray(function()))}
    except Exception as error:
        return {"error": type(error).__name__}


def elements(name, shape):
    """Elements of all of a dtype's range, specials included."""
    dtype, size = np.dtype(name), int(np.prod(shape))
    if dtype.kind == "b":
        flat = RNG.integers(0, 4, size) > 0
    elif dtype.kind in "iu":
        info = np.iinfo(dtype)
        flat = RNG.integers(info.min, info.max, size, dtype=dtype, endpoint=True)
        flat[::3] = RNG.integers(0, 5, flat[::3].size)
    else:
        real = RNG.standard_normal(size) * 3
        flat = real + 1j * RNG.standard_normal(size) if dtype.kind == "c" else real
    return flat.astype(dtype).reshape(shape)


SCANS = {
    "cumsum": np.cumsum, "cumprod": np.cumprod, "nancumsum": np.nancumsum, "nancumprod": np.nancumprod,
    **{f"{name}.accumulate": getattr(np, name).accumulate for name in (
        "add", "multiply", "minimum", "maximum", "fmin", "fmax", "logical_and", "logical_or", "logical_xor",
        "bitwise_and", "bitwise_or", "bitwise_xor")},
}


def scan(op, a, axis, asked=None):
    record = {"op": op, "operand": array(a), "axis": axis, "asked": asked}
    return {**record, **outcome(lambda: SCANS[op](a, axis=axis, dtype=asked))}


def scans():
    for op in SCANS:
        for name in NAMES:
            yield scan(op, elements(name, (2, 5, 3)), 1)
            yield scan(op, elements(name, (13,)), 0)
        for special in ([1.5, NAN, 2.0, INF, -INF, 3.0], [-0.0, -0.0, 0.0], [NAN, NAN], [-INF, 1.0, NAN], [], [NAN, -0.0]):
            for name in ("float32", "float64"):
                yield scan(op, np.array(special, name), 0)
        tangled = np.array([1 + 2j, complex(NAN, 1), 3j, complex(1, NAN), 4 - 1j, 0.5])
        for name in ("complex64", "complex128"):
            yield scan(op, tangled.astype(name), 0)
        for name, asked in (("bool", "int8"), ("int16", "bool"), ("int64", "int8"), ("uint8", "float32"),
                            ("float64", "int32"), ("float64", "float32"), ("float32", "complex64"),
                            ("int32", "uint64")):
            small = RNG.integers(0, 9, 11).astype(name)
            yield scan(op, small, 0, asked)
        yield scan(op, np.array([2.5, NAN, -1.5, 7.0]), 0, "complex128")


def histogram(a, bins, limits=None, weights=None, density=False):
    given = {"edges": texts(np.asarray(bins, float))} if isinstance(bins, list) else {"bins": bins}
    record = {"op": "histogram", "operand": array(a), **given, "range": limits and texts(np.asarray(limits, float)),
              "weights": None if weights is None else array(weights), "density": int(density)}
    try:
        h, edges = np.histogram(a, bins, range=limits, weights=weights, density=density)
    except Exception as error:
        return {**record, "error": type(error).__name__}
    return {**record, "result": array(h), "result_edges": array(edges)}


def histograms():
    for name in NAMES[:11]:
        a = elements(name, (41,))
        yield histogram(a, 7)
        yield histogram(a, 5, (-2, 3.5))
        yield histogram(a, 6, density=True)
        yield histogram(a, [-3.0, -1.0, 0.0, 0.5, 2.0])
        yield histogram(a, 4, (0, 5), weights=elements("float64", (41,)))
        yield histogram(a, 4, (0, 5), weights=RNG.integers(0, 9, 41).astype("int32"))
        yield histogram(a, 4, (0, 5), weights=RNG.integers(0, 9, 41).astype("float32"), density=True)
    tenths = np.arange(0, 31) / 10
    for name in ("float32", "float64"):
        yield histogram(tenths.astype(name), 30)
        yield histogram(tenths.astype(name), 10, (0, 1))
        yield histogram(tenths.astype(name), 3, (0.1, 0.7))
    for special in ([], [2.0], [NAN, 1.0], [INF, 1.0], [1.0, 1.0 + 2e-16]):
        yield histogram(np.array(special), 10)
        yield histogram(np.array(special), 2, (0, 4), density=True)
        yield histogram(np.array(special), [0.0, 1.0, 1.0, 2.0])
    for bins in ([1.0], [1.0, 0.0], [0.0, 1.0, 1.0], [-INF, 0.0, INF]):
        yield histogram(np.array([0.0, 1.0, NAN, -5.0]), bins)
    for bins, limits in ((0, None), (3, (2, 1)), (3, (0, INF)), (3, (1, 1))):
        yield histogram(np.array([0.0, 1.0]), bins, limits)


def bincount(a, weights=None, minlength=0):
    record = {"op": "bincount", "operand": array(a), "weights": None if weights is None else array(weights),
              "minlength": minlength}
    return {**record, **outcome(lambda: np.bincount(a, weights, minlength))}


def bincounts():
    for name in NAMES:
        yield bincount(RNG.integers(0, 12, 40).astype(name), minlength=5)
        yield bincount(np.array([1, 0, 1]), weights=np.array([1, 2, 3]).astype(name), minlength=6)
    yield bincount(np.array([2, -1, 3]))
    yield bincount(np.array([], int), minlength=3)
    yield bincount(np.array([], int))


def trace(a, offset, axis1, axis2, asked=None):
    record = {"op": "trace", "operand": array(a), "offset": offset, "axes": [axis1, axis2], "asked": asked}
    return {**record, **outcome(lambda: np.trace(a, offset, axis1, axis2, dtype=asked))}


def traces():
    for name in NAMES:
        yield trace(elements(name, (5, 7)), 0, 0, 1)
        yield trace(elements(name, (4, 3, 5)), 1, 2, 0)
    for asked in ("int8", "bool", "float32", "complex128"):
        yield trace(RNG.integers(-90, 90, (6, 4)), -1, 0, 1, asked)
        yield trace(RNG.integers(0, 2, (6, 4)) + 0.5, -1, 0, 1, asked)
    for offset in (9, -9, 3, -5):
        yield trace(elements("float64", (6, 4)), offset, 0, 1)


def main():
    cases = [*scans(), *histograms(), *bincounts(), *traces()]
    head = {"description": "Scans, histograms, bincount and trace.",
            "how_it_was_produced": f"generate_scans.py with NumPy {np.__version__}"}
    lines = ",\n".join(json.dumps(case) for case in cases)
    body = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in head.items())
    path = pathlib.Path(__file__).with_name("scans.json")
    path.write_text("{" + body + ',\n"cases": [\n' + lines + "\n]}\n")
    print(len(cases), "cases", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
