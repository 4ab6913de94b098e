import { type AlertView, isDistressAlert, isInboundGroup, type Severity } from '@landfall/contracts'
import { needsAttention, SEVERITIES, severityOf } from '../alert/severity-of.ts'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { silencedUntil } from '../list/rows/state-words.ts'

/** One count of open alerts. */
export type Chip = {
  readonly severity: Severity
  readonly text: string
  /** What pressing it chooses: the one that has waited longest. */
  readonly oldestId: string
}

type Chips = {
  readonly real: number
  readonly exercise: number
  readonly unacknowledged: readonly Chip[]
  /** `oldest 34 min`; empty where nobody waits. */
  readonly oldest: string
  readonly acknowledged: readonly Chip[]
  /** `inbound, earliest in 2 h 53 min`; empty where no arrival is expected. */
  readonly deadline: string
}

/** What the strip counts. What is real is never added to an exercise: chips count the real, or the exercise where nothing real is open. */
export const chipsOf = (all: readonly AlertView[], nowMs: number): Chips => {
  const open = all.filter(({ status, listed }) => status === 'open' && listed)
  const real = open.filter(({ exercise }) => !exercise)
  const counted = real.length > 0 ? real : open
  const waiting = counted.filter(needsAttention)
  const known = counted.filter((alert) => !needsAttention(alert))
  const silenced = known.filter((alert) => silencedUntil(alert, nowMs) !== null)
  const calls = known.filter((alert) => isDistressAlert(alert) && !silenced.includes(alert))
  const others = known.filter((alert) => !silenced.includes(alert) && !calls.includes(alert))
  const oldest = oldestOf(waiting)
  return {
    real: real.length,
    exercise: open.length - real.length,
    unacknowledged: bySeverity(waiting, (count, severity) => `${count} ${severity.toUpperCase()}`),
    oldest: oldest === undefined ? '' : `oldest ${formatApproxDuration(nowMs - Date.parse(oldest.raisedAt))}`,
    acknowledged: [
      ...chipOf(calls, `${calls.length} distress`),
      ...bySeverity(others, (count, severity) => `${count} ${severity}`),
      ...chipOf(silenced, `${silenced.length} silenced`),
    ],
    deadline: deadlineOf(counted, nowMs),
  }
}

const bySeverity = (
  alerts: readonly AlertView[],
  words: (count: number, severity: Severity) => string,
): readonly Chip[] =>
  SEVERITIES.flatMap((severity) => {
    const some = alerts.filter((alert) => severityOf(alert) === severity)
    return chipOf(some, words(some.length, severity))
  })

/** None where there is nothing to count. */
const chipOf = (alerts: readonly AlertView[], text: string): readonly Chip[] => {
  const oldest = oldestOf(alerts)
  const severity = SEVERITIES.find((one) => alerts.some((alert) => severityOf(alert) === one))
  return oldest === undefined || severity === undefined ? [] : [{ severity, text, oldestId: oldest.alertId }]
}

const oldestOf = (alerts: readonly AlertView[]): AlertView | undefined =>
  alerts.toSorted((a, b) => a.raisedAt.localeCompare(b.raisedAt))[0]

const deadlineOf = (alerts: readonly AlertView[], nowMs: number): string => {
  const etas = alerts.filter(isInboundGroup).flatMap(({ eta }) => eta ?? [])
  const [next] = etas.toSorted((a, b) => a.earliest.localeCompare(b.earliest))
  if (next === undefined) return ''
  if (etas.some(({ latest }) => Date.parse(latest) < nowMs)) return 'inbound, overdue: may need help'
  const toEarliestMs = Date.parse(next.earliest) - nowMs
  return toEarliestMs > 0 ? `inbound, earliest in ${formatApproxDuration(toEarliestMs)}` : 'inbound, may arrive now'
}
