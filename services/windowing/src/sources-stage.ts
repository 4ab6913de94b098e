import { SourceRecord, type Topics } from '@landfall/contracts'
import type { StageDefinition, StageRecord, StateVersion } from '@landfall/stage'
import { alertRecord } from './alert-record.ts'
import { foldSourceRecord, restoreSourceRecord } from './domain/sources/fold-source-record.ts'
import { isKnownAlert, reconcileSources } from './domain/sources/reconcile-sources.ts'
import { type EmittedSourceAlert, type SourceAlert, subjectOf } from './domain/sources/source-alert.ts'
import {
  decodeSources,
  newSourcesState,
  noteSourcesMeta,
  SOURCES_MAX,
  type SourcesEntry,
  type SourcesState,
} from './domain/sources/sources-state.ts'

/** As ARRIVALS_STATE: raised with what is stored, or with what a log leads to. */
const SOURCES_STATE: StateVersion = { format: 1, rules: 1 }

/** Activity of sources as ingest sees it, ticks and diagnostics → versions of source-silent, source-limit and diagnostic alerts. */
export const sourcesStage = (
  { alerts }: Pick<Topics, 'alerts'>,
  sourcesMax: number = SOURCES_MAX,
  /** Called for each record that is no activity, tick or diagnostic; ingest and windowing write none other. */
  onUnreadable?: () => void,
): StageDefinition<SourcesState, SourcesEntry, EmittedSourceAlert, SourceAlert> => {
  const read = (value: StageRecord['value']): SourceRecord | undefined => {
    const record = parseSourceRecord(value)
    if (record === undefined) onUnreadable?.()
    return record
  }
  return {
    name: 'sources',
    stateVersion: SOURCES_STATE,
    configHash: '', // The policy comes with each tick.
    onConfigChange: 'reconcile',
    initial: newSourcesState,
    decode: decodeSources,
    encode: JSON.stringify,
    evolve: (state, { value, timestampMs }, changes) => {
      const record = read(value)
      return record === undefined ? [] : foldSourceRecord(state, record, timestampMs, changes, sourcesMax)
    },
    restore: (state, { value, timestampMs }, changes) => {
      const record = read(value)
      if (record !== undefined) restoreSourceRecord(state, record, timestampMs, changes, sourcesMax)
      return []
    },
    endBatch: (state, changes) => {
      noteSourcesMeta(state, changes)
      return []
    },
    reconcile: (state, { published }, changes) => reconcileSources(state, published ?? [], changes),
    versions: {
      versionOf: ({ alert }) => alert,
      idOf: ({ alertId, version }) => `${alertId}/${version}`,
      isKnown: isKnownAlert,
    },
    toRecord: ({ alert, loggedAtMs }) => alertRecord(alerts.name, alert, ceSourceOf(alert), loggedAtMs),
  }
}

const ceSourceOf = (alert: SourceAlert): string => {
  const subject = subjectOf(alert)
  switch (subject.of) {
    case 'source':
      return `/landfall/sources/${encodeURIComponent(subject.alert.source.id)}`
    case 'limit':
      return '/landfall/sources'
    case 'system':
      return `/landfall/diagnostics/${subject.alert.cause}`
    default:
      return subject satisfies never
  }
}

/** One record of the sources topic; undefined where it is none. */
const parseSourceRecord = (value: StageRecord['value']): SourceRecord | undefined => {
  try {
    return SourceRecord.safeParse(JSON.parse(String(value))).data
  } catch {
    return undefined
  }
}
