import { Rejected } from '@landfall/contracts'
import { expect, test } from 'vitest'
import type { Incoming } from './incoming.ts'
import { rejectedRecord } from './rejected-record.ts'

const refusing = { where: 'ingest/http', receivedAtMs: Date.parse('2026-11-23T09:30:00Z') }
const rejection = { code: 'invalid', field: 'latitude', reason: 'latitude 91: must be at most 90' } as const

const recordOf = (incoming: Incoming): Rejected => {
  const record = rejectedRecord(incoming, rejection, refusing)
  return Rejected.parse(JSON.parse(JSON.stringify(record)))
}

test('a rejected record carries the input as received, the reason and where', () => {
  const text = '{"latitude":91, "source":{"id":"kaitaia"}}'
  expect(recordOf({ kind: 'value', value: JSON.parse(text), text })).toEqual({
    type: 'rejected',
    sourceId: 'kaitaia',
    where: 'ingest/http',
    receivedAt: '2026-11-23T09:30:00.000Z',
    ...rejection,
    input: text,
    truncated: false,
  })
})

const sources: readonly (readonly [unknown, string])[] = [
  [{ source: { id: 'kaitaia' } }, 'kaitaia'],
  [{ source: { id: 'a/b' } }, 'unknown'],
  [{ source: { id: 7 } }, 'unknown'],
  [{ source: null }, 'unknown'],
  [{ source: 'kaitaia' }, 'unknown'],
  [null, 'unknown'],
  ['text', 'unknown'],
]

test.each(sources)('the source of %j is %s', (value, sourceId) => {
  expect(recordOf({ kind: 'value', value }).sourceId).toBe(sourceId)
})

test('the source of an unreadable record may be given by the way in', () => {
  const unreadable = { kind: 'unreadable', text: '!AIVDM', code: 'not-nmea', reason: 'checksum' } as const
  expect(recordOf({ ...unreadable, sourceId: 'kaitaia' }).sourceId).toBe('kaitaia')
  expect(recordOf(unreadable).sourceId).toBe('unknown')
})

test('the input is cut by what it takes as JSON: control characters take six bytes', () => {
  const record = recordOf({ kind: 'value', value: null, text: String.fromCharCode(1).repeat(60_000) })
  expect(record.truncated).toBe(true)
  expect(record.input).toHaveLength(10_922)
  expect(Buffer.byteLength(JSON.stringify(record))).toBeLessThan(66_000)
})

test('the input is cut at 64 KiB, between two characters', () => {
  const whole = recordOf({ kind: 'value', value: null, text: 'x'.repeat(65_536) })
  expect(whole).toMatchObject({ truncated: false })
  const cut = recordOf({ kind: 'value', value: null, text: `x${'ō'.repeat(40_000)}` })
  expect(cut.truncated).toBe(true)
  expect(cut.input).toBe(`x${'ō'.repeat(32_767)}`)
})

test('a value nested too deeply to be written as JSON is still rejected', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) as unknown
  expect(recordOf({ kind: 'value', value: deep }).input).toBe('(nested too deeply to be written)')
})
