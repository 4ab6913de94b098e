import type { Commit, PartitionStore } from './describe-partition-store.ts'

/** `revision` is a new object for each commit: what a store expects to find is the very one it saw. */
type Stored = {
  readonly nextOffset: number
  readonly entries: ReadonlyMap<string, string>
  readonly revision: object
}

/** A partition store for tests of what uses one. It passes the same suite as the one in Redis. */
export const memoryPartitionStore = (shared: Map<number, Stored> = new Map()): PartitionStore => {
  const seen = new Map<number, object | null>()
  const sent = new WeakMap<Commit, object>() // A commit sent again is known by being the same one.
  return {
    load: async (partition) => {
      const stored = shared.get(partition)
      seen.set(partition, stored?.revision ?? null)
      return { nextOffset: stored?.nextOffset ?? null, entries: new Map(stored?.entries) }
    },
    commit: async (partition, commit) => {
      const { expectedOffset, nextOffset, puts, deletes } = commit
      const stored = shared.get(partition)
      if (stored !== undefined && sent.get(commit) === stored.revision) return 'committed'
      const expected = seen.get(partition)
      const isExpected = expected === undefined || expected === (stored?.revision ?? null)
      if ((stored?.nextOffset ?? null) !== expectedOffset || !isExpected) return 'refused'
      const entries = new Map([...(stored?.entries ?? []), ...puts])
      for (const name of deletes) entries.delete(name)
      const revision = {}
      shared.set(partition, { nextOffset, entries, revision })
      seen.set(partition, revision)
      sent.set(commit, revision)
      return 'committed'
    },
  }
}
