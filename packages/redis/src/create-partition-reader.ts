import type { RedisHandle } from './connect-redis.ts'
import { findPartition, partitionKeys } from './find-partition.ts'
import type { PartitionStoreSpec } from './open-partition-store.ts'
import { corruptState, readFound } from './open-partition-store.ts'
import type { LoadedPartition } from './partition-store.ts'
import { refuseNewerLayout } from './refuse-newer-layout.ts'
import { unseal } from './seal.ts'
import { storeError } from './store-error.ts'

export type StoredPartition = LoadedPartition & {
  /** Of the last commit; null when nothing was ever stored. */
  readonly revision: string | null
}

/** Looks into the state of a stage from outside. Writes nothing, and no owner notices. Both throw as `load` does. */
export type PartitionReader = {
  readonly read: (partition: number) => Promise<StoredPartition>
  /** Undefined where there is no such entry. */
  readonly readEntry: (partition: number, name: string) => Promise<string | undefined>
}

export const createPartitionReader = (redis: RedisHandle, { prefix, stage }: PartitionStoreSpec): PartitionReader => ({
  read: async (partition) => {
    try {
      const keys = partitionKeys(prefix, stage, partition)
      const found = await findPartition(redis, keys)
      return { ...readFound(keys, found), revision: found.position.revision }
    } catch (error) {
      throw storeError(`reading ${stage} partition ${partition}`, error)
    }
  },
  readEntry: async (partition, name) => {
    try {
      const keys = partitionKeys(prefix, stage, partition)
      const { entries } = keys
      const sealed = await redis.client.hget(entries, name)
      if (sealed === null) return undefined
      const text = unseal(name, sealed)
      if (text !== undefined) return text
      refuseNewerLayout(keys, await redis.client.hget(keys.position, 'layout'))
      throw corruptState(`${entries} has an entry ${JSON.stringify(name)} whose checksum does not fit`)
    } catch (error) {
      throw storeError(`reading ${name} of ${stage} partition ${partition}`, error)
    }
  },
})
