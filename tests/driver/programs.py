"""The rings in C, C++ and Fortran, and the examples: built against the moved installation, run at
the numbers of ranks that each program asks for."""

import glob
import os
import re
import shutil

from . import directives, peers
from .package import BUILD_LIMIT
from .process import ROOT, run
from .schedule import Task

_PASS = re.compile(r"^PASS (\d+) checks$", re.MULTILINE)
_VALGRIND = ["valgrind", "-q", "--num-callers=50", "--leak-check=full", "--errors-for-leak-kinds=definite",
             "--show-leak-kinds=definite", "--error-exitcode=99",
             "--suppressions=" + os.path.join(ROOT, "tests/valgrind-extra.supp")]
_VALGRIND_SLOWDOWN = 10

# group, pattern of its sources, project that builds it, folder of its programs in the build
GROUPS = [
    ("c", "tests/c/*.c", "tests", "bin/c"),
    ("cpp", "tests/cpp/*.cpp", "tests", "bin/cpp"),
    ("fortran", "tests/fortran/*.f90", "tests", "bin/fortran"),
    ("examples", "c_examples/*.c", "c_examples", "."),
    ("fortran-examples", "fortran/examples/*.f90", "fortran/examples", "."),
    ("interop", "tests/interop/*.c", "tests/interop", "."),
]


def openmpi_suppressions():
    """Open MPI ships a list of what valgrind should not mind in it."""
    for folder in ["/usr/share/openmpi"] + glob.glob("/usr/lib/*/openmpi/share"):
        path = os.path.join(folder, "openmpi-valgrind.supp")
        if os.path.exists(path):
            return ["--suppressions=" + path]
    return []


def build_project(report, package, source):
    """Configures and builds one consumer project; returns its build folder, or None."""
    build = os.path.join(package.scratch, "build-" + source.replace("/", "-"))
    # The examples' own files leave warnings to whoever copies them; here none is let through.
    configure = run(["cmake", "-S", os.path.join(ROOT, source), "-B", build, "-DCMAKE_BUILD_TYPE=Release",
                     "-DCMAKE_C_FLAGS=-Wall -Wextra -Wpedantic -Werror",
                     "-DCMAKE_Fortran_FLAGS=-Wall -Wextra -Werror -std=f2018",
                     f"-DCMAKE_PREFIX_PATH={package.prefix}", f"-DMPI_C_COMPILER={package.mpicc}"], 120)
    if not configure.ok:
        report.add(f"build/{source}", False, configure.seconds, configure.explain())
        return None
    built = run(["cmake", "--build", build, "--parallel", str(os.cpu_count() or 1), "--", "-k"], BUILD_LIMIT)
    report.add(f"build/{source}", built.ok, configure.seconds + built.seconds, built.explain())
    return build


def judge(outcome, expect):
    """(ok, detail, checks): every rank's exit status counts, and the verdict must be printed."""
    if not outcome.ok:
        return False, outcome.explain(), 0
    if expect:
        ok = expect in outcome.output.splitlines()
        return ok, f"it did not print the line '{expect}'\n{outcome.output[-4000:]}", 0
    found = _PASS.findall(outcome.output)
    if len(found) != 1:
        why = f"it printed {len(found)} lines 'PASS n checks', one is right"
        return False, f"{why}\n{outcome.output[-4000:]}", 0
    return True, "", int(found[0])


def command_line(package, program, spec, ranks, valgrind=False):
    """The whole command of one run."""
    command = [os.path.join(ROOT, "scripts/mpi_env.sh")]
    if ranks != "single":
        command += [package.mpiexec, "-n", ranks]
    if valgrind:
        command += _VALGRIND + openmpi_suppressions()
    return command + [program] + spec.args


def _run_task(package, name, program, source, spec, ranks, valgrind):
    def action():
        limit = spec.timeout * (_VALGRIND_SLOWDOWN if valgrind else 1)
        cwd = os.path.join(os.path.dirname(source), spec.cwd)
        outcome = run(command_line(package, program, spec, ranks, valgrind), limit, cwd=cwd, env=spec.env)
        ok, detail, checks = judge(outcome, spec.expect)
        return ok, detail, checks, outcome.seconds

    label = "single" if ranks == "single" else f"{ranks} ranks"
    extra = " ".join([""] + spec.args + [f"{key}={value}" for key, value in spec.env.items()])
    full = f"{name} {label}{' valgrind' if valgrind else ''}{extra}"
    return Task(full, 1 if ranks == "single" else int(ranks), action)


def _has_main(path):
    with open(path, encoding="utf-8") as source:
        return re.search(r"\bint main\(|^ *program ", source.read(), re.MULTILINE) is not None


def program_sources(pattern):
    """The sources of programs; the examples bring libraries, the Fortran tests modules."""
    return [path for path in sorted(glob.glob(os.path.join(ROOT, pattern))) if _has_main(path)]


def tasks_of(package, group, pattern, program_folder, wanted):
    """The runs of one group whose names contain `wanted`."""
    tasks = []
    for source in program_sources(pattern):
        stem = os.path.splitext(os.path.basename(source))[0]
        program = os.path.join(program_folder, stem)
        for spec in directives.parse_file(source):
            if spec.full and not package.full:
                continue
            for ranks in spec.ranks:
                tasks.append(_run_task(package, f"{group}/{stem}", program, source, spec, ranks, False))
            for ranks in spec.valgrind + (spec.valgrind_full if package.full else []):
                tasks.append(_run_task(package, f"{group}/{stem}", program, source, spec, ranks, True))
    return [task for task in tasks if wanted in task.name]


def collect(report, package, wanted):
    """Builds the projects that have a wanted run, and returns the runs."""
    tasks, builds = [], {}
    for group, pattern, project, folder in GROUPS:
        candidates = tasks_of(package, group, pattern, "", wanted)
        if not candidates or (group == "interop" and not peers.usable(report, package)):
            continue
        if any("valgrind" in task.name for task in candidates) and not shutil.which("valgrind"):
            report.add(f"{group}/valgrind", False, detail="valgrind is not installed: make setup")
            continue
        if project not in builds:
            builds[project] = build_project(report, package, project)
        if builds[project]:
            programs = os.path.join(builds[project], folder)
            tasks += tasks_of(package, group, pattern, programs, wanted)
    return tasks
