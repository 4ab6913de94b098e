import { memoryPartitionStore } from '@landfall/testkit'

type Shared = NonNullable<Parameters<typeof memoryPartitionStore>[0]>
export type StageName = 'arrivals' | 'groups'
export const STAGES: readonly StageName[] = ['arrivals', 'groups']

type Copy = ReadonlyMap<StageName, ReadonlyMap<number, NonNullable<ReturnType<Shared['get']>>>>

/** Redis as all instances share it: saved now and then, rolled back to what was saved, emptied. */
export const createMemoryRedis = () => {
  const data = new Map<StageName, Shared>(STAGES.map((stage) => [stage, new Map()]))
  let saved: Copy[] = []

  const fill = (copy: Copy): void => {
    for (const stage of STAGES) {
      const shared = data.get(stage)
      shared?.clear()
      for (const [partition, stored] of copy.get(stage) ?? []) shared?.set(partition, stored)
    }
  }

  /** These groups partitions have told at least once since they were made anew. */
  const isTelling = (copy: Copy, partitions: readonly number[]): boolean =>
    partitions.every((partition) => {
      const meta = copy.get('groups')?.get(partition)?.entries.get('meta')
      return meta !== undefined && JSON.parse(meta).phase.phase === 'telling'
    })

  return {
    /** One owner of what it loads. */
    connect: (stage: StageName) => memoryPartitionStore(data.get(stage)),
    isTelling: (partitions: readonly number[]): boolean => isTelling(data, partitions),
    save: (): void => {
      saved.push(new Map(STAGES.map((stage) => [stage, new Map(data.get(stage))])))
    },
    /**
     * Only to a copy in which these partitions had told: one from before they were made anew does not know what that
     * numbered on from, and must not be restored (docs/operating.md).
     */
    rollBack: (partitions: readonly number[], random: () => number): void => {
      const copies = saved.filter((copy) => isTelling(copy, partitions))
      const copy = copies[Math.floor(random() * copies.length)]
      if (copy !== undefined) fill(copy)
    },
    empty: (): void => {
      saved = []
      fill(new Map())
    },
  }
}
export type MemoryRedis = ReturnType<typeof createMemoryRedis>
