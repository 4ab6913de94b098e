import { setTimeout as sleep } from 'node:timers/promises'
import { rawRequest } from '../admin/with-inner-cluster.ts'
import { GROUP_COORDINATOR, TRANSACTION_COORDINATOR } from '../client/inner-cluster.ts'
import { openInnerCluster } from '../client/open-inner-cluster.ts'
import { createByteReader } from '../kafkajs-patches/create-byte-reader.ts'
import { silent } from './a-topic.ts'

/** Where things are in a cluster, for tests that lose a broker of it. Brokers are node ids. */
export type ClusterView = {
  /** Of each partition; -1 while it has none. */
  readonly leaders: (topic: string) => Promise<readonly number[]>
  readonly groupCoordinator: (groupId: string) => Promise<number>
  readonly transactionCoordinator: (name: string) => Promise<number>
  /** Whether every partition of these topics has this many copies in sync. */
  readonly isInSync: (topics: readonly string[], copies: number) => Promise<boolean>
  /** The active one of the controllers. */
  readonly controller: () => Promise<number>
  readonly close: () => Promise<void>
}

const RETRY_MS = 200

/** As these brokers see it; all of them must be up. */
export const openClusterView = async (brokers: readonly string[]): Promise<ClusterView> => {
  const cluster = await openInnerCluster({ brokers, clientId: 'view', logger: silent }, [])
  const coordinator = (coordinatorType: number) => async (groupId: string) => {
    for (;;) {
      try {
        const broker = await cluster.findGroupCoordinator({ groupId, coordinatorType })
        return (broker as unknown as { readonly nodeId: number }).nodeId
      } catch {
        await sleep(RETRY_MS) // The first question creates the topic of the coordinators.
      }
    }
  }
  return {
    leaders: async (topic) => {
      await cluster.addMultipleTargetTopics([topic])
      await cluster.refreshMetadata()
      return cluster.findTopicPartitionMetadata(topic).map(({ leader }) => leader)
    },
    isInSync: async (topics, copies) => {
      await cluster.addMultipleTargetTopics(topics)
      await cluster.refreshMetadata()
      return topics.every((topic) => cluster.findTopicPartitionMetadata(topic).every(({ isr }) => isr.length >= copies))
    },
    groupCoordinator: coordinator(GROUP_COORDINATOR),
    transactionCoordinator: coordinator(TRANSACTION_COORDINATOR),
    controller: async () => {
      const { connectionPool } = await cluster.brokerPool.findConnectedBroker()
      return connectionPool.send({ request: describeQuorum(), response: QUORUM })
    },
    close: () => cluster.disconnect(),
  }
}

const API_KEY_DESCRIBE_QUORUM = 55
const METADATA_LOG = '__cluster_metadata'

/** Flexible version: the header begins with a byte for tags, and lengths are counted from 1. */
const describeQuorum = () => {
  const name = Buffer.from(METADATA_LOG)
  const body = Buffer.concat([
    Buffer.from([0, 2, name.length + 1]), // Header tags; one topic.
    name,
    Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), // One partition, the first; tags of it, of the topic, of the request.
  ])
  return rawRequest('DescribeQuorum', API_KEY_DESCRIBE_QUORUM, 0, body)
}

const QUORUM = {
  decode: async (payload: Buffer): Promise<number> => {
    const reader = createByteReader(payload)
    reader.int8() // Header tags.
    if (reader.int16() !== 0) throw new Error('the broker does not describe the quorum')
    reader.unsignedVarint() // One topic.
    reader.text(reader.unsignedVarint() - 1)
    reader.unsignedVarint() // One partition.
    reader.int32()
    reader.int16()
    return reader.int32()
  },
  parse: async (leader: number): Promise<number> => leader,
}
