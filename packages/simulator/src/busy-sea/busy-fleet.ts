import { between, type Random, randomFrom } from '../story/random.ts'
import { BUSY_PLACES, type SeaPoint } from './busy-places.ts'

/** Along a lane and back, or round and round a point: cheap to compute, smooth to look at, and it never leaves its place. */
type Route =
  | { readonly goes: 'along'; readonly lane: readonly SeaPoint[]; readonly fromNm: number; readonly asideNm: number }
  | { readonly goes: 'round'; readonly middle: SeaPoint; readonly radiusNm: number; readonly startTurn: number }

export type BusyCraft = {
  readonly craftId: string
  readonly name: string
  readonly shipType: number
  readonly crew: number
  readonly speedKnots: number
  readonly route: Route
}

const INSIDE_SHARE = 0.11
const LANE_SHARE = 0.6 // Of those outside; the others fish.
const CARGO = [70, 79, 80, 89, 71]
const INSHORE = [30, 36, 37, 60, 52]
const FISHING = 30

/** A fleet that is the same for the same seed: 11 % keep to a harbour's approaches, the rest to lanes and grounds outside. */
export const busyFleet = (size: number, seed: number): readonly BusyCraft[] => {
  const random = randomFrom(seed)
  return Array.from({ length: size }, (_, index) => {
    // Spread evenly through the fleet, so that any stretch of the stream has the same share inside.
    const isInside = Math.floor((index + 1) * INSIDE_SHARE) > Math.floor(index * INSIDE_SHARE)
    const number = String(index).padStart(5, '0')
    const crew = 2 + (index % 23)
    const common = { craftId: `mmsi:5129${number}`, name: `BUSY ${number}`, crew }
    if (isInside) return { ...common, ...inshore(index, random) }
    return { ...common, ...(random() < LANE_SHARE ? onLane(index, random) : fishing(random)) }
  })
}

type Business = Pick<BusyCraft, 'shipType' | 'speedKnots' | 'route'>

const inshore = (index: number, random: Random): Business => ({
  shipType: pick(INSHORE, random),
  speedKnots: knots(random, 3, 9),
  route: round(
    BUSY_PLACES.harbours[index % BUSY_PLACES.harbours.length] ?? pick(BUSY_PLACES.harbours, random),
    between(random, 0.3, 2),
    random,
  ),
})

const onLane = (index: number, random: Random): Business => {
  const lane = pick(BUSY_PLACES.lanes, random)
  const asideNm = BUSY_PLACES.laneHalfWidthNm * Math.max(-1, Math.min(1, normal(random) / 1.5))
  return {
    shipType: CARGO[index % CARGO.length] ?? 70,
    speedKnots: knots(random, 10, 19),
    route: { goes: 'along', lane, asideNm, fromNm: between(random, 0, 2 * laneLengthNm(lane)) },
  }
}

const fishing = (random: Random): Business => {
  const { middle, radiusNm } = pick(BUSY_PLACES.grounds, random)
  const [east, north] = [normal(random) * radiusNm, normal(random) * radiusNm]
  const latitude = middle[1] + north / 60
  const longitude = middle[0] + east / 60 / Math.cos((latitude * Math.PI) / 180)
  return {
    shipType: FISHING,
    speedKnots: knots(random, 2, 6),
    route: round([longitude, latitude], between(random, 1, 6), random),
  }
}

const round = (middle: SeaPoint, radiusNm: number, random: Random): Route => ({
  goes: 'round',
  middle,
  radiusNm,
  startTurn: between(random, 0, 2 * Math.PI),
})

const pick = <T>(list: readonly T[], random: Random): T => {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new RangeError('nothing to pick from')
  return one
}

const knots = (random: Random, from: number, to: number): number => Math.round(between(random, from, to) * 10) / 10

/** About normal, with a deviation of a half, and never beyond 3. */
const normal = (random: Random): number => {
  let sum = -6
  for (let n = 0; n < 12; n += 1) sum += random()
  return sum / 2
}

/** Where a craft is after so many minutes, as it goes on the wire. */
export const busyPlaceAt = ({ route, speedKnots }: BusyCraft, minute: number) => {
  const sailedNm = (speedKnots * minute) / 60
  const { longitude, latitude, courseDegrees } =
    route.goes === 'along' ? sailLane(route.lane, route.fromNm + sailedNm, route.asideNm) : sailRound(route, sailedNm)
  return {
    longitude: digits(longitude > 180 ? longitude - 360 : longitude, 100_000),
    latitude: digits(latitude, 100_000),
    speedKnots,
    courseDegrees: digits((courseDegrees + 720) % 360, 10) % 360,
  }
}

const sailRound = ({ middle, radiusNm, startTurn }: Extract<Route, { goes: 'round' }>, sailedNm: number): Plot => {
  const turn = startTurn + sailedNm / radiusNm
  return {
    longitude: middle[0] + (radiusNm * Math.cos(turn)) / 60 / Math.cos((middle[1] * Math.PI) / 180),
    latitude: middle[1] + (radiusNm * Math.sin(turn)) / 60,
    courseDegrees: -((turn * 180) / Math.PI) % 360,
  }
}

const digits = (value: number, per: number): number => Math.round(value * per) / per

/** A course at sea: where, and which way. Degrees; longitudes in 0..360. */
type Plot = { readonly longitude: number; readonly latitude: number; readonly courseDegrees: number }

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** East and north of `to` seen from `from`, in nautical miles, on a chart that is flat for the leg. */
const legNm = (from: SeaPoint, to: SeaPoint): readonly [east: number, north: number] => [
  (to[0] - from[0]) * 60 * Math.cos(radians((from[1] + to[1]) / 2)),
  (to[1] - from[1]) * 60,
]

const laneLengthNm = (lane: readonly SeaPoint[]): number =>
  lane.slice(1).reduce((sum, to, index) => sum + Math.hypot(...legNm(lane[index] ?? to, to)), 0)

/**
 * After `sailedNm` along a lane, there and back again for ever, `asideNm` to the north of its line where it leads east:
 * so each ship keeps her own line in both directions.
 */
const sailLane = (lane: readonly SeaPoint[], sailedNm: number, asideNm: number): Plot => {
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
