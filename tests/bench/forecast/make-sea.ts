import { type Area, destinationOnSphere, haversineMetres, initialBearingDegrees, METRES_PER_NAUTICAL_MILE } from '@landfall/geo' // biome-ignore format: one import
import { seeded } from '@landfall/testkit'
import type { Crossing, HeardPosition } from './crossing.ts'

/** How boats of a simulated sea move, and how they are heard. Standard deviations, unless said otherwise. */
export type Sea = {
  readonly name: string
  /** As a share of the boat's own speed. */
  readonly speedSd: number
  /** From the course to where the boat is bound. */
  readonly courseSdDegrees: number
  /** Least and most between two positions, and from a position to its receipt. */
  readonly gapMinutes: readonly [number, number]
  readonly lateMinutes: readonly [number, number]
  readonly noiseMetres: number
  /** Share of the boats that lie still once for 30 to 180 minutes, and share that choose another place to land on the way. */
  readonly haltShare: number
  readonly turnShare: number
  /** Boats are not bound for the nearest point of the line, but for any that is at most this many times as far. */
  readonly detourMax: number
}

type Point = { readonly longitude: number; readonly latitude: number }
type Random = () => number

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 10, 20)
const MINUTES_MAX = 72 * 60
const SPEED_KNOTS = [4, 12] as const
const DISTANCE_NM = [30, 185] as const
/** After so long, what is left of a deviation is a third. */
const SPEED_MEMORY_MINUTES = 240
const COURSE_MEMORY_MINUTES = 180

/** Boats that come into the area from the sea, the same for the same seed. Those that did not come within three days are left out. */
export const makeSea = (sea: Sea, area: Area, boats: number, seed: number): readonly Crossing[] => {
  const random = seeded(seed)
  const { geometry } = area.geojson
  const corners = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
    .flat(2)
    .map(([longitude = 0, latitude = 0]): Point => ({ longitude, latitude }))
  return Array.from({ length: boats }, (_, n) => sail(`mmsi:${512_000_000 + n}`, sea, area, corners, random)).filter(
    (crossing) => crossing !== undefined,
  )
}

const between = ([least, most]: readonly [number, number], random: Random): number => least + (most - least) * random()

/** Of the normal distribution, by Box and Muller. */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

const nmBetween = (a: Point, b: Point): number =>
  haversineMetres(a.longitude, a.latitude, b.longitude, b.latitude) / METRES_PER_NAUTICAL_MILE

const pick = (points: readonly Point[], random: Random): Point =>
  points[Math.floor(random() * points.length)] ?? { longitude: 0, latitude: 0 }

const startOf = (area: Area, corners: readonly Point[], random: Random): Point => {
  for (;;) {
    const out = between(DISTANCE_NM, random) * METRES_PER_NAUTICAL_MILE
    const start = destinationOnSphere(pick(corners, random), 360 * random(), out)
    const nm = area.metresToArea(start.longitude, start.latitude) / METRES_PER_NAUTICAL_MILE
    if (nm >= DISTANCE_NM[0] && nm <= DISTANCE_NM[1]) return start
  }
}

const destinationOf = (
  from: Point,
  { detourMax }: Sea,
  area: Area,
  corners: readonly Point[],
  random: Random,
): Point => {
  const nearestNm = area.metresToArea(from.longitude, from.latitude) / METRES_PER_NAUTICAL_MILE
  return pick(
    corners.filter((corner) => nmBetween(from, corner) <= detourMax * nearestNm + 1),
    random,
  )
}

const sail = (
  craftId: string,
  sea: Sea,
  area: Area,
  corners: readonly Point[],
  random: Random,
): Crossing | undefined => {
  const start = startOf(area, corners, random)
  const ownKnots = between(SPEED_KNOTS, random)
  const haltMinute = random() < sea.haltShare ? between([60, 600], random) : Number.POSITIVE_INFINITY
  const haltMinutes = between([30, 180], random)
  const turnMinute = random() < sea.turnShare ? Math.floor(between([60, 600], random)) : -1
  let [at, bound] = [start, destinationOf(start, sea, area, corners, random)]
  let [speedOff, courseOff] = [sea.speedSd * normal(random), sea.courseSdDegrees * normal(random)]
  let nextMinute = Math.floor(between([0, sea.gapMinutes[0]], random))
  const heard: HeardPosition[] = []
  for (let minute = 0; minute < MINUTES_MAX; minute += 1) {
    const atMs = START_MS + minute * MINUTE_MS
    if (area.contains(at.longitude, at.latitude)) {
      const inOrder = heard.toSorted((a, b) => a.receivedMs - b.receivedMs)
      return { craftId, heard: inOrder, outsideFromMs: START_MS, crossedMs: atMs }
    }
    if (minute === turnMinute) bound = destinationOf(at, sea, area, corners, random)
    const isStill = minute >= haltMinute && minute < haltMinute + haltMinutes
    const knots = isStill ? 0.5 : Math.max(1, ownKnots * (1 + speedOff))
    const course = (initialBearingDegrees(at, bound) + courseOff + 360) % 360
    if (minute >= nextMinute) {
      heard.push(fixOf(at, atMs, knots, course, sea, random))
      nextMinute += Math.floor(between(sea.gapMinutes, random))
    }
    at = destinationOnSphere(at, course, (knots * METRES_PER_NAUTICAL_MILE) / 60)
    speedOff = wander(speedOff, sea.speedSd, SPEED_MEMORY_MINUTES, random)
    courseOff = wander(courseOff, sea.courseSdDegrees, COURSE_MEMORY_MINUTES, random)
  }
  return undefined
}

/** One minute of a process that returns to 0 (Ornstein and Uhlenbeck), whose standard deviation stays what it is. */
const wander = (off: number, sd: number, memoryMinutes: number, random: Random): number => {
  const keep = Math.exp(-1 / memoryMinutes)
  return off * keep + sd * Math.sqrt(1 - keep * keep) * normal(random)
}

const fixOf = (at: Point, atMs: number, knots: number, course: number, sea: Sea, random: Random): HeardPosition => {
  const seen = destinationOnSphere(at, 360 * random(), Math.abs(sea.noiseMetres * normal(random)))
  const receivedMs = atMs + Math.round(between(sea.lateMinutes, random) * MINUTE_MS)
  const speedKnots = Math.max(0, Number((knots + 0.3 * normal(random)).toFixed(1)))
  const courseDegrees = Number(((course + 5 * normal(random) + 720) % 360).toFixed(1)) % 360
  return { atMs, receivedMs, ...seen, speedKnots, courseDegrees }
}
