import type { ArrivalsRecord, MassArrivalAlert, Topics } from '@landfall/contracts'
import {
  ALERT_BYTES_MAX,
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
  /** Called for each record that is no snapshot, watermark or tick; the stages write none other. */
  readonly onUnreadable?: () => void
  readonly onTooLargeRecord?: OnTooLargeRecord
  /** For how much of the log's time alerts stand as published after their log was lost; `AWAITED_MS` where nothing is given. */
  readonly awaitedMs?: number | undefined
}

/** As ARRIVALS_STATE: raised with what is stored, or with what a log leads to. */
const GROUPS_STATE: StateVersion = { format: 1, rules: 1 }

/** Arrivals by area, and ticks → alert versions. */
export const groupsStage = (
  { areas, configHash }: WatchedAreas,
  { alerts }: Pick<Topics, 'alerts'>,
  { world, onPassedOver, onUnreadable, onTooLargeRecord, awaitedMs }: GroupsStageOptions = {},
): StageDefinition<GroupsState, GroupsEntry, EmittedAlert, MassArrivalAlert> => {
  const ofOurWorld = (record: ArrivalsRecord | undefined): ArrivalsRecord | undefined => {
    if (record === undefined || record.type === 'tick' || world === undefined) return record
    if (worldOf(record.exercise) === world) return record
    onPassedOver?.()
    return undefined
  }
  const read = ({ value, timestampMs }: StageRecord) => {
    const record = readArrivalsRecord(value)
    if (record === undefined) onUnreadable?.()
    return { record: ofOurWorld(record), loggedAtMs: timestampMs }
  }
  return {
    name: world === 'exercise' ? 'exercise-groups' : 'groups',
    stateVersion: GROUPS_STATE,
    configHash,
    onConfigChange: 'reconcile',
    initial: () => newGroupsState(areas),
    decode: (entries) => decodeGroups(areas, entries, world),
    encode: encodeGroups,
    resume: evaluateGroups,
    evolve: (state, record, changes) => foldArrivalsRecord(state, read(record), changes, awaitedMs),
    restore: (state, record, changes) => {
      restoreArrivalsRecord(state, read(record), changes)
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
