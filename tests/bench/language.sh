# language.sh -- words: marking beside grep -F, linking, titles, adverts, forecasts.  Needs the public data beside the
# project ($CAVT_DATA or ../shared/data); says so and stops where it is absent.
cavt=$1
data=${CAVT_DATA:-$(pwd)/../shared/data}
[ -d "$data/esco-1.1.0" ] || { echo "no public data at $data: nothing measured"; exit 0; }
root=$(pwd)
cd "$BENCH_DIR" || exit 1
processor() { # processor COMMAND...: user and system seconds of one run, its output thrown away
    sh -c '"$@" >/dev/null 2>&1; times' sh "$@" | awk 'NR == 2 { gsub(/s/, ""); for (i = 1; i <= 2; i++) { split($i, t, "m"); all += t[1] * 60 + t[2] } printf "%.2f", all }'
}
"$cavt" init r.db >/dev/null && "$cavt" import r.db "$data/esco-1.1.0" "$data/onet" >/dev/null || exit 1
echo weld >one
printf 'compiling the matcher and marking one word\t%s\ts\n' "$(processor sh -c "'$cavt' competence mark r.db <one")"
loaded=$(processor sh -c "'$cavt' competence mark r.db <one")
printf 'the same with the matcher kept\t%s\ts\tat most 1\n' "$loaded"
i=0
while [ $i -lt 5 ]; do cat "$data/vacancies-usajobs/questionnaires.jsonl" && i=$((i + 1)); done >text
size=$(wc -c <text)
spent=$(processor sh -c "'$cavt' competence mark r.db <text >/dev/null")
printf 'marking, with sections, printing left in\t%s\tMB/s\t80 for the automaton\n' "$(awk -v n="$size" -v s="$spent" -v l="$loaded" 'BEGIN { printf "%.0f", n / 1e6 / (s - l) }')"
"$cavt" competence measure r.db --gold "$data/gold-esco" --as csv --lang en >figures || exit 1
awk -F, 'NR > 1 { sub(/_.*/, "", $1); t = $2 == "RP@5" ? ($1 == "tech" ? "at least 0.48" : "at least 0.40") : ""; printf "linking, %s: %s\t%s\t%s to %s\t%s\n", $1, $2, $3, $4, $5, t }' figures
mkdir gold && ln -s "$data/vacancies-usajobs/listings.csv" gold/
"$cavt" competence measure r.db --gold gold --as csv --lang en >figures || exit 1
awk -F, 'NR > 1 && $2 ~ /@[15]$/ { printf "titles, federal series: %s\t%s\t\t%s\n", $2, $3, $2 ~ /@1/ ? "at least 0.75" : "" }' figures
for f in hn-hiring-trends/terms_monthly.csv vacancies-usajobs/accessions-monthly.json; do
    "$cavt" demand backtest "$data/$f" --as csv --lang en | awk -F, -v f="${f%%/*}" 'NR == 2 { printf "forecasts, %s, all %d: scaled error, mean\t%.2f\t\tbelow 1\n", f, $7, $2; printf "the same: median\t%.2f\n", $4 }
        NR == 3 { printf "forecasts, %s, %d with three years of figures: mean\t%.2f\t\tbelow 1\n", f, $7, $2 }'
done
if [ -f "$root/tests/gold/ru.csv" ]; then
    "$cavt" init g.db >/dev/null && "$cavt" import g.db "$root/demo" "$root/tests/gold/competence.csv" "$root/tests/gold/competence_label.csv" >/dev/null &&
        "$cavt" competence measure g.db --gold "$root/tests/gold" --framework kuzbass --as csv --lang en | awk -F, '$1 == "ru.csv" { printf "Russian set: %s\t%s\t%s to %s\n", $2, $3, $4, $5 }'
fi
"$cavt" competence measure r.db --gold "$data/vacancies-hh-ru" --as csv --lang en | awk -F, 'NR > 1 { gsub(/"/, ""); printf "employers%s tags,%s\t%s\t%s to %s\n", "\047", $3, $4, $5, $6 }'
for how in --plain ""; do
    "$cavt" competence span learn r.db "$data/gold-skillspan/train.json" --model spans $how >/dev/null &&
        "$cavt" competence span measure r.db "$data/gold-skillspan/dev.json" --model spans $how --as csv --lang en | awk -F, -v how="$how" '$1 == "both" { printf "spans%s: strict F1\t%s\t%s to %s\t%s\n", how == "" ? "" : ", words and shapes alone", $4, $5, $6, how == "" ? "above the plain chain" : "" }'
done
