# serve.sh -- from exec to the first page, memory at rest, and pages a second over four connections.
cavt=$1
demo=$(dirname "$(realpath "$0")")/../../demo
cd "$BENCH_DIR" || exit 1
"$cavt" init r.db >/dev/null && "$cavt" import r.db "$demo" >/dev/null || exit 1
cat >serve.mjs <<'END'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import http from 'node:http'
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })
const get = (base, path) => new Promise((resolve, reject) => {
  const from = process.hrtime.bigint()
  http.get(base + path, { agent }, reply => { reply.resume(); reply.on('end', () => resolve([reply.statusCode, Number(process.hrtime.bigint() - from) / 1e6])) }).on('error', reject)
})
const began = process.hrtime.bigint()
const server = spawn(process.argv[2], ['serve', 'r.db', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
server.stdout.once('data', async said => {
  const base = String(said).match(/http:\S+?:\d+/)[0]
  const [status] = await get(base, '/')
  const first = Number(process.hrtime.bigint() - began) / 1e6
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1] / 1024
  console.log(`exec to the end of the first page (status ${status})\t${first.toFixed(0)}\tms\t50`)
  console.log(`memory at rest\t${memory.toFixed(1)}\tMB\tunder 30`)
  for (const path of ['/', '/order']) {
    const took = [], until = Date.now() + 3000
    let odd = 0
    await Promise.all([1, 2, 3, 4].map(async () => { while (Date.now() < until) { const [s, ms] = await get(base, path); took.push(ms); odd += s !== 200 } }))
    took.sort((a, b) => a - b)
    console.log(`pages a second of ${path}, 4 connections${odd ? ` (${odd} were not 200)` : ''}\t${(took.length / 3).toFixed(0)}\t/s`)
    console.log(`  99 of 100 within\t${took[Math.floor(took.length * 0.99)].toFixed(1)}\tms`)
  }
  server.kill()
  process.exit(0)
})
END
node serve.mjs "$cavt"
