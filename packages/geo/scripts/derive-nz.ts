/**
 * Makes areas/nz.geojson, by hand:
 *
 *   npm pack @geo-maps/countries-maritime-10m@0.6.0 && tar -xzf geo-maps-countries-maritime-10m-0.6.0.tgz
 *   node packages/geo/scripts/derive-nz.ts package/map.geo.json
 *
 * The package holds the maritime boundaries of OpenStreetMap; New Zealand's is the 12 nm limit with its straight baselines and
 * closed bays, which no distance from a coastline gives (the README has both measured).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { PolygonsDegrees } from '../src/area/area-feature.ts'
import { checkPolygons } from '../src/area/check-polygons.ts'
import { defaultAreaUrl } from '../src/area/default-area-url.ts'
import { writeArea } from '../src/area/write-area.ts'
import { frameWest, intoFrame } from '../src/geometry/into-frame.ts'
import { unwrapRing } from '../src/geometry/ring.ts'
import { simplifyPolygons } from '../src/geometry/simplify-polygons.ts'

const TOLERANCE_METRES = 25
const POLYGONS = 11

const Countries = z.object({
  features: z.array(
    z.object({
      properties: z.object({ A3: z.string() }),
      geometry: z.union([
        z.object({ type: z.literal('Polygon'), coordinates: PolygonsDegrees.element }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: PolygonsDegrees }),
      ]),
    }),
  ),
})

const [path = 'package/map.geo.json'] = process.argv.slice(2)
const { features } = Countries.parse(JSON.parse(readFileSync(path, 'utf8')))
const rings = features
  .filter(({ properties }) => properties.A3 === 'NZL')
  .flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
  .map((polygon) => polygon.map((positions) => unwrapRing(positions) ?? []))
const whole = intoFrame(rings, frameWest(rings) ?? 0)
const polygons = simplifyPolygons(whole, { toleranceMetres: TOLERANCE_METRES })
const { faults, overlaps } = checkPolygons(polygons)
if (polygons.length !== POLYGONS || faults.length > 0 || overlaps.length > 0)
  throw new Error(`${polygons.length} polygons, ${JSON.stringify({ faults, overlaps })}: not what this script knows`)

const text = writeArea(
  {
    areaId: 'nz',
    name: 'New Zealand territorial sea (12 nm), with land and internal waters',
    attribution: '© OpenStreetMap contributors; the limit is contained there with data of Land Information New Zealand',
    licence: 'ODbL-1.0, https://opendatacommons.org/licenses/odbl/1-0/',
    source: 'npm @geo-maps/countries-maritime-10m 0.6.0 (OpenStreetMap maritime boundaries, thinned to 10 m there)',
    derivedBy: 'packages/geo/scripts/derive-nz.ts',
    toleranceMetres: TOLERANCE_METRES,
    policy: {
      excludes: ['domestic'],
      law: 'Immigration Act 2009 (NZ) s 9A, as amended in 2025: scheduled international services are no longer left out',
    },
    lawSource:
      'Immigration (Fiscal Sustainability and System Integrity) Amendment Bill 138-1, explanatory note (read in a copy at govtmonitor.com), and 138-2, clause 2 (demo.legislation.govt.nz); Royal assent recorded as of 27 November 2025; looked up 28 November 2026. Before: Immigration Amendment Act 2013, s 5. See docs/decisions/0038',
  },
  polygons,
)
writeFileSync(defaultAreaUrl, text)
process.stdout.write(`${polygons.flat(2).length} of ${whole.flat(2).length} vertices kept, ${text.length} bytes\n`)
