import { formatWireTime, parseWireTime, type SourceSilentAlert } from '@landfall/contracts'
import { readableId } from './readable-id.ts'
import { sourceAlertId } from './source-alert-id.ts'
import { type TrackedSource, UNKNOWN_KIND } from './tracked-source.ts'

/** One silence of one source, named by the time since which it lasts. */
const silenceAlertId = (sourceId: string, lastHeardAt: string): string =>
  sourceAlertId(`source-${readableId(sourceId)}`, lastHeardAt, [sourceId, lastHeardAt])

/** A new silence is a new alert; one that goes on after it was taken back is the same again. */
export const raiseSilence = (source: TrackedSource, intervalMs: number): SourceSilentAlert => {
  const lastHeardAt = formatWireTime(source.activeLoggedAtMs)
  const alertId = silenceAlertId(source.id, lastHeardAt)
  const again = source.alert?.alertId === alertId ? source.alert : null
  return {
    alertId,
    version: (again?.version ?? 0) + 1,
    status: 'open',
    kind: 'source-silent',
    exercise: false,
    areaId: null,
    severity: 'caution',
    certainty: 'observed',
    source: { id: source.id, kind: source.kind },
    lastHeardAt,
    expectedIntervalSeconds: Math.max(1, Math.ceil(intervalMs / 1_000)),
    supersededBy: null,
    reason: source.kind === UNKNOWN_KIND ? 'It was never heard since it is watched.' : null,
    changes: [again === null ? 'raised' : 'reopened'],
  }
}

/** `loggedAtMs`: when it was heard again, by the log's time. lastHeardAt stays: since then it had been silent. */
export const clearReturned = (alert: SourceSilentAlert, loggedAtMs: number): SourceSilentAlert => {
  const seconds = Math.max(1, Math.round((loggedAtMs - parseWireTime(alert.lastHeardAt)) / 1_000))
  const after = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
  return cancel(alert, `Heard again after ${after}.`)
}

export const clearUnwatched = (alert: SourceSilentAlert): SourceSilentAlert => cancel(alert, 'It is no longer watched.')

const cancel = (alert: SourceSilentAlert, reason: string): SourceSilentAlert => ({
  ...alert,
  version: alert.version + 1,
  status: 'cancelled',
  reason,
  changes: ['cancelled'],
})
