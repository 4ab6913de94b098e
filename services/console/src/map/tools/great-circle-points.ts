import type { Point } from '../feature.ts'
import { RADIUS_NM } from './great-circle.ts'

const STEP_NM_MAX = 20
const RADIANS = Math.PI / 180

/** A great circle as points at most 20 nm apart, both ends included. Longitudes go on past 180° and 360°, so that a line never breaks. */
export const greatCirclePoints = (from: Point, courseDegrees: number, lengthNm: number): readonly Point[] => {
  const steps = Math.max(1, Math.ceil(lengthNm / STEP_NM_MAX))
  return Array.from({ length: steps + 1 }, (_, i) => pointAt(from, courseDegrees, (lengthNm * i) / steps))
}

const pointAt = ([longitude, latitude]: Point, courseDegrees: number, distanceNm: number): Point => {
  const [angle, course, from] = [distanceNm / RADIUS_NM, courseDegrees * RADIANS, latitude * RADIANS]
  const to = Math.asin(Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(course))
  const east = Math.atan2(
    Math.sin(course) * Math.sin(angle) * Math.cos(from),
    Math.cos(angle) - Math.sin(from) * Math.sin(to),
  )
  return [longitude + east / RADIANS, to / RADIANS]
}
