import type { Commit, PartitionStore } from '@landfall/redis'
import { LandfallError } from '@landfall/runtime'

/** `revision` is a new object for each commit: what a store expects to find is the very one it saw. */
type Stored = {
  readonly nextOffset: number
  readonly entries: ReadonlyMap<string, string>
  readonly revision: object
  /** It cannot be read any more. */
  readonly isDamaged?: boolean
}

export type Shared = Map<number, Stored>

/** As if an entry had been changed by hand. */
export const damageStored = (shared: Shared, partition: number): void => {
  const stored = shared.get(partition)
  if (stored !== undefined) shared.set(partition, { ...stored, isDamaged: true })
}

/** A partition store for tests of what uses one. It passes the same suite as the one in Redis. */
export const memoryPartitionStore = (shared: Shared = new Map()): PartitionStore => {
  const seen = new Map<number, object | null>()
  const sent = new WeakMap<Commit, object>() // A retried commit is recognised by its identity.
  return {
    load: async (partition) => {
      const stored = shared.get(partition)
      seen.set(partition, stored?.revision ?? null)
      if (stored?.isDamaged) throw new LandfallError('LF_STORE_CORRUPT', 'damaged', { retryable: false })
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
      shared.set(partition, { ...stored, nextOffset, entries, revision })
      seen.set(partition, revision)
      sent.set(commit, revision)
      return 'committed'
    },
    discard: async (partition) => {
      if ((shared.get(partition)?.revision ?? null) !== seen.get(partition)) return 'refused'
      shared.delete(partition)
      seen.set(partition, null)
      return 'discarded'
    },
  }
}
