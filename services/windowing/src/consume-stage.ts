import {
  createLogBounds,
  type FencedProducer,
  type OutRecord,
  openFencedProducer,
  openPartitionConsumer,
  type PartitionConsumer,
  type PartitionConsumerSpec,
  type RecordBatch,
  readTopicId,
} from '@landfall/kafka'
import type { PartitionStore } from '@landfall/redis'
import { type FetchedBatch, openStagePartition, type StagePorts } from './run-stage.ts'

export type StageSpec = Omit<PartitionConsumerSpec, 'openPartition'> &
  Pick<StagePorts<OutRecord>, 'open' | 'onFolded' | 'onUnreadable'> & {
    readonly entriesMax: number
    /** The topics that only this stage's owner of a partition may write to. */
    readonly outputTopics: readonly [string, ...string[]]
    readonly openStore: () => PartitionStore
    /** Begins when a partition is taken; what it answers ends it. */
    readonly whileAssigned?: (partition: number) => () => void
  }

/** One stage on the partitions that the group gives to this instance. */
export const consumeStage = async (spec: StageSpec): Promise<PartitionConsumer> => {
  const { groupId, entriesMax, outputTopics } = spec
  const pace = { entriesMax, clock: () => performance.now() }
  const producers = new Set<FencedProducer>()
  const bounds = createLogBounds(spec)
  const logId = (): Promise<string> => readTopicId(spec)
  const endOffset = async (partition: number) => (await bounds.read()).get(partition)?.high ?? 0

  const openPartition: PartitionConsumerSpec['openPartition'] = async (partition) => {
    // Before all else: what is loaded and read from here on is all that former owners have told.
    const producer = await openFencedProducer({ ...spec, name: `${groupId}.${partition}`, topics: outputTopics })
    producers.add(producer)
    const close = (): void => {
      producers.delete(producer)
      void producer.close()
    }
    try {
      // A store for each time the partition is taken: an owner of before may still have a batch in hand.
      const ports = { ...spec, ...spec.openStore(), logId, endOffset, produce: producer.send }
      const { nextOffset, handle } = await openStagePartition(partition, ports, pace)
      const end = spec.whileAssigned?.(partition)
      return {
        nextOffset,
        handle: (batch) => handle(toFetchedBatch(batch)),
        close: () => {
          end?.()
          close()
        },
      }
    } catch (error) {
      close()
      throw error
    }
  }

  const consumer = await openPartitionConsumer({ ...spec, openPartition })
  const canTell = (): boolean => [...producers].every((producer) => producer.state() === 'up')
  return {
    ...consumer,
    state: () => (canTell() ? consumer.state() : 'down'),
    close: async () => {
      await consumer.close()
      await bounds.close()
    },
  }
}

const toFetchedBatch = ({ records, nextOffset, highWatermark, heartbeat }: RecordBatch): FetchedBatch => ({
  entries: records,
  nextOffset,
  highWatermark,
  heartbeat,
})
