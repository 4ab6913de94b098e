import {
  type AlertView,
  type AlertViewOf,
  countedPeople,
  describeAuthor,
  describeDoubt,
  describeLaw,
  formatInterval,
  formatSum,
  identityDoubt,
  type Limb,
  type MassArrivalAlert,
  type NearAnswer,
} from '@landfall/contracts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { craftAndLinks } from './craft-and-links.ts'
import { describeAlert } from './describe-alert.ts'
import { distressLines } from './distress-lines.ts'
import { formatPlace } from './format-place.ts'
import { inboundLines } from './inbound-lines.ts'

type Style = Terminal['style']
type Craft = MassArrivalAlert['craft'][number]
type Report = Craft['aboardReport']

/** An alert with its evidence, as lines. `near`: the craft near a call for help; null where they are not known. */
export const alertDetails = (
  alert: AlertView,
  style: Style,
  near: NearAnswer | null = null,
  nowMs = Date.now(),
): readonly string[] => [
  describeAlert(alert, style, { nowMs }),
  '',
  ...evidenceLines(alert, style, near, nowMs),
  ...operatorsSide(alert, style),
]

const evidenceLines = (alert: AlertView, style: Style, near: NearAnswer | null, nowMs: number): readonly string[] => {
  switch (alert.kind) {
    case 'mass-arrival':
      return massArrivalLines(alert, style)
    case 'inbound-group':
      return inboundLines(alert, style, nowMs)
    case 'distress':
      return distressLines(alert, near)
    case 'diagnostic':
    case 'source-limit':
    case 'source-silent':
      return [] // Its one line says everything.
    default:
      return alert satisfies never
  }
}

const massArrivalLines = (alert: AlertViewOf<'mass-arrival'>, style: Style): readonly string[] => [
  alert.safety,
  describeLaw(alert),
  `People ${countedPeople(alert)}; a mass arrival is more than ${alert.threshold}.`,
  '',
  style('bold', 'Limbs'),
  limbLine('same craft', alert.limbs.sameCraft),
  limbLine('same time', alert.limbs.sameTime),
  limbLine('same period', alert.limbs.samePeriod),
  '',
  ...craftAndLinks(alert, style, craftLines),
]

const limbLine = (name: string, { exceeds, min, likely, max }: Limb): string => {
  const people = formatSum({
    min: min.persons,
    likely: likely.persons,
    max: max.persons,
    openEnded: max.openEnded,
  })
  const span = max.from === null ? '' : `  ${max.from} to ${max.to}`
  return `  ${name.padEnd(12)} ${people.padEnd(20)} ${(exceeds === null ? '' : `exceeds: ${exceeds}`).padEnd(18)}${span}`
}

const craftLines = (craft: Craft): readonly string[] => [
  `  ${craft.craftId}${craft.name === null ? '' : ` “${craft.name.replaceAll(/\s+/g, ' ')}”`}  ${formatInterval(craft.unauthorised)}  arrived ${craft.arrivedAt} at ${formatPlace(craft)}`,
  ...(identityDoubt(craft.craftId) === null ? [] : [`      ${identityDoubt(craft.craftId)}: there may be two`]),
  ...(craft.doubt === undefined ? [] : [`      ${describeDoubt(craft.doubt)}`]),
  ...(craft.sameAs.length === 0 ? [] : [`      the same as ${craft.sameAs.join(', ')}${more(craft.sameAsMore)}`]),
  `      aboard:     ${report(craft.aboardReport)}`,
  ...(craft.permissionReport === null ? [] : [`      permission: ${report(craft.permissionReport)}`]),
  ...craft.conflictingReports.map((one) => `      contradicts${one.widens ? ' (and widens)' : ''}: ${report(one)}`),
  ...(craft.conflictingReportsMore === 0 ? [] : [`      and ${craft.conflictingReportsMore} more contradict it`]),
]

const report = ({ method, sourceId, observationId, observedAt, aboard, permitted, notPermitted }: Report): string => {
  const parts = [
    `aboard ${formatInterval(aboard)}`,
    ...(permitted === null ? [] : [`permitted ${formatInterval(permitted)}`]),
    ...(notPermitted === null ? [] : [`not permitted ${formatInterval(notPermitted)}`]),
  ]
  return `${method} by ${sourceId} at ${observedAt}: ${parts.join(', ')} (${observationId})`
}

const more = (unlisted: number | undefined): string => (unlisted === undefined ? '' : ` and ${unlisted} more`)

/** A further line of a note must not pass for a line of ours. */
const indented = (text: string): string => text.replaceAll('\n', '\n      | ')

const operatorsSide = (alert: AlertView, style: Style): readonly string[] => [
  '',
  style('bold', 'Operators'),
  `  ${alert.state}${alert.acknowledgement === null ? '' : ` at ${alert.acknowledgement.at} by ${describeAuthor(alert.acknowledgement)}`}`,
  ...(alert.silencedUntil === null ? [] : [`  silenced until ${alert.silencedUntil}`]),
  ...alert.notes.map(({ at, text, ...author }) => `  ${at} ${describeAuthor(author)}: ${indented(text)}`),
  ...(alert.notesMore === 0 ? [] : [`  ${alert.notesMore} older notes are in the history: landfall export --history`]),
  `  may now: ${alert.allowedActions.join(', ') || 'nothing'}`,
]
