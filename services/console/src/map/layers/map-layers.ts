/** What the chart shows beside the coast and the alerts, in the order of the menu. */
export const MAP_LAYERS = {
  areas: 'Area',
  limits: '24 nm and 200 nm lines',
  grid: 'Graticule',
  names: 'Place names',
  craftNames: 'Names of craft, from zoom 9',
  tracks: 'Tracks',
  density: 'Density of craft',
} as const
export type MapLayer = keyof typeof MAP_LAYERS
export type MapLayers = Readonly<Record<MapLayer, boolean>>

export const DEFAULT_MAP_LAYERS: MapLayers = {
  areas: true,
  limits: false,
  grid: true,
  names: true,
  craftNames: true,
  tracks: true,
  density: false,
}

/** What was stored, as far as it can be read: a layer that it does not know is as it is at first. */
export const readMapLayers = (stored: unknown): MapLayers => {
  const known = typeof stored === 'object' && stored !== null ? (stored as Readonly<Record<string, unknown>>) : {}
  const entries = Object.entries(DEFAULT_MAP_LAYERS).map(([layer, isOn]) => {
    const wanted = known[layer]
    return [layer, typeof wanted === 'boolean' ? wanted : isOn]
  })
  return Object.fromEntries(entries) as MapLayers
}
