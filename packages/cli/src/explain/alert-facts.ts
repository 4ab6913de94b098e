import {
  type AlertCraft,
  type AlertLink,
  type CountInterval,
  countedPeople,
  describeDoubt,
  describeLaw,
  type Limb,
  type MassArrivalAlert,
  type ReportEvidence,
} from '@landfall/contracts'

/** What an alert states, by field name, as readable text. */
export type Facts = ReadonlyMap<string, string>

/** What an alert says of its situation as a whole, without identity and history. */
export const alertFacts = (alert: MassArrivalAlert): Facts =>
  new Map([
    ['status', alert.status],
    ['severity', alert.severity],
    ['certainty', alert.certainty],
    ['threshold', String(alert.threshold)],
    ['policy', alert.policy],
    ['law', describeLaw(alert)],
    [`people ${countedPeople(alert)}`, countText(alert.unauthorised)],
    ...limbFacts('same craft', alert.limbs.sameCraft),
    ...limbFacts('same time', alert.limbs.sameTime),
    ...limbFacts('same period', alert.limbs.samePeriod),
    ['first arrival', alert.firstArrivalAt],
    ['last arrival', alert.lastArrivalAt],
    ['superseded by', alert.supersededBy ?? 'none'],
    ['reason', alert.reason ?? 'none'],
    ['more craft', String(alert.craftMore ?? 0)],
    ['more links', String(alert.linksMore ?? 0)],
    ['evidence', alert.evidenceOmitted ?? 'listed'],
  ])

/** `34/52/60`: min, likely and max; a plus where max holds an open figure. */
export const countText = ({
  min,
  likely,
  max,
  openEnded = false,
}: Omit<CountInterval, 'max'> & { readonly max: number | null; readonly openEnded?: boolean }): string =>
  `${min}/${likely}/${max ?? 'open'}${openEnded ? '+' : ''}`

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

/** What an alert says of one visit. `people`: who its numbers are, in words. */
export const craftFacts = (craft: AlertCraft, people: string): Facts =>
  new Map([
    ['arrived', craft.arrivedAt],
    ['place', `${craft.longitude} ${craft.latitude}`],
    ['name', craft.name ?? 'unknown'],
    ['doubt', craft.doubt === undefined ? 'none' : describeDoubt(craft.doubt)],
    ['the same boat as', craft.sameAs.join(', ') || 'no other'],
    ['more names', String(craft.sameAsMore ?? 0)],
    [`people ${people}`, countText(craft.unauthorised)],
    ['max in sums', String(craft.maxInSums)],
    ['aboard report', reportText(craft.aboardReport)],
    ['permission report', craft.permissionReport === null ? 'none' : reportText(craft.permissionReport)],
    ['conflicting reports', craft.conflictingReports.map(conflictText).join('; ') || 'none'],
    ['more conflicting reports', String(craft.conflictingReportsMore)],
  ])

const reportText = (report: ReportEvidence): string => {
  const { method, sourceId, observationId, observedAt, aboard, permitted, notPermitted } = report
  const figures = [
    `aboard ${countText(aboard)}`,
    ...(permitted === null ? [] : [`permitted ${countText(permitted)}`]),
    ...(notPermitted === null ? [] : [`not permitted ${countText(notPermitted)}`]),
  ]
  return `${method} ${sourceId}/${observationId} at ${observedAt}, ${figures.join(', ')}`
}

const conflictText = (report: AlertCraft['conflictingReports'][number]): string =>
  `${reportText(report)}${report.widens ? ', widens max' : ''}`

/** The links, each named by the visits that it joins. */
export const linkFacts = (links: readonly AlertLink[]): Facts =>
  new Map(
    links.map(({ a, aArrivedAt, b, bArrivedAt, distanceNm, minutesApart }) => [
      `link ${a} of ${aArrivedAt} to ${b} of ${bArrivedAt}`,
      `${distanceNm} nm, ${minutesApart} minutes apart`,
    ]),
  )
