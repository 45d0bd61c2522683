# booking.sh -- requests booked under every rule and the guard; the timeline of 20 rooms with 24,000 bookings, and of
# 2,000 rooms with 1,000,000; a week's page over four connections.  Beside it, in the same run, a file the server only sends.
build=$(dirname "$1")
ninja -C "$build" cavt-test >/dev/null || exit 1
command -v wrk >/dev/null || { echo "wrk is not installed (tools/packages, group test?)"; exit 0; }
seconds=${BENCH_S:-6}
BENCH_LARGE=1 "$build/cavt-test" measured_requests >"$BENCH_DIR/said" || { cat "$BENCH_DIR/said"; exit 1; }
grep -v '^ok\|^1\.\.\|passed' "$BENCH_DIR/said"

# a day each time another: more than a connection keeps, so that every page is drawn
cat >"$BENCH_DIR/drawn.lua" <<'END'
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", string.format("/timeline?site=s-0&zoom=week&day=2027-%02d-%02d", 3 + n % 5, 1 + n % 28 ))
end
END

# load NAME URL [SCRIPT]: pages a second, and the slowest of a hundred, in ms.
load() {
    wrk -t1 -c4 -d"${seconds}s" --latency ${3:+-s "$3"} "$2" >"$BENCH_DIR/wrk" 2>&1
    rate=$(sed -n 's/^Requests\/sec: *//p' "$BENCH_DIR/wrk")
    slow=$(awk '$1 == "99%" { t = $2; if (t ~ /us$/) f = 0.001; else if (t ~ /ms$/) f = 1; else f = 1000; sub(/[a-z]+$/, "", t); print t * f }' "$BENCH_DIR/wrk")
    bad=$(sed -n 's/^ *Non-2xx or 3xx responses: //p' "$BENCH_DIR/wrk")
    [ -z "$bad" ] || echo "$1: $bad answers were no pages"
}

# memory: its own, and with the pages of the database's file, which every connection maps and counts again.
memory() {
    awk '/^RssAnon/ { own = $2 } /^VmRSS/ { all = $2 } END { printf "  memory of its own\t%.1f\tMB\tunder 60\n  with the mapped file\t%.1f\tMB\t\n", own / 1024, all / 1024 }' "/proc/$pid/status"
}

# serve DB: sets $base and $pid.
serve() {
    "$1" serve "$2" --listen 127.0.0.1:0 --threads 2 >"$BENCH_DIR/address" 2>"$BENCH_DIR/serve.err" &
    pid=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        base=$(sed -n 's|^\(http://[^ ]*\)/$|\1|p' "$BENCH_DIR/address")
        [ -z "$base" ] || return 0
        sleep 0.1
    done
    return 1
}
cavt=$1
serve "$cavt" "$BENCH_DIR/small.db" || exit 1
css=$(wget -qO- "$base/pages" 2>/dev/null | sed -n 's|.*href="\(/asset/app\.[0-9a-f]*\.css\)".*|\1|p' | head -1)
[ -n "$css" ] || css=$(curl -s "$base/pages" | sed -n 's|.*href="\(/asset/app\.[0-9a-f]*\.css\)".*|\1|p' | head -1)
load "a style sheet" "$base$css"
reference=$rate
printf 'reference: a style sheet, sent only\t%.0f\t/s\t\n' "$rate"
load "week" "$base/timeline?site=s-0&zoom=week&day=2027-03-03"
small=$rate
printf 'a week of 20 rooms with 24,000 bookings\t%.0f\t/s\t4000\n  99 of 100 within\t%s\tms\tunder 10\n' "$rate" "$slow"
awk -v a="$rate" -v b="$reference" 'BEGIN { printf "  of the reference\t%.0f\t%%\t\n", 100 * a / b }'
load "weeks drawn anew" "$base/timeline?site=s-0" "$BENCH_DIR/drawn.lua"
printf '  drawn anew each time, another week\t%.0f\t/s\t\n  99 of 100 within\t%s\tms\t\n' "$rate" "$slow"
memory
kill "$pid"; wait "$pid" 2>/dev/null
serve "$cavt" "$BENCH_DIR/large.db" || exit 1
load "week of many" "$base/timeline?site=s-50&zoom=week&day=2027-03-03"
awk -v a="$small" -v b="$rate" 'BEGIN { printf "the same page among 2,000 rooms with 1,000,000 bookings\t%.0f\t/s\t\n  times slower\t%.2f\tx\t2\n", b, a / b }'
load "first of many" "$base/timeline?rows=20&zoom=week&day=2027-03-03"
printf '  the first 20 of all 2,000\t%.0f\t/s\t\n  99 of 100 within\t%s\tms\t\n'  "$rate" "$slow"; memory
kill "$pid"; wait "$pid" 2>/dev/null
exit 0
