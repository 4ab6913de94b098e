const DAY_MS = 86_400_000
const MIB = 1_048_576

export type TopicSpec = {
  readonly name: string
  readonly partitions: number
  /** -1: for ever. */
  readonly retentionMs: number
  readonly cleanupPolicy: 'delete'
  readonly timestampType: 'LogAppendTime'
  readonly messageBytesMax: number
}

export type Topics = {
  readonly observations: TopicSpec
  readonly arrivals: TopicSpec
  readonly alerts: TopicSpec
  readonly actions: TopicSpec
  readonly rejected: TopicSpec
  readonly sources: TopicSpec
}

/** Every topic as data; a `prefix` separates a whole system (a replay, a test) from the live one. */
export const topics = (prefix: string): Topics => {
  const topic = (name: string, partitions: number, retentionMs: number, messageBytesMax = MIB): TopicSpec => ({
    name: `${prefix}.${name}.v1`,
    partitions,
    retentionMs,
    cleanupPolicy: 'delete',
    timestampType: 'LogAppendTime',
    messageBytesMax,
  })
  return {
    // Retention plus persons horizon of the default policy: what a rebuild can still need.
    observations: topic('observations', 12, 90 * DAY_MS),
    arrivals: topic('arrivals', 12, 90 * DAY_MS, 4 * MIB),
    // One partition each: a single order for all subscribers matters more than throughput here.
    alerts: topic('alerts', 1, -1, 16 * MIB),
    actions: topic('actions', 1, -1),
    rejected: topic('rejected', 3, 14 * DAY_MS),
    // One partition: a single clock for all sources.
    sources: topic('sources', 1, 14 * DAY_MS),
  }
}

/** The consumer groups of windowing's stages. Their committed offsets show progress; the offsets that count are in Redis. */
export const windowingGroups = (prefix: string) => ({
  arrivals: `${prefix}-windowing-arrivals`,
  groups: `${prefix}-windowing-groups`,
  sources: `${prefix}-windowing-sources`,
})
