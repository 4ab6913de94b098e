import { FUTURE_MS_MAX } from '@landfall/contracts'
import { formatApproxDuration } from '../format/format-approx-duration.ts'

/** The two clocks that a report's time may be written by. */
export type Zone = 'UTC' | 'NZ'

export type ParsedTime =
  /** Milliseconds since 1970. */
  { readonly ok: true; readonly timeMs: number } | { readonly ok: false; readonly reason: string }

const WRITTEN = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC)?$/i

/**
 * When something was seen: `2026-11-27 15:20`, by the clock of the zone; a Z or UTC behind it overrules that. `nowMs` is the server's now.
 * Of an hour that New Zealand has twice a year it says which two moments are meant, and of one that it leaves out that there is none.
 */
export const parseSeenAt = (text: string, zone: Zone, nowMs: number): ParsedTime => {
  const written = WRITTEN.exec(text.trim())
  if (written === null) return refused(text.trim() === '' ? `is missing. ${FORM}` : `cannot be read. ${FORM}`)
  const [, year, month, day, hour, minute, second = '0', utc] = written
  const wallMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  if (!isRealDate(wallMs, Number(month), Number(day), Number(hour), Number(minute), Number(second)))
    return refused(`is no day or time that exists. ${FORM}`)
  const moments = zone === 'UTC' || utc !== undefined ? [wallMs] : nzMoments(wallMs)
  const [timeMs, other] = moments
  if (timeMs === undefined)
    return refused('never was: the clocks of New Zealand went past it that night. Write it in UTC')
  if (other !== undefined) {
    const [first, second] = [timeMs, other].map((ms) => formatWall(ms, 'UTC'))
    return refused(`came twice in New Zealand that night. Write it in UTC: ${first} or ${second}`)
  }
  return timeMs > nowMs + FUTURE_MS_MAX ? refused(futureReason(wallMs, timeMs, zone, nowMs)) : { ok: true, timeMs }
}

const refused = (reason: string) => ({ ok: false, reason }) as const
const FORM = 'Write it as 2026-11-27 15:20'

const isRealDate = (wallMs: number, month: number, day: number, hour: number, minute: number, second: number) => {
  const date = new Date(wallMs)
  return (
    date.getUTCMonth() + 1 === month &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second
  )
}

/** `2026-11-27 15:20` by the clock of a zone. */
export const formatWall = (timeMs: number, zone: Zone): string =>
  new Date(zone === 'UTC' ? timeMs : timeMs + nzOffsetMs(timeMs)).toISOString().slice(0, 16).replace('T', ' ')

const HOUR_MS = 3_600_000
/** What New Zealand is ahead of UTC, in winter and in summer. */
const NZ_OFFSETS_MS = [13 * HOUR_MS, 12 * HOUR_MS]

const nzMoments = (wallMs: number): readonly number[] =>
  NZ_OFFSETS_MS.map((offsetMs) => wallMs - offsetMs).filter((timeMs) => timeMs + nzOffsetMs(timeMs) === wallMs)

const nzClock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Pacific/Auckland', timeZoneName: 'longOffset' })

/** From the browser's own table of time zones: the days on which the clocks change are politics. */
const nzOffsetMs = (timeMs: number): number => {
  const name = nzClock.formatToParts(timeMs).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, hours = '12', minutes = '0'] = /GMT\+(\d+):?(\d+)?/.exec(name) ?? []
  return (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** Whoever reads a New Zealand clock while the form is in UTC is half a day ahead. */
const futureReason = (wallMs: number, timeMs: number, zone: Zone, nowMs: number): string => {
  const words = `is ${formatApproxDuration(timeMs - nowMs)} in the future.`
  const [asNz] = zone === 'UTC' && timeMs - nowMs > HOUR_MS ? nzMoments(wallMs) : []
  const meant = asNz !== undefined && asNz <= nowMs ? 'New Zealand time' : null
  return meant === null ? `${words} It is ${formatWall(nowMs, zone)} now` : `${words} Did you mean ${meant}?`
}
