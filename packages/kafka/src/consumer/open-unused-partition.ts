import { partitionsChanged } from '../client/require-partitions.ts'
import type { OpenPartition } from './create-partition-slot.ts'

type UnusedSpec = { readonly topic: string; readonly partitions: number }

/**
 * A partition beyond the topic's contract, in which nothing should be. A record in it was written by somebody who counts
 * otherwise, and belongs to a key of another partition; what follows from the rest alone could be wrong: LF_PARTITIONS_CHANGED.
 */
export const openUnusedPartition = ({ topic, partitions }: UnusedSpec, partition: number): OpenPartition => ({
  nextOffset: 'earliest',
  handle: async ({ records: [record] }) => {
    if (record === undefined) return // Markers of transactions.
    const { offset, timestampMs } = record
    const found = `record ${offset} of partition ${partition}, logged ${new Date(timestampMs).toISOString()}`
    throw partitionsChanged(topic, `${found}, though only ${partitions} partitions should have records`)
  },
  close: () => {},
})
