import { byArrival, type CountedVisit } from '../situations/counted-visit.ts'
import { connectedComponent, createLinkGraph } from '../situations/create-link-graph.ts'
import { findSituations } from '../situations/find-situations.ts'
import type { WatchedArea } from '../watched-area.ts'
import { alertContent } from './alert-content.ts'
import type { EvaluatedSituation } from './held-alert.ts'

/** `oldestMs`: the earliest last position in the situations that are no longer what they were; infinite where none. */
export type RenewedSituations = { readonly isOther: boolean; readonly oldestMs: number }

/**
 * The visits of one area that count, the links between them, and the situations they make. Only what a change can reach is
 * evaluated again; `findSituations` over everything gives the same. `visitsNow`: the visits of a craft that count at present.
 */
export const createSituationIndex = (area: WatchedArea, visitsNow: (craftId: string) => readonly CountedVisit[]) => {
  const { rules } = area
  const members = new Map<string, readonly CountedVisit[]>()
  const graph = createLinkGraph(rules)
  const situationOf = new Map<CountedVisit, EvaluatedSituation>()
  const situations = new Set<EvaluatedSituation>()

  /** All that a window could hold together with the member. */
  const surroundings = (member: CountedVisit): readonly CountedVisit[] =>
    connectedComponent(member, member.arrivedMs - rules.periodMs, member.arrivedMs + rules.periodMs)

  const remove = (leaving: readonly CountedVisit[]): void => {
    for (const member of leaving) graph.remove(member)
  }

  const add = (craftIds: Iterable<string>): readonly CountedVisit[] => {
    const coming = [...craftIds].flatMap((craftId) => {
      const now = visitsNow(craftId)
      if (now.length === 0) members.delete(craftId)
      else members.set(craftId, now)
      return now
    })
    for (const member of coming.sort(byArrival)) graph.add(member) // Sorted, so that most are appended at the end.
    return coming
  }

  /** Exchanges the members of the given craft. Returns the members whose clusters may be others now. */
  const exchange = (craftIds: ReadonlySet<string>): ReadonlySet<CountedVisit> => {
    const affected = new Set<CountedVisit>()
    const leaving = [...craftIds].flatMap((craftId) => members.get(craftId) ?? [])
    for (const member of leaving) for (const near of surroundings(member)) affected.add(near)
    remove(leaving)
    for (const member of add(craftIds)) for (const near of surroundings(member)) affected.add(near)
    return affected
  }

  const dropSituation = (situation: EvaluatedSituation): void => {
    situations.delete(situation)
    for (const member of situation.members) situationOf.delete(member)
  }

  const evaluateAround = (affected: ReadonlySet<CountedVisit>): RenewedSituations => {
    const starts = new Set(affected)
    const before = new Set([...affected].flatMap((member) => situationOf.get(member) ?? []))
    for (const situation of before) for (const member of situation.members) starts.add(member)
    for (const situation of before) dropSituation(situation)
    const isPresent = (member: CountedVisit) => members.get(member.craftId)?.includes(member) === true
    const after = findSituations([...starts].filter(isPresent), rules)
    for (const { members: together } of after) {
      const evaluated = { members: together, content: alertContent(together, area) }
      situations.add(evaluated)
      for (const member of together) situationOf.set(member, evaluated)
    }
    const lastMs = [...before].flatMap(({ members: together }) => together.map((member) => member.lastMs))
    return { isOther: before.size + after.length > 0, oldestMs: Math.min(...lastMs) }
  }

  return {
    situations: situations as ReadonlySet<EvaluatedSituation>,
    memberCount: (): number => graph.members.length,
    membersOf: (craftId: string): readonly CountedVisit[] => members.get(craftId) ?? [],
    /** Takes in the current visits of these craft. */
    renew: (craftIds: ReadonlySet<string>): RenewedSituations => evaluateAround(exchange(craftIds)),
    /** Starts over with these craft alone. */
    evaluate: (craftIds: Iterable<string>): void => {
      for (const situation of [...situations]) dropSituation(situation)
      remove([...members.values()].flat())
      members.clear()
      evaluateAround(new Set(add(craftIds)))
    },
  }
}
