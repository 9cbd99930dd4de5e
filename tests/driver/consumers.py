"""Projects outside the tree that find the package as users do: CMake under both names, statically,
from the build tree, from a project that includes the sources, in Fortran, through pkg-config with a
plain mpicc; versions that do not fit are refused, and programs with another MPI; and the program in
README.md."""

import os
import re
import shlex
import shutil

from . import mpi
from .process import ROOT, run
from .schedule import Task

LIMIT = 300
_FENCE = re.compile(r"<!-- program: readme\.c -->\s*```c\n(.*?)```", re.DOTALL)
_FORTRAN = re.compile(r"<!-- (?:program: fortran\.f90|commands: fortran) -->\s*```(?:fortran|sh)\n(.*?)```", re.DOTALL)
_OBJECTS = re.compile(r"<!-- program: fortran_objects\.f90 -->\s*```fortran\n(.*?)```", re.DOTALL)


def _folder(package, name):
    """A new, empty folder for one consumer."""
    folder = os.path.join(package.scratch, "consumers", name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


class _Steps:
    """Runs one command after the other until one fails; keeps what was said and how long it took."""

    def __init__(self):
        self.ok, self.detail, self.seconds, self.output = True, "", 0.0, ""

    def run(self, command, **options):
        if self.ok:
            outcome = run(command, LIMIT, **options)
            self.ok, self.output = outcome.ok, outcome.output
            self.detail = "" if outcome.ok else outcome.explain()
            self.seconds += outcome.seconds
        return self

    def expect(self, text):
        if self.ok and text not in self.output:
            self.ok, self.detail = False, f"'{text}' is not in what it printed:\n{self.output[-2000:]}"
        return self

    def result(self):
        return self.ok, self.detail, 0, self.seconds


def _launch(package, ranks, program):
    return [os.path.join(ROOT, "scripts/mpi_env.sh"), package.mpiexec, "-n", str(ranks), program]


def _cmake(package, name, source, defines, programs=("consumer",)):
    """A CMake project of tests/consumers, built and run."""
    def action():
        folder = _folder(package, name)
        steps = _Steps()
        steps.run(["cmake", "-S", os.path.join(ROOT, "tests/consumers", source), "-B", folder,
                   *mpi.configure_consumer(package)] + [f"-D{define}" for define in defines])
        steps.run(["cmake", "--build", folder])
        for program in programs:
            steps.run(_launch(package, 2, os.path.join(folder, program))).expect(f"version {package.version}")
        return steps.result()
    return action


def _ask(name, version, target, where):
    return [f"ASK_NAME={name}", f"ASK_VERSION={version}", f"ASK_TARGET=DistArray::{target}",
            f"CMAKE_PREFIX_PATH={where}"]


def _refused(package, version):
    """find_package fails, and the message says which version it would have found."""
    def action():
        folder = _folder(package, f"refused-{version}")
        outcome = run(["cmake", "-S", os.path.join(ROOT, "tests/consumers/c"), "-B", folder]
                      + [f"-D{define}" for define in _ask("DistArray", version, "distarray", package.prefix)], LIMIT)
        told = f"version: {package.version}" in outcome.output
        return not outcome.ok and told, f"version {version} was not refused:\n{outcome.output[-2000:]}", 0, outcome.seconds
    return action


def _pkg_config(package, *arguments):
    outcome = run(["pkg-config", *arguments, "distarray"], 30,
                  env={"PKG_CONFIG_PATH": os.path.join(package.libdir, "pkgconfig")})
    if not outcome.ok:
        raise RuntimeError(outcome.explain())
    return shlex.split(outcome.output)


def _plain_mpicc(package, static):
    """mpicc with the flags that pkg-config gives; the static library by its path."""
    def action():
        folder = _folder(package, "mpicc-static" if static else "mpicc")
        program = os.path.join(folder, "consumer")
        if static:
            # pkg-config prefers the shared library under one name, so the archive is named in full.
            flags = [flag for flag in _pkg_config(package, "--static", "--libs") if flag != "-ldistarray"]
            (libdir,) = _pkg_config(package, "--variable=libdir")
            link = [os.path.join(libdir, "libdistarray.a"), *flags]
        else:
            link = [*_pkg_config(package, "--libs"), f"-Wl,-rpath,{package.libdir}"]
        steps = _Steps()
        steps.run([package.mpicc, "-std=c99", "-Wall", "-Wextra", *_pkg_config(package, "--cflags"),
                   os.path.join(ROOT, "tests/consumers/c/main.c"), "-o", program, *link])
        steps.run(_launch(package, 2, program)).expect(f"version {package.version}")
        steps.run(["ldd", program])
        if steps.ok and ("libdistarray" in steps.output) == static:
            steps.ok, steps.detail = False, f"linked against the wrong library:\n{steps.output}"
        return steps.result()
    return action


def _pkg_config_version(package):
    def action():
        (version,) = _pkg_config(package, "--modversion")
        return version == package.version, f"distarray.pc says {version}, not {package.version}", 0, 0.0
    return action


def _other_mpi(package, other, linked):
    """A program built with another MPI, which loads the library or is linked with it, and is told so."""
    def action():
        folder = _folder(package, f"other-mpi-{'linked' if linked else 'loaded'}")
        library, program = os.path.join(package.libdir, "libdistarray.so"), os.path.join(folder, "main")
        ways = ["-DLINKED", library, f"-Wl,-rpath,{package.libdir}"] if linked else ["-ldl"]
        steps = _Steps()
        steps.run([f"mpicc.{other}", "-std=c99", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                   "-I", package.include, os.path.join(ROOT, "tests/consumers/other_mpi/main.c"), "-o", program, *ways])
        launch = [os.path.join(ROOT, "scripts/mpi_env.sh"), f"mpiexec.{other}", "-n", "2", program]
        return steps.run(launch + ([] if linked else [library])).expect("OK").result()
    return action


def _other_mpi_tasks(package):
    other = mpi.other(package.mpicc)
    return [Task("consumers/another MPI loads it", 2, _other_mpi(package, other, linked=False)),
            Task("consumers/another MPI links it", 2, _other_mpi(package, other, linked=True))]


def _left_out(package, tasks):
    """The tasks, or none of them where there is no second MPI."""
    other = mpi.other(package.mpicc)
    if tasks and not (shutil.which(f"mpicc.{other}") and shutil.which(f"mpiexec.{other}")):
        print(f"left out: consumers/another MPI, because {other} is not installed beside this one", flush=True)
        return []
    return tasks


def readme_program():
    """The C program that README.md shows."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as readme:
        found = _FENCE.findall(readme.read())
    if len(found) != 1:
        raise RuntimeError(f"README.md has {len(found)} blocks marked <!-- program: readme.c -->, one is right")
    return found[0]


def _readme(package, ranks):
    def action():
        folder = _folder(package, f"readme-{ranks}")
        source, program = os.path.join(folder, "readme.c"), os.path.join(folder, "readme")
        with open(source, "w", encoding="utf-8") as text:
            text.write(readme_program())
        steps = _Steps()
        steps.run([package.mpicc, "-std=c99", "-Wall", "-Wextra", "-Werror", source, "-o", program,
                   *_pkg_config(package, "--cflags", "--libs"), f"-Wl,-rpath,{package.libdir}", "-lm"])
        steps.run(_launch(package, ranks, program)).expect("OK")
        return steps.result()
    return action


def fortran_page():
    """The program of docs/fortran.md, and the commands that it says build one by hand."""
    with open(os.path.join(ROOT, "docs/fortran.md"), encoding="utf-8") as page:
        found = _FORTRAN.findall(page.read())
    if len(found) != 2:
        raise RuntimeError(f"docs/fortran.md has {len(found)} marked blocks, a program and commands are right")
    return found


def objects_page():
    """The program of docs/fortran_objects.md."""
    with open(os.path.join(ROOT, "docs/fortran_objects.md"), encoding="utf-8") as page:
        found = _OBJECTS.findall(page.read())
    if len(found) != 1:
        raise RuntimeError(f"docs/fortran_objects.md has {len(found)} marked programs, one is right")
    return found[0]


def _fortran_by_hand(package):
    """What docs/fortran.md says works without CMake, as it stands there; the objects' program is linked the same way."""
    def action():
        folder = _folder(package, "fortran-by-hand")
        program, commands = fortran_page()
        last = commands.strip().splitlines()[-1]
        steps = _Steps()
        tools = mpi.plain_names(os.path.join(folder, "bin"))
        for text, how in [(program, commands), (objects_page(), last)]:
            with open(os.path.join(folder, "app.f90"), "w", encoding="utf-8") as source:
                source.write(text)
            steps.run(["sh", "-e", "-c", how], cwd=folder,
                      env={"PKG_CONFIG_PATH": os.path.join(package.libdir, "pkgconfig"),
                           "PATH": os.pathsep.join(filter(None, [tools, os.environ["PATH"]]))})
            steps.run(_launch(package, 2, os.path.join(folder, "app")), env={"LD_LIBRARY_PATH": package.libdir}).expect("OK")
        return steps.result()
    return action


def collect(package, wanted):
    """All consumers whose names contain `wanted`."""
    both = ("consumer", "consumer_cpp")
    shared = _ask("DistArray", "0.1", "distarray", package.prefix)
    lower = _ask("distarray", "0.1", "distarray", package.prefix)
    static = _ask("DistArray", "0.1", "distarray_static", package.prefix)
    build_tree = _ask("DistArray", "0.1", "distarray", package.build)
    sources = [f"DISTARRAY_SOURCE={ROOT}", f"DISTARRAY_CARGO_DIR={package.cargo_dir}"]
    fortran = [f"CMAKE_PREFIX_PATH={package.prefix}"]
    tasks = [
        Task("consumers/find_package(DistArray 0.1)", 2, _cmake(package, "find-DistArray", "c", shared, both)),
        Task("consumers/find_package(distarray 0.1)", 2, _cmake(package, "find-distarray", "c", lower)),
        Task("consumers/static target", 2, _cmake(package, "static", "c", static, both)),
        Task("consumers/build tree", 2, _cmake(package, "build-tree", "c", build_tree)),
        Task("consumers/add_subdirectory", 2, _cmake(package, "subproject", "subproject", sources)),
        Task("consumers/find_package(COMPONENTS Fortran)", 2, _cmake(package, "fortran", "fortran", fortran)),
        Task("consumers/docs/fortran.md by hand", 2, _fortran_by_hand(package)),
        Task("consumers/version 0.2 is refused", 1, _refused(package, "0.2")),
        Task("consumers/version 1.0 is refused", 1, _refused(package, "1.0")),
        Task("consumers/pkg-config version", 1, _pkg_config_version(package)),
        Task("consumers/pkg-config and mpicc", 2, _plain_mpicc(package, static=False)),
        Task("consumers/pkg-config and mpicc, static", 2, _plain_mpicc(package, static=True)),
        Task("consumers/README.md program 1 rank", 1, _readme(package, 1)),
        Task("consumers/README.md program 4 ranks", 4, _readme(package, 4)),
    ]
    others = _left_out(package, [task for task in _other_mpi_tasks(package) if wanted in task.name])
    return [task for task in tasks if wanted in task.name] + others
