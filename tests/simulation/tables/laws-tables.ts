import type { Observation, Policy } from '@landfall/contracts'
import type { Row } from './row.ts'
import { boat, described, north, reported, seen } from './sea.ts'

/** The same sea under two laws: what each makes of it. */
const bothLaws = (
  name: string,
  observed: readonly (Observation | readonly Observation[])[],
  expected: { readonly before: Row['expected']; readonly after: Row['expected'] },
): readonly Row[] => [
  { name: `${name}: to 2025`, policy: NZ_TO_2025, observed, expected: expected.before },
  { name: `${name}: since`, policy: NZ_SINCE, observed, expected: expected.after },
]

/** Immigration Act 2009 s 9A(2) as enacted in 2013 left out scheduled international services. */
const NZ_TO_2025: Partial<Policy> = {}
/** Without that subsection. What sails between two ports of New Zealand does not arrive there. */
const NZ_SINCE: Partial<Policy> = { excludes: ['domestic'] }

const scheduled = (craft: string) => described(craft, '0', { scheduledService: true })

const newZealand: readonly Row[] = [
  ...bothLaws('31 without permission on a scheduled service', [boat('a', '0', 31), scheduled('a')], {
    before: [],
    after: [{ severity: 'alarm', samePeriod: '31/31/31', excludes: ['domestic'] }],
  }),
  ...bothLaws('30 on one', [boat('a', '0', 30), scheduled('a')], { before: [], after: [] }),
  ...bothLaws(
    '16 on a scheduled service, 15 on a boat beside it',
    [boat('a', '0', 16), boat('b', '1', 15), scheduled('a')],
    {
      before: [],
      after: [{ severity: 'alarm', visits: ['a@0 16/16/16', 'b@1 15/15/15'] }],
    },
  ),
  ...bothLaws(
    'boats 40 nm apart with a scheduled service half-way',
    [boat('a', '0', 16), boat('b', '0', 1, north(20)), boat('c', '0', 15, north(40)), scheduled('b')],
    { before: [], after: [{ samePeriod: '32/32/32' }] },
  ),
  ...bothLaws(
    'a ferry within New Zealand with 200 aboard of unknown permission',
    [
      seen('a', '0'),
      reported('a', '0', 'manifest', 200),
      described('a', '0', { scheduledService: true, domestic: true }),
    ],
    { before: [], after: [] },
  ),
  ...bothLaws(
    'a liner of 300, 3 of them without permission',
    [seen('a', '0'), reported('a', '0', 'manifest', 300, { permitted: 297, notPermitted: 3 }), scheduled('a')],
    { before: [], after: [] },
  ),
]

const AUSTRALIA: Partial<Policy> = { threshold: 4, law: 'Migration Act 1958 (Cth) s 233C' }

const australian = (
  name: string,
  observed: readonly (Observation | readonly Observation[])[],
  expected: Row['expected'],
): Row => ({ name, policy: AUSTRALIA, observed, expected })

const australia: readonly Row[] = [
  australian('5 are a group', [boat('a', '0', 5)], [{ severity: 'alarm', samePeriod: '5/5/5', law: AUSTRALIA.law }]),
  australian('4 are not', [boat('a', '0', 4)], []),
  australian('3 and 2 that come together are', [boat('a', '0', 3), boat('b', '2', 2)], [{ samePeriod: '5/5/5' }]),
  australian(
    '5, one of them with permission, are 4',
    [seen('a', '0'), reported('a', '0', 'headcount', 5, { permitted: 1, notPermitted: 4 })],
    [],
  ),
  australian('5 sighted may be', [seen('a', '0'), reported('a', '0', 'sighting', 5)], [{ severity: 'warning' }]),
  australian(
    '5 on a manifest could be',
    [seen('a', '0'), reported('a', '0', 'manifest', 5)],
    [{ severity: 'caution' }],
  ),
]

/** Everybody who comes by small boat in 24 h, as the Home Office's daily figures have them; over 100 are worth an alarm. */
const UNITED_KINGDOM: Partial<Policy> = { counts: 'aboard', excludes: ['scheduled-service'], threshold: 100 }

