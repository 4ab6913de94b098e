import type { OutRecord, SentRecord } from '@landfall/kafka'
import type { Commit, LoadedPartition } from '@landfall/redis'
import type { Checkpoints } from './checkpoint/create-checkpoints.ts'
import type { CheckpointRestored, UnusableCheckpoint } from './checkpoint/unusable-checkpoint.ts'
import type { PartitionView } from './create-stage-machine.ts'
import type { StageBatch } from './stage-batch.ts'
import type { SetAside } from './step-result.ts'

/** Per partition of a topic the offset up to which it was read. */
export type TopicPositions = ReadonlyMap<number, number>

/** From these positions on; all there is where none are given. */
export type ReadPublished<Version> = (from?: TopicPositions) => Promise<{
  readonly versions: readonly Version[]
  readonly positions: TopicPositions
  /** The log's time of the first of these versions, milliseconds; absent where there is none. */
  readonly beganMs?: number | undefined
}>

export type CommittedBatch = {
  readonly partition: number
  readonly batch: StageBatch
  readonly outcome: 'committed' | 'refused'
}

/** What the runner needs of Kafka and Redis, each named by the need. */
export type StagePorts<State, Output, Version> = {
  readonly load: (partition: number) => Promise<LoadedPartition>
  /** Deletes what could not be read, unless another owner has written since. */
  readonly discard: (partition: number) => Promise<'discarded' | 'refused'>
  /** The log's own id: a topic that was deleted and created again is another log. */
  readonly logId: () => Promise<string>
  /** Of the log, as its contract says. */
  readonly partitions: number
  /** One past the newest record of the partition. */
  readonly endOffset: (partition: number) => Promise<number>
  /** The log's time of the earliest record of the partition, milliseconds; null where it holds none. */
  readonly logBeganMs: (partition: number) => Promise<number | null>
  /** Of the partition; absent: none are written or used. */
  readonly checkpoints?: Checkpoints | undefined
  /** The versions that owners of this partition have published; needed where the stage has versions. */
  readonly readPublished?: (partition: number) => ReadPublished<Version>
  /** Resolves when all records are durable (acks=all). */
  readonly produce: (records: readonly OutRecord[]) => Promise<readonly SentRecord[]>
  /** Resolves when the records that could not be folded are durable in the dead-letter topic. */
  readonly setAside: (partition: number, records: readonly SetAside[]) => Promise<void>
  readonly commit: (partition: number, commit: Commit) => Promise<'committed' | 'refused'>
  /**
   * Waits for the turn of the next part of a batch, where other work of the process goes before it; calls `heartbeat` while it
   * waits. Resolves with a function that ends the turn.
   */
  readonly takeTurn?: ((heartbeat: () => Promise<void>) => Promise<() => void>) | undefined
  /** Called with the state of a partition before it is used, for health and metrics. */
  readonly onOpened?: (partition: number, view: PartitionView<State>) => void
  /** Called when a state is discarded because it cannot be read. */
  readonly onUnreadable?: (partition: number, error: unknown) => void
  /** Called when a state that was missing goes on from a checkpoint. */
  readonly onRestored?: (partition: number, restored: CheckpointRestored) => void
  /** Called when a state is missing and what there is of checkpoints cannot be used: it is rebuilt from the log. */
  readonly onUnusable?: (partition: number, reason: UnusableCheckpoint) => void
  /** Called with the outputs of each batch before they are produced, for metrics. */
  readonly onOutputs?: (outputs: readonly Output[]) => void
  /** Called after each commit, for metrics. */
  readonly onCommitted?: (committed: CommittedBatch) => void
}
