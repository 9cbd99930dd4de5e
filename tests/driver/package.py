"""Builds the package, installs it into a scratch prefix, and moves that prefix once, so that
everything tested afterwards was found at a place the installation did not know."""

import dataclasses
import os
import re
import shutil

from . import mpi
from .process import ROOT, run

BUILD_LIMIT = 1800


@dataclasses.dataclass
class Package:
    """Where things are once they were installed."""

    build: str
    scratch: str
    prefix: str
    libdir: str
    version: str
    mpicc: str
    mpiexec: str
    cargo_dir: str
    # Whether to run what only `make test-full` runs.
    full: bool = False

    @property
    def include(self):
        return os.path.join(self.prefix, "include")


class PackageError(Exception):
    """The package could not be made; the text says which step failed."""


def _step(report, name, command, **options):
    outcome = run(command, BUILD_LIMIT, **options)
    report.add(name, outcome.ok, outcome.seconds, outcome.explain())
    if not outcome.ok:
        raise PackageError(name)


def _cache(build):
    """The entries of CMake's cache."""
    with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as cache:
        return dict(re.findall(r"^([^#/:\n]+):[^=\n]*=(.*)$", cache.read(), re.MULTILINE))


def make(report, build):
    """Configures (once), builds, installs, moves."""
    scratch = os.path.join(build, "tests")
    if not os.path.exists(os.path.join(build, "CMakeCache.txt")):
        _step(report, "package/configure", ["cmake", "-S", ROOT, "-B", build, *mpi.configure_library()])
    _step(report, "package/build", ["cmake", "--build", build])

    first, final = os.path.join(scratch, "installed-at"), os.path.join(scratch, "prefix")
    for folder in (first, final):
        shutil.rmtree(folder, ignore_errors=True)
    _step(report, "package/install", ["cmake", "--install", build, "--prefix", first])
    os.rename(first, final)

    cache = _cache(build)
    with open(os.path.join(ROOT, "Cargo.toml"), encoding="utf-8") as manifest:
        version = re.search(r'^version *= *"([^"]+)"', manifest.read(), re.MULTILINE).group(1)
    libdir = next((folder for folder, _, files in os.walk(final) if "libdistarray.so" in files), None)
    if libdir is None:
        report.add("package/files", False, detail=f"no libdistarray.so under {final}")
        raise PackageError("package/files")
    return Package(build=build, scratch=scratch, prefix=final, libdir=libdir, version=version,
                   mpicc=cache["MPI_C_COMPILER"], mpiexec=cache.get("MPIEXEC_EXECUTABLE") or "mpiexec",
                   cargo_dir=cache["DISTARRAY_CARGO_DIR"])
