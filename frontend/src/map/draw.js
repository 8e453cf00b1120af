// Drawing areas into a textarea as GeoJSON. The textarea is the form's field and can be typed into without a mouse or
// without scripts; the map is a second way to fill it.
import L from 'leaflet'

const DECIMALS = 6 // about 10 cm

const pointOf = ({ lng, lat }) => [Number(lng.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))]

function polygonsIn(text) {
  try {
    const value = JSON.parse(text)
    const geometry = value.type === 'Feature' ? value.geometry : value
    if (geometry.type === 'Polygon') return [geometry.coordinates]
    if (geometry.type === 'MultiPolygon') return geometry.coordinates
  } catch {
    // Half-typed text is not a shape yet; the server says what is wrong with it when it is sent.
  }
  return null
}

function geometryOf(polygons) {
  if (!polygons.length) return ''
  const one = polygons.length === 1
  return JSON.stringify({ type: one ? 'Polygon' : 'MultiPolygon', coordinates: one ? polygons[0] : polygons })
}

export function drawOn(map, box, field) {
  if (!field) return
  let polygons = polygonsIn(field.value) ?? []
  let open = [] // corners of the polygon being drawn
  const canvas = L.featureGroup().addTo(map)

  function paint() {
    canvas.clearLayers()
    for (const polygon of polygons) {
      L.geoJSON({ type: 'Polygon', coordinates: polygon }, { interactive: false, style: { className: 'map-draft' } }).addTo(canvas)
    }
    if (open.length > 1) L.polyline(open, { interactive: false, className: 'map-draft' }).addTo(canvas)
    for (const corner of open) {
      L.circleMarker(corner, { radius: 6, interactive: false, className: 'map-vertex', fillOpacity: 1 }).addTo(canvas)
    }
  }

  function save() {
    field.value = geometryOf(polygons)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    paint()
  }

  const actions = {
    add(corner) {
      open.push(corner)
      paint()
    },
    undo() {
      if (open.length) {
        open.pop()
        paint()
      } else if (polygons.length) {
        polygons = polygons.slice(0, -1)
        save()
      }
    },
    close() {
      if (open.length < 3) return
      const ring = open.map(pointOf)
      polygons = [...polygons, [[...ring, ring[0]]]]
      open = []
      save()
    },
    clear() {
      polygons = []
      open = []
      save()
    },
  }

  map.on('click', (event) => actions.add(event.latlng))
  map.on('dblclick', () => {
    open.pop() // a double click arrives as two clicks first
    actions.close()
  })
  box.addEventListener('keydown', (event) => {
    // Only on the map itself: Enter on the zoom button is the button's.
    if (event.target !== box || !['Backspace', 'Enter'].includes(event.key)) return
    event.preventDefault()
    actions[event.key === 'Enter' ? 'close' : 'undo']()
  })
  for (const button of document.querySelectorAll(`[data-draw-action][aria-controls="${box.id}"]`)) {
    button.hidden = false
    button.addEventListener('click', () => actions[button.dataset.drawAction]?.())
  }
  field.addEventListener('change', () => {
    polygons = polygonsIn(field.value) ?? (field.value.trim() ? polygons : [])
    open = []
    paint()
  })

  paint()
  if (polygons.length) map.fitBounds(canvas.getBounds(), { padding: [24, 24], maxZoom: 16 })
}
