// What a browser with script adds; every page works without it.
import htmx from 'htmx.org/dist/htmx.esm.js'
import './timeline.js'

htmx.config.allowEval = false
htmx.config.includeIndicatorStyles = false
htmx.config.selfRequestsOnly = true

// A filter sends itself when a choice is made; without script there is its button.
document.addEventListener('change', e => {
  const form = e.target.form?.closest('[data-send]')
  if (form && (e.target.tagName === 'SELECT' || e.target.type === 'checkbox')) form.requestSubmit()
})

// A button that takes a while says so and is not pressed twice.
document.addEventListener('submit', e => {
  const button = e.submitter
  if (!button || e.defaultPrevented) return
  if (button.dataset.wait) { button.textContent = button.dataset.wait; button.setAttribute('aria-busy', 'true') }
  setTimeout(() => { button.disabled = true })
})
addEventListener('pageshow', () => document.querySelectorAll('button[disabled]').forEach(b => { b.disabled = false }))

// Where there is room beside the list, the likeliest filters stand open.
if (matchMedia('(min-width: 48rem)').matches) document.querySelectorAll('details[data-wide]').forEach(d => { d.open = true })
