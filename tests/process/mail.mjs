// mail.mjs -- somebody signs up at a running server, the letter comes through a real server of mail (STARTTLS, a password), its
// link works; what cannot be delivered now is tried again, and two senders at once send each letter once.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { browse, check, done } from './browser.mjs'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..')
const { SMTPServer } = createRequire(join(root, 'package.json'))('smtp-server')
const cavt = process.argv[2], folder = mkdtempSync(join(tmpdir(), 'cavt-mail-')), db = join(folder, 'r.db')
const letters = []
let busy = false, secured = 0
const post = new SMTPServer({
  authOptional: false,
  onAuth: (auth, session, back) => { secured += session.secure; auth.username === 'cavt' && auth.password === 'mail secret' ? back(null, { user: 1 }) : back(new Error('no')) },
  onRcptTo: (to, session, back) => back(busy ? Object.assign(new Error('come later'), { responseCode: 451 }) : null),
  onData: (stream, session, back) => {
    let text = ''
    stream.on('data', d => { text += d }).on('end', () => {
      const [head, body] = text.split('\r\n\r\n')
      letters.push({ to: session.envelope.rcptTo[0].address, from: session.envelope.mailFrom.address, head, body: Buffer.from(body, 'base64').toString() })
      back()
    })
  },
})
await new Promise(up => post.listen(0, '127.0.0.1', up))
const port = post.server.address().port
const run = (args, input = '') => execFileSync(cavt, args, { input, encoding: 'utf8' })
run(['init', db])
run(['import', db, join(root, 'demo')])
run(['account', 'add', db, 'dir@copp.example', '--role', 'director', '--organisation', 'copp', '--password'], 'secret words here\n')

const serve = async () => {
  const server = spawn(cavt, ['serve', db, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  return { base: String(await new Promise(up => server.stdout.once('data', up))).trim(), stop: () => { server.kill('SIGTERM'); return new Promise(gone => server.once('exit', gone)) } }
}

// Forty letters written while no server of mail is set; then four senders at once send each of them once.
let running = await serve()
const director = browse(running.base)
await director.post('/sign-in', { email: 'dir@copp.example', password: 'secret words here' })
for (let i = 0; i < 40; i++)
  check((await director.post('/people/invite', { email: `n${i}@x.example`, role: 'teacher', organisation: 'kem-pol' }, '/people')).status === 303, 'somebody is invited')
await running.stop()
run(['mail', 'set', db, `smtp://127.0.0.1:${port}`, '--from', 'centre@learn.example', '--user', 'cavt'], 'mail secret\n')
const send = () => new Promise(go => execFile(cavt, ['mail', 'send', db], error => go(error)))
const failures = (await Promise.all([send(), send(), send(), send()])).filter(Boolean)
check(failures.length === 0, 'four senders get through', failures)
const to = letters.map(l => l.to)
check(to.length === 40 && new Set(to).size === 40, 'each letter was sent once', `${to.length} ${new Set(to).size}`)
letters.length = 0

running = await serve()
const base = running.base
const letter = async to => {
  for (let i = 0; i < 150; i++) {
    const found = letters.findIndex(l => l.to === to)
    if (found >= 0) return letters.splice(found, 1)[0]
    await new Promise(go => setTimeout(go, 100))
  }
  check(false, `a letter comes to ${to}`)
}
const link = l => new URL(/http:\S+/.exec(l.body)[0]).pathname
try {
  const olga = browse(base)
  let r = await olga.post('/sign-up', { name: 'Ольга', email: 'olga@x.example', password: 'secret words here', born_on: '1990-05-31', 'agree-account': '1', organisation: 'kem-pol', role: 'teacher' })
  check(r.status === 200 && /A letter is on its way/.test(r.text), 'the page says that a letter is on its way', r.text)
  const l = await letter('olga@x.example')
  check(l.from === 'centre@learn.example' && /^Subject: =\?UTF-8\?B\?/m.test(l.head) && /^Message-ID: <cavt-\d+@learn\.example>/m.test(l.head), 'the letter has its fields', l.head)
  check(secured > 0, 'the password of the server of mail went through TLS')
  check(l.body.includes(base.replace(/\/$/, '')), 'its link leads to this server', l.body)
  r = await olga.post(link(l), { password: 'secret words here' })
  check(r.status === 303 && r.location === '/me', 'the address is confirmed', r.text)
  check((await olga.get('/me')).status === 200, 'and she is in')

  r = await browse(base).post('/forgot', { email: 'olga@x.example' })
  const again = await letter('olga@x.example')
  const other = browse(base)
  check((await other.post(link(again), { password: 'other words there' })).status === 303, 'the password is chosen anew')
  check((await olga.get('/me')).status === 303, 'and her other browser is out')

  // A server of mail that says "later" gets the letter later.
  busy = true
  await browse(base).post('/forgot', { email: 'dir@copp.example' })
  for (let i = 0; i < 100 && !/451/.test(run(['mail', 'list', db, '--state', 'waiting', '--as', 'csv'])); i++)
    await new Promise(go => setTimeout(go, 100))
  check(/451/.test(run(['mail', 'list', db, '--as', 'csv'])), 'the problem is noted', run(['mail', 'list', db, '--as', 'csv']))
  busy = false
} finally {
  await running.stop()
}
check(letters.length === 0, 'nothing was sent that should not be')

await new Promise(down => post.close(down))
rmSync(folder, { recursive: true })
done()
