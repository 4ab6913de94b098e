import { type Bounds, type KafkaClient, readTopicId } from '@landfall/kafka'
import type { PartitionStore } from '@landfall/redis'
import { createCheckpointSchedule } from './create-checkpoint-schedule.ts'
import { type Checkpoints, createCheckpoints, type WrittenCheckpoint } from './create-checkpoints.ts'
import { type CheckpointLogSpec, openCheckpointLog } from './open-checkpoint-log.ts'

export type CheckpointsOfStage = Pick<CheckpointLogSpec, 'topic'> & {
  /** Between two of a partition, in milliseconds; 0: none are written. */
  readonly intervalMs: number
  readonly onWritten: (partition: number, written: WrittenCheckpoint) => void
  readonly onFailed: (partition: number, error: unknown) => void
}

type StageSpec = KafkaClient & {
  readonly groupId: string
  readonly outputTopics: readonly { readonly name: string }[]
  readonly partitions: number
  readonly openStore: () => PartitionStore
  readonly boundsOf: (partition: number) => Promise<Bounds>
  readonly checkpoints?: CheckpointsOfStage
}

/** Returns a function that makes the checkpoints of a partition, from when it is assigned. */
export const openCheckpoints = (
  name: string,
  { brokers, clientId, logger, security, ...spec }: StageSpec,
): ((partition: number) => Checkpoints | undefined) => {
  const { checkpoints, groupId, outputTopics, openStore, boundsOf, partitions } = spec
  if (checkpoints === undefined) return () => undefined
  const client: KafkaClient = { brokers, clientId, logger, security } // None of the stage's own limits.
  const { topic, intervalMs, onWritten, onFailed } = checkpoints
  const schedule = createCheckpointSchedule({ intervalMs, partitions, clock: () => performance.now() })
  let known: Promise<readonly string[]> | undefined
  const outputs = (): Promise<readonly string[]> => {
    known ??= Promise.all(outputTopics.map((output) => readTopicId({ ...client, topic: output.name })))
    known.catch(() => {
      known = undefined // Asked again when it is needed.
    })
    return known
  }
  void outputs().catch(() => {})
  return (partition) =>
    createCheckpoints({
      outputs,
      logBounds: () => boundsOf(partition),
      log: openCheckpointLog({ ...client, topic, name, partition, writer: `${groupId}.${partition}.checkpoints` }),
      load: () => openStore().load(partition),
      begin: schedule.open(partition),
      onWritten: (written) => onWritten(partition, written),
      onFailed: (error) => onFailed(partition, error),
    })
}
