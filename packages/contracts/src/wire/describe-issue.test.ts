import { describe, expect, test } from 'vitest'
import { parseObservation } from './parse-observation.ts'

const common = { craftId: 'mmsi:512000123', observedAt: '2026-11-23T09:30:00Z', source: { id: 'kaitaia', kind: 'ais' } }
const position = { type: 'position', ...common, longitude: 173.1, latitude: -34.4 }
const persons = { type: 'persons', ...common, method: 'sighting', aboard: 42 }

type Expected = readonly [field: string | null, reason: string]
const IDENTIFIER = 'must be scheme:value in printable ASCII without spaces, as mmsi:512000123'
const COUNT =
  'must be a whole number from 0 to 100000, or {min, likely?, max} with min <= likely <= max (max null = "or more")'

// Every refusal names the field and the given value.
const rows: readonly (readonly [name: string, input: unknown, expected: Expected])[] = [
  ['latitude 91', { ...position, latitude: 91 }, ['latitude', 'latitude 91: must be at most 90']],
  ['longitude -181', { ...position, longitude: -181 }, ['longitude', 'longitude -181: must be at least -180']],
  ['a number as text', { ...position, latitude: '-34' }, ['latitude', 'latitude "-34": must be a number']],
  ['no place', { type: 'position', ...common, longitude: 1 }, ['latitude', 'latitude: is missing, must be a number']],
  [
    'an unknown type',
    { ...position, type: 'sighting' },
    ['type', 'type "sighting": must be one of position, persons, craft, retraction, position-retraction, distress'],
  ],
  ['no object', 7, [null, 'the record 7: must be an object']],
  ['a list', [position], [null, 'the record a list of 1: must be an object']],
  [
    'craftId of 65 characters',
    { ...position, craftId: `mmsi:${'1'.repeat(60)}` },
    ['craftId', `craftId "mmsi:${'1'.repeat(54)}…: must be at most 64 characters (65 given)`],
  ],
  ['craftId without a scheme', { ...position, craftId: '512' }, ['craftId', `craftId "512": ${IDENTIFIER}`]],
  ['a field of no record', { ...persons, permited: 3 }, ['permited', 'permited 3: is not a field of this record']],
  [
    'a field of no source',
    { ...position, source: { ...common.source, name: 'x' } },
    ['source.name', 'source.name "x": is not a field of this record'],
  ],
  ['a negative count', { ...persons, aboard: -1 }, ['aboard', 'aboard -1: must be at least 0']],
  ['half a person', { ...persons, aboard: 1.5 }, ['aboard', `aboard 1.5: ${COUNT}`]],
  [
    'min above max',
    { ...persons, aboard: { min: 5, max: 3 } },
    ['aboard.max', 'aboard.max 3: must be at least min and likely'],
  ],
  [
    'a day that does not exist',
    { ...position, observedAt: '2026-02-30T00:00:00Z' },
    ['observedAt', 'observedAt "2026-02-30T00:00:00Z": must be an RFC 3339 time in UTC, as 2026-11-23T09:30:00.000Z'],
  ],
  [
    'several faults',
    { ...position, latitude: 91, longitude: 181, speedKnots: -1, courseDegrees: 361 },
    [
      'longitude',
      'longitude 181: must be at most 180; latitude 91: must be at most 90; speedKnots -1: must be at least 0; and 1 more',
    ],
  ],
  [
    'a value of many characters is cut',
    { ...position, latitude: 'x'.repeat(1_000_000) },
    ['latitude', `latitude "${'x'.repeat(59)}…: must be a number`],
  ],
  [
    'a value nested too deeply to be written',
    { ...position, latitude: JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) },
    ['latitude', 'latitude an object: must be a number'],
  ],
]

const check = (input: unknown, [field, reason]: Expected): void => {
  expect(parseObservation(input)).toEqual({ ok: false, field, reason })
}

describe('a refusal names the field and the value', () => {
  test.each(rows)('%s', (_name, input, expected) => check(input, expected))
})
