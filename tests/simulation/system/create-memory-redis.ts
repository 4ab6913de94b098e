import { damageStored, memoryPartitionStore } from '@landfall/testkit'

type Shared = NonNullable<Parameters<typeof memoryPartitionStore>[0]>
export type StageName = 'arrivals' | 'groups'
export const STAGES: readonly StageName[] = ['arrivals', 'groups']

type Copy = ReadonlyMap<StageName, ReadonlyMap<number, NonNullable<ReturnType<Shared['get']>>>>

/** Redis as all instances share it: saved now and then, rolled back to what was saved, emptied, damaged. */
export const createMemoryRedis = () => {
  const data = new Map<StageName, Shared>(STAGES.map((stage) => [stage, new Map()]))
  const saved: Copy[] = []

  const fill = (copy: Copy): void => {
    for (const stage of STAGES) {
      const shared = data.get(stage)
      shared?.clear()
      for (const [partition, stored] of copy.get(stage) ?? []) shared?.set(partition, stored)
    }
  }

  return {
    /** One owner of what it loads. */
    connect: (stage: StageName) => memoryPartitionStore(data.get(stage)),
    save: (): void => {
      saved.push(new Map(STAGES.map((stage) => [stage, new Map(data.get(stage))])))
    },
    /** To any copy there is, from before whatever happened since, under whoever lives. */
    restore: (random: () => number): void => fill(saved[Math.floor(random() * saved.length)] ?? new Map()),
    empty: (): void => fill(new Map()),
    /** Of one partition something becomes that nobody can read. */
    damage: (random: () => number): void => {
      const states = [...data.values()].flatMap((shared) =>
        [...shared.keys()].map((partition) => ({ shared, partition })),
      )
      const state = states[Math.floor(random() * states.length)]
      if (state !== undefined) damageStored(state.shared, state.partition)
    },
  }
}
export type MemoryRedis = ReturnType<typeof createMemoryRedis>
