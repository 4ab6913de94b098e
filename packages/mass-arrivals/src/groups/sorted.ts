import type { CountedVisit } from './counted-visit.ts'

// Lists of members by arrival. Those that arrived at the same moment are in no order: whoever needs one sorts by craftId.

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

export const insertByArrival = (members: CountedVisit[], member: CountedVisit): void => {
  members.splice(firstFrom(members, member.arrivedMs), 0, member)
}

export const removeByArrival = (members: CountedVisit[], member: CountedVisit): void => {
  const at = members.indexOf(member, firstFrom(members, member.arrivedMs))
  if (at !== -1) members.splice(at, 1)
}

/** Calls `visit` for each member that arrived within [fromMs, toMs], both ends included. */
export const eachWithin = (
  members: readonly CountedVisit[],
  fromMs: number,
  toMs: number,
  visit: (member: CountedVisit) => void,
): void => {
  for (let at = firstFrom(members, fromMs); at < members.length; at += 1) {
    const member = members[at]
    if (member === undefined || member.arrivedMs > toMs) return
    visit(member)
  }
}
