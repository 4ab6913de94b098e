import { between, type Random } from './random.ts'
import { simulatedPosition } from './simulated-position.ts'
import type { StoryEvent } from './story.ts'

/** `[minute, longitude, latitude]`: the craft sails straight from one to the next. Longitudes may run on past 180. */
export type Waypoint = readonly [minute: number, longitude: number, latitude: number]

type Course = {
  readonly craftId: string
  readonly sourceId: string
  readonly waypoints: readonly Waypoint[]
}

type Track = Course & {
  readonly everyMinutes: number
  /** The last minute with a plot; else that of the last waypoint. */
  readonly untilMinute?: number
  /** How long after its plot a position is sent. */
  readonly delayMinutes?: number
}

const SCATTER_DEGREES = 0.002 // About 200 m, as a radar has it. The first plot has none: it makes the arrival.

/** The plots of a craft from its first waypoint to its last. */
export const plotTrack = (
  { craftId, sourceId, waypoints, everyMinutes, untilMinute, delayMinutes = 0 }: Track,
  random: Random,
): readonly StoryEvent[] => {
  const first = waypoints[0]?.[0] ?? 0
  const last = untilMinute ?? waypoints.at(-1)?.[0] ?? first
  const events: StoryEvent[] = []
  for (let minute = first; minute <= last; minute += everyMinutes) {
    const scatter = minute === first ? 0 : SCATTER_DEGREES
    const [longitude, latitude] = placeAtMinute(waypoints, minute)
    const when = { observed: minute, sent: minute + delayMinutes }
    const placed = {
      longitude: onWire(longitude + between(random, -scatter, scatter)),
      latitude: round(latitude + between(random, -scatter, scatter)),
    }
    events.push(simulatedPosition(sourceId, when, { craftId, ...placed, ...courseAt(waypoints, minute) }))
  }
  return events
}

/** The plots of a craft at given minutes, each sent at a minute of its own, without scatter. */
export const plotAt = (
  { craftId, sourceId, waypoints }: Course,
  minutes: readonly (readonly [observed: number, sent: number])[],
): readonly StoryEvent[] =>
  minutes.map(([observed, sent]) => {
    const [longitude, latitude] = placeAtMinute(waypoints, observed)
    const placed = { longitude: onWire(longitude), latitude: round(latitude) }
    const given = { craftId, ...placed, ...courseAt(waypoints, observed) }
    return simulatedPosition(sourceId, { observed, sent }, given)
  })

const placeAtMinute = (waypoints: readonly Waypoint[], minute: number): readonly [number, number] => {
  const [from, to] = legAt(waypoints, minute)
  const share = to[0] === from[0] ? 0 : (minute - from[0]) / (to[0] - from[0])
  return [from[1] + share * (to[1] - from[1]), from[2] + share * (to[2] - from[2])]
}

const courseAt = (waypoints: readonly Waypoint[], minute: number) => {
  const [from, to] = legAt(waypoints, minute)
  const north = (to[2] - from[2]) * 60
  const east = (to[1] - from[1]) * 60 * Math.cos((from[2] * Math.PI) / 180)
  const hours = (to[0] - from[0]) / 60
  if (hours === 0 || (north === 0 && east === 0)) return { speedKnots: 0 }
  const courseDegrees = (Math.atan2(east, north) * 180) / Math.PI
  return {
    speedKnots: Math.round((Math.hypot(north, east) / hours) * 10) / 10,
    courseDegrees: Math.round(((courseDegrees + 360) % 360) * 10) / 10,
  }
}

const legAt = (waypoints: readonly Waypoint[], minute: number): readonly [Waypoint, Waypoint] => {
  const next = waypoints.findIndex(([fromMinute]) => fromMinute > minute)
  const to = waypoints[next === -1 ? waypoints.length - 1 : next]
  const from = waypoints[next === -1 ? waypoints.length - 1 : Math.max(0, next - 1)]
  if (from === undefined || to === undefined) throw new RangeError('a track needs a waypoint')
  return [from, to]
}

const round = (degrees: number): number => Math.round(degrees * 100_000) / 100_000

/** Back into −180..180. */
const onWire = (longitude: number): number => round(longitude > 180 ? longitude - 360 : longitude)
