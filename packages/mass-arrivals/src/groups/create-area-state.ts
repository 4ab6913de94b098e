import type { ArrivalsSnapshot, MassArrivalAlert } from '@landfall/contracts'
import { byArrival, type CountedVisit, countedVisitOf } from '../situations/counted-visit.ts'
import { createCraftIdentities } from '../situations/create-craft-identities.ts'
import { connectedComponent, createLinkGraph } from '../situations/create-link-graph.ts'
import { findSituations, type Situation } from '../situations/find-situations.ts'
import type { WatchedArea } from '../watched-area.ts'
import { alertContent } from './alert-content.ts'
import { type CraftEntry, takeSnapshot } from './craft-entry.ts'
import type { EvaluatedSituation, HeldAlert } from './held-alert.ts'
import { isDeepEqual } from './is-deep-equal.ts'
import { countLeft, reconcileAlerts } from './reconcile-alerts.ts'

/** `oldestMs`: the earliest last position in the situations that are no longer what they were; infinite where none. */
type Renewed = { readonly isOther: boolean; readonly oldestMs: number }
type Changed = { readonly versions: readonly MassArrivalAlert[]; readonly oldestMs: number }

/**
 * One area, real or exercise: its craft, situations and alerts, kept up to date craft by craft. Only what a change can
 * reach is worked out again; `findSituations` over everything gives the same.
 */
