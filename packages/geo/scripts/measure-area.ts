/**
 * How well an area agrees with an official one, by hand:
 *
 *   node packages/geo/scripts/measure-area.ts AREA.geojson OFFICIAL.geojson [SEED]
 *
 * Distance of every official vertex to our line, and how many points within 60 nm of the official line are classified alike:
 * as many random points as it takes, even over the ground, until 200,000 lie that near.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { polygonsOf } from '../src/area/area-feature.ts'
import { type Area, loadArea } from '../src/area/load-area.ts'
import { buildLineDistance } from '../src/geometry/build-line-distance.ts'
import { METRES_PER_NAUTICAL_MILE } from '../src/geometry/haversine-metres.ts'
import { boxOf } from '../src/geometry/lattice-box.ts'
import { toDegrees } from '../src/geometry/lattice-point.ts'
import { edgesOf, type Ring, unwrapRing } from '../src/geometry/ring.ts'
import { mulberry32 } from '../src/testing/mulberry32.ts'

const POINTS = 200_000
const NEAR_METRES = 60 * METRES_PER_NAUTICAL_MILE

const load = (path: string): Area => {
  const json = z.looseObject({ properties: z.looseObject({}) }).parse(JSON.parse(readFileSync(path, 'utf8')))
  return loadArea(JSON.stringify({ ...json, properties: { areaId: 'measured', name: path, ...json.properties } }), path)
}

/** In 0..360, so that lines near the antimeridian are in one piece. */
const ringsOf = (area: Area): readonly Ring[] =>
  polygonsOf(area.geojson).flatMap((polygon) =>
    polygon.map((positions) => (unwrapRing(positions) ?? []).map(([x, y]) => [x < 0 ? x + 360e9 : x, y] as const)),
  )

const metres = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} m`

const [ourPath = '', officialPath = '', seed = '1'] = process.argv.slice(2)
const [ours, official] = [load(ourPath), load(officialPath)]
const [ourRings, officialRings] = [ringsOf(ours), ringsOf(official)]

const [metresToOurs, metresToOfficial] = [
  buildLineDistance(ourRings.flatMap(edgesOf)),
  buildLineDistance(officialRings.flatMap(edgesOf)),
]
const distances = officialRings
  .flat()
  .map((vertex) => ({ vertex, metres: metresToOurs(vertex[0], vertex[1], 1e6) }))
  .toSorted((a, b) => a.metres - b.metres)
for (const share of [0.5, 0.9, 0.95, 0.99, 1]) {
  const at = distances[Math.min(distances.length - 1, Math.floor(share * distances.length))]
  const [x = 0, y = 0] = at?.vertex ?? []
  process.stdout.write(`${share * 100} % of ${distances.length} official vertices within ${metres(at?.metres ?? 0)}`)
  process.stdout.write(share === 1 ? ` (worst at ${toDegrees(x)}, ${toDegrees(y)})\n` : '\n')
}

const random = mulberry32(Number(seed))
const boxes = officialRings.map(boxOf).map(({ west, south, east, north }) => {
  const [west1, east1, south1, north1] = [
    toDegrees(west) - 2.5,
    toDegrees(east) + 2.5,
    toDegrees(south) - 1.1,
    toDegrees(north) + 1.1,
  ]
  return { west: west1, east: east1, south: south1, north: north1 }
})
const sea = { west: Math.min(...boxes.map((b) => b.west)), east: Math.max(...boxes.map((b) => b.east)) }
const [sinSouth, sinNorth] = [Math.min(...boxes.map((b) => b.south)), Math.max(...boxes.map((b) => b.north))].map((d) =>
  Math.sin((d * Math.PI) / 180),
)
let [near, alike, wrongInside, wrongOutside] = [0, 0, 0, 0]
while (near < POINTS) {
  const longitude = sea.west + random() * (sea.east - sea.west)
  const latitude = (Math.asin((sinSouth ?? 0) + random() * ((sinNorth ?? 0) - (sinSouth ?? 0))) * 180) / Math.PI
  const isInBox = boxes.some(
    (b) => longitude >= b.west && longitude <= b.east && latitude >= b.south && latitude <= b.north,
  )
  if (!isInBox || metresToOfficial(Math.round(longitude * 1e9), Math.round(latitude * 1e9), NEAR_METRES) > NEAR_METRES)
    continue
  near++
  const wire = longitude > 180 ? longitude - 360 : longitude
  const [isOurs, isOfficial] = [ours.contains(wire, latitude), official.contains(wire, latitude)]
  if (isOurs === isOfficial) alike++
  else if (isOurs) wrongInside++
  else wrongOutside++
}
process.stdout.write(
  `${((100 * alike) / near).toFixed(4)} % of ${near} random points within 60 nm of the line are classified alike; `,
)
process.stdout.write(`${wrongInside} inside only ours, ${wrongOutside} inside only the official one (seed ${seed})\n`)
