import type { StateChange } from './log-batch.ts'

/** Collects what changed in a partition's keyed state; the last word on a key counts. */
export const createChangeSet = () => {
  let puts = new Map<string, string>()
  let deletes = new Set<string>()
  return {
    /** Undefined deletes. */
    set: (key: string, value: unknown): void => {
      if (value === undefined) {
        puts.delete(key)
        deletes.add(key)
      } else {
        deletes.delete(key)
        puts.set(key, JSON.stringify(value))
      }
    },
    take: (): StateChange => {
      const change = { puts, deletes: [...deletes] }
      puts = new Map()
      deletes = new Set()
      return change
    },
  }
}
