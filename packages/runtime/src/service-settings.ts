import { z } from 'zod'
import { kafkaSecuritySettings } from './kafka-security-settings.ts'

/** A comma-separated list; blanks around items and empty items are ignored. */
export const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

/** Keeps one system's topics, consumer groups and keys apart from another's. */
export const TopicPrefix = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be 1 to 100 of A-Z, a-z, 0-9, . _ -')

/** Kafka's addresses, `host:port,host:port`. */
export const Brokers = commaList.pipe(
  z.array(z.string().regex(/^\S+:\d{1,5}$/, 'must be host:port, comma separated')).min(1, 'must name a host:port'),
)

/** Set once `landfall topics grow` has given a topic so many; absent: as many as the topic began with. */
export const partitionSettings = {
  OBSERVATIONS_PARTITIONS: z.coerce.number().int().min(12).max(1_000).optional(),
  EXERCISE_OBSERVATIONS_PARTITIONS: z.coerce.number().int().min(4).max(1_000).optional(),
}

/** How topics are kept. */
export const topicSettings = {
  /** `managed`: missing topics are created. `external`: somebody else creates them, and they are only checked. */
  TOPICS: z.enum(['managed', 'external']).default('managed'),
  /** Of topics created and expected; absent: 3 where the cluster has three brokers or more, else 1. */
  KAFKA_REPLICATION_FACTOR: z.coerce.number().int().min(1).max(9).optional(),
  /** Absent: 2 where the replication factor is 3 or more, else 1. */
  KAFKA_MIN_INSYNC_REPLICAS: z.coerce.number().int().min(1).max(9).optional(),
  ...partitionSettings,
}

export type TopicSettings = {
  readonly TOPICS: 'managed' | 'external'
  readonly KAFKA_REPLICATION_FACTOR?: number | undefined
  readonly KAFKA_MIN_INSYNC_REPLICAS?: number | undefined
}

/** The settings that all services share, so that one environment suits them all. */
export const serviceSettings = (httpPort: number) => ({
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(httpPort),
  KAFKA_BROKERS: Brokers.default(['127.0.0.1:9092']),
  ...kafkaSecuritySettings,
  ...topicSettings,
  TOPIC_PREFIX: TopicPrefix.default('landfall'),
})
