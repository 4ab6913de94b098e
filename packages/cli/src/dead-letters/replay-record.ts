import {
  areaIdOfArrivalsKey,
  type DeadLetter,
  partitionsOfGeneration,
  type TopicSpec,
  type topics as topicsOf,
} from '@landfall/contracts'
import { type AreaPlace, type OutRecord, partitionFor, partitionOfArea } from '@landfall/kafka'

type Topics = ReturnType<typeof topicsOf>

/**
 * The record as it was, to be appended again to the topic that it came from; or why that would be wrong. Observations may come in
 * any order and any number of times. Of snapshots, readers take the one that reflects the newest observation. All else has
 * its time from the log, and would say now what was so then. `places`: where the areas are now.
 */
export const replayRecord = (letter: DeadLetter, all: Topics, places: readonly AreaPlace[]): OutRecord | string => {
  const { key, value, encoding, topic } = letter
  if (key === null || value === null) return 'has no key or no value'
  const bytes = encoding === 'base64' ? Buffer.from(value, 'base64') : Buffer.from(value)
  // Of any generation, where the topic has grown: it goes to the present one.
  const isOf = (...specs: readonly TopicSpec[]): TopicSpec | undefined =>
    specs.find((spec) => partitionsOfGeneration(spec.first ?? spec, topic) !== undefined)
  const observations = isOf(all.observations, all.exerciseObservations)
  const arrivals = isOf(all.arrivals, all.exerciseArrivals)
  const spec = observations ?? arrivals
  if (spec === undefined) return `${topic}: its records have their time from the log, and say now what was so then`
  if (arrivals !== undefined && typeOf(bytes) !== 'arrivals') return 'is no snapshot: it has its time from the log'
  const world = { exercise: arrivals === all.exerciseArrivals, partitions: spec.partitions }
  const partitionIn = (partitions: number): number =>
    arrivals === undefined ? partitionFor(key, partitions) : partitionOfArea(places, world)(areaIdOfArrivalsKey(key))
  const partitionsThen = partitionsOfGeneration(spec.first ?? spec, topic) ?? spec.partitions
  if (partitionIn(partitionsThen) !== letter.partition) return 'its key belongs to another partition now'
  return { topic: spec.name, key, partition: partitionIn(spec.partitions), value: bytes }
}

const typeOf = (bytes: Buffer): unknown => {
  try {
    return (JSON.parse(bytes.toString()) as { readonly type?: unknown } | null)?.type
  } catch {
    return undefined
  }
}
