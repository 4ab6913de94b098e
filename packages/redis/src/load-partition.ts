import { LandfallError } from '@landfall/runtime'
import type { RedisHandle } from './connect-redis.ts'
import type { LoadedPartition } from './partition-store.ts'

/** With the revision that the last commit left; null when nothing was ever stored. */
export type FoundPartition = LoadedPartition & { readonly revision: string | null }

export type PartitionKeys = { readonly position: string; readonly entries: string }

const PAGE_ENTRIES = 1_000
const TRIES_MAX = 20

/**
 * Reads the entries page by page, so that a large partition does not hold up Redis for everybody. If the revision is
 * the same before and after, nothing was written in between; else the pages are of
 * different times and are read again. The same if the connection was lost: the cursor means nothing to another process.
 */
export const loadPartition = async (redis: RedisHandle, keys: PartitionKeys): Promise<FoundPartition> => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const losses = redis.losses()
    const before = await readPosition(redis, keys)
    const entries = await readEntries(redis, keys)
    const after = await readPosition(redis, keys)
    const isWhole = before.revision === after.revision
    if (!isWhole || losses !== redis.losses()) continue
    if (entries.size !== Number(after.entriesCount ?? 0)) throw entriesMissing(keys, entries.size, after.entriesCount)
    return { nextOffset: toOffset(keys, after.nextOffset), entries, revision: after.revision }
  }
  throw new LandfallError('LF_STORE_DOWN', `${keys.entries} was written to while it was read, ${TRIES_MAX} times`, {
    retryable: true,
  })
}

const readPosition = async ({ client }: RedisHandle, { position }: PartitionKeys) => {
  const [nextOffset = null, revision = null, entriesCount = null] = await client.hmget(
    position,
    'nextOffset',
    'revision',
    'entriesCount',
  )
  return { nextOffset, revision, entriesCount }
}

const readEntries = async ({ client }: RedisHandle, keys: PartitionKeys): Promise<ReadonlyMap<string, string>> => {
  const entries = new Map<string, string>() // HSCAN may give a field twice.
  let cursor = '0'
  do {
    const [next, page] = await client.hscan(keys.entries, cursor, 'COUNT', PAGE_ENTRIES)
    for (let at = 0; at + 1 < page.length; at += 2) entries.set(page[at] ?? '', page[at + 1] ?? '')
    cursor = next
  } while (cursor !== '0')
  return entries
}

const toOffset = (keys: PartitionKeys, stored: string | null): number | null => {
  if (stored === null) return null
  const offset = Number(stored)
  if (Number.isSafeInteger(offset) && offset >= 0) return offset
  throw new LandfallError('LF_STORE_CORRUPT', `${keys.position} has nextOffset ${JSON.stringify(stored)}`, {
    retryable: false,
  })
}

/** Half a state is worse than none: a Redis that evicts, or a hand that deleted one key of the two. */
const entriesMissing = ({ entries }: PartitionKeys, found: number, wanted: string | null): LandfallError =>
  new LandfallError('LF_STORE_CORRUPT', `${entries} has ${found} entries where ${wanted ?? 'none'} were written`, {
    retryable: false,
  })
