import { people } from './people.ts'
import type { Row } from './row.ts'
import { told } from './sea.ts'

const id = (observationId: string) => ({ observationId })

export const conflicts: readonly Row[] = [
  people(
    'intervals that touch do not conflict',
    [told('a', '0', 'sighting', { min: 10, max: 20 }), told('a', '1', 'sighting', { min: 20, max: 30 })],
    '0/20/30',
    { conflicts: [] },
  ),
  people(
    'nor do they the other way round',
    [told('a', '1', 'sighting', { min: 10, max: 20 }), told('a', '0', 'sighting', { min: 20, max: 30 })],
    '0/10/20',
    { conflicts: [] },
  ),
  people(
    'one apart they do',
    [told('a', '0', 'sighting', { min: 10, max: 19 }, id('x')), told('a', '1', 'sighting', { min: 20, max: 30 })],
    '0/20/30',
    { conflicts: ['p/x'] },
  ),
  people(
    'a worse method at the same time does not widen',
    [told('a', '0', 'headcount', 10), told('a', '0', 'sighting', 30, id('s'))],
    '0/10/10',
    { conflicts: ['p/s'] },
  ),
  people(
    'a worse method observed later widens',
    [told('a', '0', 'headcount', 10), told('a', '0+1ms', 'sighting', 30, id('s'))],
    '0/10/30',
    { conflicts: ['p/s widens'] },
  ),
  people(
    'the same method observed earlier widens',
    [told('a', '1', 'sighting', 10), told('a', '0', 'sighting', 30, id('s'))],
    '0/10/30',
    { conflicts: ['p/s widens'] },
  ),
  people(
    'fresh at exactly 72 h it still widens',
    [told('a', '1', 'sighting', 10), told('a', '-72', 'sighting', 30, id('s'))],
    '0/10/30',
    { conflicts: ['p/s widens'] },
  ),
  people(
    'not fresh, 1 ms before, it conflicts only',
    [told('a', '1', 'sighting', 10), told('a', '-72-1ms', 'sighting', 30, id('s'))],
    '0/10/10',
    { conflicts: ['p/s'] },
  ),
  people(
    'a better method that is not fresh conflicts only',
    [told('a', '0', 'sighting', 10), told('a', '-73', 'headcount', 30, id('h'))],
    '0/10/10',
    { conflicts: ['p/h'] },
  ),
  people(
    'those permitted are taken off what it widens to',
    [
      told('a', '1', 'sighting', 10, { permitted: { min: 4, likely: 5, max: 6 } }),
      told('a', '0', 'sighting', 30, id('s')),
    ],
    '0/5/26',
    { conflicts: ['p/s widens'] },
  ),
  people(
    'a lower one never lowers',
    [told('a', '1', 'sighting', 30), told('a', '2', 'estimate', 10, id('e'))],
    '0/30/30',
    { conflicts: ['p/e'] },
  ),
  people(
    'the widest counts, all are shown',
    [told('a', '2', 'sighting', 10), told('a', '1', 'sighting', 20, id('x')), told('a', '0', 'sighting', 30, id('y'))],
    '0/10/30',
    { conflicts: ['p/x widens', 'p/y widens'] },
  ),
]
