import { peopleRow } from './people-row.ts'
import type { Row } from './row.ts'
import { reported } from './sea.ts'

const id = (observationId: string) => ({ observationId })

export const visitPersonsConflictsTable: readonly Row[] = [
  peopleRow(
    'intervals that touch do not conflict',
    [reported('a', '0', 'sighting', { min: 10, max: 20 }), reported('a', '1', 'sighting', { min: 20, max: 30 })],
    '0/20/30',
    { conflicts: [] },
  ),
  peopleRow(
    'nor do they the other way round',
    [reported('a', '1', 'sighting', { min: 10, max: 20 }), reported('a', '0', 'sighting', { min: 20, max: 30 })],
    '0/10/20',
    { conflicts: [] },
  ),
  peopleRow(
    'one apart they do',
    [
      reported('a', '0', 'sighting', { min: 10, max: 19 }, id('x')),
      reported('a', '1', 'sighting', { min: 20, max: 30 }),
    ],
    '0/20/30',
    { conflicts: ['p/x'] },
  ),
  peopleRow(
    'a worse method at the same time does not widen',
    [reported('a', '0', 'headcount', 10), reported('a', '0', 'sighting', 30, id('s'))],
    '0/10/10',
    { conflicts: ['p/s'] },
  ),
  peopleRow(
    'a worse method observed later widens',
    [reported('a', '0', 'headcount', 10), reported('a', '0+1ms', 'sighting', 30, id('s'))],
    '0/10/30',
    { conflicts: ['p/s widens'] },
  ),
  peopleRow(
    'the same method observed earlier widens',
    [reported('a', '1', 'sighting', 10), reported('a', '0', 'sighting', 30, id('s'))],
    '0/10/30',
    { conflicts: ['p/s widens'] },
  ),
  peopleRow(
    'fresh at exactly 72 h it still widens',
    [reported('a', '1', 'sighting', 10), reported('a', '-72', 'sighting', 30, id('s'))],
    '0/10/30',
    { conflicts: ['p/s widens'] },
  ),
  peopleRow(
    'not fresh, 1 ms before, it conflicts only',
    [reported('a', '1', 'sighting', 10), reported('a', '-72-1ms', 'sighting', 30, id('s'))],
    '0/10/10',
    { conflicts: ['p/s'] },
  ),
  peopleRow(
    'a better method that is not fresh conflicts only',
    [reported('a', '0', 'sighting', 10), reported('a', '-73', 'headcount', 30, id('h'))],
    '0/10/10',
    { conflicts: ['p/h'] },
  ),
  peopleRow(
    'those permitted are taken off what it widens to',
    [
      reported('a', '1', 'sighting', 10, { permitted: { min: 4, likely: 5, max: 6 } }),
      reported('a', '0', 'sighting', 30, id('s')),
    ],
    '0/5/26',
    { conflicts: ['p/s widens'] },
  ),
  peopleRow(
    'a lower one never lowers',
    [reported('a', '1', 'sighting', 30), reported('a', '2', 'estimate', 10, id('e'))],
    '0/30/30',
    { conflicts: ['p/e'] },
  ),
  peopleRow(
    'the widest counts, all are shown',
    [
      reported('a', '2', 'sighting', 10),
      reported('a', '1', 'sighting', 20, id('x')),
      reported('a', '0', 'sighting', 30, id('y')),
    ],
    '0/10/30',
    { conflicts: ['p/x widens', 'p/y widens'] },
  ),
]
