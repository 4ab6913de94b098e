import { METRES_PER_NAUTICAL_MILE } from '@landfall/geo'
import { parseDecimal } from './parse-decimal.ts'
import { parseNmeaPlace } from './parse-nmea-place.ts'
import { parseTimeOfDayMs } from './parse-time-of-day-ms.ts'
import type { TargetFieldRefusal, TargetPlace, TargetSentence } from './target-sentence.ts'

/** Farther than the largest range scale of a ship's radar, 96 nm. */
export const TARGET_RANGE_METRES_MAX = 100 * METRES_PER_NAUTICAL_MILE
const SPEED_KNOTS_MAX = 1_000
const METRES_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['K', 1_000],
  ['N', METRES_PER_NAUTICAL_MILE],
  ['S', 1_609.344],
])
const NUMBER = /^\d{1,4}$/
const NAME = /^[\x21-\x7e][\x20-\x7e]{0,119}$/

type Parsed = TargetSentence | TargetFieldRefusal
type Motion = { readonly speedKnots: number | undefined; readonly courseDegrees: number | undefined }

/**
 * Parses the fields of `--TTM` (tracked target, IEC 61162-1: number, range, bearing, T or R, speed, course, T or R, CPA, TCPA, unit,
 * name, status, reference, UTC, acquisition) or `--TLL` (number, latitude, longitude, name, UTC, status, reference), without the address.
 * The fields from reference on came with later editions, so they may be missing, and there may be more.
 */
export const parseTarget = (formatter: 'TTM' | 'TLL', given: readonly string[]): Parsed => {
  const fields = given.map((field) => field.trim())
  const [number = ''] = fields
  if (!NUMBER.test(number)) return 'target-number-invalid'
  const head = { number: Number(number) }
  const status = fields[formatter === 'TTM' ? 11 : 7]
  if (status === 'L') return { status: 'lost', ...head }
  if (status === 'Q') return { status: 'acquiring', ...head }
  // TLL came without a status at first. A TTM that ends before its status is cut off.
  if (status !== 'T' && !(formatter === 'TLL' && (status ?? '') === '')) return 'target-status-unknown'
  const place = formatter === 'TTM' ? relativePlaceOf(fields) : absolutePlaceOf(fields)
  if (typeof place === 'string') return place
  const motion = formatter === 'TTM' ? motionOf(fields) : STILL
  if (typeof motion === 'string') return motion
  const timeOfDayMs = parseTimeOfDayMs(fields[formatter === 'TTM' ? 13 : 6])
  if (Number.isNaN(timeOfDayMs)) return 'target-time-invalid'
  const name = fields[formatter === 'TTM' ? 10 : 5] ?? ''
  return { status: 'tracked', ...head, place, ...motion, name: NAME.test(name) ? name : undefined, timeOfDayMs }
}

const STILL: Motion = { speedKnots: undefined, courseDegrees: undefined }

const relativePlaceOf = (fields: readonly string[]): TargetPlace | TargetFieldRefusal => {
  const metresPerUnit = METRES_PER_UNIT.get(fields[9] ?? '')
  if (metresPerUnit === undefined) return 'target-unit-unknown'
  const rangeMetres = (parseDecimal(fields[1]) ?? Number.NaN) * metresPerUnit
  if (!(rangeMetres <= TARGET_RANGE_METRES_MAX)) return 'target-range-invalid'
  const bearingDegrees = parseDecimal(fields[2]) ?? Number.NaN
  if (!(bearingDegrees <= 360) || (fields[3] !== 'T' && fields[3] !== 'R')) return 'target-bearing-invalid'
  return { kind: 'relative', rangeMetres, bearingDegrees, isTrue: fields[3] === 'T' }
}

const absolutePlaceOf = (fields: readonly string[]): TargetPlace | TargetFieldRefusal => {
  const place = parseNmeaPlace(fields.slice(1, 5))
  return place === undefined ? 'target-place-invalid' : { kind: 'absolute', ...place }
}

/** Relative to own ship it says nothing of the target's own motion. */
const motionOf = (fields: readonly string[]): Motion | TargetFieldRefusal => {
  const speed = parseDecimal(fields[4])
  const courseDegrees = parseDecimal(fields[5])
  const perUnit = (METRES_PER_UNIT.get(fields[9] ?? '') ?? Number.NaN) / METRES_PER_NAUTICAL_MILE
  const speedKnots = speed === undefined ? undefined : Math.round(speed * perUnit * 100) / 100
  if (speedKnots !== undefined && !(speedKnots <= SPEED_KNOTS_MAX)) return 'target-motion-invalid'
  if (courseDegrees !== undefined && !(courseDegrees <= 360)) return 'target-motion-invalid'
  return fields[6] === 'T' ? { speedKnots, courseDegrees } : STILL
}
