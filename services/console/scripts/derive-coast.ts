/**
 * Makes src/map/coast.geojson, by hand:
 *
 *   npm pack @geo-maps/earth-lands-100m@0.6.0 && tar -xzf geo-maps-earth-lands-100m-0.6.0.tgz
 *   node services/console/scripts/derive-coast.ts package/map.geo.json
 *
 * The package holds the land polygons of OpenStreetMap, thinned to 100 m. On the map the coast is for orientation only (what
 * counts is the area's line), so it is thinned further and small islets are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs'

type Point = readonly [x: number, y: number]

/** New Zealand with the Kermadecs, the Chathams and the sub-Antarctic islands; longitudes 0..360. */
const BOX = { west: 160, east: 188, south: -56, north: -26 }
const TOLERANCE_DEGREES = 0.0028
const ISLET_SQUARE_DEGREES = 0.000_04
const DIGITS = 3

const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('name the package’s map.geo.json')
const world = JSON.parse(readFileSync(path, 'utf8')) as unknown

/** The outer rings of all polygons in the document. */
function* outerRings(node: unknown): Generator<readonly Point[]> {
  const { type, features, geometry, geometries, coordinates } = node as Record<string, unknown>
  for (const member of [...list(features), ...list(geometries)]) yield* outerRings(member)
  if (geometry != null) yield* outerRings(geometry)
  if (type === 'Polygon') yield list(coordinates)[0] as readonly Point[]
  if (type === 'MultiPolygon') for (const polygon of list(coordinates)) yield list(polygon)[0] as readonly Point[]
}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const toFrame = ([x, y]: Point): Point => [x < 0 ? x + 360 : x, y]
const isIn = ([x, y]: Point): boolean => x >= BOX.west && x <= BOX.east && y >= BOX.south && y <= BOX.north

const areaOf = (ring: readonly Point[]): number => {
  let sum = 0
  ring.forEach(([x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length] as Point
    sum += x * v - u * y
  })
  return Math.abs(sum / 2)
}

/** Douglas–Peucker, with longitudes scaled by the cosine of the latitude. */
const thin = (line: readonly Point[]): readonly Point[] => {
  const kept = new Set([0, line.length - 1])
  const pending: (readonly [number, number])[] = [[0, line.length - 1]]
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    const [from, to] = piece
    let [farthest, distanceMax] = [-1, TOLERANCE_DEGREES]
    for (let i = from + 1; i < to; i++) {
      const distance = offLine(line[i] as Point, line[from] as Point, line[to] as Point)
      if (distance > distanceMax) [farthest, distanceMax] = [i, distance]
    }
    if (farthest < 0) continue
    kept.add(farthest)
    pending.push([from, farthest], [farthest, to])
  }
  return line.filter((_, i) => kept.has(i))
}

const offLine = (p: Point, a: Point, b: Point): number => {
  const shrink = Math.cos((p[1] * Math.PI) / 180)
  const [px, py, bx, by] = [(p[0] - a[0]) * shrink, p[1] - a[1], (b[0] - a[0]) * shrink, b[1] - a[1]]
  const length2 = bx * bx + by * by
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, (px * bx + py * by) / length2))
  return Math.hypot(px - along * bx, py - along * by)
}

/** Thins a ring in two halves, or it could collapse to a point. */
const thinRing = (ring: readonly Point[]): readonly Point[] => {
  const middle = Math.floor(ring.length / 2)
  return [...thin(ring.slice(0, middle + 1)), ...thin(ring.slice(middle)).slice(1)]
}

const round = (value: number): number => Number(value.toFixed(DIGITS))
const polygons = [...outerRings(world)]
  .map((ring) => ring.map(toFrame))
  .filter((ring) => ring.every(isIn) && areaOf(ring) > ISLET_SQUARE_DEGREES)
  .map((ring) => [thinRing(ring).map(([x, y]) => [round(x), round(y)])])
  .filter(([ring]) => (ring?.length ?? 0) >= 4)

const feature = {
  type: 'Feature',
  properties: {
    attribution: '© OpenStreetMap contributors',
    licence: 'ODbL-1.0, https://opendatacommons.org/licenses/odbl/1-0/',
    source: 'npm @geo-maps/earth-lands-100m 0.6.0 (OpenStreetMap land polygons, thinned to 100 m there)',
    derivedBy: 'services/console/scripts/derive-coast.ts',
  },
  geometry: { type: 'MultiPolygon', coordinates: polygons },
}
const text = `${JSON.stringify(feature)}\n`
writeFileSync(new URL('../src/map/coast.geojson', import.meta.url), text)
process.stdout.write(`${polygons.length} islands, ${polygons.flat(2).length} points, ${text.length} bytes\n`)
