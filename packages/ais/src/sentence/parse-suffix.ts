import { parseEpochMs } from './parse-epoch-ms.ts'

export type Suffix = {
  readonly timeMs: number | undefined
  /** It has several times, and nothing says which is the right one. */
  readonly isTimeAmbiguous: boolean
  readonly station: string | undefined
  /** Fields that are not known, and are skipped. */
  readonly unknownFields: number
}

const NO_SUFFIX: Suffix = { timeMs: undefined, isTimeAmbiguous: false, station: undefined, unknownFields: 0 }
// The US Coast Guard's log format: r or b a station, s and d signal strength and level, S the slot, x a counter, i other text.
const STATION = /^[rb][\x21-\x7e]+$/
const MEASURE = /^[sdSxi][\x21-\x7e]*$/
// t the time of the day, T the second of the minute, when the message was received.
const TIME_OF_DAY = /^t(\d\d)(\d\d)(\d\d(?:\.\d+)?)$/
const SECOND = /^T(\d{1,2}(?:\.\d+)?)$/

const DAY_SECONDS = 86_400
const MINUTE_SECONDS = 60
/** How far the logger's time may be from the receiver's. */
const LOGGED_LATE_SECONDS_MAX = 10

/**
 * What some feeders append after the checksum: `,1327664821`, `,r003669945,1165795916` and the like. Nothing protects it, and
 * its fields are nobody's standard: what is not known is counted and skipped.
 */
export const parseSuffix = (text: string): Suffix => {
  if (text === '') return NO_SUFFIX
  const timesMs = new Set<number>()
  let station: string | undefined
  let secondOfDay: number | undefined
  let secondOfMinute: number | undefined
  let unknownFields = 0
  const fields = text.split(',')
  if (fields[0] !== '') unknownFields += 1 // Directly behind the checksum.
  for (const field of fields.slice(1)) {
    const timeMs = parseEpochMs(field)
    const [, hour, minute, second] = TIME_OF_DAY.exec(field) ?? []
    const [, bareSecond] = SECOND.exec(field) ?? []
    if (timeMs !== undefined) timesMs.add(timeMs)
    else if (second !== undefined) secondOfDay = Number(hour) * 3_600 + Number(minute) * 60 + Number(second)
    else if (bareSecond !== undefined) secondOfMinute = Number(bareSecond)
    else if (STATION.test(field)) station = field
    else if (!MEASURE.test(field)) unknownFields += 1
  }
  const timeMs = chooseTime([...timesMs], secondOfDay, secondOfMinute)
  return { timeMs, isTimeAmbiguous: timeMs === undefined && timesMs.size > 1, station, unknownFields }
}

/** The only time; of several the only one that was logged just when the receiver says that it received the message. */
const chooseTime = (timesMs: readonly number[], secondOfDay?: number, secondOfMinute?: number): number | undefined => {
  if (timesMs.length < 2) return timesMs[0]
  const agreesWith = (second: number | undefined, period: number) => (timeMs: number) => {
    if (second === undefined) return false
    const late = (((timeMs / 1_000 - second) % period) + period) % period
    return Math.min(late, period - late) <= LOGGED_LATE_SECONDS_MAX
  }
  const byDay = timesMs.filter(agreesWith(secondOfDay, DAY_SECONDS))
  if (byDay.length === 1) return byDay[0]
  const byMinute = timesMs.filter(agreesWith(secondOfMinute, MINUTE_SECONDS))
  return byDay.length === 0 && byMinute.length === 1 ? byMinute[0] : undefined
}
