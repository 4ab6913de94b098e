import type { AlertCraft, InboundCraft, InboundGroupAlert, MassArrivalAlert } from '@landfall/contracts'
import { type AlertCounts, countMembers } from './alerts/alert-content.ts'
import { isInboundAlert } from './alerts/area-alert.ts'
import type { PublishedAlert } from './alerts/create-published-alerts.ts'
import { allEvidence } from './alerts/list-evidence.ts'
import { type ArrivalsState, isolateCraft, newArrivalsState } from './arrivals/arrivals-state.ts'
import { allSnapshots } from './arrivals/changed-snapshots.ts'
import { allWatermarks } from './arrivals/due-watermarks.ts'
import { foldObservation } from './arrivals/fold-observation.ts'
import { restoreSnapshot, restoreWatermark } from './groups/fold-snapshot.ts'
import { type GroupsState, newGroupsState } from './groups/groups-state.ts'
import { reconcileGroups } from './groups/reconcile-groups.ts'
import { countInbound, type InboundCounts } from './inbound/inbound-content.ts'
import { allInboundEvidence } from './inbound/list-inbound-evidence.ts'
import type { LogEntry } from './log-entry.ts'
import type { WatchedArea } from './watched-area.ts'
import { worldOf } from './world.ts'

/** Past every record: the snapshots speak of the whole log. */
const LAST_OFFSET = Number.MAX_SAFE_INTEGER - 1
const UNSTORED = { set: (): void => {} }

/** What the log says of one mass arrival. */
export type RecountedAlert = {
  /** What the alert should say; its version number aside. */
  readonly alert: MassArrivalAlert
  /** What its visits count now. An ended alert stays as it ended, so it may say something else. */
  readonly left: AlertCounts
  /** All of those visits with all their names, though the alert lists no more than the most important. */
  readonly craft: readonly AlertCraft[]
}

/** What the log says of one inbound group; as of a mass arrival. */
export type RecountedInbound = {
  readonly alert: InboundGroupAlert
  readonly left: InboundCounts
  readonly craft: readonly InboundCraft[]
}

export type Recounted = {
  /** The newest observation, milliseconds since 1970; null where there is none. */
  readonly newestMs: number | null
  /** What could not be folded, and was skipped. */
  readonly faults: readonly RecountFault[]
  /** Mass arrivals by alertId, the given ones and those that have none yet; a forgotten one is not among them. */
  readonly alerts: ReadonlyMap<string, RecountedAlert>
  /** The same of inbound groups. */
  readonly inbound: ReadonlyMap<string, RecountedInbound>
}

/** `record`: `partition/offset` of an observation, or the craft that its arrivals are of. */
export type RecountFault = { readonly record: string; readonly error: unknown }

/**
 * Both stages over a whole log of observations at once, in memory: what the alerts of one area, real or exercise, should
 * say. It starts from nothing, as the stages do when their state is lost, and so is independent of their state.
 * `areas` are all that are watched: all of them decide what comes too late.
 *
 * A record that throws is skipped, as windowing skips it (design §5.6), and named. It may have changed half of the
 * state: then the log must be recounted with `isCareful`, which tries each record apart first, and takes twice as long.
 */
export const createRecount = (
  areas: readonly WatchedArea[],
  area: WatchedArea,
  exercise: boolean,
  { isCareful = false } = {},
) => {
  const partitions = new Map<number, ArrivalsState>()
  const faults: RecountFault[] = []
  let refused = 0

  const skipFaulty = (record: string, fold: () => void): void => {
    try {
      fold()
    } catch (error) {
      faults.push({ record, error })
    }
  }

  /** Folds consecutive records of one partition. */
  const fold = (partition: number, entries: readonly LogEntry[]): void => {
    const state = partitions.get(partition) ?? newArrivalsState({ areas, partition }, false)
    partitions.set(partition, state)
    const foldInto = (into: ArrivalsState, entry: LogEntry): number =>
      foldObservation(entry, { state: into, changes: UNSTORED, isNoted: false }).length
    for (const entry of entries) {
      skipFaulty(`${partition}/${entry.offset}`, () => {
        if (isCareful) foldInto(isolateCraft(state, entry), entry)
        refused += foldInto(state, entry)
      })
    }
  }

  /** Finishes the recount: `published` are the alerts whose ids and history are continued. */
  const finish = (published: readonly PublishedAlert[]): Recounted => {
    const isOurs = (of: { readonly areaId: string; readonly exercise: boolean }): boolean =>
      of.areaId === area.areaId && of.exercise === exercise
    const snapshots = [...partitions.values()].flatMap((state) => allSnapshots(state, LAST_OFFSET)).filter(isOurs)
    const groups = newGroupsState([area])
    for (const watermark of [...partitions.values()].flatMap(allWatermarks)) restoreWatermark(groups, watermark)
    for (const snapshot of snapshots) {
      skipFaulty(snapshot.craftId, () => restoreSnapshot(groups, snapshot, UNSTORED))
    }
    reconcileGroups(
      groups,
      published.filter(({ last }) => isOurs(last)),
      UNSTORED,
    )
    const newest = [...partitions.values()].flatMap((state) => state.newestMs[worldOf(exercise)] ?? [])
    return { newestMs: newest.length === 0 ? null : Math.max(...newest), faults, ...recountedAlerts(groups) }
  }

  /** Whether a record threw, and what is recounted may be half changed by it. */
  const mustBeCareful = (): boolean => faults.length > 0 && !isCareful

  return { fold, finish, mustBeCareful, refused: () => refused }
}
export type Recount = ReturnType<typeof createRecount>

const recountedAlerts = ({ areaStates }: GroupsState): Pick<Recounted, 'alerts' | 'inbound'> => {
  const alerts = new Map<string, RecountedAlert>()
  const inbound = new Map<string, RecountedInbound>()
  for (const { area, alerts: heldAlerts, membersLeft } of areaStates.all())
    for (const held of heldAlerts().filter(({ isOver }) => !isOver)) {
      const { alert } = held
      const left = membersLeft(held)
      if (isInboundAlert(alert))
        inbound.set(alert.alertId, { alert, left: countInbound(left, area), craft: allInboundEvidence(left) })
      else alerts.set(alert.alertId, { alert, left: countMembers(left, area), craft: allEvidence(left) })
    }
  return { alerts, inbound }
}
