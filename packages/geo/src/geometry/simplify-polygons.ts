import { type Contact, findContacts } from './find-contacts.ts'
import { boxOf, isBoxIn } from './lattice-box.ts'
import type { LatticePoint } from './lattice-point.ts'
import { isRingIn } from './place-in-ring.ts'
import { type Ring, type RingPolygon, signedArea } from './ring.ts'
import { type KeptVertices, keptVertices, type Piece, splitPiece, thinRing } from './thin-ring.ts'

export type SimplifyOptions = {
  /** No point of the old or the new line is further than this from the other one. */
  readonly toleranceMetres: number
  /** Vertices to keep, as where an area is cut at 180°. */
  readonly isFixed?: (point: LatticePoint) => boolean
}

/**
 * Leaves out vertices, and moves none. What had no faults has none afterwards: segments that now meet get back their
 * farthest vertices until they part, and a ring now on another side of its neighbour gets back all of them.
 */
export const simplifyPolygons = (
  polygons: readonly RingPolygon[],
  { toleranceMetres, isFixed = () => false }: SimplifyOptions,
): readonly RingPolygon[] => {
  const rings = polygons.flat()
  const kept = rings.map((ring) => thinRing(ring, toleranceMetres, isFixed))
  const allowed = new Set(findContacts(rings).map(placeOf))
  let isChanged = true
  while (isChanged) {
    const thinned = rings.map((ring, i) => thinnedRing(ring, kept[i] as KeptVertices))
    isChanged = partContacts(rings, kept, thinned, allowed) || restoreMisplaced(rings, kept, thinned)
  }
  const left = rings.map((ring, i) => thinnedRing(ring, kept[i] as KeptVertices))
  return polygons.map((polygon) => left.splice(0, polygon.length))
}

const thinnedRing = (ring: Ring, kept: KeptVertices): Ring => ring.filter((_, i) => kept[i] === 1)

/** Rings may have shared points and edges before; that is no reason to refine. */
const placeOf = ({ a, b, point }: Contact): string =>
  `${Math.min(a.ring, b.ring)},${Math.max(a.ring, b.ring)},${point.join()}`

const partContacts = (
  rings: readonly Ring[],
  kept: readonly KeptVertices[],
  thinned: readonly Ring[],
  allowed: ReadonlySet<string>,
): boolean => {
  let isChanged = false
  const vertices = kept.map(keptVertices)
  for (const contact of findContacts(thinned)) {
    if (allowed.has(placeOf(contact))) continue
    for (const { ring, edge } of [contact.a, contact.b]) {
      const piece: Piece = [vertices[ring]?.[edge] ?? 0, vertices[ring]?.[edge + 1] ?? rings[ring]?.length ?? 0]
      if (splitPiece(rings[ring] ?? [], kept[ring] as KeptVertices, piece)) isChanged = true
    }
  }
  return isChanged
}

/** Called only when nothing meets: then a ring lies wholly inside another or wholly outside, which must be as before. */
const restoreMisplaced = (rings: readonly Ring[], kept: readonly KeptVertices[], thinned: readonly Ring[]): boolean => {
  const [before, after] = [rings.map(positionAmong), thinned.map(positionAmong)]
  const misplaced = new Set(
    before.flatMap((position, i) => {
      const changed = position.symmetricDifference(after[i] ?? new Set<number>())
      return changed.size === 0 ? [] : [i, ...changed]
    }),
  )
  let isChanged = false
  for (const ring of misplaced) {
    if (kept[ring]?.includes(0)) isChanged = true
    kept[ring]?.fill(1)
  }
  return isChanged
}

/** The rings that a ring lies in; itself among them when it runs counterclockwise, so that a flip shows too. */
const positionAmong = (ring: Ring, i: number, rings: readonly Ring[]): ReadonlySet<number> => {
  const box = boxOf(ring)
  const around = rings.flatMap((other, j) =>
    i !== j && isBoxIn(box, boxOf(other)) && isRingIn(ring, other) ? [j] : [],
  )
  return new Set(signedArea(ring) > 0n ? [i, ...around] : around)
}
