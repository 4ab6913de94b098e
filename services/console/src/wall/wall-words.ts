import { type AlertView, type AlertViewOf, countedPeople, DISTRESS_DEVICE_TITLES } from '@landfall/contracts'
import { certaintyWords } from '../alert/certainty-words.ts'
import { headingOf } from '../alert/heading-of.ts'
import { placeOf } from '../alert/place-of.ts'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatUtc } from '../format/format-utc.ts'
import { isolateText } from '../format/isolate-text.ts'
import { inboundColumns } from '../inbound/inbound-columns.ts'
import { lastSeenMs } from '../inbound/last-seen-ms.ts'

/** One alert, said so shortly that it can be read at 5 m. */
export type WallWords = {
  readonly kind: string
  /** The one number; `?` where people are not counted, null where there are none. */
  readonly number: string | null
  /** After the number: what it is, and its range. */
  readonly beside: string
  readonly range: string
  readonly threshold: number | null
  /** Where; for what is nowhere, what it is. */
  readonly place: string
  readonly position: string
  readonly facts: readonly string[]
}

const NOBODY = { number: null, beside: '', range: '', threshold: null, position: '' } as const

export const wallWords = (alert: AlertView, nowMs: number): WallWords => {
  const place = placeOf(alert)
  const where = { place: place?.text ?? 'Place not known', position: place?.positionText ?? '' }
  const ago = (at: string): string => `${formatApproxDuration(nowMs - Date.parse(at))} ago`
  switch (alert.kind) {
    case 'mass-arrival':
      return {
        kind: 'Mass arrival',
        ...peopleOf(alert),
        ...where,
        facts: [
          certaintyWords(alert),
          `${craftWords(alert.craft.length + (alert.craftMore ?? 0))}, last arrived ${ago(alert.lastArrivalAt)}`,
        ],
      }
    case 'inbound-group':
      return {
        kind: 'Inbound group',
        ...peopleOf(alert),
        ...where,
        facts: [
          inboundColumns(alert, nowMs).certainty,
          `${craftWords(alert.craft.length + (alert.craftMore ?? 0))}${lastSeenWords(alert, nowMs)}`,
        ],
      }
    case 'distress':
      return {
        kind: alert.test ? 'Distress test' : 'Distress call',
        number: alert.test ? null : '?',
        beside: alert.test ? '' : 'people unknown',
        range: DISTRESS_DEVICE_TITLES[alert.device],
        threshold: null,
        ...where,
        facts: [`Heard ${ago(alert.lastHeardAt)}, first ${formatUtc(Date.parse(alert.firstHeardAt))}`],
      }
    case 'source-silent':
      return {
        kind: 'Source',
        ...NOBODY,
        place: headingOf(alert),
        facts: [
          `Nothing for ${formatApproxDuration(nowMs - Date.parse(alert.lastHeardAt))}, expected every ${formatApproxDuration(alert.expectedIntervalSeconds * 1_000)}`,
        ],
      }
    case 'source-limit':
      return { kind: 'Sources', ...NOBODY, place: headingOf(alert), facts: [`${alert.sourcesMax} are watched`] }
    case 'diagnostic':
      return { kind: 'System', ...NOBODY, place: headingOf(alert), facts: [isolateText(alert.detail)] }
    default:
      return alert satisfies never
  }
}

type Counted = Extract<AlertView, { readonly kind: 'mass-arrival' | 'inbound-group' }>

const peopleOf = (alert: Counted) => {
  const { min, likely, max, openEnded } = alert.unauthorised
  return {
    number: String(likely),
    beside: 'likely',
    range: `${min === max ? max : `${min}–${max}`}${openEnded === true ? ' or more' : ''} ${countedPeople(alert)}`,
    threshold: alert.threshold,
  }
}

const lastSeenWords = ({ craft }: AlertViewOf<'inbound-group'>, nowMs: number): string => {
  const seenMs = lastSeenMs(craft)
  return seenMs === null ? '' : `, last seen ${formatApproxDuration(nowMs - seenMs)} ago`
}

const craftWords = (count: number): string => `${count} craft`

/** In one line, for what comes next. */
export const wallLine = (alert: AlertView, nowMs: number): string => {
  const { number, beside, place } = wallWords(alert, nowMs)
  return number === null ? place : `${number} ${beside}, ${place}`
}
