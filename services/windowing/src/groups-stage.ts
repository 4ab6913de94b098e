import type { ArrivalsSnapshot, ArrivalsWatermark, MassArrivalAlert, Topics } from '@landfall/contracts'
import {
  ALERT_BYTES_MAX,
  collectPublished,
  decodeGroups,
  type EmittedAlert,
  evaluateGroups,
  foldSnapshot,
  foldWatermark,
  type GroupsEntry,
  type GroupsState,
  knowsAlertVersion,
  newGroupsState,
  noteGroupsMeta,
  readSnapshot,
  reconcileGroups,
  restoreSnapshot,
  restoreWatermark,
  summariseAlert,
  worldOf,
} from '@landfall/mass-arrivals'
import type { StageDefinition, StageRecord } from '@landfall/stage'
import { alertRecord } from './alert-record.ts'
import type { OneWorld } from './arrivals-stage.ts'
import { boundedJson, type OnTooLargeRecord } from './bounded-json.ts'
import type { WatchedAreas } from './load-areas.ts'

type GroupsStageOptions = OneWorld & {
  /** Called for each record that is neither a snapshot nor a watermark; the arrivals stage writes none. */
  readonly onUnreadable?: () => void
  readonly onTooLargeRecord?: OnTooLargeRecord
}

/** Arrivals by area → alert versions. */
export const groupsStage = (
  { areas, configHash }: WatchedAreas,
  { alerts }: Pick<Topics, 'alerts'>,
  { world, onPassedOver, onUnreadable, onTooLargeRecord }: GroupsStageOptions = {},
): StageDefinition<GroupsState, GroupsEntry, EmittedAlert, MassArrivalAlert> => {
  const read = ({ value }: StageRecord): ArrivalsSnapshot | ArrivalsWatermark | undefined => {
    const arrived = readSnapshot(value)
    if (arrived === undefined) onUnreadable?.()
    if (arrived === undefined || world === undefined || worldOf(arrived.exercise) === world) return arrived
    onPassedOver?.()
    return undefined
  }
  return {
    name: world === 'exercise' ? 'exercise-groups' : 'groups',
    configHash,
    onConfigChange: 'reconcile',
    initial: () => newGroupsState(areas),
    decode: (entries) => decodeGroups(areas, entries, world),
    encode: JSON.stringify,
    resume: evaluateGroups,
    evolve: (state, record, changes) => {
      const arrived = read(record)
      if (arrived?.type === 'arrivals') return foldSnapshot(state, arrived, record.timestampMs, changes)
      if (arrived !== undefined) foldWatermark(state, arrived, changes)
      return []
    },
    restore: (state, record, changes) => {
      const arrived = read(record)
      if (arrived?.type === 'arrivals') restoreSnapshot(state, arrived, changes)
      else if (arrived !== undefined) restoreWatermark(state, arrived)
      return []
    },
    endBatch: (state, changes) => {
      noteGroupsMeta(state, changes)
      return []
    },
    reconcile: (state, { published }, changes) =>
      reconcileGroups(state, published === null ? null : collectPublished(published), changes),
    versions: {
      versionOf: ({ alert }) => alert,
      idOf: ({ alertId, version }) => `${alertId}/${version}`,
      isKnown: knowsAlertVersion,
    },
    toRecord: ({ alert, loggedAtMs }) => {
      const bound = { bytesMax: ALERT_BYTES_MAX, summarise: summariseAlert }
      const onTooLarge = (bytes: number | null) => onTooLargeRecord?.('alert', alert.alertId, bytes)
      const value = boundedJson(alert, { ...bound, onTooLarge })
      return alertRecord(alerts.name, alert, `/landfall/areas/${alert.areaId}`, loggedAtMs, value)
    },
  }
}
