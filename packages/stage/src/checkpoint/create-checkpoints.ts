import type { Bounds } from '@landfall/kafka'
import type { LoadedPartition } from '@landfall/redis'
import { LandfallError } from '@landfall/runtime'
import type { CheckpointLog } from './checkpoint-log.ts'
import { createCheckpointWriter } from './create-checkpoint-writer.ts'
import { findCheckpoint, type StateCheckpoint } from './find-checkpoint.ts'

/** The checkpoints of one partition of a stage, from when it is assigned. */
export type Checkpoints = {
  /** As `findCheckpoint` has it. `other-outputs`: what it has emitted is in topics that are gone. */
  readonly find: () => Promise<StateCheckpoint | 'none' | 'torn' | 'other-outputs'>
  /** Of the log that the state is made from: where it begins, and one past its newest record. */
  readonly logBounds: () => Promise<Bounds>
  /** Nothing that was written up to now is found any more. Resolves when that is durable. */
  readonly revoke: () => Promise<void>
  /**
   * To be called between two commits of a live state. Where a checkpoint is due, copies what is stored, and resolves when that is
   * done; the copy is written in the background. Never rejects.
   */
  readonly copyIfDue: () => Promise<void>
  /** What is being written is broken off. */
  readonly close: () => Promise<void>
}

export type WrittenCheckpoint = {
  readonly nextOffset: number
  readonly entries: number
  /** Compressed. */
  readonly bytes: number
  /** For how long nothing was folded, in milliseconds. */
  readonly copyMs: number
}

type CheckpointsSpec = Pick<Checkpoints, 'logBounds'> & {
  readonly log: CheckpointLog
  /** What is stored, whoever stored it. It must not be the load of the owner's own store: that would let it commit over another's state. */
  readonly load: () => Promise<LoadedPartition>
  /** Ids of the topics that the stage emits to, as of when it began. */
  readonly outputs: () => Promise<readonly string[]>
  /** Whether to begin now; the function that it returns is called at the end. */
  readonly begin: () => (() => void) | undefined
  readonly onWritten: (written: WrittenCheckpoint) => void
  readonly onFailed: (error: unknown) => void
}

export const createCheckpoints = (spec: CheckpointsSpec): Checkpoints => {
  const { log, load, outputs, begin, onWritten, onFailed, logBounds } = spec
  const writer = createCheckpointWriter(log)
  let isClosed = false

  const write = async (copied: () => void): Promise<WrittenCheckpoint> => {
    const startedMs = performance.now()
    let copy = { nextOffset: 0, entries: 0, copyMs: 0 }
    const bytes = await writer.write(async () => {
      const { nextOffset, entries } = await load()
      if (nextOffset === null) throw new LandfallError('LF_FENCED', 'nothing is stored any more', { retryable: true })
      copy = { nextOffset, entries: entries.size, copyMs: performance.now() - startedMs }
      copied()
      return { nextOffset, entries, outputs: await outputs() }
    })
    return { ...copy, bytes }
  }

  return {
    find: async () => {
      const found = findCheckpoint(await log.read())
      if (typeof found === 'string') return found
      return found.outputs.join() === (await outputs()).join() ? found : 'other-outputs'
    },
    logBounds,
    revoke: writer.revoke,
    copyIfDue: async () => {
      const end = begin()
      if (end === undefined) return
      const { promise, resolve: copied } = Promise.withResolvers<void>()
      void write(copied)
        .then(onWritten, (error: unknown) => {
          if (!isClosed) onFailed(error)
        })
        .finally(() => {
          end()
          copied()
        })
      await promise
    },
    close: () => {
      isClosed = true
      return writer.close()
    },
  }
}
