import type { MapPlace } from '../show-whole.ts'

/** Of the sphere with the earth’s mean radius, 6,371,008.8 m, on which Landfall measures links and forecasts. */
export const RADIUS_NM = 6_371_008.8 / 1_852
const RADIANS = Math.PI / 180

export type GreatCircle = {
  readonly distanceNm: number
  /** The true course on leaving `from`, 0 up to 360 degrees. */
  readonly courseDegrees: number
}

/** The shortest way from one place to another. Longitudes may be in any turn. */
export const greatCircle = (from: MapPlace, to: MapPlace): GreatCircle => {
  const [a, b] = [from.latitude * RADIANS, to.latitude * RADIANS]
  const turn = (to.longitude - from.longitude) * RADIANS
  const haversine = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(turn / 2) ** 2
  const east = Math.sin(turn) * Math.cos(b)
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn)
  return {
    distanceNm: 2 * RADIUS_NM * Math.asin(Math.sqrt(Math.min(1, haversine))),
    courseDegrees: (Math.atan2(east, north) / RADIANS + 360) % 360,
  }
}

const POINTS = ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW']

/** One of the 16 points of the compass. */
export const compassPoint = (courseDegrees: number): string => POINTS[Math.round(courseDegrees / 22.5) % 16] ?? 'N'

/** `22.2 nm · 271°T` */
export const formatGreatCircle = ({ distanceNm, courseDegrees }: GreatCircle): string =>
  `${distanceNm.toFixed(1)} nm · ${String(Math.round(courseDegrees) % 360).padStart(3, '0')}°T`
