#!/usr/bin/env bash
# Installs what a Debian or Ubuntu machine lacks to build and test this project, and nothing when
# all is there. Without root (or sudo that asks nothing) or without apt it prints the list and fails.
#   scripts/setup.sh          compilers, MPI, cargo, the tools of the tests, the libraries they compare with
#   scripts/setup.sh build    without these libraries, which only tests and benchmarks need
#   scripts/setup.sh lint     also rustfmt and clippy
# DISTARRAY_MPI (make MPI=...) names an MPI, mpich or openmpi: it is installed beside any other, and the
# machine's default stays what it was.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mpi=${DISTARRAY_MPI:-}
case $mpi in
    '' | openmpi | mpich) ;;
    *)
        echo "setup: MPI is '$mpi'; the names are mpich and openmpi (for any other MPI set MPI_C_COMPILER in CMake)" >&2
        exit 1
        ;;
esac

missing=()
reasons=()

# need PACKAGE REASON PROBE...: the package is missing if the probe fails.
need() {
    local package=$1 reason=$2
    shift 2
    "$@" >/dev/null 2>&1 && return
    missing+=("$package")
    reasons+=("$reason")
}

commands() {
    local name
    for name in "$@"; do command -v "$name" || return 1; done
}

installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# bindgen loads this library; a clang from elsewhere says where with LIBCLANG_PATH.
libclang() {
    [ -n "${LIBCLANG_PATH:-}" ] || installed libclang-dev || compgen -G '/usr/lib/llvm-*/lib/libclang*.so*'
}

# Debian builds PETSc and ScaLAPACK with Open MPI; another MPI can not run in the same program, and
# then the tests that need them are left out (tests/driver/peers.py).
other_mpi() {
    case $mpi in mpich) return 0 ;; openmpi) return 1 ;; esac
    local mpicc=${MPICC:-mpicc}
    commands "$mpicc" && ! "$mpicc" --showme:version
}

# The system's own Python is the one that Debian's packages are for.
debian_python() { other_mpi || /usr/bin/python3 -c "import $1"; }

peer() { other_mpi || pkg-config --exists "$1"; }
debian_peer() { other_mpi || installed "$1"; }

need build-essential "C and C++ compilers, the linker" commands gcc g++ make ld
need ca-certificates "cargo fetches crates over TLS" test -s /etc/ssl/certs/ca-certificates.crt
need cmake "builds the package" commands cmake
need pkg-config "finds MPI's module; tests of distarray.pc" commands pkg-config
if [ -z "$mpi" ]; then
    need libopenmpi-dev "mpi.h, the Fortran modules, the compiler wrappers (any other mpicc will do)" commands mpicc
    need openmpi-bin "mpiexec starts the tests (any other mpiexec will do)" commands mpiexec
else
    need "lib$mpi-dev" "mpi.h, the Fortran modules, the compiler wrappers" commands "mpicc.$mpi" "mpicxx.$mpi" "mpif90.$mpi"
    [ "$mpi" = mpich ] && launcher=mpich || launcher=openmpi-bin
    need "$launcher" "mpiexec starts the tests" commands "mpiexec.$mpi"
fi
need gfortran "the Fortran module" commands gfortran
need libclang-dev "bindgen reads mpi.h with it" libclang
if [ -z "$mpi" ]; then
    need libhdf5-openmpi-dev "parallel HDF5 for the feature hdf5" \
        eval 'installed libhdf5-openmpi-dev || installed libhdf5-mpich-dev || [ -n "${HDF5_DIR:-}" ]'
else
    need "libhdf5-$mpi-dev" "parallel HDF5 for the feature hdf5" installed "libhdf5-$mpi-dev"
