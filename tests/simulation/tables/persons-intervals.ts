import { people } from './people.ts'
import type { Row } from './row.ts'
import { told } from './sea.ts'

const id = (observationId: string) => ({ observationId })

export const intervals: readonly Row[] = [
  people('an absent permitted is 0', [told('a', '0', 'headcount', 10, { notPermitted: 4 })], '4/10/10'),
  people(
    'an absent notPermitted is 0',
    [told('a', '0', 'headcount', 10, { permitted: { min: 2, likely: 3, max: 8 } })],
    '0/7/8',
  ),
  people(
    'intervals by their own ends',
    [
      told(
        'a',
        '0',
        'sighting',
        { min: 20, likely: 30, max: 40 },
        { permitted: { min: 1, likely: 5, max: 9 }, notPermitted: { min: 2, likely: 4, max: 6 } },
      ),
    ],
    '2/25/39',
  ),
  people('a missing likely is min', [told('a', '0', 'sighting', { min: 12, max: 40 })], '0/12/40'),
  people(
    'notPermitted is capped by aboard.max',
    [told('a', '0', 'sighting', 20, id('s')), told('a', '0', 'manifest', 40, { notPermitted: 35, observationId: 'm' })],
    '20/20/20',
    { conflicts: ['p/m'] },
  ),
  people(
    'an open notPermitted as well',
    [told('a', '0', 'sighting', 20, { notPermitted: { min: 2, likely: 5, max: null } })],
    '2/20/20',
  ),
  people(
    'where the method does not count as likely, only the stated are',
    [told('a', '0', 'manifest', 20, { notPermitted: { min: 2, likely: 5, max: 7 } })],
    '2/5/20',
  ),
  people('an estimate counts as likely', [told('a', '0', 'estimate', 20)], '0/20/20'),
  people('intelligence does not', [told('a', '0', 'intelligence', 20)], '0/0/20'),
  people(
    'the policy says which methods do',
    [told('a', '0', 'sighting', 20)],
    '0/0/20',
    {},
    { likelyMethods: ['manifest'] },
  ),
  people(
    'more permitted than aboard is nobody',
    [told('a', '0', 'sighting', 5, id('s')), told('a', '0', 'manifest', 9, { permitted: 9 })],
    null,
  ),
  people(
    'permitted of unknown number still leaves none below 0',
    [
      told('a', '0', 'sighting', 5),
      told('a', '0', 'manifest', { min: 5, max: 9 }, { permitted: { min: 2, likely: 9, max: null } }),
    ],
    '0/0/3',
  ),
]
