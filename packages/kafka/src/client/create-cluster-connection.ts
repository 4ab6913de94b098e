import type { ClientSpec } from './create-kafka-client.ts'
import type { InnerCluster } from './inner-cluster.ts'
import { endsConnection } from './kafka-fault.ts'
import { openInnerCluster } from './open-inner-cluster.ts'

export type ClusterConnection = {
  /** The connected cluster with the metadata of all topics named so far. Throws kafkajs's errors. */
  readonly open: () => Promise<InnerCluster>
  readonly addTopics: (topics: readonly string[]) => Promise<InnerCluster>
  /** After an error: asks again who leads, another broker where this one did not answer. Never throws. */
  readonly recover: (error: unknown) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * A connection to a cluster that outlives its brokers. kafkajs goes on asking a broker that keeps its connections and answers
 * nothing; so after any fault that is not a broker's answer, the next use connects again.
 */
export const createClusterConnection = (spec: ClientSpec): ClusterConnection => {
  const named = new Set<string>()
  let current: InnerCluster | undefined

  const open = async (): Promise<InnerCluster> => {
    current ??= await openInnerCluster(spec, [...named])
    return current
  }

  const drop = async (): Promise<void> => {
    const dropped = current
    current = undefined
    await dropped
      ?.disconnect()
      .catch((error: unknown) => spec.logger.debug({ event: 'kafka.disconnect-failed', err: error }))
  }

  return {
    open,
    addTopics: async (topics) => {
      const isKnown = topics.every((topic) => named.has(topic))
      for (const topic of topics) named.add(topic)
      const cluster = await open()
      if (!isKnown) await cluster.addMultipleTargetTopics(topics)
      return cluster
    },
    recover: async (error) => {
      const isRefreshed = !endsConnection(error) && (await current?.refreshMetadata().then(...SUCCEEDED))
      if (!isRefreshed) void drop() // Not awaited: with a broker that stands still it takes as long as a request.
    },
    close: drop,
  }
}

const SUCCEEDED = [() => true, () => false] as const
