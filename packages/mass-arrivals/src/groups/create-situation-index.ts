import { alertContent } from '../alerts/alert-content.ts'
import type { SituationContent } from '../alerts/area-alert.ts'
import type { EvaluatedSituation } from '../alerts/held-alert.ts'
import type { Rules } from '../rules.ts'
import { byArrival, type CountedVisit } from '../situations/counted-visit.ts'
import { connectedComponent, createLinkGraph, type LinkGraph } from '../situations/create-link-graph.ts'
import { extendUnchanged } from '../situations/extend-unchanged.ts'
import { type DecideCluster, findSituations, type Situation } from '../situations/find-situations.ts'
import type { WatchedArea } from '../watched-area.ts'

/** `oldestMs`: the earliest last position in the situations that are no longer what they were; infinite where none. */
export type RenewedSituations = { readonly isOther: boolean; readonly oldestMs: number }

/** In what the situations of one kind differ from those of another; absent: as in a mass arrival. */
export type SituationKind = {
  readonly createGraph?: (rules: Rules) => LinkGraph
  readonly decide?: DecideCluster
  readonly content: (situation: Situation, area: WatchedArea) => SituationContent
}

const MASS_ARRIVALS: SituationKind = { content: ({ members }, area) => alertContent(members, area) }

/**
 * The visits of one area that count, the links between them, and the situations they make. Only what a change can reach is
 * evaluated again; `findSituations` over everything gives the same. `visitsNow`: the visits of a craft that count at present.
 */
export const createSituationIndex = (
  area: WatchedArea,
  visitsNow: (craftId: string) => readonly CountedVisit[],
  { createGraph = createLinkGraph, decide, content }: SituationKind = MASS_ARRIVALS,
) => {
  const { rules } = area
  const members = new Map<string, readonly CountedVisit[]>()
  const graph = createGraph(rules)
  const situationOf = new Map<CountedVisit, EvaluatedSituation>()
  const situations = new Set<EvaluatedSituation>()
  /** Those whose clusters depend on when the windows of the whole area begin. */
  const parted = new Set<CountedVisit>()

  /** All that a window could hold together with the member. */
  const surroundings = (member: CountedVisit): readonly CountedVisit[] =>
    connectedComponent(member, member.arrivedMs - rules.periodMs, member.arrivedMs + rules.periodMs)

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
    for (const member of leaving) graph.remove(member)
    const coming = add(craftIds)
    for (const member of coming) for (const near of surroundings(member)) affected.add(near)
    for (const near of reachedByWindows([...leaving, ...coming], parted, rules)) affected.add(near)
    return affected
  }

  const addSituation = (situation: EvaluatedSituation): void => {
    situations.add(situation)
    for (const member of situation.members) situationOf.set(member, situation)
  }

  const dropSituation = (situation: EvaluatedSituation): void => {
    situations.delete(situation)
    for (const member of situation.members) situationOf.delete(member)
  }

  const evaluateAround = (affected: ReadonlySet<CountedVisit>): RenewedSituations => {
    const starts = new Set(affected)
    const before = new Set([...affected].flatMap((member) => situationOf.get(member) ?? []))
    for (const situation of before) for (const member of situation.members) starts.add(member)
    const isPresent = (member: CountedVisit) => members.get(member.craftId)?.includes(member) === true
    const after = findSituations([...starts].filter(isPresent), graph.members, rules, decide)
    replaceIn(parted, starts, after.parted)
    const { kept, others } = withoutKnown(after.situations, situationOf)
    const dropped = [...before].filter((situation) => !kept.has(situation))
    for (const situation of dropped) dropSituation(situation)
    for (const situation of others) addSituation(evaluatedSituation(situation, () => content(situation, area)))
    return { isOther: dropped.length + others.length > 0, oldestMs: oldestOf(dropped) }
  }

  return {
    situations: situations as ReadonlySet<EvaluatedSituation>,
    memberCount: (): number => graph.members.length,
    membersOf: (craftId: string): readonly CountedVisit[] => members.get(craftId) ?? [],
    /** The situation of a visit. */
    situationOf: (craftId: string, arrivedMs: number): EvaluatedSituation | undefined => {
      const member = members.get(craftId)?.find((each) => each.arrivedMs === arrivedMs)
      return member && situationOf.get(member)
    },
    /** Takes in the current visits of these craft. */
    renew: (craftIds: ReadonlySet<string>): RenewedSituations => {
      const changed = new Set(
        [...craftIds].filter((craftId) => !extendUnchanged(members.get(craftId) ?? [], visitsNow(craftId))),
      )
      return changed.size === 0 ? UNCHANGED : evaluateAround(exchange(changed))
    },
    /** Starts over with these craft alone. */
    evaluate: (craftIds: Iterable<string>): void => {
      for (const situation of [...situations]) dropSituation(situation)
      for (const member of [...members.values()].flat()) graph.remove(member)
      members.clear()
      evaluateAround(new Set(add(craftIds)))
    },
  }
}

const UNCHANGED: RenewedSituations = { isOther: false, oldestMs: Number.POSITIVE_INFINITY }

const replaceIn = <Item>(set: Set<Item>, before: Iterable<Item>, after: Iterable<Item>): void => {
  for (const item of before) set.delete(item)
  for (const item of after) set.add(item)
}

/** What a window that begins, or no longer begins, with one of the openers may hold of the clusters of these starts, wherever they are. */
const reachedByWindows = (
  openers: readonly CountedVisit[],
  starts: ReadonlySet<CountedVisit>,
  { periodMs }: Rules,
): readonly CountedVisit[] =>
  [...starts].flatMap((start) => {
    const { arrivedMs: startMs } = start
    const isReached = openers.some(({ arrivedMs }) => arrivedMs < startMs && arrivedMs + periodMs >= startMs)
    return isReached ? connectedComponent(start, startMs, startMs + periodMs) : []
  })

/** The same visits are the same situation still: nothing follows from it. */
const withoutKnown = (
  found: readonly Situation[],
  situationOf: ReadonlyMap<CountedVisit, EvaluatedSituation>,
): { readonly kept: ReadonlySet<EvaluatedSituation>; readonly others: readonly Situation[] } => {
  const kept = new Set<EvaluatedSituation>()
  const others = found.filter((situation) => {
    const known = situation.members[0] && situationOf.get(situation.members[0])
    if (known === undefined || !hasSameMembers(known, situation)) return true
    kept.add(known)
    return false
  })
  return { kept, others }
}

const hasSameMembers = (a: Situation, b: Situation): boolean =>
  a.certainty === b.certainty &&
  a.members.length === b.members.length &&
  a.members.every((member, index) => member === b.members[index])

const oldestOf = (dropped: readonly EvaluatedSituation[]): number => {
  let oldestMs = Number.POSITIVE_INFINITY
  for (const { members } of dropped) for (const { lastMs } of members) oldestMs = Math.min(oldestMs, lastMs)
  return oldestMs
}

const evaluatedSituation = (situation: Situation, evaluate: () => SituationContent): EvaluatedSituation => {
  let content: SituationContent | undefined
  return {
    ...situation,
    content: () => {
      content ??= evaluate()
      return content
    },
  }
}

export type SituationIndex = ReturnType<typeof createSituationIndex>
