import { areaIdOfArrivalsKey } from '@landfall/contracts'
import { createLogBounds, readTopic } from '@landfall/kafka'
import type { KafkaChoice } from '../../kafka/read-kafka-options.ts'

const HOUR_MS = 3_600_000

/** Of each partition, the newest. */
const RECORDS_MAX = 1_000

/** So that a burst of a second ago is not taken for a rate. */
const SPAN_MS_MIN = 60_000

type ArrivalsTopic = KafkaChoice & { readonly clientId: string; readonly topic: string }

/** Records an hour of each area, by the newest of each partition and how long ago they began. */
export const measureArrivals = async (topic: ArrivalsTopic, nowMs: number): Promise<ReadonlyMap<string, number>> => {
  const bounds = createLogBounds(topic)
  const found = await bounds.read().finally(() => bounds.close())
  const from = new Map([...found].map(([partition, { low, high }]) => [partition, Math.max(low, high - RECORDS_MAX)]))
  const sinceMs = new Map<number, number>()
  const perHour = new Map<string, number>()
  for await (const { partition, key, timestampMs } of readTopic({ ...topic, from })) {
    const firstMs = sinceMs.get(partition) ?? timestampMs
    sinceMs.set(partition, firstMs)
    const areaId = areaIdOfArrivalsKey(key)
    perHour.set(areaId, (perHour.get(areaId) ?? 0) + HOUR_MS / Math.max(SPAN_MS_MIN, nowMs - firstMs))
  }
  return perHour
}
