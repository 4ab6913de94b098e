import { type ArrivalsSnapshot, type MassArrivalAlert, reflectsOrder } from '@landfall/contracts'
import { membersLeft } from '../alerts/end-alert.ts'
import { type EvaluatedSituation, type HeldAlert, knownVisitsOf } from '../alerts/held-alert.ts'
import { linkAlert } from '../alerts/link-alert.ts'
import { publishPending, reconcileAlerts } from '../alerts/reconcile-alerts.ts'
import { type CountedVisit, countedVisitOf } from '../situations/counted-visit.ts'
import { type CraftIdentities, createCraftIdentities } from '../situations/create-craft-identities.ts'
import type { WatchedArea } from '../watched-area.ts'
import { type CraftEntry, takeSnapshot } from './craft-entry.ts'
import { createSituationIndex } from './create-situation-index.ts'
import { isDeepEqual } from './is-deep-equal.ts'

/** Of the log's time; null before the first record. */
type Bucket = number | null
/** `oldestMs`: the earliest last position in the situations that are no longer what they were; infinite where none. */
type Changed = { readonly versions: readonly MassArrivalAlert[]; readonly oldestMs: number }

/** One area, real or exercise: its craft, situations and alerts, kept up to date craft by craft. */
export const createAreaState = (area: WatchedArea, exercise: boolean) => {
  const entries = new Map<string, CraftEntry>()
  const identities = createCraftIdentities(area.rules.excludes)
  let alerts: readonly HeldAlert[] = []

  const setEntry = (craftId: string, entry: CraftEntry | undefined): void => {
    if (entry === undefined) entries.delete(craftId)
    else entries.set(craftId, entry)
    identities.set(craftId, entry?.description)
  }

  const index = createSituationIndex(area, (craftId) => visitsThatCount(entries.get(craftId), identities))
  const { membersOf, situations } = index

  const contextOf = (bucket: Bucket) => ({ area, exercise, membersOf, bucket, isComplete: false })

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
    membersLeft: (held: HeldAlert) => membersLeft(knownVisitsOf(held), { membersOf }),

    /** Puts back stored or rebuilt craft; nothing follows from them before `evaluate`. */
    restore: setEntry,
    setAlerts: (held: readonly HeldAlert[]): void => {
      alerts = held
    },
    /** The entry that a snapshot leads to, or 'older' where a later one is held. */
    read: (snapshot: ArrivalsSnapshot, forgottenMs: number): CraftEntry | undefined | 'older' => {
      const before = entries.get(snapshot.craftId)
      if (before !== undefined && reflectsOrder(snapshot.reflects) < before.reflectsOffset) return 'older'
      return takeSnapshot(before, snapshot, forgottenMs)
    },
    /** Works out everything from the craft that were restored. */
    evaluate: (): void => index.evaluate(entries.keys()),
    /** After `evaluate`, on a state that goes on from what was stored. */
    linkAlerts: (): void => {
      alerts = alerts.map((held) => linkAlert(held, index))
    },
    /** Compares all alerts with all situations, and publishes every difference at once. */
    reconcile: (bucket: Bucket, endReason?: string): readonly MassArrivalAlert[] => {
      const asStored = alerts.map(({ situation: _, pending: __, ...held }): HeldAlert => held)
      const context = { ...contextOf(bucket), isComplete: true, ...(endReason === undefined ? {} : { endReason }) }
      const { alerts: next, emitted } = reconcileAlerts(asStored, situations, context)
      alerts = next
      return emitted
    },
    /** Publishes what is pending, of the alerts that are asked for. */
    publishPending: (bucket: Bucket, isAsked: (held: HeldAlert) => boolean): readonly MassArrivalAlert[] => {
      const { alerts: next, emitted } = publishPending(alerts, isAsked, contextOf(bucket))
      alerts = next
      return emitted
    },
    /** Takes in one craft's new entry. Returns the alert versions that follow, and what may have come apart. */
    change: (craftId: string, entry: CraftEntry | undefined, bucket: Bucket): Changed => {
      if (hasSameCounts(entries.get(craftId), entry)) {
        setEntry(craftId, entry)
        return { versions: [], oldestMs: Number.POSITIVE_INFINITY }
      }
      const { isOther, oldestMs } = index.renew(changeEntry(craftId, entry))
      if (!isOther) return { versions: [], oldestMs }
      const { alerts: next, emitted } = reconcileAlerts(alerts, situations, contextOf(bucket))
      alerts = next
      return { versions: emitted, oldestMs }
    },
    /** Removes craft and alerts without a new version: forgetting never changes an alert. */
    forget: (changed: ReadonlyMap<string, CraftEntry | undefined>, kept: readonly HeldAlert[]): void => {
      const touched = new Set<string>()
      for (const [craftId, entry] of changed) for (const each of changeEntry(craftId, entry)) touched.add(each)
      index.renew(touched)
      alerts = kept.map((held) => linkAlert(held, index))
    },
    boatCraft: identities.craftOf,
  }
}

const visitsThatCount = (entry: CraftEntry | undefined, { identityOf }: CraftIdentities): readonly CountedVisit[] => {
  if (entry === undefined) return []
  const identity = identityOf(entry.craftId)
  if (identity === undefined) return []
  return entry.visits.flatMap((visit) =>
    visit.persons === null || visit.persons.unauthorised.max === 0
      ? []
      : [countedVisitOf(entry.craftId, visit, visit.persons, identity)],
  )
}

const hasSameCounts = (a: CraftEntry | undefined, b: CraftEntry | undefined): boolean =>
  isDeepEqual([a?.description, a?.visits], [b?.description, b?.visits])

export type AreaState = ReturnType<typeof createAreaState>
