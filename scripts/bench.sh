#!/usr/bin/env bash
# Runs the benchmarks against the libraries in a build folder: scripts/bench.sh BUILD_FOLDER [NAME]
# Names: overhead gather wrap reductions distribution interop; all of them without one. docs/performance.md explains the figures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${1:?the build folder}
name=${2:-}
bin=$build/benches
mkdir -p "$bin"

wanted() { [ -z "$name" ] || [ "$name" = "$1" ]; }

# As users compile: optimised, against the shared library. Arguments after the name are the compiler's.
compile() {
    "${MPICC:-mpicc}" -std=c99 -O2 -Wall -Wextra -Wpedantic -Werror -D_POSIX_C_SOURCE=200809L -Iinclude \
        "benches/$1.c" -o "$bin/$1" -L"$build/lib" -ldistarray "-Wl,-rpath,$(cd "$build/lib" && pwd)" "${@:2}"
}

if wanted overhead; then
    peer=()
    if pkg-config --exists PETSc 2>/dev/null; then
        read -ra peer <<<"-DOVERHEAD_PETSC $(pkg-config --cflags --libs PETSc)"
    fi
    compile overhead "${peer[@]}"
    timeout 600 scripts/mpi_env.sh mpiexec -n 1 "$bin/overhead"
fi

if wanted gather; then
    compile gather
    for ranks in 1 2 3 4; do
        timeout 600 scripts/mpi_env.sh mpiexec -n "$ranks" "$bin/gather"
    done
fi
if wanted wrap; then
    compile wrap
    timeout 600 scripts/mpi_env.sh mpiexec -n 1 "$bin/wrap"
fi
if wanted reductions; then
    compile reductions
    timeout 600 scripts/mpi_env.sh mpiexec -n 1 "$bin/reductions"
fi
# What an adapter's export and import take from 1 KB to 1 GB: a program for each library that CMake finds.
if wanted interop; then
    cmake -S benches/interop -B "$bin/interop" "-DDistArray_DIR=$(cd "$build" && pwd)" >/dev/null
    cmake --build "$bin/interop" >/dev/null
    for program in "$bin"/interop/*_wrap; do
        [ -x "$program" ] || continue
        echo "== ${program##*/}"
        timeout 600 scripts/mpi_env.sh mpiexec -n 1 "$program"
    done
fi
if wanted distribution; then
    scripts/cargo.sh bench --quiet --locked --bench distribution
fi
