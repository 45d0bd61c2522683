// people.mjs -- every role in a real browser: it signs in, finds its first jobs on its first page and opens each; an order goes from the
// employer's acceptance through each owner's word, each signed in; the second factor; one person for two organisations.
// Pages are looked at by axe-core, in both languages, light and dark, wide and narrow.
// usage: node tests/browser/people.mjs CAVT [CHROMIUM]      ends with "N passed, N failed"
import { execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..')
const [cavt, chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)] = process.argv.slice(2)
if (!chromiumPath || !existsSync(join(root, 'node_modules/playwright-core'))) {
  console.log('ok - people in a browser # SKIP no chromium, or npm ci was not run\n0 passed, 0 failed, 1 skipped')
  process.exit(0)
}
const { chromium } = createRequire(join(root, 'package.json'))('playwright-core')
const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
let passed = 0, failed = 0
const check = (ok, name, why = '') => {
  ok ? passed++ : failed++
  console.log(`${ok ? 'ok' : 'not ok'} - ${name}`)
  if (!ok && why) console.log(String(why).split('\n').map(line => `# ${line}`).join('\n'))
}

const folder = mkdtempSync(join(tmpdir(), 'cavt-people-')), db = join(folder, 'region.db')
const run = (args, input = '') => execFileSync(cavt, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
run(['init', db])
run(['import', db, join(root, 'demo')])
run(['mail', 'set', db, 'smtp://127.0.0.1:9', '--from', 'centre@learn.example'])
run(['offer', 'make', db, 'himprom-lab'])
const secret = 'secret words here\n'
const add = (email, role, organisation, more = []) => run(['account', 'add', db, email, '--role', role, '--organisation', organisation, '--password', ...more], secret)
const roles = { director: 'copp', admin: 'copp', coordinator: 'copp', methodologist: 'copp', dispatcher: 'copp', documents: 'copp', analyst: 'copp', authority: 'szn', employer: 'himprom', partner: 'kem-med', learner: 'kem-pol' }
for (const [role, organisation] of Object.entries(roles)) add(`${role}@x.example`, role, organisation)
const teacher = run(['resource', 'list', db, '--kind', 'staff', '--organisation', 'kem-pol', '--as', 'csv']).split('\n')[1].split(',')[0]
add('teacher@x.example', 'teacher', 'kem-pol', ['--staff', teacher])
run(['account', 'role', db, 'partner@x.example', '--role', 'teacher', '--organisation', 'kem-pol'])

const server = spawn(cavt, ['serve', db, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
const base = await new Promise(done => server.stdout.once('data', text => done(String(text).trim().replace(/\/$/, ''))))
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] })
const looks = [{ locale: 'ru', colorScheme: 'light', viewport: { width: 1280, height: 900 } }, { locale: 'en', colorScheme: 'dark', viewport: { width: 390, height: 800 } }]

