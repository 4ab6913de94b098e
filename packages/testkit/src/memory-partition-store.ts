import type { Commit, PartitionStore } from './describe-partition-store.ts'

type Stored = { readonly nextOffset: number; readonly entries: ReadonlyMap<string, string> }

/** A partition store for tests of what uses one. It passes the same suite as the one in Redis. */
export const memoryPartitionStore = (shared: Map<number, Stored> = new Map()): PartitionStore => {
  const mine = new Map<number, number>() // What this store itself committed last: a commit sent again is known by it.
  return {
    load: async (partition) => {
      const stored = shared.get(partition)
      return { nextOffset: stored?.nextOffset ?? null, entries: new Map(stored?.entries) }
    },
    commit: async (partition, { expectedOffset, nextOffset, puts, deletes }: Commit) => {
      const stored = shared.get(partition)
      if ((stored?.nextOffset ?? null) !== expectedOffset) {
        return stored?.nextOffset === nextOffset && mine.get(partition) === nextOffset ? 'committed' : 'refused'
      }
      const entries = new Map([...(stored?.entries ?? []), ...puts])
      for (const name of deletes) entries.delete(name)
      shared.set(partition, { nextOffset, entries })
      mine.set(partition, nextOffset)
      return 'committed'
    },
  }
}
