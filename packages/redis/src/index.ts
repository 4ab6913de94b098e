export { connectRedis, type RedisHandle, type RedisSpec } from './connect-redis.ts'
export { parseRedisUrl, type RedisAddress } from './connection/parse-redis-url.ts'
export { type RedisSettings, redisSettings, refuseRedisContradictions } from './connection/redis-settings.ts'
export { createPartitionReader, type PartitionReader, type StoredPartition } from './create-partition-reader.ts'
export { openPartitionStore, type PartitionStoreSpec } from './open-partition-store.ts'
export {
  COMMIT_BYTES_MAX,
  COMMIT_ENTRIES_MAX,
  type Commit,
  type LoadedPartition,
  type PartitionStore,
} from './partition-store.ts'
export { untilUp } from './until-up.ts'
