# killed_import.sh CAVT -- an import killed at any moment has done all of its work or none of it; what it has
# acknowledged stays; and everything that must hold of the stored data holds.
cavt=$(realpath "$1")
demo=$(realpath "$(dirname "$0")/../../demo")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
export LC_ALL=C.UTF-8

# state DB: "none" or "all" of the demonstration region is there, or what else is.
state() {
    "$cavt" import "$1" "$demo" --preview --as csv | tr -d '\r' |
        awk -F, 'NR > 1 { fresh += $2; changed += $3; same += $4 }
                 END { print fresh && !changed && !same ? "none" : same && !fresh && !changed ? "all" : fresh "/" changed "/" same }'
}

"$cavt" init r.db >/dev/null || exit 1
cp r.db whole.db
t0=$(date +%s%N)
"$cavt" import whole.db "$demo" >/dev/null || exit 1
took_ms=$((($(date +%s%N) - t0) / 1000000))
[ "$(state whole.db)" = all ] || { echo "the import itself: $(state whole.db)"; exit 1; }

killed=0 i=1
while [ $i -le 12 ]; do
    rm -f k.db*
    cp r.db k.db
    "$cavt" import k.db "$demo" >said 2>&1 &
    pid=$!
    sleep "$(awk -v i=$i -v t=$took_ms 'BEGIN { printf "%.3f", t * i / 11 / 1000 }')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    status=$?
    [ $status = 0 ] || killed=$((killed + 1))
    "$cavt" check k.db >checked || { echo "after the kill:"; grep -v '^ok' checked; exit 1; }
    now=$(state k.db)
    case "$status:$now" in
    0:all | 137:none | 137:all) ;;
    *) echo "exit status $status, and the region is $now"; cat said; exit 1 ;;
    esac
    [ ! -s said ] || [ "$now" = all ] || { echo "it said what it had done, and it is not there"; exit 1; }
    i=$((i + 1))
done
[ $killed -gt 0 ] || { echo "no import was killed in time: the test proves nothing"; exit 1; }
echo "killed $killed times of 12"
