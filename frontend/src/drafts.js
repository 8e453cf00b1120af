// What is typed in a form with `data-draft`, on a page that other buttons load anew, is given back by the next page until the server
// has taken that form (`data-taken`). It is kept by the browser for this tab alone, for who is signed in (`data-drafts-by`), and goes with
// the tab or at signing out. Words whose form is not on the page are shown where the page says `data-drafts`.
const STORE = 'portici-drafts'
const place = document.querySelector('[data-drafts]')

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE)) ?? {}
  } catch {
    return {}
  }
}

function store(drafts) {
  try {
    if (Object.keys(drafts).length) sessionStorage.setItem(STORE, JSON.stringify(drafts))
    else sessionStorage.removeItem(STORE)
  } catch {
    // A browser that keeps nothing: the form works all the same.
  }
}

const keyOf = (name) => `${place.dataset.drafts} ${place.dataset.draftsBy} ${name}`
// With the version that the words were begun on, so that they never replace what others wrote meanwhile unseen.
const fieldsOf = (form) => [...form.querySelectorAll('textarea, select, input:not([type=hidden]), input[name=version]')]
const isText = (field) => field.matches('textarea, input:not([type=hidden], [type=checkbox])')

function keep(form) {
  const drafts = stored()
  const fields = fieldsOf(form)
  const texts = fields.filter(isText)
  if ('draftGiven' in form.dataset || texts.some((field) => field.value !== field.defaultValue)) {
    const values = fields.map((field) => [field.name, field.type === 'checkbox' ? field.checked : field.value])
    const words = texts.map((field) => field.value).join('\n')
    const { draftOf: of, draftAddress: address } = form.dataset
    drafts[keyOf(form.dataset.draft)] = { values: Object.fromEntries(values), words, of, address }
  } else delete drafts[keyOf(form.dataset.draft)]
  store(drafts)
}

function giveBack(form, { values }) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in values)) continue
    if (field.type === 'checkbox') field.checked = values[field.name]
    else field.value = values[field.name]
  }
  form.closest('details')?.setAttribute('open', '')
}

function forget(key) {
  const drafts = stored()
  delete drafts[key]
  store(drafts)
}

function show(key, { words, of, address }) {
  const part = document.getElementById('draft-left').content.cloneNode(true)
  const box = part.firstElementChild
  box.querySelector('[data-words]').textContent = words
  box.querySelector('[data-of]').textContent = of ?? ''
  const link = box.querySelector('a')
  if (address) link.href = address
  else link.remove()
  box.querySelector('button').addEventListener('click', () => {
    forget(key)
    box.remove()
    place.focus()
  })
  place.append(part)
}

function begin() {
  const drafts = stored()
  for (const key of Object.keys(drafts)) if (key.split(' ')[1] !== place.dataset.draftsBy) delete drafts[key]
  for (const { dataset } of document.querySelectorAll('[data-taken]')) delete drafts[keyOf(dataset.taken)]
  store(drafts)
  const forms = [...document.querySelectorAll('form[data-draft]')]
  for (const form of forms) {
    const draft = drafts[keyOf(form.dataset.draft)]
    if ('draftGiven' in form.dataset) keep(form)
    else if (draft) giveBack(form, draft)
  }
  const shown = new Set([...document.querySelectorAll('[data-draft]')].map((one) => keyOf(one.dataset.draft)))
  for (const [key, draft] of Object.entries(drafts)) {
    if (key.startsWith(keyOf('')) && !shown.has(key) && draft.words.trim()) show(key, draft)
  }
  document.addEventListener('input', ({ target }) => {
    const form = target.closest('form[data-draft]')
    if (form) keep(form)
  })
}

if (place) begin()
document.addEventListener('submit', ({ target }) => {
  if (target.matches('[data-sign-out]')) store({})
})
