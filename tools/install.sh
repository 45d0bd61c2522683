#!/bin/sh
# install.sh PREFIX -- put the built binary, its manual page, completions, service and example settings in
# place.  Settings already there are kept.  DESTDIR is honoured, for packagers.
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh
prefix=${1:-/usr/local}
case "$prefix" in /usr | /usr/local) etc=/etc ;; *) etc=$prefix/etc ;; esac
meson configure build -Dprefix="$prefix" -Dsysconfdir="$etc"
ninja -C build >build.log 2>&1 || die "the build failed; see build.log"
as=as_root
[ -z "${DESTDIR:-}" ] || as=
parent=${DESTDIR:-}$prefix
while [ ! -d "$parent" ]; do parent=$(dirname "$parent"); done
[ ! -w "$parent" ] || as=
$as meson install -C build --no-rebuild --quiet
conf=${DESTDIR:-}$etc/cavt/cavt.conf
[ -e "$conf" ] || $as cp "$conf.example" "$conf"
say "installed under $prefix; settings: $conf"
[ -n "${DESTDIR:-}" ] || [ ! -d /run/systemd/system ] || {
    as_root systemctl daemon-reload
    say "to serve from now on: systemctl enable --now cavt"
}
