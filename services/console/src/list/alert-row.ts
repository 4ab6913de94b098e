import type { AlertView, Severity } from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatSum } from '../format/format-interval.ts'
import { formatUtc } from '../format/format-utc.ts'
import { type BarPositions, barPositions } from './bar-positions.ts'

/** What one row of the list says, in words. */
export type AlertRow = {
  readonly alertId: string
  readonly severity: Severity
  readonly title: string
  readonly certainty: string
  /** Empty for an alert that counts nobody. */
  readonly people: string
  /** What the number is held against. */
  readonly limit: string
  readonly bar: BarPositions | null
  readonly craft: string
  readonly area: string
  readonly age: string
  readonly state: string
  readonly unacknowledged: boolean
  readonly ended: boolean
  readonly exercise: boolean
}

export const alertRow = (alert: AlertView, nowMs: number, areaName: (areaId: string) => string): AlertRow => ({
  alertId: alert.alertId,
  severity: severityOf(alert),
  unacknowledged: needsAttention(alert),
  ended: alert.status !== 'open',
  exercise: alert.exercise,
  state: stateWords(alert, nowMs),
  ...(alert.kind === 'mass-arrival'
    ? {
        title: 'Mass arrival',
        certainty: alert.certainty,
        people: formatSum(alert.unauthorised),
        limit: alert.status === 'open' ? `limit ${alert.threshold}` : '',
        bar: alert.status === 'open' ? barPositions(alert.unauthorised, alert.threshold) : null,
        craft: craftWords(alert.craft.length),
        area: areaName(alert.areaId),
        age: `last arrival ${formatDuration(nowMs - Date.parse(alert.lastArrivalAt))} ago`,
      }
    : {
        title: `Source silent: ${alert.source.id}`,
        certainty: '',
        people: '',
        limit: '',
        bar: null,
        craft: '',
        area: `${alert.source.kind}, expected every ${formatDuration(alert.expectedIntervalSeconds * 1_000)}`,
        age:
          alert.status === 'open'
            ? `nothing for ${formatDuration(nowMs - Date.parse(alert.lastHeardAt))}, since ${formatUtc(Date.parse(alert.lastHeardAt))}`
            : 'heard again',
      }),
})

const craftWords = (count: number): string => `${count} craft`

/** Status, attention and silence in one line, the ended ones first: an ended alert must not look alive. */
export const stateWords = (alert: AlertView, nowMs: number): string => {
  const parts: string[] = []
  if (alert.status !== 'open') parts.push(alert.status.toUpperCase())
  parts.push(attentionWords(alert))
  const silencedUntilMs = alert.silencedUntil === null ? 0 : Date.parse(alert.silencedUntil)
  if (silencedUntilMs > nowMs) parts.push(`silenced for ${formatDuration(silencedUntilMs - nowMs)}`)
  if (alert.escalatedAt !== null) parts.push('escalated from warning')
  return parts.join(' · ')
}

const attentionWords = ({ state, acknowledgement, closed }: AlertView): string => {
  switch (state) {
    case 'unacknowledged':
      return 'unacknowledged'
    case 'acknowledged':
      return `acknowledged${by(acknowledgement?.operator)}`
    case 'closed':
      return `closed${by(closed?.operator)}`
    default:
      return state satisfies never
  }
}

const by = (operator: string | null | undefined): string => (operator == null ? '' : ` by ${operator}`)
