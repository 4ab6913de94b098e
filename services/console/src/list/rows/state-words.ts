import type { AlertView } from '@landfall/contracts'
import { formatClock } from '../../format/format-clock.ts'
import { isolateText } from '../../format/isolate-text.ts'
import { silenceEndMs } from '../../inbound/silence-end-ms.ts'

/** What operators did with an alert, who and when: `Acknowledged 01:44 by desk 2 · silenced until 03:00`. Times are UTC. */
export const stateWords = (alert: AlertView, nowMs: number): string => {
  const parts = alert.status === 'open' ? [] : [alert.status.toUpperCase()]
  parts.push(attentionWords(alert, nowMs))
  const silencedUntilMs = silencedUntil(alert, nowMs)
  if (silencedUntilMs !== null) parts.push(`silenced until ${formatClock(silencedUntilMs, nowMs)}`)
  if (alert.escalatedAt !== null) parts.push('escalated from warning')
  return parts.join(' · ')
}

/** The end of a silence that still holds, else null. */
export const silencedUntil = (alert: AlertView, nowMs: number): number | null => {
  const untilMs = silenceEndMs(alert) ?? 0
  return untilMs > nowMs ? untilMs : null
}

const attentionWords = ({ state, acknowledgement, closed }: AlertView, nowMs: number): string => {
  switch (state) {
    case 'unacknowledged':
      return 'Unacknowledged'
    case 'acknowledged':
      return `Acknowledged${authorWords(acknowledgement, nowMs)}`
    case 'closed':
      return `Closed${authorWords(closed, nowMs)}`
    default:
      return state satisfies never
  }
}

const authorWords = (
  action: { readonly at: string; readonly operator: string | null } | null,
  nowMs: number,
): string => {
  if (action === null) return ''
  const by = action.operator === null ? '' : ` by ${isolateText(action.operator)}`
  return ` ${formatClock(Date.parse(action.at), nowMs)}${by}`
}
