# catalogue.sh -- a catalogue of 100,000 programmes searched over HTTP, beside SQLite's own full-text index (FTS5) asked
# for the same words; and a static file beside nginx serving the same file in the same run.
cavt=$1
cd "$BENCH_DIR" || exit 1
"$cavt" init r.db >/dev/null && "$cavt" region make r.db --size M --seed 7 >/dev/null && "$cavt" export r.db sheets >/dev/null || exit 1
cat >fill.mjs <<'END'
// 100,000 programmes out of the region's own modules: names of four words out of some thousands, two to four modules
// each, half of them with a start.
import { readFileSync, mkdirSync, createWriteStream } from 'node:fs'
let seed = 7
const rnd = n => (seed = (seed * 1103515245 + 12345) % 2147483648, Math.floor(seed / 2147483648 * n))
const first = (file, where = () => true) => readFileSync(`sheets/${file}.csv`, 'utf8').split('\n').slice(1).filter(l => l && where(l)).map(l => l.split(',')[0])
const modules = first('module'), owners = first('organisation')
const who = [['оператор', 'operator'], ['наладчик', 'adjuster'], ['сварщик', 'welder'], ['аналитик', 'analyst'], ['монтажник', 'fitter'], ['техник', 'technician'], ['инженер', 'engineer'], ['мастер', 'foreman'], ['лаборант', 'assistant'], ['специалист', 'specialist']]
const how = 'цифровых промышленных горных химических строительных медицинских автоматических точных тяжёлых лёгких'.split(' ')
const of = 'станков линий печей насосов роботов данных сетей кранов котлов турбин швов материалов процессов систем проектов'.split(' ')
const syllable = 'ба во гу ди же за ки ло му не пи ра со ту фе хо ца чи шу ща'.split(' ')
const rare = () => Array.from({ length: 3 + rnd(2) }, () => syllable[rnd(20)]).join('')
mkdirSync('fill')
const p = createWriteStream('fill/programme.csv'), m = createWriteStream('fill/programme_module.csv'), s = createWriteStream('fill/start.csv')
p.write('code,version,organisation,kind,name_ru,name_en,level,audience,funding\n'); m.write('programme,version,module,position\n'); s.write('code,programme,version,starts_on,ends_on,seats,taken\n')
for (let i = 1; i <= 100000; i++) {
  const [ru, en] = who[rnd(10)]
  p.write(`b${i},1,${owners[rnd(owners.length)]},${['upskilling', 'retraining', 'vocational'][rnd(3)]},${ru} ${how[rnd(10)]} ${of[rnd(15)]} ${rare()},${en} ${rnd(3000)},${1 + rnd(8)},${['employed', 'employed;unemployed', 'student', 'anyone'][rnd(4)]},${['learner', 'employer', 'project', 'employer;learner'][rnd(4)]}\n`)
  const at = rnd(modules.length)
  for (let k = 0; k < 2 + rnd(3); k++) m.write(`b${i},1,${modules[(at + k * 7) % modules.length]},${k + 1}\n`)
  if (rnd(2)) s.write(`b${i},b${i},1,2027-0${1 + rnd(6)}-1${rnd(9)},2027-09-01,20,${rnd(20)}\n`)
}
for (const f of [p, m, s]) f.end()
END
node fill.mjs && "$cavt" import r.db fill >/dev/null || exit 1
cat >ask.mjs <<'END'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import http from 'node:http'
const questions = ['q=сварщик', 'q=сварщика+роботов', 'q=welder', 'q=сворщик', 'q=оператор+цифровых+станков', 'q=аналитик+данных&funding=project', 'q=cdfhobr',
  'q=наладчик&form=onsite&level=3&level=4', 'q=инженер&sort=price', '', 'sort=start', 'audience=unemployed&price=0-20000', 'q=специалист+турбин&page=5', 'q=бавогу',
  'q=техник+котлов&start=month', 'q=опера', 'q=лаборант+медицинских+материалов&sort=hours', 'what=module&q=сварка', 'q=мастер+кранов&kind=retraining', 'q=ничегоподобного']
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })
const get = (base, q) => new Promise((resolve, reject) => {
  const from = process.hrtime.bigint()
  http.get(`${base}/catalogue?${encodeURI(q)}`, { agent }, r => { r.resume(); r.on('end', () => resolve([r.statusCode, Number(process.hrtime.bigint() - from) / 1e6])) }).on('error', reject)
})
const server = spawn(process.argv[2], ['serve', 'r.db', '--listen', '127.0.0.1:0', '--threads', '2'], { stdio: ['ignore', 'pipe', 'inherit'] })
const cpu = () => readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(' ').slice(13, 15).reduce((a, b) => a + +b, 0) * 10
server.stdout.once('data', async said => {
  const base = String(said).match(/http:\S+?:\d+/)[0]
  const [, first] = await get(base, 'q=сварщик')
  console.log(`the first search, which makes the snapshot\t${first.toFixed(0)}\tms`)
  console.log(`memory with 100,000 programmes\t${(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1] / 1024).toFixed(0)}\tMB`)
  for (const n of [1, 4]) {
    const took = [], until = Date.now() + 4000, began = cpu()
    let at = 0, odd = 0
    await Promise.all(Array.from({ length: n }, async () => { while (Date.now() < until) { const [s, ms] = await get(base, questions[at++ % questions.length]); took.push(ms); odd += s !== 200 } }))
    const each = (cpu() - began) / took.length
    took.sort((a, b) => a - b)
    console.log(`search pages a second, ${n} connection${n > 1 ? 's' : ''}${odd ? ` (${odd} were not 200)` : ''}\t${(took.length / 4).toFixed(0)}\t/s`)
    console.log(`  half of them within\t${took[took.length >> 1].toFixed(1)}\tms`)
    console.log(`  99 of 100 within\t${took[Math.floor(took.length * 0.99)].toFixed(1)}\tms\tunder 10`)
    console.log(`  processor time of one\t${each.toFixed(2)}\tms`)
  }
  for (const q of questions) {
    const took = []
    for (let i = 0; i < 21; i++) took.push((await get(base, q))[1])
    took.sort((a, b) => a - b)
    console.log(`  ${q || '(everything)'}: ${took[10].toFixed(1)} ms`)
  }
  server.kill()
  process.exit(0)
})
END
node ask.mjs "$cavt"
if command -v sqlite3 >/dev/null; then
    # The same names in FTS5 with its own tokenizer, without facets, ordered by its bm25; a count is what facets would need.
    sqlite3 r.db "CREATE VIRTUAL TABLE f USING fts5(n); INSERT INTO f SELECT name_ru || ' ' || coalesce(name_en, '') FROM programme;" 2>/dev/null
    for q in 'сварщик' 'оператор цифровых станков'; do
        ms=$(printf '.timer on\nSELECT count(*), kind FROM f JOIN programme p ON p.rowid = f.rowid WHERE f MATCH %s GROUP BY kind;\nSELECT rowid FROM f WHERE f MATCH %s ORDER BY rank LIMIT 20;\n' "'$q'" "'$q'" |
            sqlite3 r.db 2>/dev/null | awk '/Run Time/ { s += $4 } END { printf "%.1f", s * 1000 }')
        printf '  FTS5: best 20 and one facet of "%s"\t%s\tms\n' "$q" "$ms"
    done
