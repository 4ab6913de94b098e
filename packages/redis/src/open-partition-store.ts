import { randomUUID } from 'node:crypto'
import { LandfallError } from '@landfall/runtime'
import { z } from 'zod'
import type { RedisHandle } from './connect-redis.ts'
import { defineScript } from './define-script.ts'
import { type FoundPartition, findPartition, type PartitionKeys, partitionKeys } from './find-partition.ts'
import {
  COMMIT_BYTES_MAX,
  COMMIT_ENTRIES_MAX,
  type Commit,
  type LoadedPartition,
  type PartitionStore,
} from './partition-store.ts'
import { LAYOUT, refuseNewerLayout } from './refuse-newer-layout.ts'
import { seal, unseal } from './seal.ts'
import { storeError } from './store-error.ts'

export type PartitionStoreSpec = {
  /** The system's prefix (TOPIC_PREFIX), which keeps a replay apart from the live one. */
  readonly prefix: string
  /** Which stage's state this is; with the partition it is the hash tag, so a partition is one cluster slot. */
  readonly stage: string
}

const reply = z.literal([0, 1])

const NOTHING_STORED = '-'
const NOT_KNOWN = ''

/**
 * The windows of one stage in Redis, two keys a partition. A store is one owner of what it loads: open one each time a
 * partition is assigned, or two owners in one process would pass for one.
 */
export const openPartitionStore = (redis: RedisHandle, { prefix, stage }: PartitionStoreSpec): PartitionStore => {
  const runCommit = defineScript(redis.client, { name: 'landfallCommit', file: 'commit.lua', reply })
  const runDiscard = defineScript(redis.client, { name: 'landfallDiscard', file: 'discard.lua', reply })
  const revisions = new Map<number, string>()
  const sent = new WeakMap<Commit, string>() // A retried commit is recognised by its identity.
  const keysOf = (partition: number) => partitionKeys(prefix, stage, partition)
  return {
    load: async (partition) => {
      try {
        const keys = keysOf(partition)
        const found = await findPartition(redis, keys)
        revisions.set(partition, found.position.revision ?? NOTHING_STORED)
        return readFound(keys, found)
      } catch (error) {
        throw storeError(`loading ${stage} partition ${partition}`, error)
      }
    },
    commit: async (partition, commit) => {
      const doing = `committing ${stage} partition ${partition} to offset ${commit.nextOffset}`
      checkSize(doing, commit)
      const keys = keysOf(partition)
      try {
        const expected = revisions.get(partition) ?? NOT_KNOWN
        const revision = sent.get(commit) ?? randomUUID()
        sent.set(commit, revision)
        const answer = await runCommit([keys.position, keys.entries, ...argumentsOf(commit, expected, revision)])
        if (answer === 0) return 'refused'
        revisions.set(partition, revision)
        return 'committed'
      } catch (error) {
        throw storeError(doing, error)
      }
    },
    discard: async (partition) => {
      const keys = keysOf(partition)
      try {
        const answer = await runDiscard([keys.position, keys.entries, revisions.get(partition) ?? NOT_KNOWN])
        if (answer === 0) return 'refused'
        revisions.set(partition, NOTHING_STORED)
        return 'discarded'
      } catch (error) {
        throw storeError(`discarding ${stage} partition ${partition}`, error)
      }
    },
  }
}

const argumentsOf = (commit: Commit, expectedRevision: string, revision: string): readonly (string | number)[] => {
  const { expectedOffset, nextOffset, puts, deletes } = commit
  const args: (string | number)[] = [
    ...[expectedOffset ?? '', nextOffset, expectedRevision, revision],
    ...[LAYOUT, puts.size],
  ]
  for (const [field, value] of puts) args.push(field, seal(field, value))
  for (const field of deletes) args.push(field)
  return args
}

const checkSize = (doing: string, { puts, deletes }: Commit): void => {
  let bytes = 0
  for (const [field, value] of puts) bytes += field.length + value.length
  const entries = puts.size + deletes.length
  if (entries <= COMMIT_ENTRIES_MAX && bytes <= COMMIT_BYTES_MAX) return
  throw new LandfallError(
    'LF_COMMIT_TOO_LARGE',
    `${doing}: ${entries} entries (limit ${COMMIT_ENTRIES_MAX}), ${bytes} characters (limit ${COMMIT_BYTES_MAX})`,
    { retryable: false },
  )
}

/**
 * Decodes what was found. Throws LF_STORE_CORRUPT, which names the key and the entry, where it is not what was committed, and
 * LF_STATE_TOO_NEW where a newer version has written it.
 */
export const readFound = (keys: PartitionKeys, { position, entries }: FoundPartition): LoadedPartition => {
  const { nextOffset, entriesCount, layout } = position
  refuseNewerLayout(keys, layout)
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
