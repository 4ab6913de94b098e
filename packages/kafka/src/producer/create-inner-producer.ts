import type { TopicPartitions } from '@landfall/contracts'
import { createClusterConnection } from '../client/create-cluster-connection.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import type { InnerCluster } from '../client/inner-cluster.ts'
import { requirePartitions } from '../client/require-partitions.ts'
import { patchedKafkajs } from '../kafkajs-patches/patched-kafkajs.ts'
import { createBatchWriter, WRITE_MS_MAX, type Writing } from './create-batch-writer.ts'
import { cutRequests } from './cut-requests.ts'
import type { OutMessage } from './out-record.ts'
import type { ProducerLimits } from './producer-limits.ts'

/**
 * One producer id, and the connection that it writes through. Errors are kafkajs's; after one it must be replaced.
 * Throws LF_KAFKAJS_UNSUPPORTED.
 */
export const createInnerProducer = (
  spec: ClientSpec & { readonly topics: readonly TopicPartitions[] },
  limits: ProducerLimits,
) => {
  patchedKafkajs() // Here it fails the opening; while connecting it would be retried for ever.
  const connection = createClusterConnection({ ...spec, requestMsMax: WRITE_MS_MAX })
  let write: ReturnType<typeof createBatchWriter> | undefined

  const connect = async (): Promise<void> => {
    await connection.open()
  }

  const append = async (messages: readonly OutMessage[], writing: Writing): Promise<void> => {
    const named = new Set(messages.map(({ topic }) => topic))
    const cluster = await connection.addTopics([...named])
    for (const topic of spec.topics) if (named.has(topic.name)) requirePartitions(cluster, topic)
    write ??= createBatchWriter(connection, await newProducerId(cluster))
    for (const batches of cutRequests(messages, limits)) await write(batches, writing)
  }

  const { close } = connection
  return { connect, append, close }
}
export type InnerProducer = ReturnType<typeof createInnerProducer>

/** Without a name, so that any broker gives it and nobody is fenced off. */
export const newProducerId = async ({ brokerPool }: InnerCluster) => {
  const broker = await brokerPool.findConnectedBroker()
  return broker.initProducerId({ transactionalId: null, transactionTimeout: 0 })
}
