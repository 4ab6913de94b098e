import { LandfallError } from '@landfall/runtime'
import type { FoundPartition, PartitionKeys } from './find-partition.ts'
import type { LoadedPartition } from './partition-store.ts'
import { unseal } from './seal.ts'

/** Decodes what was found. Throws LF_STORE_CORRUPT, which names the key and the entry, where it is not what was committed. */
export const readFound = (keys: PartitionKeys, { position, entries }: FoundPartition): LoadedPartition => {
  const { nextOffset, entriesCount } = position
  // Half a state is worse than none: a Redis that evicts, or one of the two keys deleted by hand.
  if (entries.size !== Number(entriesCount ?? 0))
    throw corruptState(`${keys.entries} has ${entries.size} entries where ${entriesCount ?? 'none'} were written`)
  const texts = new Map<string, string>()
  for (const [name, sealed] of entries) {
    const text = unseal(name, sealed)
    if (text === undefined)
      throw corruptState(`${keys.entries} has an entry ${JSON.stringify(name)} that was not written so`)
    texts.set(name, text)
  }
  return { nextOffset: toOffset(keys, nextOffset), entries: texts }
}

const toOffset = (keys: PartitionKeys, stored: string | null): number | null => {
  if (stored === null) return null
  const offset = Number(stored)
  if (Number.isSafeInteger(offset) && offset >= 0) return offset
  throw corruptState(`${keys.position} has nextOffset ${JSON.stringify(stored)}`)
}

export const corruptState = (what: string): LandfallError =>
  new LandfallError('LF_STORE_CORRUPT', what, { retryable: false })
