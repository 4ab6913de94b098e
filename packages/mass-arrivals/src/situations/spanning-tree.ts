import { type AlertLink, type Fix, formatWireTime } from '@landfall/contracts'
import { haversineMetres, type LonLat, nauticalMiles, withinMetres } from '@landfall/geo'
import { roundTo } from '../round-to.ts'
import { MINUTE_MS, type Rules } from '../rules.ts'
import { byArrival, type CountedVisit } from './counted-visit.ts'
import { firstFrom } from './create-link-graph.ts'
import { nearByTrack } from './near-by-track.ts'
import { squareBetween } from './square-between.ts'

/** `fix`: what made two approaches near, where it is not their newest fixes. */
export type Pair = {
  readonly a: CountedVisit
  readonly b: CountedVisit
  readonly square: number
  readonly fix?: Fix | undefined
}

/**
 * Links that hold a situation together, a spanning tree: each visit with the nearest one before it, and where that leaves
 * parts, the shortest links between them. `members` by arrival, then craftId.
 */
export const spanningTree = (members: readonly CountedVisit[], rules: LinkRules): readonly AlertLink[] =>
  spanningPairs(members, rules).map(linkOf)

/** The same as pairs. Two approaches may also be linked by the track of the newer, where nothing nearer joins them. */
export const spanningPairs = (members: readonly CountedVisit[], rules: LinkRules): readonly Pair[] => {
  const parts = createParts()
  const pairs = members.flatMap((_, index) => nearestBefore(members, index, rules) ?? [])
  for (const { a, b } of pairs) parts.join(a, b)
  if (pairs.length < members.length - 1) {
    const between = members.flatMap((_, index) =>
      linksBefore(members, index, rules, (a, b) => parts.of(a) !== parts.of(b)),
    )
    for (const pair of between.sort(byLength)) if (parts.join(pair.a, pair.b)) pairs.push(pair)
  }
  return pairs
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
    .filter((a) => isWanted(a, b))
    .flatMap((a): Pair | readonly Pair[] => {
      if (withinMetres(a.place, b.place, linkDistanceMetres)) return { a, b, square: squareBetween(a.place, b.place) }
      const near = nearByTrack(a, b, linkDistanceMetres)
      return near === undefined ? [] : { a, b, ...near }
    })
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
  ...separationBetween(a, b),
})

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
