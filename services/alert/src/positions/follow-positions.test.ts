import { aPosition, hostileValues } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { parseObservationRecord } from './follow-positions.ts'

const timestampMs = Date.parse('2026-11-23T09:30:00Z')
const position = { ...aPosition({}), observedAt: '2026-11-23T09:30:00.000Z' }
const record = (value: object) => ({ value: Buffer.from(JSON.stringify(value)), timestampMs })

test.each(hostileValues)('%s has no place on the map', (_, value) => {
  expect(parseObservationRecord({ value, timestampMs })).toBeNull()
})

test.each<readonly [string, object]>([
  ['no source', { source: undefined }],
  ['a source id that is a number', { source: { id: 3, kind: 'radar' } }],
  ['no craft', { craftId: undefined }],
  ['a craft id of 1 MB', { craftId: `a:${'x'.repeat(1_000_000)}` }],
  ['a longitude that is a text', { longitude: '174' }],
  ['a latitude too large', { latitude: 1e308 }],
  ['an unknown type', { type: 'rumour' }],
  ['a time of the far future', { observedAt: '9999-01-01T00:00:00.000Z' }],
])('a position with %s has none either', (_, fields) => {
  expect(parseObservationRecord(record(position))).toMatchObject({ craftId: position.craftId })
  expect(parseObservationRecord(record({ ...position, ...fields }))).toBeNull()
})
