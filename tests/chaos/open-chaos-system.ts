import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Observation, topicsOfWorld } from '@landfall/contracts'
import { ensureTopics, openProducer, partitionFor } from '@landfall/kafka'
import { connectRedis, type RedisHandle } from '@landfall/redis'
import { createLogger, isLandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import {
  awaitExpectedAlerts,
  CHAOS_PREFIX,
  type ChaosSea,
  chaosTopics,
  EXPECTED_MS_MAX,
} from './await-expected-alerts.ts'
import { type RestartableServices, startRestartableServices } from './start-restartable-services.ts'
import { startWindowing, type WindowingProcess } from './start-windowing.ts'

const logger = createLogger({ name: 'chaos', level: 'silent' })

export type ChaosSystem = {
  readonly parts: RestartableServices
  readonly redis: RedisHandle['client']
  readonly instances: () => readonly WindowingProcess[]
  /** The instance that owns the area of the sea. */
  readonly ownerOfArea: () => Promise<WindowingProcess>
  /** With another main module than that of today, where one is given. */
  readonly join: (main?: string) => Promise<WindowingProcess>
  /** Resolves with its exit code, null after SIGKILL. */
  readonly leave: (instance: WindowingProcess, signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** Resolves when Kafka has it all; retries while the broker is away, so some may come twice. */
  readonly feed: (observations: readonly Observation[]) => Promise<void>
  /** Resolves when the alerts topic equals what the oracle derives from the whole observations topic. */
  readonly expectAlerts: () => Promise<void>
}

/** With a Redis of its own, or the one that is given. */
export const openChaosSystem = async (
  open: AsyncDisposableStack,
  sea: ChaosSea,
  givenRedisUrl?: string,
): Promise<ChaosSystem> => {
  const parts = await startRestartableServices(open)
  const redisUrl = givenRedisUrl ?? parts.redisUrl
  const client = { brokers: [parts.kafkaBrokers], clientId: 'chaos', logger }
  await ensureTopics({ ...client, specs: Object.values(chaosTopics) })
  const producer = await openProducer({ ...client, topics: Object.values(chaosTopics) })
  open.defer(() => producer.close())
  const areaPath = join(parts.folder, 'sea.geojson')
  await writeFile(areaPath, sea.file)
  const env = {
    KAFKA_BROKERS: parts.kafkaBrokers,
    REDIS_URL: redisUrl,
    TOPIC_PREFIX: CHAOS_PREFIX,
    AREAS: areaPath,
  }
  const running = new Set<WindowingProcess>()
  open.defer(async () => {
    await Promise.all([...running].map((instance) => instance.end('SIGKILL')))
  })

  const feed = async (observations: readonly Observation[]): Promise<void> => {
    const records = observations.map((one) => ({
      topic: topicsOfWorld(chaosTopics, one.exercise).observations.name,
      key: one.craftId,
      value: JSON.stringify(one),
    }))
    const isSent = () =>
      producer.send(records).then(
        () => true,
        (error: unknown) => {
          if (isLandfallError(error, 'LF_BROKER_DOWN')) return false
          throw error
        },
      )
    await waitFor(isSent, { timeoutMs: EXPECTED_MS_MAX, what: 'the observations to be taken' })
  }

  const redis = open.adopt(await connectRedis({ url: redisUrl, logger }), (handle) => handle.close())

  const expectAlerts = async (): Promise<void> => {
    await awaitExpectedAlerts(client, sea)
    const faults = [...running].flatMap((instance) => instance.fault() ?? [])
    if (faults.length > 0) throw new Error(`an instance ${faults.join(', ')} by itself`)
  }

  const ownerOfArea = (): Promise<WindowingProcess> => {
    const partition = partitionFor(sea.area.areaId, chaosTopics.arrivals.partitions)
    const found = async (): Promise<WindowingProcess | undefined> => {
      for (const instance of running) if ((await instance.groupsPartitions()).includes(partition)) return instance
      return undefined
    }
    return waitFor(found, { timeoutMs: EXPECTED_MS_MAX, what: 'an instance to hold the area' })
  }

  return {
    parts,
    redis: redis.client,
    instances: () => [...running],
    ownerOfArea,
    join: async (main) => {
      const instance = await startWindowing(env, main)
      running.add(instance)
      return instance
    },
    leave: async (instance, signal) => {
      running.delete(instance)
      return instance.end(signal)
    },
    feed,
    expectAlerts,
  }
}
