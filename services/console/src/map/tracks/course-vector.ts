import type { PlaceAt } from './positions-at.ts'

/** How far ahead a course vector reaches, as on a plotter (IEC 62388 lets its length be set): at this scale six minutes could not be seen. */
export const COURSE_VECTOR_MINUTES = 30

type Reported = Pick<PlaceAt, 'longitude' | 'latitude' | 'speedKnots' | 'courseDegrees' | 'isOld'>

/** Where a craft is after that time on its reported course at its reported speed; null where these are not known, it lies still, or they are old. */
export const courseVector = ({
  longitude,
  latitude,
  speedKnots,
  courseDegrees,
  isOld,
}: Reported): { readonly longitude: number; readonly latitude: number } | null => {
  if (speedKnots === undefined || courseDegrees === undefined || speedKnots === 0 || isOld) return null
  const course = (courseDegrees * Math.PI) / 180
  const degrees = (speedKnots * COURSE_VECTOR_MINUTES) / 60 / 60 // A minute of latitude is a nautical mile.
  const wide = Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  return {
    longitude: longitude + (degrees * Math.sin(course)) / wide,
    latitude: latitude + degrees * Math.cos(course),
  }
}
