"""Writes ufunc_types.json with NumPy 2.4: which loop every element-wise function runs for every operands.

    python3 -m venv venv && venv/bin/pip install 'numpy==2.4.*' && venv/bin/python generate_ufunc_types.py

An operand is an array of one of the 13 dtypes or, for functions of two, a Python int, float or complex. A loop is
written as NumPy's `types` are, operands before and results behind `>`, one letter each (`letters`); `N` is
TypeError because there is no loop, `C` TypeError because an operand may not be cast to the loop's dtype.
A table has one entry for each combination of operands, the last operand fastest, runs of equal entries as
`entry*count`. `ops[name]["plain"][casting]` is the number of the table of a call without `dtype`, and
`ops[name]["dtype"][casting]` are those of calls with `dtype=`, one for each letter.

What NumPy says it would run is compared with what calls return: the dtypes of results, or the exception.
`comparisons` are of arrays with Python ints that their dtype can not hold.
"""
import itertools
import json
import pathlib

import numpy as np
from numpy._core import _exceptions

LETTERS = "?bhilBHILfdFD"
WEAK = {"int": (int, 1), "float": (float, 1.0), "complex": (complex, 1j)}
RULES = ["no", "safe", "same_kind", "unsafe"]
UNARY = """absolute fabs sign positive negative conjugate reciprocal square sqrt cbrt exp exp2 expm1 log log2 log10
    log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh deg2rad rad2deg rint floor ceil trunc
    isnan isinf isfinite signbit spacing logical_not invert bitwise_count frexp modf""".split()
COMPARISONS = "less less_equal equal not_equal greater greater_equal".split()
BINARY = """add subtract multiply true_divide floor_divide remainder fmod power float_power arctan2 hypot logaddexp
    logaddexp2 maximum minimum fmax fmin copysign nextafter ldexp heaviside gcd lcm bitwise_and bitwise_or bitwise_xor
    left_shift right_shift logical_and logical_or logical_xor""".split() + COMPARISONS + ["divmod"]
TABLES = {}


def letter(dtype):
    """NumPy's letter; `long long` is a dtype of its own to NumPy, and int64 here as `long` is."""
    return {"q": "l", "Q": "L"}.get(dtype.char, dtype.char)


def failure(error):
    return "C" if isinstance(error, _exceptions._UFuncCastingError) else "N"


def told(ufunc, kinds, result, casting):
    """The loop that NumPy says it would run."""
    operands = tuple(np.dtype(k) if k in LETTERS else WEAK[k][0] for k in kinds)
    options = {"casting": casting}
    if result:
        options["signature"] = (None,) * ufunc.nin + (np.dtype(result),) * ufunc.nout
    try:
        dtypes = ufunc.resolve_dtypes(operands + (None,) * ufunc.nout, **options)
    except TypeError as error:
        return failure(error)
    letters = "".join(map(letter, dtypes))
    return letters[:ufunc.nin] + ">" + letters[ufunc.nin:]


def observed(ufunc, kinds, result, casting):
    """The dtypes of the results of a call."""
    operands = [np.ones(1, k) if k in LETTERS else WEAK[k][1] for k in kinds]
    options = {"casting": casting}
    if result:
        options["dtype"] = result
    try:
        results = ufunc(*operands, **options)
    except TypeError as error:
        return failure(error)
    results = results if isinstance(results, tuple) else (results,)
    return "".join(letter(r.dtype) for r in results)


def table(ufunc, result, casting):
    kinds = list(LETTERS) + (list(WEAK) if ufunc.nin == 2 else [])
    entries = []
    for combination in itertools.product(kinds, repeat=ufunc.nin):
        entry = told(ufunc, combination, result, casting)
        assert entry.split(">")[-1] == observed(ufunc, combination, result, casting), (ufunc, combination, result)
        entries.append(entry)
    runs = [(entry, len(list(run))) for entry, run in itertools.groupby(entries)]
    text = " ".join(entry if n == 1 else f"{entry}*{n}" for entry, n in runs)
    return TABLES.setdefault(text, len(TABLES))


def functions():
    for name in UNARY + BINARY:
        ufunc = getattr(np, name)
        yield name, {
            "nin": ufunc.nin, "nout": ufunc.nout,
            "plain": {rule: table(ufunc, None, rule) for rule in RULES},
            "dtype": {rule: [table(ufunc, c, rule) for c in LETTERS] for rule in RULES},
        }


def comparisons():
    """All elements compare alike, whichever they are, for these are the ends of the dtype."""
    for c in LETTERS[:9]:
        low, high = (0, 1) if c == "?" else (int(np.iinfo(c).min), int(np.iinfo(c).max))
        ends = np.array([low, high], c)
        for value, name in itertools.product([low - 1, high + 1, -2**63, 2**63 - 1, low, high], COMPARISONS):
            if -2**63 <= value < 2**63:
                compare = getattr(np, name)
                right, left = compare(ends, value).tolist(), compare(value, ends).tolist()
                inside = c == "?" or low <= value <= high
                assert inside or right[0] == right[1] and left[0] == left[1]
                yield [name, c, str(value), None if inside else right[0], None if inside else left[0]]


def main():
    np.seterr(all="ignore")
    ops = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in functions())
    compared = ",\n".join(map(json.dumps, comparisons()))
    tables = ",\n".join(map(json.dumps, TABLES))
    letters = {c: np.dtype(c).name for c in LETTERS} | {"e": "float16"}
    head = json.dumps({"numpy": np.__version__, "letters": letters, "weak": list(WEAK)})[1:-1]
    path = pathlib.Path(__file__).parent / "ufunc_types.json"
    path.write_text(f'{{{head},\n"tables": [\n{tables}\n],\n"ops": {{\n{ops}\n}},\n"comparisons": [\n{compared}\n]}}\n')


main()
