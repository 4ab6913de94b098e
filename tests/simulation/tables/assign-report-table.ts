import type { Policy } from '@landfall/contracts'
import { EACH_VISIT, type Row } from './row.ts'
import { OUTSIDE, reported, seen } from './sea.ts'

/** Rule 2. `a` is inside from 0 to 2 and from 20 to 22 unless said otherwise, and outside at 5. */
const TWO_VISITS = ['0', '2', '20', '22']

const goesTo = (
  name: string,
  method: 'sighting' | 'manifest' | 'intelligence',
  observedAt: string,
  visit: string | null,
  { inside = TWO_VISITS, policy = {} }: { inside?: string[]; policy?: Partial<Policy> } = {},
): Row => {
  const counts = method === 'sighting' ? '0/5/5' : '0/0/5'
  return {
    name: `${method} ${name}`,
    policy: { ...EACH_VISIT, ...policy },
    observed: [inside.map((time) => seen('a', time)), seen('a', '5', OUTSIDE), reported('a', observedAt, method, 5)],
    expected: visit === null ? [] : [{ visits: [`a@${visit} ${counts}`] }],
  }
}

const LATER = { inside: ['0', '2', '100'] }
const ONE_DAY_ON = { inside: ['0', '2', '60'], policy: { personsHorizonDays: 1 } }

export const assignReportTable: readonly Row[] = [
  goesTo('at the arrival: that visit', 'sighting', '0', '0'),
  goesTo('at the last position: that visit', 'sighting', '2', '0'),
  goesTo('within: that visit', 'manifest', '21', '20'),
  goesTo('1 ms after the last position: the visit that ended', 'sighting', '2+1ms', '0'),
  goesTo('1 ms before the next arrival: still the visit that ended', 'sighting', '20-1ms', '0'),
  goesTo('at the next arrival: that one', 'sighting', '20', '20'),
  goesTo('exactly 72 h after the end: the visit that ended', 'sighting', '94', '20'),
  goesTo('72 h and 1 ms after the end, nothing next: none yet', 'sighting', '94+1ms', null),
  goesTo('exactly 72 h after the end, another next: the visit that ended', 'sighting', '74', '0', LATER),
  goesTo('72 h and 1 ms after the end, another next: the next', 'sighting', '74+1ms', '100', LATER),
  goesTo('exactly 60 d before the arrival: that visit', 'sighting', '-1440', '0'),
  goesTo('60 d and 1 ms before the arrival: none yet', 'sighting', '-1440-1ms', null),
  goesTo('nearer to the visit that ended: that one', 'manifest', '11-1ms', '0'),
  goesTo('as near to both: the next', 'manifest', '11', '20'),
  goesTo('nearer to the next: that one', 'manifest', '11+1ms', '20'),
  goesTo('nearer to the next: still the one that ended', 'sighting', '11+1ms', '0'),
  goesTo('nearer to the visit that ended: that one', 'intelligence', '11-1ms', '0'),
  goesTo('as near to both: the next', 'intelligence', '11', '20'),
  goesTo('beyond 72 h of the end: the next, though far', 'manifest', '75', '100', LATER),
  goesTo(
    '1 ms beyond the horizon of the next, though nearer: the one that ended',
    'manifest',
    '36-1ms',
    '0',
    ONE_DAY_ON,
  ),
  goesTo('exactly at the horizon of the next and nearer to it: the next', 'manifest', '36', '60', ONE_DAY_ON),
  {
    name: 'a report is never of two visits, and each visit has its own',
    policy: EACH_VISIT,
    observed: [
      TWO_VISITS.map((time) => seen('a', time)),
      seen('a', '5', OUTSIDE),
      [reported('a', '1', 'sighting', 5), reported('a', '21', 'sighting', 7)],
    ],
    expected: [{ visits: ['a@0 0/5/5', 'a@20 0/7/7'], samePeriod: '0/7/7' }],
  },
]
