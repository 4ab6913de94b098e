import {
  countedPeople,
  describeDoubt,
  describeLaw,
  type Eta,
  formatSum,
  type InboundGroupAlert,
  type Policy,
} from '@landfall/contracts'
import type { Explanation } from './explain-alert.ts'
import { explainForecast } from './explain-forecast.ts'
import type { CraftRecount } from './recount-craft.ts'
import {
  exceedsInbound,
  headingInPart,
  type InboundRow,
  type InboundTerm,
  inboundClusters,
  inboundTerms,
  recountInboundRow,
  sumOfTerms,
} from './recount-inbound-row.ts'

const FIGURES: readonly (readonly ['min' | 'likely' | 'max', (recount: CraftRecount) => number])[] = [
  ['min', ({ min }) => min],
  ['likely', ({ likely }) => likely],
  ['max', ({ maxInSums }) => maxInSums],
]

type Compare = (what: string, says: unknown, counts: unknown) => void

/** The sum and each forecast as a person would write them, redone from the evidence in the alert (design §4.14). */
export const explainInbound = (alert: InboundGroupAlert, policy: Policy): Explanation => {
  const differences: string[] = []
  const compare: Compare = (what, says, counts) => {
    if (says !== counts) differences.push(`${what}: the alert says ${says}, its evidence gives ${counts}`)
  }
  const rows = alert.craft.map((craft) => recountInboundRow(craft, policy))
  const isWhole = alert.status === 'open' && alert.craftMore === undefined && alert.evidenceOmitted === undefined
  const craftLines = rows.flatMap((row) => rowLines(row, policy, compare))
  const clusters = inboundClusters(rows, alert, policy)
  return {
    lines: [
      describeLaw(alert),
      `People ${countedPeople(alert)} on craft that arrived, or are, at most ${policy.linkDistanceNm} nm apart within ${policy.periodHours} hours.`,
      `More than ${alert.threshold} are an inbound group: a warning where those exceed that arrived or are heading in, else a caution.`,
      '',
      ...craftLines,
      ...(alert.craftMore === undefined ? [] : [`and ${alert.craftMore} more craft, which the numbers count`, '']),
      ...(isWhole ? sumLines(alert, clusters, compare) : statedLines(alert)),
      ...(isWhole ? severityLines(alert, clusters, compare) : []),
      etaLine(alert, isWhole ? compare : () => {}),
      '',
      ...alert.links.map(
        ({ a, b, distanceNm, minutesApart, fix }) =>
          `link: ${a} – ${b}, ${distanceNm.toFixed(2)} nm, ${minutesApart} minutes apart${fix === undefined ? '' : `, by the fix of ${fix.at}`}`,
      ),
      ...(alert.linksMore === undefined ? [] : [`and ${alert.linksMore} more links`]),
    ],
    // Filled while the lines are made.
    differences,
  }
}

const rowLines = (row: InboundRow, policy: Policy, compare: Compare): readonly string[] => {
  const { craft, recount, isOfAnotherName, isStale } = row
  const { craftId, sameAs, sameAsMore, unauthorised, arrivedAt, approach, aboardReport: aboard } = craft
  const about: Compare = (what, says, counts) => compare(`${craftId}, ${what}`, says, counts)
  about('min', unauthorised.min, recount.min)
  about('likely', unauthorised.likely, recount.likely)
  if (craft.conflictingReportsMore === 0) about('max', unauthorised.max ?? Infinity, recount.max)
  const more = sameAsMore === undefined ? '' : ` and ${sameAsMore} more`
  return [
    `${craftId}${sameAs.length === 0 ? '' : `, the same boat as ${sameAs.join(', ')}${more}`}, ${arrivedAt === null ? (approach?.state ?? '') : `arrived ${arrivedAt}`}`,
    ...(craft.doubt === undefined ? [] : [`  ${describeDoubt(craft.doubt)}`]),
    ...(approach === null ? [] : explainForecast(approach, policy, about)),
    `  aboard by ${aboard.method} of ${aboard.sourceId} at ${aboard.observedAt}`,
    ...(isStale
      ? [
          `  older than ${policy.personsFreshHours} h before the newest fix: who is not stated as not permitted is not likely`,
        ]
      : []),
    ...(isOfAnotherName
      ? ['  the boat’s numbers are the largest over its names, of which these reports are one’s']
      : recount.steps.map((step) => `  ${step}`)),
    '',
  ]
}

