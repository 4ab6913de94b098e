import { z } from 'zod'
import { Position } from '../area/area-feature.ts'
import type { AreaFinding } from '../area/area-outcome.ts'
import { boxOf, type LatticeBox } from '../geometry/lattice-box.ts'
import { TURN, toLattice } from '../geometry/lattice-point.ts'
import { isClosed, type Ring, unwrapRing } from '../geometry/ring.ts'

/** V8's longest string is not much longer. */
const COAST_CHARACTERS_MAX = 500_000_000

export type Coast = { readonly lands: readonly Ring[] }

/**
 * The outer rings of all polygons of a GeoJSON text that reach the box, shifted into its frame (lakes are land). A coast of the
 * whole world has millions of positions, so only those that may matter are validated.
 */
export const readCoast = (text: string, box: LatticeBox): Coast | { readonly refusals: readonly AreaFinding[] } => {
  if (text.length > COAST_CHARACTERS_MAX)
    return refusal(`has ${text.length} characters, more than ${COAST_CHARACTERS_MAX}`)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return refusal(`is not JSON: ${String(error)}`)
  }
  const lands: Ring[] = []
  for (const { field, positions } of outsidesOf(json, '')) {
    if (!mayMeet(positions, box)) continue
    const parsed = z.array(Position).min(4).safeParse(positions)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return refusal(issue?.message ?? '', [field, z.core.toDotPath(issue?.path ?? [])].join(''))
    }
    const ring = isClosed(parsed.data) ? unwrapRing(parsed.data) : undefined
    if (ring === undefined) return refusal('is not closed or goes round a pole', field)
    if (ring.length >= 3) lands.push(...shiftedInto(ring, box))
  }
  return { lands }
}

const refusal = (problem: string, field = '') => ({ refusals: [{ field, problem }] })

type Outside = { readonly field: string; readonly positions: readonly unknown[] }

/** Walks unvalidated GeoJSON; skips everything but polygons. */
function* outsidesOf(node: unknown, field: string): Generator<Outside> {
  const { type, features, geometry, geometries, coordinates } = asObject(node)
  const pathTo = (member: string) => (field === '' ? member : `${field}.${member}`)
  for (const [i, feature] of asList(features).entries()) yield* outsidesOf(feature, pathTo(`features[${i}]`))
  for (const [i, member] of asList(geometries).entries()) yield* outsidesOf(member, pathTo(`geometries[${i}]`))
  if (geometry !== undefined) yield* outsidesOf(geometry, pathTo('geometry'))
  if (type === 'Polygon') yield { field: pathTo('coordinates[0]'), positions: asList(asList(coordinates)[0]) }
  if (type === 'MultiPolygon')
    for (const [i, polygon] of asList(coordinates).entries())
      yield { field: pathTo(`coordinates[${i}][0]`), positions: asList(asList(polygon)[0]) }
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}

/** Whether the latitudes overlap, which needs no unwrapping; longitudes are compared after it. */
const mayMeet = (positions: readonly unknown[], { south, north }: LatticeBox): boolean => {
  let [low, high] = [Infinity, -Infinity]
  for (const position of positions) {
    const latitude = toLattice(Number(asList(position)[1]))
    if (!(latitude >= -TURN)) return true // Not a position: validation reports it.
    low = Math.min(low, latitude)
    high = Math.max(high, latitude)
  }
  return low <= north && high >= south
}

/** The ring in each turn in which it reaches the box: near the frame's edge that may be two. */
const shiftedInto = (ring: Ring, box: LatticeBox): readonly Ring[] => {
  const { west, south, east, north } = boxOf(ring)
  if (north < box.south || south > box.north) return []
  const first = Math.ceil((box.west - east) / TURN)
  const last = Math.floor((box.east - west) / TURN)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const shift = (first + i) * TURN
    return shift === 0 ? ring : ring.map(([x, y]) => [x + shift, y] as const)
  })
}
