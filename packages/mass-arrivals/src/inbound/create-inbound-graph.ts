import { withinMetres } from '@landfall/geo'
import type { Rules } from '../rules.ts'
import type { CountedVisit } from '../situations/counted-visit.ts'
import { createLinkGraph, insertByArrival, type LinkGraph, removeByArrival } from '../situations/create-link-graph.ts'
import { nearByTrack } from '../situations/near-by-track.ts'

/**
 * The link graph with the links that tracks make (design §4.14, rule 8). An approach that moves is taken out and put in again: that
 * compares its track with those of the other approaches of the area, which are few beside its visits, and rebuilds nothing.
 */
export const createInboundGraph = (rules: Rules): LinkGraph => {
  const graph = createLinkGraph(rules)
  const approaches = new Set<CountedVisit>()
  const byTrack = new Map<CountedVisit, Set<CountedVisit>>()
  const { linkDistanceMetres, periodMs } = rules

  const isLinked = (a: CountedVisit, b: CountedVisit): boolean =>
    Math.abs(a.arrivedMs - b.arrivedMs) <= periodMs &&
    !withinMetres(a.place, b.place, linkDistanceMetres) && // Which links them already.
    nearByTrack(a, b, linkDistanceMetres) !== undefined

  const link = (a: CountedVisit, b: CountedVisit): void => {
    insertByArrival(a.neighbours, b)
    const others = byTrack.get(a)
    if (others === undefined) byTrack.set(a, new Set([b]))
    else others.add(b)
  }

  const add = (member: CountedVisit): void => {
    graph.add(member)
    if (member.approach === undefined) return
    for (const other of approaches) {
      if (!isLinked(member, other)) continue
      link(member, other)
      link(other, member)
    }
    approaches.add(member)
  }

  const remove = (member: CountedVisit): void => {
    for (const other of byTrack.get(member) ?? []) {
      removeByArrival(member.neighbours, other)
      removeByArrival(other.neighbours, member)
      byTrack.get(other)?.delete(member)
    }
    byTrack.delete(member)
    approaches.delete(member)
    graph.remove(member)
  }

  return { add, remove, members: graph.members }
}
