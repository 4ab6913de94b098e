import { generationOf, topicGeneration } from './topic/topic-generation.ts'
import type { PartitionSettings, TopicSpec } from './topic/topic-spec.ts'

const DAY_MS = 86_400_000
const MIB = 1_048_576
const GIB = 1_073_741_824
const UNBOUNDED = -1

export type Topics = {
  readonly observations: TopicSpec
  readonly arrivals: TopicSpec
  readonly areaPlacements: TopicSpec
  readonly exerciseObservations: TopicSpec
  readonly exerciseArrivals: TopicSpec
  readonly alerts: TopicSpec
  readonly actions: TopicSpec
  readonly alertIndex: TopicSpec
  readonly stateCheckpoints: TopicSpec
  readonly rejected: TopicSpec
  readonly sources: TopicSpec
  readonly audit: TopicSpec
  readonly sessions: TopicSpec
  readonly marks: TopicSpec
  readonly deadLetters: TopicSpec
}

/**
 * Every topic as data; a `prefix` separates a whole system (a replay, a test) from the live one, and `partitions` names the
 * generations of those that have grown.
 */
export const topics = (prefix: string, partitions: PartitionSettings = {}): Topics => {
  const topic = (name: string, partitions: number, retentionMs: number, rest: Partial<TopicSpec> = {}): TopicSpec => ({
    name: `${prefix}.${name}.v1`,
    partitions,
    retentionMs,
    retentionBytes: UNBOUNDED,
    cleanupPolicy: 'delete',
    timestampType: 'LogAppendTime',
    messageBytesMax: MIB,
    compressionType: 'producer',
    ...rest,
  })
  return {
    // Retention plus persons horizon of the default policy: what a rebuild can still need.
    // In bytes: 288 GiB in all, about 115 positions a second for those 90 days.
    observations: topicGeneration(
      topic('observations', 12, 90 * DAY_MS, { retentionBytes: 24 * GIB }),
      'OBSERVATIONS_PARTITIONS',
      partitions,
    ),
    arrivals: topic('arrivals', 12, 90 * DAY_MS, { retentionBytes: 4 * GIB, messageBytesMax: 4 * MIB }),
    // Where each area's arrivals are: a record for each area that was ever watched. Not compacted: the first of an area holds.
    areaPlacements: topic('area-placements', 1, -1),
    // Exercises have a way of their own, up to the alerts, so that no amount of them takes disk or time from the real. In bytes: 20 GiB.
    exerciseObservations: topicGeneration(
      topic('exercise-observations', 4, 90 * DAY_MS, { retentionBytes: 4 * GIB }),
      'EXERCISE_OBSERVATIONS_PARTITIONS',
      partitions,
    ),
    exerciseArrivals: topic('exercise-arrivals', 4, 90 * DAY_MS, { retentionBytes: GIB, messageBytesMax: 4 * MIB }),
    // One partition each: a single order for all subscribers matters more than throughput here.
    alerts: topic('alerts', 1, -1, { messageBytesMax: 16 * MIB }),
    actions: topic('actions', 1, -1),
    // Checkpoints of the alert service: the newest whole one counts, and if there is none it reads the two above.
    alertIndex: topic('alert-index', 1, -1, { retentionBytes: GIB }),
    // Checkpoints of the states of windowing's stages, two of each partition of a stage in turn. With these settings the disk holds about three times what the two take.
    stateCheckpoints: topic('state-checkpoints', 12, -1, {
      cleanupPolicy: 'compact',
      messageBytesMax: 16 * MIB,
      segmentBytes: 16 * MIB,
      dirtyRatioMax: 0.3,
    }),
    // Compressed: what is refused is often one mistake many times over.
    rejected: topic('rejected', 3, 14 * DAY_MS, { retentionBytes: GIB, compressionType: 'gzip' }),
    // One partition: a single clock for all sources.
    sources: topic('sources', 1, 14 * DAY_MS, { retentionBytes: 4 * GIB }),
    // Who did what with access. Bounded where it is written: 360 records an hour of each event and instance.
    audit: topic('audit', 1, -1),
    // Sessions that were logged out; none lasts longer than 12 h. Every instance reads it whole when it starts.
    sessions: topic('sessions', 1, DAY_MS, { retentionBytes: 64 * MIB }),
    // What operators have marked on the map. Of each mark the newest record counts, set or removed; few are written.
    marks: topic('marks', 1, -1, { cleanupPolicy: 'compact', segmentBytes: 16 * MIB, dirtyRatioMax: 0.3 }),
    // As long as the observations that it may hold. The largest record that a stage reads (a snapshot) takes a third more as
    // base64, and its envelope.
    deadLetters: topic('dead-letters', 1, 90 * DAY_MS, {
      retentionBytes: 4 * GIB,
      messageBytesMax: 6 * MIB,
      compressionType: 'gzip',
    }),
  }
}

/** The logs that real data, or exercises, go through on their way to the alerts. */
export const topicsOfWorld = (all: Topics, exercise: boolean): Pick<Topics, 'observations' | 'arrivals'> =>
  exercise ? { observations: all.exerciseObservations, arrivals: all.exerciseArrivals } : all

/**
 * What the states of windowing's stages are stored as. One that reads a topic that has grown is stored beside the state of the
 * former generation.
 */
export const stateNames = (partitions: PartitionSettings = {}) => {
  const { observations, exerciseObservations } = topics('', partitions)
  return {
    arrivals: `arrivals${generationOf(observations)}`,
    groups: 'groups',
    sources: 'sources',
    'exercise-arrivals': `exercise-arrivals${generationOf(exerciseObservations)}`,
    'exercise-groups': 'exercise-groups',
  }
}

/** The consumer groups of windowing's stages. Their committed offsets show progress; the offsets that count are in Redis. */
export const windowingGroups = (prefix: string, partitions: PartitionSettings = {}) => {
  const names = stateNames(partitions)
  return {
    arrivals: `${prefix}-windowing-${names.arrivals}`,
    groups: `${prefix}-windowing-${names.groups}`,
    sources: `${prefix}-windowing-${names.sources}`,
    'exercise-arrivals': `${prefix}-windowing-${names['exercise-arrivals']}`,
    'exercise-groups': `${prefix}-windowing-${names['exercise-groups']}`,
  }
}
