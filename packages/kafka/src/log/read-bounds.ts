import type { InnerCluster } from '../client/inner-cluster.ts'

/** The first offset still in the log, and the one after the last. */
export type Bounds = { readonly low: number; readonly high: number }

/** Of all partitions that exist now, as their leaders say. Throws kafkajs's errors. */
export const readBounds = async (cluster: InnerCluster, topic: string): Promise<ReadonlyMap<number, Bounds>> => {
  await cluster.refreshMetadata()
  const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ partition: partitionId }))
  const offsets = async (fromBeginning: boolean): Promise<ReadonlyMap<number, number>> => {
    const answers = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }])
    return new Map(answers.flatMap((answer) => answer.partitions.map((each) => [each.partition, Number(each.offset)])))
  }
  const [low, high] = await Promise.all([offsets(true), offsets(false)])
  return new Map([...low].map(([partition, from]) => [partition, { low: from, high: high.get(partition) ?? from }]))
}
