import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Observation } from '@landfall/contracts'
import { ensureTopics, openProducer, partitionFor } from '@landfall/kafka'
import { connectRedis, type RedisHandle } from '@landfall/redis'
import { createLogger, isLandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { awaitTruth, type ChaosSea, names, PREFIX, TRUTH_MS_MAX } from './await-truth.ts'
import { type Parts, startParts } from './restartable.ts'
import { startWindowing, type WindowingProcess } from './windowing-process.ts'

const logger = createLogger({ name: 'chaos', level: 'silent' })

export type ChaosSystem = {
  readonly parts: Parts
  readonly redis: RedisHandle['client']
  readonly instances: () => readonly WindowingProcess[]
  /** The one that tells of the area of the sea. */
  readonly teller: () => Promise<WindowingProcess>
  readonly join: () => Promise<WindowingProcess>
  /** Resolves with its exit code, null after SIGKILL. */
  readonly leave: (instance: WindowingProcess, signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** Until Kafka has it all; while the broker is away it keeps trying, so some may come twice. */
  readonly feed: (observations: readonly Observation[]) => Promise<void>
  /** Resolves when the alerts topic says what the observations topic means, worked out anew from all of it. */
  readonly truth: () => Promise<void>
}

export const openChaosSystem = async (open: AsyncDisposableStack, sea: ChaosSea): Promise<ChaosSystem> => {
  const parts = await startParts(open)
  const client = { brokers: [parts.kafkaBrokers], clientId: 'chaos', logger }
  await ensureTopics({ ...client, specs: Object.values(names) })
  const producer = await openProducer(client)
  open.defer(() => producer.close())
  const areaPath = join(parts.folder, 'sea.geojson')
  await writeFile(areaPath, sea.file)
  const env = {
    KAFKA_BROKERS: parts.kafkaBrokers,
    REDIS_URL: parts.redisUrl,
    TOPIC_PREFIX: PREFIX,
    AREAS: areaPath,
  }
  const running = new Set<WindowingProcess>()
  open.defer(async () => {
    await Promise.all([...running].map((instance) => instance.end('SIGKILL')))
  })

  const feed = async (observations: readonly Observation[]): Promise<void> => {
    const records = observations.map((one) => ({
      topic: names.observations.name,
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
    await waitFor(isSent, { timeoutMs: TRUTH_MS_MAX, what: 'the observations to be taken' })
  }

  const redis = open.adopt(await connectRedis({ url: parts.redisUrl, logger }), (handle) => handle.close())

  const truth = async (): Promise<void> => {
    await awaitTruth(client, sea)
    const faults = [...running].flatMap((instance) => instance.fault() ?? [])
    if (faults.length > 0) throw new Error(`an instance ${faults.join(', ')} by itself`)
  }

  const teller = (): Promise<WindowingProcess> => {
    const partition = partitionFor(sea.area.areaId, names.arrivals.partitions)
    const found = async (): Promise<WindowingProcess | undefined> => {
      for (const instance of running) if ((await instance.tellsOf()).includes(partition)) return instance
      return undefined
    }
    return waitFor(found, { timeoutMs: TRUTH_MS_MAX, what: 'an instance to hold the area' })
  }

  return {
    parts,
    redis: redis.client,
    instances: () => [...running],
    teller,
    join: async () => {
      const instance = await startWindowing(env)
      running.add(instance)
      return instance
    },
    leave: async (instance, signal) => {
      running.delete(instance)
      return instance.end(signal)
    },
    feed,
    truth,
  }
}
