import { sealObservation } from '@landfall/contracts/hashes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlainPosition } from './read-plain-position.ts'
import { readLoggedObservation } from './validate-observation.ts'

const position = {
  observationId: undefined,
  courseDegrees: 211.5,
  craftId: 'mmsi:512000123',
  exercise: false,
  latitude: -34.471234,
  longitude: 173.220001,
  observedAt: '2026-11-23T09:30:00.000Z',
  source: { id: 'kaitaia', kind: 'ais' },
  speedKnots: 12.3,
  type: 'position',
}

const slowly = (text: string, key: string) => {
  const read = readLoggedObservation(text)
  if (!read.ok || read.observation.type !== 'position') return undefined
  const { craftId, exercise, longitude, latitude, accuracyMetres, speedKnots, courseDegrees } = read.observation
  if (craftId !== key) return undefined
  return { craftId, exercise, longitude, latitude, atMs: read.observedAtMs, accuracyMetres, speedKnots, courseDegrees }
}

const degrees = (most: number) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((millionths) => millionths / 1e6) },
    fc.double({ min: -most, max: most, noNaN: true }),
    fc.constantFrom(-most, most, 0, -0, 1e-7),
  )
const amounts = fc.oneof(
  fc.nat(3_600).map((tenths) => tenths / 10),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
)
const ids = fc.oneof(
  { weight: 20, arbitrary: fc.stringMatching(/^[\w:.-]{1,70}$/) },
  fc.constantFrom('a"b', 'a\\b', 'é:1', ''),
)
const positions = fc.record(
  {
    accuracyMetres: amounts,
    courseDegrees: amounts,
    craftId: ids,
    exercise: fc.boolean(),
    headingDegrees: amounts,
    latitude: degrees(90),
    longitude: degrees(180),
    observationId: ids,
    observedAt: fc
      .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    source: fc.record({ id: ids, kind: fc.constantFrom('ais', 'radar') }),
    speedKnots: amounts,
    type: fc.constant('position'),
  },
  { requiredKeys: ['craftId', 'exercise', 'latitude', 'longitude', 'observedAt', 'source', 'type'] },
)

/** One byte put in, taken out or replaced: nearly the right text. */
const edits = fc.record({
  at: fc.nat(400),
  remove: fc.nat(2),
  put: fc.constantFrom('', '0', '9', '-', '.', '"', ',', ' ', '}', 'e', '\\', 'é', '3'),
})

test('reads what ingest writes of a position as JSON.parse does, or leaves it', () => {
  let plain = 0
  fc.assert(
    fc.property(positions, fc.option(edits, { freq: 1 }), (given, edit) => {
      const whole = sealObservation(given).json
      const text = edit === null ? whole : whole.slice(0, edit.at) + edit.put + whole.slice(edit.at + edit.remove)
      const read = readPlainPosition(Buffer.from(text), given.craftId)
      if (read === undefined) return
      plain += 1
      expect(read).toStrictEqual(slowly(text, given.craftId))
    }),
    { numRuns: 3_000 },
  )
  expect(plain).toBeGreaterThan(100)
})

test.each<{ readonly name: string; readonly change: object; readonly isPlain: boolean }>([
  { name: 'all that AIS gives', change: {}, isPlain: true },
  { name: 'nothing that may be absent', change: { courseDegrees: undefined, speedKnots: undefined }, isPlain: true },
  { name: 'an id given by the feeder', change: { observationId: 'kaitaia-1' }, isPlain: true },
  { name: 'a heading and an accuracy', change: { headingDegrees: 210, accuracyMetres: 10 }, isPlain: true },
  { name: 'the last day of a month', change: { observedAt: '2028-02-29T23:59:59.999Z' }, isPlain: true },
  { name: 'the end of the world’s longitudes', change: { longitude: -180, latitude: 90 }, isPlain: true },
  { name: '15 digits', change: { longitude: 173.123456789012 }, isPlain: true },
  { name: '16 digits', change: { longitude: 173.1234567890123 }, isPlain: false },
  { name: 'an exponent', change: { longitude: 1e-7 }, isPlain: false },
  { name: 'a place beyond the pole', change: { latitude: 90.000001 }, isPlain: false },
  { name: 'a day that is none', change: { observedAt: '2026-02-29T00:00:00.000Z' }, isPlain: false },
  { name: 'a time without milliseconds', change: { observedAt: '2026-02-28T00:00:00Z' }, isPlain: false },
  { name: 'a source that is not ASCII', change: { source: { id: 'kaitāia', kind: 'ais' } }, isPlain: false },
  { name: 'a source with too long an id', change: { source: { id: 'k'.repeat(65), kind: 'ais' } }, isPlain: false },
  { name: 'a field that is new', change: { draughtMetres: 3 }, isPlain: false },
  { name: 'another type', change: { type: 'persons' }, isPlain: false },
])('$name: read from the bytes is $isPlain', ({ change, isPlain }) => {
  const { json } = sealObservation({ ...position, ...change })
  const read = readPlainPosition(Buffer.from(json), position.craftId)
  expect(read !== undefined).toBe(isPlain)
  if (read !== undefined) expect(read).toStrictEqual(slowly(json, position.craftId))
})

test('reads a value among the bytes of a whole fetch, and neither less of it nor more', () => {
  const { json } = sealObservation(position)
  const fetched = Buffer.from(`${json}${json}${json}`)
  for (let from = 0; from < 2 * json.length; from += 1)
    for (const length of [json.length - 1, json.length, json.length + 1, 2 * json.length]) {
      const isWhole = length === json.length && from % json.length === 0
      const read = readPlainPosition(fetched.subarray(from, from + length), position.craftId)
      expect(read).toStrictEqual(isWhole ? slowly(json, position.craftId) : undefined)
    }
})

test('leaves a record under the key of another craft', () => {
  const bytes = Buffer.from(sealObservation(position).json)
  expect(
    ['mmsi:51200012', 'mmsi:5120001234', 'mmsi:512000124', ''].map((key) => readPlainPosition(bytes, key)),
  ).toEqual([undefined, undefined, undefined, undefined])
})
