#!/bin/sh
# fresh.sh -- prove the two commands on machines that have only git and a shell.
# usage: tools/fresh.sh [--test] [--keep] [RELEASE]...      as root; RELEASE: bookworm trixie (both)
# For each release: a root made by debootstrap from this machine's own mirror, a clean clone of what is
# committed, then ./run --yes --no-serve, ./run again, and with --test also ./test --yes.
set -eu
cd "$(dirname "$0")/.."
test=0 keep=0 releases=
for a in "$@"; do
    case "$a" in
    --test) test=1 ;;
    --keep) keep=1 ;;
    -*)
        sed -n '2,5s/^# //p' tools/fresh.sh
        exit 2
        ;;
    *) releases="$releases $a" ;;
    esac
done
[ -n "$releases" ] || releases="bookworm trixie"
[ "$(id -u)" = 0 ] || {
    echo "debootstrap and chroot need root" >&2
    exit 1
}
command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap >/dev/null

# The mirror apt itself uses for this machine's own packages.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -1)
base=$(mktemp -d "${TMPDIR:-/tmp}/cavt-fresh.XXXXXX")
root=
leave() {
    [ -z "$root" ] || for m in dev/pts dev proc; do umount -l "$root/$m" 2>/dev/null || true; done
    [ "$keep" = 1 ] || rm -rf --one-file-system "$base"
}
trap leave EXIT
trap 'exit 1' INT TERM

# A machine behind a proxy of its own says which certificates npm is to trust; the roots are behind it too.
trust=
[ -z "${NODE_EXTRA_CA_CERTS:-}" ] || trust=NODE_EXTRA_CA_CERTS=/etc/machine-certificates.pem

inside() { chroot "$root" env -i $trust HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 TERM=dumb sh -c "$1" </dev/null; }
timed() {
    t0=$(date +%s%N)
    "$@"
    echo "== $(((($(date +%s%N) - t0)) / 1000000)) ms"
}

git clone -q --no-hardlinks . "$base/clone"
for release in $releases; do
    root=$base/$release
    echo "== $release: a fresh root from $mirror"
    debootstrap --variant=minbase --include=git,ca-certificates "$release" "$root" "$mirror" >"$base/$release.log" 2>&1 || {
        tail -5 "$base/$release.log" >&2
        exit 1
    }
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp /etc/hosts "$root/etc/hosts"
    [ -z "$trust" ] || cp "$NODE_EXTRA_CA_CERTS" "$root/etc/machine-certificates.pem"
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    mount --bind /dev/pts "$root/dev/pts" 2>/dev/null || true
    cp -a "$base/clone" "$root/root/cavt"
    echo "== $release: ./run --yes --no-serve"
    timed inside 'cd /root/cavt && ./run --yes --no-serve'
    echo "== $release: ./run --no-serve, the second time"
    timed inside 'cd /root/cavt && ./run --no-serve'
    if [ "$test" = 1 ]; then
        echo "== $release: ./test --yes"
        timed inside 'cd /root/cavt && ./test --yes'
    fi
    leave_root=$root
    for m in dev/pts dev proc; do umount -l "$leave_root/$m" 2>/dev/null || true; done
    root=
done
echo "== done"