const open = async (options = {}) => {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 }, bypassCSP: true, ...options })
  const page = await context.newPage()
  page.problems = []
  page.on('console', m => { if (m.type() === 'error') page.problems.push(m.text()) })
  page.on('pageerror', e => page.problems.push(String(e)))
  return page
}
const enter = async (email, options) => {
  const page = await open(options)
  await page.goto(`${base}/sign-in`)
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', secret.trim())
  await page.click('main form button')
  await page.waitForLoadState()
  return page
}
const look = async (page, name) => {
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  check(found.violations.length === 0, `axe-core finds nothing on ${name}`,
    found.violations.map(v => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join('\n  ')}`).join('\n'))
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(over <= 0, `${name} does not scroll sideways`, `by ${over}`)
}
const attempt = async (name, what) => {
  try { await what() } catch (e) { check(false, `${name} goes to its end`, e) }
}

// ---- pages for whoever comes
for (const options of looks)
  for (const path of ['/sign-in', '/sign-up', '/forgot', '/privacy', '/invitation/none']) {
    const page = await open(options)
    await page.goto(base + path)
    await look(page, `${path} (${options.locale})`)
    await page.context().close()
  }

// ---- each role's first jobs; one in two without script
let n = 0
for (const role of [...Object.keys(roles), 'teacher'])
  await attempt(role, async () => {
    const options = looks[n % 2], script = n++ % 4 < 2
    const page = await enter(`${role}@x.example`, { ...options, javaScriptEnabled: script, bypassCSP: script })
    check(page.url() === `${base}/`, `${role} signs in and is on the first page`, page.url())
    const jobs = await page.$$eval('.mine > .actions a', all => all.map(a => [a.getAttribute('href'), a.textContent]))
    check(jobs.length >= 2, `${role} has first jobs there`)
    if (script) await look(page, `the first page of ${role} (${options.locale})`)
    for (const [href, text] of jobs) {
      const reply = await page.goto(base + href)
      check(reply.status() === 200, `${role}: ${text}`, `${href}: ${reply.status()}`)
    }
    await page.goto(`${base}/me`)
    if (script) await look(page, `/me of ${role} (${options.locale})`)
    check(page.problems.length === 0, `${role}: the browser has nothing to complain of`, page.problems.join('\n'))
    await page.context().close()
  })

// ---- the keepers' pages
await attempt('the keepers', async () => {
  for (const options of looks)
    for (const [who, path] of [['director', '/people'], ['partner', '/people'], ['admin', '/account'], ['admin', '/audit'], ['director', '/me/second']]) {
      const page = await enter(`${who}@x.example`, options)
      await page.goto(base + path)
      await look(page, `${path} of ${who} (${options.locale})`)
      await page.context().close()
    }
})

// ---- an order through everybody's hands
await attempt('the order', async () => {
  const employer = await enter('employer@x.example')
  check(/Accept or compare an offer/.test(await employer.textContent('.mine')), 'the employer sees that it is his turn')
  await employer.click('.mine >> text=Accept or compare an offer:')
  await employer.click('text=Accept this offer')
  await employer.waitForLoadState()
  const offer = employer.url()
  check(await employer.locator('button:text-is("Confirm")').count() <= 1, 'he is not asked for the word of others')
  const owners = await employer.$$eval('#who th a', all => all.map(a => a.getAttribute('href').split('/').pop()))
  for (const owner of owners) {
    await employer.goto(offer)
    if (/Agreed by all/.test(await employer.textContent('main'))) break
    const kind = run(['account', 'list', db, '--as', 'csv']).includes(`owner-${owner}@`) ? null : add(`owner-${owner}@x.example`, 'partner', owner)
    const page = await enter(`owner-${owner}@x.example`, { javaScriptEnabled: false })
    const turn = page.locator('.mine >> text=Confirm or refuse a part:')
    if (await turn.count() > 0) {
      await turn.first().click()
      check(await page.locator('button:text-is("Confirm")').count() === 1, `${owner} may give its own word and no other${kind ?? ''}`)
      await page.click('button:text-is("Confirm")')
      await page.waitForLoadState()
    }
    await page.context().close()
  }
  await employer.goto(offer)
  check(/Agreed by all/.test(await employer.textContent('main')), 'confirmed by every owner, signed in as each, it is agreed', await employer.textContent('main'))
  await employer.context().close()
  const other = await enter('partner@x.example')
  const reply = await other.goto(offer)
  check(owners.includes('kem-med') ? reply.status() === 200 : reply.status() === 403, 'who has no part in it does not see it')
  await other.context().close()
})

// ---- one person, two organisations; a second factor
await attempt('the person', async () => {
  const page = await enter('partner@x.example')
  await page.goto(`${base}/me`)
  await page.click('li:has-text("teacher or expert") button')
  await page.waitForLoadState()
  check(/teacher or expert/.test(await page.textContent('.mine')), 'acts for the other organisation')
  check((await page.goto(`${base}/people`)).status() === 403, 'and for no other while so')
  await page.goto(`${base}/me/second`)
  const key = await page.inputValue('[name=key]')
  const code = () => {
    const bits = [...key].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
    const bytes = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2))), counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)))
    const mac = createHmac('sha1', bytes).update(counter).digest(), at = mac[19] & 15
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0')
  }
  await page.fill('[name=code]', code())
  await page.fill('[name=password]', secret.trim())
  await page.click('text=Turn the second factor on')
  await page.waitForLoadState()
  const spare = await page.locator('ul.codes li').allTextContents()
  check(spare.length === 10, 'ten recovery codes are shown once')
  await look(page, 'the recovery codes')
  await page.goto(`${base}/me`)
  await page.click('text=Sign out here')
  const again = await enter('partner@x.example')
  check(again.url() === `${base}/sign-in/second`, 'the code is asked for')
  await look(again, '/sign-in/second')
  await again.fill('[name=code]', '000000')
  await again.click('main form button')
  check(/not the one of this half minute/.test(await again.textContent('[role=alert]')), 'a wrong code is said')
  await again.fill('[name=code]', spare[0])
  await again.click('main form button')
  await again.waitForLoadState()
  check(again.url() === `${base}/`, 'a recovery code lets in')
})

await browser.close()
server.kill('SIGTERM')
await new Promise(done => server.once('exit', done))
check(server.exitCode === 0, 'the server stops when asked')
rmSync(folder, { recursive: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
