import fc from 'fast-check'
import { type Area, loadArea } from '../area/load-area.ts'
import type { RingPolygon } from '../geometry/ring.ts'
import { starPolygon } from './star-polygon.ts'

const DEGREES_PER_UNIT = 1 / 1_000

export type StarArea = {
  readonly area: Area
  readonly polygon: RingPolygon
  readonly longitude: number
  readonly latitude: number
}

/** Stars with holes of up to 8° across, anywhere between 80° S and 80° N, also beyond 180°. `polygon` is in degrees, longitudes continuous. */
export const starArea: fc.Arbitrary<StarArea> = fc
  .record({
    star: starPolygon,
    longitude: fc.oneof(fc.integer({ min: -180, max: 180 }), fc.constantFrom(-180, -178, 178, 180)),
    latitude: fc.integer({ min: -80, max: 80 }),
  })
  .map(({ star, longitude, latitude }) => {
    const polygon = star.map((ring) =>
      ring.map(([x, y]) => [longitude + x * DEGREES_PER_UNIT, latitude + y * DEGREES_PER_UNIT] as const),
    )
    const coordinates = polygon.map((ring) => [...ring, ring[0] ?? [0, 0]])
    const properties = { areaId: 'star', name: 'A star' }
    const text = JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } })
    return { area: loadArea(text, 'star'), polygon, longitude, latitude }
  })
