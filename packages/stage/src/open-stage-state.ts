import { initialProgress, type Progress } from './progress.ts'
import type { StageDefinition } from './stage-definition.ts'
import { ENGINE_KEY, LEGACY_KEYS, readStoredProgress } from './stored-progress.ts'

/** What a partition goes on with. */
export type StageState<State> = {
  readonly state: State
  readonly progress: Progress
  readonly logId: string
  readonly partitions?: number
  /** Nothing is stored, or nothing of use: read from the earliest record, the first commit replaces what is there. */
  readonly startsOver: boolean
  /** Stored entries that this state has no more use for: they go with the first commit, unless it writes them again. */
  readonly orphanedKeys: readonly string[]
  /** Up to where the state knows the versions in the topic, by partition; null: it knows of none. */
  readonly knownUpTo: ReadonlyMap<number, number> | null
}

/** What stands in the versions' topic; nothing, for a stage without versions. */
export type PublishedVersions<Version> = {
  /** All of them where the state cannot do without; else empty. */
  readonly all: readonly Version[]
  /** Those that a live state does not know of. */
  readonly unknown: readonly Version[]
  /** Where each partition of the topic ended. */
  readonly endOffsets: ReadonlyMap<number, number>
  /** The log's time of the first of `all`, milliseconds; absent where there is none. */
  readonly beganMs?: number | undefined
}

export type StoredPartition = {
  readonly partition: number
  /** Of the contract of the topic that the state is made from; absent where it is not known. */
  readonly partitions?: number
  readonly entries: ReadonlyMap<string, string>
  readonly logId: string
}

/**
 * The state that a partition goes on with, from what is stored. Throws for entries that cannot be read, and LF_STATE_TOO_NEW
 * for those of a newer version.
 */
export const openStageState = <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  { partition, partitions, entries, logId }: StoredPartition,
): StageState<State> => {
  const { name, stateVersion } = definition
  const of = `the state of ${name}, partition ${partition},`
  const stored = readStoredProgress(entries, { of, formatMax: stateVersion.format })
  const { progress, startsOver } = initialProgress(stored, definition)
  const opening = { partition, replaces: startsOver && stored !== undefined }
  const own = new Map(entries)
  for (const key of [ENGINE_KEY, ...Object.values(LEGACY_KEYS)]) own.delete(key)
  const state = startsOver ? definition.initial(opening) : definition.decode(own, opening)
  if (progress.phase === 'live') definition.resume?.(state)
  return {
    state,
    progress,
    logId,
    ...(partitions !== undefined && { partitions }),
    startsOver,
    orphanedKeys: startsOver
      ? [...entries.keys()].filter((key) => key !== ENGINE_KEY)
      : Object.values(LEGACY_KEYS).filter((key) => entries.has(key)),
    knownUpTo: stored?.progress.phase === 'live' && !startsOver ? new Map(stored.published) : null,
  }
}
