import type { ArrivalsRecord, Topics } from '@landfall/contracts'
import type { PartitionOfArea } from '@landfall/kafka'
import {
  ALERT_BYTES_MAX,
  type AreaAlert,
  AWAITED_MS,
  alertJson,
  collectPublished,
  decodeGroups,
  type EmittedAlert,
  encodeGroups,
  evaluateGroups,
  foldArrivalsRecord,
  type GroupsEntry,
  type GroupsState,
  knowsAlertVersion,
  newGroupsState,
  noteGroupsMeta,
  readArrivalsRecord,
  reconcileGroups,
  restoreArrivalsRecord,
  summariseAlert,
  worldOf,
} from '@landfall/mass-arrivals'
import type { StageDefinition, StageRecord, StateVersion } from '@landfall/stage'
import { alertRecord } from './alert-record.ts'
import type { OneWorld } from './arrivals-stage.ts'
import { boundedJson, type OnTooLargeRecord } from './bounded-json.ts'
import type { WatchedAreas } from './load-areas.ts'

type GroupsStageOptions = OneWorld & {
  /** Where each area's arrivals are; all in every partition, if nothing is given. */
  readonly partitionOf?: PartitionOfArea | undefined
  /** Called for each record of an area whose arrivals are in another partition; it is skipped. */
  readonly onElsewhere?: (areaId: string, loggedAtMs: number) => void
  /** Called for each record that is no snapshot, watermark or tick; the stages write none other. */
  readonly onUnreadable?: () => void
  readonly onTooLargeRecord?: OnTooLargeRecord
  /** For how much of the log's time alerts stand as published after their log was lost; `AWAITED_MS` where nothing is given. */
  readonly awaitedMs?: number | undefined
}

/** As ARRIVALS_STATE: raised with what is stored, or with what a log leads to. */
const GROUPS_STATE: StateVersion = { format: 2, rules: 1 }

/** Arrivals by area, and ticks → alert versions. */
export const groupsStage = (
  { areas, configHash }: WatchedAreas,
  { alerts }: Pick<Topics, 'alerts'>,
  options: GroupsStageOptions = {},
): StageDefinition<GroupsState, GroupsEntry, EmittedAlert, AreaAlert> => {
  const { world, partitionOf, onSkipped, onUnreadable, onElsewhere, onTooLargeRecord, awaitedMs = AWAITED_MS } = options
  const isHereIn = (partition: number) => partitionOf && ((areaId: string) => partitionOf(areaId) === partition)
  const isOurs = (state: GroupsState, record: ArrivalsRecord, loggedAtMs: number): boolean => {
    if (record.type === 'tick') return true
    if (world !== undefined && worldOf(record.exercise) !== world) onSkipped?.()
    else if (!state.isHere(record.areaId)) onElsewhere?.(record.areaId, loggedAtMs)
    else return true
    return false
  }
  const read = (state: GroupsState, { value, timestampMs: loggedAtMs }: StageRecord) => {
    const record = readArrivalsRecord(value)
    if (record === undefined) onUnreadable?.()
    return { record: record && isOurs(state, record, loggedAtMs) ? record : undefined, loggedAtMs }
  }
  return {
    name: world === 'exercise' ? 'exercise-groups' : 'groups',
    stateVersion: GROUPS_STATE,
    configHash,
    onConfigChange: 'reconcile',
    initial: ({ partition }) => newGroupsState(areas, isHereIn(partition)),
    decode: (entries, { partition }) => decodeGroups(areas, entries, world, isHereIn(partition)),
    encode: encodeGroups,
    resume: evaluateGroups,
    evolve: (state, record, changes) => foldArrivalsRecord(state, read(state, record), changes, awaitedMs),
    restore: (state, record, changes) => {
      restoreArrivalsRecord(state, read(state, record), changes)
      return []
    },
    endBatch: (state, changes) => {
      noteGroupsMeta(state, changes)
      return []
    },
    reconcile: (state, { published, newLogSinceMs }, changes) => {
      const newLog = newLogSinceMs === null ? undefined : { sinceMs: newLogSinceMs, awaitedMs }
      return reconcileGroups(state, published === null ? null : collectPublished(published), changes, newLog)
    },
    versions: {
      versionOf: ({ alert }) => alert,
      idOf: ({ alertId, version }) => `${alertId}/${version}`,
      isKnown: knowsAlertVersion,
    },
    toRecord: ({ alert, loggedAtMs }) => {
      const bound = { bytesMax: ALERT_BYTES_MAX, summarise: summariseAlert, write: alertJson }
      const onTooLarge = (bytes: number | null) => onTooLargeRecord?.('alert', alert.alertId, bytes)
      const value = boundedJson(alert, { ...bound, onTooLarge })
      return alertRecord(alerts.name, alert, `/landfall/areas/${alert.areaId}`, loggedAtMs, value)
    },
  }
}
