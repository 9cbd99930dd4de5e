"""The rings in C, C++ and Fortran, and the examples: built against the moved installation, run at
the numbers of ranks that each program asks for."""

import glob
import os
import re
import shutil

from . import directives, mpi, peers
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
    ("examples", "c_examples/*", "c_examples", "."),
    ("fortran-examples", "fortran/examples/*", "fortran/examples", "."),
]
_SUFFIXES = (".c", ".cpp", ".f90", ".F90")


def groups():
    """GROUPS, and one for each library of others: tests/interop/<library>."""
    folders = sorted(glob.glob(os.path.join(ROOT, "tests/interop/*/")))
    libraries = [os.path.basename(os.path.dirname(folder)) for folder in folders]
    return GROUPS + [(f"interop/{name}", f"tests/interop/{name}/*", "tests/interop", name) for name in libraries]


def interop_defines(package):
    """Which libraries of others tests/interop is to be built with."""
    return [f"-DDA_INTEROP_LIBRARIES={';'.join(peers.required(package))}",
            f"-DDA_INTEROP_OPTIONAL={';'.join(peers.OPTIONAL)}", f"-DDA_INTEROP_FULL={'ON' if package.full else 'OFF'}"]


def _test_flags():
    """Tests are compiled more often than they run; the examples as users compile them."""
    return [f"-DCMAKE_{language}_FLAGS_RELEASE=-O1" for language in ("C", "CXX", "Fortran")]


def example_defines(package):
    """The adapters whose examples are built, where not all that CMake finds can be: Debian's libraries need Open MPI."""
    return [] if mpi.is_open_mpi(package.mpicc) else ["-DDA_EXAMPLES_ADAPTERS=cxx"]


def build_project(report, package, source):
    """Configures and builds one consumer project; returns its build folder, or None."""
    build = os.path.join(package.scratch, "build-" + source.replace("/", "-"))
    # The examples' own files leave warnings to whoever copies them; here none is let through.
    configure = run(["cmake", "-S", os.path.join(ROOT, source), "-B", build, "-DCMAKE_BUILD_TYPE=Release",
                     "-DCMAKE_C_FLAGS=-Wall -Wextra -Wpedantic -Werror",
                     "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Werror",
                     "-DCMAKE_Fortran_FLAGS=-Wall -Wextra -Werror -std=f2018",
                     f"-DCMAKE_PREFIX_PATH={package.prefix}", *mpi.configure_consumer(package)]
                    + (_test_flags() if source.startswith("tests") else example_defines(package))
                    + (interop_defines(package) if source == "tests/interop" else []), 120)
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
        command += _VALGRIND + mpi.suppressions(package.mpicc)
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
    files = sorted(glob.glob(os.path.join(ROOT, pattern)))
    return [path for path in files if path.endswith(_SUFFIXES) and _has_main(path)]


def _left_out(package, group, stem, program):
    """Whether an example is for a library that is not to be had here."""
    library = peers.of_example(stem) if "examples" in group else None
    return library is not None and not os.path.exists(program) and library not in peers.required(package)


def tasks_of(package, group, pattern, program_folder, wanted):
    """The runs of one group whose names contain `wanted`."""
    tasks = []
    for source in program_sources(pattern):
        stem = os.path.splitext(os.path.basename(source))[0]
        for spec in directives.parse_file(source):
            if spec.full and not package.full:
                continue
            name = f"{stem}_{spec.variant}" if spec.variant else stem
            program = os.path.join(program_folder, name)
            if _left_out(package, group, stem, program):
                continue
            # Not while it is only asked for names, before anything was built.
            if spec.needs and program_folder and wanted in f"{group}/{name}" and mpi.lacks(package, spec.needs):
                print(f"left out: {group}/{name}, because this MPI does not {spec.needs}", flush=True)
                continue
            for ranks in spec.ranks:
                tasks.append(_run_task(package, f"{group}/{name}", program, source, spec, ranks, False))
            for ranks in spec.valgrind + (spec.valgrind_full if package.full else []):
                tasks.append(_run_task(package, f"{group}/{name}", program, source, spec, ranks, True))
    return [task for task in tasks if wanted in task.name]


def collect(report, package, wanted):
    """Builds the projects that have a wanted run, and returns the runs."""
    tasks, builds = [], {}
    for group, pattern, project, folder in groups():
        if not tasks_of(package, group, pattern, "", wanted):
            continue
        library = group.split("/")[1] if group.startswith("interop/") else None
        why = peers.why_none(package)
        if library and why:
            print(f"left out: {group}, {why}", flush=True)
            continue
        if project not in builds:
            builds[project] = build_project(report, package, project)
        if builds[project]:
            programs = os.path.join(builds[project], folder)
            if library in peers.OPTIONAL and not os.path.isdir(programs):
                print(f"left out: {group}, because CMake does not find {library}", flush=True)
                continue
            tasks += tasks_of(package, group, pattern, programs, wanted)
    if any("valgrind" in task.name for task in tasks) and not shutil.which("valgrind"):
        report.add("valgrind", False, detail="it is not installed: make setup")
        tasks = [task for task in tasks if "valgrind" not in task.name]
    return tasks
