import type { AlertView, Severity } from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { formatSum } from '../format/format-interval.ts'

export type HandoverItem = {
  readonly alertId: string
  readonly severity: Severity
  readonly exercise: boolean
  readonly subject: string
  readonly sinceMs: number
  readonly by: string
  /** Of the acknowledgement, or of the closing. */
  readonly note: string | null
  readonly silencedUntilMs: number | null
  readonly notes: readonly { readonly at: string; readonly operator: string; readonly text: string }[]
  readonly questions: readonly string[]
}
export type Handover = {
  /** Acknowledged but open, the oldest acknowledgement first: what is forgotten most easily. */
  readonly open: readonly HandoverItem[]
  /** Nobody has taken these yet. */
  readonly unacknowledged: readonly HandoverItem[]
  /** What this watch has closed: the next one will be asked about it. */
  readonly closed: readonly HandoverItem[]
}

/** A watch. */
const CLOSED_MS = 12 * 3_600_000

/** What the next watch must be told. */
export const handoverOf = (alerts: Iterable<AlertView>, nowMs: number): Handover => {
  const all = [...alerts]
  const listed = all.filter((alert) => alert.listed)
  const items = (chosen: readonly AlertView[]) =>
    chosen.map((alert) => itemOf(alert, nowMs)).toSorted((a, b) => a.sinceMs - b.sinceMs)
  return {
    open: items(listed.filter((alert) => alert.state === 'acknowledged')),
    unacknowledged: items(listed.filter(needsAttention)),
    closed: items(all.filter(({ closed }) => closed !== null && nowMs - Date.parse(closed.at) < CLOSED_MS)),
  }
}

const itemOf = (alert: AlertView, nowMs: number): HandoverItem => {
  const silencedUntilMs = alert.silencedUntil === null ? null : Date.parse(alert.silencedUntil)
  const lastAction = alert.closed ?? alert.acknowledgement
  return {
    alertId: alert.alertId,
    severity: severityOf(alert),
    exercise: alert.exercise,
    subject:
      (alert.status === 'open' ? '' : `${alert.status.toUpperCase()}: `) +
      (alert.kind === 'mass-arrival'
        ? `Mass arrival, ${formatSum(alert.unauthorised)} without permission`
        : `Source silent: ${alert.source.id}`),
    sinceMs: Date.parse(lastAction?.at ?? alert.raisedAt),
    by: lastAction === null ? 'nobody' : (lastAction.operator ?? 'an operator'),
    note: lastAction?.note ?? null,
    silencedUntilMs: silencedUntilMs !== null && silencedUntilMs > nowMs ? silencedUntilMs : null,
    notes: alert.notes.map(({ at, operator, text }) => ({ at, operator: operator ?? 'somebody', text })),
    questions: alert.closed === null ? questionsOf(alert) : [],
  }
}

/** What would settle the matter and is not known. */
const questionsOf = (alert: AlertView): readonly string[] => {
  if (alert.kind === 'source-silent') return alert.status === 'open' ? [`Why is ${alert.source.id} silent?`] : []
  const questions: string[] = []
  for (const craft of alert.craft) {
    const { min, max } = craft.unauthorised
    if (craft.permissionReport === null) questions.push(`${craft.craftId}: how many have permission?`)
    else if (min !== max) questions.push(`${craft.craftId}: ${min} or ${max ?? 'more'}?`)
    if (craft.conflictingReports.length > 0) questions.push(`${craft.craftId}: which report is right?`)
  }
  if (alert.status === 'open' && alert.acknowledgement !== null && alert.acknowledgement.version !== alert.version) {
    questions.push(
      `acknowledged at version ${alert.acknowledgement.version}, now ${alert.version}: is the change known?`,
    )
  }
  return questions
}
