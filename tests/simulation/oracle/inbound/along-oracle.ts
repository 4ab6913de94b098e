export type Place = { readonly longitude: number; readonly latitude: number }

const EARTH_RADIUS_METRES = 6_371_008.8
type Vector = readonly [number, number, number]

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const degrees = (angle: number): number => (angle * 180) / Math.PI

const vectorOf = ({ longitude, latitude }: Place): Vector => {
  const [x, y] = [radians(longitude), radians(latitude)]
  return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)]
}

const placeOf = ([x, y, z]: Vector): Place => ({
  longitude: degrees(Math.atan2(y, x)),
  latitude: degrees(Math.atan2(z, Math.hypot(x, y))),
})

/** East and north at a place, as vectors. */
const axesAt = ({ longitude, latitude }: Place): { readonly east: Vector; readonly north: Vector } => {
  const [x, y] = [radians(longitude), radians(latitude)]
  return {
    east: [-Math.sin(x), Math.cos(x), 0],
    north: [-Math.sin(y) * Math.cos(x), -Math.sin(y) * Math.sin(x), Math.cos(y)],
  }
}

const mix = (a: Vector, p: number, b: Vector, q: number): Vector => [
  p * a[0] + q * b[0],
  p * a[1] + q * b[1],
  p * a[2] + q * b[2],
]
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** The place so far along the great circle that leaves `from` on this course. */
export const alongOracle = (from: Place, courseDegrees: number, metres: number): Place => {
  const { east, north } = axesAt(from)
  const course = radians(courseDegrees)
  const ahead = mix(north, Math.cos(course), east, Math.sin(course))
  const angle = metres / EARTH_RADIUS_METRES
  return placeOf(mix(vectorOf(from), Math.cos(angle), ahead, Math.sin(angle)))
}

/** The course, 0 to 360, on which the great circle from `from` comes to `to`. */
export const courseAtEndOracle = (from: Place, to: Place): number => {
  const { east, north } = axesAt(to)
  const back = vectorOf(from)
  const course = degrees(Math.atan2(-dot(back, east), -dot(back, north)))
  return (course + 360) % 360
}
