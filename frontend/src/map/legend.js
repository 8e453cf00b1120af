// The legend's words stand in the page, hidden until there is a map; entries that the map does not use stay hidden.

const keyOf = ({ class: step, value, kind }) => {
  if (Number.isInteger(step)) return String(step)
  return value === undefined ? (kind ?? 'area') : 'none'
}

export function showLegend(list, collection) {
  if (!list) return
  const used = new Set()
  for (const { properties } of collection.features) {
    used.add(keyOf(properties ?? {}))
    used.add(properties?.kind ?? 'area')
  }
  for (const item of list.querySelectorAll('[data-class]')) item.hidden = !used.has(item.dataset.class)
  list.hidden = false
}
