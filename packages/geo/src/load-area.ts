import { z } from 'zod'
import { AreaFeature, polygonsOf } from './area-feature.ts'
import { AreaFileError } from './area-file-error.ts'
import { checkPolygons } from './check-polygons.ts'
import { frameWest, intoFrame } from './frame.ts'
import { type LatticePoint, TURN, toDegrees, toLattice } from './lattice.ts'
import { buildPointIndex } from './point-index.ts'
import { type RingPolygon, unwrapRing } from './ring.ts'

/** Everything inside a line, the line itself included. */
export type Area = {
  readonly areaId: string
  readonly name: string
  /** `properties.policy` of the file, as it came (undefined when absent): contracts validates it. */
  readonly policyOverrides: unknown
  /** Exact to 10⁻⁹ degree. Longitude in −180..180 (0..360 is understood too), latitude in −90..90. */
  readonly contains: (longitude: number, latitude: number) => boolean
  /** The file as it was read. */
  readonly geojson: AreaFeature
}

/** Throws an AreaFileError that names `source` (a file name) and the field. Takes some tens of milliseconds. */
export const loadArea = (geojsonText: string, source: string): Area => {
  const geojson = parseFeature(geojsonText, source)
  const unwrapped = unwrapPolygons(geojson, source)
  const west = frameWest(unwrapped)
  if (west === undefined)
    throw new AreaFileError(source, 'geometry', 'goes round the whole Earth: no longitude is free')
  const polygons = intoFrame(unwrapped, west)
  const [fault] = checkPolygons(polygons).faults
  if (fault !== undefined) {
    const field = fieldOf(geojson, fault.polygon, fault.ring)
    throw new AreaFileError(source, field, `${fault.problem} near ${inWords(fault.at)}`)
  }
  const isInside = buildPointIndex(polygons)
  return {
    areaId: geojson.properties.areaId,
    name: geojson.properties.name,
    policyOverrides: geojson.properties.policy,
    contains: (longitude, latitude) => {
      const x = toLattice(longitude)
      return isInside(x < west ? x + TURN : x >= west + TURN ? x - TURN : x, toLattice(latitude))
    },
    geojson,
  }
}

const parseFeature = (text: string, source: string): AreaFeature => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AreaFileError(source, '', `is not JSON: ${String(cause)}`, { cause })
  }
  const parsed = AreaFeature.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AreaFileError(source, z.core.toDotPath(issue?.path ?? []), issue?.message ?? 'is not an area')
}

const unwrapPolygons = (geojson: AreaFeature, source: string): readonly RingPolygon[] =>
  polygonsOf(geojson).map((rings, p) =>
    rings.map((positions, r) => {
      const ring = unwrapRing(positions)
      const field = fieldOf(geojson, p, r)
      if (ring === undefined) throw new AreaFileError(source, field, 'goes round a pole')
      if (ring.length < 3) throw new AreaFileError(source, field, 'has fewer than three different points')
      return ring
    }),
  )

const fieldOf = ({ geometry }: AreaFeature, polygon: number, ring: number): string =>
  `geometry.coordinates${geometry.type === 'Polygon' ? '' : `[${polygon}]`}[${ring}]`

const inWords = ([x, y]: LatticePoint): string => {
  const longitude = toDegrees(x > TURN / 2 ? x - TURN : x)
  return `longitude ${longitude.toFixed(5)}, latitude ${toDegrees(y).toFixed(5)}`
}
