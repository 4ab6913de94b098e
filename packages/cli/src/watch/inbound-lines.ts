import {
  type AlertViewOf,
  countedPeople,
  describeDoubt,
  describeEtaPhase,
  describeLaw,
  formatInterval,
  formatSum,
  type InboundCraft,
} from '@landfall/contracts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { craftAndLinks } from './craft-and-links.ts'
import { formatPlace } from './format-place.ts'

/** Who approaches, from where, how fast and when they are expected, and who of the group has arrived. */
export const inboundLines = (
  alert: AlertViewOf<'inbound-group'>,
  style: Terminal['style'],
  nowMs: number,
): readonly string[] => [
  alert.safety,
  describeLaw(alert),
  `People ${countedPeople(alert)}: likely ${alert.arrived} arrived and ${alert.inbound} inbound; a mass arrival is more than ${alert.threshold}.`,
  etaLine(alert, nowMs),
  '',
  ...craftAndLinks(alert, style, craftLines, ({ fix }) => (fix === undefined ? '' : `, by the fix of ${fix.at}`)),
]

/** `ETA 2026-11-23T07:00Z to 10:10Z, in 3 to 6 h`; how far off it is only while it is open. */
const etaWords = ({ eta, status }: AlertViewOf<'inbound-group'>, nowMs: number): string => {
  if (eta === null) return 'no ETA'
  const [from, to] = [eta.earliest.slice(0, 16), eta.latest.slice(0, 16)]
  const phase = status === 'open' ? describeEtaPhase(eta, nowMs) : null
  return `ETA ${from}Z to ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}Z${phase === null ? '' : `, ${phase.words}`}`
}

const etaLine = (alert: AlertViewOf<'inbound-group'>, nowMs: number): string =>
  alert.eta === null
    ? 'When they arrive is not known.'
    : `${etaWords(alert, nowMs)}; likely ${alert.eta.likely.slice(0, 16)}Z.`

/** The columns of its one line. */
export const inboundSummary = (alert: AlertViewOf<'inbound-group'>, nowMs: number): readonly string[] => {
  const headingIn = alert.craft.filter(({ approach }) => approach?.state === 'heading-in').length
  return [
    `INBOUND ${formatSum(alert.unauthorised)}`,
    `${alert.craft.length + (alert.craftMore ?? 0)} craft, ${headingIn} heading in`,
    alert.areaId,
    etaWords(alert, nowMs),
  ]
}

const craftLines = (craft: InboundCraft): readonly string[] => [
  `  ${craft.craftId}${craft.name === null ? '' : ` “${craft.name.replaceAll(/\s+/g, ' ')}”`}  ${formatInterval(craft.unauthorised)}  ${whereabouts(craft)}`,
  ...(craft.sameAs.length === 0 ? [] : [`      the same as ${craft.sameAs.join(', ')}`]),
  ...(craft.doubt === undefined ? [] : [`      ${describeDoubt(craft.doubt)}`]),
]

const whereabouts = ({ arrivedAt, approach, ...place }: InboundCraft): string => {
  if (approach === null) return `arrived ${arrivedAt} at ${formatPlace(place)}`
  const { state, last, speedKnots, courseDegrees, distanceToAreaNm, eta } = approach
  const motion = speedKnots === null || courseDegrees === null ? '' : `, ${speedKnots} kn on ${courseDegrees}°`
  const when = eta === null ? '' : `, expected ${eta.earliest} to ${eta.latest}`
  return `${state}, ${distanceToAreaNm} nm off at ${formatPlace(last)} at ${last.at}${motion}${when}`
}
