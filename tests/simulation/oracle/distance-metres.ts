const EARTH_RADIUS_METRES = 6_371_008.8
export const NAUTICAL_MILE_METRES = 1_852

type Place = { readonly longitude: number; readonly latitude: number }

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const haversine = (angle: number): number => Math.sin(angle / 2) ** 2

/** Haversine; it needs no care at the antimeridian, since a whole turn does not change a sine squared. */
export const distanceMetres = (a: Place, b: Place): number => {
  const [latitudeA, latitudeB] = [radians(a.latitude), radians(b.latitude)]
  const h =
    haversine(latitudeB - latitudeA) +
    Math.cos(latitudeA) * Math.cos(latitudeB) * haversine(radians(b.longitude - a.longitude))
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}
