import { distanceMetres } from '../distance-metres.ts'
import { alongOracle, type Place } from './along-oracle.ts'

/** Between two meridians and two parallels, the line included. `east` is above `west`, over 180 where the box crosses 180 degrees. */
export type Box = { readonly west: number; readonly east: number; readonly south: number; readonly north: number }

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const within = (low: number, high: number, value: number): number => Math.min(high, Math.max(low, value))

/** `longitude`, a whole turn away where that is nearer to the middle of the box. */
const besides = ({ west, east }: Box, longitude: number): number =>
  longitude + 360 * Math.round(((west + east) / 2 - longitude) / 360)

export const boxContains = (box: Box, place: Place): boolean => {
  const longitude = besides(box, place.longitude)
  return box.west <= longitude && longitude <= box.east && box.south <= place.latitude && place.latitude <= box.north
}

/** Metres to the nearest point of the box's four edges; 0 inside. */
export const metresToBox = (box: Box, place: Place): number => {
  if (boxContains(box, place)) return 0
  const longitude = besides(box, place.longitude)
  // Along a parallel the distance grows with the difference in longitude.
  const onParallels = [box.south, box.north].map((latitude) => ({
    longitude: within(box.west, box.east, longitude),
    latitude,
  }))
  // A meridian is nearest where the great circle to it meets it at a right angle.
  const onMeridians = [box.west, box.east].map((meridian) => {
    const apart = Math.cos(radians(meridian - longitude))
    const foot =
      (Math.atan2(Math.sin(radians(place.latitude)), Math.cos(radians(place.latitude)) * apart) * 180) / Math.PI
    return { longitude: meridian, latitude: within(box.south, box.north, foot) }
  })
  return Math.min(...[...onParallels, ...onMeridians].map((point) => distanceMetres(place, point)))
}

const TOUCHES_METRES = 0.01

/**
 * The first point of the box on a great circle: as far ahead as the box is away cannot be inside, so step by step by that distance until
 * it touches. Null: not within `metresMax`.
 */
export const firstPointInBox = (box: Box, from: Place, courseDegrees: number, metresMax: number) => {
  for (let metres = 0; ; ) {
    const place = alongOracle(from, courseDegrees, metres)
    const left = metresToBox(box, place)
    if (left <= TOUCHES_METRES) return { metres, ...place }
    metres += left
    if (metres > metresMax) return null
  }
}
