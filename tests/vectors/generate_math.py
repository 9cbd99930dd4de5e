"""Writes math_reference.json: what transcendental functions give, correctly rounded, by mpmath.

    python3 -m venv venv && venv/bin/pip install 'numpy>=2' mpmath gmpy2 && venv/bin/python generate_math.py

A case is a function and a dtype with columns of texts, in which every number has as many hexadecimal
digits as its bits need: `a` and `b` are operands, `r` is the result (complex numbers: real, imaginary).
`e` belongs to real results: 4 digits for each, the exact value minus `r` in units of r's last place, times
2**14, as a signed number (8000: `r` must come out exactly as it stands). Cases named `special` have
NumPy's results for operands that are zero, infinite, nan or subnormal; their complex results are finite
up to rounding, else the same infinities, nans and signs of zero.
"""
import itertools
import json
import math
import pathlib
import random
import struct
import warnings

import mpmath
import numpy as np
from mpmath import mp, mpc, mpf

warnings.simplefilter("ignore")
mp.prec = 1400
EXACT = "8000"
REAL = {"float32": (24, -149, np.float32, "<f"), "float64": (53, -1074, np.float64, "<d")}
COMPLEX = {"complex64": "float32", "complex128": "float64"}
INF, NAN = float("inf"), float("nan")


def bits(x, dtype):
    number = np.array(x, dtype=REAL[dtype][2])
    return f"{int(number.view(np.uint32 if dtype == 'float32' else np.uint64)):0{8 if dtype == 'float32' else 16}x}"


def rounded(exact, dtype):
    """The nearest number of the dtype, and what is missing in units of its last place."""
    precision, lowest, _, _ = REAL[dtype]
    if exact == 0:
        return 0.0, 0.0
    unit = max(int(mpmath.floor(mpmath.log(abs(exact), 2))) + 1 - precision, lowest)
    scaled = mpmath.ldexp(exact, -unit)
    whole = mpmath.nint(scaled)
    # mpmath's floats know no overflow.
    value = mpmath.ldexp(whole, unit)
    if abs(value) >= mpmath.ldexp(1, 128 if dtype == "float32" else 1024):
        return (INF if value > 0 else -INF), 0.0
    return (float(value) if value else math.copysign(0.0, exact)), float(scaled - whole)


def logaddexp(a, b):
    low, high = min(a, b), max(a, b)
    return high + mpmath.log(1 + mpmath.exp(low - high))


def logaddexp2(a, b):
    low, high = min(a, b), max(a, b)
    return high + mpmath.log(1 + mpf(2) ** (low - high), 2)


EXACTLY = {
    "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), "exp": mpmath.exp, "exp2": lambda x: mpf(2) ** x,
    "expm1": mpmath.expm1, "log": mpmath.log, "log2": lambda x: mpmath.log(x) / mpmath.log(2),
    "log10": lambda x: mpmath.log(x) / mpmath.log(10), "log1p": mpmath.log1p, "sin": mpmath.sin, "cos": mpmath.cos,
    "tan": mpmath.tan, "arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan, "sinh": mpmath.sinh,
    "cosh": mpmath.cosh, "tanh": mpmath.tanh, "arcsinh": mpmath.asinh, "arccosh": mpmath.acosh,
    "arctanh": mpmath.atanh, "power": lambda x, y: x ** y, "arctan2": mpmath.atan2, "hypot": mpmath.hypot,
    "logaddexp": logaddexp, "logaddexp2": logaddexp2, "sqrt": mpmath.sqrt, "absolute": abs,
}
TWO = ["power", "arctan2", "hypot", "logaddexp", "logaddexp2"]
ONE = [name for name in EXACTLY if name not in TWO and name not in ("sqrt", "absolute")]
COMPLEX_ONE = [name for name in ONE if name != "cbrt"] + ["sqrt", "absolute"]


def limits(dtype):
    info = np.finfo(REAL[dtype][2])
    return float(info.max), float(info.tiny), float(info.smallest_subnormal), float(info.eps)


def specials(dtype, more=()):
    largest, tiny, least, _ = limits(dtype)
    positive = [0.0, 1.0, 2.0, 3.0, 0.5, INF, largest, least]
    positive += more
    return [*positive, *[-x for x in positive], NAN]


