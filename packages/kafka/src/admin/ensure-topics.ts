import { setTimeout as sleep } from 'node:timers/promises'
import type { TopicSpec } from '@landfall/contracts'
import { LandfallError, type TopicSettings } from '@landfall/runtime'
import type { Admin } from 'kafkajs'
import type { KafkaClient } from '../client/create-kafka-client.ts'
import { brokerDown, rootFault, toLandfallError } from '../client/kafka-fault.ts'
import { untilAnswered } from '../client/until-answered.ts'
import { requireGenerations, requireOpen } from '../grow/require-open.ts'
import { compareTopics, type Drift, topicConfig } from './compare-topics.ts'
import { refuseOtherPartitions } from './refuse-other-partitions.ts'
import { type Replication, replicationFor, SAFE_REPLICATION } from './replication-for.ts'
import { withAdmin } from './with-admin.ts'

const WAIT_MS_MAX = 60_000
const SERVED_MS_MAX = 10_000
const SERVED_POLL_MS = 50
const SETTLING: ReadonlySet<string> = new Set([
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
  'UNKNOWN_TOPIC_OR_PARTITION',
])

export type EnsureTopicsSpec = Omit<KafkaClient, 'clientId'> & {
  readonly specs: readonly TopicSpec[]
  /** Absent: managed, with the replication that suits the cluster. */
  readonly settings?: TopicSettings
  /** How long to wait for brokers and topics that are not there yet; a minute by default. Services wait for ever. */
  readonly waitMsMax?: number
  /** Aborted when whoever waits is being closed. */
  readonly closing?: AbortSignal
}
export type EnsuredTopics = { readonly created: readonly string[]; readonly drift: readonly Drift[] }

/**
 * Creates missing topics and returns how existing ones differ; it never changes a topic that exists, since either side of a
 * difference may be intended. Waits for topics that somebody else creates. Warns where the loss of one broker could lose or
 * stop something. Idempotent, and safe to run by several instances at once.
 * Throws LF_BROKER_DOWN, LF_BROKER_REFUSED, LF_TOPICS_MISSING (somebody else makes them, or opens them), LF_CONFIG_INVALID,
 * LF_TOPIC_SEALED for one that has grown, or LF_PARTITIONS_CHANGED for one with fewer partitions than its contract, or with records
 * in others.
 */
export const ensureTopics = async (spec: EnsureTopicsSpec): Promise<EnsuredTopics> => {
  const { brokers, logger, security, specs, settings = MANAGED, waitMsMax = WAIT_MS_MAX, closing } = spec
  const created: string[] = [] // Over all tries: one that failed may have created some.
  const client = { brokers, logger, security, clientId: 'landfall-topics' }
  const ask = () =>
    withAdmin(client, async (admin) => {
      const replication = await replicationOf(admin, settings, brokers)
      const names = await admin.listTopics()
      const missing = specs.filter(({ name }) => !names.includes(name))
      requireGenerations(missing, names)
      if (settings.TOPICS === 'managed') await create(admin, missing, replication, (name) => created.push(name))
      else if (missing.length > 0) throw topicsMissing(missing)
      const compared = await compareTopics(admin, specs, replication)
      await requireOpen(admin, specs, names, compared.drift)
      await refuseOtherPartitions(admin, client, compared.drift)
      return compared
    })
  const wait = { logger, part: 'topics', fields: { brokers }, waitMsMax, closing }
  const { drift, unsafe } = await untilAnswered(ask, wait)
  for (const difference of drift) logger.warn({ event: 'topic.drift', ...difference })
  if (unsafe.length > 0) logger.warn({ event: 'topics.unsafe', topics: unsafe, risk: RISK })
  return { created, drift }
}

/** Where nothing is set. */
export const MANAGED: TopicSettings = { TOPICS: 'managed' }

const RISK = `fewer than ${SAFE_REPLICATION.factor} copies, or than ${SAFE_REPLICATION.minInsync} in sync: the loss of one broker or disk can lose alerts, actions and observations that were acknowledged, or stop the service. Run three brokers`

const topicsMissing = (missing: readonly TopicSpec[]): LandfallError =>
  new LandfallError(
    'LF_TOPICS_MISSING',
    `TOPICS is external, and these are not there: ${missing.map(({ name }) => name).join(', ')}. Create them, or set TOPICS=managed`,
    { retryable: true },
  )

/** A broker that is away is missing from the cluster's list, and one that was not given from ours. */
export const replicationOf = async (
  admin: Admin,
  settings: TopicSettings,
  given: readonly string[],
): Promise<Replication> => {
  const { brokers } = await admin.describeCluster()
  return replicationFor(settings, Math.max(brokers.length, given.length))
}

const create = async (
  admin: Admin,
  missing: readonly TopicSpec[],
  replication: Replication,
  onCreated: (name: string) => void,
): Promise<void> => {
  for (const { name: topic, partitions: numPartitions, ...spec } of missing) {
    const configEntries = Object.entries(topicConfig(spec, replication)).map(([name, value]) => ({ name, value }))
    const topics = [{ topic, numPartitions, replicationFactor: replication.factor ?? BROKER_DEFAULT, configEntries }]
    const isNew = await admin.createTopics({ topics, waitForLeaders: false }).catch(notCreated(topic, replication))
    if (isNew) onCreated(topic) // Else another instance was faster.
  }
  for (const { name } of missing) await untilServed(admin, name)
}

const BROKER_DEFAULT = -1

/** Brokers that are away come back; so this is an outage, and no refusal. */
const notCreated =
  (topic: string, { factor }: Replication) =>
  (error: unknown): never => {
    if (rootFault(error).type !== 'INVALID_REPLICATION_FACTOR') throw toLandfallError(`creating ${topic}`, error)
    throw brokerDown(`creating topics with ${factor} copies, for which too few brokers are up`, error)
  }

/** For a moment a new topic is not known everywhere and its leaders do not lead yet: that is no outage. */
const untilServed = async (admin: Admin, topic: string): Promise<void> => {
  const giveUpAtMs = performance.now() + SERVED_MS_MAX
  for (;;) {
    try {
      await admin.fetchTopicOffsets(topic) // Asks the leaders themselves, which may lag behind the metadata.
      return
    } catch (error) {
      if (!SETTLING.has(rootFault(error).type ?? '') || performance.now() > giveUpAtMs)
        throw toLandfallError(`looking at ${topic}`, error)
    }
    await sleep(SERVED_POLL_MS)
  }
}
