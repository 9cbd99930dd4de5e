"""Writes print.json with NumPy 2: arrays and how NumPy prints them.

    python3 -m venv venv && venv/bin/pip install 'numpy>=2.4' && venv/bin/python generate_print.py

`data` is the elements in C order, as the hexadecimal digits of their little-endian bytes, with
`x n` behind them where they are repeated n times. Of an array that NumPy summarises only the
elements that its text shows are there: those at the product of the lists in `indices`. An array
without axes is printed with str(), every other one with numpy.array2string and `options`.

Another number of random cases and another seed, for a longer search than the committed file:

    venv/bin/python generate_print.py 5000 7
"""
import itertools
import json
import pathlib
import sys

import numpy as np

NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
         "float32", "float64", "complex64", "complex128"]
INF, NAN = float("inf"), float("nan")
CASES = {}


def hexadecimal(a):
    a = np.ascontiguousarray(a)
    raw = a.astype(a.dtype.newbyteorder("<")).tobytes()
    first = raw[:a.dtype.itemsize]
    if a.size > 8 and raw == first * a.size:
        return f"{first.hex()} x {a.size}"
    return raw.hex()


def add(a, **options):
    """One case; the same one counts once."""
    a = np.asarray(a)
    case = {"shape": list(a.shape), "dtype": a.dtype.name}
    threshold, edge = options.get("threshold", 1000), options.get("edgeitems", 3)
    if a.size > threshold:
        lists = [list(range(n)) if n <= 2 * edge else [*range(edge), *range(n - edge, n)] for n in a.shape]
        case["indices"] = lists
        case["data"] = hexadecimal(a[np.ix_(*lists)])
    else:
        case["data"] = hexadecimal(a)
    if options:
        case["options"] = options
    case["text"] = np.array2string(a, **options) if a.ndim else str(a)
    if a.ndim and not options:
        assert case["text"] == str(a)
    CASES.setdefault(json.dumps(case), None)


def extremes(name):
    d = np.dtype(name)
    if d.kind == "b":
        return np.array([True, False])
    if d.kind in "iu":
        info = np.iinfo(d)
        return np.array([0, 1, 7, info.max, info.min, info.max - 1], d)
    real = np.finfo(d)
    values = [0.0, -0.0, 1.0, -1.5, float(real.max), float(real.tiny), float(real.smallest_subnormal),
              INF, -INF, NAN]
    if d.kind == "c":
        values = [complex(a, b) for a, b in zip(values, np.roll(values, 3).tolist())]
    return np.array(values, d)


def scalars():
    for name in NAMES:
        for x in extremes(name):
            add(x)
    for name in ["float32", "float64"]:
        for v in [1e-4, 1.0001e-4, 9.9e-5, 123456.7, 999999, 1e6, 12345678, 1e15, 9.999e15, 1e16, 0.1, 1 / 3,
                  2.0**-44, 1.5e30]:
            add(np.array(v, name))
            add(np.array(-v, name))
            add(np.array(complex(v, -v), "complex64" if name == "float32" else "complex128"))
    for name in ["complex64", "complex128"]:
        for re, im in itertools.product([0.0, -0.0, 1.0, -2.5, INF, NAN], repeat=2):
            add(np.array(complex(re, im), name))


def ordinary():
    for name in NAMES:
        add(extremes(name))
        add(np.arange(12).reshape(3, 4).astype(name))
        add(np.ones(1, name))
        add(np.zeros((2, 0, 3), name))
        add(np.zeros(0, name))
        add((np.arange(2000) % 100).reshape(2, 1000).astype(name))
    for name in NAMES[9:]:
        x = np.array([1, 2.5, -0.125, 100, 1e3], name)
        for k in range(len(x)):
            add(x[:k + 1])
            add(x[k:] * 1e-3)
        for values in [[1, INF], [1, -INF], [NAN, 1.25], [NAN], [NAN, INF], [-INF], [-0.0, 0.0], [0.0],
                       [1e8, 1], [99999999, 1], [999999, 1], [1e6, 1], [1e-4, 0.01], [9.9e-5, 0.01],
                       [1, 1000], [1, 1001], [1e300, 1e-300], [1e10, NAN, -INF], [-1e10, NAN, INF], [1e100, 1]]:
            x = np.array(values).astype(name)
            add(x)
            add(x, suppress_small=True)
            if name.startswith("complex"):
                add(x * np.array(1j, name))
                add(np.conj(x))


def shapes():
    for shape in [(2, 3, 4), (1, 1, 1), (2, 1, 3, 2), (3, 1), (1, 30), (2, 40), (1,) * 32, (2,) + (1,) * 30 + (3,),
                  (0, 5), (5, 0), (1000, 1), (1, 1001), (1001, 1), (7, 7, 7, 7), (4, 300), (300, 4), (6, 200),
                  (3, 2, 400), (1001,), (1000,), (100000,)]:
        n = int(np.prod(shape))
        add((np.arange(n) % 9).reshape(shape))
        if n < 500:
            add((np.arange(n) / 4).reshape(shape))
            add((np.arange(n) * 1j).reshape(shape))
        if n > 1000:
            add(np.full(shape, 0.5))
    for edge, threshold in itertools.product([1, 2, 5, 100], [0, 10, 24]):
        add(np.arange(24).reshape(4, 6), edgeitems=edge, threshold=threshold)
        add(np.arange(25) ** 3 / 7, edgeitems=edge, threshold=threshold)
    for width in [1, 5, 10, 20, 21, 22, 40, 74, 76, 120, 1000]:
        add(np.arange(30), max_line_width=width)
        add(np.arange(30).reshape(3, 10) / 8, max_line_width=width)
        add(np.arange(40).reshape(2, 2, 10), max_line_width=width, threshold=30)
        add(np.arange(8) % 3 == 0, max_line_width=width)
        add(np.array([1.5, 2, 3.25, NAN, 1, 2, 3, 4, 5]), max_line_width=width)


