import { type DeadLetter, topics } from '@landfall/contracts'
import { partitionFor } from '@landfall/kafka'
import { expect, test } from 'vitest'
import { replayRecord } from './replay-record.ts'

const all = topics('t')
const places = [{ areaId: 'nz', exercise: false, partition: 5, weight: 1, placedAtMs: 0 }]
const letter = (given: Partial<DeadLetter>): DeadLetter => ({
  type: 'dead-letter',
  stage: 'arrivals',
  topic: all.observations.name,
  partition: partitionFor('mmsi:512000123', all.observations.partitions),
  offset: 7,
  loggedAt: '2026-11-27T18:00:00.000Z',
  key: 'mmsi:512000123',
  value: '{"type":"position"}',
  encoding: 'text',
  error: { name: 'TypeError', message: 'x', stack: null },
  at: '2026-11-27T18:00:01.000Z',
  ...given,
})

test('an observation is appended as it was, also where it is no UTF-8', () => {
  expect(replayRecord(letter({}), all, places)).toMatchObject({ topic: 't.observations.v1', key: 'mmsi:512000123' })
  const bytes = Buffer.from([0xff, 0xfe])
  const record = replayRecord(letter({ value: bytes.toString('base64'), encoding: 'base64' }), all, places)
  expect(typeof record === 'string' ? record : record.value).toEqual(bytes)
})

test('an observation of a former generation goes to the present one', () => {
  const grown = topics('t', { OBSERVATIONS_PARTITIONS: 48 })
  expect(replayRecord(letter({}), grown, [])).toMatchObject({ topic: 't.observations.v1.p48' })
  expect(replayRecord(letter({ partition: 11 }), grown, [])).toMatch('another partition')
})

test('a snapshot goes to the partition of its area', () => {
  const given = { topic: all.arrivals.name, key: 'nz/real/mmsi:512000123', partition: 5 }
  expect(replayRecord(letter({ ...given, value: '{"type":"arrivals"}' }), all, places)).toMatchObject({ partition: 5 })
  expect(replayRecord(letter({ ...given, value: '{"type":"tick"}' }), all, places)).toMatch('no snapshot')
})

test.each<readonly [what: string, given: Partial<DeadLetter>, why: string]>([
  ['of the sources topic', { topic: all.sources.name }, 'time from the log'],
  ['of another system', { topic: 'other.observations.v1' }, 'time from the log'],
  ['without a key', { key: null }, 'no key'],
  ['without a value', { value: null }, 'no key or no value'],
  ['whose key is of another partition now', { partition: 11 }, 'another partition'],
  [
    'whose area is in another partition',
    { topic: all.arrivals.name, key: 'nz/real/a:1', value: '{"type":"arrivals"}' },
    'another partition',
  ],
])('a record %s is refused with the reason', (_, given, why) => {
  expect(replayRecord(letter(given), all, places)).toMatch(why)
})
