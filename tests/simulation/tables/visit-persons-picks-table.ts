import { peopleRow } from './people-row.ts'
import type { Row } from './row.ts'
import { reported } from './sea.ts'

const id = (observationId: string) => ({ observationId })
const from = (sourceId: string, observationId: string) => ({
  source: { id: sourceId, kind: 'patrol' as const },
  observationId,
})
/** An interval wide enough to overlap all others of these rows, so that only the pick is in question. */
const about = (likely: number) => ({ min: 1, likely, max: 50 })

export const visitPersonsPicksTable: readonly Row[] = [
  peopleRow(
    'aboard by method: headcount before a later sighting',
    [reported('a', '0', 'headcount', about(10)), reported('a', '3', 'sighting', about(11))],
    '0/10/50',
  ),
  peopleRow(
    'sighting before manifest',
    [reported('a', '0', 'sighting', about(10)), reported('a', '3', 'manifest', about(11))],
    '0/10/50',
  ),
  peopleRow(
    'manifest before estimate',
    [reported('a', '0', 'manifest', about(10)), reported('a', '3', 'estimate', about(11))],
    '0/0/50',
  ),
  peopleRow(
    'estimate before intelligence',
    [reported('a', '0', 'estimate', about(10)), reported('a', '3', 'intelligence', about(11))],
    '0/10/50',
  ),
  peopleRow(
    'of one method the latest',
    [reported('a', '0', 'sighting', about(10)), reported('a', '0+1ms', 'sighting', about(11))],
    '0/11/50',
  ),
  peopleRow(
    'of equal times the smaller source.id/observationId',
    [reported('a', '0', 'sighting', about(11), id('y')), reported('a', '0', 'sighting', about(10), id('x'))],
    '0/10/50',
  ),
  peopleRow(
    'compared as one text: `a!/b` is before `a/z`',
    [
      reported('a', '0', 'sighting', about(11), from('a', 'z')),
      reported('a', '0', 'sighting', about(10), from('a!', 'b')),
    ],
    '0/10/50',
  ),
  peopleRow(
    'and by code points: U+FF5E is before U+1F6A2, which UTF-16 puts first',
    [
      reported('a', '0', 'sighting', about(11), id('\u{1f6a2}')),
      reported('a', '0', 'sighting', about(10), id('\uff5e')),
    ],
    '0/10/50',
  ),
  peopleRow(
    'exactly 72 h before the arrival is fresh: its method comes before',
    [reported('a', '-72', 'headcount', about(10)), reported('a', '0', 'estimate', about(11))],
    '0/10/50',
  ),
  peopleRow(
    '72 h and 1 ms before is not: any fresh one comes before',
    [reported('a', '-72-1ms', 'headcount', about(10)), reported('a', '0', 'estimate', about(11))],
    '0/11/50',
  ),
  peopleRow(
    'where none is fresh, by method all the same',
    [reported('a', '-100', 'headcount', about(10)), reported('a', '-80', 'estimate', about(11))],
    '0/10/50',
  ),
  peopleRow(
    'permission: manifest before sighting',
    [reported('a', '0', 'sighting', 30, { permitted: 10 }), reported('a', '0', 'manifest', 30, { permitted: 2 })],
    '0/28/28',
  ),
  peopleRow(
    'permission: headcount before manifest',
    [reported('a', '0', 'headcount', 30, { permitted: 10 }), reported('a', '0', 'manifest', 30, { permitted: 2 })],
    '0/20/20',
  ),
  peopleRow(
    'a report that states no permission is not picked for it',
    [reported('a', '0', 'headcount', 30), reported('a', '0', 'estimate', 30, { permitted: 2 })],
    '0/28/28',
  ),
  peopleRow(
    'permission exactly 14 d before the arrival counts',
    [reported('a', '0', 'headcount', 30), reported('a', '-336', 'manifest', 30, { permitted: 2 })],
    '0/28/28',
  ),
  peopleRow(
    '14 d and 1 ms before does not',
    [reported('a', '0', 'headcount', 30), reported('a', '-336-1ms', 'manifest', 30, { permitted: 2 })],
    '0/30/30',
    { permission: [null] },
  ),
  peopleRow(
    'but that of the aboard report itself does',
    [reported('a', '-400', 'headcount', 30, { permitted: 2 })],
    '0/28/28',
  ),
  peopleRow(
    'permission too: fresh before older, whatever the method',
    [reported('a', '-80', 'headcount', 30, { permitted: 5 }), reported('a', '0', 'estimate', 30, { permitted: 2 })],
    '0/28/28',
  ),
  peopleRow(
    'permitted and notPermitted come from one report, never from two',
    [reported('a', '0', 'headcount', 30, { permitted: 5 }), reported('a', '0', 'sighting', 30, { notPermitted: 20 })],
    '0/25/25',
  ),
]
