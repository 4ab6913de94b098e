import {
  type Certainty,
  countedPeople,
  describeDoubt,
  describeLaw,
  type Limb,
  type MassArrivalAlert,
  type Policy,
} from '@landfall/contracts'
import { type CraftRecount, recountCraft } from './recount-craft.ts'
import { type CountedCraft, type LimbSum, recountLimb, recountSameCraft } from './recount-limb.ts'

export type Explanation = {
  readonly lines: readonly string[]
  /** Where the alert and its own evidence disagree; empty: nowhere. */
  readonly differences: readonly string[]
}

type Numbers = 'min' | 'likely' | 'max'
const NUMBERS: readonly Numbers[] = ['min', 'likely', 'max']
const LIMBS = [
  ['same craft', 'sameCraft'],
  ['same time', 'sameTime'],
  ['same period', 'samePeriod'],
] as const
const WORD: Readonly<Record<Certainty, string>> = { observed: 'alarm', likely: 'warning', possible: 'caution' }

const PICK: Readonly<Record<Numbers, (recount: CraftRecount) => number>> = {
  min: ({ min }) => min,
  likely: ({ likely }) => likely,
  max: ({ maxInSums }) => maxInSums,
}

/** The sum as a person would write it, recounted from the evidence in the alert. */
export const explainAlert = (alert: MassArrivalAlert, policy: Policy): Explanation => {
  const counted = alert.craft.map((craft): CountedCraft => ({ craft, recount: recountListed(craft, policy) }))
  const { craftMore = 0, linksMore = 0 } = alert
  const differences: string[] = []
  const compare = (what: string, says: unknown, counts: unknown) => {
    if (says !== counts) differences.push(`${what}: the alert says ${says}, its evidence gives ${counts}`)
  }
  for (const { craft, recount } of counted) {
    const { min, likely, max } = craft.unauthorised
    compare(`${craft.craftId}, min`, min, recount.min)
    compare(`${craft.craftId}, likely`, likely, recount.likely)
    compare(`${craft.craftId}, max`, max ?? Infinity, recount.max)
  }
  const limbLines = LIMBS.flatMap(([title, name]) => {
    const limb = alert.limbs[name]
    const sums = NUMBERS.map((number) => [number, recount(name, limb, number, counted, policy)] as const)
    if (craftMore > 0)
      return [
        `${title}: ${spanOf(limb)}`,
        ...NUMBERS.map((number) => statedLine(number, limb)),
        `  ${verdict(limb.exceeds, alert.threshold)}`,
      ]
    for (const [number, sum] of sums) compare(`${title}, ${number}`, limb[number].persons, sum.persons)
    const exceeds = certaintyOf(
      sums.map(([, sum]) => sum.persons),
      alert.threshold,
    )
    compare(`${title}, exceeds`, limb.exceeds, exceeds)
    return [
      `${title}: ${spanOf(limb)}`,
      ...sums.map(([number, sum]) => sumLine(number, sum)),
      `  ${verdict(exceeds, alert.threshold)}`,
    ]
  })
  if (alert.status === 'open') {
    compare('certainty', alert.certainty, alert.limbs.samePeriod.exceeds)
    compare('severity', alert.severity, WORD[alert.certainty])
  }
  const windows = `within ${policy.sameTimeMinutes} minutes (same time) and ${policy.periodHours} hours (same period)`
  return {
    differences,
    lines: [
      describeLaw(alert),
      `People ${countedPeople(alert)}, on craft that arrived at most ${policy.linkDistanceNm} nm apart ${windows}.`,
      `More than ${alert.threshold} is a mass arrival: observed when min exceeds it, likely when likely does, else possible.`,
      '',
      ...counted.flatMap(craftLines),
      ...(craftMore === 0
        ? []
        : [`and ${craftMore} more craft, which the numbers count; --from-log lists all of them`, '']),
      ...limbLines,
      '',
      ...alert.links.map(
        ({ a, b, distanceNm, minutesApart }) =>
          `link: ${a} – ${b}, ${distanceNm.toFixed(2)} nm, ${minutesApart} minutes apart`,
      ),
      ...(linksMore === 0 ? [] : [`and ${linksMore} more links`]),
    ],
  }
}

const recount = (
  name: keyof MassArrivalAlert['limbs'],
  limb: Limb,
  number: Numbers,
  counted: readonly CountedCraft[],
  policy: Policy,
) => {
  if (name === 'sameCraft') return recountSameCraft(counted, PICK[number])
  const { from, to } = limb[number]
  return from === null || to === null
    ? { persons: 0, identities: [] }
    : recountLimb(counted, from, to, PICK[number], policy)
}

const certaintyOf = ([min = 0, likely = 0, max = 0]: readonly number[], threshold: number): Certainty | null => {
  if (min > threshold) return 'observed'
  if (likely > threshold) return 'likely'
  return max > threshold ? 'possible' : null
}

const verdict = (exceeds: Certainty | null, threshold: number): string =>
  exceeds === null ? `not more than ${threshold}` : `more than ${threshold}: ${exceeds}`

const spanOf = ({ max: { from, to } }: Limb): string =>
  from === null ? 'nobody' : from === to ? `at ${from}` : `from ${from} to ${to}`

const sumLine = (number: Numbers, { persons, identities }: LimbSum): string => {
  const terms = identities.map(({ names, value }) => `${value} (${names.join(' = ')})`)
  return `  ${number.padEnd(6)} = ${terms.length === 0 ? '0' : terms.join(' + ')} = ${persons}`
}

/** The number as the alert states it, where not all that makes it is listed. */
const statedLine = (number: Numbers, limb: Limb): string =>
  `  ${number.padEnd(6)} = ${limb[number].persons}, by more craft than are listed`

/** A report that widens max may be among those not listed: then max can only be taken as the alert states it. */
const recountListed = (craft: MassArrivalAlert['craft'][number], policy: Policy): CraftRecount => {
  const recount = recountCraft(craft, policy)
  if (craft.conflictingReportsMore === 0) return recount
  return { ...recount, max: craft.unauthorised.max ?? Infinity, maxInSums: craft.maxInSums }
}

const craftLines = ({ craft, recount: { steps } }: CountedCraft): readonly string[] => {
  const { aboardReport: aboard, permissionReport: permission } = craft
  const more = craft.sameAsMore === undefined ? '' : ` and ${craft.sameAsMore} more`
  const same = craft.sameAs.length === 0 ? '' : `, the same boat as ${craft.sameAs.join(', ')}${more}`
  return [
    `${craft.craftId}${same}, arrived ${craft.arrivedAt}`,
    ...(craft.doubt === undefined ? [] : [`  ${describeDoubt(craft.doubt)}`]),
    `  aboard by ${aboard.method} of ${aboard.sourceId} at ${aboard.observedAt}`,
    permission === null
      ? '  nobody has reported who may enter'
      : `  permission by ${permission.method} of ${permission.sourceId} at ${permission.observedAt}`,
    ...(craft.conflictingReportsMore === 0
      ? []
      : [`  ${craft.conflictingReportsMore} more reports contradict it than are shown`]),
    ...steps.map((step) => `  ${step}`),
    '',
  ]
}
