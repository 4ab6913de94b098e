import { stateNames, type TopicSpec, topics, topicsOfWorld } from '@landfall/contracts'
import { type Bounds, createLogBounds, partitionFor, partitionOfArea, readPlacements } from '@landfall/kafka'
import {
  connectRedis,
  createPartitionReader,
  type PartitionReader,
  redisSettings,
  refuseRedisContradictions,
  untilUp,
} from '@landfall/redis'
import { readConfig } from '@landfall/runtime'
import { z } from 'zod'
import type { Invocation } from '../command-line/command-definition.ts'
import { UsageError } from '../command-line/command-error.ts'
import { type KafkaChoice, readKafkaOptions } from '../kafka/read-kafka-options.ts'
import { requireTopics } from '../kafka/require-topics.ts'

export type StageName = keyof ReturnType<typeof stateNames>

const INPUT_TOPICS = {
  arrivals: 'observations',
  groups: 'arrivals',
  sources: 'sources',
  'exercise-arrivals': 'exerciseObservations',
  'exercise-groups': 'exerciseArrivals',
} as const satisfies Record<StageName, string>
export const stageNames = Object.keys(INPUT_TOPICS) as readonly StageName[]

/** The stages that craft and alerts of exercises are in, or the real ones. */
export const stagesOf = (exercise: boolean) =>
  exercise
    ? ({ arrivals: 'exercise-arrivals', groups: 'exercise-groups' } as const)
    : ({ arrivals: 'arrivals', groups: 'groups' } as const)

/** Read access to what windowing keeps in Redis, and to the logs that it is made from. */
export type Inspection = AsyncDisposable & {
  readonly kafka: KafkaChoice & { readonly clientId: string }
  readonly topics: ReturnType<typeof topics>
  readonly inputTopic: (stage: StageName) => TopicSpec
  readonly state: (stage: StageName) => PartitionReader
  /** The partition of a stage in which a craft, or for groups an area, is. */
  readonly partitionOf: (stage: StageName, key: string) => number
  /** Throws LF_BROKER_DOWN. */
  readonly bounds: (topic: TopicSpec, partition: number) => Promise<Bounds>
}

const REDIS_WAIT_MS_MAX = 5_000
const RedisConfig = z.object(redisSettings).superRefine(refuseRedisContradictions)

/**
 * Throws LF_STORE_DOWN when Redis does not answer, LF_CONFIG_INVALID for its settings, and a CommandError when the topics are not
 * there.
 */
export const openInspection = async (invocation: Invocation): Promise<Inspection> => {
  const kafka = { ...readKafkaOptions(invocation), clientId: 'landfall-inspect' }
  const { prefix, logger } = kafka
  const all = topics(prefix, kafka.grown)
  const names = stateNames(kafka.grown)
  const inputTopic = (stage: StageName): TopicSpec => all[INPUT_TOPICS[stage]]
  await requireTopics(kafka, [
    all.stateCheckpoints,
    ...Object.values(INPUT_TOPICS).map((name) => all[name]),
    all.alerts,
    all.areaPlacements,
  ])
  const places = await readPlacements({ ...kafka, placements: all.areaPlacements })
  const partitionIn = (exercise: boolean) =>
    partitionOfArea(places, { exercise, partitions: topicsOfWorld(all, exercise).arrivals.partitions })
  const settings = readConfig(RedisConfig, invocation.env)
  const redis = await connectRedis({ url: settings.REDIS_URL, settings, logger })
  try {
    await untilUp(redis, REDIS_WAIT_MS_MAX)
  } catch (error) {
    await redis.close()
    throw error
  }
  return {
    kafka,
    topics: all,
    inputTopic,
    state: (stage) => createPartitionReader(redis, { prefix, stage: names[stage] }),
    partitionOf: (stage, key) => {
      if (stage === 'groups' || stage === 'exercise-groups') return partitionIn(stage === 'exercise-groups')(key)
      return partitionFor(key, inputTopic(stage).partitions)
    },
    bounds: async ({ name }, partition) => {
      const log = createLogBounds({ ...kafka, topic: name })
      try {
        return (await log.read()).get(partition) ?? { low: 0, high: 0 }
      } finally {
        await log.close()
      }
    },
    [Symbol.asyncDispose]: () => redis.close(),
  }
}

export const readStageName = (given: string): StageName => {
  const found = stageNames.find((name) => name === given)
  if (found === undefined) throw new UsageError(`STAGE ${given}: must be one of ${stageNames.join(', ')}`)
  return found
}
