import { isLandfallError, LandfallError } from '@landfall/runtime'
import type { StateCheckpoint } from './checkpoint/find-checkpoint.ts'
import { isUnfinished, restoreFromCheckpoint } from './checkpoint/restore-from-checkpoint.ts'
import { openStageState, type StageState } from './open-stage-state.ts'
import type { StageDefinition } from './stage-definition.ts'
import type { StagePorts } from './stage-ports.ts'
import { progressTextOf, readStoredProgress } from './stored-progress.ts'

/** A state with the offset that it stands at; null when nothing was stored. */
export type LoadedState<State> = StageState<State> & {
  readonly nextOffset: number | null
  /** Equal texts at equal offsets: nobody has committed in between. */
  readonly progressText: string | undefined
}

type Ports = Pick<
  StagePorts<never, never, never>,
  'load' | 'discard' | 'logId' | 'partitions' | 'onUnreadable' | 'commit' | 'checkpoints' | 'onRestored' | 'onUnusable'
>

/**
 * What is stored, whole and decoded, or nothing of it: one entry that cannot be read makes all the others doubtful. It is then
 * discarded, and LF_STORE_CORRUPT (retryable) asks for the partition to be opened again. Where nothing is stored, the newest
 * checkpoint is stored and loaded. A state that was made from another
 * log is LF_OFFSET_GAP, also where this one has its offset; of a log with another number of partitions, LF_PARTITIONS_CHANGED. A state
 * of a newer version is LF_STATE_TOO_NEW, and left as it is.
 */
export const loadStageState = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  partition: number,
  ports: Ports,
): Promise<LoadedState<State>> => {
  const { partitions } = ports
  const logId = await ports.logId()
  const of = `the state of ${definition.name}, partition ${partition},`
  const formatMax = definition.stateVersion.format
  try {
    const { nextOffset, entries } = await ports.load(partition)
    if (isUnfinished(entries)) return await discardUnfinished(partition, ports)
    if (nextOffset === null) {
      const restored = await restoreFromCheckpoint(definition, partition, logId, ports)
      if (restored !== undefined) return loadedFrom(restored)
    }
    const opened = readEntries(partition, entries, () => {
      const stored = readStoredProgress(entries, { of, formatMax })
      const madeFrom = stored?.logId ?? logId
      if (madeFrom !== logId) throw otherLog(partition, madeFrom, logId)
      const madeOf = stored?.partitions ?? partitions
      if (madeOf !== partitions) throw otherPartitionCount(partition, madeOf, partitions)
      return openStageState(definition, { partition, partitions, entries, logId })
    })
    // What is emitted from now on follows other rules: nothing of before may be gone on with, should they come back.
    if (opened.startsOver && entries.size > 0) await ports.checkpoints?.revoke()
    return { ...opened, nextOffset, progressText: progressTextOf(entries) }
  } catch (error) {
    if (!isLandfallError(error, 'LF_STORE_CORRUPT')) throw error
    if ((await ports.discard(partition)) === 'discarded') ports.onUnreadable?.(partition, error)
    throw toBeReopened(partition, error)
  }
}

const loadedFrom = <State>({
  checkpoint: { nextOffset, entries },
  ...opened
}: StageState<State> & { readonly checkpoint: StateCheckpoint }): LoadedState<State> => ({
  ...opened,
  nextOffset,
  progressText: progressTextOf(entries),
})

/** Somebody began to store a checkpoint, and did not come to the end. */
const discardUnfinished = async (partition: number, { discard }: Pick<Ports, 'discard'>): Promise<never> => {
  await discard(partition)
  throw new LandfallError('LF_STORE_DOWN', `partition ${partition} is restored from its checkpoint again`, {
    retryable: true,
  })
}

const readEntries = <T>(partition: number, entries: ReadonlyMap<string, string>, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (isLandfallError(error) || entries.size === 0) throw error
    const what = `the entries of partition ${partition} are not what this version writes`
    throw new LandfallError('LF_STORE_CORRUPT', what, { retryable: false, cause: error })
  }
}

/** For whatever else touches the stored state: where it is found corrupt, the partition is opened again, which discards it. */
export const reopenIfCorrupt =
  (partition: number) =>
  (error: unknown): never => {
    throw isLandfallError(error, 'LF_STORE_CORRUPT') ? toBeReopened(partition, error) : error
  }

const toBeReopened = (partition: number, cause: unknown): LandfallError =>
  new LandfallError('LF_STORE_CORRUPT', `partition ${partition} is rebuilt from the log`, { retryable: true, cause })

const otherLog = (partition: number, madeFrom: string, logId: string): LandfallError =>
  new LandfallError(
    'LF_OFFSET_GAP',
    `the state of partition ${partition} is of log ${madeFrom}, the topic is ${logId}`,
    { retryable: false },
  )

/** A rebuild would not help: the log itself was written under the other number. */
const otherPartitionCount = (partition: number, madeOf: number, partitions: number): LandfallError =>
  new LandfallError(
    'LF_PARTITIONS_CHANGED',
    `the state of partition ${partition} was made of a log of ${madeOf} partitions, and this program counts ${partitions}: see "Partitions" in docs/operating.md`,
    { retryable: false },
  )
