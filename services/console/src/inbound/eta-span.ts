import type { Eta } from '@landfall/contracts'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatUtc } from '../format/format-utc.ts'

/**
 * `27 Nov 07:00–10:10 UTC`, or with both days where the interval spans midnight UTC. With `nowMs` today is not named: `07:00–10:10 UTC`, for
 * what is read at once.
 */
export const etaSpan = ({ earliest, latest }: Eta, nowMs?: number): string => {
  const [from, to] = [formatUtc(Date.parse(earliest)), formatUtc(Date.parse(latest))]
  const [fromDay, toDay] = [dayOf(from), dayOf(to)]
  const isToday = nowMs !== undefined && dayOf(formatUtc(nowMs)) === fromDay
  const start = withoutZone(isToday ? from.slice(fromDay.length + 1) : from)
  return fromDay === toDay ? `${start}–${to.slice(toDay.length + 1)}` : `${start} – ${to}`
}

/** `08:00 UTC` */
export const etaClock = (at: string): string => {
  const text = formatUtc(Date.parse(at))
  return text.slice(dayOf(text).length + 1)
}

/** `earliest 2 h earlier`; empty where the earliest is the same, or not known before or after. */
export const etaShift = (before: Eta | null, after: Eta | null): string => {
  if (before === null || after === null) return ''
  const laterMs = Date.parse(after.earliest) - Date.parse(before.earliest)
  if (laterMs === 0) return ''
  const span = formatApproxDuration(Math.abs(laterMs)).replace(' 00 min', '')
  return `earliest ${span} ${laterMs < 0 ? 'earlier' : 'later'}`
}

const withoutZone = (text: string): string => text.replace(' UTC', '')
const dayOf = (text: string): string => text.split(' ').slice(0, 2).join(' ')
