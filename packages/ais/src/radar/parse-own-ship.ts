import { plausibleTimeMs } from '../sentence/parse-epoch-ms.ts'
import type { OwnShipSentence } from './own-ship-sentence.ts'
import { parseDecimal } from './parse-decimal.ts'
import { parseNmeaPlace } from './parse-nmea-place.ts'
import { parseTimeOfDayMs } from './parse-time-of-day-ms.ts'

export type OwnShipFormatter = 'RMC' | 'GGA' | 'HDT' | 'THS'

// Autonomous, differential, float and fixed RTK, precise; not estimated, manual, simulated or invalid. Old receivers have no mode.
const MODES = /^[ADFRP]?$/
const GGA_QUALITIES = /^[1-5]$/
/** Nearer to a pole bearings turn too fast for the formula that places targets. */
const LATITUDE_MAX = 85
const DATE = /^(\d\d)(\d\d)(\d\d)$/

/** Parses the fields, without the address; undefined where they say nothing that can be relied on. */
export const parseOwnShip = (formatter: OwnShipFormatter, fields: readonly string[]): OwnShipSentence | undefined => {
  switch (formatter) {
    case 'RMC': // UTC, status, place, speed, course, date, variation (2), mode
      return fields[1] === 'A' && MODES.test(fields[11] ?? '') ? rmcFix(fields) : undefined
    case 'GGA': // UTC, place, quality
      return GGA_QUALITIES.test(fields[5] ?? '') ? fixOf(fields.slice(1, 5), fields[0]) : undefined
    case 'HDT': // heading, T
      return fields[1] === 'T' ? headingOf(fields[0]) : undefined
    case 'THS': // heading, mode: a simulated or invalid one is none
      return fields[1] === 'A' || fields[1] === 'E' || fields[1] === 'M' ? headingOf(fields[0]) : undefined
    default:
      return formatter satisfies never
  }
}

const headingOf = (field: string | undefined): OwnShipSentence | undefined => {
  const headingDegrees = parseDecimal(field) ?? Number.NaN
  return headingDegrees <= 360 ? { kind: 'heading', headingDegrees } : undefined
}

const fixOf = (place: readonly string[], time: string | undefined) => {
  const found = parseNmeaPlace(place)
  const timeOfDayMs = parseTimeOfDayMs(time)
  if (found === undefined || Number.isNaN(timeOfDayMs) || Math.abs(found.latitude) > LATITUDE_MAX) return undefined
  const none = { dateMs: undefined, speedKnots: undefined, courseDegrees: undefined }
  return { kind: 'fix' as const, ...found, timeOfDayMs, ...none }
}

const rmcFix = (fields: readonly string[]): OwnShipSentence | undefined => {
  const fix = fixOf(fields.slice(2, 6), fields[0])
  const [speedKnots, courseDegrees] = [parseDecimal(fields[6]), parseDecimal(fields[7])]
  if (fix === undefined || Number.isNaN(speedKnots) || Number.isNaN(courseDegrees)) return undefined
  return { ...fix, dateMs: dateMsOf(fields[8]), speedKnots, courseDegrees }
}

const dateMsOf = (field = ''): number | undefined => {
  const [, day, month, year] = DATE.exec(field) ?? []
  const dateMs = Date.UTC(2000 + Number(year), Number(month) - 1, Number(day))
  return new Date(dateMs).getUTCDate() === Number(day) ? plausibleTimeMs(dateMs) : undefined
}
