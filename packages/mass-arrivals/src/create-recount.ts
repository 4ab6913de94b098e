import type { MassArrivalAlert } from '@landfall/contracts'
import { type ArrivalsPartition, openArrivals } from './arrivals/arrivals-partition.ts'
import type { AlertCounts } from './groups/alert-content.ts'
import type { PublishedAlert } from './groups/create-published-alerts.ts'
import { openGroups } from './groups/groups-partition.ts'
import type { LogEntry } from './log-batch.ts'
import type { WatchedArea } from './watched-area.ts'
import { worldOf } from './world.ts'

/** Past every record, so that nothing is told before all is read. */
const END_OFFSET = Number.MAX_SAFE_INTEGER
/** Nothing is stored, so there is no state made under other areas to tell this one from. */
const configHash = 'recount'

/** What the log says of one alert. */
export type RecountedAlert = {
  /** What the alert should say; that it would be another version is no difference. */
  readonly alert: MassArrivalAlert
  /** What its visits count now: of an ended alert, which stays as it ended, this may be something else than it says. */
  readonly left: AlertCounts
}

export type Recounted = {
  /** The newest observation, milliseconds since 1970; null where there is none. */
  readonly newestMs: number | null
  /** By alertId, the given ones and those that have none yet; a forgotten one is not among them. */
  readonly alerts: ReadonlyMap<string, RecountedAlert>
}

/**
 * Both stages over a whole log of observations at once, in memory: what the alerts of one area, real or exercise, should
 * say. It begins with nothing, as the stages do when their state is lost, and so is independent of the state they have.
 * `areas` are all that are watched: what is too late to be taken is decided by all of them.
 */
export const createRecount = (areas: readonly WatchedArea[], area: WatchedArea, exercise: boolean) => {
  const stages = new Map<number, ArrivalsPartition>()
  let refused = 0

  /** Folds consecutive records of one partition. */
  const fold = (partition: number, entries: readonly LogEntry[], nextOffset: number): void => {
    const stage = stages.get(partition) ?? openArrivals({ areas, configHash, partition }, new Map())
    stages.set(partition, stage)
    refused += stage.fold({ entries, nextOffset, highWatermark: END_OFFSET }).rejected.length
  }

  /** Ends it: `published` are the alerts whose ids and history are gone on with. */
  const finish = (published: readonly PublishedAlert[]): Recounted => {
    const end = { entries: [], nextOffset: END_OFFSET, highWatermark: END_OFFSET }
    const isOurs = (of: { readonly areaId: string; readonly exercise: boolean }): boolean =>
      of.areaId === area.areaId && of.exercise === exercise
    const told = [...stages.values()].flatMap((stage) => stage.fold(end).snapshots).filter(isOurs)
    const known = published.filter(({ last }) => isOurs(last))
    const groups = openGroups({ areas: [area], configHash }, new Map(), known)
    const entries = told.map(
      (snapshot, offset): LogEntry => ({ offset, timestampMs: 0, key: null, value: JSON.stringify(snapshot) }),
    )
    groups.fold({ ...end, entries })
    groups.fold(end)
    const alerts = groups.areaStates().flatMap((areaState) =>
      areaState
        .alerts()
        .filter(({ isOver }) => !isOver)
        .map((held): [string, RecountedAlert] => [
          held.alert.alertId,
          { alert: held.alert, left: areaState.countLeft(held) },
        ]),
    )
    const newest = [...stages.values()].flatMap((stage) => stage.newestMs()[worldOf(exercise)] ?? [])
    return { newestMs: newest.length === 0 ? null : Math.max(...newest), alerts: new Map(alerts) }
  }

  return { fold, finish, refused: () => refused }
}
export type Recount = ReturnType<typeof createRecount>
