import { onTestFinished } from 'vitest'
import { openPartitionConsumer, type PartitionConsumerSpec } from '../consumer/open-partition-consumer.ts'
import { aName, contractOf, silent } from './a-topic.ts'

type ConsumeSpec = Partial<PartitionConsumerSpec> & Pick<PartitionConsumerSpec, 'topic' | 'openPartition'>

/** Opens consumers of topics that `aTopic` has made, each in a group of its own by default; they are closed when the test ends. */
export const consumeFrom = (brokers: readonly string[]) => async (spec: ConsumeSpec) => {
  const { partitions } = contractOf(spec.topic)
  const own = { brokers, clientId: 'test', groupId: aName(), logger: silent, partitions }
  const consumer = await openPartitionConsumer({ ...own, ...spec })
  onTestFinished(consumer.close)
  return consumer
}
