"""Writes reductions_more.json with NumPy 2: what reductions.json lacks.

    python3 -m venv venv && venv/bin/pip install 'numpy>=2' && venv/bin/python generate_reductions.py

Values are texts as in compute.json: integers in decimal, bool as 0 and 1, floats as C99 hex, complex numbers
as [re, im]. A case names its operand among `inputs`, the operation, the axes (null for all, else a list) and
options; `numpy` has the result, or `error`: NumPy's exception and its first words.
"""
import json
import pathlib
import warnings

warnings.simplefilter("ignore")
import numpy as np

NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
         "float32", "float64", "complex64", "complex128"]
INF, NAN = float("inf"), float("nan")
rng = np.random.default_rng(7)


def text(x):
    kind = np.asarray(x).dtype.kind
    if kind == "c":
        return [float(x.real).hex(), float(x.imag).hex()]
    return float(x).hex() if kind == "f" else str(int(x))


def stored(a):
    return {"dtype": a.dtype.name, "shape": list(a.shape), "values": [text(x) for x in a.flat]}


def numbers(name, shape):
    kind = np.dtype(name).kind
    if kind == "b":
        return rng.integers(0, 2, shape).astype(name)
    low = 0 if kind == "u" else -9
    a = rng.integers(low, 10, shape)
    if kind == "f":
        return (a + rng.integers(0, 8, shape) / 8).astype(name)
    if kind == "c":
        return (a + 1j * rng.integers(-9, 10, shape) / 4).astype(name)
    return a.astype(name)


inputs = {}
for name in NAMES:
    inputs["m." + name] = numbers(name, (4, 3))
    inputs["t." + name] = numbers(name, (2, 3, 4))
    inputs["one." + name] = numbers(name, ())
    for shape in ((0,), (0, 3), (3, 0)):
        inputs["e%s.%s" % ("x".join(map(str, shape)), name)] = np.zeros(shape, name)
for name in ("float32", "float64", "complex64", "complex128"):
    a = numbers(name, (4, 5))
    a[0, 1] = a[2, 3] = a[3, 3] = NAN
    a[1, 2], a[2, 0] = INF, -INF
    inputs["n." + name] = a
    b = numbers(name, (3, 4))
    b[:, 1] = NAN
    b[1, 2] = NAN
    inputs["c." + name] = b
    if name.startswith("complex"):
        d = numbers(name, (3, 4))
        d[0, 0], d[1, 1], d[2, 2] = complex(1, NAN), complex(NAN, 1), complex(3, -INF)
        inputs["p." + name] = d
inputs["z.float64"] = np.array([0.0, -0.0, 0.0, -0.0])
inputs["ties.int32"] = np.array([[3, 1, 1, 3], [1, 3, 3, 1]], np.int32)
inputs["big.int64"] = np.array([2**62, 2**62, 2**62, -5], np.int64)
inputs["big.uint64"] = np.array([2**63, 2**63 + 3, 7], np.uint64)
inputs["far.float64"] = 1e9 + np.arange(8.0) / 4
masks = {}
for shape in ((4, 3), (2, 3, 4), (4, 5), (3, 4)):
    mask = rng.integers(0, 3, shape) > 0
    mask[..., 0] &= shape != (4, 3)
    masks["x".join(map(str, shape))] = mask
weights = {"x".join(map(str, s)): rng.integers(1, 9, s) / 4 for s in ((4, 3), (2, 3, 4), (4, 5), (3, 4))}
weights["zero4x3"] = np.array([[1.0, 0, 1]] * 4) * [[1], [-1], [1], [-1]]

TOTALS = ["sum", "prod", "nansum", "nanprod"]
EXTREMES = ["min", "max", "nanmin", "nanmax"]
MEANS = ["mean", "nanmean"]
SPREADS = ["var", "std", "nanvar", "nanstd"]
PLACES = ["argmin", "argmax", "nanargmin", "nanargmax"]
TRUTHS = ["any", "all"]
NORMS = {"norm1": 1, "norm2": 2, "norminf": INF}
cases = []


