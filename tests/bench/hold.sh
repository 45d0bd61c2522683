# hold.sh -- accepting offers: bookings a second under the database's own guard, on both engines, 45,000
# bookings there already.  SQLite syncs every commit; the throw-away PostgreSQL does not (fsync off).
build=$(dirname "$1")
ninja -C "$build" cavt-test >/dev/null || exit 1
. tools/postgres.sh
trap postgres_end EXIT
TMPDIR=/tmp postgres_begin >&2 || echo "no PostgreSQL here: SQLite alone"
"$build/cavt-test" measured_bookings >"$BENCH_DIR/said" || {
    cat "$BENCH_DIR/said"
    exit 1
}
grep -v '^ok\|^1\.\.\|passed' "$BENCH_DIR/said"
