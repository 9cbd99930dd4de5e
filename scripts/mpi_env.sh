#!/bin/sh
# Runs a command in the environment that tests and the demo want from MPI on one machine:
#   scripts/mpi_env.sh mpiexec -n 4 ./program
# The one place for these settings. Each can be overridden from outside.
# DISTARRAY_MPI (make MPI=...) names another MPI than the default: mpich, openmpi. Then cargo and the tests that
# start ranks by themselves get that one's tools, and cargo builds into a folder of its own, because mpi-sys
# is not rebuilt when MPI changes.
set -eu

if [ -n "${DISTARRAY_MPI:-}" ]; then
    export MPICC="${MPICC:-mpicc.$DISTARRAY_MPI}"
    export MPIEXEC="${MPIEXEC:-mpiexec.$DISTARRAY_MPI}"
    here=$(cd "$(dirname "$0")/.." && pwd)
    export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$here/target/$DISTARRAY_MPI}"
    for folder in /usr/lib/*/hdf5/"$DISTARRAY_MPI"; do
        [ ! -d "$folder" ] || export HDF5_DIR="${HDF5_DIR:-$folder}"
    done
fi

# Containers run as root; Open MPI asks twice whether that is meant (PRTE: Open MPI 5).
export OMPI_ALLOW_RUN_AS_ROOT="${OMPI_ALLOW_RUN_AS_ROOT:-1}"
export OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="${OMPI_ALLOW_RUN_AS_ROOT_CONFIRM:-1}"
export PRTE_ALLOW_RUN_AS_ROOT="${PRTE_ALLOW_RUN_AS_ROOT:-1}"
export PRTE_ALLOW_RUN_AS_ROOT_CONFIRM="${PRTE_ALLOW_RUN_AS_ROOT_CONFIRM:-1}"

# Six ranks on two cores are wanted.
export OMPI_MCA_rmaps_base_oversubscribe="${OMPI_MCA_rmaps_base_oversubscribe:-1}"
export PRTE_MCA_rmaps_default_mapping_policy="${PRTE_MCA_rmaps_default_mapping_policy:-:oversubscribe}"

# Naming the transports skips probing for networks: start-up takes half the time.
export OMPI_MCA_pml="${OMPI_MCA_pml:-ob1}"
export OMPI_MCA_btl="${OMPI_MCA_btl:-self,vader}"

# The same for UCX, on which MPICH stands.
case "${DISTARRAY_MPI:-}" in mpich) export UCX_TLS="${UCX_TLS:-self,sm}" ;; esac

# The driver of the tests has a library for ranks of MPICH (tests/driver/mpi.py).
if [ -n "${DISTARRAY_PRELOAD:-}" ]; then
    export LD_PRELOAD="$DISTARRAY_PRELOAD${LD_PRELOAD:+:$LD_PRELOAD}"
fi

exec "$@"
