import { META_KEY, TOLD_KEY } from '@landfall/mass-arrivals'
import { memoryPartitionStore } from '@landfall/testkit'

type Shared = NonNullable<Parameters<typeof memoryPartitionStore>[0]>
export type StageName = 'arrivals' | 'groups'
export const STAGES: readonly StageName[] = ['arrivals', 'groups']

type Copy = ReadonlyMap<StageName, ReadonlyMap<number, NonNullable<ReturnType<Shared['get']>>>>

/** Redis as all instances share it: saved now and then, rolled back to what was saved, emptied. */
export const createMemoryRedis = () => {
  const data = new Map<StageName, Shared>(STAGES.map((stage) => [stage, new Map()]))
  const saved: Copy[] = []
  /** The alerts topic ended here when Redis was last emptied or restored from before a rebuild. */
  let toldOffsetMin = 0

  const fill = (copy: Copy): void => {
    for (const stage of STAGES) {
      const shared = data.get(stage)
      shared?.clear()
      for (const [partition, stored] of copy.get(stage) ?? []) shared?.set(partition, stored)
    }
  }

  /** These groups partitions have told, and know of all that was told before they were made anew. */
  const isTelling = (copy: Copy, partitions: readonly number[]): boolean =>
    partitions.every((partition) => {
      const entries = copy.get('groups')?.get(partition)?.entries
      const meta = entries?.get(META_KEY)
      const told = new Map<number, number>(JSON.parse(entries?.get(TOLD_KEY) ?? '[]'))
      return meta !== undefined && JSON.parse(meta).phase.phase === 'telling' && (told.get(0) ?? 0) >= toldOffsetMin
    })

  const pick = (copies: readonly Copy[], random: () => number): Copy | undefined =>
    copies[Math.floor(random() * copies.length)]

  return {
    /** One owner of what it loads. */
    connect: (stage: StageName) => memoryPartitionStore(data.get(stage)),
    isTelling: (partitions: readonly number[]): boolean => isTelling(data, partitions),
    save: (): void => {
      saved.push(new Map(STAGES.map((stage) => [stage, new Map(data.get(stage))])))
    },
    /**
     * Under live owners only to a copy in which these partitions had told since they were last made anew: what an owner
     * from after that has under way could be another content of a version (docs/operating.md).
     */
    rollBack: (partitions: readonly number[], random: () => number): void => {
      const copy = pick(
        saved.filter((each) => isTelling(each, partitions)),
        random,
      )
      if (copy !== undefined) fill(copy)
    },
    /** To any copy there is, from before whatever happened since; nobody may have anything under way. */
    restore: (random: () => number, alertsEndOffset: number): void => {
      toldOffsetMin = alertsEndOffset
      fill(pick(saved, random) ?? new Map())
    },
    empty: (alertsEndOffset: number): void => {
      toldOffsetMin = alertsEndOffset
      fill(new Map())
    },
  }
}
export type MemoryRedis = ReturnType<typeof createMemoryRedis>
