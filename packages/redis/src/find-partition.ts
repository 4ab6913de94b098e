import { LandfallError } from '@landfall/runtime'
import { z } from 'zod'
import type { RedisHandle } from './connect-redis.ts'
import { defineScript } from './define-script.ts'

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
/** A cursor means nothing to another server: after a failover, or a move of the slot, entries are missing that are there. */
const INCOMPLETE_TRIES_MAX = 3

const field = z.string().nullable()
const Page = z.tuple([field, field, field, field, z.string(), z.array(z.string())])
type ReadPage = (args: readonly (string | number)[]) => Promise<z.infer<typeof Page>>

/**
 * Reads the entries page by page, so that a large partition does not hold up Redis for everybody. Each page comes with
 * the revision of its state; where they differ, somebody has written or another server has answered, and all are read again. So are
 * those that are fewer than were written, some times: then they really are.
 */
export const findPartition = async ({ client }: RedisHandle, keys: PartitionKeys): Promise<FoundPartition> => {
  const readPage = defineScript(client, { name: 'landfallReadPage', file: 'read-page.lua', reply: Page })
  let incomplete = 0
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const found = await readPages(readPage, keys)
    if (found === undefined) continue
    if (found.entries.size === Number(found.position.entriesCount ?? 0)) return found
    incomplete += 1
    if (incomplete === INCOMPLETE_TRIES_MAX) return found
  }
  throw new LandfallError('LF_STORE_DOWN', `${keys.entries} was written to while it was read, ${TRIES_MAX} times`, {
    retryable: true,
  })
}

/** Undefined where the pages are not of one state. */
const readPages = async (readPage: ReadPage, keys: PartitionKeys): Promise<FoundPartition | undefined> => {
  const entries = new Map<string, string>() // HSCAN may give a field twice.
  let position: Position | undefined
  let cursor = '0'
  do {
    const args = [keys.position, keys.entries, cursor, PAGE_ENTRIES]
    const [nextOffset, revision, entriesCount, layout, next, page] = await readPage(args)
    position ??= { nextOffset, revision, entriesCount, layout }
    if (position.revision !== revision) return undefined
    for (let index = 0; index + 1 < page.length; index += 2) entries.set(page[index] ?? '', page[index + 1] ?? '')
    cursor = next
  } while (cursor !== '0')
  return { position, entries }
}
