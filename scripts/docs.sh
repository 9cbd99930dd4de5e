#!/usr/bin/env bash
# Makes the reference manuals: scripts/docs.sh BUILD_FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${1:?the build folder}

RUSTDOCFLAGS="-D warnings" scripts/cargo.sh doc --locked --no-deps
echo "docs: Rust: target/doc/distarray/index.html"

if ! command -v doxygen >/dev/null; then
    echo "docs: no manual of the C interface: doxygen is not installed (apt-get install doxygen)"
    exit 0
fi
mkdir -p "$build/manual"
# Everything that differs from doxygen's defaults; a warning is an error, as in the compilers.
doxygen - <<SETTINGS
PROJECT_NAME           = libdistarray
PROJECT_NUMBER         = $(sed -n 's/^version *= *"\(.*\)"/\1/p' Cargo.toml | head -n 1)
PROJECT_BRIEF          = "Distributed arrays over MPI"
OUTPUT_DIRECTORY       = $build/manual
INPUT                  = include README.md docs
FILE_PATTERNS          = *.h *.hpp *.md
RECURSIVE              = YES
USE_MDFILE_AS_MAINPAGE = README.md
STRIP_FROM_INC_PATH    = include
EXTRACT_ALL            = YES
OPTIMIZE_OUTPUT_FOR_C  = YES
MACRO_EXPANSION        = YES
EXPAND_ONLY_PREDEF     = YES
PREDEFINED             = DA_API=
HAVE_DOT               = NO
WARN_AS_ERROR          = FAIL_ON_WARNINGS
GENERATE_LATEX         = NO
QUIET                  = YES
WARN_IF_UNDOCUMENTED   = NO
SETTINGS
echo "docs: C: $build/manual/html/index.html"
