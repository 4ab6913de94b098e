import { LandfallError, pause } from '@landfall/runtime'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import {
  type InnerBroker,
  type InnerCluster,
  type ProducerId,
  TRANSACTION_COORDINATOR,
} from '../client/inner-cluster.ts'
import { rootFault } from '../client/kafka-fault.ts'

const TRANSACTION_MS_MAX = 60_000
/** For one answer of the coordinator, which is busy for milliseconds after a claim, and gone while it moves. */
const COORDINATOR_MS_MAX = 8_000

/** Answers of the coordinator that pass. */
const BUSY: ReadonlySet<string> = new Set([
  'CONCURRENT_TRANSACTIONS',
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
])

/** What it, or a partition's leader, answers to a producer whose name has been claimed by another. */
const FENCED: ReadonlySet<string> = new Set([
  'INVALID_PRODUCER_EPOCH',
  'PRODUCER_FENCED',
  'INVALID_PRODUCER_ID_MAPPING', // The coordinator forgets a name unused for a week.
])

export const isFenced = (error: unknown): boolean => FENCED.has(rootFault(error).type ?? '')

export const fenced = (name: string, cause: unknown): LandfallError =>
  new LandfallError('LF_FENCED', `another writes as ${name} now`, { retryable: true, cause })

export type FencedTopic = { readonly topic: string; readonly partitions: readonly number[] }

/** Claims the name (Kafka's transactional.id): the caller's epoch is now higher than that of every earlier holder. */
export const claimName = (cluster: InnerCluster, name: string): Promise<ProducerId> =>
  ask(cluster, name, (coordinator) =>
    coordinator.initProducerId({ transactionalId: name, transactionTimeout: TRANSACTION_MS_MAX }),
  )

/**
 * Fences off earlier holders of the name: once this resolves, nothing of theirs is appended to these partitions.
 *
 * A partition's leader refuses an epoch once it has seen a higher one, and it sees one only in what is written. So an
 * empty transaction is begun and aborted: its marker carries the epoch, and is no record to any reader. An answer to the
 * abort means that the marker will be written; that the next transaction can begin means that it has been.
 */
export const raiseFence = async (
  cluster: InnerCluster,
  name: string,
  id: ProducerId,
  topics: readonly FencedTopic[],
): Promise<void> => {
  await appendMarkers(cluster, name, id, topics, 2)
}

/**
 * Appends that many transaction markers to each of these partitions: each takes an offset, and none is a record to any reader.
 * The last may still be on its way when this resolves.
 */
export const appendMarkers = async (
  cluster: InnerCluster,
  name: string,
  id: ProducerId,
  topics: readonly FencedTopic[],
  count: number,
): Promise<void> => {
  const who = { transactionalId: name, ...id }
  for (let left = count; left > 0; left -= 1) {
    await ask(cluster, name, (coordinator) => coordinator.addPartitionsToTxn({ ...who, topics }))
    await ask(cluster, name, (coordinator) => coordinator.endTxn({ ...who, transactionResult: false }))
  }
}

const ask = async <Answer>(
  cluster: InnerCluster,
  name: string,
  question: (coordinator: InnerBroker) => Promise<Answer>,
): Promise<Answer> => {
  const backoff = createRetryBackoff(5, 500)
  const untilMs = performance.now() + COORDINATOR_MS_MAX
  for (;;) {
    try {
      const of = { groupId: name, coordinatorType: TRANSACTION_COORDINATOR }
      return await question(await cluster.findGroupCoordinator(of))
    } catch (error) {
      if (isFenced(error)) throw fenced(name, error)
      const fault = rootFault(error)
      const isBusy = BUSY.has(fault.type ?? '') || fault.name === 'KafkaJSGroupCoordinatorNotFound'
      if (!isBusy || performance.now() > untilMs) throw error
      await pause(backoff.nextMs())
    }
  }
}
