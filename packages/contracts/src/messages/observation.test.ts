import { describe, expect, test } from 'vitest'
import { LoggedObservation, ObservationInput } from './observation.ts'

const common = { craftId: 'mmsi:512000123', observedAt: '2026-11-23T09:30:00Z', source: { id: 'kaitaia', kind: 'ais' } }
const position = { type: 'position', ...common, longitude: 173.1, latitude: -34.4 }
const persons = { type: 'persons', ...common, method: 'sighting', aboard: 42 }
const craft = { type: 'craft', ...common }
const retraction = { type: 'retraction', ...common, retracts: 'abc' }
const span = { fromAt: '2026-11-23T09:00:00Z', toAt: '2026-11-23T09:30:00Z' }
const positionRetraction = { type: 'position-retraction', ...common, ...span }
const distress = { type: 'distress', ...common, device: 'sart' }
const simulation = { id: 'northland', kind: 'simulation' }
const place = { longitude: 174.5, latitude: -37 }
const repeat = (text: string, times: number): string => text.repeat(times)

type Row = readonly [name: string, record: object, change: Readonly<Record<string, unknown>>]

const good: readonly Row[] = [
  ['a position', position, {}],
  ['the poles and the antimeridian', position, { longitude: -180, latitude: 90 }],
  ['the other end', position, { longitude: 180, latitude: -90 }],
  ['all of a position', position, { speedKnots: 0, courseDegrees: 360, headingDegrees: 0, accuracyMetres: 10 }],
  ['an id of its own', position, { observationId: repeat('x', 128) }],
  ['craftId of 64 characters', position, { craftId: `mmsi:${repeat('1', 59)}` }],
  ['a radar track', position, { craftId: 'track:radar3-8841' }],
  ['a source id of 64 characters', position, { source: { id: repeat('s', 64), kind: 'radar' } }],
  [
    'a source id with spaces inside and letters of any script',
    position,
    { source: { id: 'P-3 Ōrion', kind: 'patrol' } },
  ],
  ['a simulation marked as exercise', position, { source: simulation, exercise: true }],
  ['an exercise of another kind', position, { exercise: true }],
  ['nanoseconds', position, { observedAt: '2026-11-23T09:30:00.123456789Z' }],
  ['29 February of a leap year', position, { observedAt: '2028-02-29T00:00:00Z' }],
  ['a headcount', persons, { method: 'headcount', aboard: 33, permitted: 2, notPermitted: 31 }],
  ['nobody permitted', persons, { permitted: 0 }],
  ['an interval', persons, { aboard: { min: 20, likely: 20, max: 25 } }],
  ['an interval without likely', persons, { aboard: { min: 20, max: 25 } }],
  ['an open interval', persons, { aboard: { min: 40, max: null } }],
  ['"0 or more"', persons, { aboard: { min: 0, max: null } }],
  ['100,000 people', persons, { aboard: 100_000 }],
  ['permitted and notPermitted that fill aboard', persons, { aboard: 42, permitted: 3, notPermitted: 39 }],
  [
    'minima that fit, maxima that do not',
    persons,
    { aboard: 10, permitted: { min: 5, max: 9 }, notPermitted: { min: 5, max: 9 } },
  ],
  ['more than an open aboard', persons, { aboard: { min: 1, max: null }, notPermitted: 50 }],
  ['a headcount ashore', persons, { method: 'headcount', ...place }],
  ['a sighting with a place', persons, { method: 'sighting', ...place }],
  ['an estimate with a place', persons, { method: 'estimate', ...place }],
  ['a craft that says nothing', craft, {}],
  [
    'all of a craft',
    craft,
    { name: 'Aroha', callSign: 'ZMA1', imo: 9074729, flag: 'NZ', shipType: 36, lengthMetres: 12.5 },
  ],
  ['what a craft does', craft, { scheduledService: true, domestic: false }],
  ['an IMO number as text', craft, { imo: 'IMO 9074729' }],
  ['a ship type in words', craft, { shipType: 'sailing' }],
  ['16 other names', craft, { sameAs: Array.from({ length: 16 }, (_, n) => `track:r-${n}`) }],
  ['a retraction', retraction, {}],
  ["a retraction of another source's", retraction, { ofSource: 'p3-orion' }],
  ['positions taken back', positionRetraction, {}],
  ['one position taken back', positionRetraction, { fromAt: common.observedAt }],
  ['a call for help without a place', distress, {}],
  ['a test with a place and words', distress, { ...place, test: true, accuracyMetres: 10, text: 'SART TEST' }],
  ['a call by voice', distress, { craftId: 'name:aroha', device: 'radio', text: 'MAYDAY, taking water, 12 aboard' }],
]

