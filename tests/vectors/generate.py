"""Writes promotion.json and compute.json with NumPy 2: the tables and values that the tests replay.

    python3 -m venv venv && venv/bin/pip install 'numpy>=2' && venv/bin/python generate.py

Values are strings, as in ufuncs.json: integers in decimal, bool as 0 and 1, floats as C99 hex,
complex numbers as [re, im]. Arrays are flat, in C order; in compute.json each stands once, under
`arrays`, and a shorter operand is repeated to the length of the result.
"""
import itertools
import json
import pathlib
import warnings

import numpy as np

NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
         "float32", "float64", "complex64", "complex128"]
WEAK = {"int": 1, "float": 1.0, "complex": 1j}
RULES = ["no", "equiv", "safe", "same_kind", "unsafe"]
INF, NAN = float("inf"), float("nan")


def text(x):
    kind = np.asarray(x).dtype.kind
    if kind == "c":
        return [float(x.real).hex(), float(x.imag).hex()]
    return float(x).hex() if kind == "f" else str(int(x))


ARRAYS = {}


def array(a):
    """The number under which an array is stored."""
    a = np.asarray(a)
    entry = json.dumps({"dtype": a.dtype.name, "values": [text(x) for x in a.ravel()]})
    return ARRAYS.setdefault(entry, len(ARRAYS))


def special(name, rotate=0):
    """A few ordinary and all kinds of extreme values of a dtype."""
    d = np.dtype(name)
    if d.kind == "b":
        values = [0, 1, 1, 0, 1]
    elif d.kind in "iu":
        info = np.iinfo(d)
        values = [0, 1, 3, 5, 100, info.max, info.max - 1, info.min, info.min + 1, info.max // 2]
    else:
        real = np.finfo(d)
        values = [0.0, -0.0, 1.0, -1.5, 3.25, float(real.max), float(real.tiny),
                  float(real.smallest_subnormal), INF, -INF, NAN]
        if d.kind == "c":
            small = [0.0, -0.0, 1.0, -2.5, INF, NAN]
            values = [complex(re, im) for re, im in itertools.product(small, small)]
            values += [3 + 4j, complex(1e-3, 1e3), complex(-1e30, 1e-30)]
    return np.roll(np.array(values, d), rotate)


def promotion():
    dtypes = [np.dtype(n) for n in NAMES]
    return {
        "numpy": np.__version__,
        "dtypes": NAMES,
        "promote": [[np.promote_types(a, b).name for b in dtypes] for a in dtypes],
        "can_cast": {r: [[int(np.can_cast(a, b, r)) for b in dtypes] for a in dtypes] for r in RULES},
        "weak": {k: [np.result_type(a, w).name for a in dtypes] for k, w in WEAK.items()},
    }


def binaries():
    for op, a, b in itertools.product(["add", "subtract", "multiply", "true_divide"], NAMES, NAMES):
        if op == "subtract" and a == b == "bool":
            continue
        x, y = special(a), special(b, 3)
        n = max(len(x), len(y))
        out = getattr(np, op)(np.resize(x, n), np.resize(y, n))
        yield {"op": op, "in": [array(x), array(y)], "out": array(out)}


def unaries():
    for op, name in itertools.product(["absolute", "sqrt"], NAMES):
        x = special(name)
        if name.startswith("complex"):
            f = np.finfo(name)
            parts = [0.0, -0.0, 1.0, -3.0, float(f.max), -float(f.max), float(f.tiny),
                     -float(f.smallest_subnormal), INF, -INF, NAN]
            x = np.array([complex(re, im) for re, im in itertools.product(parts, parts)], name)
        out = getattr(np, op)(x)
        if out.dtype != np.float16:
            yield {"op": op, "in": [array(x)], "out": array(out)}


def casts():
    """Conversions whose result does not depend on the CPU."""
    for a, b in itertools.product(NAMES, NAMES):
        x = special(a)
        if np.dtype(a).kind in "fc" and np.dtype(b).kind in "iu":
            x = np.array([0, 1, 1.75, 100.5, 127], a)
        yield {"op": "cast", "in": [array(x)], "out": array(x.astype(b))}


def reductions():
    rng = np.random.default_rng(20)
    for name, n in itertools.product(NAMES, [1, 2, 31, 100]):
        d = np.dtype(name)
        if d.kind in "biu":
            low, high = (0, 1) if d.kind == "b" else (np.iinfo(d).min, np.iinfo(d).max)
            x = rng.integers(low, high, n, dtype=d, endpoint=True)
        else:
            x = rng.standard_normal(n).astype(d)
            if d.kind == "c":
                x = (x.round(1) + 1j * rng.standard_normal(n)).astype(d)
        for op in ["sum", "min", "max", "mean"]:
            yield {"op": op, "in": [array(x)], "out": array(getattr(np, op)(x))}
    for name, op in itertools.product(NAMES, ["sum", "mean"]):
        yield {"op": op, "in": [array(np.zeros(0, name))], "out": array(getattr(np, op)(np.zeros(0, name)))}
    for name in NAMES[9:]:
        for values in [[-0.0], [-0.0, -0.0], [1, NAN, 2], [INF, -INF], [INF, 1], [NAN]]:
            x = np.array(values, name)
            for op in ["sum", "min", "max", "mean"]:
                yield {"op": op, "in": [array(x)], "out": array(getattr(np, op)(x))}


def main():
    here = pathlib.Path(__file__).parent
    np.seterr(all="ignore")
    warnings.simplefilter("ignore")
    (here / "promotion.json").write_text(json.dumps(promotion(), indent=None) + "\n")
    cases = [*binaries(), *unaries(), *casts(), *reductions()]
    arrays, lines = ",\n".join(ARRAYS), ",\n".join(json.dumps(c) for c in cases)
    (here / "compute.json").write_text(
        f'{{"numpy": "{np.__version__}",\n"arrays": [\n{arrays}\n],\n"cases": [\n{lines}\n]}}\n')


main()
