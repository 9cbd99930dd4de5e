"""The ring `python`: tests of the Python package and its examples, with the package and the library of the
moved installation, on Debian's own Python, for which mpi4py, NumPy and petsc4py are packaged."""

import glob
import os
import sys

from . import directives, peers, programs
from .process import ROOT, run
from .schedule import Task

# group, pattern of its programs
GROUPS = [("python", "tests/python/*.py"), ("python-examples", "python/examples/*.py")]
_NEEDED = ("numpy", "mpi4py", "petsc4py", "setuptools", "wheel", "pip")


def interpreter():
    """The Python that has what the tests need, and what it lacks. DISTARRAY_TEST_PYTHON names one."""
    candidates = [os.environ.get("DISTARRAY_TEST_PYTHON"), "/usr/bin/python3", sys.executable]
    lacking = "no Python"
    for candidate in filter(None, candidates):
        missing = [name for name in _NEEDED
                   if not run([candidate, "-c", f"import importlib.util as u; exit(not u.find_spec('{name}'))"], 30).ok]
        if not missing:
            return candidate, ""
        lacking = f"{candidate} has no {', '.join(missing)}: make setup"
    return None, lacking


def environment(package):
    """Where the package, the library and the headers are."""
    return {"PYTHONPATH": os.path.join(package.prefix, "share/distarray/python"), "PYTHONDONTWRITEBYTECODE": "1",
            "DISTARRAY_LIBRARY": os.path.join(package.libdir, "libdistarray.so"), "DISTARRAY_INCLUDE": package.include,
            "MPICC": package.mpicc}


def sources(pattern):
    """The programs among the files: those that say how they run; the others are their helpers."""
    return [path for path in sorted(glob.glob(os.path.join(ROOT, pattern))) if "# ranks:" in _first_line(path)]


def _first_line(path):
    with open(path, encoding="utf-8") as text:
        return text.readline()


def _task(package, python, name, source, spec, ranks):
    def action():
        command = [os.path.join(ROOT, "scripts/mpi_env.sh")]
        if ranks != "single":
            command += [package.mpiexec, "-n", ranks]
        outcome = run([*command, python, source, *spec.args], spec.timeout, cwd=os.path.dirname(source),
                      env={**environment(package), **spec.env})
        ok, detail, checks = programs.judge(outcome, spec.expect)
        return ok, detail, checks, outcome.seconds

    label = "single" if ranks == "single" else f"{ranks} ranks"
    return Task(" ".join([name, label, *spec.args]), 1 if ranks == "single" else int(ranks), action)


def tasks_of(package, python, wanted):
    """All runs whose names contain `wanted`."""
    tasks = []
    for group, pattern in GROUPS:
        for source in sources(pattern):
            name = f"{group}/{os.path.splitext(os.path.basename(source))[0]}"
            for spec in directives.parse_file(source):
                if package.full or not spec.full:
                    tasks += [_task(package, python, name, source, spec, ranks) for ranks in spec.ranks]
    return [task for task in tasks if wanted in task.name]


def collect(report, package, wanted):
    """The runs, unless the tests that need packages of others are left out."""
    if not tasks_of(package, "", wanted):
        return []
    why = peers.why_none(package)
    if why:
        print(f"left out: python, {why}", flush=True)
        return []
    python, lacking = interpreter()
    if python is None:
        report.add("python", False, detail=lacking)
        return []
    return tasks_of(package, python, wanted)