def call(op, a, axis, keepdims, options):
    kwargs = {"axis": axis, "keepdims": keepdims}
    if op in NORMS:
        return np.linalg.vector_norm(a, ord=NORMS[op], **kwargs)
    if op == "average":
        return np.average(a, weights=options.get("weights"), **kwargs)
    if op == "ptp":
        return np.ptp(a, **kwargs)
    kwargs.update(options)
    return getattr(np, op)(a, **kwargs)


def add(name, op, axes, keepdims=False, **options):
    a = inputs[name]
    axis = None if axes is None else axes[0] if len(axes) == 1 else tuple(axes)
    case = {"in": name, "op": op, "axes": axes}
    if keepdims:
        case["keepdims"] = True
    named = {}
    for key, value in options.items():
        if key == "where":
            case[key], named[key] = value, masks[value]
        elif key == "weights":
            case[key], named[key] = value, weights[value]
        elif key == "dtype":
            case[key], named[key] = value, np.dtype(value)
        elif key == "initial":
            case[key], named[key] = [type(value).__name__, text(value)], value
        else:
            case[key], named[key] = value, value
    try:
        case["numpy"] = stored(np.asarray(call(op, a, axis, keepdims, named)))
    except Exception as error:
        case["numpy"] = {"error": type(error).__name__, "text": str(error)[:80]}
    cases.append(case)


def key_of(name):
    return "x".join(map(str, inputs[name].shape))


for name in list(inputs):
    a = inputs[name]
    axes = [None] + [[k] for k in range(a.ndim)] + ([[0, 2], [-1, 0], [0, 1, 2]] if a.ndim == 3 else [])
    for op in TOTALS + EXTREMES + MEANS + SPREADS + TRUTHS + ["count_nonzero", "ptp", "average"] + list(NORMS):
        for axis in axes:
            add(name, op, axis)
        add(name, op, axes[-1], keepdims=True)
    for op in PLACES:
        for axis in [None] + [[k] for k in range(a.ndim)]:
            add(name, op, axis)
    for op in SPREADS:
        for ddof in (1, 2, 99):
            add(name, op, axes[-1], ddof=ddof)
    key = key_of(name)
    if key in masks:
        for axis in axes:
            for op in TOTALS + MEANS + SPREADS + TRUTHS:
                add(name, op, axis, where=key)
            for op in EXTREMES:
                add(name, op, axis, where=key, initial=3)
                add(name, op, axis, where=key)
            add(name, "average", axis, weights=key)
    for op in TOTALS + EXTREMES:
        add(name, op, axes[-1], initial=2)
        if a.dtype.kind in "fc":
            add(name, op, axes[-1], initial=-2.5)
for name in ("m.int32", "m.bool", "m.float64", "m.uint8", "m.complex64", "n.float32"):
    for op in TOTALS + MEANS:
        for dtype in ("int8", "int64", "uint16", "float32", "float64", "complex128", "bool"):
            if op in MEANS and dtype == "bool" or name == "n.float32" and dtype[0] in "iu":
                continue
            add(name, op, [0], dtype=dtype)
    for op in SPREADS:
        for dtype in ("float32", "float64", "complex64"):
            add(name, op, [0], dtype=dtype)
add("m.float64", "average", None, weights="zero4x3")
add("m.float64", "average", [0], weights="zero4x3")

folder = pathlib.Path(__file__).parent
with open(folder / "reductions_more.json", "w") as out:
    lists = {"inputs": inputs, "masks": masks, "weights": weights}
    out.write('{"what": "reductions with options, of every dtype, of nan and of nothing",\n')
    out.write('"how_it_was_produced": "generate_reductions.py with NumPy %s",\n' % np.__version__)
    for label, items in lists.items():
        body = ",\n".join("%s: %s" % (json.dumps(k), json.dumps(stored(v))) for k, v in items.items())
        out.write('"%s": {\n%s},\n' % (label, body))
    out.write('"cases": [\n%s]}\n' % ",\n".join(json.dumps(c) for c in cases))
print(len(cases), "cases")
