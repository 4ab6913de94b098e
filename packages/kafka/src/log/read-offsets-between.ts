import { withInnerCluster } from '../admin/with-inner-cluster.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { type Bounds, readBounds } from './read-bounds.ts'

/**
 * Of each partition the offsets of the records that the log appended from `sinceMs` on and before `untilMs`, by the log's time
 * (LogAppendTime). Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readOffsetsBetween = (
  spec: ClientSpec & { readonly topic: string; readonly sinceMs: number; readonly untilMs: number },
): Promise<ReadonlyMap<number, Bounds>> => {
  const { topic, sinceMs, untilMs } = spec
  return withInnerCluster(spec, `reading the offsets of ${topic}`, async (cluster) => {
    const bounds = await readBounds(cluster, topic)
    const partitions = [...bounds.keys()].map((partition) => ({ partition }))
    const offsetsAt = async (fromTimestamp: number): Promise<ReadonlyMap<number, number>> => {
      const answers = await cluster.fetchTopicsOffset([{ topic, partitions, fromTimestamp }])
      return new Map(answers.flatMap((each) => each.partitions.map((one) => [one.partition, Number(one.offset)])))
    }
    const [since, until] = await Promise.all([offsetsAt(sinceMs), offsetsAt(untilMs)])
    // -1: no record is as late as that.
    const orEnd = (offset: number | undefined, end: number): number =>
      offset === undefined || offset < 0 ? end : offset
    return new Map(
      [...bounds].map(([partition, { high }]) => [
        partition,
        { low: orEnd(since.get(partition), high), high: orEnd(until.get(partition), high) },
      ]),
    )
  })
}
