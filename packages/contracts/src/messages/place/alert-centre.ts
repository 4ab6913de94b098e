import type { Alert } from '../alert.ts'

/** In degrees; longitudes from -180 to 180. */
export type AlertCentre = { readonly longitude: number; readonly latitude: number }

/**
 * Where an alert is as a whole: the mean, on the sphere, of the arrivals of its craft, of the newest fixes of those that approach, or
 * the newest place of a call for help. Null for kinds without a place, while none is known, and where no craft is listed.
 */
export const alertCentre = (alert: Alert): AlertCentre | null => {
  switch (alert.kind) {
    case 'distress':
      return alert.place === null ? null : centreOf([alert.place])
    case 'inbound-group':
    case 'mass-arrival':
      return centreOf(alert.craft)
    case 'diagnostic':
    case 'source-limit':
    case 'source-silent':
      return null
    default:
      alert satisfies never
      return null // Of a later contract.
  }
}

const RADIANS = Math.PI / 180
/** A sum of unit vectors shorter than this for each has no direction: the places lie around the whole earth. */
const SPREAD_MIN = 1e-9

const centreOf = (places: readonly AlertCentre[]): AlertCentre | null => {
  const [first] = places
  if (first === undefined) return null
  if (places.length === 1) return { longitude: wrapped(first.longitude), latitude: first.latitude }
  let [x, y, z] = [0, 0, 0]
  for (const { longitude, latitude } of places) {
    const across = Math.cos(latitude * RADIANS)
    x += across * Math.cos(longitude * RADIANS)
    y += across * Math.sin(longitude * RADIANS)
    z += Math.sin(latitude * RADIANS)
  }
  if (Math.hypot(x, y, z) < SPREAD_MIN * places.length) return null
  return { longitude: Math.atan2(y, x) / RADIANS, latitude: Math.atan2(z, Math.hypot(x, y)) / RADIANS }
}

const wrapped = (longitude: number): number =>
  Math.abs(longitude) <= 180 ? longitude : ((((longitude + 180) % 360) + 360) % 360) - 180
