import { type Feature, feature } from '../feature.ts'
import type { Label } from '../labels/lay-out-labels.ts'
import { fromScreen, type ScreenView, toScreen, worldPixels } from '../view/to-screen.ts'

/** Minutes of arc from one line to the next. */
const STEPS_MINUTES = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200]
/** No two lines are nearer. */
const LINE_PIXELS_MIN = 130
const LATITUDE_MAX = 85

/** A text nearer to the edge would be cut off. */
const EDGE_PIXELS = 20

/** Lines of whole minutes, east and north, within one and a half screens of the middle. */
export type Graticule = {
  readonly stepMinutes: number
  readonly longitudes: readonly number[]
  readonly latitudes: readonly number[]
}

export const graticuleOf = (view: ScreenView): Graticule => {
  const pixelsPerMinute = worldPixels(view) / 360 / 60
  const stepMinutes = STEPS_MINUTES.find((step) => step * pixelsPerMinute >= LINE_PIXELS_MIN) ?? 1_200
  const { width, height } = view
  const northWest = fromScreen(view, { x: -width, y: -height })
  const southEast = fromScreen(view, { x: 2 * width, y: 2 * height })
  const step = stepMinutes / 60
  return {
    stepMinutes,
    longitudes: multiplesIn(northWest.longitude, southEast.longitude, step),
    latitudes: multiplesIn(
      Math.max(-LATITUDE_MAX, southEast.latitude),
      Math.min(LATITUDE_MAX, northWest.latitude),
      step,
    ),
  }
}

const multiplesIn = (from: number, to: number, step: number): readonly number[] => {
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step)
}

/** On this projection both are straight. */
export const graticuleFeatures = ({ longitudes, latitudes }: Graticule): readonly Feature[] => {
  const [west, east] = [longitudes[0], longitudes.at(-1)]
  const [south, north] = [latitudes[0], latitudes.at(-1)]
  if (west === undefined || east === undefined || south === undefined || north === undefined) return []
  const line = (a: readonly [number, number], b: readonly [number, number]): Feature =>
    feature({ type: 'LineString', coordinates: [a, b] })
  return [
    ...longitudes.map((longitude) => line([longitude, south], [longitude, north])),
    ...latitudes.map((latitude) => line([west, latitude], [east, latitude])),
  ]
}

/** The degrees of each line, at the left edge and at the bottom. */
export const graticuleLabels = (
  { longitudes, latitudes, stepMinutes }: Graticule,
  view: ScreenView,
): readonly Label[] => {
  const label = { kind: 'grid', stands: 'beside', rank: -1 } as const
  const inside = (at: number, size: number): boolean => at > EDGE_PIXELS && at < size
  return [
    ...latitudes.flatMap((latitude) => {
      const { y } = toScreen(view, { longitude: view.longitude, latitude })
      return inside(y, view.height - 40)
        ? [{ ...label, text: angleText(latitude, 'NS', stepMinutes), x: 0, y: y - 9 }]
        : []
    }),
    ...longitudes.flatMap((longitude) => {
      const { x } = toScreen(view, { longitude, latitude: view.latitude })
      return inside(x, view.width - 60)
        ? [{ ...label, text: angleText(wrap(longitude), 'EW', stepMinutes), x, y: view.height - 34 }]
        : []
    }),
  ]
}

const wrap = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180

/** `174°E`, `36°30′S`; 180° and the equator are on no side. */
const angleText = (degrees: number, sides: 'NS' | 'EW', stepMinutes: number): string => {
  const minutes = Math.round(Math.abs(degrees) * 60)
  const side = minutes === 0 || minutes === 180 * 60 ? '' : sides[degrees < 0 ? 1 : 0]
  const rest = stepMinutes < 60 ? `${String(minutes % 60).padStart(2, '0')}′` : ''
  return `${Math.floor(minutes / 60)}°${rest}${side}`
}
