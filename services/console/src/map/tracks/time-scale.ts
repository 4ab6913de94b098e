import type { AlertTracks, AlertView, HistoryEntry } from '@landfall/contracts'
import { countedCraft } from '../../alert/counted-craft.ts'
import type { TimedTrack } from './timed-track.ts'

/** A moment on the slider: an arrival, or a version of the alert. */
export type TimeMark = { readonly atMs: number; readonly what: 'arrival' | 'version' }
export type TimeScale = {
  readonly fromMs: number
  readonly toMs: number
  /** Whether it ends now; of an alert that is over, and of a recording, it ends with its last moment. */
  readonly isLive: boolean
  readonly marks: readonly TimeMark[]
}

/** An answer this fresh ends now. */
const LIVE_MS = 10 * 60_000
/** Shorter, it could not be moved along. */
const SPAN_MS_MIN = 10 * 60_000

/** What the slider shows: from the first position to now, at most the time that the tracks are of. */
export const timeScale = (
  alert: AlertView,
  answer: Pick<AlertTracks, 'from' | 'to'>,
  tracks: readonly TimedTrack[],
  history: readonly HistoryEntry[],
  serverMs: number,
): TimeScale => {
  const answeredMs = Date.parse(answer.to)
  const isLive = alert.status === 'open' && Math.abs(serverMs - answeredMs) < LIVE_MS
  const lastMs = tracks.reduce((last, { places }) => Math.max(last, places.at(-1)?.atMs ?? last), answeredMs)
  const toMs = isLive ? serverMs : lastMs
  const firsts = tracks.flatMap(({ places }) => places[0]?.atMs ?? [])
  const fromMs = Math.min(Math.max(Date.parse(answer.from), Math.min(toMs, ...firsts)), toMs - SPAN_MS_MIN)
  const versions = history.filter(({ kind }) => kind === 'version').map(({ at }) => Date.parse(at))
  const marks: readonly TimeMark[] = [
    ...arrivalTimes(alert).map((atMs) => ({ atMs, what: 'arrival' as const })),
    ...versions.map((atMs) => ({ atMs, what: 'version' as const })),
  ]
  const within = marks.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
  return { fromMs, toMs, isLive, marks: within.toSorted((a, b) => a.atMs - b.atMs) }
}

const arrivalTimes = (alert: AlertView): readonly number[] =>
  countedCraft(alert).flatMap((craft) => {
    const arrivedAt = 'arrivedAt' in craft ? craft.arrivedAt : null
    return typeof arrivedAt === 'string' ? [Date.parse(arrivedAt)] : []
  })
