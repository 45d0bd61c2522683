# command.sh -- what every command pays: starting, opening, and the check of a whole database.
cavt=$1
cd "$BENCH_DIR" || exit 1
ms() { # ms TIMES COMMAND...: milliseconds of one
    n=$1
    shift
    t0=$(date +%s%N)
    i=0
    while [ $i -lt "$n" ]; do
        "$@" >/dev/null || return 1
        i=$((i + 1))
    done
    awk -v a="$t0" -v b="$(date +%s%N)" -v n="$n" 'BEGIN { printf "%.1f", (b - a) / 1e6 / n }'
}
printf 'cavt --version, started and done\t%s\tms\n' "$(ms 50 "$cavt" --version)"
printf 'cavt init of a new database\t%s\tms\n' "$(ms 1 "$cavt" init r.db)"
printf 'cavt init done again\t%s\tms\n' "$(ms 20 "$cavt" init r.db)"
printf 'cavt check of an empty database\t%s\tms\n' "$(ms 5 "$cavt" check r.db)"
cp "$cavt" stripped && strip stripped 2>/dev/null
printf 'binary, stripped\t%s\tMB\tunder 10\n' "$(wc -c <stripped | awk '{ printf "%.1f", $1 / 1e6 }')"
if "$cavt" region make m.db --size M --seed 1 >/dev/null 2>&1; then
    printf 'size M: cavt check\t%s\tms\tseconds\n' "$(ms 1 "$cavt" check m.db)"
    printf 'size M: cavt backup\t%s\tms\n' "$(ms 1 "$cavt" backup m.db copy.db)"
fi
