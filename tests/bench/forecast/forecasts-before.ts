import type { Approach } from '@landfall/contracts'
import {
  type ArrivalsState,
  changedSnapshots,
  foldObservation,
  newArrivalsState,
  type WatchedArea,
} from '@landfall/mass-arrivals'
import { aCraftRecord, aPosition } from '@landfall/testkit'
import type { Crossing, HeardPosition } from './crossing.ts'

/** What was known of a craft at a time before its crossing. */
export type KnownBefore = {
  readonly hours: number
  /** What the arrivals stage says; undefined where the craft has no approach, or nothing was heard of it. */
  readonly approach: Approach | undefined
  /** The newest of what had been received. */
  readonly newest: HeardPosition
}

const HOUR_MS = 3_600_000

/**
 * What the arrivals stage says at each number of hours before the crossing, from what it had received by then. Times at which the
 * craft had not been heard outside are left out.
 */
export const forecastsBefore = (
  crossing: Crossing,
  area: WatchedArea,
  hours: readonly number[],
): readonly KnownBefore[] => {
  const { craftId, heard, crossedMs, outsideFromMs } = crossing
  const state = newArrivalsState({ areas: [area], partition: 0 }, true)
  const first = heard[0]
  if (first === undefined) return []
  // A craft that nobody counted is not emitted, unless it says that it goes by another name.
  const observedAt = new Date(Math.min(...heard.map(({ atMs }) => atMs))).toISOString()
  fold(state, aCraftRecord({ craftId, observedAt, sameAs: ['track:bench'], exercise: false }), first.receivedMs)
  let approach: Approach | undefined
  let next = 0
  return hours
    .toSorted((a, b) => b - a)
    .flatMap((lead) => {
      const untilMs = crossedMs - lead * HOUR_MS
      for (let one = heard[next]; one !== undefined && one.receivedMs <= untilMs; one = heard[next]) {
        fold(state, positionOf(craftId, one), one.receivedMs)
        next += 1
      }
      const snapshot = changedSnapshots(state).find((changed) => changed.craftId === craftId)
      if (snapshot !== undefined) ({ approach } = snapshot)
      const known = heard.slice(0, next).filter(({ atMs }) => atMs >= outsideFromMs)
      const newest = known.toSorted((a, b) => a.atMs - b.atMs).at(-1)
      return newest === undefined ? [] : [{ hours: lead, approach, newest }]
    })
}

const fold = (state: ArrivalsState, observation: object, timestampMs: number): void => {
  const entry = { offset: 0, timestampMs, key: null, value: JSON.stringify(observation) }
  const [refused] = foldObservation(entry, { state, changes: { set: () => {} }, isNoted: true })
  if (refused !== undefined) throw new Error(`refused: ${JSON.stringify(refused)}`)
}

const positionOf = (craftId: string, { atMs, longitude, latitude, speedKnots, courseDegrees }: HeardPosition) =>
  aPosition({
    craftId,
    observedAt: new Date(atMs).toISOString(),
    longitude: Number((longitude - 360 * Math.round(longitude / 360)).toFixed(5)),
    latitude: Number(latitude.toFixed(5)),
    exercise: false,
    ...(speedKnots !== undefined && { speedKnots }),
    ...(courseDegrees !== undefined && { courseDegrees }),
  })
