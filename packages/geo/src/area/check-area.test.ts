import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkArea } from './check-area.ts'
import { defaultAreaUrl } from './default-area-url.ts'
import { loadArea } from './load-area.ts'

const box = (west: number, east: number) => [
  [west, -50],
  [east, -50],
  [east, -40],
  [west, -40],
  [west, -50],
]
const split = JSON.stringify({
  type: 'Feature',
  properties: { areaId: 'split', name: 'Split' },
  geometry: { type: 'MultiPolygon', coordinates: [[box(170, 180)], [box(-180, -170)]] },
})

// One degree of the meridian at 45° south is 111.132 km (WGS84).
test.each([
  { longitude: 180, latitude: -49, isInside: true, metres: 111_230 },
  { longitude: -179.99, latitude: -49, isInside: true, metres: 111_230 },
  { longitude: 180, latitude: -51, isInside: false, metres: 111_250 },
  { longitude: 170, latitude: -45, isInside: true, metres: 0 },
  { longitude: -170.1, latitude: -45, isInside: true, metres: 7_885 },
  { longitude: 190.1, latitude: -45, isInside: false, metres: 7_885 },
])('$longitude, $latitude', ({ longitude, latitude, isInside, metres }) => {
  const check = checkArea(loadArea(split, 'split'), longitude, latitude)
  expect(check).toMatchObject({ areaId: 'split', name: 'Split', isInside })
  expect(Math.abs((check.metresToLine ?? Infinity) - metres)).toBeLessThan(20)
})

test('the distance to a far line is null', () => {
  expect(checkArea(loadArea(split, 'split'), 0, 50)).toMatchObject({ isInside: false, metresToLine: null })
})

test('the built-in area: Kaikōura lies about 12 nm inside its line', () => {
  const { isInside, metresToLine } = checkArea(loadArea(readFileSync(defaultAreaUrl, 'utf8'), 'nz'), 173.715, -42.425)
  expect(isInside).toBe(true)
  expect((metresToLine ?? 0) / 1_852).toBeCloseTo(12, 0)
})
