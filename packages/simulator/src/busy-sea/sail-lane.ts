import type { SeaPoint } from './busy-places.ts'

/** A course at sea: where, and which way. Degrees; longitudes in 0..360. */
export type Plot = { readonly longitude: number; readonly latitude: number; readonly courseDegrees: number }

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** East and north of `to` seen from `from`, in nautical miles, on a chart that is flat for the leg. */
const legNm = (from: SeaPoint, to: SeaPoint): readonly [east: number, north: number] => [
  (to[0] - from[0]) * 60 * Math.cos(radians((from[1] + to[1]) / 2)),
  (to[1] - from[1]) * 60,
]

export const laneLengthNm = (lane: readonly SeaPoint[]): number =>
  lane.slice(1).reduce((sum, to, index) => sum + Math.hypot(...legNm(lane[index] ?? to, to)), 0)

/**
 * After `sailedNm` along a lane, there and back again for ever, `asideNm` to the north of its line where it leads east:
 * so each ship keeps her own line in both directions.
 */
export const sailLane = (lane: readonly SeaPoint[], sailedNm: number, asideNm: number): Plot => {
  const lengthNm = laneLengthNm(lane)
  const turn = sailedNm % (2 * lengthNm)
  const isBack = turn > lengthNm
  let leftNm = isBack ? 2 * lengthNm - turn : turn
  for (const [index, to] of lane.slice(1).entries()) {
    const from = lane[index] ?? to
    const [east, north] = legNm(from, to)
    const nm = Math.hypot(east, north)
    if (leftNm > nm && index < lane.length - 2) {
      leftNm -= nm
      continue
    }
    const share = Math.min(1, leftNm / nm)
    const latitude = from[1] + share * (to[1] - from[1]) + (asideNm * east) / nm / 60
    const longitude = from[0] + share * (to[0] - from[0]) - (asideNm * north) / nm / 60 / Math.cos(radians(latitude))
    const courseDegrees = (Math.atan2(east, north) * 180) / Math.PI + (isBack ? 180 : 0)
    return { longitude, latitude, courseDegrees }
  }
  throw new RangeError('a lane needs two points')
}
