# repair.sh -- least-change repair on made regions of size S, all orders of each held: six random breakdowns each, one after the other.
# Beside it, in the same run: answering the orders of the hit offers anew, which lays all their lessons open.  Seconds are the processor's.
build=$(dirname "$1")
ninja -C "$build" cavt-test >/dev/null || exit 1
REPAIR_SEEDS=${REPAIR_SEEDS:-5} "$build/cavt-test" made_regions_stay_sound >"$BENCH_DIR/said" || {
    cat "$BENCH_DIR/said"
    exit 1
}
sed -n 's/^# //p' "$BENCH_DIR/said"
