#!/usr/bin/env python3
"""Measures element-wise functions and reductions against NumPy, PETSc and Global Arrays, and prints Markdown tables.

    scripts/bench_compute.py BUILD_FOLDER [PART]     PART: ufuncs, layouts, reductions, peers or calls; all without one

NumPy 2 comes from the package index of Python into a virtual environment below BUILD_FOLDER, made once.
docs/benchmarks.md ("Computation") says how it is measured. Variables change what is measured:

    DISTARRAY_BENCH_LEVEL     best (the default), avx512, avx2 or baseline: instructions of both sides
    DISTARRAY_BENCH_CASE      names with commas between them: these functions only
    DISTARRAY_BENCH_SIZES, DISTARRAY_BENCH_DTYPES, DISTARRAY_BENCH_SECONDS (per case), DISTARRAY_BENCH_ACCURACY
"""

import collections
import math
import os
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIMIT = 3600
AGAINST_NUMPY = ["ufuncs", "layouts", "reductions"]
LEVELS = {"best": 0, "baseline": 1, "avx2": 2, "avx512": 3}

# What is asked for, as multiples of NumPy's speed: of a function at a level; None where it is only reported.
SCALAR_IN_NUMPY = {"hypot", "fmod", "floor_divide", "remainder", "sign"}
VENDORS = {"power", "float_power", "log", "log2", "log10", "log1p", "logaddexp", "logaddexp2"}
USUAL = {"avx512": 0.9, "avx2": 0.7}
MEAN = 1.5
# "Loop only" is told up to this size.
LOOPS_UP_TO = 10000
OF_READING, OF_PEERS = 0.9, {"z = x + y": 1.0, "z += y": 1.0, "z = x * y": 1.0, "dot": 1.5, "norm": 1.5, "sum": 1.5}


def judged_as(level):
    """The level whose targets count."""
    if level != "best":
        return level
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        text = file.read()
    return next((name for name, flag in (("avx512", " avx512f "), ("avx2", " avx2 ")) if flag in text), "baseline")


def target(part, name, level):
    """The speed that a function shall have at a level of judged_as(), or None."""
    if part != "ufuncs":
        return 1.0 if part == "layouts" or "axis" in name else None
    if level == "baseline":
        return None
    if name in SCALAR_IN_NUMPY:
        return 10.0
    if name in VENDORS:
        return None if level == "avx2" else 0.7
    return USUAL[level]