const daily = (
  name: string,
  observed: readonly (Observation | readonly Observation[])[],
  expected: Row['expected'],
): Row => ({ name, policy: UNITED_KINGDOM, observed, expected })

const aboard = (craft: string, time: string, ...[method, people, extra]: Tail<Parameters<typeof reported>>) => [
  seen(craft, time),
  reported(craft, time, method, people, extra),
]
type Tail<All extends readonly unknown[]> = All extends readonly [unknown, unknown, ...infer Rest] ? Rest : never

const unitedKingdom: readonly Row[] = [
  daily(
    'permitted, not permitted or unknown: all aboard count',
    [
      aboard('a', '0', 'headcount', 60, { permitted: 60, observationId: '1' }),
      aboard('b', '3', 'headcount', 30, { notPermitted: 30, observationId: '2' }),
      aboard('c', '6', 'headcount', 11),
    ],
    [
      {
        severity: 'alarm',
        samePeriod: '101/101/101',
        visits: ['a@0 60/60/60', 'b@3 30/30/30', 'c@6 11/11/11'],
        permission: ['p/1', 'p/2', null],
        counts: 'aboard',
        excludes: ['scheduled-service'],
      },
    ],
  ),
  daily('100 are not more than 100', [aboard('a', '0', 'headcount', 60), aboard('b', '3', 'headcount', 40)], []),
  daily('the next day is another', [aboard('a', '0', 'headcount', 60), aboard('b', '24+1ms', 'headcount', 60)], []),
  daily(
    'a sighting of 90 to 120 is sure of 90 only',
    [aboard('a', '0', 'sighting', { min: 90, likely: 110, max: 120 })],
    [{ severity: 'warning', samePeriod: '90/110/120' }],
  ),
  daily(
    'the method decides nothing: permission is not what is asked',
    [aboard('a', '0', 'manifest', 101, { permitted: 101 })],
    [{ severity: 'alarm', samePeriod: '101/101/101' }],
  ),
  daily(
    '“40 or more” counts 3 × 40 at most',
    [aboard('a', '0', 'sighting', { min: 40, max: null })],
    [{ severity: 'caution', samePeriod: '40/40/120+', visits: ['a@0 40/40/open'] }],
  ),
  daily(
    'a better look that finds fewer leaves what the other saw possible, permitted or not',
    [
      aboard('a', '0', 'headcount', 90, { observationId: 'first', permitted: 50 }),
      [reported('a', '1', 'headcount', 120, { observationId: 'then', permitted: 50 })],
      [reported('a', '2', 'headcount', 80, { observationId: 'last', permitted: 50 })],
    ].flat(),
    [{ severity: 'caution', samePeriod: '80/80/120' }],
  ),
  daily(
    'the ferry is no small boat',
    [aboard('a', '0', 'manifest', 900), described('a', '0', { scheduledService: true })],
    [],
  ),
  daily(
    'a domestic craft is, since it is not excluded',
    [aboard('a', '0', 'headcount', 101), described('a', '0', { domestic: true })],
    [{ severity: 'alarm' }],
  ),
]

const YEAR: Partial<Policy> = { periodHours: 8_784, retentionDays: 366 }

const year: readonly Row[] = [
  {
    name: '366 days apart is one period of a year',
    policy: YEAR,
    observed: [boat('a', '0', 16), boat('b', '8784', 15)],
    expected: [{ severity: 'alarm', samePeriod: '31/31/31', sameTime: '16/16/16', first: '0', last: '8784' }],
  },
  {
    name: '366 days and 1 ms is not',
    policy: YEAR,
    observed: [boat('a', '0', 16), boat('b', '8784+1ms', 15)],
    expected: [],
  },
  {
    name: 'a boat every four months',
    policy: YEAR,
    observed: [boat('a', '0', 8), boat('b', '2920', 8), boat('c', '5840', 8), boat('d', '8760', 7)],
    expected: [{ severity: 'alarm', samePeriod: '31/31/31' }],
  },
]

export const lawsTables = {
  'New Zealand, before and after (rule 4)': newZealand,
  'Australia, 5 or more (rules 5, 7)': australia,
  'all aboard a day (rule 3)': unitedKingdom,
  'a period of a year (rule 5)': year,
}
