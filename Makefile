# The commands of this project; `make help` lists them. CMakeLists.txt builds the package,
# tests/run.py runs the tests, and this file only names both.

# MPI=mpich: that one instead of the machine's default (Debian's name of it), in a build folder of its own.
MPI =
BUILD ?= build$(MPI:%=-%)
PREFIX ?= /usr/local
T ?=
export MAKEFLAGS += --no-print-directory
# What the scripts and the driver of the tests read.
export DISTARRAY_MPI = $(MPI)

.DEFAULT_GOAL := help
.PHONY: help setup build demo test test-full test-bare check bench bench-exchange bench-compute headers install docs clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: ## install what is missing on Debian or Ubuntu; print the list where that cannot be done
	@scripts/setup.sh

build: ## build the libraries into $(BUILD)/lib, after installing what that takes
	@scripts/setup.sh build
	@test -f $(BUILD)/CMakeCache.txt || cmake -S . -B $(BUILD) $(MPI:%=-DDISTARRAY_MPI=%)
	@cmake --build $(BUILD)

demo: build ## run the examples in C and Fortran on real data, on four ranks
	@python3 tests/run.py --build $(BUILD) --demo

test: setup ## run every test; T=name runs those with the name in theirs (T=c/version, T=rust/block); MPI=mpich
	@python3 tests/run.py --build $(BUILD) "$(T)"

test-full: setup ## every test, and the runs under valgrind that take long (three ranks of everything)
	@python3 tests/run.py --build $(BUILD) --full "$(T)"

test-bare: ## prove setup, demo and test in a bare Debian 12 made in a folder (needs root; not in CI)
	@scripts/test_bare.sh

check: setup ## check formatting, lints and the generated files that are committed
	@scripts/cargo.sh fmt --check
	@scripts/mpi_env.sh scripts/cargo.sh clippy --locked --all-targets --features cli -- -D warnings
	@scripts/mpi_env.sh scripts/cargo.sh test --locked --features cli --test headers --test house --test layers
	@python3 scripts/fortran_specifics.py --check
	@python3 scripts/fortran_objects.py --check

bench: build ## measure calls, gathering, wrapping, reductions, making distributions; T=name runs one (T=gather)
	@scripts/bench.sh $(BUILD) "$(T)"

bench-exchange: setup build ## measure redistribution and halos against ScaLAPACK, PETSc and plain MPI; T=name runs one
	@python3 scripts/bench_exchange.py $(BUILD) "$(T)"

bench-compute: setup build ## measure functions and reductions against NumPy, PETSc and Global Arrays; T=name runs one part
	@python3 scripts/bench_compute.py $(BUILD) "$(T)"

headers: ## make include/distarray.h anew from src/capi, and the Fortran procedures per type and rank
	@DISTARRAY_UPDATE_HEADERS=1 scripts/mpi_env.sh scripts/cargo.sh test --quiet --locked --features cli --test headers committed_header
	@python3 scripts/fortran_specifics.py
	@python3 scripts/fortran_objects.py

install: build ## install to PREFIX (default /usr/local)
	@cmake --install $(BUILD) --prefix $(PREFIX)

docs: setup ## make the reference manuals: target/doc (Rust), and build/manual (C, where doxygen is installed)
	@scripts/docs.sh $(BUILD)

clean: ## remove everything that was built
	@rm -rf $(BUILD) target
