import { setTimeout as sleep } from 'node:timers/promises'
import { openInnerCluster } from '../client/open-inner-cluster.ts'
import { silent } from './a-topic.ts'

/** Where things are in a cluster, for tests that lose a broker of it. Brokers are node ids. */
export type ClusterView = {
  /** Of each partition; -1 while it has none. */
  readonly leaders: (topic: string) => Promise<readonly number[]>
  readonly groupCoordinator: (groupId: string) => Promise<number>
  readonly transactionCoordinator: (name: string) => Promise<number>
  readonly close: () => Promise<void>
}

const GROUP = 0
const TRANSACTION = 1
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
    groupCoordinator: coordinator(GROUP),
    transactionCoordinator: coordinator(TRANSACTION),
    close: () => cluster.disconnect(),
  }
}
