import { partitionFor } from '../producer/partition-for.ts'
import type { AreaPlace } from './fold-placements.ts'

export type PartitionOfArea = (areaId: string) => number

type World = { readonly exercise: boolean; readonly partitions: number }

/**
 * The partition of each area of a world, of so many by the topic's contract. One without a place is where its hash leads, as all
 * were before there were placements: nobody has watched it since.
 */
export const partitionOfArea = (places: readonly AreaPlace[], { exercise, partitions }: World): PartitionOfArea => {
  const found = new Map(places.filter((place) => place.exercise === exercise).map((place) => [place.areaId, place]))
  return (areaId) => found.get(areaId)?.partition ?? partitionFor(areaId, partitions)
}
