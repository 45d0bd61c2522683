// run.mjs -- the pages in a real browser: every page of the demonstration region, in both languages, light and
// dark, wide and narrow, without a violation that axe-core can find and without sideways scrolling; then the
// first jobs of an employer and of the owners, once with script and once without.
// usage: node tests/browser/run.mjs CAVT [CHROMIUM]      ends with "N passed, N failed"
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import booking from './part/booking.mjs'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..')
const [cavt, chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)] = process.argv.slice(2)
if (!chromiumPath || !existsSync(join(root, 'node_modules/playwright-core'))) {
  console.log('ok - pages in a browser # SKIP no chromium, or npm ci was not run\n0 passed, 0 failed, 1 skipped')
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

const folder = mkdtempSync(join(tmpdir(), 'cavt-browser-'))
const db = join(folder, 'region.db')
execFileSync(cavt, ['init', db])
execFileSync(cavt, ['import', db, join(root, 'demo')])
const server = spawn(cavt, ['serve', db, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
const base = await new Promise(done => server.stdout.once('data', text => done(String(text).trim().replace(/\/$/, ''))))
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] })

const open = async (options = {}) => {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 }, bypassCSP: true, ...options })
  const page = await context.newPage()
  page.problems = []
  page.on('console', m => { if (m.type() === 'error') page.problems.push(m.text()) })
  page.on('pageerror', e => page.problems.push(String(e)))
  return page
}

// ---- an employer orders in plain words, finds an offer, accepts it; and the owners answer
const journey = async (name, options) => {
  const page = await open(options)
  try {
    await page.goto(`${base}/`)
    await page.click('main >> text=Order training')
    await page.fill('textarea', '12 people for TIG welding and reading drawings, by 30 April 2027, in Kemerovo, in the evenings')
    await page.click('text=Go on')
    check(await page.inputValue('[name=people]') === '12', `${name}: the number of people is read from the words`)
    check(await page.inputValue('[name=deadline]') === '2027-04-30', `${name}: the day is read from the words`)
    check(await page.isChecked('[name=competence][value=weld-tig]'), `${name}: the competence is read from the words`)
    await page.click('text=Place the order')
    check(await page.textContent('[role=alert]') !== '', `${name}: what is missing is said, and what was typed is kept`)
    check(await page.inputValue('[name=people]') === '12', `${name}: nothing typed is lost`)
    await page.selectOption('[name=organisation]', { index: 1 })
    await page.click('text=Place the order')
    await page.waitForURL(/\/order\/order-/)
    await page.click('button:text-is("Find an offer")')
    await page.waitForURL(/\/offer\//, { timeout: 60000 })
    check(/12 people/.test(await page.textContent('main')), `${name}: the offer is for all of them`)
    if (await page.locator('text=Accept this offer').count() > 0) {
      await page.click('text=Accept this offer')
      await page.waitForLoadState()
      for (let i = 0; i < 12 && await page.locator('button:text-is("Confirm")').count() > 0; i++) {
        await page.locator('button:text-is("Confirm")').first().click()
        await page.waitForLoadState()
      }
      check(/Agreed by all/.test(await page.textContent('main')), `${name}: accepted by the employer and confirmed by every owner, it is agreed`)
      const [contract] = await Promise.all([page.waitForEvent('download'), page.click('text=DOCX')])
      check((await contract.suggestedFilename()).endsWith('.docx'), `${name}: the draft contract is saved`)
    } else check(/What would make it possible|cannot be done/.test(await page.textContent('main')), `${name}: why it cannot be done is said`)
    check(page.problems.filter(p => !/422/.test(p)).length === 0, `${name}: the browser has nothing to complain of`, page.problems.join('\n'))
  } catch (e) {
    check(false, `${name}: goes to its end`, e)
  }
  await page.context().close()
}
await journey('with script', { bypassCSP: false })
await journey('without script', { javaScriptEnabled: false })
const bookingPages = await booking({ base, open, check })

// ---- every page, looked at by axe-core
const seen = await open()
await seen.goto(`${base}/offer`)
const offer = await seen.locator('tbody a').first().getAttribute('href')
await seen.context().close()
const pages = ['/', '/order', '/order/new', '/order/splav-weld', offer, '/catalogue', '/catalogue?q=welding', '/catalogue?what=module', '/catalogue?q=%D1%81%D0%B2%D0%BE%D1%80%D1%89%D0%B8%D0%BA&place=%D0%9D%D0%BE%D0%B2%D0%BE%D0%BA%D1%83%D0%B7%D0%BD%D0%B5%D1%86%D0%BA&price=0-5000', '/catalogue?funding=learner&start=none&what=module', '/programme/weld-mig', '/programme/weld-mig/version/1', '/module/cp-lean-1', '/programme/' +
  execFileSync('sh', ['-c', `sed -n 2p ${join(root, 'demo/programme.csv')} | cut -d, -f1`]).toString().trim(),
  '/competence/weld-tig', '/resource?kind=room', '/resource/kem-med.main.11', '/partner', '/partner/kem-pol', '/pages', '/none', ...bookingPages]
for (const path of pages)
  for (const [locale, colorScheme, width] of [['ru', 'light', 1280], ['en', 'dark', 390]]) {
    const page = await open({ locale, colorScheme, viewport: { width, height: 800 } })
    await page.goto(base + path)
    await page.evaluate(axe)
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
    check(found.violations.length === 0, `axe-core finds nothing on ${path} (${locale}, ${colorScheme}, ${width})`,
      found.violations.map(v => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join('\n  ')}`).join('\n'))
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    check(over <= 0, `${path} does not scroll sideways at ${width}`, `by ${over}`)
    check((await page.getAttribute('html', 'lang')) === locale, `${path} says its language, ${locale}`)
    await page.context().close()
  }

await browser.close()
server.kill('SIGTERM')
await new Promise(done => server.once('exit', done))
check(server.exitCode === 0, 'the server stops when asked')
rmSync(folder, { recursive: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
