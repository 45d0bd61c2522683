# timetable.sh -- the timetable engine on the instances of ITC-2019.
#   BENCH_SECONDS  seconds for each run, 60    BENCH_SEEDS  "1 2 3"    BENCH_ONLY  some instances
#   BENCH_CLOCK    wall (or processor: seconds of the processor over the threads, for a busy machine)
# reference: UniTime's ITC-2019 solver, two threads, 60 s; best: the records of itc2019.org.
cavt=$1
export LC_ALL=C
data=${CAVT_DATA:-../shared/data}/itc2019
seconds=${BENCH_SECONDS:-60} seeds=${BENCH_SEEDS:-1 2 3}
clock=
[ "${BENCH_CLOCK:-wall}" = processor ] && clock=--processor
[ -d "$data" ] || {
    echo "left out: no instances of ITC-2019 at $data (set CAVT_DATA)"
    exit 0
}
echo "instance          seed  seconds      total       best     gap   reference  moves/s   complete at"
while read -r name best reference; do
    case " ${BENCH_ONLY:-$name} " in *" $name "*) ;; *) continue ;; esac
    [ -f "$data/$name.xml" ] || continue
    for seed in $seeds; do
        said=$("$cavt" solve itc2019 "$data/$name.xml" --out "$BENCH_DIR/$name.xml" --seconds "$seconds" --threads 2 --seed "$seed" $clock 2>/dev/null)
        checked=$("$cavt" solve check "$data/$name.xml" "$BENCH_DIR/$name.xml" 2>&1 | tail -1)
        echo "$said" | awk -v name="$name" -v seed="$seed" -v best="$best" -v reference="$reference" -v checked="$checked" '
            /^total / { total = $2; sound = /without a time 0,/ && /violations 0/ }
            / moves, / { s = $1; for (i = 1; i <= NF; i++) { if ($i ~ /^moves/) moves = $(i - 1); if ($i == "at") at = $(i + 1) " s" } }
            END { if (checked != "total " total) total = "(" checked ")"
                  printf "%-17s %4d %8.1f %10s %10d %6.1f%% %11s %8.0f   %s\n", name, seed, s, total, best,
                      (total - best) * 100 / best, reference, moves / s, sound ? at : "incomplete" }'
    done
done <<'END'
bet-fal17 289452 incomplete
mary-spr17 14910 15752
muni-fi-spr16 3752 4889
muni-fi-spr17 3738 5190
muni-fsps-spr17 868 2559
nbi-spr18 18014 29619
pu-d5-spr17 15184 18852
tg-fal17 4215 6815
yach-fal17 1074 3040
lums-spr18 95 209
END