else
    echo "(no sqlite3 here: FTS5 is not measured beside it)"
fi

# ---- a static file
nginx=$(command -v nginx || ls /usr/sbin/nginx 2>/dev/null)
if [ -z "$nginx" ] || ! command -v wrk >/dev/null; then
    echo "(no nginx or no wrk here: the static file is not measured beside it)"
    exit 0
fi
"$cavt" init s.db >/dev/null
"$cavt" serve s.db --listen 127.0.0.1:0 --threads 2 >address 2>/dev/null &
server=$!
trap 'kill $server; [ ! -f nginx.pid ] || kill "$(cat nginx.pid)"' EXIT
while [ ! -s address ]; do sleep 0.05; done
base=$(cat address) base=${base%/}
path=$(node -e 'require("http").get(process.argv[1], r => { let s = ""; r.on("data", d => s += d); r.on("end", () => console.log(s.match(/\/asset\/app\.[^"]*\.css/)[0])) })' "$base/")
mkdir -p www/asset
node -e 'require("http").get(process.argv[1], r => r.pipe(require("fs").createWriteStream(process.argv[2])))' "$base$path" "www$path"
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
cat >nginx.conf <<END
worker_processes 2; pid $BENCH_DIR/nginx.pid; error_log /dev/null;
events { worker_connections 256; }
http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; keepalive_requests 1000000; types { text/css css; } client_body_temp_path $BENCH_DIR/t; proxy_temp_path $BENCH_DIR/t;
  fastcgi_temp_path $BENCH_DIR/t; uwsgi_temp_path $BENCH_DIR/t; scgi_temp_path $BENCH_DIR/t;
  server { listen 127.0.0.1:$port; root $BENCH_DIR/www; add_header Cache-Control "public, max-age=31536000, immutable"; } }
END
chmod 755 "$BENCH_DIR"
[ "$(id -u)" != 0 ] || sed -i '1s/^/user root; /' nginx.conf
"$nginx" -c "$BENCH_DIR/nginx.conf" 2>/dev/null || { echo "(nginx does not start here)"; exit 0; }
size=$(wc -c <"www$path")
one() { wrk -t1 -c8 -d3 "$1" 2>/dev/null | awk '/Requests\/sec/ { print $2 }'; }
for round in 1 2 3; do
    ours=$(one "$base$path") theirs=$(one "http://127.0.0.1:$port$path")
    echo "$ours $theirs"
done | sort -n | awk -v size="$size" '{ o[NR] = $1; t[NR] = $2 } END { printf "the style sheet (%d bytes), ours\t%d\t/s\nthe same file, nginx\t%d\t/s\nours beside nginx\t%.0f\t%%\tat least 70\n", size, o[2], t[2], o[2] * 100 / t[2] }'
