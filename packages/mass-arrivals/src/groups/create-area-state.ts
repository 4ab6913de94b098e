import type { ArrivalsSnapshot, MassArrivalAlert } from '@landfall/contracts'
import { type CountedVisit, countedVisitOf } from '../situations/counted-visit.ts'
import { createCraftIdentities } from '../situations/create-craft-identities.ts'
import type { WatchedArea } from '../watched-area.ts'
import { type CraftEntry, takeSnapshot } from './craft-entry.ts'
import { createSituationIndex } from './create-situation-index.ts'
import type { EvaluatedSituation, HeldAlert } from './held-alert.ts'
import { isDeepEqual } from './is-deep-equal.ts'
import { membersLeft, reconcileAlerts } from './reconcile-alerts.ts'

/** `oldestMs`: the earliest last position in the situations that are no longer what they were; infinite where none. */
type Changed = { readonly versions: readonly MassArrivalAlert[]; readonly oldestMs: number }

/** One area, real or exercise: its craft, situations and alerts, kept up to date craft by craft. */
export const createAreaState = (area: WatchedArea, exercise: boolean) => {
  const entries = new Map<string, CraftEntry>()
  const identities = createCraftIdentities()
  let alerts: readonly HeldAlert[] = []

  const setEntry = (craftId: string, entry: CraftEntry | undefined): void => {
    if (entry === undefined) entries.delete(craftId)
    else entries.set(craftId, entry)
    identities.set(craftId, entry?.description)
  }

  const visitsNow = (craftId: string): readonly CountedVisit[] => {
    const identity = identities.identityOf(craftId)
    if (identity === undefined) return []
    return (entries.get(craftId)?.visits ?? []).flatMap((visit) =>
      visit.persons === null || visit.persons.unauthorised.max === 0
        ? []
        : [countedVisitOf(craftId, visit, visit.persons, identity)],
    )
  }

  const index = createSituationIndex(area, visitsNow)
  const { membersOf, situations } = index

  const reconcile = (endReason?: string): readonly MassArrivalAlert[] => {
    const context = { area, exercise, membersOf, ...(endReason === undefined ? {} : { endReason }) }
    const { alerts: next, emitted } = reconcileAlerts(alerts, [...situations], context)
    alerts = next
    return emitted
  }

  /** Sets the entry. Returns the craft that are one boat with `craftId` before and after. */
  const changeEntry = (craftId: string, entry: CraftEntry | undefined): ReadonlySet<string> => {
    const before = identities.craftOf(craftId)
    setEntry(craftId, entry)
    // A boat may split: each craft that was part of it is evaluated again, with all that it is joined to now.
    return new Set([craftId, ...before, ...[craftId, ...before].flatMap((each) => identities.craftOf(each))])
  }

  return {
    area,
    exercise,
    entries: entries as ReadonlyMap<string, CraftEntry>,
    alerts: (): readonly HeldAlert[] => alerts,
    situations: situations as ReadonlySet<EvaluatedSituation>,
    memberCount: index.memberCount,
    /** Those of an alert's visits that count now, whatever it says. */
    membersLeft: ({ visits }: HeldAlert) => membersLeft(visits, { membersOf }),

    /** Puts back stored or rebuilt craft; nothing follows from them before `evaluate`. */
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
    /** Works out everything from the craft that were restored. */
    evaluate: (): void => index.evaluate(entries.keys()),
    reconcile,
    /** Takes in one craft's new entry. Returns the alert versions that follow, and what may have come apart. */
    change: (craftId: string, entry: CraftEntry | undefined): Changed => {
      if (hasSameCounts(entries.get(craftId), entry)) {
        setEntry(craftId, entry)
        return { versions: [], oldestMs: Number.POSITIVE_INFINITY }
      }
      const { isOther, oldestMs } = index.renew(changeEntry(craftId, entry))
      return { versions: isOther ? reconcile() : [], oldestMs }
    },
    /** Removes craft and alerts without a new version: forgetting never changes an alert. */
    forget: (changed: ReadonlyMap<string, CraftEntry | undefined>, kept: readonly HeldAlert[]): void => {
      alerts = kept
      const touched = new Set<string>()
      for (const [craftId, entry] of changed) for (const each of changeEntry(craftId, entry)) touched.add(each)
      index.renew(touched)
    },
    boatCraft: identities.craftOf,
  }
}

const hasSameCounts = (a: CraftEntry | undefined, b: CraftEntry | undefined): boolean =>
  isDeepEqual([a?.description, a?.visits], [b?.description, b?.visits])

export type AreaState = ReturnType<typeof createAreaState>
