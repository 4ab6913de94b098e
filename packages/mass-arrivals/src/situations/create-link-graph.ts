import { withinMetres } from '@landfall/geo'
import type { Rules } from '../rules.ts'
import type { CountedVisit } from './counted-visit.ts'
import { type Cell, createCellGrid } from './create-cell-grid.ts'

/**
 * All members by arrival, and enough of the links between them to know what hangs together in any window: members of one cell
 * are always near enough, so each is linked to the latest one before it in each near cell that is near enough, and to no other.
 * Who is linked to an earlier one of that cell is connected to it through the cell. So links grow with the members, and not with their square.
 */
export const createLinkGraph = ({ periodMs, linkDistanceMetres }: Rules) => {
  const members: CountedVisit[] = []
  const grid = createCellGrid(linkDistanceMetres)

  /** The latest member of the cell, of those before `later`, that `later` is linked to. In its own cell that is the one before it. */
  const latestBefore = (later: CountedVisit, cell: Cell, isOwn: boolean): CountedVisit | undefined => {
    const end = isOwn ? placeIn(cell.members, later) : firstFrom(cell.members, later.arrivedMs + 1)
    for (let index = end - 1; index >= 0; index -= 1) {
      const earlier = cell.members[index]
      if (earlier === undefined || earlier.arrivedMs < later.arrivedMs - periodMs) return undefined
      if (isNear(earlier, later)) return earlier
    }
    return undefined
  }

  const isNear = (a: CountedVisit, b: CountedVisit): boolean => withinMetres(a.place, b.place, linkDistanceMetres)

  const link = (later: CountedVisit, cell: Cell, earlier: CountedVisit | undefined): void => {
    const before = later.latestIn.get(cell)
    if (before !== undefined) {
      removeByArrival(later.neighbours, before)
      removeByArrival(before.neighbours, later)
    }
    if (earlier === undefined) {
      later.latestIn.delete(cell)
      return
    }
    later.latestIn.set(cell, earlier)
    insertByArrival(later.neighbours, earlier)
    insertByArrival(earlier.neighbours, later)
  }

  const add = (member: CountedVisit): void => {
    const own = grid.cellOf(member)
    for (const cell of own.near) {
      link(member, cell, latestBefore(member, cell, false))
      eachWithin(cell.members, member.arrivedMs + 1, member.arrivedMs + periodMs, (later) => {
        const known = later.latestIn.get(own)
        if ((known === undefined || known.arrivedMs <= member.arrivedMs) && isNear(member, later))
          link(later, own, member)
      })
    }
    insertByArrival(own.members, member)
    insertByArrival(members, member)
  }

  const remove = (member: CountedVisit): void => {
    const own = grid.cellOf(member)
    removeByArrival(members, member)
    removeByArrival(own.members, member)
    for (const cell of [...member.latestIn.keys()]) link(member, cell as Cell, undefined)
    for (const later of [...member.neighbours])
      if (later.latestIn.get(own) === member) link(later, own, latestBefore(later, own, grid.cellOf(later) === own))
    grid.drop(own)
  }

  return { add, remove, cellOf: grid.cellOf, members: members as readonly CountedVisit[] }
}

export type LinkGraph = ReturnType<typeof createLinkGraph>

/** Marks are only compared with each other, so one counter may serve all graphs. */
let lastMark = 0

/**
 * The members with the links among them alone. Where no link leaves them they are returned as they are; else as copies with links
 * of their own, since one of those left out may be what links two of them in the graph.
 */
export const linkedAmongThemselves = (
  members: readonly CountedVisit[],
  rules: Rules,
  createGraph: (rules: Rules) => Pick<LinkGraph, 'add'> = createLinkGraph,
): readonly CountedVisit[] => {
  lastMark += 1
  const scope = lastMark
  for (const member of members) member.scope = scope
  if (members.every(({ neighbours }) => neighbours.every((neighbour) => neighbour.scope === scope))) return members
  const graph = createGraph(rules)
  const copies = members.map((member): CountedVisit => ({ ...member, neighbours: [], latestIn: new Map() }))
  for (const copy of copies) graph.add(copy)
  return copies
}

/**
 * The connected component of `start` among the members that arrived within [fromMs, toMs]. Marks are cheaper than a set of
 * visited members.
 */
export const connectedComponent = (start: CountedVisit, fromMs: number, toMs: number): readonly CountedVisit[] => {
  lastMark += 1
  const mark = lastMark
  const found = [start]
  start.mark = mark
  for (const { neighbours } of found) {
    for (let index = firstFrom(neighbours, fromMs); index < neighbours.length; index += 1) {
      const neighbour = neighbours[index]
      if (neighbour === undefined || neighbour.arrivedMs > toMs) break
      if (neighbour.mark === mark) continue
      neighbour.mark = mark
      found.push(neighbour)
    }
  }
  return found
}

// Lists of members by arrival. Members that arrived at the same moment are in the order they came in; sort by craftId where that matters.

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
  members.splice(firstFrom(members, member.arrivedMs + 1), 0, member)
}

const placeIn = (members: readonly CountedVisit[], member: CountedVisit): number =>
  members.indexOf(member, firstFrom(members, member.arrivedMs))

export const removeByArrival = (members: CountedVisit[], member: CountedVisit): void => {
  const index = placeIn(members, member)
  if (index !== -1) members.splice(index, 1)
}

/** Calls `visit` for each member that arrived within [fromMs, toMs], both ends included. */
export const eachWithin = (
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
