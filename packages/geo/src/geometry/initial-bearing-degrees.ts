import type { LonLat } from './destination-at.ts'

const RADIANS = Math.PI / 180

/** The true course on which a great circle leaves `from` towards `to`, on a sphere: 0 up to 360 degrees. */
export const initialBearingDegrees = (from: LonLat, to: LonLat): number => {
  const [a, b] = [from.latitude * RADIANS, to.latitude * RADIANS]
  const turn = (to.longitude - from.longitude) * RADIANS
  const east = Math.sin(turn) * Math.cos(b)
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn)
  return (Math.atan2(east, north) / RADIANS + 360) % 360
}
