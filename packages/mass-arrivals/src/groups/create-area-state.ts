import { type ArrivalsSnapshot, reflectsOrder } from '@landfall/contracts'
import { type AreaAlert, isInboundAlert } from '../alerts/area-alert.ts'
import type { HeldAlert } from '../alerts/held-alert.ts'
import { massArrivalRules } from '../alerts/mass-arrival-rules.ts'
import { createInboundBoats } from '../inbound/create-inbound-boats.ts'
import { createInboundGraph } from '../inbound/create-inbound-graph.ts'
import { decideInbound } from '../inbound/decide-inbound.ts'
import { inboundContent } from '../inbound/inbound-content.ts'
import { inboundMembersOf } from '../inbound/inbound-members-of.ts'
import { inboundRules } from '../inbound/inbound-rules.ts'
import { type CountedVisit, countedVisitOf } from '../situations/counted-visit.ts'
import { type CraftIdentities, createCraftIdentities } from '../situations/create-craft-identities.ts'
import type { WatchedArea } from '../watched-area.ts'
import { type AreaCraft, changeCraft, setCraftEntry } from './change-craft.ts'
import { type CraftEntry, takeSnapshot } from './craft-entry.ts'
import { type Bucket, type Changed, createAlertBoard } from './create-alert-board.ts'
import { createSituationIndex } from './create-situation-index.ts'
import { isDeepEqual } from './is-deep-equal.ts'

/** One area, real or exercise: its craft, situations and alerts of both kinds, kept up to date craft by craft. */
export const createAreaState = (area: WatchedArea, exercise: boolean) => {
  const craft: AreaCraft = {
    entries: new Map(),
    visitors: createCraftIdentities(area.rules.excludes),
    everyone: createCraftIdentities(area.rules.excludes),
    approaching: new Set(),
  }
  const { entries } = craft
  const { massArrivals, inbound } = createBoards(area, exercise, craft)
  const boards = [massArrivals, inbound] // Mass arrivals first: an inbound alert may end as one of them (design §4.14).
  const setEntry = (craftId: string, entry: CraftEntry | undefined): void => setCraftEntry(craft, area, craftId, entry)
  const setAlerts = (held: readonly HeldAlert[]): void => {
    for (const board of boards) board.setAlerts(held)
  }

  return {
    area,
    exercise,
    entries: entries as ReadonlyMap<string, CraftEntry>,
    /** Mass arrivals first; the same list as long as nothing has changed. */
    alerts: joinLists(() => boards.map((board) => board.alerts())),
    /** Of mass arrivals. */
    situations: massArrivals.situations,
    memberCount: massArrivals.memberCount,
    /** Craft with an approach, whether it counts or not; 0 where inbound groups are off. */
    approachCount: (): number => craft.approaching.size,
    /** Of both kinds. */
    allSituations: () => boards.flatMap((board) => [...board.situations]),
    /** Those of an alert's members that count now, whatever it says. */
    membersLeft: (held: HeldAlert) => (isInboundAlert(held.alert) ? inbound : massArrivals).membersLeft(held),

    /** Puts back stored or rebuilt craft; nothing follows from them before `evaluate`. */
    restore: setEntry,
    setAlerts,
    /** The entry that a snapshot leads to, or 'older' where a later one is held. */
    read: (snapshot: ArrivalsSnapshot, forgottenMs: number): CraftEntry | undefined | 'older' => {
      const before = entries.get(snapshot.craftId)
      if (before !== undefined && reflectsOrder(snapshot.reflects) < before.reflectsOffset) return 'older'
      return takeSnapshot(before, snapshot, forgottenMs)
    },
    /** Works out everything from the craft that were restored. */
    evaluate: (): void => {
      for (const board of boards) board.evaluate(entries.keys())
    },
    /** After `evaluate`, on a state that goes on from what was stored. */
    linkAlerts: (): void => {
      for (const board of boards) board.linkAlerts()
    },
    /** Compares all alerts with all situations, and publishes every difference at once. */
    reconcile: (bucket: Bucket, endReason?: string): readonly AreaAlert[] =>
      boards.flatMap((board) => board.reconcile(bucket, endReason)),
    /** Publishes what is pending, of the alerts that are asked for. */
    publishPending: (bucket: Bucket, isAsked: (held: HeldAlert) => boolean): readonly AreaAlert[] =>
      boards.flatMap((board) => board.publishPending(bucket, isAsked)),
    /** Takes in one craft's new entry. Returns the alert versions that follow, and what may have come apart. */
    change: (craftId: string, entry: CraftEntry | undefined, bucket: Bucket): Changed => {
      const before = entries.get(craftId)
      const isOtherVisitor = !isDeepEqual([before?.description, before?.visits], [entry?.description, entry?.visits])
      const isOther = isOtherVisitor || !isDeepEqual(before?.approach, entry?.approach)
      if (!isOther) {
        setEntry(craftId, entry)
        return { versions: [], oldestMs: Number.POSITIVE_INFINITY }
      }
      const touched = changeCraft(craft, [craftId], () => setEntry(craftId, entry))
      const changed = [
        ...(isOtherVisitor ? [massArrivals.change(touched.visitors, bucket)] : []),
        inbound.change(touched.everyone, bucket),
      ]
      return {
        versions: changed.flatMap(({ versions }) => versions),
        oldestMs: Math.min(...changed.map(({ oldestMs }) => oldestMs)),
      }
    },
    /** Removes craft and alerts without a new version: forgetting never changes an alert. */
    forget: (changed: ReadonlyMap<string, CraftEntry | undefined>, kept: readonly HeldAlert[]): void => {
      const touched = changeCraft(craft, [...changed.keys()], () => {
        for (const [craftId, entry] of changed) setEntry(craftId, entry)
      })
      massArrivals.forget(touched.visitors)
      inbound.forget(touched.everyone)
      setAlerts(kept)
      for (const board of boards) board.linkAlerts()
    },
    boatCraft: craft.visitors.craftOf,
  }
}