const bad: readonly Row[] = [
  ['a call for help with half a place', distress, { latitude: -37 }],
  ['a call by an unknown device', distress, { device: 'flare-gun' }],
  ['a call without a device', distress, { device: undefined }],
  ['a call of 201 characters', distress, { text: repeat('x', 201) }],
  ['a test in words', distress, { test: 'yes' }],
  ['an exercise of a call that is not marked', distress, { source: simulation }],
  ['latitude 91', position, { latitude: 91 }],
  ['latitude -90.0001', position, { latitude: -90.0001 }],
  ['longitude 180.0001', position, { longitude: 180.0001 }],
  ['longitude of the 0..360 kind', position, { longitude: 184 }],
  ['no latitude', position, { latitude: undefined }],
  ['latitude null', position, { latitude: null }],
  ['latitude as text', position, { latitude: '-34.4' }],
  ['infinite latitude', position, { latitude: Number.POSITIVE_INFINITY }],
  ['a negative speed', position, { speedKnots: -0.1 }],
  ['course 360.1', position, { courseDegrees: 360.1 }],
  ['heading 511, the AIS word for unknown', position, { headingDegrees: 511 }],
  ['no type', position, { type: undefined }],
  ['an unknown type', position, { type: 'sighting' }],
  ['a field of another type', position, { aboard: 3 }],
  ['craftId of 65 characters', position, { craftId: `mmsi:${repeat('1', 60)}` }],
  ['craftId without a scheme', position, { craftId: '512000123' }],
  ['craftId without a value', position, { craftId: 'mmsi:' }],
  ['craftId with a space', position, { craftId: 'name:Te Aroha' }],
  ['craftId with a letter beyond ASCII', position, { craftId: 'name:Ōrion' }],
  ['an empty observationId', position, { observationId: '' }],
  ['an observationId of 129 characters', position, { observationId: repeat('x', 129) }],
  ['an observationId with a line break', position, { observationId: 'a\nb' }],
  ['no source', position, { source: undefined }],
  ['a source without an id', position, { source: { kind: 'ais' } }],
  ['an empty source id', position, { source: { id: '', kind: 'ais' } }],
  ['a source id with a slash', position, { source: { id: 'a/b', kind: 'ais' } }],
  ['a source id that ends in a space', position, { source: { id: 'a ', kind: 'ais' } }],
  ['a source of unknown kind', position, { source: { id: 'a', kind: 'rumour' } }],
  ['a source with more', position, { source: { id: 'a', kind: 'ais', name: 'b' } }],
  ['a simulation that is not marked', position, { source: simulation }],
  ['a simulation that says it is real', position, { source: simulation, exercise: false }],
  ['exercise in words', position, { exercise: 'true' }],
  ['a local time', position, { observedAt: '2026-11-23T09:30:00+13:00' }],
  ['a time without a zone', position, { observedAt: '2026-11-23T09:30:00' }],
  ['a time as a number', position, { observedAt: 1_795_426_200_000 }],
  ['31 April', position, { observedAt: '2026-04-31T00:00:00Z' }],
  ['29 February of a common year', position, { observedAt: '2026-02-29T00:00:00Z' }],
  ['hour 24', position, { observedAt: '2026-11-23T24:00:00Z' }],
  ['a leap second', position, { observedAt: '2016-12-31T23:59:60Z' }],
  ['no method', persons, { method: undefined }],
  ['an unknown method', persons, { method: 'guess' }],
  ['no aboard', persons, { aboard: undefined }],
  ['aboard 0, an empty craft', persons, { aboard: 0 }],
  ['aboard at most 0', persons, { aboard: { min: 0, max: 0 } }],
  ['a negative aboard', persons, { aboard: -1 }],
  ['a negative permitted', persons, { permitted: -1 }],
  ['aboard 1.5', persons, { aboard: 1.5 }],
  ['aboard 100,001', persons, { aboard: 100_001 }],
  ['aboard as text', persons, { aboard: '42' }],
  ['min > max', persons, { aboard: { min: 5, max: 3 } }],
  ['min > likely', persons, { aboard: { min: 5, likely: 4, max: 9 } }],
  ['likely > max', persons, { aboard: { min: 5, likely: 10, max: 9 } }],
  ['an interval without max', persons, { aboard: { min: 5 } }],
  ['an interval without min', persons, { aboard: { max: 5 } }],
  ['an interval with more', persons, { aboard: { min: 1, max: 5, mode: 3 } }],
  [
    'permitted.min + notPermitted.min > aboard.max',
    persons,
    { aboard: 10, permitted: 5, notPermitted: { min: 6, max: 8 } },
  ],
  ['a longitude alone', persons, { longitude: 174 }],
  ['a latitude alone', persons, { latitude: -37 }],
  ['a manifest with a place', persons, { method: 'manifest', ...place }],
  ['intelligence with a place', persons, { method: 'intelligence', ...place }],
  ['a mistyped field, which would change a count', persons, { permited: 3 }],
  ['an empty name', craft, { name: ' ' }],
  ['a name of 121 characters', craft, { name: repeat('x', 121) }],
  ['an IMO number of six digits', craft, { imo: 907_472 }],
  ['ship type 256', craft, { shipType: 256 }],
  ['a negative length', craft, { lengthMetres: -1 }],
  ['17 other names', craft, { sameAs: Array.from({ length: 17 }, (_, n) => `track:r-${n}`) }],
  ['another name without a scheme', craft, { sameAs: ['512000123'] }],
  ['a retraction of nothing', retraction, { retracts: undefined }],
  ['a retraction with a place', retraction, place],
  ['positions taken back without an end', positionRetraction, { toAt: undefined }],
  ['a span that ends before it begins', positionRetraction, { toAt: '2026-11-23T08:59:59.999Z' }],
  ['positions that have not been seen yet', positionRetraction, { toAt: '2026-11-23T09:30:00.001Z' }],
]

