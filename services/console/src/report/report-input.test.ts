import { expect, test } from 'vitest'
import { AT } from '../testing/an-alert-view.ts'
import { type ReportFields, reportInput } from './report-input.ts'

const fields = (given: Partial<ReportFields> = {}): ReportFields => ({
  craftId: 'track:1',
  method: 'sighting',
  observedAt: AT,
  aboardMin: '40',
  aboardLikely: '',
  aboardMax: '',
  openEnded: false,
  permitted: '',
  notPermitted: '',
  longitude: '',
  latitude: '',
  exercise: false,
  ...given,
})

test.each<[Partial<ReportFields>, unknown]>([
  [{}, 40],
  [{ openEnded: true }, { min: 40, max: null }],
  [{ aboardLikely: '45' }, { min: 40, likely: 45, max: 45 }],
  [
    { aboardLikely: '45', aboardMax: '50' },
    { min: 40, likely: 45, max: 50 },
  ],
  [{ aboardMax: '50' }, { min: 40, max: 50 }],
])('the fields %j mean %j aboard', (given, aboard) => {
  expect(reportInput(fields(given))).toMatchObject({ ok: true, observation: { aboard, craftId: 'track:1' } })
})

test('an empty field is left out, and not 0', () => {
  const read = reportInput(fields({ notPermitted: ' 3 ' }))
  expect(read.ok && Object.keys(read.observation).toSorted()).toEqual(
    ['aboard', 'craftId', 'exercise', 'method', 'notPermitted', 'observedAt', 'type'].toSorted(),
  )
})

test.each<[Partial<ReportFields>, string]>([
  [{ craftId: 'a boat' }, 'craftId'],
  [{ aboardMin: 'many' }, 'aboard'],
  [{ aboardMin: '0' }, 'aboard'],
  [{ permitted: '41' }, 'aboard'],
  [{ latitude: '-34' }, 'longitude'],
  [{ observedAt: 'now' }, 'observedAt'],
])('%j is refused for its %s', (given, field) => expect(reportInput(fields(given))).toMatchObject({ ok: false, field }))
