import { EACH_VISIT, type Row } from './row.ts'
import { HERE, north, OUTSIDE, reported, retracted, seen } from './sea.ts'

const crew = (time: string) => reported('a', time, 'sighting', 5)
const ASHORE = { method: 'sighting', aboard: 42, longitude: 175, latitude: -37 } as const

/** Rule 1. `a` is inside at the first and the last time; in between it may be seen outside. */
const between = (name: string, [a, b]: [string, string], outside: string[], visits: string[]): Row => ({
  name,
  policy: EACH_VISIT,
  observed: [seen('a', a), seen('a', b), crew(a), crew(b), outside.map((time) => seen('a', time, OUTSIDE))],
  // Two visits more than a day apart are two situations of one visit each.
  expected: [{ visits: visits.map((arrived) => `a@${arrived} 0/5/5`) }],
})
const apart = (row: Row): Row => ({
  ...row,
  expected: row.expected.flatMap(({ visits = [] }) => visits.map((visit) => ({ visits: [visit] }))),
})

export const visitsTable: readonly Row[] = [
  between('exactly 6 h with a position outside is one visit', ['0', '6'], ['3'], ['0']),
  between('6 h and 1 ms with a position outside is two', ['0', '6+1ms'], ['3'], ['0', '6+1ms']),
  between('20 h without a position outside is one visit', ['0', '20'], [], ['0']),
  between('exactly 7 d without a position outside is one visit', ['0', '168'], [], ['0']),
  apart(between('7 d and 1 ms is two, seen outside or not', ['0', '168+1ms'], [], ['0', '168+1ms'])),
  apart(between('7 d with a position outside is two', ['0', '168'], ['80'], ['0', '168'])),
  between('outside in the hour in which it was last inside says nothing', ['0:30', '7'], ['0:45'], ['0:30']),
  between('outside from the next hour on parts', ['0:30', '7'], ['1'], ['0:30', '7']),
  between('the last ms before the next hour does not', ['0+1ms', '7'], ['1-1ms'], ['0+1ms']),
  between('an hour that starts with the last time inside parts', ['0', '7'], ['0'], ['0', '7']),
  between('outside in the hour in which it is inside again says nothing', ['0', '7:30'], ['7:10'], ['0']),
  between('the hour before that parts', ['0', '7:30'], ['7-1ms'], ['0', '7:30']),
  between('an hour that ends with the time inside again parts', ['0', '7'], ['7-1ms'], ['0', '7']),
  between('an hour that ends 1 ms after it does not', ['0', '7-1ms'], ['6'], ['0']),
  between('before the first and after the last says nothing', ['0', '20'], ['-5', '30'], ['0']),
  {
    name: 'a late position bridges two visits',
    policy: EACH_VISIT,
    observed: [seen('a', '0'), seen('a', '8'), seen('a', '2', OUTSIDE), crew('0'), crew('8'), seen('a', '5')],
    expected: [{ visits: ['a@0 0/5/5'] }],
  },
  {
    name: 'a late position before the first moves the arrival, time and place',
    policy: EACH_VISIT,
    observed: [seen('a', '2'), crew('2'), seen('a', '1', { longitude: 176, latitude: -36 })],
    expected: [{ visits: ['a@1 0/5/5'], places: ['176 -36'] }],
  },
  {
    name: 'at equal times the smaller longitude as on the wire is the place, west of 180 before east of it',
    policy: EACH_VISIT,
    observed: [
      seen('a', '0', { longitude: 179, latitude: -40 }),
      seen('a', '0', { longitude: -179, latitude: -35 }),
      crew('0'),
    ],
    expected: [{ places: ['-179 -35'] }],
  },
  {
    name: 'at equal times and longitudes the smaller latitude',
    policy: EACH_VISIT,
    observed: [seen('a', '0'), seen('a', '0', { ...HERE, latitude: -36 }), crew('0')],
    expected: [{ places: ['175 -36'] }],
  },
  {
    name: 'two contents under one id are two positions',
    policy: EACH_VISIT,
    observed: [
      seen('a', '0', HERE, { observationId: 'x' }),
      seen('a', '3', OUTSIDE, { observationId: 'x' }),
      seen('a', '7', HERE, { observationId: 'x' }),
      [crew('0'), crew('7')],
    ],
    expected: [{ visits: ['a@0 0/5/5', 'a@7 0/5/5'] }],
  },
  {
    name: 'a report with a place is a position: it alone makes a visit',
    observed: [reported('a', '3', 'sighting', 42, ASHORE)],
    expected: [{ visits: ['a@3 0/42/42'], places: ['175 -37'], severity: 'warning' }],
  },
  {
    name: 'a report placed outside parts two visits',
    policy: EACH_VISIT,
    observed: [seen('a', '0'), reported('a', '3', 'headcount', 5, OUTSIDE), seen('a', '7'), crew('7')],
    expected: [{ visits: ['a@0 0/5/5', 'a@7 0/5/5'] }],
  },
  {
    name: 'retracted, it does not',
    policy: EACH_VISIT,
    observed: [
      [seen('a', '0'), seen('a', '7'), crew('7')],
      reported('a', '3', 'headcount', 5, { ...OUTSIDE, observationId: 'h' }),
      retracted('a', '9', 'h'),
    ],
    expected: [{ visits: ['a@0 0/5/5'] }],
  },
  {
    name: 'replaced by other content under its id, it does not either',
    policy: EACH_VISIT,
    observed: [
      [seen('a', '0'), seen('a', '7'), crew('7')],
      reported('a', '3', 'headcount', 5, { ...OUTSIDE, observationId: 'h' }),
      reported('a', '3', 'headcount', 6, { observationId: 'h' }),
    ],
    expected: [{ visits: ['a@0 0/6/6'] }],
  },
  {
    name: 'a position of the exercise parts no real visit',
    policy: EACH_VISIT,
    observed: [seen('a', '0'), seen('a', '7'), crew('0'), seen('a', '3', OUTSIDE, { exercise: true })],
    expected: [{ visits: ['a@0 0/5/5'] }],
  },
  {
    name: 'the line itself is inside',
    policy: EACH_VISIT,
    observed: [seen('a', '0', { longitude: 170, latitude: -30 }), crew('0')],
    expected: [{ first: '0', last: '0' }],
  },
  {
    name: 'where a craft was before and after does not move the place of its arrival',
    policy: EACH_VISIT,
    observed: [seen('a', '0', north(3)), seen('a', '1', OUTSIDE), seen('a', '2', north(1)), crew('1')],
    expected: [{ visits: ['a@0 0/5/5'], places: [`175 ${north(3).latitude}`], first: '0' }],
  },
]
