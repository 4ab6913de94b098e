import type { Row } from './row.ts'
import { boat, described, HERE, north, reported, seen } from './sea.ts'

const NOBODY_MORE = boat('m', '5', 1, north(20))

/** Rule 6: the counts of a situation, each of min, likely and max with its own winner. */
const counts: readonly Row[] = [
  {
    name: 'same time: exactly 1 h apart',
    observed: [boat('a', '0', 16), boat('b', '1', 16)],
    expected: [
      {
        sameCraft: '16/16/16',
        sameTime: '32/32/32',
        samePeriod: '32/32/32',
        exceeds: { craft: null, time: 'observed', period: 'observed' },
      },
    ],
  },
  {
    name: 'same time: not 1 h and 1 ms',
    observed: [boat('a', '0', 16), boat('b', '1+1ms', 16)],
    expected: [
      { sameTime: '16/16/16', samePeriod: '32/32/32', exceeds: { craft: null, time: null, period: 'observed' } },
    ],
  },
  {
    name: 'same craft: 31 on one',
    observed: [boat('a', '0', 31), boat('b', '2', 5)],
    expected: [
      {
        sameCraft: '31/31/31',
        sameTime: '31/31/31',
        samePeriod: '36/36/36',
        spans: { sameCraft: '0..0', sameTime: '0..0', samePeriod: '0..2' },
      },
    ],
  },
  {
    name: 'each limb has its own certainty',
    observed: [boat('a', '0', 29), seen('b', '0:30'), reported('b', '0:30', 'sighting', 2), boat('c', '3', 2)],
    expected: [
      {
        sameTime: '29/31/31',
        samePeriod: '31/33/33',
        exceeds: { craft: null, time: 'likely', period: 'observed' },
        severity: 'alarm',
      },
    ],
  },
  {
    name: 'each window has clusters of its own: what a later boat links is not together at the same time',
    observed: [boat('a', '0', 16), boat('c', '0', 15, north(40)), NOBODY_MORE],
    expected: [
      {
        sameTime: '16/16/16',
        samePeriod: '32/32/32',
        spans: { sameCraft: '0..0', sameTime: '0..0', samePeriod: '0..5' },
      },
    ],
  },
  {
    name: 'min, likely and max have winners of their own',
    observed: [
      [seen('a', '0'), reported('a', '0', 'headcount', 30, { notPermitted: 5 })],
      [seen('b', '23'), reported('b', '23', 'sighting', 3)],
      boat('c', '47', 28),
    ],
    expected: [
      {
        visits: ['a@0 5/30/30', 'b@23 0/3/3', 'c@47 28/28/28'],
        sameCraft: '28/30/30',
        sameTime: '28/30/30',
        samePeriod: '28/33/33',
        spans: { sameCraft: '47..47 0..0 0..0', sameTime: '47..47 0..0 0..0', samePeriod: '23..47 0..23 0..23' },
        severity: 'warning',
      },
    ],
  },
  {
    name: 'ties: the earliest window',
    observed: [boat('a', '0', 16), boat('b', '20', 16), boat('c', '40', 16)],
    expected: [{ samePeriod: '32/32/32', spans: { sameCraft: '0..0', sameTime: '0..0', samePeriod: '0..20' } }],
  },
  {
    name: 'ties: the earliest window, though its cluster arrived later',
    observed: [
      boat('x', '0', 1),
      boat('y', '0:20', 10),
      boat('z', '1:10', 6),
      boat('b', '0:50', 16, north(40)),
      NOBODY_MORE,
    ],
    expected: [
      { sameTime: '16/16/16', spans: { sameCraft: '0:50..0:50', sameTime: '0:50..0:50', samePeriod: '0..5' } },
    ],
  },
  {
    name: 'ties in one window: the cluster with the earliest arrival',
    observed: [boat('b', '0', 16), boat('a', '0:10', 10, north(40)), boat('aa', '0:20', 6, north(40)), NOBODY_MORE],
    expected: [{ sameTime: '16/16/16', spans: { sameCraft: '0..0', sameTime: '0..0', samePeriod: '0..5' } }],
  },
  {
    name: 'at equal arrivals the smallest craftId',
    observed: [boat('b', '0', 16), boat('a', '0', 10, north(40)), boat('aa', '0:20', 6, north(40)), NOBODY_MORE],
    expected: [{ sameTime: '16/16/16', spans: { sameCraft: '0..0', sameTime: '0..0:20', samePeriod: '0..5' } }],
  },
  {
    name: 'the other way round',
    observed: [boat('a', '0', 16), boat('b', '0', 10, north(40)), boat('bb', '0:20', 6, north(40)), NOBODY_MORE],
    expected: [{ sameTime: '16/16/16', spans: { sameCraft: '0..0', sameTime: '0..0', samePeriod: '0..5' } }],
  },
  {
    name: 'a sum of nobody has a from and to as well, and who adds nobody is still of the cluster',
    observed: [seen('a', '0'), reported('a', '0', 'sighting', 20), seen('b', '3'), reported('b', '3', 'sighting', 20)],
    expected: [
      {
        sameTime: '0/20/20',
        samePeriod: '0/40/40',
        spans: { sameCraft: '0..0', sameTime: '0..0', samePeriod: '0..3' },
        severity: 'warning',
      },
    ],
  },
  {
    name: 'counts are over the visits of the situation alone',
    observed: [boat('a', '0', 31), boat('b', '24+1ms', 20), boat('c', '25', 5)],
    expected: [{ visits: ['a@0 31/31/31'], sameTime: '31/31/31' }],
  },
]

