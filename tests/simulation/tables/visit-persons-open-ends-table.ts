import { peopleRow } from './people-row.ts'
import type { Row } from './row.ts'
import { reported } from './sea.ts'

const id = (observationId: string) => ({ observationId })

export const visitPersonsOpenEndsTable: readonly Row[] = [
  peopleRow(
    'sighting "40 or more": 3 x its likely',
    [reported('a', '0', 'sighting', { min: 40, likely: 50, max: null })],
    '0/50/open',
    { samePeriod: '0/50/150+' },
  ),
  peopleRow(
    'where nothing is known below: 3 x 1',
    [reported('a', '0', 'manifest', { min: 0, max: null })],
    '0/0/open',
    {
      samePeriod: '0/0/3+',
    },
  ),
  peopleRow(
    'those permitted are taken off first',
    [reported('a', '0', 'manifest', { min: 40, max: null }, { permitted: { min: 5, likely: 10, max: 10 } })],
    '0/0/open',
    { samePeriod: '0/0/90+' },
  ),
  peopleRow(
    'more permitted than that: 3 x 1',
    [reported('a', '0', 'manifest', { min: 4, max: null }, { permitted: 10 })],
    '0/0/open',
    { samePeriod: '0/0/3+' },
  ),
  peopleRow(
    'an open notPermitted of an open aboard: 3 x the likely',
    [reported('a', '0', 'manifest', { min: 10, max: null }, { notPermitted: { min: 10, likely: 12, max: null } })],
    '10/12/open',
    { samePeriod: '10/12/36+' },
  ),
  peopleRow(
    'an open report that widens',
    [reported('a', '1', 'sighting', 10), reported('a', '0', 'sighting', { min: 20, max: null }, id('s'))],
    '0/10/open',
    { samePeriod: '0/10/60+', conflicts: ['p/s widens'] },
  ),
  peopleRow(
    'an open report that conflicts only does not count',
    [reported('a', '1', 'sighting', 10), reported('a', '-73', 'sighting', { min: 20, max: null }, id('s'))],
    '0/10/10',
    { samePeriod: '0/10/10', conflicts: ['p/s'] },
  ),
  peopleRow(
    'nor where another one opens the max',
    [
      reported('a', '1', 'sighting', 10),
      reported('a', '0', 'sighting', { min: 20, max: null }, id('s')),
      reported('a', '-73', 'sighting', { min: 50, max: null }, id('t')),
    ],
    '0/10/open',
    { samePeriod: '0/10/60+', conflicts: ['p/s widens', 'p/t'] },
  ),
  peopleRow(
    'of several that widen the greatest',
    [
      reported('a', '2', 'sighting', 10),
      reported('a', '1', 'sighting', { min: 20, likely: 25, max: null }, id('x')),
      reported('a', '0', 'sighting', { min: 30, max: null }, id('y')),
    ],
    '0/10/open',
    { samePeriod: '0/10/90+' },
  ),
  peopleRow(
    'a closed report does not count, however large',
    [
      reported('a', '2', 'sighting', 10),
      reported('a', '1', 'sighting', { min: 20, max: null }),
      reported('a', '0', 'sighting', 99),
    ],
    '0/10/open',
    { samePeriod: '0/10/60+' },
  ),
  peopleRow(
    'by the factor of the policy',
    [reported('a', '0', 'sighting', { min: 41, max: null })],
    '0/41/open',
    { samePeriod: '0/41/61.5+' },
    { openEndedFactor: 1.5 },
  ),
]
