// asset.mjs -- bundle asset/ with its npm packages and write them as one C table, plain and compressed.
// usage: node tools/asset.mjs SOURCE_ROOT OUTPUT.c     (meson calls it)
// When the packages are not there it installs exactly those of package-lock.json, or says how to.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const [root, output] = process.argv.slice(2)
const lock = join(root, 'node_modules', '.package-lock.json')

if (!existsSync(lock)) {
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, encoding: 'utf8' })
  if (npm.status !== 0) {
    process.stderr.write(`The pages are made of npm packages, and "npm ci" could not fetch them: run it in ${root} where ` +
      `there is a network, then build again.\n${npm.stderr ?? npm.error}\n`)
    process.exit(1)
  }
}

const esbuild = createRequire(join(root, 'package.json'))('esbuild')
const options = { bundle: true, minify: true, write: false, legalComments: 'none', target: ['es2020', 'chrome100', 'firefox100', 'safari15'], logLevel: 'warning' }
const bundle = name => esbuild.buildSync({ ...options, entryPoints: [join(root, 'asset', name)] }).outputFiles[0].contents

const made = [
  ['app.css', 'text/css; charset=utf-8', bundle('app.css')],
  ['app.js', 'text/javascript; charset=utf-8', bundle('app.js')],
  ['icon.svg', 'image/svg+xml', readFileSync(join(root, 'asset', 'icon.svg'))],
]

const hex = bytes => Array.from(bytes, b => b).join(',').replace(/(.{100,110}),/g, '$1,\n    ')
const c = ['/* made by tools/asset.mjs */', '#include "web/asset.h"', '']
const rows = []
made.forEach(([name, type, plain], i) => {
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12)
  const forms = {
    plain: Buffer.from(plain),
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  }
  const names = Object.entries(forms).map(([form, bytes]) => {
    if (form !== 'plain' && bytes.length >= plain.length) return ['NULL', 0]
    c.push(`static const unsigned char ${form}_${i}[] = {\n    ${hex(bytes)}};`)
    return [`${form}_${i}`, bytes.length]
  })
  const path = `/asset/${name.replace('.', `.${hash}.`)}`
  rows.push(`    {"${name}", "${path}", "${type}", ${names.map(n => n[0]).join(', ')}, ${names.map(n => n[1]).join(', ')}},`)
})
c.push('', 'const struct asset web_assets[] = {', ...rows, '    {0},', '};', '')
writeFileSync(output, c.join('\n'))
