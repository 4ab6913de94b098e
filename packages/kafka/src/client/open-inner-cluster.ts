import { patchedKafkajs } from '../kafkajs-patches/patched-kafkajs.ts'
import { type ClientSpec, clientConfig } from './create-kafka-client.ts'
import type { InnerCluster } from './inner-cluster.ts'

export const READ_COMMITTED = 1
const METADATA_MS_MAX = 60_000

/** Connects, and loads the topic's metadata. Throws kafkajs's own errors, or LF_KAFKAJS_UNSUPPORTED. */
export const openInnerCluster = async (spec: ClientSpec & { readonly topic: string }): Promise<InnerCluster> => {
  const { Cluster, createLogger } = patchedKafkajs()
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
