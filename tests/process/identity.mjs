// identity.mjs -- sign-in by OpenID Connect against the npm package oidc-provider, with RS256 and with ES256: an account is made, the
// same person comes back to it, an address that is not verified is not believed, a sign-in of another browser is not taken over.
import { execFileSync, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { browse, check, done } from './browser.mjs'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..')
console.warn = console.info = () => {} // what the provider says about being a test
const { default: Provider } = await import(pathToFileURL(join(root, 'node_modules/oidc-provider/lib/index.js')))
const cavt = process.argv[2], folder = mkdtempSync(join(tmpdir(), 'cavt-identity-')), db = join(folder, 'r.db')
const run = (args, input = '') => execFileSync(cavt, args, { input, encoding: 'utf8' })
run(['init', db])
run(['import', db, join(root, 'demo')])
run(['account', 'add', db, 'dir@copp.example', '--role', 'director', '--organisation', 'copp', '--password'], 'secret words here\n')
const server = spawn(cavt, ['serve', db, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] })
let said = ''
server.stderr.on('data', d => { said += d })
const base = String(await new Promise(up => server.stdout.once('data', up))).trim()

const people = {
  anna: { email: 'anna@x.example', email_verified: true, name: 'Анна' },
  dir: { email: 'dir@copp.example', email_verified: true, name: 'Director' },
  mallory: { email: 'dir@copp.example', email_verified: false, name: 'Mallory' },
}
const jwk = (kind, options, extra) => ({ ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }), use: 'sig', ...extra })
const http = createServer()
await new Promise(up => http.listen(0, '127.0.0.1', up))
const issuer = `http://127.0.0.1:${http.address().port}`
const client = (id, alg, extra) => ({ client_id: id, redirect_uris: [`${base}sign-in/back`], id_token_signed_response_alg: alg, ...extra })
const provider = new Provider(issuer, {
  clients: [client('cavt', 'RS256', { client_secret: 'a secret / with + signs' }), client('open', 'ES256', { token_endpoint_auth_method: 'none' })],
  jwks: { keys: [jwk('rsa', { modulusLength: 2048 }, { kid: 'r' }), jwk('ec', { namedCurve: 'P-256' }, { kid: 'e' })] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
  cookies: { keys: ['k'] },
})
http.on('request', provider.callback())

// through: what a person does at the provider: signs in there and agrees; the address at which it sends him back.
const through = async (start, login) => {
  const jar = new Map()
  let url = start
  for (let step = 0; step < 20; step++) {
    if (url.startsWith(base)) return url
    const options = { redirect: 'manual', headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') } }
    let r = await fetch(url, options)
    const keep = reply => { for (const c of reply.headers.getSetCookie()) { const [, k, v] = /^([^=]+)=([^;]*)/.exec(c); v ? jar.set(k, v) : jar.delete(k) } }
    keep(r)
    if (r.status === 200) {
      const page = await r.text(), action = /action="([^"]+)"/.exec(page)?.[1], prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
      check(action !== undefined, 'the provider shows a form', page)
      r = await fetch(new URL(action, url), { method: 'POST', redirect: 'manual', body: new URLSearchParams({ prompt, login, password: 'x' }),
        headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') } })
      keep(r)
    }
    check(r.headers.get('location') !== null, 'the provider goes on', `${r.status}`)
    url = new URL(r.headers.get('location'), url).href
  }
  check(false, 'the provider comes to an end')
}
const sign_in = async (reader, code, login) => {
  const out = await reader.get(`/sign-in/with/${code}?next=%2Fme`)
  check(out.status === 303 && out.location.startsWith(issuer), `the reader is sent to ${code}`, out.text + said)
  const back = new URL(await through(out.location, login))
  return reader.get(back.pathname + back.search)
}
try {
  run(['provider', 'set', db, 'region', issuer, '--secret', '--name-en', 'the region'], 'a secret / with + signs\n')
  const anna = browse(base)
  check(/Sign in with the region/.test((await anna.get('/sign-in')).text), 'the page of signing in offers the provider')
  let r = await sign_in(anna, 'region', 'anna')
  check(r.status === 303 && r.location === '/me', 'whom the provider vouches for is in', r.text + said)
  check(/anna@x\.example/.test((await anna.get('/me')).text), 'with an account of her own')
  r = await sign_in(browse(base), 'region', 'anna')
  check(r.status === 303, 'she comes again')
  check(run(['account', 'list', db, '--as', 'csv']).split('anna@').length === 2, 'to the same account')

  const director = browse(base)
  await sign_in(director, 'region', 'dir')
  check((await director.get('/audit')).status === 200, 'a verified address joins the account that has it, with its roles')
  r = await sign_in(browse(base), 'region', 'mallory')
  check(r.status === 403 && /does not vouch/.test(r.text), 'an address that is not verified joins nothing', r.text)

  // Another browser cannot be made to finish a sign-in that it has not begun, and none is finished twice.
  const one = browse(base), two = browse(base)
  const out = await one.get('/sign-in/with/region')
  const back = new URL(await through(out.location, 'anna'))
  r = await two.get(back.pathname + back.search)
  check(r.status === 403 && /not begun in this browser/.test(r.text), 'a sign-in is finished only where it was begun')
  check((await one.get(back.pathname + back.search)).status === 303, 'there it is')
  one.jar.set('cavt_provider', back.searchParams.get('state'))
  check((await one.get(back.pathname + back.search)).status === 404, 'and once')

  run(['provider', 'set', db, 'region', issuer, '--client', 'open', '--name-en', 'the region'])
  r = await sign_in(browse(base), 'region', 'anna')
  check(r.status === 303, 'ES256 and a client without a secret', r.text + said)
  run(['provider', 'set', db, 'dead', 'http://127.0.0.1:1', '--name-en', 'nobody'])
  r = await browse(base).get('/sign-in/with/dead')
  check(r.status === 409 && /does not answer as it should/.test(r.text), 'a provider that does not answer is said', r.text)
  check((await browse(base).get('/sign-in/with/none')).status === 404, 'one that is not there is not found')
} finally {
  server.kill('SIGTERM')
  await new Promise(gone => server.once('exit', gone))
  http.closeAllConnections()
  http.close()
}
check(server.exitCode === 0, 'the server stops when asked', said)
rmSync(folder, { recursive: true })
done()
