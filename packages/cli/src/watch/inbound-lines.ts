import { type AlertViewOf, countedPeople, describeDoubt, describeLaw, type InboundCraft } from '@landfall/contracts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { formatCount } from './format-count.ts'
import { formatPlace } from './format-place.ts'

/** Who approaches, from where, how fast and when they are expected, and who of the group has arrived. */
export const inboundLines = (alert: AlertViewOf<'inbound-group'>, style: Terminal['style']): readonly string[] => [
  alert.safety,
  describeLaw(alert),
  `People ${countedPeople(alert)}: likely ${alert.arrived} arrived and ${alert.inbound} inbound; a mass arrival is more than ${alert.threshold}.`,
  alert.eta === null
    ? 'When they arrive is not known.'
    : `Expected ${alert.eta.earliest} to ${alert.eta.latest}, likely ${alert.eta.likely}.`,
  '',
  style('bold', 'Craft'),
  ...alert.craft.flatMap(craftLines),
  ...(alert.evidenceOmitted === undefined ? [] : ['  not listed, since the evidence was too large to be written']),
  ...(alert.craftMore === undefined ? [] : [`  and ${alert.craftMore} more craft, which the numbers count`]),
  ...(alert.links.length === 0 ? [] : ['', style('bold', 'Links')]),
  ...alert.links.map(
    ({ a, b, distanceNm, minutesApart, fix }) =>
      `  ${a} – ${b}: ${distanceNm.toFixed(1)} nm, ${minutesApart} min${fix === undefined ? '' : `, by the fix of ${fix.at}`}`,
  ),
  ...(alert.linksMore === undefined ? [] : [`  and ${alert.linksMore} more`]),
]

const craftLines = (craft: InboundCraft): readonly string[] => [
  `  ${craft.craftId}${craft.name === null ? '' : ` “${craft.name.replaceAll(/\s+/g, ' ')}”`}  ${formatCount(craft.unauthorised)}  ${whereabouts(craft)}`,
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
