import type { TopicSpec } from '@landfall/contracts'
import type { Admin } from 'kafkajs'
import { type Drift, type EnsureTopicsSpec, findDrift } from './ensure-topics.ts'
import { withAdmin } from './with-admin.ts'

export type TopicFound = {
  readonly name: string
  readonly isThere: boolean
  readonly partitions: number
  /** What is kept of it at present, holes counted. */
  readonly records: number
  /** As it should be; -1 is for ever. */
  readonly retentionMs: number
  readonly drift: readonly Drift[]
}

/** How the topics are; creates and changes nothing. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const describeTopics = (spec: Omit<EnsureTopicsSpec, 'waitMsMax'>): Promise<readonly TopicFound[]> => {
  const { brokers, logger, specs } = spec
  return withAdmin({ brokers, logger, clientId: 'landfall-topics' }, async (admin) => {
    const there = new Set(await admin.listTopics())
    const found: TopicFound[] = []
    // One after the other: kafkajs mixes up the answers when one admin is asked for offsets twice at once.
    for (const one of specs) found.push(there.has(one.name) ? await describeOne(admin, one) : missing(one))
    return found
  })
}

const missing = ({ name, retentionMs }: TopicSpec): TopicFound => ({
  name,
  isThere: false,
  partitions: 0,
  records: 0,
  retentionMs,
  drift: [],
})

const describeOne = async (admin: Admin, spec: TopicSpec): Promise<TopicFound> => {
  const offsets = await admin.fetchTopicOffsets(spec.name)
  const records = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0)
  const { name, retentionMs } = spec
  return {
    name,
    isThere: true,
    partitions: offsets.length,
    records,
    retentionMs,
    drift: await findDrift(admin, [spec]),
  }
}
