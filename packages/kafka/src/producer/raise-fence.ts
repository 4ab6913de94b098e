import { LandfallError, pause } from '@landfall/runtime'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import type { InnerBroker, InnerCluster, ProducerId } from '../client/inner-cluster.ts'
import { rootFault } from '../client/kafka-fault.ts'

const TRANSACTION_COORDINATOR = 1
const TRANSACTION_MS_MAX = 60_000
/** Of one question to the coordinator; it is busy for some milliseconds, and not there while it moves. */
const ASKING_MS_MAX = 8_000

/** What the coordinator says when it will answer a little later. */
const BUSY: ReadonlySet<string> = new Set([
  'CONCURRENT_TRANSACTIONS',
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
])

/** What it, or the leader of a partition, says to one whose name another has claimed since. */
const FENCED: ReadonlySet<string> = new Set([
  'INVALID_PRODUCER_EPOCH',
  'PRODUCER_FENCED',
  'INVALID_PRODUCER_ID_MAPPING', // The coordinator has forgotten the name, as it does after a week of silence.
])

export const isFenced = (error: unknown): boolean => FENCED.has(rootFault(error).type ?? '')

export const fenced = (name: string, cause: unknown): LandfallError =>
  new LandfallError('LF_FENCED', `another writes as ${name} now`, { retryable: true, cause })

export type FencedTopic = { readonly topic: string; readonly partitions: readonly number[] }

/** Makes the caller the holder of the name (Kafka's transactional.id): its epoch is higher than those of all before. */
export const claimName = (cluster: InnerCluster, name: string): Promise<ProducerId> =>
  ask(cluster, name, (coordinator) =>
    coordinator.initProducerId({ transactionalId: name, transactionTimeout: TRANSACTION_MS_MAX }),
  )

/**
 * Shuts out whoever held the name before: once this has resolved, nothing of theirs is appended to these partitions.
 *
 * The leader of a partition refuses an epoch when it knows of a higher one, and it learns of one by what is written. So
 * an empty transaction is begun and aborted: its marker says the epoch, and is no record to anybody. That the end was
 * answered means that the marker will be written; that another can begin, that it has been.
 */
export const raiseFence = async (
  cluster: InnerCluster,
  name: string,
  id: ProducerId,
  topics: readonly FencedTopic[],
): Promise<void> => {
  const who = { transactionalId: name, ...id }
  const begin = () => ask(cluster, name, (coordinator) => coordinator.addPartitionsToTxn({ ...who, topics }))
  const abort = () => ask(cluster, name, (coordinator) => coordinator.endTxn({ ...who, transactionResult: false }))
  await begin()
  await abort()
  await begin()
  await abort()
}

const ask = async <Answer>(
  cluster: InnerCluster,
  name: string,
  question: (coordinator: InnerBroker) => Promise<Answer>,
): Promise<Answer> => {
  const backoff = createRetryBackoff(5, 500)
  const untilMs = performance.now() + ASKING_MS_MAX
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
