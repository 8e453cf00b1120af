// Features as shapes that a mouse, a finger and a keyboard can reach.
import L from 'leaflet'

// Beyond this many stops the Tab key would never get past the map; the list beside it serves instead.
const MOST_STOPS = 120
const HATCH = 'portici-hatch'

const classOf = ({ kind, class: step, value }) => {
  const names = ['map-shape', `map-shape--${kind ?? 'area'}`]
  if (Number.isInteger(step) && step >= 0 && step <= 4) names.push(`ramp-${step}`)
  else if (value === undefined) names.push('map-shape--plain')
  return names.join(' ')
}

// Missing is not zero: a shape that should have a value and has none is hatched.
const isMissing = ({ class: step, value }) => value === null || (value !== undefined && step == null)

const styleOf = ({ properties }) => ({
  className: classOf(properties ?? {}),
  fillOpacity: 1,
  ...(isMissing(properties ?? {}) ? { fillColor: `url(#${HATCH})` } : {}),
})

function tooltipOf({ name, label }) {
  const box = document.createElement('div')
  const title = document.createElement('strong')
  title.textContent = name ?? ''
  box.append(title, label ?? '')
  return box
}

function makeLink(layer, { name, label, url }, focusable) {
  const open = () => window.location.assign(url)
  layer.on('click', open)
  layer.on('add', () => setLinkRole())
  setLinkRole()

  function setLinkRole() {
    const path = layer.getElement?.()
    if (!path) return
    path.setAttribute('role', 'link')
    path.setAttribute('aria-label', [name, label].filter(Boolean).join(': '))
    if (!focusable) return
    path.setAttribute('tabindex', '0')
    path.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') open()
    })
  }
}

export function addShapes(map, collection, { passive = false } = {}) {
  const focusable = collection.features.length < MOST_STOPS
  const shapes = L.geoJSON(collection, {
    style: styleOf,
    interactive: !passive,
    pointToLayer: (feature, place) => L.circleMarker(place, { radius: 8, interactive: !passive }),
  }).addTo(map)
  if (passive) return shapes
  shapes.eachLayer((layer) => {
    const facts = layer.feature.properties ?? {}
    layer.bindTooltip(tooltipOf(facts), { sticky: true })
    if (facts.url) makeLink(layer, facts, focusable)
  })
  // Points and outlined targets would be lost under the areas drawn after them.
  shapes.eachLayer((layer) => {
    if (['point', 'target'].includes(layer.feature.properties?.kind)) layer.bringToFront()
  })
  return shapes
}

export function addHatch(map) {
  const svg = map.getPane('overlayPane').querySelector('svg')
  if (!svg || svg.querySelector(`#${HATCH}`)) return
  const make = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const pattern = make('pattern', { id: HATCH, class: 'map-hatch', width: 8, height: 8, patternUnits: 'userSpaceOnUse' })
  pattern.append(make('rect', { width: 8, height: 8 }), make('path', { d: 'M-2 2l4-4M0 8l8-8M6 10l4-4' }))
  const definitions = make('defs', {})
  definitions.append(pattern)
  svg.prepend(definitions)
}
