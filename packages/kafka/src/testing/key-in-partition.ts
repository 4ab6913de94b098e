import { partitionFor } from '../producer/partition-for.ts'

/** A key that Kafka's default partitioner puts into this partition. */
export const keyInPartition = (partition: number, partitions: number): string => {
  for (let n = 0; ; n += 1) if (partitionFor(String(n), partitions) === partition) return String(n)
}
