import { withinMetres } from '@landfall/geo'
import type { Rules } from '../rules.ts'
import type { Member } from './member.ts'
import { eachWithin, insertByArrival, removeByArrival } from './sorted.ts'

/** All members by arrival, and who could be linked to whom in some window of length `period`. */
export const createLinkGraph = ({ periodMs, linkDistanceMetres }: Rules) => {
  const members: Member[] = []

  const add = (member: Member): void => {
    eachWithin(members, member.arrivedMs - periodMs, member.arrivedMs + periodMs, (other) => {
      if (!withinMetres(member.place, other.place, linkDistanceMetres)) return
      insertByArrival(member.neighbours, other)
      insertByArrival(other.neighbours, member)
    })
    insertByArrival(members, member)
  }

  const remove = (member: Member): void => {
    removeByArrival(members, member)
    for (const neighbour of member.neighbours) removeByArrival(neighbour.neighbours, member)
  }

  return { add, remove, members: members as readonly Member[] }
}
export type LinkGraph = ReturnType<typeof createLinkGraph>

/** The connected component of `start` among the members that arrived within [fromMs, toMs], `among` if given. */
export const reach = (start: Member, fromMs: number, toMs: number, among?: ReadonlySet<Member>): readonly Member[] => {
  const found = new Set([start])
  // A set is walked in the order of insertion, the members added on the way included.
  for (const member of found) {
    eachWithin(member.neighbours, fromMs, toMs, (neighbour) => {
      if (among === undefined || among.has(neighbour)) found.add(neighbour)
    })
  }
  return [...found]
}
