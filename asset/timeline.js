// The timeline with a pointer and with keys: a stretch is dragged over free time of several rows, and the form below is
// filled.  Everything it does can be done in that form without it.
const clock = min => `${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}`
const minutes = text => { const [h, m] = text.split(':').map(Number); return h * 60 + (m || 0) }
const addDays = (day, n) => { const d = new Date(`${day}T00:00:00Z`); d.setUTCDate(d.getUTCDate() + n); return d.toISOString().slice(0, 10) }

function start (table) {
  const form = table.closest('form'), box = table.closest('.timeline-box')
  const { first, days, from, column, columns } = table.dataset
  const fine = Number(column) < 1440, per = Number(columns) / Number(days)
  const day = form.querySelector('#t-day'), begin = form.querySelector('#t-from'), end = form.querySelector('#t-to'), says = form.querySelector('#t-says')
  const rows = [...table.querySelectorAll('tbody tr:not(.owner)')], ticks = rows.map(r => r.querySelector('input'))
  const marks = []

  // The columns chosen, from the form: [first, end) or null when the day is not shown.
  const chosen = () => {
    const d = Math.round((Date.parse(day.value) - Date.parse(first)) / 864e5)
    if (!fine || !(d >= 0 && d < Number(days)) || !begin.value || !end.value) return null
    const at = m => Math.min(per, Math.max(0, (m - Number(from)) / Number(column)))
    const a = d * per + at(minutes(begin.value)), b = d * per + at(minutes(end.value))
    return b > a ? [a, b] : null
  }
  const cellsOf = row => {
    let at = 0
    return [...row.cells].slice(1).map(td => ({ td, from: at, to: (at += td.colSpan) }))
  }
  const free = td => !td.classList.contains('shut') && (!td.firstChild || td.classList.contains('part'))
  const left = table.querySelector('col.name')

  function show () {
    marks.splice(0).forEach(m => m.remove())
    const range = chosen(), picked = rows.filter((r, i) => ticks[i].checked)
    rows.forEach((r, i) => r.classList.toggle('ticked', ticks[i].checked))
    if (!picked.length) { says.textContent = says.dataset.none; return }
    const bad = []
    for (const row of range ? picked : []) {
      const head = row.cells[0], width = (row.offsetWidth - head.offsetWidth) / Number(columns), mark = document.createElement('i')
      mark.className = 'chosen'
      mark.style.left = `${head.offsetWidth + range[0] * width}px`
      mark.style.width = `${(range[1] - range[0]) * width}px`
      mark.style.top = `${row.offsetTop}px`
      mark.style.height = `${row.offsetHeight}px`
      box.append(mark)
      marks.push(mark)
      if (cellsOf(row).some(c => c.from < range[1] && c.to > range[0] && !free(c.td))) bad.push(head.querySelector('a').textContent)
    }
    says.textContent = `${picked.length} · ${day.value} ${begin.value}–${end.value} · ` +
      (!range ? '' : bad.length ? `${says.dataset.taken} ${bad.join(', ')}` : says.dataset.free)
  }
  const set = (a, b) => {
    const d = Math.min(Math.floor(a / per), Number(days) - 1), until = Math.min(b, (d + 1) * per)
    day.value = addDays(first, d)
    begin.value = clock(Number(from) + (a - d * per) * Number(column))
    const last = Number(from) + (until - d * per) * Number(column)
    end.value = last >= 1440 ? '23:59' : clock(last)
  }

  // ---- dragging
  let drag = null
  const where = e => {
    const row = document.elementFromPoint(e.clientX, e.clientY)?.closest('tbody tr:not(.owner)')
    if (!row || row.closest('table') !== table) return null
    const head = row.cells[0].getBoundingClientRect(), whole = row.getBoundingClientRect()
    const at = Math.floor((e.clientX - head.right) / (whole.right - head.right) * Number(columns))
    return { row: rows.indexOf(row), at: Math.min(Number(columns) - 1, at) }
  }
  table.addEventListener('pointerdown', e => {
    if (!fine || e.button !== 0 || e.target.closest('a, input, th')) return
    const w = where(e)
    if (!w || w.at < 0) return
    drag = { ...w, keep: e.ctrlKey || e.metaKey || e.shiftKey ? ticks.map(t => t.checked) : ticks.map(() => false) }
    table.setPointerCapture?.(e.pointerId)
    move(e)
    e.preventDefault()
  })
  const move = e => {
    const w = drag && where(e)
    if (!w) return
    ticks.forEach((t, i) => { t.checked = drag.keep[i] || (i >= Math.min(drag.row, w.row) && i <= Math.max(drag.row, w.row)) })
    const a = Math.min(drag.at, w.at), b = Math.max(drag.at, w.at) + 1
    set(a, b - a === 1 ? Math.min(a + Math.max(1, Math.round(90 / Number(column))), (Math.floor(a / per) + 1) * per) : b) // a click is an hour and a half
    show()
  }
  table.addEventListener('pointermove', move)
  const stop = () => { if (drag) { drag = null; form.querySelector('.asking').scrollIntoView({ block: 'nearest' }) } }
  table.addEventListener('pointerup', stop)
  table.addEventListener('pointercancel', stop)

  // ---- keys, on the tick of a row: up and down another row, left and right another time, with shift a longer one
  table.addEventListener('keydown', e => {
    const i = ticks.indexOf(e.target)
    if (i < 0) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      ticks[i + (e.key === 'ArrowDown' ? 1 : -1)]?.focus()
      e.preventDefault()
    } else if ((e.key === 'ArrowLeft' || e.key === 'ArrowRight') && fine) {
      const range = chosen() ?? [0, Math.max(1, Math.round(90 / Number(column)))], by = e.key === 'ArrowRight' ? 1 : -1
      const a = range[0] + (e.shiftKey ? 0 : by), b = range[1] + by
      if (a >= 0 && b <= Number(columns) && b > a) set(a, b)
      show()
      e.preventDefault()
    } else if (e.key === 'Enter') {
      e.preventDefault()
      form.requestSubmit()
    }
  })
  // Links in cells are reached from their rows, not one by one past all the others.
  table.querySelectorAll('td a').forEach(a => { a.tabIndex = -1 })
  form.addEventListener('input', show)
  new ResizeObserver(show).observe(table)
  if (left) show()
}
document.querySelectorAll('table.timeline').forEach(start)
