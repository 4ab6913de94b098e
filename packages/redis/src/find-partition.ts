import { LandfallError } from '@landfall/runtime'
import type { RedisHandle } from './connect-redis.ts'

export type PartitionKeys = { readonly position: string; readonly entries: string }

/** Stage and partition are the hash tag, so the keys of a partition are in one cluster slot. */
export const partitionKeys = (prefix: string, stage: string, partition: number): PartitionKeys => ({
  position: `${prefix}:{${stage}:${partition}}:position`,
  entries: `${prefix}:{${stage}:${partition}}:entries`,
})

type Position = {
  readonly nextOffset: string | null
  /** Of the last commit. */
  readonly revision: string | null
  readonly entriesCount: string | null
  /** How all this is written; null until 0.1.0, which was layout 1. */
  readonly layout: string | null
}
/** The raw contents of Redis, unchecked. */
export type FoundPartition = { readonly position: Position; readonly entries: ReadonlyMap<string, string> }

const PAGE_ENTRIES = 1_000
const TRIES_MAX = 20

/**
 * Reads the entries page by page, so that a large partition does not hold up Redis for everybody. If the revision is
 * the same before and after, nothing was written in between; else the pages are of
 * different times and are read again. The same if the connection was lost: the cursor means nothing to another process.
 */
export const findPartition = async (redis: RedisHandle, keys: PartitionKeys): Promise<FoundPartition> => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const losses = redis.losses()
    const before = await readPosition(redis, keys)
    const entries = await readEntries(redis, keys)
    const position = await readPosition(redis, keys)
    if (before.revision === position.revision && losses === redis.losses()) return { position, entries }
  }
  throw new LandfallError('LF_STORE_DOWN', `${keys.entries} was written to while it was read, ${TRIES_MAX} times`, {
    retryable: true,
  })
}

const readPosition = async ({ client }: RedisHandle, { position }: PartitionKeys): Promise<Position> => {
  const [nextOffset = null, revision = null, entriesCount = null, layout = null] = await client.hmget(
    position,
    'nextOffset',
    'revision',
    'entriesCount',
    'layout',
  )
  return { nextOffset, revision, entriesCount, layout }
}

const readEntries = async ({ client }: RedisHandle, keys: PartitionKeys): Promise<ReadonlyMap<string, string>> => {
  const entries = new Map<string, string>() // HSCAN may give a field twice.
  let cursor = '0'
  do {
    const [next, page] = await client.hscan(keys.entries, cursor, 'COUNT', PAGE_ENTRIES)
    for (let index = 0; index + 1 < page.length; index += 2) entries.set(page[index] ?? '', page[index + 1] ?? '')
    cursor = next
  } while (cursor !== '0')
  return entries
}
