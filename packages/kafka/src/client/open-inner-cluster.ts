import { patchedKafkajs } from '../kafkajs-patches/patched-kafkajs.ts'
import { brokerOrderOf } from './create-broker-order.ts'
import { type ClientSpec, clientConfig } from './create-kafka-client.ts'
import type { InnerCluster } from './inner-cluster.ts'

export const READ_COMMITTED = 1
const METADATA_MS_MAX = 60_000

/** Connects, and loads the topics' metadata. Throws kafkajs's own errors, or LF_KAFKAJS_UNSUPPORTED. */
export const openInnerCluster = async (spec: ClientSpec, topics: readonly string[]): Promise<InnerCluster> => {
  const { Cluster, createLogger } = patchedKafkajs()
  const config = clientConfig(spec)
  const cluster = new Cluster({
    ...config,
    logger: createLogger({ level: config.logLevel, logCreator: config.logCreator }),
    enforceRequestTimeout: true,
    metadataMaxAge: METADATA_MS_MAX,
    allowAutoTopicCreation: false,
    isolationLevel: READ_COMMITTED,
    instrumentationEmitter: { emit: noteTimeouts(spec) },
  })
  try {
    await cluster.connect()
    if (topics.length > 0) await cluster.addMultipleTargetTopics(topics)
    return cluster
  } catch (error) {
    await cluster.disconnect().catch(() => {})
    throw error
  }
}

/** Notes which brokers have not answered a request in time. */
const noteTimeouts =
  ({ brokers }: ClientSpec) =>
  (event: string, { broker }: { readonly broker?: string }): void => {
    if (event === REQUEST_TIMEOUT && broker !== undefined) brokerOrderOf(brokers).failed(broker)
  }

const REQUEST_TIMEOUT = 'network.request_timeout'