const manifest = (craft: string, time: string, aboard: number | { min: number; max: null }) => [
  seen(craft, time),
  reported(craft, time, 'manifest', aboard),
]

const openSums: readonly Row[] = [
  {
    name: 'a sum that holds an open figure is open-ended, the others are not',
    observed: [boat('a', '0', 20), manifest('b', '1', { min: 10, max: null })],
    expected: [
      {
        visits: ['a@0 20/20/20', 'b@1 0/0/open'],
        sameCraft: '20/20/30+',
        samePeriod: '20/20/50+',
        spans: { sameCraft: '0..0 0..0 1..1', sameTime: '0..1', samePeriod: '0..1' },
        severity: 'caution',
      },
    ],
  },
  {
    name: 'a craft larger than the open one leaves same craft closed',
    observed: [boat('a', '0', 31), manifest('b', '1', { min: 10, max: null })],
    expected: [{ sameCraft: '31/31/31', samePeriod: '31/31/61+', severity: 'alarm' }],
  },
  {
    name: 'of two equal figures of one craft the open one counts, though the closed one came first',
    observed: [
      manifest('r', '0', 30),
      manifest('a', '1', { min: 10, max: null }),
      described('a', '0', { sameAs: ['track:r'] }),
      boat('b', '1', 10),
    ],
    expected: [{ sameCraft: '10/10/30+', samePeriod: '10/10/40+' }],
  },
  {
    name: 'of two equal craft the first counts: closed',
    observed: [manifest('r', '0', 30), manifest('a', '1', { min: 10, max: null })],
    expected: [
      {
        sameCraft: '0/0/30',
        samePeriod: '0/0/60+',
        spans: { sameCraft: '0..0', sameTime: '0..1', samePeriod: '0..1' },
      },
    ],
  },
  {
    name: 'an open figure below the largest of its craft does not show',
    observed: [
      manifest('r', '0', 31),
      manifest('a', '1', { min: 10, max: null }),
      described('a', '0', { sameAs: ['track:r'] }),
    ],
    expected: [{ sameCraft: '0/0/31', samePeriod: '0/0/31', severity: 'caution' }],
  },
]

/** The limbs of s 9A: aboard one craft; a group at the same time; a group within a period. */
const law: readonly Row[] = [
  {
    name: '(a) on board the same craft',
    observed: [boat('a', '0', 31)],
    expected: [{ exceeds: { craft: 'observed', time: 'observed', period: 'observed' } }],
  },
  {
    name: '(b) on board the same group of craft at the same time',
    observed: [boat('a', '0', 16), boat('b', '0:59', 15, north(5))],
    expected: [{ exceeds: { craft: null, time: 'observed', period: 'observed' } }],
  },
  {
    name: '(c) on board the same group within a time period',
    observed: [boat('a', '0', 11), boat('b', '12', 11), boat('c', '24', 11)],
    expected: [{ exceeds: { craft: null, time: null, period: 'observed' } }],
  },
  {
    name: 'people are counted, not craft: 31 craft of nobody without permission are silent',
    observed: Array.from({ length: 31 }, (_, n) => [
      seen(`y${n}`, '0', HERE),
      reported(`y${n}`, '0', 'headcount', 2, { permitted: 2 }),
    ]).flat(),
    expected: [],
  },
  {
    name: '31 craft with one each are a mass arrival',
    observed: Array.from({ length: 31 }, (_, n) => boat(`y${String(n).padStart(2, '0')}`, '0', 1)).flat(),
    expected: [{ sameCraft: '1/1/1', sameTime: '31/31/31', severity: 'alarm' }],
  },
]

export const countLimbsTables = {
  'counts (rule 6)': counts,
  'open sums (rule 6)': openSums,
  'the limbs of the law (rule 6)': law,
}
