import { formatWireTime, type SourceLimitAlert } from '@landfall/contracts'
import { sourceAlertId } from './source-alert-id.ts'

/** The time in which sources are refused for watching, and its alert. Changes with the log alone, except for the alert. */
export type SourceLimitState = {
  /** When the first source was refused, by the log's time; null while none is. */
  readonly reachedLoggedAtMs: number | null
  /** When the newest was refused, by the watched clock. */
  readonly refusedWatchedClockMs: number
  /** Refusals since the limit was reached: a source counts each time that it is heard. */
  readonly refusedCount: number
  /** Its newest alert, open or ended. */
  readonly alert: SourceLimitAlert | null
}

export const NO_SOURCE_LIMIT: SourceLimitState = {
  reachedLoggedAtMs: null,
  refusedWatchedClockMs: 0,
  refusedCount: 0,
  alert: null,
}

/** Ends after so long without a refusal, so that a place that comes and goes does not raise an alert each time. */
const UNREFUSED_MS_MIN = 600_000

type Moment = { readonly loggedAtMs: number; readonly watchedClockMs: number }

/** One more source was refused at that moment. */
export const recordRefusal = (limit: SourceLimitState, { loggedAtMs, watchedClockMs }: Moment): SourceLimitState => ({
  ...limit,
  reachedLoggedAtMs: limit.reachedLoggedAtMs ?? loggedAtMs,
  refusedWatchedClockMs: watchedClockMs,
  refusedCount: limit.refusedCount + 1,
})

/** The limit at a tick: over when there is room, and nothing has been refused for ten minutes. */
export const endIfRoom = (limit: SourceLimitState, hasRoom: boolean, watchedClockMs: number): SourceLimitState =>
  hasRoom && watchedClockMs - limit.refusedWatchedClockMs >= UNREFUSED_MS_MIN
    ? { ...limit, reachedLoggedAtMs: null, refusedCount: 0 }
    : limit

/** The version that the alert lacks; null where it says what is so. */
export const nextLimitVersion = (limit: SourceLimitState, sourcesMax: number): SourceLimitAlert | null => {
  const { alert, reachedLoggedAtMs } = limit
  const alertId = reachedLoggedAtMs === null ? null : limitAlertId(formatWireTime(reachedLoggedAtMs))
  if (alert?.status === 'open' && alert.alertId !== alertId) return clearLimit(alert)
  if (reachedLoggedAtMs === null || alert?.status === 'open') return null
  return raiseLimit(formatWireTime(reachedLoggedAtMs), sourcesMax, alert)
}

const raiseLimit = (reachedAt: string, sourcesMax: number, before: SourceLimitAlert | null): SourceLimitAlert => {
  const alertId = limitAlertId(reachedAt)
  const again = before?.alertId === alertId ? before : null
  return {
    alertId,
    version: (again?.version ?? 0) + 1,
    status: 'open',
    kind: 'source-limit',
    exercise: false,
    areaId: null,
    severity: 'caution',
    certainty: 'observed',
    sourcesMax,
    reachedAt,
    supersededBy: null,
    reason: null,
    changes: [again === null ? 'raised' : 'reopened'],
  }
}

const clearLimit = (alert: SourceLimitAlert): SourceLimitAlert => ({
  ...alert,
  version: alert.version + 1,
  status: 'cancelled',
  reason: 'There is room again.',
  changes: ['cancelled'],
})

/** Named by the time since which it is reached. */
const limitAlertId = (reachedAt: string): string =>
  sourceAlertId('source-limit', reachedAt, ['source-limit', reachedAt])
