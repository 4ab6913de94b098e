import { EACH_VISIT, type Row } from './row.ts'
import { boat, described, exercised, reported, retracted, seen } from './sea.ts'

const inside = [seen('a', '0'), seen('a', '4')]
const sighting = (people: number, extra: Parameters<typeof reported>[4] = {}) =>
  reported('a', '1', 'sighting', people, { observationId: 'r', ...extra })
const q = { source: { id: 'q', kind: 'patrol' as const } }
const stands = [{ visits: ['a@0 0/31/31'] }]

/** One observation is (craftId, exercise, source.id, observationId); of two contents the greater canonical JSON holds. */
const identities: readonly Row[] = [
  {
    name: 'of two contents the greater text holds: 40 before 31',
    observed: [inside, sighting(31), sighting(40)],
    expected: [{ visits: ['a@0 0/40/40'], conflicts: [] }],
  },
  { name: 'as text: 9 before 40', observed: [inside, sighting(40), sighting(9)], expected: [] },
  {
    name: 'another source is another observation',
    observed: [inside, sighting(31), sighting(40, q)],
    expected: [{ visits: ['a@0 0/31/40'], conflicts: ['q/r widens'] }],
  },
  {
    name: 'another craft is another observation',
    observed: [inside, sighting(31), seen('b', '0'), reported('b', '1', 'sighting', 40, { observationId: 'r' })],
    expected: [{ visits: ['a@0 0/31/31', 'b@0 0/40/40'] }],
  },
  {
    name: 'the exercise is another observation',
    observed: [inside, sighting(31), exercised([sighting(40)])],
    expected: stands,
  },
  {
    name: 'one id for a report and a craft record: the greater text holds, here the craft record',
    observed: [inside, sighting(31), described('a', '1', { observationId: 'r', domestic: false })],
    expected: [],
  },
  {
    name: 'one id for a report and a position: both hold',
    observed: [inside, sighting(31), seen('a', '2', undefined, { observationId: 'r', source: sighting(1).source })],
    expected: stands,
  },
]

const retractions: readonly Row[] = [
  {
    name: 'a retraction after takes the report back',
    observed: [inside, sighting(31), retracted('a', '9', 'r')],
    expected: [],
  },
  { name: 'before as well', observed: [retracted('a', '-9', 'r'), inside, sighting(31)], expected: [] },
  {
    name: 'the other reports of the visit stand, and the conflict ends',
    observed: [inside, sighting(20), sighting(40, { observationId: 'w' }), retracted('a', '9', 'w')],
    expected: [],
  },
  {
    name: 'another id is another report',
    observed: [inside, sighting(31), retracted('a', '9', 'x')],
    expected: stands,
  },
  {
    name: 'another source takes back only its own',
    observed: [inside, sighting(31), retracted('a', '9', 'r', q)],
    expected: stands,
  },
  {
    name: 'unless it names the other',
    observed: [inside, sighting(31), retracted('a', '9', 'r', { ...q, ofSource: 'p' })],
    expected: [],
  },
  {
    name: 'ofSource of nobody takes nothing back',
    observed: [inside, sighting(31), retracted('a', '9', 'r', { ofSource: 'q' })],
    expected: stands,
  },
  { name: 'of another craft', observed: [inside, sighting(31), retracted('b', '9', 'r')], expected: stands },
  {
    name: 'of the exercise',
    observed: [inside, sighting(31), exercised([retracted('a', '9', 'r')])],
    expected: stands,
  },
  {
    name: 'a retraction is not taken back',
    observed: [inside, sighting(31), retracted('a', '9', 'r', { observationId: 't' }), retracted('a', '10', 't')],
    expected: [],
  },
  {
    name: 'a retraction replaced under its id takes nothing back',
    observed: [
      inside,
      sighting(31),
      retracted('a', '9', 'r', { observationId: 't' }),
      retracted('a', '9', 'z', { observationId: 't' }),
    ],
    expected: stands,
  },
  {
    name: 'whatever holds under the id is taken back',
    observed: [inside, sighting(31), sighting(40), retracted('a', '9', 'r')],
    expected: [],
  },
  {
    name: 'positions are not taken back',
    observed: [
      seen('a', '0', undefined, { observationId: 'x', source: q.source }),
      sighting(31),
      retracted('a', '9', 'x', q),
    ],
    expected: stands,
  },
]

const named = (time: string, name: string | undefined, extra: Parameters<typeof described>[2] = {}) =>
  described('a', time, { ...(name === undefined ? {} : { name }), ...extra })
const calls = (name: string, records: Row['observed'], craftName: string | null): Row => ({
  name,
  policy: EACH_VISIT,
  observed: [boat('a', '0', 5), ...records],
  expected: [{ names: [craftName] }],
})

const fields: readonly Row[] = [
  calls('never stated: null', [], null),
  calls('the latest record that states it', [named('1', 'Rangi'), named('3', 'Rua'), named('2', 'Toru')], 'Rua'),
  calls(
    'a later record without it takes nothing away',
    [named('1', 'Rangi'), named('3', undefined, { flag: 'NZ' })],
    'Rangi',
  ),
  calls(
    'each field by its own record',
    [named('1', 'Rangi', { domestic: true }), named('2', undefined, { domestic: false })],
    'Rangi',
  ),
  calls(
    'at equal times the greater source.id/observationId',
    [named('1', 'Rangi', { observationId: 'x' }), named('1', 'Rua', { observationId: 'y' })],
    'Rua',
  ),
  calls(
    'compared as one text: `a/z` after `a!/b`',
    [
      named('1', 'Rangi', { observationId: 'b', source: { id: 'a!', kind: 'ais' } }),
      named('1', 'Rua', { observationId: 'z', source: { id: 'a', kind: 'ais' } }),
    ],
    'Rua',
  ),
  calls(
    'retracted, the one before holds again',
    [named('1', 'Rangi'), named('2', 'Rua', { observationId: 'x' }), retracted('a', '9', 'x')],
    'Rangi',
  ),
  calls('the exercise states nothing real', [named('1', 'Rangi'), exercised([named('2', 'Rua')])], 'Rangi'),
]

export const recordTables = {
  'identities and conflicting contents': identities,
  retractions,
  'fields of craft records': fields,
}
