import {
  createLogBounds,
  type FencedProducer,
  type FencedProducerSpec,
  type OutRecord,
  openFencedProducer,
  openPartitionConsumer,
  type PartitionConsumer,
  type PartitionConsumerSpec,
  type RecordBatch,
  readFirstTime,
  readTopicId,
} from '@landfall/kafka'
import type { PartitionStore } from '@landfall/redis'
import { type CheckpointsOfStage, openCheckpoints } from './checkpoint/open-checkpoints.ts'
import type { PartitionView } from './create-stage-machine.ts'
import { type FetchedBatch, runStage } from './run-stage.ts'
import type { StageDefinition } from './stage-definition.ts'
import type { StagePorts } from './stage-ports.ts'
import type { SetAside } from './step-result.ts'

type Topic = FencedProducerSpec['topics'][number]

export type StageSpec<State, Output, Version> = Omit<PartitionConsumerSpec, 'openPartition'> &
  Pick<
    StagePorts<State, Output, Version>,
    'readPublished' | 'onUnreadable' | 'onRestored' | 'onUnusable' | 'onOutputs' | 'onCommitted' | 'takeTurn'
  > & {
    /** Records folded and committed at once, at most. */
    readonly entriesMax: number
    /** How long folding one part may take, in milliseconds. */
    readonly foldMsAim?: number
    /** Around each fetched batch: what yields to this stage waits meanwhile. Returns the end. */
    readonly beginBatch?: () => () => void
    /** The topics that only this stage's owner of a partition may write to. */
    readonly outputTopics: FencedProducerSpec['topics']
    /** Where a record goes that cannot be folded, and as what. */
    readonly deadLetters: { readonly topic: Topic; readonly toRecord: (letter: SetAsideRecord) => OutRecord }
    /** The state is copied there from time to time, and goes on from there when Redis has lost it. Absent: neither. */
    readonly checkpoints?: CheckpointsOfStage
    /** Called for the records that a commit skips, once they are durable as dead letters. */
    readonly onSetAside?: (letters: readonly SetAsideRecord[]) => void
    /** Of one output; a record that leads to a larger one is set aside. As the producer has it, where none is given. */
    readonly recordBytesMax?: number
    readonly openStore: () => PartitionStore
    /** Kept up to date with the partitions that are open here, for health and metrics. */
    readonly open?: Map<number, PartitionView<State>>
    /** Begins when a partition is assigned. Returns a stop function. */
    readonly whileAssigned?: (partition: number) => () => void
  }

export type SetAsideRecord = SetAside & { readonly partition: number }

/** Runs a stage on the partitions that the consumer group gives to this instance. */
export const consumeStage = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  spec: StageSpec<State, Output, Version>,
): Promise<PartitionConsumer> => {
  const { groupId, entriesMax, foldMsAim, outputTopics, deadLetters, open } = spec
  const limits = { entriesMax, foldMsAim, clock: () => performance.now() }
  const producers = new Set<FencedProducer>()
  const bounds = createLogBounds(spec)
  const logId = (): Promise<string> => readTopicId(spec)
  const boundsOf = async (partition: number) => (await bounds.read()).get(partition) ?? { low: 0, high: 0 }
  const endOffset = async (partition: number) => (await boundsOf(partition)).high
  const logBeganMs = async (partition: number): Promise<number | null> => {
    const { low, high } = await boundsOf(partition)
    return low === high ? null : readFirstTime(spec, partition)
  }
  const checkpointsOf = openCheckpoints(definition.name, { ...spec, boundsOf })

  const openPartition: PartitionConsumerSpec['openPartition'] = async (partition) => {
    // Before all else: what is loaded and read from here on is all that former owners have emitted.
    const topics = [...outputTopics, deadLetters.topic] as const
    const producer = await openFencedProducer({ ...spec, name: `${groupId}.${partition}`, topics })
    producers.add(producer)
    const checkpoints = checkpointsOf(partition)
    let view: PartitionView<State> | undefined
    const onOpened = (_: number, opened: PartitionView<State>): void => {
      view = opened
      open?.set(partition, opened)
    }
    const close = (): void => {
      if (open?.get(partition) === view) open?.delete(partition)
      producers.delete(producer)
      void producer.close()
      void checkpoints?.close()
    }
    try {
      // A store for each time the partition is assigned: an owner of before may still have a batch in hand.
      const ports = {
        ...{ ...spec, ...spec.openStore(), logId, endOffset, logBeganMs, onOpened, checkpoints },
        produce: producer.send,
        setAside: setAsideWith(producer, spec),
      }
      const { nextOffset, handle } = await runStage(definition, partition, ports, limits)
      const stop = spec.whileAssigned?.(partition)
      return {
        nextOffset,
        handle: async (batch) => {
          const endBatch = spec.beginBatch?.()
          try {
            const doneTo = await handle(toFetchedBatch(batch))
            if (doneTo < batch.nextOffset) batch.leaveFrom(doneTo)
          } finally {
            endBatch?.()
          }
        },
        close: () => {
          stop?.()
          close()
        },
      }
    } catch (error) {
      close()
      throw error
    }
  }

  const consumer = await openPartitionConsumer({ ...spec, openPartition })
  const canEmit = (): boolean => [...producers].every((producer) => producer.state() === 'up')
  return {
    ...consumer,
    state: () => (canEmit() ? consumer.state() : 'down'),
    close: async () => {
      await consumer.close()
      await bounds.close()
    },
  }
}

const setAsideWith =
  (
    { send }: FencedProducer,
    { deadLetters, onSetAside }: Pick<StageSpec<never, never, never>, 'deadLetters' | 'onSetAside'>,
  ): StagePorts<never, never, never>['setAside'] =>
  async (partition, records) => {
    const letters = records.map((each) => ({ ...each, partition }))
    await send(letters.map(deadLetters.toRecord))
    onSetAside?.(letters)
  }

const toFetchedBatch = ({ records, nextOffset, highWatermark, heartbeat }: RecordBatch): FetchedBatch => ({
  entries: records,
  nextOffset,
  highWatermark,
  heartbeat,
})
