import { type AlertLink, formatWireTime } from '@landfall/contracts'
import { haversineMetres, nauticalMiles, type Place, withinMetres } from '@landfall/geo'
import { MINUTE_MS, type Rules } from '../rules.ts'
import { byArrival, type CountedVisit } from './counted-visit.ts'
import { firstFrom } from './create-link-graph.ts'

type Pair = { readonly a: CountedVisit; readonly b: CountedVisit; readonly square: number }

/**
 * Links that hold a situation together, a spanning tree: each visit with the nearest one before it, and where that leaves
 * parts, the shortest links between them. `members` by arrival, then craftId.
 */
export const spanningTree = (members: readonly CountedVisit[], rules: LinkRules): readonly AlertLink[] => {
  const parts = createParts()
  const pairs = members.flatMap((_, index) => nearestBefore(members, index, rules) ?? [])
  for (const { a, b } of pairs) parts.join(a, b)
  if (pairs.length < members.length - 1) {
    const between = members.flatMap((_, index) =>
      linksBefore(members, index, rules, (a, b) => parts.of(a) !== parts.of(b)),
    )
    for (const pair of between.sort(byLength)) if (parts.join(pair.a, pair.b)) pairs.push(pair)
  }
  return pairs.map(linkOf)
}

type LinkRules = Pick<Rules, 'periodMs' | 'linkDistanceMetres'>

/** Shorter first; ties go by arrival, since neighbours come in no defined order. */
const byLength = (p: Pair, q: Pair): number => p.square - q.square || byArrival(p.b, q.b) || byArrival(p.a, q.a)

const linksBefore = (
  members: readonly CountedVisit[],
  index: number,
  { periodMs, linkDistanceMetres }: LinkRules,
  isWanted: (a: CountedVisit, b: CountedVisit) => boolean,
): readonly Pair[] => {
  const b = members[index]
  if (b === undefined) return []
  return members
    .slice(firstFrom(members, b.arrivedMs - periodMs), index)
    .filter((a) => isWanted(a, b) && withinMetres(a.place, b.place, linkDistanceMetres))
    .map((a) => ({ a, b, square: squareBetween(a.place, b.place) }))
}

/** The nearest of all before it; of two equally near the earlier. */
const nearestBefore = (members: readonly CountedVisit[], index: number, rules: LinkRules): Pair | undefined => {
  const b = members[index]
  if (b === undefined) return undefined
  let nearest: CountedVisit | undefined
  let least = Number.POSITIVE_INFINITY
  for (let before = firstFrom(members, b.arrivedMs - rules.periodMs); before < index; before += 1) {
    const a = members[before]
    const square = a === undefined ? least : squareBetween(a.place, b.place)
    if (square >= least) continue
    nearest = a
    least = square
  }
  if (nearest === undefined || !withinMetres(nearest.place, b.place, rules.linkDistanceMetres)) return undefined
  return { a: nearest, b, square: least }
}

/** Squared chord length: orders places as their distance does, and costs next to nothing. */
const squareBetween = (a: Place, b: Place): number => (a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2

const createParts = () => {
  const parents = new Map<CountedVisit, CountedVisit>()
  const of = (member: CountedVisit): CountedVisit => {
    let root = member
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up
    if (root !== member) parents.set(member, root)
    return root
  }
  /** False where the two are connected already. */
  const join = (a: CountedVisit, b: CountedVisit): boolean => {
    const [rootA, rootB] = [of(a), of(b)]
    if (rootA !== rootB) parents.set(rootB, rootA)
    return rootA !== rootB
  }
  return { of, join }
}

/** Each member's last link: mostly the next one is the same. */
const lastLinks = new WeakMap<CountedVisit, { readonly a: CountedVisit; readonly link: AlertLink }>()

const linkOf = ({ a, b }: Pair): AlertLink => {
  const last = lastLinks.get(b)
  if (last?.a === a) return last.link
  const link = describeLink(a, b)
  lastLinks.set(b, { a, link })
  return link
}

const describeLink = (a: CountedVisit, b: CountedVisit): AlertLink => ({
  a: a.craftId,
  aArrivedAt: formatWireTime(a.arrivedMs),
  b: b.craftId,
  bArrivedAt: formatWireTime(b.arrivedMs),
  distanceNm: round(
    nauticalMiles(haversineMetres(a.place.longitude, a.place.latitude, b.place.longitude, b.place.latitude)),
  ),
  minutesApart: round((b.arrivedMs - a.arrivedMs) / MINUTE_MS),
})

/** To a thousandth, which is finer than any position. */
const round = (value: number): number => Math.round(value * 1_000) / 1_000
