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

  /**
   * Every groups partition has told at least once since it was made anew. A copy from before that must not be
   * restored: it does not know what the rebuild numbered on from (docs/operating.md).
   */
  const isSettled = (partitions: readonly number[]): boolean =>
    partitions.every((partition) => {
      const meta = data.get('groups')?.get(partition)?.entries.get('meta')
      return meta !== undefined && JSON.parse(meta).phase.phase === 'telling'
    })

  return {
    /** As one instance opens it: each has a connection of its own. */
    connect: (stage: StageName) => memoryPartitionStore(data.get(stage)),
    isSettled,
    save: (groupsPartitions: readonly number[]): void => {
      if (isSettled(groupsPartitions)) saved.push(new Map(STAGES.map((stage) => [stage, new Map(data.get(stage))])))
    },
    rollBack: (random: () => number): boolean => {
      const copy = saved[Math.floor(random() * saved.length)]
      if (copy !== undefined) fill(copy)
      return copy !== undefined
    },
    empty: (): void => {
      saved = []
      fill(new Map())
    },
  }
}
export type MemoryRedis = ReturnType<typeof createMemoryRedis>
