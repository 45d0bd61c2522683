# offer.sh -- from an order to an offer on a region of size M: one order, two hundred, a question, memory; and how far
# offers are from the joint optimum where that can be proved.
cavt=$1 db=$BENCH_DIR/m.db said=$BENCH_DIR/said
clock() { # seconds of the command, its output in $said; peak memory in $kb
    begun=$(date +%s.%N) user=? kb=0
    if [ -x /usr/bin/time ]; then # memory and processor time where the package `time` is there
        /usr/bin/time -o "$BENCH_DIR/time" -f '%U %M' "$@" >"$said" 2>&1 || cat "$said"
        read -r user kb <"$BENCH_DIR/time"
    else
        "$@" >"$said" 2>&1 || cat "$said"
    fi
    wall=$(echo "$(date +%s.%N) $begun" | awk '{ printf "%.2f", $1 - $2 }')
}
"$cavt" init "$db" >/dev/null && "$cavt" region make "$db" --size M --seed 1 >/dev/null || exit 1
clock "$cavt" ask "$db" move-3.3 --people 20
printf 'a question, size M\t%s\ts wall\ttens of ms\n' "$wall"
n=0 all=0
for order in $("$cavt" order list "$db" --as csv | sed 1d | cut -d, -f1 | awk 'NR % 20 == 7'); do
    clock "$cavt" offer make "$db" "$order" --dry
    all=$(echo "$all $wall" | awk '{ print $1 + $2 }') n=$((n + 1))
done
echo "$all $n" | awk '{ printf "one order with its alternatives, mean of %d\t%.2f\ts wall\tat most 2\n", $2, $1 / $2 }'
clock "$cavt" offer make "$db" --all
printf '200 orders with their alternatives\t%s\ts wall (%s user)\tat most 60\n' "$wall" "$user"
printf 'memory of one process\t%s\tMB\tunder 500\n' $((kb / 1024))
printf 'orders that can be met\t%s\tof 200\tmost\n' "$(grep -c 'can be met$' "$said")"
"$cavt" offer list "$db" --as json >"$BENCH_DIR/offers"
for offer in $("$cavt" offer list "$db" --as csv | sed 1d | cut -d, -f1); do "$cavt" offer show "$db" "$offer"; done |
    grep -o '"composition":"[a-z ]*"' | sort | uniq -c | awk '{ n += $1; if (/proved/) p = $1 } END { printf "compositions proved least\t%.1f\t%%\tat least 95\n", 100 * p / n }'
build=$(dirname "$cavt")
ninja -C "$build" cavt-test >/dev/null && JOINT_CASES=30 "$build/cavt-test" joint | sed -n 's/^# joint optimum: //p'
