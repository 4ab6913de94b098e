import type { TopicPartitions } from '@landfall/contracts'
import { LandfallError } from '@landfall/runtime'
import type { InnerCluster } from './inner-cluster.ts'

/** Throws LF_PARTITIONS_CHANGED for a topic with fewer partitions than its contract. More are never written to. */
export const requirePartitions = (cluster: InnerCluster, { name, partitions }: TopicPartitions): void => {
  const found = cluster.findTopicPartitionMetadata(name).length
  if (found > 0 && found < partitions) throw partitionsChanged(name, `${found} partitions, not ${partitions}`)
}

/** `what`: what was found, and what should be. */
export const partitionsChanged = (topic: string, what: string): LandfallError =>
  new LandfallError(
    'LF_PARTITIONS_CHANGED',
    `${topic} has ${what}. Its partitions are part of the contract: with another number of them, records of one craft or area lie in two places, and people would be missing from alerts. Nothing was changed. See "Partitions" in docs/operating.md`,
    { retryable: false },
  )
