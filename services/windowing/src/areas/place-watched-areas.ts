import { type Topics, topicsOfWorld } from '@landfall/contracts'
import {
  type AreaPlace,
  type KafkaClient,
  type PartitionOfArea,
  partitionOfArea,
  placeAreas,
  untilAnswered,
  type WeighedArea,
} from '@landfall/kafka'
import type { World } from '@landfall/mass-arrivals'

export type WorldPlaces = {
  readonly partitionOf: PartitionOfArea
  /** To be called for each record that is in another partition than its area. */
  readonly onElsewhere: (areaId: string, loggedAtMs: number) => void
}

type PlacingSpec = {
  readonly client: KafkaClient
  readonly all: Topics
  readonly areas: readonly WeighedArea[]
  readonly misplaced: () => void
  readonly closing: AbortSignal
}

/** Gives each watched area its partition of a world's arrivals, where it has none yet. Waits for Kafka. */
export const placeWatchedAreas = async (world: World, spec: PlacingSpec): Promise<WorldPlaces> => {
  const { client, all, areas, misplaced, closing } = spec
  const exercise = world === 'exercise'
  const { arrivals } = topicsOfWorld(all, exercise)
  const places = await untilAnswered(
    () => placeAreas({ ...client, placements: all.areaPlacements, arrivals, exercise, areas }),
    { logger: client.logger, part: 'area-placements', closing },
  )
  return {
    partitionOf: partitionOfArea(places, { exercise, partitions: arrivals.partitions }),
    onElsewhere: createMisplacedLog(
      places.filter((place) => place.exercise === exercise),
      ({ areaId, partition }) =>
        client.logger.error({ event: 'area.misplaced', topic: arrivals.name, areaId, partition, remedy: REMEDY }),
      misplaced,
    ),
  }
}

const REMEDY =
  'a program that places areas otherwise, such as an earlier release, writes arrivals of this area to another partition, where they are not counted: stop it, then start windowing with an empty state (docs/operating.md, “Hot areas”)'

/** Records of before an area was placed are skipped silently; of later ones the first of each area is logged. */
export const createMisplacedLog = (
  places: readonly AreaPlace[],
  log: (place: AreaPlace) => void,
  count: () => void,
): WorldPlaces['onElsewhere'] => {
  const byArea = new Map(places.map((place) => [place.areaId, place]))
  const logged = new Set<string>()
  return (areaId, loggedAtMs) => {
    const place = byArea.get(areaId)
    if (place === undefined || loggedAtMs <= place.placedAtMs) return
    count()
    if (logged.has(areaId)) return
    logged.add(areaId)
    log(place)
  }
}
