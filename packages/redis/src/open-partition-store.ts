import { randomUUID } from 'node:crypto'
import { LandfallError } from '@landfall/runtime'
import { z } from 'zod'
import type { RedisHandle } from './connect-redis.ts'
import { defineScript } from './define-script.ts'
import { loadPartition, type PartitionKeys } from './load-partition.ts'
import { COMMIT_BYTES_MAX, COMMIT_ENTRIES_MAX, type Commit, type PartitionStore } from './partition-store.ts'
import { storeError } from './store-error.ts'

export type PartitionStoreSpec = {
  /** The system's prefix (TOPIC_PREFIX), which keeps a replay apart from the live one. */
  readonly prefix: string
  /** Which stage's state this is; with the partition it is the hash tag, so a partition is one cluster slot. */
  readonly stage: string
}

const file = new URL('commit.lua', import.meta.url)
const reply = z.literal([0, 1])

/** The windows of one stage in Redis, two keys a partition. */
export const openPartitionStore = (redis: RedisHandle, { prefix, stage }: PartitionStoreSpec): PartitionStore => {
  const runCommit = defineScript(redis.client, { name: 'landfallCommit', file, keys: 2, reply })
  const writer = randomUUID()
  const keysOf = (partition: number): PartitionKeys => ({
    position: `${prefix}:{${stage}:${partition}}:position`,
    entries: `${prefix}:{${stage}:${partition}}:entries`,
  })
  return {
    load: async (partition) => {
      try {
        return await loadPartition(redis, keysOf(partition))
      } catch (error) {
        throw storeError(`loading ${stage} partition ${partition}`, error)
      }
    },
    commit: async (partition, commit) => {
      const doing = `committing ${stage} partition ${partition} to offset ${commit.nextOffset}`
      checkSize(doing, commit)
      const keys = keysOf(partition)
      try {
        const answer = await runCommit([keys.position, keys.entries, ...argumentsOf(commit, writer)])
        return answer === 1 ? 'committed' : 'refused'
      } catch (error) {
        throw storeError(doing, error)
      }
    },
  }
}

const argumentsOf = (commit: Commit, writer: string): readonly (string | number)[] => {
  const { expectedOffset, nextOffset, puts, deletes } = commit
  const args: (string | number)[] = [expectedOffset ?? '', nextOffset, writer, puts.size]
  for (const [field, value] of puts) args.push(field, value)
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
