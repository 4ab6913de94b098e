import type { AlertView, Severity } from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { durationWords, utcTime } from '../format/times.ts'
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
        people: sumWords(alert.unauthorised),
        limit: alert.status === 'open' ? `limit ${alert.threshold}` : '',
        bar: alert.status === 'open' ? barPositions(alert.unauthorised, alert.threshold) : null,
        craft: craftWords(alert.craft.length),
        area: areaName(alert.areaId),
        age: `last arrival ${durationWords(nowMs - Date.parse(alert.lastArrivalAt))} ago`,
      }
    : {
        title: `Source silent: ${alert.source.id}`,
        certainty: '',
        people: '',
        limit: '',
        bar: null,
        craft: '',
        area: `${alert.source.kind}, expected every ${durationWords(alert.expectedIntervalSeconds * 1_000)}`,
        age:
          alert.status === 'open'
            ? `nothing for ${durationWords(nowMs - Date.parse(alert.lastHeardAt))}, since ${utcTime(Date.parse(alert.lastHeardAt))}`
            : 'heard again',
      }),
})

type Sum = { readonly min: number; readonly likely: number; readonly max: number; readonly openEnded: boolean }

/** `33–54, likely 46`; an open end says so. */
export const sumWords = ({ min, likely, max, openEnded }: Sum): string => {
  const end = openEnded ? `${max} or more` : String(max)
  return min === max && !openEnded ? String(min) : `${min}–${end}, likely ${likely}`
}

const craftWords = (count: number): string => `${count} craft`

/** Status, attention and silence in one line, the ended ones first: an ended alert must not look alive. */
export const stateWords = (alert: AlertView, nowMs: number): string => {
  const parts: string[] = []
  if (alert.status !== 'open') parts.push(alert.status.toUpperCase())
  parts.push(attentionWords(alert))
  const silencedUntilMs = alert.silencedUntil === null ? 0 : Date.parse(alert.silencedUntil)
  if (silencedUntilMs > nowMs) parts.push(`silenced for ${durationWords(silencedUntilMs - nowMs)}`)
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
