import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importArea } from './import-area.ts'
import { loadArea } from './load-area.ts'

const options = { areaId: 'test', name: 'Test', source: 'test.geojson' }

test('any JSON ends in a refusal or an area, never in an exception', () => {
  const law = fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
    expect(importArea(text, options).outcome).toBe('refused')
  })
  fc.assert(law, { numRuns: 500 })
})

// Whole degrees, so that points repeat, touch and line up; a little out of range at times.
const position = fc.tuple(fc.integer({ min: -182, max: 200 }), fc.integer({ min: -20, max: 20 }))
const near = fc.tuple(fc.integer({ min: 174, max: 186 }), fc.integer({ min: -50, max: -40 }))
const line = fc.oneof(
  fc.array(near, { minLength: 2, maxLength: 6 }),
  fc.array(near, { minLength: 3, maxLength: 5 }).map((points) => [...points, ...points.slice(0, 1)]),
  fc.array(position, { minLength: 2, maxLength: 8 }),
)
const geometry = fc.oneof(
  fc.record({ type: fc.constant('Polygon'), coordinates: fc.array(line, { minLength: 1, maxLength: 2 }) }),
  fc.record({
    type: fc.constant('MultiPolygon'),
    coordinates: fc.array(fc.array(line, { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('LineString'), coordinates: line }),
  fc.record({ type: fc.constant('MultiLineString'), coordinates: fc.array(line, { maxLength: 3 }) }),
)

test('what is made of any shapes loads again, holds its own line and is made the same of itself', () => {
  let made = 0
  const law = fc.property(geometry, fc.constantFrom(undefined, 1_000, 300_000), (shape, simplifyMetres) => {
    const more = simplifyMetres === undefined ? {} : { simplifyMetres }
    const outcome = importArea(JSON.stringify(shape), { ...options, ...more })
    if (outcome.outcome === 'refused') {
      expect(outcome.refusals.length).toBeGreaterThan(0)
      return
    }
    made += 1
    const corners = loadArea(outcome.text, 'made').geojson.geometry.coordinates.flat(2) as number[][]
    for (const [longitude = 0, latitude = 0] of corners) {
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
      expect([longitude, latitude, outcome.area.contains(longitude, latitude)]).toEqual([longitude, latitude, true])
    }
    const again = importArea(outcome.text, options)
    expect(again.outcome === 'made' && again.area.geojson.geometry).toEqual(outcome.area.geojson.geometry)
  })
  fc.assert(law, { numRuns: 600 })
  expect(made).toBeGreaterThan(20) // Some 80; else the shapes prove little.
})

test('a box round the whole Earth is refused as what it is, not passed over as nothing', () => {
  const box = (south: number) => [
    [-180, south],
    [180, south],
    [180, 90],
    [-180, 90],
    [-180, south],
  ]
  const corner = [
    [0, 0],
    [1, 0],
    [0, 1],
    [0, 0],
  ]
  const outcome = importArea(JSON.stringify({ type: 'MultiPolygon', coordinates: [[corner], [box(60)]] }), options)
  expect(outcome).toMatchObject({
    refusals: [{ field: 'coordinates[1][0]', problem: expect.stringContaining('whole Earth') }],
  })
})
