"""What the headers promise: each compiles alone under every standard, and the shared library exports
exactly the functions that they declare."""

import glob
import os
import re
import shutil
import time

from . import peers
from .process import ROOT, run
from .schedule import Task

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
STANDARDS = [("c", "c99"), ("c", "c11"), ("c", "c17"), ("c++", "c++17"), ("c++", "c++20")]
COMPILERS = {"c": ["gcc", "clang"], "c++": ["g++", "clang++"]}


def mpi_include_flags(package):
    """Where mpi.h lies, as system folders: its own warnings are not ours to fix."""
    shown = run([package.mpicc, "-show"], 30).output.split()
    return [part for word in shown if word.startswith("-I") for part in ("-isystem", word[2:])]


def declared_functions(include):
    """Names of all functions that the installed headers declare as the library's."""
    names = set()
    for path in glob.glob(os.path.join(include, "**/*.h"), recursive=True):
        with open(path, encoding="utf-8") as header:
            text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", header.read(), flags=re.DOTALL)
        text = re.sub(r"^ *#(.*\\\n)*.*$", "", text, flags=re.MULTILINE)
        names.update(re.findall(r"\bDA_API\b[^;{(]*?\b(\w+)\s*\(", text))
    return names


def _timed(check):
    def action():
        begin = time.monotonic()
        ok, detail = check()
        return ok, detail, 0, time.monotonic() - begin
    return action


def _compile_alone(package, header, compiler, language, standard):
    def check():
        name = re.sub(r"\W+", "-", f"{header}-{compiler}-{standard}")
        source = os.path.join(package.scratch, "headers", f"{name}.{'c' if language == 'c' else 'cpp'}")
        os.makedirs(os.path.dirname(source), exist_ok=True)
        with open(source, "w", encoding="utf-8") as text:
            # Twice: the guard works. The typedef: something stands in the file whatever the header has.
            text.write(f"#include <{header}>\n#include <{header}>\ntypedef int da_test_unit;\n")
        # The protocol needs <stdint.h> and nothing else, so it gets no folder of MPI.
        mpi = [] if header == "distarray/protocol.h" else mpi_include_flags(package)
        outcome = run([compiler, f"-std={standard}", "-x", language, *WARNINGS, "-fsyntax-only",
                       "-I", package.include, *mpi, source], 60)
        return outcome.ok, outcome.explain()
    return _timed(check)


def _exports(package):
    def check():
        outcome = run(["nm", "-D", "--defined-only", os.path.join(package.libdir, "libdistarray.so")], 60)
        exported = {line.split()[-1] for line in outcome.output.splitlines() if line.strip()}
        declared = declared_functions(package.include)
        ok = outcome.ok and exported == declared and bool(declared)
        return ok, (f"exported, not declared: {sorted(exported - declared)}\n"
                    f"declared, not exported: {sorted(declared - exported)}")
    return _timed(check)


def _static_functions(package):
    """The static library defines every declared function too."""
    def check():
        outcome = run(["nm", "--defined-only", os.path.join(package.libdir, "libdistarray.a")], 120)
        defined = set(re.findall(r" T (da_\w+)$", outcome.output, re.MULTILINE))
        missing = declared_functions(package.include) - defined
        return not missing and bool(defined), f"declared, not in libdistarray.a: {sorted(missing)}"
    return _timed(check)


def _dynamic_section(package):
    def check():
        library = os.path.join(package.libdir, "libdistarray.so")
        text = run(["readelf", "-d", library], 60).output
        soname = f"libdistarray.so.{package.version.split('.')[0]}"
        problems = []
        if f"[{soname}]" not in text:
            problems.append(f"the soname is not {soname}")
        if "NODELETE" not in text:
            problems.append("the flag NODELETE is missing")
        if re.search(r"\((RPATH|RUNPATH)\)", text):
            problems.append("it carries a run path of the machine that built it")
        links = {name: os.path.realpath(os.path.join(package.libdir, name)) for name in ("libdistarray.so", soname)}
        wanted = os.path.join(os.path.realpath(package.libdir), f"libdistarray.so.{package.version}")
        problems += [f"{name} leads to {target}, not to {wanted}" for name, target in links.items() if target != wanted]
        return not problems, "\n".join(problems + [text])
    return _timed(check)


def _no_foreign_paths(package):
    """The installed text files name neither the source, nor the build, nor the first prefix."""
    def check():
        found = []
        for folder, _, files in os.walk(package.prefix):
            for name in files:
                if not name.endswith((".cmake", ".pc", ".h", ".hpp", ".f90")):
                    continue
                with open(os.path.join(folder, name), encoding="utf-8") as text:
                    if ROOT + "/" in text.read():
                        found.append(os.path.join(folder, name))
        return not found, "these name folders of the build: " + ", ".join(found)
    return _timed(check)


def collect(package, wanted):
    """All header checks whose names contain `wanted`."""
    tasks = []
    for path in sorted(glob.glob(os.path.join(package.include, "**/*.h*"), recursive=True)):
        header = os.path.relpath(path, package.include)
        # Adapters are compiled with their libraries, by tests/interop.
        if any(re.match(rf"distarray/{library}\b", header) for library in peers.known()):
            continue
        for language, standard in STANDARDS:
            if header.endswith(".hpp") and language == "c":
                continue
            for compiler in filter(shutil.which, COMPILERS[language]):
                action = _compile_alone(package, header, compiler, language, standard)
                tasks.append(Task(f"headers/{header} alone {compiler} {standard}", 1, action))
    tasks += [
        Task("headers/exports equal declarations", 1, _exports(package)),
        Task("headers/static library is complete", 1, _static_functions(package)),
        Task("headers/soname and links", 1, _dynamic_section(package)),
        Task("headers/installed files name no build folder", 1, _no_foreign_paths(package)),
    ]
    return [task for task in tasks if wanted in task.name]
