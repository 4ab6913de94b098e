import {
  type AlertView,
  countedPeople,
  DIAGNOSTIC_TITLES,
  DISTRESS_DEVICE_TITLES,
  type EtaPhase,
  type Severity,
} from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatSum } from '../format/format-interval.ts'
import { formatPosition } from '../format/format-position.ts'
import { formatUtc } from '../format/format-utc.ts'
import { isolateText } from '../format/isolate-text.ts'
import { inboundColumns } from '../inbound/inbound-columns.ts'
import { silenceEndMs } from '../inbound/silence-end-ms.ts'
import { type BarPositions, barPositions } from './bar-positions.ts'

/** The text of one row of the list. */
export type AlertRow = KindColumns & {
  readonly alertId: string
  readonly severity: Severity
  readonly state: string
  readonly unacknowledged: boolean
  readonly ended: boolean
  readonly exercise: boolean
}

/** The mark of a call for help, of the test of a device, or of a group that approaches. */
type KindMark = 'call' | 'test' | 'inbound'

/** The columns whose content depends on the kind of alert; a column that does not apply is empty. */
type KindColumns = {
  readonly title: string
  readonly mark: KindMark | null
  readonly certainty: string
  readonly people: string
  /** Who they are, after the number. */
  readonly counted: string
  /** The threshold that `people` is compared with. */
  readonly limit: string
  readonly bar: BarPositions | null
  /** When an arrival is expected, and how near that is. */
  readonly eta: string
  readonly phase: EtaPhase | null
  readonly craft: string
  readonly area: string
  readonly age: string
}

const NO_COLUMNS = {
  mark: null,
  certainty: '',
  people: '',
  counted: '',
  limit: '',
  bar: null,
  eta: '',
  phase: null,
  craft: '',
} as const

type AreaName = (areaId: string) => string

export const alertRow = (alert: AlertView, nowMs: number, areaName: AreaName): AlertRow => ({
  alertId: alert.alertId,
  severity: severityOf(alert),
  state: stateWords(alert, nowMs),
  unacknowledged: needsAttention(alert),
  ended: alert.status !== 'open',
  exercise: alert.exercise,
  ...kindColumns(alert, nowMs, areaName),
})

const kindColumns = (alert: AlertView, nowMs: number, areaName: AreaName): KindColumns => {
  const isOpen = alert.status === 'open'
  switch (alert.kind) {
    case 'diagnostic':
      return {
        ...NO_COLUMNS,
        title: `${DIAGNOSTIC_TITLES[alert.cause]}: ${isolateText(alert.subject)}`,
        area: `${alert.count}×: ${isolateText(alert.detail)}`,
        age: `last ${formatApproxDuration(nowMs - Date.parse(alert.lastAt))} ago, since ${formatUtc(Date.parse(alert.firstAt))}`,
      }
    case 'distress':
      return {
        ...NO_COLUMNS,
        mark: alert.test ? 'test' : 'call',
        title: `${alert.test ? 'Distress test' : 'DISTRESS'}: ${DISTRESS_DEVICE_TITLES[alert.device]}`,
        craft: isolateText(alert.craftId),
        area: alert.place === null ? 'place not known' : formatPosition(alert.place.longitude, alert.place.latitude),
        age: `heard ${formatApproxDuration(nowMs - Date.parse(alert.lastHeardAt))} ago, since ${formatUtc(Date.parse(alert.firstHeardAt))}`,
      }
    case 'inbound-group':
      return inboundColumns(alert, nowMs, areaName(alert.areaId))
    case 'mass-arrival':
      return {
        ...NO_COLUMNS,
        title: 'Mass arrival',
        certainty: alert.certainty,
        people: formatSum(alert.unauthorised),
        counted: countedPeople(alert),
        limit: isOpen ? `threshold more than ${alert.threshold}` : '',
        bar: isOpen ? barPositions(alert.unauthorised, alert.threshold) : null,
        craft: `${alert.craft.length + (alert.craftMore ?? 0)} craft`,
        area: isolateText(areaName(alert.areaId)),
        age: `last arrival ${formatApproxDuration(nowMs - Date.parse(alert.lastArrivalAt))} ago`,
      }
    case 'source-limit':
      return {
        ...NO_COLUMNS,
        title: 'Too many sources',
        area: isOpen ? `${alert.sourcesMax} watched, new ones are not` : 'new ones are watched again',
        age: `since ${formatUtc(Date.parse(alert.reachedAt))}`,
      }
    case 'source-silent': {
      const lastHeardAtMs = Date.parse(alert.lastHeardAt)
      return {
        ...NO_COLUMNS,
        title: `Source silent: ${isolateText(alert.source.id)}`,
        area: `${isolateText(alert.source.kind)}, expected every ${formatApproxDuration(alert.expectedIntervalSeconds * 1_000)}`,
        age: isOpen
          ? `nothing for ${formatApproxDuration(nowMs - lastHeardAtMs)}, since ${formatUtc(lastHeardAtMs)}`
          : 'heard again',
      }
    }
    default:
      return alert satisfies never
  }
}

/** Status, attention and silence on one line. “CANCELLED” comes first: an ended alert must not look alive. */
export const stateWords = (alert: AlertView, nowMs: number): string => {
  const parts: string[] = []
  if (alert.status !== 'open') parts.push(alert.status.toUpperCase())
  parts.push(attentionWords(alert))
  const silencedUntilMs = silenceEndMs(alert) ?? 0
  if (silencedUntilMs > nowMs) parts.push(`silenced for ${formatApproxDuration(silencedUntilMs - nowMs)}`)
  if (alert.escalatedAt !== null) parts.push('escalated from warning')
  return parts.join(' · ')
}

const attentionWords = ({ state, acknowledgement, closed }: AlertView): string => {
  switch (state) {
    case 'unacknowledged':
      return 'unacknowledged'
    case 'acknowledged':
      return `acknowledged${byOperatorOf(acknowledgement)}`
    case 'closed':
      return `closed${byOperatorOf(closed)}`
    default:
      return state satisfies never
  }
}

const byOperatorOf = (action: { readonly operator: string | null } | null): string =>
  action?.operator == null ? '' : ` by ${isolateText(action.operator)}`
