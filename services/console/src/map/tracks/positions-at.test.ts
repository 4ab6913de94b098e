import { expect, test } from 'vitest'
import { courseVector } from './course-vector.ts'
import { historyFeatures } from './history-features.ts'
import { positionsAt } from './positions-at.ts'
import type { TimedTrack } from './timed-track.ts'
import { trackUntil } from './track-until.ts'

const MINUTE_MS = 60_000
/** Places at these minutes, a degree of longitude apart. */
const track = (craftId: string, ...minutes: readonly number[]): TimedTrack => ({
  craftId,
  places: minutes.map((minute, index) => ({ atMs: minute * MINUTE_MS, longitude: 170 + index, latitude: -34 })),
})
const a = track('a', 0, 10, 20)
const b = track('b', 15)

test.each<[number, readonly number[]]>([
  [-1, []],
  [0, [0]],
  [9, [0]],
  [10, [0, 10]],
  [20, [0, 10, 20]],
  [99, [0, 10, 20]],
])('at minute %s a track has the places of minutes %s', (minute, wanted) => {
  expect(trackUntil(a, minute * MINUTE_MS).map(({ atMs }) => atMs / MINUTE_MS)).toEqual(wanted)
})

test.each<[number, readonly [string, number, number, boolean][]]>([
  [-1, []],
  [14, [['a', 171, 4, false]]],
  [
    15,
    [
      ['a', 171, 5, false],
      ['b', 170, 0, false],
    ],
  ],
  [
    44,
    [
      ['a', 172, 24, false],
      ['b', 170, 29, false],
    ],
  ],
  [
    45,
    [
      ['a', 172, 25, false],
      ['b', 170, 30, true],
    ],
  ],
])('at minute %s the craft are at their newest places of then: %j', (minute, wanted) => {
  const found = positionsAt([a, b], minute * MINUTE_MS)
  expect(found.map((one) => [one.craftId, one.longitude, one.ageMs / MINUTE_MS, one.isOld])).toEqual(wanted)
})

const reported = { longitude: 170, latitude: -60, speedKnots: 12, courseDegrees: 90, isOld: false }
test.each<[string, Partial<typeof reported>, readonly [number, number] | null]>([
  ['east, where a degree of longitude is half as wide', {}, [170.2, -60]],
  ['south', { courseDegrees: 180 }, [170, -60.1]],
  ['north at twice the speed', { courseDegrees: 0, speedKnots: 24 }, [170, -59.8]],
  ['none of a craft that lies still', { speedKnots: 0 }, null],
  ['none of a craft that was not seen for long', { isOld: true }, null],
])('a course vector is 30 minutes long: %s', (_what, given, wanted) => {
  const found = courseVector({ ...reported, ...given })
  if (wanted === null) expect(found).toBeNull()
  else expect([found?.longitude, found?.latitude]).toEqual(wanted.map((degrees) => expect.closeTo(degrees, 9)))
})

test('a course or a speed that nobody has reported has no vector', () => {
  expect(courseVector({ ...reported, speedKnots: undefined })).toBeNull()
  expect(courseVector({ ...reported, courseDegrees: undefined })).toBeNull()
})

test('a line is dashed where nothing was heard for more than an hour, and goes on across 180°', () => {
  const places = [0, 60, 121, 130].map((minute, index) => {
    return { atMs: minute * MINUTE_MS, longitude: index < 2 ? 179 : -179, latitude: -34 }
  })
  const { features } = historyFeatures([{ craftId: 'a', places }], 130 * MINUTE_MS)
  expect(features.map(({ properties, geometry }) => [properties['what'], geometry.coordinates])).toEqual([
    [
      'gap',
      [
        [179, -34],
        [181, -34],
      ],
    ],
    [
      'track',
      [
        [179, -34],
        [179, -34],
      ],
    ],
    [
      'track',
      [
        [181, -34],
        [181, -34],
      ],
    ],
    ['place', [181, -34]],
  ])
  const early = historyFeatures([{ craftId: 'a', places }], 10 * MINUTE_MS).features
  expect(early.map(({ properties }) => properties['what'])).toEqual(['place'])
})
