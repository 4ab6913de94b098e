import type { DataDrivenPropertyValueSpecification, LayerSpecification, Map as MapLibre } from 'maplibre-gl'
import type { Palette } from '../read-palette.ts'

const SOURCE = 'alert'
type Colours = Pick<Palette, 'alarm' | 'warning' | 'caution'>
const UNPAINTED: Colours = { alarm: '#808080', warning: '#808080', caution: '#808080' }

/** By a feature’s severity. */
export const colourOf = ({ alarm, warning, caution }: Colours): DataDrivenPropertyValueSpecification<string> => [
  'match',
  ['get', 'severity'],
  'alarm',
  alarm,
  'warning',
  warning,
  caution,
]

const whatIs = (what: string) => ['==', ['get', 'what'], what] as ['==', ['get', 'what'], string]

const line = (id: string, width: number, opacity: number, dashes?: [number, number]): LayerSpecification => ({
  id,
  type: 'line',
  source: SOURCE,
  filter: whatIs(id),
  paint: {
    'line-color': colourOf(UNPAINTED),
    'line-width': width,
    'line-opacity': opacity,
    ...(dashes === undefined ? {} : { 'line-dasharray': dashes }),
  },
})

const ring = (id: string, radius: number, width: number): LayerSpecification => ({
  id,
  type: 'circle',
  source: SOURCE,
  filter: whatIs(id),
  paint: {
    'circle-radius': radius,
    'circle-color': 'rgba(0,0,0,0)',
    'circle-stroke-color': colourOf(UNPAINTED),
    'circle-stroke-width': width,
  },
})

/** Below the craft: fans and tracks. */
export const FAN_LAYERS: readonly LayerSpecification[] = [
  {
    id: 'fan',
    type: 'fill',
    source: SOURCE,
    filter: whatIs('fan'),
    paint: { 'fill-color': colourOf(UNPAINTED), 'fill-opacity': 0.13, 'fill-antialias': false },
  },
  line('ray-none', 0.8, 0.5, [2, 4]),
  line('ray', 0.8, 0.55),
  line('ray-middle', 2.2, 1),
  line('leg', 1.6, 0.9, [1, 2]),
]

/** Above the craft: fixes, crossings, and the craft as they were seen last. The label of the earliest arrival wins over others. */
export const APPROACH_LAYERS: readonly LayerSpecification[] = [
  ring('fix', 4, 1.8),
  ring('crossing', 6, 2.6),
  {
    id: 'approach',
    type: 'symbol',
    source: SOURCE,
    filter: ['in', ['get', 'what'], ['literal', ['approach', 'jump']]],
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-rotate': ['match', ['get', 'state'], ['heading-in', 'may-arrive', 'passing'], ['get', 'rotate'], 0],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  },
  {
    id: 'eta',
    type: 'symbol',
    source: SOURCE,
    filter: whatIs('eta'),
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-anchor': ['get', 'anchor'],
      'icon-offset': ['match', ['get', 'anchor'], 'bottom-right', ['literal', [-10, -4]], ['literal', [10, -4]]],
      'symbol-sort-key': ['get', 'order'],
    },
  },
]

export const paintInbound = (map: MapLibre, palette: Palette): void => {
  const colour = colourOf(palette)
  map.setPaintProperty('fan', 'fill-color', colour)
  for (const id of ['ray-none', 'ray', 'ray-middle', 'leg']) map.setPaintProperty(id, 'line-color', colour)
  for (const id of ['fix', 'crossing']) map.setPaintProperty(id, 'circle-stroke-color', colour)
}
