import type { UndatedReason } from '../sentence/ais-sentence.ts'
import { createOwnShip } from './create-own-ship.ts'
import type { OwnShipSentence } from './own-ship-sentence.ts'
import { nearestTimeMs } from './parse-time-of-day-ms.ts'
import { type PlaceRefusal, placeTarget } from './place-target.ts'
import type { TargetReport } from './target-report.ts'
import type { TargetSentence } from './target-sentence.ts'

/** Farther from when its line came a target's time is not UTC, or the clock behind it is wrong: zones are half an hour apart or more. */
export const TARGET_TIME_OFF_MS_MAX = 10 * 60_000

export type TargetReadRefusal = PlaceRefusal | UndatedReason | 'target-time-far'
/** When the line of a sentence came, in milliseconds, or why nobody knows. */
type Received = number | UndatedReason

const SECOND_MS = 1_000

/** Dates and places the targets of ONE connection, by own ship's sentences on it. */
export const createTargetReader = () => {
  const ownShip = createOwnShip()

  const timeOf = (timeOfDayMs: number | undefined, received: Received) => {
    if (timeOfDayMs === undefined)
      return typeof received === 'string' ? received : Math.floor(received / SECOND_MS) * SECOND_MS
    const nearMs = typeof received === 'string' ? ownShip.datedAtMs() : received
    if (nearMs === undefined) return received as UndatedReason
    const timeMs = nearestTimeMs(timeOfDayMs, nearMs)
    return Math.abs(timeMs - nearMs) <= TARGET_TIME_OFF_MS_MAX ? timeMs : 'target-time-far'
  }

  /** Where nobody knows when the line came, the date of own ship's RMC counts. */
  const read = (sentence: TargetSentence, received: Received): TargetReport | TargetReadRefusal => {
    if (sentence.status !== 'tracked') return sentence
    const { place, timeOfDayMs, status, number, speedKnots, courseDegrees, name } = sentence
    const observedAtMs = timeOf(timeOfDayMs, received)
    if (typeof observedAtMs === 'string') return observedAtMs
    const placed = placeTarget(place, ownShip, typeof received === 'string' ? observedAtMs : received)
    if (typeof placed === 'string') return placed
    return { status, number, observedAtMs, ...placed, speedKnots, courseDegrees, name }
  }

  const recordOwnShip = (sentence: OwnShipSentence, received: Received): void =>
    ownShip.record(sentence, typeof received === 'string' ? undefined : received)

  return { read, recordOwnShip }
}