/** Each figure by its own largest cluster. */
const sumLines = (alert: InboundGroupAlert, clusters: readonly (readonly InboundRow[])[], compare: Compare) => {
  const lines = FIGURES.map(([name, figure]) => {
    const terms = largest(clusters.map((cluster) => inboundTerms(cluster, figure)))
    compare(`people, ${name}`, alert.unauthorised[name], sumOfTerms(terms))
    if (name === 'likely') {
      const inbound = sumOfTerms(terms.filter(({ isInbound }) => isInbound))
      compare('arrived', alert.arrived, sumOfTerms(terms) - inbound)
      compare('inbound', alert.inbound, inbound)
    }
    return `  ${name.padEnd(6)} = ${terms.length === 0 ? '0' : terms.map(termText).join(' + ')} = ${sumOfTerms(terms)}`
  })
  return ['people:', ...lines, `  of the likely ones ${alert.arrived} arrived and ${alert.inbound} are inbound`]
}

const largest = (all: readonly (readonly InboundTerm[])[]): readonly InboundTerm[] =>
  all.reduce<readonly InboundTerm[]>((most, terms) => (sumOfTerms(terms) > sumOfTerms(most) ? terms : most), [])

const termText = ({ names, value, isInbound }: InboundTerm): string =>
  `${value} (${names.join(' = ')}, ${isInbound ? 'inbound' : 'arrived'})`

/** The numbers as the alert states them, where not all that makes them is listed, or it has ended. */
const statedLines = ({ unauthorised, arrived, inbound }: InboundGroupAlert): readonly string[] => [
  `people: ${formatSum(unauthorised)} as stated; of the likely ones ${arrived} arrived and ${inbound} inbound`,
]

const severityLines = (alert: InboundGroupAlert, clusters: readonly (readonly InboundRow[])[], compare: Compare) => {
  const { threshold, certainty, severity } = alert
  const isLikely = clusters.some(
    (cluster) => exceedsInbound(cluster, threshold) && exceedsInbound(headingInPart(cluster), threshold),
  )
  compare('exceeds', true, isLikely || clusters.some((cluster) => exceedsInbound(cluster, threshold)))
  compare('certainty', certainty, isLikely ? 'likely' : 'possible')
  compare('severity', severity, isLikely ? 'warning' : 'caution')
  return [
    `  more than ${threshold}${isLikely ? ', counting only those that arrived or are heading in' : ' if those arrive that may'}: ${severity}`,
  ]
}

const etaLine = ({ craft, eta }: InboundGroupAlert, compare: Compare): string => {
  const etasOf = (isHeadingIn: boolean): readonly Eta[] =>
    craft.flatMap(({ approach }) => (isHeadingIn && approach?.state !== 'heading-in' ? [] : (approach?.eta ?? [])))
  const headingIn = etasOf(true)
  const etas = headingIn.length > 0 ? headingIn : etasOf(false)
  const ordered = (pick: (one: Eta) => string) => etas.map(pick).toSorted()
  compare('earliest', eta?.earliest, ordered((one) => one.earliest)[0])
  compare('likely', eta?.likely, ordered((one) => one.likely)[0])
  compare('latest', eta?.latest, ordered((one) => one.latest).at(-1))
  return eta === null
    ? 'when they arrive is not known'
    : `ETA, the least, the least and the greatest of those ${headingIn.length > 0 ? 'heading in' : 'that may arrive'}: ${eta.earliest}, ${eta.likely}, ${eta.latest}`
}
