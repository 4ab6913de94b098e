import { setTimeout as sleep } from 'node:timers/promises'
import type { TopicSpec } from '@landfall/contracts'
import { isLandfallError, type Logger, pause } from '@landfall/runtime'
import kafkajs, { type Admin } from 'kafkajs'
import { createOutageLog } from '../client/create-outage-log.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { rootFault } from '../client/kafka-fault.ts'
import { withAdmin } from './with-admin.ts'

const WAIT_MS_MAX = 60_000
const SERVED_MS_MAX = 10_000
const SERVED_POLL_MS = 50
const SETTLING: ReadonlySet<string> = new Set([
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
  'UNKNOWN_TOPIC_OR_PARTITION',
])

export type EnsureTopicsSpec = {
  readonly brokers: readonly string[]
  readonly logger: Logger
  readonly specs: readonly TopicSpec[]
  /** How long to wait for a broker that does not answer yet. */
  readonly waitMsMax?: number
}
export type Drift = {
  readonly topic: string
  readonly setting: string
  readonly wanted: string
  readonly found: string
}
export type EnsuredTopics = { readonly created: readonly string[]; readonly drift: readonly Drift[] }

/**
 * Creates missing topics and returns how existing ones differ; it never changes a topic that exists, since either side of a
 * difference may be intended. Idempotent, and safe to run by several instances at once.
 * Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const ensureTopics = async (spec: EnsureTopicsSpec): Promise<EnsuredTopics> => {
  const { brokers, logger, specs, waitMsMax = WAIT_MS_MAX } = spec
  const giveUpAtMs = performance.now() + waitMsMax
  const backoff = createRetryBackoff()
  const outage = createOutageLog(logger, 'topics', { brokers })
  const created: string[] = [] // Over all tries: one that failed may have created some.
  for (;;) {
    try {
      const drift = await withAdmin({ brokers, logger, clientId: 'landfall-topics' }, async (admin) => {
        await create(admin, await missingOf(admin, specs), (name) => created.push(name))
        return findDrift(admin, specs)
      })
      for (const difference of drift) logger.warn({ event: 'topic.drift', ...difference })
      outage.up()
      return { created, drift }
    } catch (error) {
      if (!isLandfallError(error, 'LF_BROKER_DOWN') || performance.now() > giveUpAtMs) throw error
      outage.down(error.message)
      await pause(backoff.nextMs())
    }
  }
}

const missingOf = async (admin: Admin, specs: readonly TopicSpec[]): Promise<readonly TopicSpec[]> => {
  const there = new Set(await admin.listTopics())
  return specs.filter(({ name }) => !there.has(name))
}

const create = async (
  admin: Admin,
  missing: readonly TopicSpec[],
  onCreated: (name: string) => void,
): Promise<void> => {
  for (const { name: topic, partitions: numPartitions, ...spec } of missing) {
    const configEntries = Object.entries(settingsOf(spec)).map(([name, value]) => ({ name, value }))
    const topics = [{ topic, numPartitions, configEntries }]
    const isNew = await admin.createTopics({ topics, waitForLeaders: false })
    if (isNew) onCreated(topic) // Else another instance was faster.
  }
  for (const { name } of missing) await untilServed(admin, name)
}

/** For a moment a new topic is not known everywhere and its leaders do not lead yet: that is no outage. */
const untilServed = async (admin: Admin, topic: string): Promise<void> => {
  const giveUpAtMs = performance.now() + SERVED_MS_MAX
  for (;;) {
    try {
      await admin.fetchTopicOffsets(topic) // Asks the leaders themselves, which may lag behind the metadata.
      return
    } catch (error) {
      if (!SETTLING.has(rootFault(error).type ?? '') || performance.now() > giveUpAtMs) throw error
    }
    await sleep(SERVED_POLL_MS)
  }
}

export const findDrift = async (admin: Admin, specs: readonly TopicSpec[]): Promise<readonly Drift[]> => {
  if (specs.length === 0) return []
  const { topics } = await admin.fetchTopicMetadata({ topics: specs.map(({ name }) => name) })
  const partitions = new Map(topics.map((topic) => [topic.name, topic.partitions.length]))
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: specs.map((spec) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: spec.name,
      configNames: Object.keys(settingsOf(spec)),
    })),
  })
  const found = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]))
  return specs.flatMap((spec) => {
    const entries = found.get(spec.name) ?? []
    const differences = Object.entries(settingsOf(spec)).map(([setting, wanted]) => {
      const entry = entries.find(({ configName }) => configName === setting)
      return { topic: spec.name, setting, wanted, found: entry?.configValue ?? '(not reported)' }
    })
    const count = { wanted: String(spec.partitions), found: String(partitions.get(spec.name) ?? 0) }
    return [{ topic: spec.name, setting: 'partitions', ...count }, ...differences].filter(
      (difference) => difference.wanted !== difference.found,
    )
  })
}

const settingsOf = (spec: Omit<TopicSpec, 'name' | 'partitions'>): Readonly<Record<string, string>> => ({
  'retention.ms': String(spec.retentionMs),
  'retention.bytes': String(spec.retentionBytes),
  'cleanup.policy': spec.cleanupPolicy,
  'message.timestamp.type': spec.timestampType,
  'max.message.bytes': String(spec.messageBytesMax),
  'compression.type': spec.compressionType,
})
