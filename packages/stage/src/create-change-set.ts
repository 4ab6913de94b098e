import type { Changes } from './stage-definition.ts'

/** What a batch changed in the stored state of its partition. */
export type StateChange = { readonly puts: ReadonlyMap<string, string>; readonly deletes: readonly string[] }

/** Collects what changed since the last `take`; each entry is encoded once, however often it was set. */
export const createChangeSet = <Entry>(encode: (entry: Entry) => string) => {
  let changed = new Map<string, Entry | undefined>()
  const changes: Changes<Entry> = {
    set: (key, entry) => {
      changed.set(key, entry)
    },
  }
  const take = (): { readonly puts: Map<string, string>; readonly deletes: string[] } => {
    const puts = new Map<string, string>()
    const deletes: string[] = []
    for (const [key, entry] of changed) {
      if (entry === undefined) deletes.push(key)
      else puts.set(key, encode(entry))
    }
    changed = new Map()
    return { puts, deletes }
  }
  return { changes, take }
}
