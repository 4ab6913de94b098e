import { frameWest, intoFrame } from '../geometry/into-frame.ts'
import { isClosed, type RingPolygon, unwrapRing } from '../geometry/ring.ts'
import { type AreaFeature, polygonsOf } from './area-feature.ts'
import { AreaFileError } from './area-file-error.ts'
import { checkPolygons } from './check-polygons.ts'
import { describePoint } from './describe-point.ts'

/** An area's polygons in one turn of longitudes, [west, west + 360°), in lattice units. */
export type FramedPolygons = { readonly west: number; readonly polygons: readonly RingPolygon[] }

/** Throws an AreaFileError for anything that is not an area: open rings, crossing lines, holes outside. */
export const areaPolygons = (geojson: AreaFeature, source: string): FramedPolygons => {
  const unwrapped = polygonsOf(geojson).map((rings, p) =>
    rings.map((positions, r) => {
      const refuse = (problem: string) => new AreaFileError(source, fieldOf(geojson, p, r), problem)
      if (!isClosed(positions)) throw refuse('is not closed: the last position is not the first')
      const ring = unwrapRing(positions)
      if (ring === undefined) throw refuse('goes round a pole')
      if (ring.length < 3) throw refuse('has fewer than three different points')
      return ring
    }),
  )
  const west = frameWest(unwrapped)
  if (west === undefined)
    throw new AreaFileError(source, 'geometry', 'goes round the whole Earth: no longitude is free')
  const polygons = intoFrame(unwrapped, west)
  const [fault] = checkPolygons(polygons).faults
  if (fault === undefined) return { west, polygons }
  throw new AreaFileError(
    source,
    fieldOf(geojson, fault.polygon, fault.ring),
    `${fault.problem} near ${describePoint(fault.point)}`,
  )
}

const fieldOf = ({ geometry }: AreaFeature, polygon: number, ring: number): string =>
  `geometry.coordinates${geometry.type === 'Polygon' ? '' : `[${polygon}]`}[${ring}]`
