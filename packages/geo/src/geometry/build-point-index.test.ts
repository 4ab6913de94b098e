import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slowContains } from '../testing/slow-contains.ts'
import { pointsAbout, starPolygon } from '../testing/star-polygon.ts'
import { buildPointIndex } from './build-point-index.ts'
import type { RingPolygon } from './ring.ts'

/** Enlarged and moved as far as real coordinates go, so that doubles alone could not decide; corners get odd last digits. */
const enlarged = (polygon: RingPolygon, by: number, dx: number, dy: number): RingPolygon =>
  polygon.map((ring) => ring.map(([x, y]) => [x * by + dx, y * by + dy] as const))

const places = fc.record({
  by: fc.constantFrom(1, 7, 1_000, 1_234_567, 9_999_991),
  dx: fc.integer({ min: 0, max: 320_000_000_000 }),
  dy: fc.integer({ min: -45_000_000_000, max: 45_000_000_000 }),
})

test('agrees with counting every edge exactly: on corners, edges and holes, and right beside them', () => {
  const cases = fc.tuple(starPolygon, places).chain(([star, { by, dx, dy }]) => {
    const polygons = [enlarged(star, by, dx, dy)]
    return fc.tuple(fc.constant(polygons), fc.array(pointsAbout(polygons), { minLength: 40, maxLength: 40 }))
  })
  const law = fc.property(cases, ([polygons, points]) => {
    const contains = buildPointIndex(polygons)
    for (const point of points) expect([point, contains(...point)]).toEqual([point, slowContains(polygons, point)])
  })
  fc.assert(law, { numRuns: 250 })
})

test('polygons that overlap, touch or contain each other form one area', () => {
  const shift = fc.integer({ min: -5_000, max: 5_000 })
  const cases = fc.tuple(starPolygon, starPolygon, shift, shift).chain(([a, b, dx, dy]) => {
    const polygons = [a.slice(0, 1), enlarged(b, 1, dx, dy)]
    return fc.tuple(fc.constant(polygons), fc.array(pointsAbout(polygons), { minLength: 40, maxLength: 40 }))
  })
  const law = fc.property(cases, ([polygons, points]) => {
    const contains = buildPointIndex(polygons)
    for (const point of points) expect([point, contains(...point)]).toEqual([point, slowContains(polygons, point)])
  })
  fc.assert(law, { numRuns: 150 })
})

test('a point one unit off a long edge is on the right side', () => {
  // From (0, 0) to (3·10¹¹, 10¹¹): every third unit lies on the line, and products reach 10²³, where a double's steps are 10⁷.
  const triangle = [
    [
      [
        [0, 0],
        [300_000_000_000, 100_000_000_000],
        [0, 100_000_000_000],
      ],
    ],
  ] as const
  const contains = buildPointIndex(triangle)
  for (const y of [1, 33_333_333_333, 50_000_000_001, 99_999_999_999]) {
    expect([3 * y, y, contains(3 * y, y)]).toEqual([3 * y, y, true])
    expect([3 * y + 1, y, contains(3 * y + 1, y)]).toEqual([3 * y + 1, y, false])
    expect([3 * y - 1, y, contains(3 * y - 1, y)]).toEqual([3 * y - 1, y, true])
  }
})

test('NaN is outside', () => {
  const contains = buildPointIndex([
    [
      [
        [0, 0],
        [10, 0],
        [0, 10],
      ],
    ],
  ])
  expect(contains(Number.NaN, 1)).toBe(false)
  expect(contains(1, Number.NaN)).toBe(false)
  expect(contains(Infinity, 1)).toBe(false)
})
