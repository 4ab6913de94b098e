import { SourceRecord, type Topics } from '@landfall/contracts'
import type { StageDefinition, StageRecord, StateVersion } from '@landfall/stage'
import { alertRecord } from './alert-record.ts'
import type { SourceFoldOptions } from './domain/sources/fold-distress.ts'
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
import type { WatchedAreas } from './load-areas.ts'

type SourcesStageOptions = Partial<Omit<SourceFoldOptions, 'areaIdAt'>> & {
  /** Which of them a call for help is in; none, if nothing is given. */
  readonly watched?: WatchedAreas | undefined
  /** Called for each record that is no activity, tick, diagnostic or call; ingest and windowing write none other. */
  readonly onUnreadable?: () => void
}

/** As ARRIVALS_STATE: raised with what is stored, or with what a log leads to. */
const SOURCES_STATE: StateVersion = { format: 2, rules: 1 }

/**
 * Activity of sources as ingest sees it, ticks, diagnostics and calls for help → versions of source-silent, source-limit, diagnostic and
 * distress alerts.
 */
export const sourcesStage = (
  { alerts }: Pick<Topics, 'alerts'>,
  { watched, onUnreadable, sourcesMax = SOURCES_MAX, devicesMax }: SourcesStageOptions = {},
): StageDefinition<SourcesState, SourcesEntry, EmittedSourceAlert, SourceAlert> => {
  const options: SourceFoldOptions = { areaIdAt: areaIdAtOf(watched?.areas ?? []), sourcesMax, devicesMax }
  const read = (value: StageRecord['value']): SourceRecord | undefined => {
    const record = parseSourceRecord(value)
    if (record === undefined) onUnreadable?.()
    return record
  }
  return {
    name: 'sources',
    stateVersion: SOURCES_STATE,
    configHash: watched?.configHash ?? '', // The policy of sources comes with each tick.
    onConfigChange: 'reconcile',
    initial: newSourcesState,
    decode: decodeSources,
    encode: JSON.stringify,
    evolve: (state, { value, timestampMs }, changes) => {
      const record = read(value)
      return record === undefined ? [] : foldSourceRecord(state, record, timestampMs, changes, options)
    },
    restore: (state, { value, timestampMs }, changes) => {
      const record = read(value)
      if (record !== undefined) restoreSourceRecord(state, record, timestampMs, changes, options)
      return []
    },
    endBatch: (state, changes) => {
      noteSourcesMeta(state, changes)
      return []
    },
    reconcile: (state, { published }, changes) => reconcileSources(state, published, changes, options),
    versions: {
      versionOf: ({ alert }) => alert,
      idOf: ({ alertId, version }) => `${alertId}/${version}`,
      isKnown: isKnownAlert,
    },
    toRecord: ({ alert, loggedAtMs }) => alertRecord(alerts.name, alert, ceSourceOf(alert), loggedAtMs),
  }
}

/** The area that a place is in. Null where it is in none, or in several: the alert then concerns everybody. */
const areaIdAtOf =
  (areas: WatchedAreas['areas']): SourceFoldOptions['areaIdAt'] =>
  (longitude, latitude) => {
    const [first, ...others] = areas.filter(({ contains }) => contains(longitude, latitude))
    return first !== undefined && others.length === 0 ? first.areaId : null
  }

const ceSourceOf = (alert: SourceAlert): string => {
  const subject = subjectOf(alert)
  switch (subject.of) {
    case 'source':
      return `/landfall/sources/${encodeURIComponent(subject.alert.source.id)}`
    case 'limit':
      return '/landfall/sources'
    case 'device':
      return '/landfall/distress'
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
