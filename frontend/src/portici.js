// What the pages gain from scripts; every page can be read and every form sent without them.
import 'bootstrap-italia/dist/plugins/init.js'
import 'bootstrap-italia/dist/plugins/alert.js'
import 'bootstrap-italia/dist/plugins/back-to-top.js'
import 'bootstrap-italia/dist/plugins/collapse.js'
import 'bootstrap-italia/dist/plugins/dropdown.js'
import 'bootstrap-italia/dist/plugins/navbar-collapsible.js'
import 'bootstrap-italia/dist/plugins/notification.js'
import './drafts.js'

// The words are in <template>s of base.html, translated there.
function say(templateId) {
  const region = document.getElementById('messages')
  const template = document.getElementById(templateId)
  if (!region || !template) return
  for (const old of region.querySelectorAll('[data-toast]')) old.remove()
  region.append(template.content.cloneNode(true))
  region.scrollIntoView({ block: 'nearest' })
}

const FAULTS = { responseError: 'server', sendError: 'network', timeout: 'network' }
for (const [fault, whose] of Object.entries(FAULTS)) {
  // What asks every few seconds says once that it has no answer, and takes it back when it has one.
  document.addEventListener(`htmx:${fault}`, ({ detail }) => {
    if (!isPolled(detail.elt) || !document.querySelector('#messages [data-toast]')) say(`message-error-${whose}`)
  })
}
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  if (detail.successful && isPolled(detail.elt)) document.querySelector('#messages [data-toast]')?.remove()
})

// A part that is asked for every few seconds says which state it shows; the same state is answered without the part, and stays.
function isPolled(element) {
  return element?.matches?.('[data-polled]') ?? false
}
document.addEventListener('htmx:configRequest', ({ detail }) => {
  const tag = isPolled(detail.elt) && detail.elt.querySelector('[data-tag]')?.dataset.tag
  if (tag) detail.headers['If-None-Match'] = tag
})

// Only for forms that htmx sends: a whole page that loads while one moves through a list with the arrow keys is a
// change of context nobody asked for (WCAG 3.2.2); such forms keep to their button.
document.addEventListener('change', ({ target }) => {
  const form = target.closest('form[data-autosubmit][hx-get]')
  if (form && target.matches('select, [type=checkbox], [type=radio], [type=date]')) form.requestSubmit()
})

document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-print]')) window.print()
})

// Cells laid out as blocks on a phone lose their table roles in most browsers; saying them again brings them back.
function nameTableParts(root) {
  const roles = { table: 'table', 'thead, tbody, tfoot': 'rowgroup', tr: 'row', td: 'cell', 'thead th': 'columnheader' }
  for (const table of root.querySelectorAll('table.table-cards')) {
    table.setAttribute('role', 'table')
    for (const [selector, role] of Object.entries({ ...roles, 'tbody th, tfoot th': 'rowheader' })) {
      for (const part of table.querySelectorAll(selector)) part.setAttribute('role', role)
    }
  }
}

function enhance(root) {
  nameTableParts(root)
  for (const button of root.querySelectorAll('[data-print]')) button.hidden = false
}

document.addEventListener('htmx:afterSettle', ({ target }) => enhance(target.parentElement ?? document))

enhance(document)
document.querySelector('.conflict, .error-summary')?.focus()
