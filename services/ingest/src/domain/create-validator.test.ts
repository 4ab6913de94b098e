import { expect, test } from 'vitest'
import { createValidator } from './create-validator.ts'
import { type Writer, writerAs } from './writer.ts'

const NOW_MS = Date.parse('2026-11-23T09:30:00.000Z')
const common = {
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00.000Z',
  source: { id: 'kaitaia', kind: 'ais' },
}
const position = { type: 'position', ...common, longitude: 173.1, latitude: -34.4 }
const retraction = { type: 'retraction', ...common, retracts: 'abc' }

const span = { fromAt: '2026-11-23T09:00:00Z', toAt: '2026-11-23T09:30:00Z' }
const positionRetraction = { type: 'position-retraction', ...common, ...span }

const anyone: Writer = {
  feederId: 'anyone',
  quotas: {},
  name: 'address x',
  mayWriteAs: () => true,
  mayRetract: () => true,
  mayRetractPositions: true,
}
const kaitaia = writerAs('kaitaia')
/** An operator who reports as this source. */
const operator: Writer = { ...kaitaia, mayRetract: () => true, mayRetractPositions: true }

type Expected = 'good' | readonly [code: string, field: string | null]
type Row = readonly [name: string, value: unknown, writer: Writer, expected: Expected]

const rows: readonly Row[] = [
  ['a position', position, anyone, 'good'],
  ['latitude 91', { ...position, latitude: 91 }, anyone, ['invalid', 'latitude']],
  ['exactly 5 minutes ahead', { ...position, observedAt: '2026-11-23T09:35:00.000Z' }, anyone, 'good'],
  ['exactly 5 minutes ahead, written shorter', { ...position, observedAt: '2026-11-23T09:35:00Z' }, anyone, 'good'],
  ['one millisecond more', { ...position, observedAt: '2026-11-23T09:35:00.001Z' }, anyone, ['future', 'observedAt']],
  ['a century ahead', { ...position, observedAt: '2126-11-23T09:35:00Z' }, anyone, ['future', 'observedAt']],
  ['long ago', { ...position, observedAt: '1998-01-01T00:00:00Z' }, anyone, 'good'],
  ['its own source', position, kaitaia, 'good'],
  ["another's source", position, writerAs('p3-orion'), ['foreign-source', 'source.id']],
  ['retracts its own', retraction, kaitaia, 'good'],
  ['retracts its own by name', { ...retraction, ofSource: 'kaitaia' }, kaitaia, 'good'],
  ["retracts another's", { ...retraction, ofSource: 'p3-orion' }, kaitaia, ['foreign-source', 'ofSource']],
  ["an operator retracts another's", { ...retraction, ofSource: 'p3-orion' }, operator, 'good'],
  ['an operator takes back positions', positionRetraction, operator, 'good'],
  ['a feeder, even where all are its own', positionRetraction, kaitaia, ['foreign-source', 'type']],
]

const check = (value: unknown, writer: Writer, expected: Expected): void => {
  const validation = createValidator({ nowMs: NOW_MS, writer })({ kind: 'value', value })
  if (expected === 'good') expect(validation.ok).toBe(true)
  else expect(validation).toMatchObject({ ok: false, rejection: { code: expected[0], field: expected[1] } })
}

test.each(rows)('%s', (_name, value, writer, expected) => check(value, writer, expected))

test('a record ahead of time is refused with its time and that of the clock', () => {
  const observedAt = '2026-11-23T10:00:00Z'
  expect(
    createValidator({ nowMs: NOW_MS, writer: anyone })({ kind: 'value', value: { ...position, observedAt } }),
  ).toEqual({
    ok: false,
    rejection: {
      code: 'future',
      field: 'observedAt',
      reason:
        'observedAt "2026-11-23T10:00:00.000Z": must not be more than 5 minutes ahead of this service\'s clock, 2026-11-23T09:30:00.000Z',
    },
  })
})
