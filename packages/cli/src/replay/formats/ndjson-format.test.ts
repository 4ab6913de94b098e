import { expect, test } from 'vitest'
import { ndjsonFormat } from './ndjson-format.ts'

const position = {
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'a', kind: 'ais' },
  longitude: 174.1,
  latitude: -35.1,
} as const
const line = (changed: object) => JSON.stringify({ ...position, ...changed })

const read = (text: string, options: { readonly sourceId: string | null; readonly exercise: boolean }) =>
  ndjsonFormat.open(text, { assumeMs: undefined, ...options })(text)

test('NDJSON is marked as an exercise, and keeps the rest', () => {
  const row = read(line({ exercise: false }), { sourceId: null, exercise: true })
  expect(row).toMatchObject({
    timeMs: Date.parse(position.observedAt),
    observations: [{ ...position, exercise: true }],
  })
})

test('NDJSON sent for real keeps its own mark, and takes another source id', () => {
  const row = read(line({}), { sourceId: 'b', exercise: false })
  expect(row).toMatchObject({ observations: [{ ...position, source: { id: 'b', kind: 'ais' } }] })
  expect(row.kind === 'observations' && row.observations[0]).not.toHaveProperty('exercise')
})

test('NDJSON taken from the log goes without the token that reported it, since ingest writes its own', () => {
  const row = read(line({ reportedBy: { tokenId: '0a1b2c3d4e', tokenName: 'anna' } }), {
    sourceId: null,
    exercise: true,
  })
  expect(row).toMatchObject({ kind: 'observations', observations: [position] })
  expect(row.kind === 'observations' && row.observations[0]).not.toHaveProperty('reportedBy')
})

test.each<readonly [string, string, string]>([
  ['{"type":"position","crf', 'not-json', 'is not one JSON object: {"type":"position","crf'],
  ['[1]', 'not-json', 'is not one JSON object: [1]'],
  [
    line({ observedAt: '2026-02-30T00:00:00Z' }),
    'observedAt',
    'observedAt "2026-02-30T00:00:00Z": must be a time, as 2026-11-23T09:30:00Z',
  ],
  [line({ observedAt: undefined }), 'observedAt', 'observedAt undefined: must be a time, as 2026-11-23T09:30:00Z'],
  [line({ craftId: 7 }), 'craftId', 'craftId 7: must be a string'],
])('NDJSON %s', (given, code, reason) => {
  expect(read(given, { sourceId: null, exercise: true })).toEqual({ kind: 'refused', code, reason })
})
