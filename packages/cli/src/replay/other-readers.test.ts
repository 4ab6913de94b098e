import { expect, test } from 'vitest'
import { chooseReader } from './formats/choose-reader.ts'
import { dayFirstTimeMs, isoTimeMs } from './formats/iso-time-ms.ts'
import { ndjsonReader } from './formats/ndjson-reader.ts'
import { passesFilter } from './passes-filter.ts'
import { shiftObservation } from './shift-observation.ts'

const spec = { sourceId: null, exercise: true, assumeMs: undefined }

test.each([
  ['{"type":"position"}', 'ndjson', true],
  ['  {"type":"position"}', 'ndjson', true],
  ['MMSI,BaseDateTime,LAT,LON', 'csv', false],
  ['# Timestamp,Type of mobile,MMSI,Latitude,Longitude', 'csv', false],
  ['!AIVDM,1,1,,A,17P@<J?P00blFWmjG@5a5?v62<10,0*27', 'nmea', true],
  ['\\s:x,c:1328131503*10\\!AIVDM,1,1,6,2,67`B1:`0H1m@,0*4F', 'nmea', true],
  ['$PGHP,1,2010,6,11,11,59,33,997,219,,2190047,1,0D*25', 'nmea', true],
  ['08:15 !AIVDM,1,1,,A,17P@<J?P00blFWmjG@5a5?v62<10,0*27', 'nmea', true],
] as const)('%s is %s', (first, format, firstIsRow) => {
  expect(chooseReader(first, 'x', spec)).toMatchObject({ format, firstIsRow })
})

test('a first line that is nothing known is named', () => {
  expect(() => chooseReader('<html>', 'page.html', spec)).toThrow(
    'page.html: its first line is none that is known: "<html>"',
  )
})

const position = {
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'a', kind: 'ais' },
  longitude: 174.1,
  latitude: -35.1,
} as const
const line = (changed: object) => JSON.stringify({ ...position, ...changed })

test('NDJSON is marked as an exercise, and keeps the rest', () => {
  const row = ndjsonReader({ sourceId: null, exercise: true })(line({ exercise: false }))
  expect(row).toMatchObject({
    timeMs: Date.parse(position.observedAt),
    observations: [{ ...position, exercise: true }],
  })
})

test('NDJSON for real keeps its own word, and another source id is put in', () => {
  const row = ndjsonReader({ sourceId: 'b', exercise: null })(line({}))
  expect(row).toMatchObject({ observations: [{ ...position, source: { id: 'b', kind: 'ais' } }] })
  expect(row.kind === 'observations' && row.observations[0]).not.toHaveProperty('exercise')
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
  expect(ndjsonReader({ sourceId: null, exercise: true })(given)).toEqual({ kind: 'refused', code, reason })
})

test.each([
  ['2022-01-03T00:00:08', '2022-01-03T00:00:08.000Z'],
  ['2022-01-03 00:00:08', '2022-01-03T00:00:08.000Z'],
  ['2022-01-03 00:00:08.25', '2022-01-03T00:00:08.250Z'],
  ['2022-01-03T00:00', '2022-01-03T00:00:00.000Z'],
  ['2022-01-03T00:00:08Z', '2022-01-03T00:00:08.000Z'],
  ['2022-01-03T00:00:08+00:00', '2022-01-03T00:00:08.000Z'],
  ['2022-01-03 00:00:08 UTC', '2022-01-03T00:00:08.000Z'],
])('%s without a zone is UTC', (text, written) => {
  expect(new Date(isoTimeMs(text)).toISOString()).toBe(written)
})

test.each([
  '',
  '2022-02-29T00:00:00',
  '2022-13-01T00:00:00',
  '03/01/2022 00:00:00',
  '2022-01-03T24:00:01',
  '2022-01-03T00:00:08+13:00',
])('%j is no time', (text) => expect(isoTimeMs(text)).toBeNaN())

test('the Danish day comes first', () => {
  expect(new Date(dayFirstTimeMs('04/11/2023 23:59:59')).toISOString()).toBe('2023-11-04T23:59:59.000Z')
  expect(dayFirstTimeMs('11/31/2023 23:59:59')).toBeNaN()
})

test('a shift moves the time and renames the ids, a retraction’s too', () => {
  const shiftMs = 90_000
  expect(shiftObservation(position, 0)).toBe(position)
  expect(shiftObservation(position, shiftMs)).toEqual({ ...position, observedAt: '2026-11-23T09:31:30.000Z' })
  const retraction = { ...position, type: 'retraction' as const, observationId: 'b', retracts: 'a' }
  expect(shiftObservation(retraction, shiftMs)).toMatchObject({ observationId: 'b+1xg0', retracts: 'a+1xg0' })
  const long = shiftObservation({ ...position, observationId: 'x'.repeat(128) }, shiftMs)
  expect(long.observationId).toHaveLength(128)
})

test.each<
  readonly [box: readonly [number, number, number, number], longitude: number, latitude: number, kept: boolean]
>([
  [[170, -40, 175, -35], 174.1, -35.1, true],
  [[170, -40, 175, -35], 170, -40, true],
  [[170, -40, 175, -35], 175.001, -36, false],
  [[170, -40, 175, -35], 174, -34.999, false],
  [[178, -45, -175, -43], 179, -44, true], // Over 180°.
  [[178, -45, -175, -43], -176, -44, true],
  [[178, -45, -175, -43], 0, -44, false],
])('box %j holds %d %d: %s', ([west, south, east, north], longitude, latitude, kept) => {
  const filter = { fromMs: undefined, toMs: undefined, box: { west, south, east, north } }
  expect(passesFilter(filter, 0, [{ ...position, longitude, latitude }])).toBe(kept)
})

test('from is included, to is not', () => {
  const filter = { fromMs: 10, toMs: 20, box: undefined }
  expect([9, 10, 19, 20].map((timeMs) => passesFilter(filter, timeMs, [position]))).toEqual([false, true, true, false])
})
