import type { TopicSpec } from '@landfall/contracts'
import type { LandfallError } from '@landfall/runtime'
import kafkajs, { type Admin } from 'kafkajs'
import { isPermanentFault, toLandfallError } from '../client/kafka-fault.ts'
import { type Replication, SAFE_REPLICATION } from './replication-for.ts'

export type Drift = {
  readonly topic: string
  readonly setting: string
  readonly wanted: string
  readonly found: string
}

type Comparison = {
  readonly drift: readonly Drift[]
  /** Topics of which the loss of one broker can lose or stop something. */
  readonly unsafe: readonly string[]
}

/** How the topics are, beside how they should be. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED, which names a topic. */
export const compareTopics = async (
  admin: Admin,
  specs: readonly TopicSpec[],
  replication: Replication,
): Promise<Comparison> => {
  try {
    return await compare(admin, specs, replication)
  } catch (error) {
    // Of a request for many, Kafka's answer does not say which of them may not be described.
    const [alone, ...others] = specs
    if (alone === undefined || others.length === 0 || !isPermanentFault(error)) throw describing(specs, error)
    for (const spec of specs) await compareTopics(admin, [spec], replication)
    throw describing(specs, error)
  }
}

const describing = (specs: readonly TopicSpec[], error: unknown): LandfallError =>
  toLandfallError(`describing ${specs.map(({ name }) => name).join(', ')}`, error)

const compare = async (admin: Admin, specs: readonly TopicSpec[], replication: Replication): Promise<Comparison> => {
  if (specs.length === 0) return { drift: [], unsafe: [] }
  const { topics } = await admin.fetchTopicMetadata({ topics: specs.map(({ name }) => name) })
  const partitions = new Map(topics.map((topic) => [topic.name, topic.partitions]))
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: specs.map((spec) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: spec.name,
      configNames: [...Object.keys(topicConfig(spec, replication)), MIN_INSYNC],
    })),
  })
  const found = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]))
  const compared = specs.map((spec) => {
    const setTo = (setting: string): string | undefined =>
      found.get(spec.name)?.find(({ configName }) => configName === setting)?.configValue
    const copies = (partitions.get(spec.name) ?? []).map(({ replicas }) => replicas.length)
    const factor = Math.min(...copies)
    const wanted: readonly Omit<Drift, 'topic'>[] = [
      { setting: 'partitions', wanted: String(spec.partitions), found: String(copies.length) },
      ...(replication.factor === null
        ? []
        : [{ setting: 'replication.factor', wanted: String(replication.factor), found: String(factor) }]),
      ...Object.entries(topicConfig(spec, replication)).map(([setting, value]) => ({
        setting,
        wanted: value,
        found: setTo(setting) ?? '(not reported)',
      })),
    ]
    const isSafe = factor >= SAFE_REPLICATION.factor && Number(setTo(MIN_INSYNC) ?? 1) >= SAFE_REPLICATION.minInsync
    const drift = wanted.filter((each) => each.wanted !== each.found).map((each) => ({ topic: spec.name, ...each }))
    return { drift, unsafe: isSafe ? [] : [spec.name] }
  })
  return { drift: compared.flatMap(({ drift }) => drift), unsafe: compared.flatMap(({ unsafe }) => unsafe) }
}

const MIN_INSYNC = 'min.insync.replicas'

/** A topic's settings by Kafka's names. */
export const topicConfig = (
  spec: Omit<TopicSpec, 'name' | 'partitions'>,
  { minInsync }: Replication,
): Readonly<Record<string, string>> => ({
  'retention.ms': String(spec.retentionMs),
  'retention.bytes': String(spec.retentionBytes),
  'cleanup.policy': spec.cleanupPolicy,
  'message.timestamp.type': spec.timestampType,
  'max.message.bytes': String(spec.messageBytesMax),
  'compression.type': spec.compressionType,
  ...(spec.segmentBytes !== undefined && { 'segment.bytes': String(spec.segmentBytes) }),
  ...(spec.dirtyRatioMax !== undefined && { 'min.cleanable.dirty.ratio': String(spec.dirtyRatioMax) }),
  ...(minInsync !== null && { [MIN_INSYNC]: String(minInsync) }),
})
