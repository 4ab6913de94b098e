import { Policy } from '@landfall/contracts'
import { destinationOnSphere, haversineMetres, loadArea, METRES_PER_NAUTICAL_MILE } from '@landfall/geo'
import { expect, test } from 'vitest'
import type { Fix as TrackFix } from '../arrivals/track/fixes.ts'
import { rulesOf } from '../rules.ts'
import { forecastApproach } from './forecast-approach.ts'

// The example of design §4.14: everything west of 178° E within 1° of 38° S.

const BOX = [[170, -39], [178, -39], [178, -37], [170, -37], [170, -39]] // biome-ignore format: one ring
const geojson = {
  type: 'Feature',
  properties: { areaId: 'west', name: 'West of 178° E' },
  geometry: { type: 'Polygon', coordinates: [BOX] },
}
const area = loadArea(JSON.stringify(geojson), 'west.geojson')
const { inbound } = rulesOf(Policy.parse({}))
const DAY_MS = Date.UTC(2026, 10, 23)
/** Nautical miles east of the line, and north, at an hour. */
const fix = (hour: number, east: number, north = 0, reported: TrackFix['reported'] = null): TrackFix => {
  const start = destinationOnSphere({ longitude: 178, latitude: -38 }, 0, north * METRES_PER_NAUTICAL_MILE)
  const degrees = (east * METRES_PER_NAUTICAL_MILE) / haversineMetres(178, start.latitude, 179, start.latitude)
  return { atMs: DAY_MS + hour * 3_600_000, longitude: 178 + degrees, latitude: start.latitude, reported }
}

const forecast = (...fixes: readonly [TrackFix, ...TrackFix[]]) =>
  forecastApproach({ fixes, last: fixes.at(-1) ?? fixes[0], insideMs: Number.NEGATIVE_INFINITY }, area, inbound)
const hourOf = (written: string | undefined): string | undefined => written?.slice(11, 16)
const etaOf = (said: ReturnType<typeof forecast>) =>
  said?.eta && [said.eta.earliest, said.eta.likely, said.eta.latest].map(hourOf)

test('seen once, without a motion of its own: unknown, without rays and ETA', () => {
  const said = forecast(fix(2, 60))
  expect(said).toMatchObject({ state: 'unknown', motion: null, first: null, rays: [], eta: null, crossing: null })
  expect(said?.distanceToAreaNm).toBe(60)
})

test('ten miles further in an hour: heading in, with the times worked by hand', () => {
  const said = forecast(fix(2, 60), fix(3, 50))
  expect(said).toMatchObject({ state: 'heading-in', motion: 'made-good', speedKnots: 10, distanceToAreaNm: 50 })
  expect(said?.rays.map(({ lengthNm }) => lengthNm)).toEqual([53, 51.6, 50.7, 50.1, 50, 50.3, 50.9, 51.9, 53.5])
  expect(etaOf(said)).toEqual(['07:00', '08:00', '10:10'])
  expect(said?.crossing?.longitude).toBeCloseTo(178, 3)
})

test('turned north: no ray arrives, and it passes', () => {
  const said = forecast(fix(3, 50), fix(5, 30), fix(6, 30, 10))
  expect(said).toMatchObject({ state: 'passing', courseDegrees: 359.6, eta: null, crossing: null })
  expect(said?.rays.map(({ lengthNm }) => lengthNm)).toEqual(Array.from({ length: 9 }, () => null))
})

test.each([
  ['half an hour apart: both spreads double', [fix(2.5, 55), fix(3, 50)], 'made-good', 40],
  ['twenty minutes apart: made good', [fix(2 + 2 / 3, 53), fix(3, 50)], 'made-good', 40],
  ['less than twenty: what it says itself', [fix(2.75, 52), fix(3, 50, 0, { speedKnots: 8, courseDegrees: 270 })], 'reported', 40], // biome-ignore format: a row
  ['an hour: the spread of the policy', [fix(1, 70), fix(2, 60), fix(2.5, 55), fix(3, 50)], 'made-good', 20],
] as const)('%s', (_, [first, ...rest], motion, spread) => {
  const said = forecast(first, ...rest)
  const [port, middle] = [said?.rays[0]?.courseDegrees ?? 0, said?.rays[4]?.courseDegrees ?? 0]
  expect(said?.motion).toBe(motion)
  expect(middle - port).toBeCloseTo(spread, 6)
})

test('the newest fix at least an hour before is the first one', () => {
  const said = forecast(fix(1, 70), fix(2, 60), fix(2.5, 55), fix(3, 50))
  expect(hourOf(said?.first?.at)).toBe('02:00')
})

test('a fix from which the newest cannot have been reached is skipped, and listed', () => {
  const said = forecast(fix(1, 70), fix(2, 111), fix(3, 50))
  expect(said?.jumps.map(({ at }) => hourOf(at))).toEqual(['02:00'])
  expect(said?.fixes.map(({ at }) => hourOf(at))).toEqual(['01:00', '03:00'])
  expect(hourOf(said?.first?.at)).toBe('01:00')
  expect(forecast(fix(1, 70), fix(2, 110), fix(3, 50))?.jumps).toEqual([])
})

test.each([
  ['made nothing good, and says nothing', fix(3, 60), 'adrift'],
  ['made nothing good, and says that it lies still', fix(3, 60, 0, { speedKnots: 1.4, courseDegrees: 9 }), 'adrift'],
  ['made nothing good, and says that it moves', fix(3, 60, 0, { speedKnots: 1.5, courseDegrees: 9 }), 'unknown'],
  ['1.4 knots', fix(3, 58.6), 'adrift'],
  ['1.5 knots, arriving in 39 hours', fix(3, 58.5), 'may-arrive'],
] as const)('%s: %s', (_, last, state) => {
  expect(forecast(fix(2, 60), last)?.state).toBe(state)
})

test('farther off than the watch distance there is no approach', () => {
  expect(forecast(fix(2, 200), fix(3, 187.9))?.state).toBe('heading-in')
  expect(forecast(fix(2, 200), fix(3, 188.1))).toBeUndefined()
})
