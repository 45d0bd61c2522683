#!/bin/sh
# wapiti.sh CAVT -- a scanner of web applications, signed out and signed in, finds nothing.  Minutes long: only with CAVT_WAPITI_S,
# the seconds that each of the two scans may take (./test --long sets it).
[ -n "${CAVT_WAPITI_S:-}" ] || { echo "# SKIP only in long tests: CAVT_WAPITI_S=120 sh $0 CAVT"; exit 0; }
command -v wapiti >/dev/null || { echo "# SKIP wapiti is not installed"; exit 0; }
cavt=$(realpath "$1") root=$(realpath "$(dirname "$0")/../..")
dir=$(mktemp -d) || exit 1
trap 'kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
cd "$dir" || exit 1
export HOME="$dir" # the scanner's notes go with the folder
export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 no_proxy=127.0.0.1 # it asks nobody else
"$cavt" init r.db >init.log && "$cavt" import r.db "$root/demo" >import.log && "$cavt" mail set r.db smtp://127.0.0.1:9 --from centre@learn.example &&
    echo 'secret words here' | "$cavt" account add r.db dir@copp.example --role director --organisation copp --password >account.log || exit 1
"$cavt" serve r.db --listen 127.0.0.1:0 --proxy >address 2>server.log &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s address ] || sleep 0.5; done
base=$(head -1 address)

# Between the scanner and the server, for its second scan: somebody who is signed in, and keeps it from signing out.
node --input-type=module - "$base" >through 2>through.log <<'END' &
import http from 'node:http'
const base = new URL(process.argv[2]), jar = {}
const keep = r => { for (const c of r.headers.getSetCookie()) { const [, k, v] = /^([^=]+)=([^;]*)/.exec(c); jar[k] = v } }
const cookie = () => Object.entries(jar).map(([k, v]) => `${k}=${v}`).join('; ')
const form = await fetch(new URL('sign-in', base)); keep(form)
const token = /name="token" value="([0-9a-f]+)"/.exec(await form.text())[1]
keep(await fetch(new URL('sign-in', base), { method: 'POST', redirect: 'manual', headers: { cookie: cookie() }, body: new URLSearchParams({ token, email: 'dir@copp.example', password: 'secret words here' }) }))
const mine = cookie(), ends = /^\/(sign-out|sign-in|me\/(erase|session|password|act|second))/
const server = http.createServer((ask, reply) => {
  if (ends.test(ask.url)) { reply.writeHead(404, { 'content-length': 0 }); reply.end(); return }
  const on = http.request({ host: base.hostname, port: base.port, path: ask.url, method: ask.method, headers: { ...ask.headers, cookie: mine } },
    got => { reply.writeHead(got.statusCode, got.headers); got.pipe(reply) })
  on.on('error', () => reply.destroy())
  ask.pipe(on)
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`))
END
between=$!
trap 'kill "$server" "$between" 2>/dev/null; rm -rf "$dir"' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s through ] || sleep 0.5; done
# scan NAME ADDRESS: modules that ask other machines are left out.
scan() {
    name=$1
    timeout "$((CAVT_WAPITI_S * 20))" wapiti -u "$2" -m backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss \
        -d 4 --max-links-per-page 40 --max-files-per-dir 30 --max-parameters 12 --max-scan-time "$CAVT_WAPITI_S" --max-attack-time "$((CAVT_WAPITI_S / 2))" -S polite \
        -f json -o "$name.json" --flush-session >"$name.log" 2>&1
    [ -s "$name.json" ] || { echo "# $name: the scanner did not come to its end"; tail -3 "$name.log" | sed 's/^/# /'; found=1; return; }
    # The scanner asks for X-XSS-Protection: 1, a filter that browsers gave up because it could be turned against pages; ours is 0.
    node -e '
const r = JSON.parse(require("fs").readFileSync(process.argv[1])), bad = Object.entries({ ...r.vulnerabilities, ...r.anomalies }).map(([k, v]) => [k, v.filter(f => !/X-XSS-Protection/.test(f.info))]).filter(([, v]) => v.length > 0)
console.log(`# ${process.argv[2]}: ${r.infos.crawled_pages?.length ?? r.infos.crawled_pages ?? "?"} pages, ${bad.length} kinds of findings`)
for (const [kind, all] of bad) for (const f of all.slice(0, 5)) console.log(`# ${kind}: ${f.method} ${f.path} ${f.info}`)
process.exit(bad.length > 0 ? 1 : 0)' "$name.json" "$name" || found=1
}
found=0
scan signed-out "$base"
scan signed-in "$(head -1 through)"
grep -E '"problem"' server.log | head -3 && found=1 # a page that broke is a finding too
exit $found
