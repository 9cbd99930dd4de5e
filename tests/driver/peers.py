"""Whether the libraries of others, which the ring `interop` compares with, can be used."""

import os

from .process import run

PEERS = ["PETSc", "scalapack-openmpi"]


def _say(why):
    print(f"left out: interop, {why}", flush=True)
    return False


def usable(report, package):
    """True if they are there. Their absence is a failure, except with an MPI that Debian does not build them with,
    and where `DISTARRAY_TEST_PEERS=no` says that they are not wanted."""
    if os.environ.get("DISTARRAY_TEST_PEERS") == "no":
        return _say("because DISTARRAY_TEST_PEERS=no")
    if not run([package.mpicc, "--showme:version"], 30).ok:
        return _say("because Debian's PETSc and ScaLAPACK need Open MPI")
    missing = [name for name in PEERS if not run(["pkg-config", "--exists", name], 30).ok]
    if missing:
        report.add("interop/peers", False,
                   detail=f"pkg-config does not find {' and '.join(missing)}: make setup, or DISTARRAY_TEST_PEERS=no")
    return not missing
