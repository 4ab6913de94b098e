import { readFileSync } from 'node:fs'
import { buildLineDistance } from '../geometry/build-line-distance.ts'
import { buildPointIndex } from '../geometry/build-point-index.ts'
import { TURN, toLattice } from '../geometry/lattice-point.ts'
import { edgesOf, unwrapRing } from '../geometry/ring.ts'

type Coast = { readonly geometry: { readonly coordinates: readonly (readonly (readonly number[][])[])[] } }

/** The coastline that the console draws, 0..360; thinned to 300 m and without islets, so it is for checks, not for rules. */
export const openCoast = () => {
  const url = new URL('../../../../services/console/src/map/coast.geojson', import.meta.url)
  const { geometry } = JSON.parse(readFileSync(url, 'utf8')) as Coast
  const polygons = geometry.coordinates.map((rings) => rings.map((positions) => unwrapRing(positions) ?? []))
  const toLine = buildLineDistance(polygons.flat().flatMap(edgesOf))
  const isInside = buildPointIndex(polygons)
  const frame = (longitude: number): number => toLattice(longitude) + (longitude < 0 ? TURN : 0)
  return {
    /** Infinity beyond the limit. */
    metresToLine: (longitude: number, latitude: number, limitMetres: number): number =>
      toLine(frame(longitude), toLattice(latitude), limitMetres),
    isLand: (longitude: number, latitude: number): boolean => isInside(frame(longitude), toLattice(latitude)),
  }
}
