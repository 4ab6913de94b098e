import { partitionFor } from '../producer/partition-for.ts'

/** An area that is to be placed. */
export type WeighedArea = { readonly areaId: string; readonly weight: number }

type Chosen = WeighedArea & { readonly partition: number }

/**
 * A partition for each area that has none: the heaviest first, each to where the sum of weights is the smallest. Where several
 * are, to the one that the area's hash leads to if it is among them, since programs from before there were placements look
 * there; else to the lowest number. `placed`: the partitions of areas that have one; they stay.
 */
export const choosePlaces = (
  areas: readonly WeighedArea[],
  { placed, partitions }: { readonly placed: ReadonlyMap<string, number>; readonly partitions: number },
): readonly Chosen[] => {
  const sums = Array.from({ length: partitions }, () => 0)
  const add = (partition: number, weight: number): void => {
    sums[partition] = (sums[partition] ?? 0) + weight
  }
  for (const { areaId, weight } of areas) {
    const partition = placed.get(areaId)
    if (partition !== undefined) add(partition, weight)
  }
  return areas
    .filter(({ areaId }) => !placed.has(areaId))
    .toSorted((a, b) => b.weight - a.weight || (a.areaId < b.areaId ? -1 : 1))
    .map(({ areaId, weight }) => {
      const least = Math.min(...sums.slice(0, partitions))
      const hashed = partitionFor(areaId, partitions)
      const partition = sums[hashed] === least ? hashed : sums.indexOf(least)
      add(partition, weight)
      return { areaId, weight, partition }
    })
}
