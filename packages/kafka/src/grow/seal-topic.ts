import type { TopicPartitions } from '@landfall/contracts'
import { LandfallError, pause } from '@landfall/runtime'
import { setTopicConfig } from '../admin/set-topic-config.ts'
import type { ClusterConnection } from '../client/create-cluster-connection.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import type { ProducerId } from '../client/inner-cluster.ts'
import { isPermanentFault, rootFault } from '../client/kafka-fault.ts'
import { WRITE_MS_MAX } from '../producer/create-batch-writer.ts'
import { SEALED } from './require-open.ts'

const SEALED_MS_MAX = 60_000
const POLL_MS = 50

/**
 * Closes a topic to all writers, whatever they run and know. Once it resolves, all that was ever acknowledged can be read, and
 * nothing will be appended any more. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const sealTopic = async (
  client: ClientSpec,
  topic: TopicPartitions,
  connection: ClusterConnection,
  id: ProducerId,
  inFlightMsMax = WRITE_MS_MAX,
): Promise<void> => {
  await setTopicConfig({ ...client, topic: topic.name }, SEALED)
  const untilMs = performance.now() + SEALED_MS_MAX
  for (let partition = 0; partition < topic.partitions; ) {
    if (await isRefused(connection, topic.name, partition, id)) {
      partition += 1
      continue
    }
    if (performance.now() > untilMs) throw notSealed(topic.name, partition)
    await pause(POLL_MS)
  }
  // What a leader took just before may still be on its way to the other copies: it is acknowledged within this, or never.
  await pause(inFlightMsMax)
}

/**
 * Whether the leader of a partition has heard of the seal: it learns of it a moment after it is set, and one that comes to lead
 * later has heard of it before. It is asked to append a record of a sequence that no producer can have, which it refuses in any case,
 * but for its size first.
 */
const isRefused = async (
  connection: ClusterConnection,
  topic: string,
  partition: number,
  id: ProducerId,
): Promise<boolean> => {
  try {
    const cluster = await connection.addTopics([topic])
    const { leader } = cluster
      .findTopicPartitionMetadata(topic)
      .find(({ partitionId }) => partitionId === partition) ?? { leader: -1 }
    const broker = await cluster.findBroker({ nodeId: leader })
    const partitions = [{ partition, messages: [{ key: null, value: 'sealed?' }], firstSequence: -1 }]
    await broker.produce({ acks: -1, timeout: WRITE_MS_MAX, ...id, topicData: [{ topic, partitions }] })
  } catch (error) {
    const { type } = rootFault(error)
    if (type === 'MESSAGE_TOO_LARGE') return true
    if (type === 'INVALID_RECORD') return false
    if (isPermanentFault(error)) throw error
    await connection.recover(error)
    return false
  }
  throw new LandfallError('LF_BROKER_REFUSED', `sealing ${topic}: the broker takes what no producer can write`, {
    retryable: false,
  })
}

const notSealed = (topic: string, partition: number): LandfallError =>
  new LandfallError(
    'LF_BROKER_DOWN',
    `sealing ${topic}: partition ${partition} still takes records after ${SEALED_MS_MAX / 1_000} s`,
    { retryable: true },
  )
