import { EACH_VISIT, type Row } from './row.ts'
import { boat, described, exercised, north, OUTSIDE, reported, retracted, seen } from './sea.ts'

const one = (severity: 'alarm' | 'warning' | 'caution', samePeriod: string) => [{ severity, samePeriod }]
const east = (degrees: number) => ({ longitude: degrees, latitude: -35 })

/** The number behind the law: strictly more than 30 without permission. */
const threshold: readonly Row[] = [
  { name: '30 on one craft is silent', observed: [boat('a', '0', 30)], expected: [] },
  { name: '31 on one craft alarms', observed: [boat('a', '0', 31)], expected: one('alarm', '31/31/31') },
  { name: '15 + 15 is silent', observed: [boat('a', '0', 15), boat('b', '1', 15)], expected: [] },
  { name: '16 + 15 alarms', observed: [boat('a', '0', 16), boat('b', '1', 15)], expected: one('alarm', '31/31/31') },
  {
    name: '31 likely, 30 sure: a warning',
    observed: [boat('a', '0', 30), seen('b', '1'), reported('b', '1', 'sighting', 1)],
    expected: one('warning', '30/31/31'),
  },
  {
    name: '31 possible, 30 likely: a caution',
    observed: [boat('a', '0', 30), seen('b', '1'), reported('b', '1', 'manifest', 1)],
    expected: one('caution', '30/30/31'),
  },
  {
    name: 'a rally of 15 yachts with 3 permitted people each is silent',
    observed: Array.from('abcdefghijklmno', (craft) => [
      seen(craft, '0'),
      reported(craft, '0', 'manifest', 3, { permitted: 3 }),
    ]).flat(),
    expected: [],
  },
  {
    name: 'a season of yachts, 10 people every 20 h, is silent',
    observed: Array.from('abcdefghij', (craft, day) => boat(craft, `${day * 20}`, 10)),
    expected: [],
  },
  {
    name: 'real and exercise are not added',
    observed: [boat('a', '0', 16), exercised(boat('b', '0', 16))],
    expected: [],
  },
  {
    name: 'an exercise has its own situation',
    observed: [exercised(boat('a', '0', 31))],
    expected: [{ exercise: true, severity: 'alarm' }],
  },
]

const windows: readonly Row[] = [
  {
    name: 'exactly 24 h apart is one period',
    observed: [boat('a', '0', 16), boat('b', '24', 15)],
    expected: one('alarm', '31/31/31'),
  },
  { name: '24 h and 1 ms is not', observed: [boat('a', '0', 16), boat('b', '24+1ms', 15)], expected: [] },
  {
    name: '0.1 mm short of 24 nm is linked',
    observed: [boat('a', '0', 16), boat('b', '0', 15, north(24 - 1e-4 / 1_852))],
    expected: one('alarm', '31/31/31'),
  },
  {
    name: '0.1 mm beyond is not',
    observed: [boat('a', '0', 16), boat('b', '0', 15, north(24 + 1e-4 / 1_852))],
    expected: [],
  },
  {
    name: 'a chain links what is far apart',
    observed: [boat('a', '0', 11), boat('b', '1', 11, north(20)), boat('c', '2', 11, north(40))],
    expected: [{ samePeriod: '33/33/33', visits: ['a@0 11/11/11', 'b@1 11/11/11', 'c@2 11/11/11'] }],
  },
  {
    name: 'boats far apart are not added because one came between after the period',
    observed: [boat('a', '0', 16), boat('c', '0', 15, north(40)), boat('b', '24+1ms', 1, north(20))],
    expected: [],
  },
  {
    name: 'they are when it came within',
    observed: [boat('a', '0', 16), boat('c', '0', 15, north(40)), boat('b', '24', 1, north(20))],
    expected: one('alarm', '32/32/32'),
  },
  {
    name: 'over the antimeridian, 0.2 degrees apart',
    observed: [boat('a', '0', 16, east(179.9)), boat('b', '0', 15, east(-179.9))],
    expected: one('alarm', '31/31/31'),
  },
  {
    name: 'over the antimeridian, a degree (49 nm) apart',
    observed: [boat('a', '0', 16, east(179.5)), boat('b', '0', 15, east(-179.5))],
    expected: [],
  },
  {
    name: '180 W and 180 E are one place',
    observed: [boat('a', '0', 16, east(180)), boat('b', '0', 15, east(-180))],
    expected: one('alarm', '31/31/31'),
  },
]