const check = ([, record, change]: Row, accepted: boolean): void => {
  const input = JSON.parse(JSON.stringify({ ...record, ...change })) as unknown
  const parsed = ObservationInput.safeParse(input)
  expect(parsed.success, JSON.stringify(parsed.error?.issues)).toBe(accepted)
}

describe('ObservationInput takes', () => {
  test.each(good)('%s', (...row) => check(row, true))
})

describe('ObservationInput refuses', () => {
  test.each(bad)('%s', (...row) => check(row, false))
})

test('the output is normalised', () => {
  expect(ObservationInput.parse({ ...persons, aboard: { min: 40, max: null }, permitted: 2 })).toEqual({
    ...persons,
    observedAt: '2026-11-23T09:30:00.000Z',
    exercise: false,
    aboard: { min: 40, likely: 40, max: null },
    permitted: { min: 2, likely: 2, max: 2 },
  })
})

test('whoever folds the log reads the same observation, whichever token sent it', () => {
  const logged = { ...ObservationInput.parse(persons), observationId: 'abc' }
  const read = ['0000000001', '0000000002'].map((tokenId) =>
    LoggedObservation.parse({ ...logged, reportedBy: { tokenId, tokenName: 'anna' } }),
  )
  expect(read).toEqual([logged, logged])
})
