#!/usr/bin/env bash
# Makes a bare Debian 12 in a folder, puts a clean clone of this repository in, and runs make there:
#   scripts/test_bare.sh               make demo, then make test
#   scripts/test_bare.sh setup build   these targets instead
# Takes root. What is not committed is not tested. Mirrors, proxies, certificates and cargo's
# configuration are the machine's own, read when this runs.
#   BARE_DIR      where the folder is made (default: a new one under /var/tmp)
#   BARE_TIMEOUT  seconds for everything that runs inside (default 5400)
#   BARE_KEEP=1   leaves the folder behind
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

suite=bookworm
targets=("$@")
[ $# -gt 0 ] || targets=(demo test)
limit=${BARE_TIMEOUT:-5400}

fail() {
    echo "test_bare: $*" >&2
    exit 1
}

[ "$(id -u)" -eq 0 ] || fail "it makes a chroot, so it must run as root"
command -v apt-get >/dev/null || fail "it needs a machine with apt, whose mirrors it uses"
command -v git >/dev/null || fail "it needs git, to clone this repository"
[ -z "$(git status --porcelain)" ] || echo "test_bare: note: uncommitted changes are not part of this test" >&2
command -v mmdebstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends mmdebstrap; }

# One sources.list line per component of Debian 12 that this machine's apt knows.
sources() {
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' | grep -E "^deb [^ ]+ $suite" | sort -u
}

# The settings of this machine's apt that decide whether a download works.
apt_settings() {
    apt-config dump | grep -iE '^Acquire::(https?::(Proxy|CAInfo|Verify)|Check-|Retries|ForceIPv)' || true
}

[ -n "$(sources)" ] || apt-get update -qq
mirrors=$(sources)
[ -n "$mirrors" ] || fail "this machine's apt knows no mirror of Debian $suite"

work=$(mktemp -d -p "${BARE_DIR:-/var/tmp}" bare.XXXXXX)
root=$work/root
# Mounts are made inside a mount namespace of their own and end with it, so nothing of this machine
# is mounted below $work when it is removed; --one-file-system is the second lock on that door.
cleanup() {
    if [ "${BARE_KEEP:-0}" = 1 ]; then
        echo "test_bare: left behind: $work"
    else
        rm -rf --one-file-system "$work"
    fi
}
trap cleanup EXIT
trap 'exit 130' INT TERM

begin=$(date +%s)
since() { echo "test_bare: $1 after $(($(date +%s) - begin)) s"; }

apt_settings >"$work/apt.conf"
printf '%s\n' "$mirrors" >"$work/sources.list"
# Whoever types `make` has make; everything else is for `make setup` to find missing.
mmdebstrap --quiet --mode=root --variant=minbase --include=make \
    --aptopt="$work/apt.conf" --skip=check/empty "$suite" "$root" "$work/sources.list" </dev/null
since "bare root of $(du -sh "$root" | cut -f1) made"

# What belongs to this machine's network rather than to Debian.
mkdir -p "$root/etc/apt/apt.conf.d" "$root/usr/local/share/ca-certificates" "$root/root/.cargo"
cp "$work/apt.conf" "$root/etc/apt/apt.conf.d/99machine"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
for file in /etc/hosts /etc/apt/auth.conf; do
    [ ! -e $file ] || cp -L $file "$root$file"
done
cp -RL /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
for file in "${CARGO_HOME:-$HOME/.cargo}"/config "${CARGO_HOME:-$HOME/.cargo}"/config.toml; do
    [ ! -e "$file" ] || cp -L "$file" "$root/root/.cargo/"
done
mapfile -t environment < <(env | grep -iE '^(CARGO_(NET|HTTP|REGISTR|SOURCE)[A-Z_]*|https?_proxy|no_proxy|all_proxy)=' || true)

git clone --quiet --no-hardlinks . "$root/root/distarray"

# Runs as the first process of its own mount and process namespaces.
inside() {
    set -euo pipefail
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    for node in null zero full random urandom tty; do
        touch "$root/dev/$node"
        mount --bind /dev/$node "$root/dev/$node"
    done
    ln -s /proc/self/fd "$root/dev/fd"
    mkdir "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    for target in "${targets[@]}"; do
        echo "test_bare: make $target"
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
            "${environment[@]}" chroot "$root" make -C /root/distarray "$target" </dev/null
        since "make $target done"
    done
}
export root begin
export -f inside since
status=0
timeout --kill-after=20 "$limit" unshare --mount --propagation private --pid --fork --kill-child \
    bash -c "$(declare -p targets environment); inside" || status=$?
[ $status -ne 124 ] || fail "the time limit of $limit s ended it"
[ $status -eq 0 ] || fail "failed with exit status $status"
since "everything passed"
