"""Which MPI the tests are for: the machine's default, or the one that `make MPI=...` names; and what runs on
MPICH need beside what scripts/mpi_env.sh sets."""

import functools
import glob
import os
import shutil

from .process import ROOT, run

# Debian's name of an MPI, with which the names of its tools end; empty for the default.
NAME = os.environ.get("DISTARRAY_MPI", "")
# What scripts/mpi_env.sh preloads into the ranks.
_PRELOAD = "DISTARRAY_PRELOAD"


def tool(name):
    """The name of a compiler or launcher."""
    return f"{name}.{NAME}" if NAME else name


def build_folder():
    """CMake's build folder, one per MPI."""
    return os.path.join(ROOT, f"build-{NAME}" if NAME else "build")


def configure_library():
    """What CMake needs to be told for the library."""
    return [f"-DDISTARRAY_MPI={NAME}"] if NAME else []


def configure_consumer(package):
    """What CMake needs to be told for a project that uses the package. Whoever names no MPI names its C compiler
    only, and CMake finds the others."""
    defines = [f"-DMPI_C_COMPILER={package.mpicc}"]
    if NAME:
        for variable, name in [("MPI_CXX_COMPILER", "mpicxx"), ("MPI_Fortran_COMPILER", "mpif90")]:
            defines.append(f"-D{variable}={shutil.which(tool(name)) or tool(name)}")
    return defines


@functools.cache
def is_open_mpi(mpicc):
    """Whether a compiler wrapper is Open MPI's."""
    return run([mpicc, "--showme:version"], 30).ok


def other(mpicc):
    """Debian's name of the MPI that a compiler wrapper is not for."""
    return "mpich" if is_open_mpi(mpicc) else "openmpi"


def suppressions(mpicc):
    """What valgrind should not mind in an MPI."""
    if not is_open_mpi(mpicc):
        return ["--suppressions=" + os.path.join(ROOT, "tests/valgrind-mpich.supp")]
    # Open MPI ships a list of its own.
    for folder in ["/usr/share/openmpi"] + glob.glob("/usr/lib/*/openmpi/share"):
        path = os.path.join(folder, "openmpi-valgrind.supp")
        if os.path.exists(path):
            return ["--suppressions=" + path]
    return []


@functools.cache
def _spawns(mpicc, mpiexec, folder):
    """Whether MPI_Comm_spawn works. Open MPI's has to; another is tried."""
    if is_open_mpi(mpicc):
        return True
    os.makedirs(folder, exist_ok=True)
    program = os.path.join(folder, "spawn_probe")
    made = run([mpicc, os.path.join(ROOT, "tests/support/spawn_probe.c"), "-o", program], 60)
    return not made.ok or run([os.path.join(ROOT, "scripts/mpi_env.sh"), mpiexec, "-n", "1", program], 20).ok


def lacks(package, need):
    """Whether the MPI can not do what a program needs."""
    return need == "spawn" and not _spawns(package.mpicc, package.mpiexec, package.scratch)


def plain_names(folder):
    """A folder for PATH in which the plain names are those of the MPI; None where they are so already."""
    if not NAME:
        return None
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name in ("mpicc", "mpicxx", "mpif90", "mpifort", "mpiexec", "mpirun"):
        path = shutil.which(tool(name))
        if path:
            os.symlink(path, os.path.join(folder, name))
    return folder


def prepare(build):
    """Makes what ranks of MPICH preload, so that more of them than there are cores get on."""
    mpicc = os.environ.get("MPICC") or tool("mpicc")
    if _PRELOAD in os.environ or not shutil.which(mpicc) or is_open_mpi(mpicc):
        return
    library = os.path.join(build, "tests", "mpich_yield.so")
    os.makedirs(os.path.dirname(library), exist_ok=True)
    made = run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC",
                os.path.join(ROOT, "tests/support/mpich_yield.c"), "-o", library, "-ldl"], 60)
    if made.ok:
        os.environ[_PRELOAD] = library
    else:
        print(f"ranks that wait will not yield, and tests may run out of time:\n{made.explain()}", flush=True)
