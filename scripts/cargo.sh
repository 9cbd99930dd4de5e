#!/bin/sh
# Runs the first cargo whose Rust is new enough; the one place that decides which cargo that is.
#   scripts/cargo.sh ARGUMENTS...   runs it
#   scripts/cargo.sh --which        prints its command and the version of its rustc, or fails
# CARGO and RUSTC in the environment are asked first.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
need=$(sed -n 's/^rust-version *= *"\([0-9]*\)\.\([0-9]*\).*/\1 \2/p' "$here/Cargo.toml")
need_major=${need% *}
need_minor=${need#* }

# Succeeds if rustc $1 is at least the version that Cargo.toml asks for; sets `version`.
new_enough() {
    version=$("$1" --version 2>/dev/null | sed -n 's/^rustc \([0-9]*\.[0-9]*\.[0-9]*\).*/\1/p') || return 1
    [ -n "$version" ] || return 1
    major=${version%%.*}
    minor=${version#*.}
    minor=${minor%%.*}
    [ "$major" -gt "$need_major" ] || { [ "$major" -eq "$need_major" ] && [ "$minor" -ge "$need_minor" ]; }
}

# Debian and Ubuntu may carry versioned compilers, rustc-1.85 with cargo-1.85.
versioned() {
    for path in /usr/bin/cargo-[0-9]*.[0-9]*; do
        [ -x "$path" ] && printf '%s\n' "${path#/usr/bin/cargo-}"
    done | sort -t. -k1,1nr -k2,2nr
}

found=
try() {
    [ -z "$found" ] && command -v "$1" >/dev/null 2>&1 && new_enough "$2" || return 0
    found=$1
    compiler=$2
}

[ -n "${CARGO:-}" ] && try "$CARGO" "${RUSTC:-rustc}"
try cargo "${RUSTC:-rustc}"
try "${HOME:-/nonexistent}/.cargo/bin/cargo" "${HOME:-/nonexistent}/.cargo/bin/rustc"
try /usr/bin/cargo /usr/bin/rustc
for each in $(versioned); do
    try "/usr/bin/cargo-$each" "/usr/bin/rustc-$each"
done

if [ -z "$found" ]; then
    echo "cargo.sh: no cargo with Rust $need_major.$need_minor or newer was found; run 'make setup'" >&2
    exit 127
fi
if [ "${1:-}" = --which ]; then
    new_enough "$compiler"
    echo "$found (Rust $version)"
    exit 0
fi
[ "$compiler" = rustc ] || export RUSTC="$compiler"
exec "$found" "$@"
