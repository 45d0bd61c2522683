// booking.mjs -- the dispatcher's first jobs in a real browser: a stretch dragged over the free time of several rows becomes
// one request; the same by keys alone; the same without script; an owner answers; when can we; the door's code; a room's
// row changed and put back.  Called by run.mjs with its server, its checks and its pages.
export default async function booking ({ base, open, check }) {
  const made = [], day = '2027-03-03', week = `${base}/timeline?day=${day}&organisation=copp`
  const job = async (name, options, act) => {
    const page = await open(options)
    try {
      await act(page)
      check(page.problems.filter(p => !/422/.test(p)).length === 0, `${name}: the browser has nothing to complain of`, page.problems.join('\n'))
    } catch (e) {
      check(false, `${name}: goes to its end`, e)
    }
    await page.context().close()
  }
  const ask = async (page, title) => {
    await page.selectOption('[name=organisation]', 'himprom')
    await page.fill('[name=title]', title)
    await page.click('text=Send the request')
    await page.waitForURL(/\/booking\/b\d+$/)
  }

  await job('a request dragged on the timeline', { bypassCSP: false }, async page => {
    await page.goto(week)
    const rows = page.locator('table.timeline tbody tr:not(.owner)')
    const cell = async (row, part) => {
      const head = await rows.nth(row).locator('th').boundingBox(), whole = await rows.nth(row).boundingBox()
      return [head.x + head.width + (whole.width - head.width) * part, whole.y + whole.height / 2]
    }
    await rows.nth(2).scrollIntoViewIfNeeded()
    const [x, y] = await cell(0, (2 * 30 + 18) / 210), [to, down] = await cell(1, (2 * 30 + 21) / 210) // Wednesday, 16:00 to 17:30
    await page.mouse.move(x + 1, y)
    await page.mouse.down()
    await page.mouse.move(to - 1, down, { steps: 4 })
    await page.mouse.up()
    check(await page.locator('table.timeline input:checked').count() === 2, 'dragging over two rows ticks both')
    check(await page.inputValue('#t-day') === day && await page.inputValue('#t-from') === '16:00', 'the day and the hour are those under the pointer',
      `${await page.inputValue('#t-day')} ${await page.inputValue('#t-from')}`)
    check(/free in all rows/.test(await page.textContent('#t-says')), 'whether it is free is said at once', await page.textContent('#t-says'))
    await page.click('.asking >> text=Go on')
    await page.waitForURL(/\/booking\/new/)
    check(await page.locator('[name=units]').count() === 2, 'both rows are in one request')
    await ask(page, 'Dragged')
    made.push(new URL(page.url()).pathname)
    check(/Dragged/.test(await page.textContent('h1')), 'the request has a page of its own')
    await page.goto(week)
    check(await page.locator('table.timeline td.held a, table.timeline td.booked a', { hasText: 'Dragged' }).count() === 2, 'the timeline shows it in both rows at once')
  })

  await job('a request by keys alone', {}, async page => {
    await page.goto(week)
    await page.focus('table.timeline tbody tr:not(.owner) input >> nth=2')
    await page.keyboard.press('Space')
    const from = await page.inputValue('#t-from')
    await page.keyboard.press('ArrowRight')
    check(await page.inputValue('#t-from') !== from, 'an arrow moves the time')
    const to = await page.inputValue('#t-to')
    await page.keyboard.press('Shift+ArrowRight')
    check(await page.inputValue('#t-to') !== to, 'with shift it grows')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    check(await page.locator('table.timeline input:checked').count() === 2, 'another row is ticked by keys')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/booking\/new/)
    check(await page.locator('[name=units]').count() === 2, 'Enter asks for both')
  })

  await job('a request without script, refused, moved and confirmed', { javaScriptEnabled: false }, async page => {
    await page.goto(`${base}/timeline?day=${day}&organisation=kem-pol&site=kem-pol.shop`)
    await page.check('[name=resource][value="kem-pol.shop.cnc.mill"]')
    await page.check('[name=resource][value="kem-pol.shop.cnc"]')
    await page.fill('#t-day', day)
    await page.fill('#t-from', '09:00')
    await page.fill('#t-to', '10:30')
    await page.click('.asking >> text=Go on')
    await page.selectOption('[name=organisation]', 'himprom')
    await page.fill('[name=title]', 'Milling trial')
    await page.click('text=Send the request')
    check(/lends it to .* 16:30/.test(await page.textContent('[role=alert]')), 'a refusal says whose rule it is and when it would do', await page.textContent('[role=alert]'))
    check(await page.inputValue('[name=title]') === 'Milling trial', 'nothing typed is lost')
    await page.click('.note.bad .chips a >> nth=0')
    check(await page.inputValue('[name=from]') >= '16:30', 'what would fit is one press away')
    await page.click('text=Send the request')
    await page.waitForURL(/\/booking\/b\d+$/)
    check(/It is the turn of Pritomye/.test(await page.textContent('main')), 'whose turn it is stands on its page')
    await page.click('button:text-is("Confirm")')
    check(await page.locator('.state.good').count() > 0, 'the owner confirms, and it is booked')
    await page.click('text=Give all of it back')
    check(/cancelled/.test(await page.textContent('main')), 'it can be given back')
  })

  await job('when can we', {}, async page => {
    await page.goto(`${base}/booking/when?organisation=himprom&type=lathe&able=cnc-turn`)
    check(await page.locator('a.pick').count() === 5, 'five common times are found')
    await page.click('a.pick >> nth=1')
    check(await page.locator('[name=units]').count() === 2, 'one of them fills the request')
  })

  await job('an owner keeps a room', {}, async page => {
    await page.goto(`${base}/edit/room/row?organisation=copp&key=copp.kem.hall`)
    const seats = await page.inputValue('[name=f-seats]')
    await page.fill('[name=f-seats]', '77')
    await page.click('text=Save and publish')
    check(await page.inputValue('[name=f-seats]') === '77' && /seats/.test(await page.textContent('main')), 'a change is stored, and its history says what it was')
    await page.click('text=put back what was before')
    await page.goto(`${base}/edit/room/row?organisation=copp&key=copp.kem.hall`)
    check(await page.inputValue('[name=f-seats]') === seats, 'and it is put back')
  })

  return [...made, '/timeline?day=2027-03-03', '/timeline?day=2027-03-03&zoom=day', '/timeline?day=2027-03-03&zoom=month', '/timeline?day=2027-03-03&zoom=semester', '/booking', '/booking/new?resource=copp.kem.hall&day=2027-03-03&from=14:00&to=15:00',
    '/booking/when?organisation=himprom&type=lathe', '/booking/idle', '/edit?organisation=copp', '/edit/opening?organisation=copp', '/edit/room/row?organisation=copp&key=copp.kem.hall', '/resource/same',
    '/resource/copp.kem.hall/qr', '/resource/copp.kem.hall/here']
}