export const createAreaState = (area: WatchedArea, exercise: boolean) => {
  const { rules } = area
  const entries = new Map<string, CraftEntry>()
  const members = new Map<string, readonly CountedVisit[]>()
  const identities = createCraftIdentities()
  const graph = createLinkGraph(rules)
  const situationOf = new Map<CountedVisit, EvaluatedSituation>()
  const situations = new Set<EvaluatedSituation>()
  let alerts: readonly HeldAlert[] = []

  const setEntry = (craftId: string, entry: CraftEntry | undefined): void => {
    if (entry === undefined) entries.delete(craftId)
    else entries.set(craftId, entry)
    identities.set(craftId, entry?.description)
  }

  const currentMembers = (craftId: string): readonly CountedVisit[] => {
    const boat = identities.identityOf(craftId)
    if (boat === undefined) return []
    return (entries.get(craftId)?.visits ?? []).flatMap((visit) =>
      visit.persons === null || visit.persons.unauthorised.max === 0
        ? []
        : [countedVisitOf(craftId, visit, visit.persons, boat)],
    )
  }

  /** All that a window could hold together with the member. */
  const surroundings = (member: CountedVisit): readonly CountedVisit[] =>
    connectedComponent(member, member.arrivedMs - rules.periodMs, member.arrivedMs + rules.periodMs)

  const takeOut = (leaving: readonly CountedVisit[]): void => {
    for (const member of leaving) graph.remove(member)
  }

  const putIn = (craftIds: Iterable<string>): readonly CountedVisit[] => {
    const coming = [...craftIds].flatMap((craftId) => {
      const now = currentMembers(craftId)
      if (now.length === 0) members.delete(craftId)
      else members.set(craftId, now)
      return now
    })
    for (const member of coming.sort(byArrival)) graph.add(member) // Each at the end, where there are many.
    return coming
  }

  /** Exchanges the members of the given craft; answers the members whose clusters may be others now. */
  const exchange = (craftIds: ReadonlySet<string>): ReadonlySet<CountedVisit> => {
    const affected = new Set<CountedVisit>()
    const leaving = [...craftIds].flatMap((craftId) => members.get(craftId) ?? [])
    for (const member of leaving) for (const near of surroundings(member)) affected.add(near)
    takeOut(leaving)
    for (const member of putIn(craftIds)) for (const near of surroundings(member)) affected.add(near)
    return affected
  }

  const dropSituation = (situation: EvaluatedSituation): void => {
    situations.delete(situation)
    for (const member of situation.members) situationOf.delete(member)
  }

  const keepSituation = ({ members: together }: Situation): void => {
    const evaluated = { members: together, content: alertContent(together, area) }
    situations.add(evaluated)
    for (const member of together) situationOf.set(member, evaluated)
  }

  const renewSituations = (affected: ReadonlySet<CountedVisit>): Renewed => {
    const starts = new Set(affected)
    const before = new Set([...affected].flatMap((member) => situationOf.get(member) ?? []))
    for (const situation of before) for (const member of situation.members) starts.add(member)
    for (const situation of before) dropSituation(situation)
    const isLive = (member: CountedVisit) => members.get(member.craftId)?.includes(member) === true
    const after = findSituations([...starts].filter(isLive), rules)
    for (const situation of after) keepSituation(situation)
    const lastMs = [...before].flatMap(({ members: together }) => together.map((member) => member.lastMs))
    return { isOther: before.size + after.length > 0, oldestMs: Math.min(...lastMs) }
  }

  const membersOf = (craftId: string) => members.get(craftId) ?? []

  const reconcile = (endReason?: string): readonly MassArrivalAlert[] => {
    const context = { area, exercise, membersOf, ...(endReason === undefined ? {} : { endReason }) }
    const { alerts: next, emitted } = reconcileAlerts(alerts, [...situations], context)
    alerts = next
    return emitted
  }

  /** The craft that are one boat with `craftId` before and after its entry changes. */
  const changeEntry = (craftId: string, entry: CraftEntry | undefined): ReadonlySet<string> => {
    const before = identities.craftOf(craftId)
    setEntry(craftId, entry)
    // A boat may fall apart: each craft that was part of it is looked at again, with all that it is now.
    return new Set([craftId, ...before, ...[craftId, ...before].flatMap((each) => identities.craftOf(each))])
  }

  return {
    area,
    exercise,
    entries: entries as ReadonlyMap<string, CraftEntry>,
    alerts: (): readonly HeldAlert[] => alerts,
    situations: situations as ReadonlySet<EvaluatedSituation>,
    memberCount: () => graph.members.length,
    /** What an alert's visits count now, whatever it says. */
    countLeft: ({ visits }: HeldAlert) => countLeft(visits, { area, membersOf }),

    /** Puts back stored or rebuilt craft; nothing is worked out before `evaluate`. */
    restore: setEntry,
    setAlerts: (held: readonly HeldAlert[]): void => {
      alerts = held
    },
    /** The entry that a snapshot leads to, or 'older' where a later one is held. */
    read: (snapshot: ArrivalsSnapshot, forgottenMs: number): CraftEntry | undefined | 'older' => {
      const before = entries.get(snapshot.craftId)
      if (before !== undefined && snapshot.reflects.offset < before.reflectsOffset) return 'older'
      return takeSnapshot(before, snapshot, forgottenMs)
    },
    /** Works everything out from the craft that were restored. */
    evaluate: (): void => {
      for (const situation of [...situations]) dropSituation(situation)
      takeOut([...members.values()].flat())
      members.clear()
      renewSituations(new Set(putIn(entries.keys())))
    },
    reconcile,
    /** Takes one craft's new entry in; answers the alert versions that follow, and what may have come apart. */
    change: (craftId: string, entry: CraftEntry | undefined): Changed => {
      if (hasSameCounts(entries.get(craftId), entry)) {
        setEntry(craftId, entry)
        return { versions: [], oldestMs: Number.POSITIVE_INFINITY }
      }
      const { isOther, oldestMs } = renewSituations(exchange(changeEntry(craftId, entry)))
      return { versions: isOther ? reconcile() : [], oldestMs }
    },
    /** Takes craft and alerts out without a word: forgetting never changes an alert. */
    forget: (changed: ReadonlyMap<string, CraftEntry | undefined>, kept: readonly HeldAlert[]): void => {
      alerts = kept
      const touched = new Set<string>()
      for (const [craftId, entry] of changed) for (const each of changeEntry(craftId, entry)) touched.add(each)
      renewSituations(exchange(touched))
    },
    boatCraft: identities.craftOf,
  }
}

const hasSameCounts = (a: CraftEntry | undefined, b: CraftEntry | undefined): boolean =>
  isDeepEqual([a?.description, a?.visits], [b?.description, b?.visits])

export type AreaState = ReturnType<typeof createAreaState>