def with_options():
    rows = [np.array([1 / 3, 2, 100.125, -0.5]), np.array([1e-5, 0.5, 1e10]), np.array([0.1, 1e10, 12.25], "float32"),
            np.array([6e-9, 4e-9, 5e-9, 1.0]), np.array([0.5, 1.5, 2.5, 0.25, 0.75]), np.array([NAN, 1.5, -INF, INF]),
            np.array([1 + 2j, 0.1 - 1e-3j, 1e3 + 1j / 3]), np.array([1e9 + 1j, 2 - 1e-9j], "complex64"),
            np.array([2.0**-20, 2.0**-21, 2.0**30], "float32"), np.array([1, -2, 300]), np.array([5, 60], "uint8"),
            np.array([9.995, 99.95, 0.0995]), np.array([NAN, INF])]
    for a, precision, mode in itertools.product(rows, [0, 1, 3, 8, 17], ["maxprec", "fixed", "unique", "maxprec_equal"]):
        if a.dtype.kind in "fc" and not (mode == "unique" and precision != 8):
            add(a, precision=precision, floatmode=mode)
            if precision == 3:
                add(a, precision=precision, floatmode=mode, suppress_small=True)
    for a, sign in itertools.product(rows + [np.array([5, 60]), np.array([-5, -60]), np.array([1.5]), np.array([NAN])], "+ "):
        add(a, sign=sign)
        add(np.abs(a), sign=sign, floatmode="fixed", precision=2)
    add(np.array([np.pi]), precision=40, floatmode="fixed")
    add(np.array([5e-324]), precision=60, floatmode="fixed", suppress_small=True)
    add(np.array([1e-300, 1]), suppress_small=True, floatmode="unique")


def hard_digits():
    """Texts that are equally near, and powers of two, whose neighbours are not equally far."""
    wide = 1.2345678901234567e30
    for k in [-12, -11, 3, 10, 21]:
        add(np.array([2.0**k, wide], "float32"))
        add(np.array([2.0**k, 1 / 3], "float32"), precision=12, floatmode="maxprec_equal")
    for x in [2415575.25, 0.5 + 2.0**-24, 1 + 2.0**-23]:
        add(np.array([x, wide], "float32"))
    for k in [-645, -569, -499, 149, 740, 890, 956, 965, 966]:
        for precision in [14, 15, 16, 17]:
            add(np.array([2.0**k, wide]), precision=precision)


def numbers(rng, name, n):
    """Numbers of any magnitude, short and long ones, powers of two, some of them special."""
    d = np.dtype(name)
    if d.kind == "c":
        part = "float32" if name == "complex64" else "float64"
        z = np.empty(n, name)
        z.real, z.imag = numbers(rng, part, n), numbers(rng, part, n)
        return z
    if d.kind == "f":
        span = rng.choice([1, 3, 6, 12, 35 if name == "float32" else 300])
        x = rng.standard_normal(n) * 10.0 ** rng.integers(-span, span + 1, n)
        x = np.where(rng.random(n) < 0.2, 2.0 ** rng.integers(-3 * span, 3 * span + 1, n), x)
        short = rng.random(n) < rng.choice([0, 0.5, 1])
        x = np.where(short, [float(f"{v:.{rng.integers(1, 5)}g}") for v in x], x)
        if rng.random() < 0.2:
            x[rng.integers(n)] = rng.choice([0.0, -0.0, INF, -INF, NAN])
        return x.astype(name)
    if d.kind == "b":
        return rng.random(n) < 0.5
    info = np.iinfo(d)
    low, high = int(info.min), int(info.max)
    scale = int(rng.choice([1, 10, 1000, 10**6, 10**18]))
    return rng.integers(max(low, -scale), min(high, scale), n, d, endpoint=True)


def random_options(rng):
    choices = {"precision": [0, 1, 2, 4, 6, 8, 12, 17], "floatmode": ["fixed", "unique", "maxprec", "maxprec_equal"],
               "suppress_small": [True, False], "sign": ["-", "+", " "], "max_line_width": [20, 40, 75, 100],
               "threshold": [0, 5, 20], "edgeitems": [1, 2, 3, 4]}
    chosen = {}
    for key, values in choices.items():
        if rng.random() < 0.3:
            value = values[rng.integers(len(values))]
            chosen[key] = value
    return chosen


def random_cases(count, seed):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        ndim = rng.choice([1, 1, 2, 3])
        shape = [int(rng.integers(1, 9 if ndim == 1 else 5)) for _ in range(ndim)]
        name = NAMES[rng.integers(len(NAMES))] if rng.random() < 0.3 else NAMES[rng.integers(9, 13)]
        a = numbers(rng, name, int(np.prod(shape))).reshape(shape)
        add(a, **({} if rng.random() < 0.3 else random_options(rng)))
        if rng.random() < 0.1:
            add(a.ravel()[0])


def main():
    here = pathlib.Path(__file__).parent
    count, seed = (int(v) for v in sys.argv[1:3]) if len(sys.argv) > 2 else (330, 20)
    np.seterr(all="ignore")
    for make in [scalars, ordinary, shapes, with_options, hard_digits]:
        make()
    random_cases(count, seed)
    lines = ",\n".join(CASES)
    (here / "print.json").write_text(f'{{"numpy": "{np.__version__}",\n"cases": [\n{lines}\n]}}\n')


main()
