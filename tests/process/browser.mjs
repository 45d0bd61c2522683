// browser.mjs -- a reader of pages without script: cookies, the token of a form, redirects followed by hand.
export const browse = base => {
  const jar = new Map()
  let token = ''
  const ask = async (path, options = {}) => {
    const r = await fetch(new URL(path, base), { redirect: 'manual', ...options,
      headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; '), 'accept-language': 'en', 'user-agent': 'a reader', ...options.headers } })
    for (const c of r.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(c)
      value === '' ? jar.delete(name) : jar.set(name, value)
    }
    const text = await r.text()
    token = /name="token" value="([0-9a-f]+)"/.exec(text)?.[1] ?? token
    return { status: r.status, text, location: r.headers.get('location'), headers: r.headers }
  }
  return { jar, get: path => ask(path), raw: ask,
    post: async (path, fields, form = path) => {
      await ask(form)
      return ask(path, { method: 'POST', body: new URLSearchParams({ ...fields, token }) })
    } }
}

let passed = 0
export const check = (ok, what, more = '') => {
  if (!ok) { console.error(`not ok - ${what}`, more); process.exit(1) }
  passed++
}
export const done = () => console.log(`${passed} checks`)
