import type { TopicSpec } from '@landfall/contracts'
import type { Admin } from 'kafkajs'
import { isSealedBy } from '../grow/require-open.ts'
import { compareTopics, type Drift } from './compare-topics.ts'
import { type EnsureTopicsSpec, MANAGED, replicationOf } from './ensure-topics.ts'
import type { Replication } from './replication-for.ts'
import { withAdmin } from './with-admin.ts'

export type TopicFound = {
  readonly name: string
  readonly exists: boolean
  readonly partitions: number
  /** Kept at present, holes included. */
  readonly records: number
  /** As specified; -1 is for ever. */
  readonly retentionMs: number
  readonly drift: readonly Drift[]
  /** It has grown: nobody can write to this generation of it. */
  readonly isSealed: boolean
}

/** Describes the topics as they are. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const describeTopics = (spec: Omit<EnsureTopicsSpec, 'waitMsMax'>): Promise<readonly TopicFound[]> => {
  const { brokers, logger, security, specs, settings = MANAGED } = spec
  return withAdmin({ brokers, logger, security, clientId: 'landfall-topics' }, async (admin) => {
    const replication = await replicationOf(admin, settings, brokers)
    const there = new Set(await admin.listTopics())
    const found: TopicFound[] = []
    // One after the other: kafkajs mixes up the answers if one admin asks for offsets twice at once.
    for (const one of specs) found.push(there.has(one.name) ? await describeOne(admin, one, replication) : missing(one))
    return found
  })
}

const missing = ({ name, retentionMs }: TopicSpec): TopicFound => ({
  name,
  exists: false,
  partitions: 0,
  records: 0,
  retentionMs,
  drift: [],
  isSealed: false,
})

const describeOne = async (admin: Admin, spec: TopicSpec, replication: Replication): Promise<TopicFound> => {
  const offsets = await admin.fetchTopicOffsets(spec.name)
  const records = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0)
  const { name, retentionMs } = spec
  const { drift } = await compareTopics(admin, [spec], replication)
  return {
    name,
    exists: true,
    partitions: offsets.length,
    records,
    retentionMs,
    drift,
    isSealed: isSealedBy(drift, name),
  }
}
