// Maps: boundaries served by this site on a plain ground, no outside tiles. Each map has a list or table twin in its
// page, and the words (names, labels, controls) come from the page and from the GeoJSON, never from here.
import L from 'leaflet'
import { drawOn } from './map/draw.js'
import { showLegend } from './map/legend.js'
import { addHatch, addShapes } from './map/shapes.js'

// Where a map with nothing on it looks: Italy.
const ITALY = [
  [36.6, 6.6],
  [47.1, 18.6],
]

function createMap(box) {
  const map = L.map(box, {
    attributionControl: false,
    zoomControl: false,
    // The wheel scrolls the page until the map has the focus; two fingers move the map on a phone.
    scrollWheelZoom: false,
    dragging: !L.Browser.mobile,
    doubleClickZoom: !box.hasAttribute('data-draw'),
    renderer: L.svg({ padding: 0.5 }),
    zoomSnap: 0.25,
  })
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn ?? '', zoomOutTitle: box.dataset.zoomOut ?? '' }).addTo(map)
  map.on('focus', () => map.scrollWheelZoom.enable())
  map.on('blur', () => map.scrollWheelZoom.disable())
  map.fitBounds(ITALY)
  return map
}

async function load(url) {
  const answer = await fetch(url, { headers: { Accept: 'application/geo+json, application/json' } })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return answer.json()
}

// data-fit="target" looks at the shapes of that kind only; otherwise at everything.
function fit(map, shapes, wanted) {
  const chosen = wanted ? shapes.getLayers().filter((layer) => layer.feature.properties?.kind === wanted) : []
  const group = chosen.length ? L.featureGroup(chosen) : shapes
  const bounds = group.getBounds()
  if (bounds.isValid()) map.fitBounds(bounds, { animate: false, padding: [12, 12], maxZoom: 16 })
}

async function start(box) {
  // Marked before anything else: htmx may announce the same piece of page twice.
  box.dataset.ready = ''
  // Hidden until here: without scripts there is no empty box, only the sentence beside it.
  box.hidden = false
  const collection = box.dataset.geojson ? await load(box.dataset.geojson) : null
  box.querySelector('[data-loading]')?.remove()
  const drawing = box.hasAttribute('data-draw')
  const map = createMap(box)
  if (collection) {
    // The renderer's SVG exists only once something is drawn; the hatch goes into it.
    const shapes = addShapes(map, collection, { passive: drawing })
    addHatch(map)
    fit(map, shapes, box.dataset.fit)
    showLegend(document.getElementById(box.dataset.legend), collection)
  }
  if (drawing) drawOn(map, box, document.getElementById(box.dataset.target))
}

function startAll(root) {
  for (const box of root.querySelectorAll('.portici-map:not([data-ready])')) {
    start(box).catch((fault) => {
      console.error(fault)
      // What the map shows is also in the page: the sentence says so.
      const sentence = box.querySelector('[data-loading]')
      if (sentence) sentence.textContent = box.dataset.failed
    })
  }
}

document.addEventListener('htmx:afterSettle', ({ target }) => startAll(target.parentElement ?? document))
startAll(document)
