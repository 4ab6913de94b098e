import type { LayerSpecification, Map as MapLibre } from 'maplibre-gl'
import type { Palette } from '../read-palette.ts'

const UNPAINTED = '#808080'

type LineSpec = { readonly what: string; readonly width: number; readonly dash?: number[]; readonly opacity?: number }

const line = ({ what, width, dash, opacity = 1 }: LineSpec): LayerSpecification => ({
  id: `history-${what}`,
  type: 'line',
  source: 'history',
  filter: ['==', ['get', 'what'], what],
  paint: {
    'line-color': UNPAINTED,
    'line-width': width,
    'line-opacity': opacity,
    ...(dash !== undefined && { 'line-dasharray': dash }),
  },
})

/** A filled dot where a craft is, an empty one where it was seen last. */
const dot = (what: string, isFilled: boolean): LayerSpecification => ({
  id: `history-${what}`,
  type: 'circle',
  source: 'history',
  filter: ['==', ['get', 'what'], what],
  paint: {
    'circle-radius': 4,
    'circle-color': UNPAINTED,
    'circle-opacity': isFilled ? 1 : 0,
    'circle-stroke-color': UNPAINTED,
    'circle-stroke-width': 1.6,
  },
})

/** Where the craft of the chosen alert were: `historyFeatures`. */
export const TRACK_LAYERS: readonly LayerSpecification[] = [
  line({ what: 'gap', width: 1.2, dash: [3, 3], opacity: 0.7 }),
  line({ what: 'track', width: 1.6, opacity: 0.85 }),
  line({ what: 'vector', width: 2 }),
  dot('seen', false),
  dot('place', true),
]

export const paintTracks = (map: MapLibre, { mark, accent }: Palette): void => {
  for (const what of ['gap', 'track']) map.setPaintProperty(`history-${what}`, 'line-color', mark)
  map.setPaintProperty('history-vector', 'line-color', accent)
  for (const what of ['seen', 'place']) {
    map.setPaintProperty(`history-${what}`, 'circle-color', mark)
    map.setPaintProperty(`history-${what}`, 'circle-stroke-color', mark)
  }
}
