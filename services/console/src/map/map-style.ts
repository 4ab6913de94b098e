import type { LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import coastUrl from './coast.geojson?url'
import { APPROACH_LAYERS, colourOf, FAN_LAYERS } from './inbound/approach-layers.ts'
import type { MapLayer, MapLayers } from './layers/map-layers.ts'
import linesUrl from './layers/nz-lines.geojson?url'
import type { Palette } from './read-palette.ts'
import { TRACK_LAYERS } from './tracks/track-layers.ts'

/** Until the theme is known, for the moment before the first paint. */
const UNPAINTED = '#808080'
const EMPTY = { type: 'FeatureCollection' as const, features: [] }

/** From the bottom to the top. The craft are drawn below the arrivals. */
const LAYERS: readonly LayerSpecification[] = [
  { id: 'sea', type: 'background', paint: { 'background-color': UNPAINTED } },
  { id: 'land', type: 'fill', source: 'coast', paint: { 'fill-color': UNPAINTED } },
  { id: 'shore', type: 'line', source: 'coast', paint: { 'line-color': UNPAINTED, 'line-width': 0.7 } },
  { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': UNPAINTED, 'line-width': 1 } },
  {
    id: 'lines',
    type: 'line',
    source: 'lines',
    paint: { 'line-color': UNPAINTED, 'line-width': 1, 'line-dasharray': [1, 3] },
  },
  {
    id: 'areas',
    type: 'line',
    source: 'areas',
    paint: { 'line-color': UNPAINTED, 'line-width': 1.2, 'line-dasharray': [4, 3] },
  },
  ...FAN_LAYERS,
  {
    id: 'tracks',
    type: 'line',
    source: 'tracks',
    filter: ['==', ['get', 'what'], 'track'],
    paint: { 'line-color': UNPAINTED, 'line-width': 1.5, 'line-opacity': 0.7 },
  },
  ...TRACK_LAYERS,
  {
    id: 'links',
    type: 'line',
    source: 'alert',
    filter: ['==', ['get', 'what'], 'link'],
    paint: { 'line-color': UNPAINTED, 'line-width': 2, 'line-dasharray': [2, 2] },
  },
  {
    id: 'since',
    type: 'line',
    source: 'tracks',
    filter: ['==', ['get', 'what'], 'since'],
    paint: { 'line-color': UNPAINTED, 'line-width': 1.6 },
  },
  {
    id: 'now',
    type: 'circle',
    source: 'tracks',
    filter: ['==', ['get', 'what'], 'now'],
    paint: {
      'circle-radius': 4,
      'circle-color': UNPAINTED,
      'circle-stroke-color': UNPAINTED,
      'circle-stroke-width': 1,
    },
  },
  {
    id: 'pointed',
    type: 'circle',
    source: 'tracks',
    filter: ['==', ['get', 'what'], 'pointed'],
    paint: {
      'circle-radius': 12,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': UNPAINTED,
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'arrivals',
    type: 'circle',
    source: 'alert',
    filter: ['==', ['get', 'what'], 'arrival'],
    paint: {
      'circle-radius': 8,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': UNPAINTED,
      'circle-stroke-width': 2.5,
    },
  },
  ...APPROACH_LAYERS,
  {
    id: 'tools',
    type: 'line',
    source: 'tools',
    paint: { 'line-color': UNPAINTED, 'line-width': ['get', 'width'], 'line-opacity': 0.95 },
  },
]

/** No tiles, no glyphs, no sprites: nothing but our own coast is fetched. */
export const mapStyle = (): StyleSpecification => ({
  version: 8,
  transition: { duration: 0, delay: 0 },
  sources: {
    coast: { type: 'geojson', data: new URL(coastUrl, import.meta.url).href },
    grid: { type: 'geojson', data: EMPTY },
    lines: { type: 'geojson', data: new URL(linesUrl, import.meta.url).href },
    areas: { type: 'geojson', data: EMPTY },
    alert: { type: 'geojson', data: EMPTY },
    tracks: { type: 'geojson', data: EMPTY },
    tools: { type: 'geojson', data: EMPTY },
    history: { type: 'geojson', data: EMPTY },
  },
  layers: [...LAYERS],
})

/** The colours of each layer that has one of its own; those of inbound groups are in approach-layers.ts. */
export const paintMap = (map: MapLibre, palette: Palette): void => {
  const { sea, land, coast, boundary, grid, mark, accent, edge } = palette
  map.setPaintProperty('sea', 'background-color', sea)
  map.setPaintProperty('land', 'fill-color', land)
  map.setPaintProperty('shore', 'line-color', coast)
  for (const layer of ['areas', 'lines']) map.setPaintProperty(layer, 'line-color', boundary)
  map.setPaintProperty('grid', 'line-color', grid)
  map.setPaintProperty('tools', 'line-color', accent)
  for (const layer of ['tracks', 'links']) map.setPaintProperty(layer, 'line-color', mark)
  map.setPaintProperty('since', 'line-color', colourOf(palette))
  map.setPaintProperty('now', 'circle-color', colourOf(palette))
  map.setPaintProperty('now', 'circle-stroke-color', edge)
  map.setPaintProperty('pointed', 'circle-stroke-color', accent)
  map.setPaintProperty('arrivals', 'circle-stroke-color', mark)
}

/** The layers of the style that a choice of the operator shows or hides. */
const STYLE_LAYERS: Readonly<Partial<Record<MapLayer, readonly string[]>>> = {
  areas: ['areas'],
  limits: ['lines'],
  grid: ['grid'],
  tracks: ['tracks', ...TRACK_LAYERS.map(({ id }) => id)],
}

export const showLayers = (map: MapLibre, layers: MapLayers): void => {
  for (const [layer, ids] of Object.entries(STYLE_LAYERS))
    for (const id of ids) map.setLayoutProperty(id, 'visibility', layers[layer as MapLayer] ? 'visible' : 'none')
}