const situations: readonly Row[] = [
  {
    name: 'exceeding clusters that share a visit are one situation',
    observed: [boat('a', '0', 16), boat('b', '20', 16), boat('c', '40', 16)],
    expected: [
      { visits: ['a@0 16/16/16', 'b@20 16/16/16', 'c@40 16/16/16'], samePeriod: '32/32/32', first: '0', last: '40' },
    ],
  },
  {
    name: 'those that share none are two',
    observed: [boat('a', '0', 31), boat('b', '25', 31)],
    expected: [{ visits: ['a@0 31/31/31'] }, { visits: ['b@25 31/31/31'] }],
  },
  {
    name: 'two in one window, too far apart, are two',
    observed: [boat('b', '0', 31), boat('a', '0', 31, north(30))],
    expected: [{ visits: ['a@0 31/31/31'] }, { visits: ['b@0 31/31/31'] }],
  },
  {
    name: 'a cluster that does not exceed adds nothing',
    observed: [boat('a', '0', 31), boat('b', '24', 5), boat('c', '30', 5)],
    expected: [{ visits: ['a@0 31/31/31', 'b@24 5/5/5'], samePeriod: '36/36/36' }],
  },
  {
    name: 'what does not exceed in the period before may in its own',
    observed: [boat('a', '0', 10), boat('b', '20', 10), boat('c', '40', 21)],
    expected: [{ visits: ['b@20 10/10/10', 'c@40 21/21/21'], samePeriod: '31/31/31' }],
  },
]

const same = (craft: string, ...others: string[]) =>
  described(craft, '0', { sameAs: others.map((name) => `track:${name}`), observationId: 's' })

const sameCraft: readonly Row[] = [
  {
    name: 'one boat seen twice under two names counts once',
    observed: [boat('a', '0', 20), boat('r', '0', 20), same('a', 'r')],
    expected: [],
  },
  {
    name: 'without sameAs it counts twice',
    observed: [boat('a', '0', 20), boat('r', '0', 20)],
    expected: one('alarm', '40/40/40'),
  },
  {
    name: 'each figure by its own largest visit',
    observed: [boat('a', '0', 25), seen('r', '1'), reported('r', '1', 'sighting', 40), same('r', 'a')],
    expected: [{ samePeriod: '25/40/40', sameCraft: '25/40/40', sameAs: ['r', 'a'], severity: 'warning' }],
  },
  {
    name: 'transitively',
    observed: [boat('a', '0', 20), boat('b', '0', 1), boat('c', '0', 20), same('a', 'b'), same('b', 'c')],
    expected: [],
  },
  {
    name: 'through a name that both state, without a visit of its own',
    observed: [boat('a', '0', 20), boat('b', '0', 20), same('a', 'x'), same('b', 'x')],
    expected: [],
  },
  {
    name: 'a craft without a visit in the area joins nothing',
    observed: [boat('a', '0', 20), boat('b', '0', 20), same('x', 'a', 'b')],
    expected: one('alarm', '40/40/40'),
  },
  {
    name: 'nor one seen only outside',
    observed: [boat('a', '0', 20), boat('b', '0', 20), same('x', 'a', 'b'), seen('x', '0', OUTSIDE)],
    expected: one('alarm', '40/40/40'),
  },
  {
    name: 'one with a visit but without a report does',
    observed: [boat('a', '0', 20), boat('b', '0', 20), same('x', 'a', 'b'), seen('x', '0')],
    expected: [],
  },
  {
    name: 'sameAs only adds: a later record without it takes nothing away',
    observed: [
      boat('a', '0', 20),
      boat('r', '0', 20),
      same('a', 'r'),
      described('a', '9', { sameAs: ['track:other'] }),
    ],
    expected: [],
  },
  {
    name: 'retracted, it no longer joins',
    observed: [boat('a', '0', 20), boat('r', '0', 20), same('a', 'r'), retracted('a', '9', 's')],
    expected: one('alarm', '40/40/40'),
  },
  {
    name: 'the exercise joins nothing real',
    observed: [boat('a', '0', 20), boat('r', '0', 20), exercised([same('a', 'r')])],
    expected: one('alarm', '40/40/40'),
  },
  {
    name: 'two visits of one craft in a period count once, by the larger',
    policy: { visitGapHours: 6 },
    observed: [boat('a', '0', 20), seen('a', '5', OUTSIDE), boat('a', '20', 25)],
    expected: [],
  },
  {
    name: 'and are both shown',
    policy: EACH_VISIT,
    observed: [boat('a', '0', 20), seen('a', '5', OUTSIDE), boat('a', '20', 25)],
    expected: [{ visits: ['a@0 20/20/20', 'a@20 25/25/25'], samePeriod: '25/25/25', sameTime: '25/25/25' }],
  },
  {
    name: 'two names do not link places: only distance does',
    observed: [boat('a', '0', 31), boat('r', '0', 31, north(50)), same('a', 'r')],
    expected: [{ visits: ['a@0 31/31/31'] }, { visits: ['r@0 31/31/31'] }],
  },
]

export const situationTables = {
  'threshold (rules 5, 7)': threshold,
  'windows and distances (rule 5)': windows,
  'situations (rule 5)': situations,
  'one craft by several names (rule 5)': sameCraft,
}
