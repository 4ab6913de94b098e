import { withinMetres } from '@landfall/geo'
import type { Rules } from '../rules.ts'
import type { CountedVisit } from './counted-visit.ts'

/** All members by arrival, and which of them could be linked in some window of length `period`. */
export const createLinkGraph = ({ periodMs, linkDistanceMetres }: Rules) => {
  const members: CountedVisit[] = []

  const add = (member: CountedVisit): void => {
    eachWithin(members, member.arrivedMs - periodMs, member.arrivedMs + periodMs, (other) => {
      if (!withinMetres(member.place, other.place, linkDistanceMetres)) return
      insertByArrival(member.neighbours, other)
      insertByArrival(other.neighbours, member)
    })
    insertByArrival(members, member)
  }

  const remove = (member: CountedVisit): void => {
    removeByArrival(members, member)
    for (const neighbour of member.neighbours) removeByArrival(neighbour.neighbours, member)
  }

  return { add, remove, members: members as readonly CountedVisit[] }
}

/** Marks are only compared with each other, so one counter may serve all graphs. */
let lastMark = 0

/** Marks the members as a scope: `connectedComponent` then stays within it. */
export const markScope = (members: readonly CountedVisit[]): number => {
  lastMark += 1
  for (const member of members) member.scope = lastMark
  return lastMark
}

/**
 * The connected component of `start` among the members that arrived within [fromMs, toMs], and in the scope if one is
 * given. Marks are cheaper than a set of visited members: 500 boats off one beach have 125,000 links.
 */
export const connectedComponent = (
  start: CountedVisit,
  fromMs: number,
  toMs: number,
  scope?: number,
): readonly CountedVisit[] => {
  lastMark += 1
  const mark = lastMark
  const found = [start]
  start.mark = mark
  for (const { neighbours } of found) {
    for (let index = firstFrom(neighbours, fromMs); index < neighbours.length; index += 1) {
      const neighbour = neighbours[index]
      if (neighbour === undefined || neighbour.arrivedMs > toMs) break
      if (neighbour.mark === mark || (scope !== undefined && neighbour.scope !== scope)) continue
      neighbour.mark = mark
      found.push(neighbour)
    }
  }
  return found
}

// Lists of members by arrival. Members that arrived at the same moment are in no order; sort by craftId where that matters.

/** The index of the first member that arrived at or after `atMs`. */
export const firstFrom = (members: readonly CountedVisit[], atMs: number): number => {
  let low = 0
  let high = members.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((members[middle]?.arrivedMs ?? Number.POSITIVE_INFINITY) < atMs) low = middle + 1
    else high = middle
  }
  return low
}

const insertByArrival = (members: CountedVisit[], member: CountedVisit): void => {
  members.splice(firstFrom(members, member.arrivedMs), 0, member)
}

const removeByArrival = (members: CountedVisit[], member: CountedVisit): void => {
  const index = members.indexOf(member, firstFrom(members, member.arrivedMs))
  if (index !== -1) members.splice(index, 1)
}

/** Calls `visit` for each member that arrived within [fromMs, toMs], both ends included. */
const eachWithin = (
  members: readonly CountedVisit[],
  fromMs: number,
  toMs: number,
  visit: (member: CountedVisit) => void,
): void => {
  for (let index = firstFrom(members, fromMs); index < members.length; index += 1) {
    const member = members[index]
    if (member === undefined || member.arrivedMs > toMs) return
    visit(member)
  }
}
