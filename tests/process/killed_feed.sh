# killed_feed.sh CAVT -- a feed killed at any moment and started again has every advert once, and the figures of one that was
# never killed; so it is with JSON lines of hh.ru, open data of trudvsem, a page with JSON-LD and a table together.
cavt=$(realpath "$1")
demo=$(realpath "$(dirname "$0")/../../demo")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
export LC_ALL=C.UTF-8
"$cavt" init r.db >/dev/null && "$cavt" import r.db "$demo" >/dev/null || exit 1
awk 'BEGIN {
    for (i = 1; i <= 12000; i++) {
        printf "{\"id\":\"%d\",\"name\":\"Сварщик %d\",\"area\":{\"name\":\"Кемерово\"},\"published_at\":\"2026-%02d-%02dT10:00:00+0300\",", i, i % 97, i % 11 + 1, i % 28 + 1
        printf "\"description\":\"<p>Ручная дуговая сварка, слово%d слово%d слово%d</p><p>Требования: SQL</p>\"}\n", i, i * 7, i * 13
    }
}' >hh.jsonl
cat >trudvsem.json <<'END'
{"results":{"vacancies":[{"vacancy":{"id":"z1","job-name":"Токарь","creation-date":"2026-08-30","region":{"name":"Кузбасс"},"work_places":3,
"company":{"name":"Цех"},"duty":"Токарная обработка на станках с ЧПУ","salary_min":50000}}]}}
END
cat >page.html <<'END'
<html><script type="application/ld+json">{"@type":"JobPosting","title":"Электрик","datePosted":"2026-09-01","identifier":{"value":"p1"},
"totalJobOpenings":2,"description":"Электробезопасность, спросить Петра Ильича"}</script></html>
END
printf 'id,title,date,place,text\nc1,Лаборант,2026-09-01,Юрга,Хроматография\nc2,Никто,31.02.2026,Юрга,x\n' >table.csv

all() { "$cavt" vacancy add "$1" hh.jsonl trudvsem.json page.html table.csv --fast --source s; }
figures() { "$cavt" demand need "$1" --as csv --since 2026-01-01 | md5sum; }
cp r.db whole.db
t0=$(date +%s%N)
all whole.db >said || { cat said; exit 1; }
took_ms=$((($(date +%s%N) - t0) / 1000000))
grep -q '12003 .*12003 .* 1 ' said || { echo "the feed itself:"; cat said; exit 1; }
want=$(figures whole.db) killed=0 i=1
while [ $i -le 6 ]; do
    rm -f k.db*
    cp r.db k.db
    all k.db >/dev/null 2>&1 &
    pid=$!
    sleep "$(awk -v i=$i -v t=$took_ms 'BEGIN { printf "%.3f", t * i / 6 / 1000 }')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null || killed=$((killed + 1))
    all k.db >said || { echo "started again:"; cat said; exit 1; }
    all k.db >said
    grep -q '12003 .* 0 .*12003' said || { echo "not all was known:"; cat said; exit 1; }
    [ "$(figures k.db)" = "$want" ] || { echo "the figures differ after a kill at $i sixths"; exit 1; }
    i=$((i + 1))
done
[ $killed -ge 2 ] || { echo "only $killed of 6 were killed at all"; exit 1; }
echo "a feed killed $killed times has lost nothing and holds nothing twice"
