import {
  type AlertView,
  DIAGNOSTIC_TITLES,
  DISTRESS_DEVICE_TITLES,
  type EtaPhase,
  type Severity,
} from '@landfall/contracts'
import { certaintyWords } from '../../alert/certainty-words.ts'
import type { IconName } from '../../alert/icon.tsx'
import { placeOf } from '../../alert/place-of.ts'
import { needsAttention, severityOf } from '../../alert/severity-of.ts'
import { formatApproxDuration, formatShortDuration } from '../../format/format-approx-duration.ts'
import { formatClock } from '../../format/format-clock.ts'
import { formatLikely } from '../../format/format-interval.ts'
import { isolateText } from '../../format/isolate-text.ts'
import { inboundColumns } from '../../inbound/inbound-columns.ts'
import { isLateReport } from './is-late-report.ts'
import { silencedUntil, stateWords } from './state-words.ts'

/** The text of one row of the list, as a card or as a line. */
export type AlertRow = KindColumns & {
  readonly alertId: string
  readonly severity: Severity
  readonly exercise: boolean
  readonly ended: boolean
  readonly unacknowledged: boolean
  readonly state: string
  readonly stateIcon: IconName
  /** `4 min`, since it was raised; `shortAge` is of one unit, for a column. */
  readonly age: string
  readonly shortAge: string
  /** `09:30` in UTC, when it was raised. */
  readonly raised: string
  readonly isLate: boolean
}

/** The columns whose content depends on the kind of alert; a column that does not apply is empty. */
export type KindColumns = {
  readonly icon: IconName
  /** What it is, in a word or two. */
  readonly kind: string
  /** Where it is; for a kind that is nowhere, what is wrong. */
  readonly place: string
  /** The likely count, or `?` where nobody knows. */
  readonly likely: string
  readonly range: string
  /** What stands after the number in a card. */
  readonly people: string
  /** How many craft. */
  readonly craft: string
  /** How sure that is; of what counts nobody, since when or how often. */
  readonly certainty: string
  /** `ETA 06:50`, in a line. */
  readonly eta: string
  /** How near an arrival is. */
  readonly phase: EtaPhase | null
}

export const alertRow = (alert: AlertView, nowMs: number): AlertRow => ({
  alertId: alert.alertId,
  severity: severityOf(alert),
  exercise: alert.exercise,
  ended: alert.status !== 'open',
  unacknowledged: needsAttention(alert),
  state: stateWords(alert, nowMs),
  stateIcon: stateIcon(alert, nowMs),
  age: formatApproxDuration(nowMs - Date.parse(alert.raisedAt)),
  shortAge: formatShortDuration(nowMs - Date.parse(alert.raisedAt)),
  raised: formatClock(Date.parse(alert.raisedAt), nowMs),
  isLate: isLateReport(alert),
  ...kindColumns(alert, nowMs),
})

const stateIcon = (alert: AlertView, nowMs: number): IconName => {
  if (silencedUntil(alert, nowMs) !== null) return 'mute'
  return alert.state === 'unacknowledged' ? 'bell' : 'check'
}

const NOBODY_COUNTED = { likely: '', range: '', people: '', craft: '', eta: '', phase: null } as const

const kindColumns = (alert: AlertView, nowMs: number): KindColumns => {
  const isOpen = alert.status === 'open'
  const ago = (at: string) => formatApproxDuration(nowMs - Date.parse(at))
  const since = (at: string) => formatClock(Date.parse(at), nowMs)
  switch (alert.kind) {
    case 'diagnostic':
      return {
        ...NOBODY_COUNTED,
        icon: 'source',
        kind: 'Landfall',
        place: `${DIAGNOSTIC_TITLES[alert.cause]}: ${isolateText(alert.subject)}`,
        people: isolateText(alert.detail),
        certainty: `${alert.count} times, last ${ago(alert.lastAt)} ago, since ${since(alert.firstAt)} UTC`,
      }
    case 'distress':
      return {
        ...NOBODY_COUNTED,
        icon: 'distress',
        kind: alert.test ? 'Distress test' : 'Distress',
        place: placeOf(alert)?.text ?? 'Place not known',
        likely: '?',
        people: `people unknown · ${DISTRESS_DEVICE_TITLES[alert.device]}`,
        certainty: `Heard ${ago(alert.lastHeardAt)} ago · ${isolateText(alert.craftId)}`,
      }
    case 'inbound-group':
      return { icon: 'inbound', kind: 'Inbound', ...placeAndPeople(alert), ...inboundColumns(alert, nowMs) }
    case 'mass-arrival':
      return {
        icon: 'arrival',
        kind: 'Arrival',
        ...placeAndPeople(alert),
        certainty: certaintyWords(alert),
        eta: '',
        phase: null,
      }
    case 'source-limit':
      return {
        ...NOBODY_COUNTED,
        icon: 'source',
        kind: 'Source',
        place: 'Too many sources',
        people: isOpen ? `${alert.sourcesMax} watched, new ones are not` : 'New ones are watched again',
        certainty: `Since ${since(alert.reachedAt)} UTC`,
      }
    case 'source-silent':
      return {
        ...NOBODY_COUNTED,
        icon: 'source',
        kind: 'Source',
        place: `${isolateText(alert.source.id)} ${isOpen ? 'silent' : 'heard again'}`,
        people: `${isolateText(alert.source.kind)}, due every ${formatApproxDuration(alert.expectedIntervalSeconds * 1_000)}`,
        certainty: isOpen ? `Nothing for ${ago(alert.lastHeardAt)}, since ${since(alert.lastHeardAt)} UTC` : '',
      }
    default:
      return alert satisfies never
  }
}

const placeAndPeople = (alert: Extract<AlertView, { readonly kind: 'inbound-group' | 'mass-arrival' }>) => {
  const craft = String(alert.craft.length + (alert.craftMore ?? 0))
  const { likely, range } = formatLikely(alert.unauthorised)
  const aboard = alert.counts === 'aboard' ? ' aboard' : ''
  const people = `${range === '' ? 'people' : `likely, ${range}`}${aboard} · ${craft} craft`
  return { place: placeOf(alert)?.text ?? 'Place not known', likely, range, people, craft }
}
