import type { Commit } from '../partition-store.ts'

export const aCommit = (
  expectedOffset: number | null,
  nextOffset: number,
  puts: Iterable<[string, string]> = [],
): Commit => ({ expectedOffset, nextOffset, puts: new Map(puts), deletes: [] })
