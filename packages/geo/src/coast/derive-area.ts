import { type AreaOutcome, refusedArea } from '../area/area-outcome.ts'
import { makeArea } from '../area/make-area.ts'
import { METRES_PER_NAUTICAL_MILE } from '../geometry/haversine-metres.ts'
import type { LatticeBox } from '../geometry/lattice-box.ts'
import { TURN, toLattice } from '../geometry/lattice-point.ts'
import { readCoast } from './read-coast.ts'
import { traceLimit } from './trace-limit.ts'

export type DeriveOptions = {
  readonly areaId: string
  readonly name: string
  /** Breadth of the zone; more than 0, at most 200. */
  readonly nauticalMiles: number
  /** Degrees. Only land in it counts, and nothing outside belongs to the area. `east` below `west` crosses the antimeridian. */
  readonly box: { readonly west: number; readonly south: number; readonly east: number; readonly north: number }
  /** How far the line may be from the true distance, 10 to 5,000 [100]. Half of it goes to leaving out vertices. */
  readonly toleranceMetres?: number
  readonly source: string
  readonly attribution?: string
  readonly licence?: string
  readonly policy?: unknown
}

const TOLERANCE_METRES = 100

/**
 * An area of all land in the box and the waters within `nauticalMiles` of its coast. `coastText` is GeoJSON with land as
 * polygons. Straight baselines, closed bays, low-water lines and neighbouring states are ignored: prefer an official line.
 */
export const deriveArea = (coastText: string, options: DeriveOptions): AreaOutcome => {
  const { areaId, name, nauticalMiles, source, attribution, licence, policy } = options
  const toleranceMetres = options.toleranceMetres ?? TOLERANCE_METRES
  if (!(nauticalMiles > 0 && nauticalMiles <= 200))
    return refusedArea({ field: 'nm', problem: `is ${nauticalMiles}; it must be more than 0 and at most 200` })
  if (!(toleranceMetres >= 10 && toleranceMetres <= 5_000))
    return refusedArea({ field: 'tolerance', problem: `is ${toleranceMetres}; it must be 10 to 5,000 metres` })
  const box = latticeBox(options.box)
  if (box === undefined) return refusedArea({ field: 'box', problem: boxProblem(options.box) })
  const limitMetres = nauticalMiles * METRES_PER_NAUTICAL_MILE
  const coast = readCoast(coastText, box)
  if ('refusals' in coast) return refusedArea(...coast.refusals)
  if (coast.lands.length === 0) return refusedArea({ field: '', problem: 'holds no land polygon in the box' })
  // A corner cut off within a cell may be off by half its diagonal, √½ of the side; simplification gets the other half.
  const polygons = traceLimit(coast.lands, { limitMetres, cellMetres: toleranceMetres / Math.SQRT2, box })
  if (polygons === undefined)
    return refusedArea({ field: 'box', problem: 'is too large for this tolerance: more than 262,144 cells a side' })
  return makeArea({
    polygons,
    fieldOf: (polygon, ring) => `polygon ${polygon}, ring ${ring} of what was derived`,
    properties: {
      areaId,
      name,
      ...(attribution === undefined ? {} : { attribution }),
      ...(licence === undefined ? {} : { licence }),
      source,
      derivedBy: `landfall areas derive, ${nauticalMiles} nm`,
      toleranceMetres,
      ...(policy === undefined ? {} : { policy }),
    },
    simplifyMetres: toleranceMetres / 2,
    warnings: [],
  })
}

const boxProblem = ({ west, south, east, north }: DeriveOptions['box']): string =>
  `is ${[west, south, east, north].join()}; it must be west,south,east,north in degrees, south below north and between −85 and 85`

const latticeBox = ({ west, south, east, north }: DeriveOptions['box']): LatticeBox | undefined => {
  const isRight = west >= -180 && west <= 360 && east >= -180 && east <= 360 && south >= -85 && north <= 85
  if (!isRight || !(south < north) || west === east) return undefined
  const eastward = toLattice(east) + (east < west ? TURN : 0)
  return { west: toLattice(west), east: eastward, south: toLattice(south), north: toLattice(north) }
}
