/**
 * Writes the 24 nm and 200 nm lines round the built-in area as GeoJSON, for the chart of the console:
 *
 *   node packages/geo/scripts/derive-nz-lines.ts > services/console/src/map/layers/nz-lines.geojson
 *
 * What lies within 12 nm of the waters within 12 nm of the coast lies within 24 nm of the coast; so for 200. Boundaries with
 * neighbouring states are not drawn, and the lines decide nothing.
 */
import { readFileSync } from 'node:fs'
import { defaultAreaUrl, deriveArea } from '../src/index.ts'

type Ring = readonly (readonly [longitude: number, latitude: number])[]

const TERRITORIAL_SEA_NM = 12
const LINES = [
  { distanceNm: 24, toleranceMetres: 1_000 },
  { distanceNm: 200, toleranceMetres: 2_000 },
]
/** Far enough round the sub-Antarctic islands, the Kermadecs and the Chathams. */
const box = { west: 150, south: -62, east: -160, north: -20 }
const DIGITS = 3

const text = readFileSync(defaultAreaUrl, 'utf8')
const features = LINES.map(({ distanceNm, toleranceMetres }) => {
  const nauticalMiles = distanceNm - TERRITORIAL_SEA_NM
  const derived = deriveArea(text, {
    areaId: 'nz',
    name: 'line',
    nauticalMiles,
    box,
    toleranceMetres,
    source: 'the built-in area',
  })
  if (derived.outcome !== 'made') throw new Error(JSON.stringify(derived))
  const { geometry } = JSON.parse(derived.text) as { geometry: { type: string; coordinates: unknown } }
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as readonly Ring[][]
  const coordinates = polygons.flat().flatMap(linesOf)
  return { type: 'Feature', properties: { distanceNm }, geometry: { type: 'MultiLineString', coordinates } }
})

/** A ring in 0..360, without the edges that only cut it at 180°. */
function linesOf(ring: Ring): readonly Ring[] {
  const lines: [number, number][][] = [[]]
  ring.forEach(([longitude, latitude], i) => {
    const before = ring[i - 1]
    if (before !== undefined && Math.abs(before[0]) === 180 && Math.abs(longitude) === 180) lines.push([])
    lines.at(-1)?.push([round(longitude < 0 ? longitude + 360 : longitude), round(latitude)])
  })
  return lines.filter((line) => line.length > 1)
}
function round(degrees: number): number {
  return Number(degrees.toFixed(DIGITS))
}
process.stdout.write(`${JSON.stringify({ type: 'FeatureCollection', features })}\n`)
