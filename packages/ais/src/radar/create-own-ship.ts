import { haversineMetres, type LonLat } from '@landfall/geo'
import { isWithinReach } from './is-within-reach.ts'
import type { OwnShipSentence } from './own-ship-sentence.ts'
import { nearestTimeMs } from './parse-time-of-day-ms.ts'

/** What is older says where own ship was, not where it is. */
export const OWN_SHIP_AGE_MS_MAX = 10_000
/** Below it a course over ground says nothing of the heading. */
const COURSE_KNOTS_MIN = 3

export type OwnHeading = { readonly degrees: number; readonly from: 'heading' | 'course' }
export type OwnShipRefusal = 'own-position-unknown' | 'own-position-doubtful'
export type OwnShipNow = { readonly place: LonLat; readonly heading: OwnHeading | undefined }

type Known<T> = { readonly value: T; readonly knownAtMs: number }

/**
 * Where own ship is, and which way she heads, by the sentences of ONE connection. `knownAtMs` is when a sentence came, or where nobody
 * knows (a file without times) its own time.
 */
export const createOwnShip = () => {
  let fix: Known<LonLat & { readonly isDoubtful: boolean }> | undefined
  let heading: Known<number> | undefined
  let course: Known<number> | undefined
  let datedAtMs: number | undefined

  const record = (sentence: OwnShipSentence, receivedAtMs: number | undefined): void => {
    if (sentence.kind === 'heading') {
      const knownAtMs = receivedAtMs ?? datedAtMs
      if (knownAtMs !== undefined) heading = { value: sentence.headingDegrees, knownAtMs }
      return
    }
    const { longitude, latitude, dateMs, timeOfDayMs, speedKnots, courseDegrees } = sentence
    if (dateMs !== undefined && timeOfDayMs !== undefined) datedAtMs = dateMs + timeOfDayMs
    const isDated = timeOfDayMs !== undefined && datedAtMs !== undefined
    const knownAtMs = receivedAtMs ?? (isDated ? nearestTimeMs(timeOfDayMs, datedAtMs ?? 0) : undefined)
    if (knownAtMs === undefined) return
    const place = { longitude, latitude }
    fix = { value: { ...place, isDoubtful: fix !== undefined && !mayFollow(fix, place, knownAtMs) }, knownAtMs }
    if (courseDegrees !== undefined && (speedKnots ?? 0) >= COURSE_KNOTS_MIN)
      course = { value: courseDegrees, knownAtMs }
  }

  const fresh = <T>(known: Known<T> | undefined, atMs: number): T | undefined =>
    known !== undefined && Math.abs(atMs - known.knownAtMs) <= OWN_SHIP_AGE_MS_MAX ? known.value : undefined

  const headingAt = (atMs: number): OwnHeading | undefined => {
    const steered = fresh(heading, atMs)
    if (steered !== undefined) return { degrees: steered, from: 'heading' }
    const made = fresh(course, atMs)
    return made === undefined ? undefined : { degrees: made, from: 'course' }
  }

  const at = (atMs: number): OwnShipNow | OwnShipRefusal => {
    const place = fresh(fix, atMs)
    if (place === undefined) return 'own-position-unknown'
    return place.isDoubtful ? 'own-position-doubtful' : { place, heading: headingAt(atMs) }
  }

  /** The date and time of the last RMC, if there was one. */
  return { record, at, datedAtMs: (): number | undefined => datedAtMs }
}
export type OwnShip = ReturnType<typeof createOwnShip>

/** Two ships on one connection are in turn in two places; after a gap a ship may be anywhere. */
const mayFollow = ({ value, knownAtMs }: Known<LonLat>, to: LonLat, atMs: number): boolean => {
  const elapsedMs = Math.abs(atMs - knownAtMs)
  if (elapsedMs > OWN_SHIP_AGE_MS_MAX) return true
  return isWithinReach(haversineMetres(value.longitude, value.latitude, to.longitude, to.latitude), elapsedMs)
}