fi
need python3 "drives the tests" commands python3
need valgrind "memory checks of the C and Fortran tests" commands valgrind
optional=0
if [ "${1:-}" != build ] && [ "${DISTARRAY_TEST_PEERS:-yes}" != no ]; then
    before=${#missing[@]}
    need libpetsc-real-dev "tests and benchmarks: PETSc does the same and agrees" peer PETSc
    need libpetsc-complex-dev "tests: the same with complex numbers" debian_peer libpetsc-complex-dev
    need libscalapack-openmpi-dev "tests and benchmarks: ScaLAPACK reads what we wrote" peer scalapack-openmpi
    need libglobalarrays-dev "tests and benchmarks: Global Arrays' memory is ours" debian_peer libglobalarrays-dev
    need libarmci-mpi-dev "Global Arrays stands on it" debian_peer libarmci-mpi-dev
    need libtrilinos-tpetra-dev "tests: Trilinos computes on our memory" debian_peer libtrilinos-tpetra-dev
    need libtrilinos-kokkos-dev "Tpetra's headers include it" debian_peer libtrilinos-kokkos-dev
    need libtrilinos-kokkos-kernels-dev "Tpetra's headers include it" debian_peer libtrilinos-kokkos-kernels-dev
    need libtrilinos-teuchos-dev "Tpetra's headers include it" debian_peer libtrilinos-teuchos-dev
    need libtrilinos-epetra-dev "tests: Epetra computes on our memory" debian_peer libtrilinos-epetra-dev
    for package in numpy mpi4py petsc4py pip setuptools wheel; do
        need "python3-$package" "tests of the Python package" debian_python "$package"
    done
    optional=$((${#missing[@]} - before))
fi

# --- Rust -----------------------------------------------------------------------------------------
# Debian 12's rustc is too old; its security archive carries a newer one as rustc-web. Ubuntu has
# versioned packages, such as rustc-1.85.

minimum=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' Cargo.toml)

# candidate PACKAGE: the version that apt would install, empty if it knows none.
candidate() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([0-9].*\)/\1/p'
}

# Prints "rustc cargo clippy rustfmt", the names of the first set that is new enough.
rust_packages() {
    local version name
    version=$(candidate rustc)
    if [ -n "$version" ] && dpkg --compare-versions "$version" ge "$minimum"; then
        echo rustc cargo rust-clippy rustfmt
        return
    fi
    version=$(candidate rustc-web)
    if [ -n "$version" ] && dpkg --compare-versions "$version" ge "$minimum"; then
        echo rustc-web cargo-web rust-web-clippy rustfmt-web
        return
    fi
    for name in $(apt-cache pkgnames rustc-1. 2>/dev/null | grep -E '^rustc-1\.[0-9]+$' | sort -V); do
        if dpkg --compare-versions "${name#rustc-}" ge "$minimum" && [ -n "$(candidate "$name")" ]; then
            echo "$name" "cargo-${name#rustc-}" "rust-${name#rustc-}-clippy" "rustfmt-${name#rustc-}"
            return
        fi
    done
}

have_rust=yes
scripts/cargo.sh --which >/dev/null 2>&1 || have_rust=no
have_lint=yes
if [ "${1:-}" = lint ]; then
    { scripts/cargo.sh fmt --version && scripts/cargo.sh clippy --version; } >/dev/null 2>&1 || have_lint=no
fi

add_rust() {
    local set
    read -r -a set <<<"$(rust_packages)"
    if [ "${#set[@]}" -eq 0 ]; then
        set=("rustc (>= $minimum)" "cargo (>= $minimum)" rust-clippy rustfmt)
        unknown_rust=yes
    fi
    if [ $have_rust = no ]; then
        missing+=("${set[0]}" "${set[1]}")
        reasons+=("the library is written in Rust $minimum" "builds it")
    fi
    if [ $have_lint = no ]; then
        missing+=("${set[2]}" "${set[3]}")
        reasons+=("make check: lints" "make check: formatting")
    fi
}

if [ "${#missing[@]}" -eq 0 ] && [ $have_rust$have_lint = yesyes ]; then
    exit 0
fi

# --- install, or say what is missing --------------------------------------------------------------

become=()
can_install=yes
command -v apt-get >/dev/null && command -v dpkg >/dev/null || can_install=no
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then become=(sudo); else can_install=no; fi
fi

if [ $can_install = yes ]; then
    echo "setup: reading the package lists"
    "${become[@]}" apt-get update -qq
fi
unknown_rust=no
[ $have_rust$have_lint = yesyes ] || add_rust

echo "setup: missing"
for index in "${!missing[@]}"; do
    printf '  %-22s %s\n' "${missing[$index]}" "${reasons[$index]}"
done
if [ $can_install = no ] && [ "${#missing[@]}" -eq $optional ]; then
    echo "setup: cannot install these here; set DISTARRAY_TEST_PEERS=no to leave out the tests that need them" >&2
    exit 0
fi
if [ $can_install = no ] || [ $unknown_rust = yes ]; then
    echo "setup: cannot install these here; that takes apt, root or a sudo that asks nothing, and a" >&2
    echo "       Rust of at least $minimum among the packages (rustup's on PATH is as good)" >&2
    exit 1
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "setup: installing"
if ! "${become[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
scripts/cargo.sh --which
