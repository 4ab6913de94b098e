import { EACH_VISIT, type Row } from './row.ts'
import { HERE, OUTSIDE, positionsRetracted, reported, retracted, seen } from './sea.ts'

const report = reported('a', '9', 'headcount', 40)
const back = positionsRetracted
const o = { observationId: 'x' }

type Example = readonly [name: string, observed: Row['observed'], visits: readonly string[]]

/** Each with a headcount of 40 at 09:00 of unknown permission: the visit that it belongs to is a situation. */
const examples: readonly Example[] = [
  ['the span of the one position', [seen('a', '10'), back('a', ['10', '10'])], []],
  ['both ends are taken back too', [seen('a', '10'), seen('a', '12'), back('a', ['10', '12'])], []],
  ['a millisecond too late', [seen('a', '10'), back('a', ['10+1ms', '12'])], ['a@10 0/40/40']],
  ['a millisecond too early', [seen('a', '10'), seen('a', '12'), back('a', ['10', '12-1ms'])], ['a@10 0/40/40']],
  ['of another craft', [seen('a', '10'), back('b', ['9', '11'])], ['a@10 0/40/40']],
  ['of the exercise', [seen('a', '10'), { ...back('a', ['9', '11']), exercise: true }], ['a@10 0/40/40']],
  [
    'whoever sent them',
    [seen('a', '10'), seen('a', '10', HERE, { source: { id: 'q', kind: 'ais' } }), back('a', ['9', '11'])],
    [],
  ],
  [
    'a position within the gap of a visit keeps all: nobody knows any more where the rest begins',
    [seen('a', '10'), seen('a', '16'), back('a', ['9', '11'])],
    ['a@10 0/40/40'],
  ],
  [
    'so does one within the hour, after it was taken back',
    [seen('a', '10:05'), seen('a', '10:10'), back('a', ['10', '10:12']), seen('a', '10:20')],
    ['a@10:05 0/40/40'],
  ],
  [
    'a millisecond further away it is the arrival',
    [seen('a', '10'), seen('a', '16+1ms'), back('a', ['9', '11'])],
    ['a@16+1ms 0/40/40'],
  ],
  [
    'two spans that touch are not one',
    [seen('a', '10'), seen('a', '12'), back('a', ['10', '11']), back('a', ['11', '12'])],
    ['a@10 0/40/40'],
  ],
  [
    'of two spans one is enough',
    [seen('a', '10'), seen('a', '12'), back('a', ['10', '11']), back('a', ['8', '13'])],
    [],
  ],
  [
    'from the middle of a visit: the gap is that between the others, which nothing parts',
    [seen('a', '10'), seen('a', '17'), seen('a', '24'), back('a', ['17', '17'])],
    ['a@10 0/40/40'],
  ],
  [
    'what held two visits together: eight days are an absence',
    [seen('a', '10'), seen('a', '106'), seen('a', '202'), back('a', ['106', '106'])],
    ['a@10 0/40/40'],
  ],
  [
    'the report goes to the next visit',
    [seen('a', '10'), seen('a', '20', OUTSIDE), seen('a', '30'), back('a', ['10', '10'])],
    ['a@30 0/40/40'],
  ],
  [
    'positions outside stay, and part visits',
    [seen('a', '10'), seen('a', '20', OUTSIDE), seen('a', '30'), back('a', ['20', '20'])],
    ['a@10 0/40/40'],
  ],
  [
    'the place of a report is not taken back with them',
    [seen('a', '10'), reported('a', '10', 'sighting', 2, HERE), back('a', ['9', '11'])],
    ['a@10 0/40/40'],
  ],
  [
    'taken back itself',
    [seen('a', '10'), back('a', ['9', '11'], o), retracted('a', '12', 'x', { ofSource: 'operator:o' })],
    ['a@10 0/40/40'],
  ],
  [
    'of two spans under one id the greater text holds',
    [seen('a', '10'), back('a', ['9', '11'], o), back('a', ['12', '13'], o)],
    ['a@10 0/40/40'],
  ],
]

/** Rule 1: what an operator has taken back. */
export const positionsRetractedTable: readonly Row[] = examples.map(([name, observed, visits]) => ({
  name,
  policy: EACH_VISIT,
  observed: [report, ...observed],
  expected: visits.map((visit) => ({ visits: [visit] })),
}))
