import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPolygons } from '../area/check-polygons.ts'
import { starPolygon } from '../testing/star-polygon.ts'
import { zonesArePresent, zoneText } from '../testing/zone-text.ts'
import { buildLineDistance } from './build-line-distance.ts'
import { type LatticePoint, toDegrees, toLattice } from './lattice-point.ts'
import { placeInRing } from './place-in-ring.ts'
import { edgesOf, type RingPolygon, unwrapRing } from './ring.ts'
import { simplifyPolygons } from './simplify-polygons.ts'

/** No corner left out is farther from the new line than said; the new line only has old corners. */
const expectWithin = (before: readonly RingPolygon[], after: readonly RingPolygon[], toleranceMetres: number): void => {
  const distance = buildLineDistance(after.flat().flatMap(edgesOf))
  const corners = new Set(before.flat(2).map(String))
  for (const [x, y] of before.flat(2)) expect(distance(x, y, 1e6)).toBeLessThanOrEqual(toleranceMetres * 1.001 + 0.01)
  for (const corner of after.flat(2)) expect(corners.has(String(corner))).toBe(true)
}

test('introduces no fault or overlap, and moves the line no further than the tolerance', () => {
  // A star of ±4,000 units of 10⁻⁵ degree is some 8 km wide.
  const placed = starPolygon.map((star) =>
    star.map((ring) => ring.map(([x, y]): LatticePoint => [toLattice(174) + x * 1e4, toLattice(-41) + y * 1e4])),
  )
  const law = fc.property(
    fc.array(placed, { minLength: 1, maxLength: 2 }),
    fc.constantFrom(1, 30, 200, 1_000, 5_000),
    (stars, toleranceMetres) => {
      const polygons = stars.map((star, i) =>
        star.map((ring) => ring.map(([x, y]): LatticePoint => [x + i * 8_300 * 1e4, y])),
      )
      fc.pre(checkPolygons(polygons).faults.length === 0 && checkPolygons(polygons).overlaps.length === 0)
      const simplified = simplifyPolygons(polygons, { toleranceMetres })
      expect(checkPolygons(simplified)).toEqual({ faults: [], overlaps: [] })
      expect(simplified.map((polygon) => polygon.length)).toEqual(polygons.map((polygon) => polygon.length))
      expectWithin(polygons, simplified, toleranceMetres)
    },
  )
  fc.assert(law, { numRuns: 200 })
})

const ringOf = (corners: readonly (readonly [number, number])[]) =>
  corners.map(([x, y]): LatticePoint => [toLattice(174 + x / 1_000), toLattice(-41 + y / 1_000)])

test('a hole stays inside when the bay around it is straightened', () => {
  // Along the north a tongue of land reaches round a small lake; without the tongue the lake would lie in the sea.
  const outside = ringOf([
    [0, 0],
    [40, 0],
    [40, 10],
    [22, 10],
    [22, 13],
    [18, 13],
    [18, 10],
    [0, 10],
  ])
  const lake = ringOf([
    [19.5, 11],
    [20.5, 11],
    [20.5, 12],
    [19.5, 12],
  ])
  const [simplified = []] = simplifyPolygons([[outside, lake]], { toleranceMetres: 400 })
  expect(checkPolygons([simplified]).faults).toEqual([])
  const [ring = [], hole = []] = simplified
  for (const corner of hole) expect(placeInRing(ring, corner)).toBe('inside')
})

test('an island in a bay stays in the sea', () => {
  const outside = ringOf([
    [0, 0],
    [40, 0],
    [40, 10],
    [22, 10],
    [22, 7],
    [18, 7],
    [18, 10],
    [0, 10],
  ])
  const island = ringOf([
    [19.5, 8],
    [20.5, 8],
    [20.5, 9],
    [19.5, 9],
  ])
  const simplified = simplifyPolygons([[outside], [island]], { toleranceMetres: 400 })
  expect(checkPolygons(simplified)).toEqual({ faults: [], overlaps: [] })
})

test('keeps fixed corners', () => {
  const outside = ringOf([
    [0, 0],
    [10, 0],
    [20, 0],
    [20, 10],
    [0, 10],
  ])
  const isFixed = ([x]: LatticePoint) => x === toLattice(174.01)
  const corners = (options: object) => simplifyPolygons([[outside]], { toleranceMetres: 10, ...options }).flat(2).length
  expect([corners({ isFixed }), corners({})]).toEqual([5, 4])
})

describe.skipIf(!zonesArePresent)('the official zones', () => {
  test.each(['linz-territorial-sea-12nm.geojson', 'linz-eez-200nm.geojson', 'nz-contiguous-24nm.geojson'] as const)(
    '%s',
    (file) => {
      const { coordinates } = (JSON.parse(zoneText(file)) as { geometry: { coordinates: number[][][][] } }).geometry
      const polygons = coordinates.map((polygon) => polygon.map((positions) => unwrapRing(positions) ?? []))
      const counts = [20, 500, 20_000].map((toleranceMetres) => {
        const simplified = simplifyPolygons(polygons, {
          toleranceMetres,
          isFixed: ([x]) => Math.abs(toDegrees(x)) === 180,
        })
        expect(checkPolygons(simplified)).toEqual({ faults: [], overlaps: [] })
        if (toleranceMetres < 1_000) expectWithin(polygons, simplified, toleranceMetres)
        return simplified.flat(2).length
      })
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
      expect(counts[0]).toBeLessThan(polygons.flat(2).length / 2)
    },
  )
})