def any_number(dtype):
    """Every exponent alike."""
    width, kind = (32, "<f") if dtype == "float32" else (64, "<d")
    while True:
        x = struct.unpack(kind, random.getrandbits(width).to_bytes(width // 8, "little"))[0]
        if x == x and abs(x) != INF:
            return x


def usual(name, dtype):
    """Numbers that programs have, within the function's domain."""
    if name in ("arcsin", "arccos", "arctanh"):
        return random.uniform(-1, 1)
    if name == "arccosh":
        return 1 + random.expovariate(0.1)
    if name in ("log", "log2", "log10"):
        return random.expovariate(0.02)
    if name == "log1p":
        return random.uniform(-1, 50)
    return random.uniform(-20, 20)


def wide(name, dtype):
    """Numbers over all that the function has a finite result for."""
    if name in ("exp", "expm1", "sinh", "cosh", "exp2"):
        top = (88.7 if dtype == "float32" else 709.7) if name != "exp2" else (128 if dtype == "float32" else 1024)
        return random.uniform(-1.17 * top, top)
    x = any_number(dtype)
    if name in ("log", "log2", "log10"):
        return abs(x)
    if name == "log1p":
        return abs(x)
    if name == "arccosh":
        return max(abs(x), 1.0 + random.random())
    if name in ("arcsin", "arccos", "arctanh"):
        return random.choice([-1, 1]) * 10 ** random.uniform(-30, 0)
    return x


def hard(name, dtype):
    """Near zeros, poles, branch points and powers of two; multiples of pi/2; huge and subnormal numbers."""
    largest, tiny, least, eps = limits(dtype)
    number = REAL[dtype][2]
    near_one = [1 + s * k * eps for k in (1, 2, 3, 100, 1e4) for s in (1, -0.5)]
    near_one += [1 + s * 10 ** -k for k in (1, 2, 3, 4) for s in (1, -1)]
    powers = [2.0 ** k for k in (-100, -60, -30, -10, -3, -2, 2, 3, 4, 10, 30, 60, 100)]
    small = [tiny, tiny * 0.75, least * 3, 1e-30, 1e-10, 1e-4]
    turns = [float(number(k * np.pi / 2)) for k in (1, 2, 3, 4, 5, 7, 10, 11, 100, 355, 1001, 65537, 1e6, 1e7 + 1)]
    huge = [largest, largest / 3, 1e22, 1e10, 1e15, 1e30, 1e5, 12345.678]
    points = near_one + powers + small + turns + huge
    return points + [-x for x in points]


def worthwhile(name, r, dtype):
    largest, _, _, _ = limits(dtype)
    return r == r and abs(r) < largest * (1 - 1e-6)


def real_case(name, dtype, columns):
    number = REAL[dtype][2]
    kept = []
    for point in columns:
        point = tuple(float(number(x)) for x in point)
        if any(x != x or abs(x) == INF for x in point):
            continue
        try:
            exact = EXACTLY[name](*map(mpf, point))
        except (ValueError, ZeroDivisionError):
            continue
        if isinstance(exact, mpc) or mpmath.isinf(exact) or mpmath.isnan(exact) or 0.0 in point[:1]:
            continue
        r, missing = rounded(exact, dtype)
        if abs(r) != INF and worthwhile(name, r, dtype) and point not in [k[0] for k in kept]:
            kept.append((point, r, missing))
    return record(name, dtype, [k[0] for k in kept], [k[1] for k in kept],
                  [f"{round(k[2] * 2**14) & 0xffff:04x}" for k in kept])


def record(name, dtype, points, results, missing=None, kind="points"):
    case = {"op": name, "dtype": dtype, "kind": kind}
    real = COMPLEX.get(dtype, dtype)
    for column in range(len(points[0])):
        case["ab"[column]] = "".join(parts(p[column], real, dtype) for p in points)
    case["r"] = "".join(parts(r, real, dtype if name != "absolute" else real) for r in results)
    if missing is not None:
        case["e"] = "".join(missing)
    return case


def parts(x, real, dtype):
    if dtype not in COMPLEX:
        return bits(x, real)
    x = complex(x)
    return bits(x.real, real) + bits(x.imag, real)


def real_special(name, dtype):
    """NumPy's float64 results, rounded once; the exact ones where mpmath has them."""
    number = REAL[dtype][2]
    tiny = limits(dtype)[1]
    values = specials(dtype, [] if name in TWO else [tiny, tiny / 4, 1e5])
    points = [(x,) for x in values] if name not in TWO else list(itertools.product(values, values))
    results, missing, kept = [], [], []
    for point in points:
        point = tuple(float(number(x)) for x in point)
        # Among others, so that NumPy's short cuts for exponents that are the same for all do not apply.
        r = float(getattr(np, name)(*(np.array([x, k, 3.7]) for k, x in enumerate(point)))[0])
        finite = all(abs(x) < INF for x in point)
        narrow = float(number(r))
        if r != r or abs(r) == INF or r == 0 or (not finite and r == int(r)) or (finite and 0.0 in point and r == 1):
            results.append(narrow)
            missing.append(EXACT)
        elif finite and not (name == "arctan2" and 0.0 in point):
            exact = EXACTLY[name](*map(mpf, point))
            r, left = rounded(exact, dtype)
            results.append(r)
            missing.append(f"{round(left * 2**14) & 0xffff:04x}" if abs(r) != INF and r != 0 else EXACT)
        else:
            results.append(narrow)
            missing.append("0000")
        kept.append(point)
    return record(name, dtype, kept, results, missing, "special")


def real_points(name, dtype):
    points = [(wide(name, dtype),) for _ in range(120)] + [(usual(name, dtype),) for _ in range(120)]
    return points + [(x,) for x in hard(name, dtype)]


def pairs(name, dtype):
    top = 100 if dtype == "float32" else 800
    for _ in range(120):
        if name == "power":
            x = abs(any_number(dtype))
            yield x, random.uniform(-1, 1) * top / max(1, abs(float(mpmath.log(x or 1))))
        else:
            yield any_number(dtype), any_number(dtype)
    for _ in range(150):
        x = random.uniform(-10, 10)
        yield abs(x) if name == "power" else x, random.uniform(-10, 10)
    for _ in range(60):
        # Near one to a large power; near cancellation of the logarithms; around the same size.
        x = random.uniform(-1, 1) * 10 ** random.uniform(-8, 0)
        if name == "power":
            yield 1 + x, random.uniform(-1, 1) * top / max(abs(x), 1e-7)
        elif name == "logaddexp":
            yield -abs(x), float(mpmath.log(-mpmath.expm1(-mpf(abs(x))))) if x else -1.0
        elif name == "logaddexp2":
            yield -abs(x), float(mpmath.log(1 - mpf(2) ** -abs(x)) / mpmath.log(2)) if x else -1.0
        else:
            yield x, x * random.uniform(0.5, 2)
    if name == "power":
        for _ in range(80):
            x = random.uniform(0.9, 1.1)
            yield x, random.choice([-1, 1]) * random.uniform(0.5, 0.85) * top / math.log(x)
    for x, y in itertools.product(range(-7, 8), range(-3, 9)):
        yield float(x), float(y)
    for k in range(-30, 31, 3):
        yield 2.0 ** k, random.choice([0.5, 1.5, -2.5, 3.0])
        yield -3.0 * 2.0 ** (k / 10), float(k)


def complex_points(name, dtype):
    real = COMPLEX[dtype]
    largest, tiny, least, eps = limits(real)
    number = REAL[real][2]
    sizes = [1.0, 0.5, 2.0, 1e-3, 1e-8, 1e-20, 30.0, 1e4, 1e15, tiny, float(number(largest ** 0.5)), largest / 4]
    points = []
    for size in sizes:
        for _ in range(4):
            angle = random.uniform(-np.pi, np.pi)
            points.append(complex(size * np.cos(angle), size * np.sin(angle)))
    for _ in range(60):
        points.append(complex(random.uniform(-5, 5), random.uniform(-5, 5)))
    for _ in range(30):
        points.append(complex(random.uniform(-1, 1) * 10 ** random.uniform(-12, 2),
                              random.uniform(-1, 1) * 10 ** random.uniform(-12, 2)))
    for centre in (1, -1, 1j, -1j, np.pi / 2, 1j * np.pi / 2, 0, -2, 2j * np.pi, 2j):
        for distance in (1e-2, 1e-4, 1e-6):
            angle = random.uniform(0.1, 3)
            points.append(centre + complex(distance * np.cos(angle), distance * np.sin(angle)))
    return [complex(float(number(z.real)), float(number(z.imag))) for z in points]


def complex_exact(name, *operands):
    exact = EXACTLY[name](*(mpc(z.real, z.imag) for z in operands))
    return exact


def complex_case(name, dtype):
    real = COMPLEX[dtype]
    largest, tiny, _, _ = limits(real)
    points = [(z,) for z in complex_points(name, dtype)]
    if name == "power":
        one = complex_points(name, dtype)
        exponents = [complex(random.uniform(-4, 4), random.uniform(-3, 3)) for _ in one]
        exponents[::3] = [complex(random.randint(-12, 12), 0) for _ in exponents[::3]]
        exponents = [complex(REAL[real][2](z.real), REAL[real][2](z.imag)) for z in exponents]
        points = list(zip(one, exponents))
    kept, results = [], []
    for point in points:
        if any(abs(z.real) == INF or abs(z.imag) == INF or z == 0 for z in point[:1]):
            continue
        try:
            exact = complex_exact(name, *point)
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        exact = mpc(exact)
        size = max(abs(exact.real), abs(exact.imag))
        if not tiny * 4 < size < largest / 4:
            continue
        # Exactly real operands lie on branch cuts, of which NumPy's specials speak.
        if point[0].imag == 0 or point[0].real == 0:
            continue
        kept.append(point)
        results.append(complex(rounded(exact.real, real)[0], rounded(exact.imag, real)[0]))
    if name == "absolute":
        results = [z.real for z in results]
    return record(name, dtype, kept, results)


def complex_special(name, dtype):
    real = COMPLEX[dtype]
    largest, tiny, _, _ = limits(real)
    if name == "power":
        values = [0.0, -0.0, 1.0, -1.0, 2.0, 0.5, INF, -INF, NAN]
        ones = [complex(x, y) for x in values for y in (0.0, -0.0, 1.5, -INF, NAN)]
        exponents = [0, 1, 2, 3, -1, -2, 5, 0.5, -0.5, 1j, 2 + 1j, -1 + 0.5j, complex(0, -0.0), complex(2, -0.0)]
        points = [(a, complex(b)) for a in ones for b in exponents]
    else:
        values = [0.0, 1.0, 2.0, 1e3, INF, largest, tiny]
        values = [*values, *[-x for x in values], NAN]
        points = [(complex(x, y),) for x in values for y in values]
    function = getattr(np, name)
    kind = np.dtype(dtype).type
    kept, results = [], []
    for point in points:
        r = function(*(np.array([z], dtype=kind) for z in point))[0]
        # Ordinary numbers are for mpmath. NumPy's log1p and expm1 are not exact near 0, its log1p overflows,
        # and its exp2 rounds angle and exponent.
        z = point[0]
        ordinary = np.isfinite(r) and np.isfinite(z) and z.real and z.imag
        size = np.hypot(z.real, z.imag)
        own = {"log1p": 0 < size < 1e-3 or np.isfinite(z) and size > 1e30, "expm1": 0 < size < 1e-3,
               "exp2": np.isfinite(z) and size > 100}
        if name == "power" or not (ordinary or own.get(name, False)):
            kept.append(point)
            results.append(r)
    return record(name, dtype, kept, results, None, "special")


def cases():
    for name, dtype in itertools.product(ONE, REAL):
        random.seed(f"{name} {dtype}")
        yield real_case(name, dtype, real_points(name, dtype))
        yield real_special(name, dtype)
    for name, dtype in itertools.product(TWO, REAL):
        random.seed(f"{name} {dtype}")
        yield real_case(name, dtype, list(pairs(name, dtype)))
        yield real_special(name, dtype)
    for name, dtype in itertools.product([*COMPLEX_ONE, "power"], COMPLEX):
        random.seed(f"{name} {dtype}")
        yield complex_case(name, dtype)
        yield complex_special(name, dtype)


def main():
    head = {"what": "transcendental functions of real and complex numbers",
            "how_it_was_produced": f"generate_math.py: mpmath {mpmath.__version__} at {mp.prec} bits, specials by "
                                   f"NumPy {np.__version__}"}
    lines = [json.dumps(case) for case in cases()]
    text = json.dumps(head)[:-1] + ', "cases": [\n' + ",\n".join(lines) + "\n]}\n"
    (pathlib.Path(__file__).parent / "math_reference.json").write_text(text)


if __name__ == "__main__":
    main()
