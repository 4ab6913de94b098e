import { readFileSync } from 'node:fs'
import { buildLineDistance } from '../geometry/build-line-distance.ts'
import { buildPointIndex } from '../geometry/build-point-index.ts'
import { TURN, toLattice } from '../geometry/lattice-point.ts'
import { edgesOf, unwrapRing } from '../geometry/ring.ts'

type Coast = { readonly geometry: { readonly coordinates: readonly (readonly (readonly number[][])[])[] } }

/** Islands in lakes lie in these: the North and the South Island. */
const WITH_LAKES = 2

/**
 * The coastline that the console draws, 0..360, without islands in lakes. It is thinned to 300 m and has no islets: it is for checks, not for
 * rules.
 */
export const openCoast = () => {
  const url = new URL('../../../../services/console/src/map/coast.geojson', import.meta.url)
  const { geometry } = JSON.parse(readFileSync(url, 'utf8')) as Coast
  const all = geometry.coordinates.map((rings) => rings.map((positions) => unwrapRing(positions) ?? []))
  const largest = all.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0)).slice(0, WITH_LAKES)
  const isInLargest = buildPointIndex(largest)
  const polygons = all.filter((polygon) => {
    const [[x, y] = [0, 0]] = polygon[0] ?? []
    return largest.includes(polygon) || !isInLargest(x, y)
  })
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
