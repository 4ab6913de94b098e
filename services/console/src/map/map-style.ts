import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import coastUrl from './coast.geojson?url'
import { APPROACH_LAYERS, FAN_LAYERS } from './inbound/approach-layers.ts'

const EMPTY = { type: 'FeatureCollection' as const, features: [] }

/** No tiles, no glyphs, no sprites: nothing but our own coast is fetched. */
export const mapStyle = (): StyleSpecification => ({
  version: 8,
  transition: { duration: 0, delay: 0 },
  sources: {
    coast: { type: 'geojson', data: new URL(coastUrl, import.meta.url).href },
    areas: { type: 'geojson', data: EMPTY },
    alert: { type: 'geojson', data: EMPTY },
    tracks: { type: 'geojson', data: EMPTY },
    distress: { type: 'geojson', data: EMPTY },
  },
  layers: [
    { id: 'sea', type: 'background', paint: { 'background-color': THEMES.dark.sea } },
    { id: 'land', type: 'fill', source: 'coast', paint: { 'fill-color': THEMES.dark.land } },
    { id: 'shore', type: 'line', source: 'coast', paint: { 'line-color': THEMES.dark.shore, 'line-width': 0.7 } },
    {
      id: 'areas',
      type: 'line',
      source: 'areas',
      paint: { 'line-color': THEMES.dark.area, 'line-width': 1.2, 'line-dasharray': [4, 3] },
    },
    ...FAN_LAYERS,
    {
      id: 'tracks',
      type: 'line',
      source: 'tracks',
      filter: ['==', ['get', 'what'], 'track'],
      paint: { 'line-color': THEMES.dark.mark, 'line-width': 1.5, 'line-opacity': 0.7 },
    },
    {
      id: 'links',
      type: 'line',
      source: 'alert',
      filter: ['==', ['get', 'what'], 'link'],
      paint: { 'line-color': THEMES.dark.mark, 'line-width': 2, 'line-dasharray': [2, 2] },
    },
    {
      id: 'now',
      type: 'circle',
      source: 'tracks',
      filter: ['==', ['get', 'what'], 'now'],
      paint: {
        'circle-radius': 12,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': THEMES.dark.mark,
        'circle-stroke-width': 1.2,
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
        'circle-stroke-color': THEMES.dark.mark,
        'circle-stroke-width': 2.5,
      },
    },
    ...APPROACH_LAYERS,
    {
      id: 'called',
      type: 'circle',
      source: 'alert',
      filter: ['==', ['get', 'what'], 'call'],
      paint: {
        'circle-radius': 18,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': THEMES.dark.mark,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'distress',
      type: 'symbol',
      source: 'distress',
      layout: { 'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
  ],
})

const THEMES = {
  dark: { sea: '#0f2233', land: '#26333b', shore: '#6d8290', area: '#7fb2d9', mark: '#ffffff' },
  light: { sea: '#dcebf5', land: '#f1efe6', shore: '#7a8a92', area: '#2b6a99', mark: '#111111' },
} as const

export const paintTheme = (map: MapLibre, theme: keyof typeof THEMES): void => {
  const { sea, land, shore, area, mark } = THEMES[theme]
  map.setPaintProperty('sea', 'background-color', sea)
  map.setPaintProperty('land', 'fill-color', land)
  map.setPaintProperty('shore', 'line-color', shore)
  map.setPaintProperty('areas', 'line-color', area)
  for (const layer of ['tracks', 'links']) map.setPaintProperty(layer, 'line-color', mark)
  for (const layer of ['now', 'arrivals', 'called']) map.setPaintProperty(layer, 'circle-stroke-color', mark)
}
