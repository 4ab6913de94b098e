import { withinMetres } from '@landfall/geo'
import type { Rules } from '../rules.ts'
import type { CountedVisit } from '../situations/counted-visit.ts'
import type { Cell } from '../situations/create-cell-grid.ts'
import {
  createLinkGraph,
  eachWithin,
  insertByArrival,
  type LinkGraph,
  removeByArrival,
} from '../situations/create-link-graph.ts'
import { isNewer, nearByTrack } from '../situations/near-by-track.ts'

/** `latestIn`: of each cell the approach that the track links it to. */
type Tracked = { readonly cell: Cell; readonly latestIn: Map<Cell, CountedVisit> }

/**
 * The link graph with the links that tracks make (design §4.14, rule 8), and as few of them: an approach is linked to the latest one before
 * it in each cell that its track links it to. An approach that moves is taken out and put in again: that compares its track with those
 * of the other approaches of the area, which are few beside its visits, and rebuilds nothing.
 */
export const createInboundGraph = (rules: Rules): LinkGraph => {
  const graph = createLinkGraph(rules)
  const approaches = new Map<CountedVisit, Tracked>()
  const byArrival: CountedVisit[] = []
  const { linkDistanceMetres, periodMs } = rules

  const isLinked = (newer: CountedVisit, older: CountedVisit): boolean =>
    newer.arrivedMs - older.arrivedMs <= periodMs &&
    !withinMetres(newer.place, older.place, linkDistanceMetres) && // Which links them already.
    nearByTrack(newer, older, linkDistanceMetres) !== undefined

  const link = (newer: CountedVisit, cell: Cell, older: CountedVisit | undefined): void => {
    const latest = approaches.get(newer)?.latestIn
    const before = latest?.get(cell)
    if (before !== undefined) {
      removeByArrival(newer.neighbours, before)
      removeByArrival(before.neighbours, newer)
    }
    if (older === undefined) {
      latest?.delete(cell)
      return
    }
    latest?.set(cell, older)
    insertByArrival(newer.neighbours, older)
    insertByArrival(older.neighbours, newer)
  }

  const linkWhereLatest = (newer: CountedVisit, older: CountedVisit): void => {
    const cell = approaches.get(older)?.cell
    const known = cell && approaches.get(newer)?.latestIn.get(cell)
    if (cell !== undefined && (known === undefined || isNewer(older, known)) && isLinked(newer, older))
      link(newer, cell, older)
  }

  const add = (member: CountedVisit): void => {
    graph.add(member)
    if (member.approach === undefined) return
    approaches.set(member, { cell: graph.cellOf(member), latestIn: new Map() })
    eachWithin(byArrival, member.arrivedMs - periodMs, member.arrivedMs + periodMs, (other) => {
      if (isNewer(member, other)) linkWhereLatest(member, other)
      else linkWhereLatest(other, member)
    })
    insertByArrival(byArrival, member)
  }

  const remove = (member: CountedVisit): void => {
    const own = approaches.get(member)
    if (own !== undefined) {
      for (const cell of [...own.latestIn.keys()]) link(member, cell, undefined)
      approaches.delete(member)
      removeByArrival(byArrival, member)
    }
    graph.remove(member)
    if (own === undefined) return
    const { cell } = own
    eachWithin(byArrival, member.arrivedMs, member.arrivedMs + periodMs, (newer) => {
      if (approaches.get(newer)?.latestIn.get(cell) !== member) return
      link(
        newer,
        cell,
        cell.members.findLast((older) => isNewer(newer, older) && isLinked(newer, older)),
      )
    })
  }

  return { add, remove, cellOf: graph.cellOf, members: graph.members }
}