/** The boards of both kinds. Inbound groups are worked out as long as any craft of the area approaches. */
const createBoards = (
  area: WatchedArea,
  exercise: boolean,
  { entries, visitors, everyone, approaching }: AreaCraft,
) => {
  const { rules } = area
  const index = createSituationIndex(area, (craftId) => visitsThatCount(entries.get(craftId), visitors))
  const massArrivals = createAlertBoard(area, exercise, index, massArrivalRules(area, index.membersOf))
  const boats = createInboundBoats(entries, everyone, rules)
  const membersNow = (craftId: string): readonly CountedVisit[] => {
    const identity = everyone.identityOf(craftId)
    if (identity === undefined) return []
    const visits = visitsThatCount(entries.get(craftId), everyone)
    return [...visits, ...inboundMembersOf(craftId, identity, boats, rules)]
  }
  const kind = { createGraph: createInboundGraph, decide: decideInbound, content: inboundContent }
  const inboundIndex = createSituationIndex(
    area,
    (craftId) => (approaching.size === 0 ? [] : membersNow(craftId)),
    kind,
  )
  const { exclusionOf } = everyone
  const context = { area, boats, membersNow, exclusionOf, massArrivals: massArrivals.alerts }
  return { massArrivals, inbound: createAlertBoard(area, exercise, inboundIndex, inboundRules(context)) }
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

/** The lists in one, which is the same as long as they are. */
const joinLists = <Item>(lists: () => readonly (readonly Item[])[]) => {
  let last: readonly (readonly Item[])[] = []
  let joined: readonly Item[] = []
  return (): readonly Item[] => {
    const now = lists()
    if (now.some((list, index) => list !== last[index])) joined = now.flat()
    last = now
    return joined
  }
}

export type AreaState = ReturnType<typeof createAreaState>
