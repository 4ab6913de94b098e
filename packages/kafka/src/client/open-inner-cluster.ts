import { createRequire } from 'node:module'
import { type ClientSpec, clientConfig } from './create-kafka-client.ts'

/**
 * kafkajs's own connection to a cluster, below its public classes. What is missing there (reading without a group, a
 * topic's id) can be asked through it; since 2.2.4 is the last version, these inner parts will not move.
 */
export const inner = createRequire(import.meta.url)
const Cluster = inner('kafkajs/src/cluster') as new (config: object) => InnerCluster
const { createLogger } = inner('kafkajs/src/loggers') as { readonly createLogger: (config: object) => unknown }

export type InnerCluster = {
  connect(): Promise<void>
  disconnect(): Promise<void>
  addTargetTopic(topic: string): Promise<void>
  refreshMetadata(): Promise<void>
  refreshMetadataIfNecessary(): Promise<void>
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number; readonly leader: number }[]
  findBroker(node: { readonly nodeId: number }): Promise<InnerBroker>
  findGroupCoordinator(of: { readonly groupId: string; readonly coordinatorType: number }): Promise<InnerBroker>
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>
  fetchTopicsOffset(topics: readonly object[]): Promise<readonly { readonly partitions: readonly PartitionOffset[] }[]>
}
export type InnerBroker = {
  fetch(request: object): Promise<{ readonly responses: readonly FetchResponse[] }>
  initProducerId(request: object): Promise<ProducerId>
  addPartitionsToTxn(request: object): Promise<unknown>
  endTxn(request: object): Promise<unknown>
  produce(request: object): Promise<{ readonly topics: readonly ProducedTopic[] }>
  readonly connectionPool: { send(call: object): Promise<string> }
}
/** `producerId` is a number of 64 bits, as kafkajs has them: given back as it came. */
export type ProducerId = { readonly producerId: unknown; readonly producerEpoch: number }
type ProducedTopic = {
  readonly topicName: string
  readonly partitions: readonly { readonly partition: number; readonly baseOffset: string }[]
}
type PartitionOffset = { readonly partition: number; readonly offset: string }
type FetchResponse = { readonly partitions: readonly FetchedPartition[] }
export type FetchedPartition = { readonly partition: number; readonly highWatermark: string }

export const READ_COMMITTED = 1
const METADATA_MS_MAX = 60_000

/** Connected, and told which topic is meant. Errors are kafkajs's. */
export const openInnerCluster = async (spec: ClientSpec & { readonly topic: string }): Promise<InnerCluster> => {
  const config = clientConfig(spec)
  const cluster = new Cluster({
    ...config,
    logger: createLogger({ level: config.logLevel, logCreator: config.logCreator }),
    enforceRequestTimeout: true,
    metadataMaxAge: METADATA_MS_MAX,
    allowAutoTopicCreation: false,
    isolationLevel: READ_COMMITTED,
  })
  try {
    await cluster.connect()
    await cluster.addTargetTopic(spec.topic)
    return cluster
  } catch (error) {
    await cluster.disconnect().catch(() => {})
    throw error
  }
}
