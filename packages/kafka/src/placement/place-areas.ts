import {
  AreaId,
  type AreaPlacement,
  areaIdOfArrivalsKey,
  areaPlacementKey,
  type TopicPartitions,
} from '@landfall/contracts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { partitionsChanged } from '../client/require-partitions.ts'
import { readTopic } from '../log/read-topic.ts'
import { openProducer } from '../producer/open-producer.ts'
import { partitionFor } from '../producer/partition-for.ts'
import { choosePlaces, type WeighedArea } from './choose-places.ts'
import type { AreaPlace } from './fold-placements.ts'
import { readPlacements } from './read-placements.ts'

export type PlaceAreasSpec = ClientSpec & {
  readonly placements: TopicPartitions
  /** The topic that they are placed in: of real arrivals, or of those of exercises. */
  readonly arrivals: TopicPartitions
  readonly exercise: boolean
  /** Those that are watched. */
  readonly areas: readonly WeighedArea[]
}

/**
 * The places of all areas, once each watched one has one. An area without a place is given one by appending it; where others do
 * so at the same time, the first record holds, and all read the same. Where nothing of this world was ever placed, areas that have
 * arrivals stay where these are. Throws LF_BROKER_DOWN, LF_BROKER_REFUSED, or LF_PARTITIONS_CHANGED where an area's partition is
 * not there.
 */
export const placeAreas = async (spec: PlaceAreasSpec): Promise<readonly AreaPlace[]> => {
  const { placements, arrivals, exercise, areas, ...client } = spec
  const isOurs = (place: AreaPlace): boolean => place.exercise === exercise
  let places = await readPlacements({ ...client, placements })
  const placed = new Map(places.filter(isOurs).map(({ areaId, partition }) => [areaId, partition]))
  if (areas.some(({ areaId }) => !placed.has(areaId))) {
    const chosen =
      (placed.size === 0 ? await placesInUse(spec) : undefined) ??
      choosePlaces(areas, { placed, partitions: arrivals.partitions })
    await append(
      client,
      placements,
      chosen.map((place) => ({ type: 'area-placement', exercise, ...place })),
    )
    places = await readPlacements({ ...client, placements })
  }
  for (const place of places.filter(isOurs)) requirePartition(place, arrivals)
  return places
}

/**
 * Of a log that is older than the placements, or has outlived them: each area that is in it where its newest record is, also of
 * those that are no longer watched and may come back; and one that is not where its hash leads, as programs from before have
 * it. Undefined where the log is empty. Reads all of it, as a rebuild does.
 */
const placesInUse = async ({ placements: _, arrivals, exercise: __, areas, ...client }: PlaceAreasSpec) => {
  const newest = new Map<string, { readonly partition: number; readonly timestampMs: number }>()
  for await (const { key, partition, timestampMs } of readTopic({ ...client, topic: arrivals.name })) {
    const areaId = areaIdOfArrivalsKey(key)
    if (!AreaId.safeParse(areaId).success) continue // Nobody's of ours.
    if (timestampMs >= (newest.get(areaId)?.timestampMs ?? 0)) newest.set(areaId, { partition, timestampMs })
  }
  if (newest.size === 0) return undefined
  const weights = new Map(areas.map(({ areaId, weight }) => [areaId, weight]))
  return [...new Set([...weights.keys(), ...newest.keys()])].map((areaId) => {
    const partition = newest.get(areaId)?.partition ?? partitionFor(areaId, arrivals.partitions)
    return { areaId, partition, weight: weights.get(areaId) ?? 1 }
  })
}

const append = async (
  client: ClientSpec,
  placements: TopicPartitions,
  chosen: readonly AreaPlacement[],
): Promise<void> => {
  const producer = await openProducer({ ...client, topics: [placements] })
  try {
    await producer.send(
      chosen.map((placement) => ({
        topic: placements.name,
        key: areaPlacementKey(placement.areaId, placement.exercise),
        value: JSON.stringify(placement),
      })),
    )
  } finally {
    await producer.close()
  }
}

const requirePartition = ({ areaId, partition }: AreaPlace, { name, partitions }: TopicPartitions): void => {
  if (partition >= partitions)
    throw partitionsChanged(name, `${partitions} partitions, and area ${areaId} is placed in ${partition}`)
}
