import type { SourceSilentAlert, Topics } from '@landfall/contracts'
import { SourceRecord } from '@landfall/contracts'
import type { StageDefinition } from '@landfall/stage'
import { alertRecord } from './alert-record.ts'
import { type EmittedSilence, foldSourceRecord, restoreSourceRecord } from './domain/sources/fold-source-record.ts'
import { isKnownSilence, reconcileSources } from './domain/sources/reconcile-sources.ts'
import {
  decodeSources,
  newSourcesState,
  noteSourcesMeta,
  type SourcesEntry,
  type SourcesState,
} from './domain/sources/sources-state.ts'

/** Activity of sources as ingest sees it, and ticks → versions of source-silent alerts. */
export const sourcesStage = ({
  alerts,
}: Pick<Topics, 'alerts'>): StageDefinition<SourcesState, SourcesEntry, EmittedSilence, SourceSilentAlert> => ({
  name: 'sources',
  configHash: '', // The policy comes with each tick.
  onConfigChange: 'reconcile',
  initial: newSourcesState,
  decode: decodeSources,
  encode: JSON.stringify,
  evolve: (state, { value, timestampMs }, changes) => {
    const record = parseSourceRecord(value)
    return record === undefined ? [] : foldSourceRecord(state, record, timestampMs, changes)
  },
  restore: (state, { value, timestampMs }, changes) => {
    const record = parseSourceRecord(value)
    if (record !== undefined) restoreSourceRecord(state, record, timestampMs, changes)
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
    isKnown: isKnownSilence,
  },
  toRecord: ({ alert, loggedAtMs }) =>
    alertRecord(alerts.name, alert, `/landfall/sources/${encodeURIComponent(alert.source.id)}`, loggedAtMs),
})

/** One record of the sources topic; undefined where it is none. */
const parseSourceRecord = (value: { toString(): string } | null): SourceRecord | undefined => {
  try {
    return SourceRecord.safeParse(JSON.parse(String(value))).data
  } catch {
    return undefined
  }
}
