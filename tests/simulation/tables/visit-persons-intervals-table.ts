import { peopleRow } from './people-row.ts'
import type { Row } from './row.ts'
import { reported } from './sea.ts'

const id = (observationId: string) => ({ observationId })

export const visitPersonsIntervalsTable: readonly Row[] = [
  peopleRow('an absent permitted is 0', [reported('a', '0', 'headcount', 10, { notPermitted: 4 })], '4/10/10'),
  peopleRow(
    'an absent notPermitted is 0',
    [reported('a', '0', 'headcount', 10, { permitted: { min: 2, likely: 3, max: 8 } })],
    '0/7/8',
  ),
  peopleRow(
    'intervals by their own ends',
    [
      reported(
        'a',
        '0',
        'sighting',
        { min: 20, likely: 30, max: 40 },
        { permitted: { min: 1, likely: 5, max: 9 }, notPermitted: { min: 2, likely: 4, max: 6 } },
      ),
    ],
    '2/25/39',
  ),
  peopleRow('a missing likely is min', [reported('a', '0', 'sighting', { min: 12, max: 40 })], '0/12/40'),
  peopleRow(
    'notPermitted is capped by aboard.max',
    [
      reported('a', '0', 'sighting', 20, id('s')),
      reported('a', '0', 'manifest', 40, { notPermitted: 35, observationId: 'm' }),
    ],
    '20/20/20',
    { conflicts: ['p/m'] },
  ),
  peopleRow(
    'an open notPermitted as well',
    [reported('a', '0', 'sighting', 20, { notPermitted: { min: 2, likely: 5, max: null } })],
    '2/20/20',
  ),
  peopleRow(
    'where the method does not count as likely, only the stated are',
    [reported('a', '0', 'manifest', 20, { notPermitted: { min: 2, likely: 5, max: 7 } })],
    '2/5/20',
  ),
  peopleRow('an estimate counts as likely', [reported('a', '0', 'estimate', 20)], '0/20/20'),
  peopleRow('intelligence does not', [reported('a', '0', 'intelligence', 20)], '0/0/20'),
  peopleRow(
    'the policy says which methods do',
    [reported('a', '0', 'sighting', 20)],
    '0/0/20',
    {},
    { likelyMethods: ['manifest'] },
  ),
  peopleRow(
    'more permitted than aboard is nobody',
    [reported('a', '0', 'sighting', 5, id('s')), reported('a', '0', 'manifest', 9, { permitted: 9 })],
    null,
  ),
  peopleRow(
    'permitted of unknown number still leaves none below 0',
    [
      reported('a', '0', 'sighting', 5),
      reported('a', '0', 'manifest', { min: 5, max: 9 }, { permitted: { min: 2, likely: 9, max: null } }),
    ],
    '0/0/3',
  ),
]
