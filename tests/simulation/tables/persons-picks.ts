import { people } from './people.ts'
import type { Row } from './row.ts'
import { told } from './sea.ts'

const id = (observationId: string) => ({ observationId })
const from = (sourceId: string, observationId: string) => ({
  source: { id: sourceId, kind: 'patrol' as const },
  observationId,
})
/** An interval wide enough to overlap all others of these rows, so that only the pick is in question. */
const about = (likely: number) => ({ min: 1, likely, max: 50 })

export const picks: readonly Row[] = [
  people(
    'aboard by method: headcount before a later sighting',
    [told('a', '0', 'headcount', about(10)), told('a', '3', 'sighting', about(11))],
    '0/10/50',
  ),
  people(
    'sighting before manifest',
    [told('a', '0', 'sighting', about(10)), told('a', '3', 'manifest', about(11))],
    '0/10/50',
  ),
  people(
    'manifest before estimate',
    [told('a', '0', 'manifest', about(10)), told('a', '3', 'estimate', about(11))],
    '0/0/50',
  ),
  people(
    'estimate before intelligence',
    [told('a', '0', 'estimate', about(10)), told('a', '3', 'intelligence', about(11))],
    '0/10/50',
  ),
  people(
    'of one method the latest',
    [told('a', '0', 'sighting', about(10)), told('a', '0+1ms', 'sighting', about(11))],
    '0/11/50',
  ),
  people(
    'of equal times the smaller source.id/observationId',
    [told('a', '0', 'sighting', about(11), id('y')), told('a', '0', 'sighting', about(10), id('x'))],
    '0/10/50',
  ),
  people(
    'compared as one text: `a!/b` is before `a/z`',
    [told('a', '0', 'sighting', about(11), from('a', 'z')), told('a', '0', 'sighting', about(10), from('a!', 'b'))],
    '0/10/50',
  ),
  people(
    'and by code points: U+FF5E is before U+1F6A2, which UTF-16 puts first',
    [told('a', '0', 'sighting', about(11), id('\u{1f6a2}')), told('a', '0', 'sighting', about(10), id('\uff5e'))],
    '0/10/50',
  ),
  people(
    'exactly 72 h before the arrival is fresh: its method comes before',
    [told('a', '-72', 'headcount', about(10)), told('a', '0', 'estimate', about(11))],
    '0/10/50',
  ),
  people(
    '72 h and 1 ms before is not: any fresh one comes before',
    [told('a', '-72-1ms', 'headcount', about(10)), told('a', '0', 'estimate', about(11))],
    '0/11/50',
  ),
  people(
    'where none is fresh, by method all the same',
    [told('a', '-100', 'headcount', about(10)), told('a', '-80', 'estimate', about(11))],
    '0/10/50',
  ),
  people(
    'permission: manifest before sighting',
    [told('a', '0', 'sighting', 30, { permitted: 10 }), told('a', '0', 'manifest', 30, { permitted: 2 })],
    '0/28/28',
  ),
  people(
    'permission: headcount before manifest',
    [told('a', '0', 'headcount', 30, { permitted: 10 }), told('a', '0', 'manifest', 30, { permitted: 2 })],
    '0/20/20',
  ),
  people(
    'a report that states no permission is not picked for it',
    [told('a', '0', 'headcount', 30), told('a', '0', 'estimate', 30, { permitted: 2 })],
    '0/28/28',
  ),
  people(
    'permission exactly 14 d before the arrival counts',
    [told('a', '0', 'headcount', 30), told('a', '-336', 'manifest', 30, { permitted: 2 })],
    '0/28/28',
  ),
  people(
    '14 d and 1 ms before does not',
    [told('a', '0', 'headcount', 30), told('a', '-336-1ms', 'manifest', 30, { permitted: 2 })],
    '0/30/30',
    { permission: [null] },
  ),
  people(
    'but that of the aboard report itself does',
    [told('a', '-400', 'headcount', 30, { permitted: 2 })],
    '0/28/28',
  ),
  people(
    'permission too: fresh before older, whatever the method',
    [told('a', '-80', 'headcount', 30, { permitted: 5 }), told('a', '0', 'estimate', 30, { permitted: 2 })],
    '0/28/28',
  ),
  people(
    'permitted and notPermitted come from one report, never from two',
    [told('a', '0', 'headcount', 30, { permitted: 5 }), told('a', '0', 'sighting', 30, { notPermitted: 20 })],
    '0/25/25',
  ),
]