def run(command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def python_with_numpy(folder):
    """The Python of a virtual environment that has NumPy 2, made if there is none; ends the program if that fails."""
    python = os.path.join(folder, "numpy", "bin", "python")
    probe = [python, "-c", "import numpy; assert int(numpy.__version__.split('.')[0]) >= 2"]
    if os.path.exists(python) and subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        return python
    for command in ([sys.executable, "-m", "venv", "--clear", os.path.join(folder, "numpy")],
                    [python, "-m", "pip", "install", "--quiet", "numpy>=2"]):
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode != 0:
            sys.exit(f"bench-compute: no NumPy 2 to compare with, because this failed:\n  {shlex.join(command)}\n"
                     f"{outcome.stdout}{outcome.stderr}"
                     "It takes Python's venv and pip (Debian: python3-venv, python3-pip) and a package index.")
    return python


def disabled_features(python, level):
    """What NPY_DISABLE_CPU_FEATURES must name so that NumPy keeps to a level too."""
    if level in ("best", "avx512"):
        return ""
    code = ("from numpy._core._multiarray_umath import __cpu_dispatch__ as d, __cpu_features__ as f\n"
            "print(*[name for name in d if f[name]])")
    names = run([python, "-c", code]).split()
    return " ".join(name for name in names if level == "baseline" or name.startswith(("AVX512", "X86_V4")))


def compile_c(build, source, target_name, arguments, after=()):
    """As users compile, against the shared library."""
    lib, made = os.path.abspath(os.path.join(build, "lib")), os.path.join(build, "benches", target_name)
    subprocess.run([os.environ.get("MPICC", "mpicc"), "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                    "-D_POSIX_C_SOURCE=200809L", "-I" + os.path.join(ROOT, "include"), *arguments,
                    os.path.join(ROOT, "benches/compute", source), "-o", made, "-L" + lib, "-ldistarray",
                    "-Wl,-rpath," + lib, *after, "-lm"], check=True)
    return made


def mpiexec(ranks, command, environment=None):
    """The lines that a run prints, split. Open MPI pins up to two ranks to a core each by itself."""
    output = run([os.path.join(ROOT, "scripts/mpi_env.sh"), "mpiexec", "-n", str(ranks), *command],
                 timeout=LIMIT, env={**os.environ, **(environment or {})})
    return [line.split("\t") for line in output.splitlines()]


# --- tables ---------------------------------------------------------------------------------------

def speed(ratio, wanted):
    """A ratio for a table: bold where it misses what is wanted."""
    if ratio is None:
        return ""
    text = f"{ratio:.2f}" if ratio < 9.95 else f"{ratio:.0f}"
    return f"**{text}**" if wanted is not None and ratio < wanted else text


def mean(ratios):
    """The geometric mean."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def table(head, rows):
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


def size_name(size):
    return f"10^{round(math.log10(size))}"


class Results:
    """The lines of against_numpy.py."""

    def __init__(self, lines):
        self.times = {}
        self.calls = {}
        self.reading = {}
        self.remarks = collections.OrderedDict()
        self.order = collections.OrderedDict()
        self.numpy = ""
        for kind, *cells in lines:
            self.take(kind, cells)

    def take(self, kind, cells):
        if kind == "result":
            part, name, dtype, size, ours, theirs = cells
            self.times[part, name, dtype, int(size)] = float(ours), float(theirs)
            self.order.setdefault((part, name))
        elif kind == "call":
            self.calls[cells[0], cells[1]] = float(cells[2]), float(cells[3])
        elif kind == "read":
            self.reading[cells[0], cells[1], int(cells[2])] = float(cells[3]), float(cells[4])
        elif kind in ("skipped", "differs"):
            self.remarks[kind, cells[0], cells[1], cells[3]] = None
        elif kind == "numpy":
            self.numpy = cells[0]

    def columns(self, part):
        """(dtype, size) in the order measured."""
        return list(collections.OrderedDict.fromkeys(key[2:] for key in self.times if key[0] == part))

    def ratio(self, part, name, column):
        found = self.times.get((part, name, *column))
        return found and found[1] / found[0]

    def loop_ratio(self, name, column):
        """The same without what a call of 16 elements takes, on both sides, where enough is left to tell."""
        whole, call = self.times.get(("ufuncs", name, *column)), self.calls.get((name, column[0]))
        if whole is None or call is None:
            return None
        ours, theirs = (long - short for long, short in zip(whole, call))
        if ours < 0.05 * whole[0] or theirs < 0.05 * whole[1]:
            return None
        return theirs / ours


def print_speeds(results, part, level):
    """A row for each function: how many times as fast as NumPy."""
    columns = results.columns(part)
    smallest = min((column[1] for column in columns), default=0)
    with_loop = [column for column in columns if part == "ufuncs" and column[1] == smallest <= LOOPS_UP_TO]
    head, rows, all_ratios = [f"{part}: NumPy {results.numpy}'s time / ours"], [], []
    for dtype, size in columns:
        head += [f"{dtype} {size_name(size)}"] + (["loop only"] if (dtype, size) in with_loop else [])
    for (_, name) in (key for key in results.order if key[0] == part):
        row = [name]
        for column in columns:
            wanted = target(part, name, level)
            row.append(speed(results.ratio(part, name, column), wanted))
            if column in with_loop:
                row.append(speed(results.loop_ratio(name, column), wanted))
        rows.append(row)
    means = ["geometric mean"]
    names = [name for key_part, name in results.order if key_part == part]
    for column in columns:
        ratios = [r for r in (results.ratio(part, name, column) for name in names) if r]
        all_ratios += ratios
        means.append(speed(mean(ratios), None))
        if column in with_loop:
            loops = [r for r in (results.loop_ratio(name, column) for name in names) if r]
            means.append(speed(mean(loops), None) if loops else "")
    table(head, rows + [means])
    if all_ratios:
        print(f"Geometric mean over all of {part}: {mean(all_ratios):.2f}"
              + (f" (wanted: {MEAN})" if part == "ufuncs" and level == "avx512" else "") + "\n")


def print_misses(results, level):
    """The functions that are slower than wanted, with times."""
    rows = []
    for (part, name, dtype, size), (ours, theirs) in results.times.items():
        wanted = target(part, name, level)
        if wanted is not None and theirs / ours < wanted:
            loop = results.loop_ratio(name, (dtype, size)) if part == "ufuncs" and size <= LOOPS_UP_TO else None
            rows.append([name, dtype, size_name(size), f"{ours * 1e6:.4g}", f"{theirs * 1e6:.4g}",
                         f"{theirs / ours:.2f}", speed(loop, None), f"{wanted:g}"])
    table(["slower than wanted", "dtype", "elements", "ours (us)", "NumPy (us)", "NumPy/ours", "loop only", "wanted"],
          sorted(rows))


def print_calls(results):
    """What calls on 16 elements cost, over all functions."""
    rows = []
    for dtype in collections.OrderedDict.fromkeys(key[1] for key in results.calls):
        pairs = sorted(pair for key, pair in results.calls.items() if key[1] == dtype)
        theirs = sorted(pair[1] for pair in pairs)
        rows.append([dtype] + [f"{1e9 * value:.0f}" for value in (
            pairs[0][0], pairs[len(pairs) // 2][0], pairs[-1][0], theirs[0], theirs[len(theirs) // 2], theirs[-1])])
    table(["ns per call, 16 elements", "ours: min", "median of functions", "max", "NumPy: min", "median", "max"], rows)


def print_reading(results):
    """Whole reductions beside reading the same bytes."""
    rows = []
    for (name, dtype, size), (ours, reading) in results.reading.items():
        wanted = OF_READING if name in ("sum", "min", "max", "dot") and size >= 10 ** 7 else None
        width, operands = (8 if dtype == "float64" else 4), (2 if name == "dot" else 1)
        rows.append([name, dtype, size_name(size), f"{width * operands * size / ours * 1e-9:.1f}",
                     f"{width * operands * size / reading * 1e-9:.1f}", speed(reading / ours, wanted)])
    table(["reductions beside reading", "dtype", "elements", "ours (GB/s)", "read (GB/s)", "of reading"], rows)


def against_numpy(build, parts, level):
    folder = os.path.join(build, "benches")
    python = python_with_numpy(folder)
    library = compile_c(build, "timing.c", "libtiming.so", ["-O3", "-march=native", "-shared", "-fPIC"])
    environment = {"DISTARRAY_BENCH_CPU_LEVEL": str(LEVELS[level]), "OPENBLAS_NUM_THREADS": "1",
                   "PYTHONDONTWRITEBYTECODE": "1", "NPY_DISABLE_CPU_FEATURES": disabled_features(python, level)}
    lines = mpiexec(1, [python, os.path.join(ROOT, "benches/compute/against_numpy.py"), library, *parts], environment)
    with open(os.path.join(folder, f"compute-{level}.tsv"), "w", encoding="utf-8") as file:
        file.writelines("\t".join(line) + "\n" for line in lines)
    results, judged = Results(lines), judged_as(level)
    for part in parts:
        if results.columns(part):
            print_speeds(results, part, judged)
    if results.reading:
        print_reading(results)
    if results.calls:
        print_calls(results)
    print_misses(results, judged)
    for kind, part, name, why in results.remarks:
        print(f"{kind}: {part}, {name}: {why}")
    print(flush=True)
    return all(remark[0] != "differs" for remark in results.remarks)


# --- PETSc and Global Arrays ------------------------------------------------------------------------

GA_LIBRARIES = ["-lga-openmpi", "-lscalapack-openmpi", "-llapack", "-lblas", "-larmci-openmpi", "-lgfortran"]


def peers_here():
    """Arguments for the compiler before and after the source, of the peers that are installed."""
    before, after = [], []
    if subprocess.run(["pkg-config", "--exists", "PETSc"], check=False).returncode == 0:
        before += ["-DCOMPUTE_PETSC", *shlex.split(run(["pkg-config", "--cflags", "PETSc"]))]
        after += shlex.split(run(["pkg-config", "--libs", "PETSc"]))
    else:
        print("left out: PETSc, which libpetsc-real-dev installs (make setup)\n")
    probe = subprocess.run([os.environ.get("MPICC", "mpicc"), "-x", "c", "-", "-o", os.devnull, *GA_LIBRARIES, "-lm"],
                           input="#include <ga.h>\nint main(void) { GA_Initialize(); return 0; }\n",
                           capture_output=True, text=True, check=False)
    if probe.returncode == 0:
        before.append("-DCOMPUTE_GA")
        after += GA_LIBRARIES
    else:
        print("left out: Global Arrays, which libglobalarrays-dev, libarmci-mpi-dev and libscalapack-openmpi-dev"
              " install\n")
    with open(os.path.join(ROOT, "include/distarray.h"), encoding="utf-8") as header:
        text = header.read()
    if "da_dot_value(" in text and "da_norm_value(" in text:
        before.append("-DCOMPUTE_DOT")
    return before, after


def against_peers(build, level):
    before, after = peers_here()
    program = compile_c(build, "peers.c", "compute-peers", ["-O2", *before], after)
    lines = collections.OrderedDict()
    for ranks in (1, 2):
        for kind, operation, variant, whose, seconds in mpiexec(ranks, [program, "10000000", str(LEVELS[level])]):
            if kind == "peer":
                lines.setdefault((operation, variant, whose), {})[ranks] = float(seconds)
    rows = []
    for (operation, variant, whose), times in lines.items():
        row = [operation, variant]
        ours = [each for (same, _, who), each in lines.items() if same == operation and who == "ours"]
        for ranks in (1, 2):
            row.append(f"{times[ranks] * 1e3:.3g}")
            # First on memory of our own, then on PETSc's.
            ratios = [times[ranks] / each[ranks] for each in ours[:1 if whose == "GA" else 2]]
            row.append("" if whose == "ours" else " / ".join(speed(r, OF_PEERS[operation]) for r in ratios))
        rows.append(row)
    table(["10^7 float64", "", "1 rank (ms)", "peer/ours", "2 ranks (ms)", "peer/ours"], rows)


def main():
    build, part = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    level = os.environ.get("DISTARRAY_BENCH_LEVEL", "best")
    if part not in ("", "peers", "calls", *AGAINST_NUMPY) or level not in LEVELS:
        sys.exit(f"bench-compute: no part {part!r} or level {level!r}; parts: ufuncs, layouts, reductions, peers,"
                 f" calls; levels: {', '.join(LEVELS)}")
    os.makedirs(os.path.join(build, "benches"), exist_ok=True)
    policy = "real-time" if os.sched_getscheduler(0) in (os.SCHED_FIFO, os.SCHED_RR) else "usual"
    print(f"Level: {level}; load before: {os.getloadavg()[0]:.1f}; priority: {policy}\n", flush=True)
    agreed = True
    if part in ("", *AGAINST_NUMPY):
        agreed = against_numpy(build, [part] if part else AGAINST_NUMPY, level)
    if part in ("", "peers"):
        against_peers(build, level)
    if part in ("", "calls"):
        subprocess.run([os.path.join(ROOT, "scripts/bench.sh"), build, "overhead"], check=True)
    return 0 if agreed else "bench-compute: results differ from NumPy's"


if __name__ == "__main__":
    sys.exit(main())
