import { frameWest, intoFrame } from '../geometry/into-frame.ts'
import { type LatticePoint, TURN } from '../geometry/lattice-point.ts'
import type { RingPolygon } from '../geometry/ring.ts'
import { simplifyPolygons } from '../geometry/simplify-polygons.ts'
import type { AreaFeature } from './area-feature.ts'
import { AreaFileError } from './area-file-error.ts'
import { type AreaFinding, type AreaOutcome, refusedArea } from './area-outcome.ts'
import { checkPolygons, type PolygonFinding } from './check-polygons.ts'
import { describePoint } from './describe-point.ts'
import { AREA_VERTICES_MAX, loadArea } from './load-area.ts'
import { writeArea } from './write-area.ts'

export type AreaDraft = {
  readonly polygons: readonly RingPolygon[]
  /** Path of ring `ring` of polygon `polygon` in the input. */
  readonly fieldOf: (polygon: number, ring: number) => string
  readonly properties: AreaFeature['properties']
  readonly simplifyMetres?: number | undefined
  readonly warnings: readonly AreaFinding[]
}

const FINDINGS_MAX = 20

/** Turns polygons into the text of an area file: checked, simplified if asked, cut at 180°, and loaded once as proof. */
export const makeArea = ({ polygons, fieldOf, properties, simplifyMetres, warnings }: AreaDraft): AreaOutcome => {
  const west = frameWest(polygons)
  if (west === undefined) return refusedArea({ field: '', problem: 'goes round the whole Earth: no longitude is free' })
  const framed = intoFrame(polygons, west)
  const { faults, overlaps } = checkPolygons(framed)
  const inFile = ({ polygon, ring, problem, point }: PolygonFinding): AreaFinding => ({
    field: fieldOf(polygon, ring),
    problem: `${problem} near ${describePoint(point)}`,
  })
  if (faults.length > 0) return refusedArea(...faults.slice(0, FINDINGS_MAX).map(inFile))
  const simplified =
    simplifyMetres === undefined
      ? framed
      : simplifyPolygons(framed, { toleranceMetres: simplifyMetres, isFixed: isOnAntimeridian })
  const [verticesBefore, verticesAfter] = [framed.flat(2).length, simplified.flat(2).length]
  if (verticesAfter > AREA_VERTICES_MAX)
    return refusedArea({
      field: '',
      problem: `has ${verticesAfter} vertices, more than ${AREA_VERTICES_MAX}: simplify it`,
    })
  const text = writeArea(properties, simplified)
  try {
    const area = loadArea(text, properties.areaId)
    const known = [...warnings, ...overlaps.map(inFile)]
    const shown =
      known.length > FINDINGS_MAX ? [...known.slice(0, FINDINGS_MAX), more(known.length - FINDINGS_MAX)] : known
    return { outcome: 'made', area, text, warnings: shown, verticesBefore, verticesAfter }
  } catch (error) {
    if (error instanceof AreaFileError) return refusedArea({ field: error.field, problem: error.message })
    throw error
  }
}

const more = (count: number): AreaFinding => ({ field: '', problem: `and ${count} warnings more` })

/** Both sides of a cut must keep its corners, or a gap would open. */
const isOnAntimeridian = ([x]: LatticePoint): boolean => (x - TURN / 2) % TURN === 0
