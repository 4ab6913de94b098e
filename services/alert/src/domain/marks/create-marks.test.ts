import { MARKS_MAX, type MarkRecord } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createMarks } from './create-marks.ts'

const at = '2026-11-23T09:00:00.000Z'
const set = (markId: string, given: Partial<MarkRecord> = {}): MarkRecord => ({
  ...{ type: 'mark', markId, longitude: 174, latitude: -36, note: `note of ${markId}`, at, operator: 'anna' },
  removed: null,
  ...given,
})
const removed = (markId: string): MarkRecord => set(markId, { removed: { at, operator: 'ben' } })
const standing = (...records: readonly MarkRecord[]): readonly string[] => {
  const marks = createMarks()
  for (const record of records) marks.take(record)
  return marks.standing().map(({ markId }) => markId)
}

test.each<[string, readonly MarkRecord[], readonly string[]]>([
  ['those that were set', [set('a'), set('b')], ['a', 'b']],
  ['none that was removed', [set('a'), set('b'), removed('a')], ['b']],
  ['each once, whatever was repeated', [set('a'), set('a'), removed('b'), set('c'), removed('c'), removed('c')], ['a']],
  ['one that was set once more', [set('a'), set('b'), removed('a'), set('a')], ['b', 'a']],
])('there stand %s', (_what, records, wanted) => {
  expect(standing(...records)).toEqual(wanted)
})

test('what the log has compacted away changes nothing', () => {
  expect(standing(removed('a'), set('b'))).toEqual(standing(set('a'), set('b'), removed('a')).toSorted())
})

test('they are full with as many as may stand; of more the newest are shown', () => {
  const marks = createMarks()
  for (let index = 0; index < MARKS_MAX - 1; index += 1) marks.take(set(`m${index}`))
  expect(marks.isFull()).toBe(false)
  marks.take(set('last'))
  expect(marks.isFull()).toBe(true)
  marks.take(set('raced'))
  expect([marks.standing().length, marks.standing()[0]?.markId]).toEqual([MARKS_MAX, 'm1'])
  marks.take(removed('m5'))
  marks.take(removed('m6'))
  expect(marks.isFull()).toBe(false)
})

test('what is shown of a mark has no token', () => {
  const marks = createMarks()
  marks.take(set('a', { tokenId: 'abcdefghij' }))
  expect(Object.keys(marks.standing()[0] ?? {})).toEqual(['markId', 'longitude', 'latitude', 'note', 'at', 'operator'])
})
