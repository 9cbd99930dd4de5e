#!/usr/bin/env python3
"""Measures redistribution and halo exchange against what else MPI programs use, and prints Markdown tables.

    scripts/bench_exchange.py BUILD_FOLDER [NAME]      NAME: redistribution, halo or planning; all without one

Two ranks pinned to a core each are the main columns; four ranks, which share the cores where there are only two, the
second. Within a run all variants take turns. Several launches, because a whole launch may be slow: the smallest time
of all of them, and the median of their medians. `DISTARRAY_BENCH_LAUNCHES` and `DISTARRAY_BENCH_REPEATS` change how
often.
"""

import collections
import os
import shlex
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = {
    "redistribution": ["redistribution.c", "redistribution_mpi.c", "redistribution_peers.c", "redistribution_ours.c"],
    "halo": ["halo.c", "halo_mpi.c", "halo_petsc.c", "halo_ours.c"],
}
REPEATS = {"redistribution": "15", "halo": "60"}
# The ranks of the columns, and how mpiexec places them.
COLUMNS = [(2, ["--bind-to", "core"]), (4, ["--bind-to", "none"])]
LIMIT = 900


def pkg_config(*arguments):
    """The flags of PETSc and ScaLAPACK."""
    command = ["pkg-config", *arguments, "PETSc", "scalapack-openmpi"]
    return shlex.split(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compile_program(name, build):
    """As users compile: optimised, against the shared library."""
    folder = os.path.join(build, "benches")
    os.makedirs(folder, exist_ok=True)
    program, lib = os.path.join(folder, "exchange-" + name), os.path.abspath(os.path.join(build, "lib"))
    sources = [os.path.join(ROOT, "benches/exchange", source) for source in ["bench.c"] + PROGRAMS[name]]
    subprocess.run([os.environ.get("MPICC", "mpicc"), "-std=c99", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                    "-D_POSIX_C_SOURCE=200809L", "-I" + os.path.join(ROOT, "include"), *pkg_config("--cflags"),
                    *sources, "-o", program, "-L" + lib, "-ldistarray", "-Wl,-rpath," + lib,
                    *pkg_config("--libs"), "-lm"], check=True)
    return program


def is_open_mpi():
    """Open MPI's mpiexec pins with other options than others have."""
    text = subprocess.run(["mpiexec", "--version"], capture_output=True, text=True, check=False).stdout
    return "Open MPI" in text or "OpenRTE" in text


def launch(program, ranks, placing, repeats):
    """The lines that a run prints as results, split."""
    command = [os.path.join(ROOT, "scripts/mpi_env.sh"), "mpiexec", "-n", str(ranks)]
    command += (placing if is_open_mpi() else []) + [program, repeats]
    outcome = subprocess.run(command, check=True, capture_output=True, text=True, timeout=LIMIT)
    return [line.split("\t")[1:] for line in outcome.stdout.splitlines() if line.startswith("result\t")]


def measure(name, program):
    """{case: {variant: {ranks: (smallest, median, unit, ours)}}} over all launches."""
    times = collections.defaultdict(list)
    order = {}
    launches = int(os.environ.get("DISTARRAY_BENCH_LAUNCHES", "3"))
    repeats = os.environ.get("DISTARRAY_BENCH_REPEATS", REPEATS[name])
    for _ in range(launches):
        for ranks, placing in COLUMNS:
            for case, variant, whose, unit, smallest, median in launch(program, ranks, placing, repeats):
                times[case, variant, ranks].append((float(smallest), float(median)))
                order.setdefault(case, {}).setdefault(variant, (whose, unit))
    cases = {}
    for case, variants in order.items():
        for variant, (whose, unit) in variants.items():
            row = cases.setdefault(case, {}).setdefault(variant, {})
            for ranks, _ in COLUMNS:
                found = times.get((case, variant, ranks))
                if found:
                    row[ranks] = (min(t[0] for t in found), statistics.median(t[1] for t in found), unit, whose)
    return cases


def cells(row, ours, ranks):
    """The columns of one variant at one number of ranks; the ratio is ours over the peer's."""
    if ranks not in row:
        return ["", "", ""]
    smallest, median, _, whose = row[ranks]
    ratio = f"{ours[ranks][0] / smallest:.2f}" if whose == "peer" and ours and ranks in ours else ""
    return [f"{smallest:.3g}" if smallest < 100 else f"{smallest:.0f}",
            f"{median:.3g}" if median < 100 else f"{median:.0f}", ratio]


def print_tables(cases):
    """One Markdown table for each case. The first variant of ours is what ratios refer to."""
    for case, variants in cases.items():
        unit = next(iter(next(iter(variants.values())).values()))[2]
        ours = next((row for row in variants.values() if next(iter(row.values()))[3] == "ours"), None)
        columns = [ranks for ranks, _ in COLUMNS if any(ranks in row for row in variants.values())]
        head = [f"{case} ({unit})"]
        for ranks in columns:
            head += [f"{ranks} ranks: min", "median", "ours/peer"]
        print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
        for variant, row in variants.items():
            line = [variant] + [cell for ranks in columns for cell in cells(row, ours, ranks)]
            print("| " + " | ".join(line) + " |")
        print(flush=True)


def main():
    build = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    for name in PROGRAMS:
        if wanted in ("", name):
            print_tables(measure(name, compile_program(name, build)))
    if wanted in ("", "planning"):
        subprocess.run([os.path.join(ROOT, "scripts/cargo.sh"), "bench", "--quiet", "--locked", "--bench", "planning"],
                       check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
