import { type AlertLink, type Fix, formatWireTime } from '@landfall/contracts'
import { haversineMetres, type LonLat, nauticalMiles, withinMetres } from '@landfall/geo'
import { fixOf } from '../approach/held-approach.ts'
import { roundTo } from '../round-to.ts'
import { MINUTE_MS, type Rules } from '../rules.ts'
import type { CountedVisit } from './counted-visit.ts'
import { firstFrom } from './create-link-graph.ts'
import { isNewer, nearByTrack } from './near-by-track.ts'
import { squareBetween, squareTo, VECTOR_NUMBERS } from './square-between.ts'

/** `fix`: what made two approaches near, where it is not their newest fixes. */
export type Pair = {
  readonly a: CountedVisit
  readonly b: CountedVisit
  readonly fix?: Fix | undefined
}

/**
 * Links that hold a situation together, a spanning tree: each visit with the nearest one before it, and where that leaves
 * parts, the shortest links between them. `members` by arrival, then craftId.
 */
export const spanningTree = (members: readonly CountedVisit[], rules: LinkRules): readonly AlertLink[] =>
  spanningPairs(members, rules).map(links.of)

/** The same as pairs. Two approaches may also be linked by the track of the newer, where nothing nearer joins them. */
export const spanningPairs = (members: readonly CountedVisit[], rules: LinkRules): readonly Pair[] => {
  const parts = createParts(members.length)
  const vectors = vectorsOf(members)
  const pairs = members.flatMap((_, index) => nearestBefore(members, index, vectors, rules) ?? [])
  for (const { a, b } of pairs) parts.join(a, b)
  if (pairs.length < members.length - 1) {
    const between = shortestBetween(
      members,
      members.map((_, index) => parts.of(index)),
      rules,
    )
    for (const pair of between.sort(byLength)) if (parts.join(pair.a, pair.b)) pairs.push(pair)
  }
  return pairs.map((pair) => memberPair(members, pair))
}

type LinkRules = Pick<Rules, 'periodMs' | 'linkDistanceMetres'>

/** Of members by their indexes. `fixIndex`: in the fixes of the newer, where its track makes them near. */
type IndexPair = { readonly a: number; readonly b: number; readonly square: number; readonly fixIndex?: number }

const memberPair = (members: readonly CountedVisit[], { a: indexOfA, b: indexOfB, fixIndex }: IndexPair): Pair => {
  const [a, b] = [members[indexOfA], members[indexOfB]] as [CountedVisit, CountedVisit]
  const { approach } = isNewer(a, b) ? a : b
  return { a, b, fix: approach && fixIndex !== undefined ? fixOf(approach.held, fixIndex) : undefined }
}

/** Shorter first; ties go by arrival. */
const byLength = (p: IndexPair, q: IndexPair): number => p.square - q.square || p.b - q.b || p.a - q.a

/** Of any two parts the shortest link, of equally short ones the first. `parts`: of each member. */
const shortestBetween = (
  members: readonly CountedVisit[],
  parts: readonly number[],
  { periodMs, linkDistanceMetres }: LinkRules,
): IndexPair[] => {
  const shortest = new Map<number, IndexPair>()
  for (const [b, later] of members.entries())
    for (let a = firstFrom(members, later.arrivedMs - periodMs); a < b; a += 1) {
      const earlier = members[a]
      if (earlier === undefined || parts[a] === parts[b]) continue
      const [partA = 0, partB = 0] = [parts[a], parts[b]]
      const key = Math.min(partA, partB) * members.length + Math.max(partA, partB)
      const least = shortest.get(key)?.square ?? Number.POSITIVE_INFINITY
      const link = withinMetres(earlier.place, later.place, linkDistanceMetres)
        ? { square: squareBetween(earlier.place, later.place) }
        : nearByTrack(earlier, later, linkDistanceMetres, least)
      if (link !== undefined && link.square < least) shortest.set(key, { a, b, ...link })
    }
  return [...shortest.values()]
}

/** The places of all members, side by side: there are as many comparisons as pairs. */
const vectorsOf = (members: readonly CountedVisit[]): Float64Array => {
  const vectors = new Float64Array(members.length * VECTOR_NUMBERS)
  for (const [index, { place }] of members.entries()) vectors.set([place.x, place.y, place.z], index * VECTOR_NUMBERS)
  return vectors
}

/** The nearest of all before it; of two equally near the earlier. */
const nearestBefore = (
  members: readonly CountedVisit[],
  b: number,
  vectors: Float64Array,
  rules: LinkRules,
): IndexPair | undefined => {
  const later = members[b]
  if (later === undefined) return undefined
  let nearest = -1
  let least = Number.POSITIVE_INFINITY
  for (let a = firstFrom(members, later.arrivedMs - rules.periodMs); a < b; a += 1) {
    const square = squareTo(later.place, vectors, a * VECTOR_NUMBERS)
    if (square >= least) continue
    nearest = a
    least = square
  }
  const earlier = members[nearest]
  if (earlier === undefined || !withinMetres(earlier.place, later.place, rules.linkDistanceMetres)) return undefined
  return { a: nearest, b, square: least }
}

const createParts = (size: number) => {
  const parents = Array.from({ length: size }, (_, index) => index)
  const of = (index: number): number => {
    let root = index
    for (let up = parents[root] ?? root; up !== root; up = parents[root] ?? root) root = up
    parents[index] = root
    return root
  }
  /** False where the two are connected already. */
  const join = (a: number, b: number): boolean => {
    const [rootA, rootB] = [of(a), of(b)]
    parents[rootB] = rootA
    return rootA !== rootB
  }
  return { of, join }
}

/** Each member's last link, which is mostly the next one too: it is written once, and comparing two alerts finds identical objects. */
export const createLinkCache = <Link>(describe: (pair: Pair) => Link) => {
  const last = new WeakMap<CountedVisit, { readonly a: CountedVisit; readonly link: Link }>()
  const of = (pair: Pair): Link => {
    const known = last.get(pair.b)
    if (known?.a === pair.a) return known.link
    const link = describe(pair)
    last.set(pair.b, { a: pair.a, link })
    return link
  }
  return { of }
}

const describeLink = ({ a, b }: Pair): AlertLink => ({
  a: a.craftId,
  aArrivedAt: formatWireTime(a.arrivedMs),
  b: b.craftId,
  bArrivedAt: formatWireTime(b.arrivedMs),
  ...separationBetween(a, b),
})

const links = createLinkCache(describeLink)

/** How far two members are from each other; `at`: places that count instead of their own. */
export const separationBetween = (
  a: CountedVisit,
  b: CountedVisit,
  at: { readonly a?: LonLat; readonly b?: LonLat } = {},
): Pick<AlertLink, 'distanceNm' | 'minutesApart'> => {
  const [from, to] = [at.a ?? a.place, at.b ?? b.place]
  return {
    distanceNm: round(nauticalMiles(haversineMetres(from.longitude, from.latitude, to.longitude, to.latitude))),
    minutesApart: round((b.arrivedMs - a.arrivedMs) / MINUTE_MS),
  }
}

/** To a thousandth, which is finer than any position. */
const round = (value: number): number => roundTo(value, 3)
