import { type AlertLink, formatWireTime } from '@landfall/contracts'
import { haversineMetres, nauticalMiles, type Place } from '@landfall/geo'
import type { Member } from './member.ts'

type Pair = { readonly a: Member; readonly b: Member; readonly square: number }

/**
 * Links that hold a situation together, a spanning tree: each visit with the nearest one before it, and where that leaves
 * parts, the shortest links between them. `members` by arrival, then craftId.
 */
export const spanLinks = (members: readonly Member[]): readonly AlertLink[] => {
  const order = new Map(members.map((member, at) => [member, at]))
  const isBefore = (a: Member, b: Member) => (order.get(a) ?? Number.POSITIVE_INFINITY) < (order.get(b) ?? -1)
  const parts = createParts()
  const pairs = members.flatMap((b) => nearest(b, (a) => isBefore(a, b)) ?? [])
  for (const { a, b } of pairs) parts.join(a, b)
  if (pairs.length < members.length - 1) {
    const between = members.flatMap((b) => linksBefore(b, (a) => isBefore(a, b) && parts.of(a) !== parts.of(b)))
    for (const pair of between.sort((p, q) => p.square - q.square)) if (parts.join(pair.a, pair.b)) pairs.push(pair)
  }
  return pairs.map(linkOf)
}

const linksBefore = (b: Member, isCandidate: (a: Member) => boolean): readonly Pair[] =>
  b.neighbours.filter(isCandidate).map((a) => ({ a, b, square: squareBetween(a.place, b.place) }))

const nearest = (b: Member, isCandidate: (a: Member) => boolean): Pair | undefined =>
  linksBefore(b, isCandidate).reduce<Pair | undefined>(
    (best, pair) => (best === undefined || pair.square < best.square ? pair : best),
    undefined,
  )

/** The square of the straight line between two places grows with their distance, and costs next to nothing. */
const squareBetween = (a: Place, b: Place): number => (a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2

const createParts = () => {
  const parents = new Map<Member, Member>()
  const of = (member: Member): Member => {
    let root = member
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up
    if (root !== member) parents.set(member, root)
    return root
  }
  /** False where the two hang together already. */
  const join = (a: Member, b: Member): boolean => {
    const [rootA, rootB] = [of(a), of(b)]
    if (rootA !== rootB) parents.set(rootB, rootA)
    return rootA !== rootB
  }
  return { of, join }
}

const linkOf = ({ a, b }: Pair): AlertLink => ({
  a: a.craftId,
  aArrivedAt: formatWireTime(a.arrivedMs),
  b: b.craftId,
  bArrivedAt: formatWireTime(b.arrivedMs),
  distanceNm: round(
    nauticalMiles(haversineMetres(a.place.longitude, a.place.latitude, b.place.longitude, b.place.latitude)),
  ),
  minutesApart: round((b.arrivedMs - a.arrivedMs) / 60_000),
})

/** To a thousandth, which is finer than any position. */
const round = (value: number): number => Math.round(value * 1_000) / 1_000
