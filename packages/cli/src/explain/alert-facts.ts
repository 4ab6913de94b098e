import {
  type AlertCraft,
  type AlertLink,
  type ApproachEvidence,
  countedPeople,
  describeDoubt,
  describeLaw,
  type Fix,
  formatInterval,
  formatSum,
  type InboundCraft,
  type InboundLink,
  type Limb,
  type ReportEvidence,
} from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'

/** What an alert states, by field name, as readable text. */
export type Facts = ReadonlyMap<string, string>

/** What an alert says of its situation as a whole, without identity and history. */
export const alertFacts = (alert: AreaAlert): Facts =>
  new Map([
    ['status', alert.status],
    ['severity', alert.severity],
    ['certainty', alert.certainty],
    ['threshold', String(alert.threshold)],
    ['policy', alert.policy],
    ['law', describeLaw(alert)],
    [`people ${countedPeople(alert)}`, formatSum(alert.unauthorised)],
    ...kindFacts(alert),
    ['superseded by', alert.supersededBy ?? 'none'],
    ['reason', alert.reason ?? 'none'],
    ['more craft', String(alert.craftMore ?? 0)],
    ['more links', String(alert.linksMore ?? 0)],
    ['evidence', alert.evidenceOmitted ?? 'listed'],
  ])

const kindFacts = (alert: AreaAlert): readonly (readonly [string, string])[] => {
  switch (alert.kind) {
    case 'inbound-group':
      return [
        ['arrived', String(alert.arrived)],
        ['inbound', String(alert.inbound)],
        ['ETA', etaText(alert.eta)],
      ]
    case 'mass-arrival':
      return [
        ...limbFacts('same craft', alert.limbs.sameCraft),
        ...limbFacts('same time', alert.limbs.sameTime),
        ...limbFacts('same period', alert.limbs.samePeriod),
        ['first arrival', alert.firstArrivalAt],
        ['last arrival', alert.lastArrivalAt],
      ]
    default:
      return alert satisfies never
  }
}

const limbFacts = (title: string, { exceeds, min, likely, max }: Limb): readonly (readonly [string, string])[] => {
  const figure = (name: string, { persons, from, to }: Limb['min'], more = '') =>
    [`${title}, ${name}`, `${persons}${more}${from === null ? '' : ` (${from} to ${to})`}`] as const
  return [
    figure('min', min),
    figure('likely', likely),
    figure('max', max, max.openEnded ? '+' : ''),
    [`${title}, exceeds`, exceeds ?? 'not'],
  ]
}

const etaText = (eta: ApproachEvidence['eta']): string =>
  eta === null ? 'not known' : `${eta.earliest} to ${eta.latest}, likely ${eta.likely}`

const fixText = (fix: Fix | null): string => (fix === null ? 'none' : `${fix.at} at ${fix.longitude} ${fix.latitude}`)

const approachFacts = (approach: ApproachEvidence | null): readonly (readonly [string, string])[] =>
  approach === null
    ? []
    : [
        ['state', approach.state],
        [
          'motion',
          `${approach.motion ?? 'unknown'}, ${approach.speedKnots ?? '?'} kn on ${approach.courseDegrees ?? '?'}°`,
        ],
        ['first fix', fixText(approach.first)],
        ['newest fix', fixText(approach.last)],
        ['jumps', approach.jumps.map(fixText).join('; ') || 'none'],
        ['distance to the area', `${approach.distanceToAreaNm} nm`],
        [
          'rays',
          approach.rays.map(({ courseDegrees, lengthNm }) => `${courseDegrees}° ${lengthNm ?? '–'} nm`).join(', ') ||
            'none',
        ],
        ['ETA', etaText(approach.eta)],
        [
          'crossing',
          approach.crossing === null ? 'none' : `${approach.crossing.longitude} ${approach.crossing.latitude}`,
        ],
      ]

/** An arrival, or an approach. */
export type ListedCraft = AlertCraft | InboundCraft

/** Which of the rows of a craft it is: when it arrived, or that it approaches. */
export const whenOf = ({ arrivedAt }: ListedCraft): string => arrivedAt ?? 'its approach'

/** What an alert says of one row. `people`: who its numbers are, in words. */
export const craftFacts = (craft: ListedCraft, people: string): Facts =>
  new Map([
    ['arrived', craft.arrivedAt ?? 'not'],
    ...approachFacts('approach' in craft ? craft.approach : null),
    ['place', `${craft.longitude} ${craft.latitude}`],
    ['name', craft.name ?? 'unknown'],
    ['doubt', craft.doubt === undefined ? 'none' : describeDoubt(craft.doubt)],
    ['the same boat as', craft.sameAs.join(', ') || 'no other'],
    ['more names', String(craft.sameAsMore ?? 0)],
    [`people ${people}`, formatInterval(craft.unauthorised)],
    ['max in sums', String(craft.maxInSums)],
    ['aboard report', reportText(craft.aboardReport)],
    ['permission report', craft.permissionReport === null ? 'none' : reportText(craft.permissionReport)],
    ['conflicting reports', craft.conflictingReports.map(conflictText).join('; ') || 'none'],
    ['more conflicting reports', String(craft.conflictingReportsMore)],
  ])

const reportText = (report: ReportEvidence): string => {
  const { method, sourceId, observationId, observedAt, aboard, permitted, notPermitted } = report
  const figures = [
    `aboard ${formatInterval(aboard)}`,
    ...(permitted === null ? [] : [`permitted ${formatInterval(permitted)}`]),
    ...(notPermitted === null ? [] : [`not permitted ${formatInterval(notPermitted)}`]),
  ]
  return `${method} ${sourceId}/${observationId} at ${observedAt}, ${figures.join(', ')}`
}

const conflictText = (report: AlertCraft['conflictingReports'][number]): string =>
  `${reportText(report)}${report.widens ? ', widens max' : ''}`

/** The links, each named by the visits that it joins. */
export const linkFacts = (links: readonly (AlertLink | InboundLink)[]): Facts =>
  new Map(
    links.map((link) => {
      const [aAt, bAt] = 'aAt' in link ? [link.aAt, link.bAt] : [link.aArrivedAt, link.bArrivedAt]
      const fix = 'fix' in link && link.fix !== undefined ? `, by the fix of ${fixText(link.fix)}` : ''
      return [
        `link ${link.a} of ${aAt} to ${link.b} of ${bAt}`,
        `${link.distanceNm} nm, ${link.minutesApart} minutes apart${fix}`,
      ]
    }),
  )
