import { randomUUID } from 'node:crypto'
import {
  type LoggedDistress,
  type MassArrivalAlert,
  type Observation,
  topics,
  topicsOfWorld,
} from '@landfall/contracts'
import { freePort } from '@landfall/infra-local'
import { openProducer, readTopic } from '@landfall/kafka'
import { connectRedis, untilUp } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { inject, onTestFinished } from 'vitest'
import { openWindowing } from '../open-windowing.ts'
import { WindowingConfig } from '../windowing-config.ts'

export const logger = createLogger({ name: 'test', level: 'silent' })

type Readiness = {
  readonly ready: boolean
  readonly parts: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>
}

/** A system of its own on the shared Kafka: topics, state and consumer groups under one prefix. */
export const aSystem = async (
  redisUrl: string,
  serviceLogger = logger,
  settings: Readonly<Record<string, string>> = {},
) => {
  const prefix = `w${randomUUID().slice(0, 8)}`
  const kafka = { brokers: inject('kafkaBrokers').split(','), clientId: prefix, logger }
  const producer = await openProducer({ ...kafka, topics: Object.values(topics(prefix)) })
  onTestFinished(() => producer.close())
  const port = await freePort()
  const config = WindowingConfig.parse({
    KAFKA_BROKERS: inject('kafkaBrokers'),
    REDIS_URL: redisUrl,
    TOPIC_PREFIX: prefix,
    HTTP_PORT: String(port),
    ...settings,
  })
  return {
    prefix,
    /** With these area files; with the built-in area where none are given. */
    run: async (
      areas: readonly string[] = [],
      stages: WindowingConfig['WINDOWING_STAGES'] = 'all',
      settings: Partial<WindowingConfig> = {},
    ) => {
      const open = new AsyncDisposableStack()
      const own = { ...config, AREAS: [...areas], WINDOWING_STAGES: stages, ...settings }
      try {
        const { failed } = await openWindowing(open, { config: own, logger: serviceLogger })
        return { failed, stop: () => open.disposeAsync() }
      } catch (error) {
        await open.disposeAsync()
        throw error
      }
    },
    readiness: async (): Promise<Readiness> => {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`)
      return (await answer.json()) as Readiness
    },
    metrics: async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
    feed: (observations: readonly Observation[]) =>
      producer.send(
        observations.map((observation) => ({
          topic: topicsOfWorld(topics(prefix), observation.exercise).observations.name,
          key: observation.craftId,
          value: JSON.stringify(observation),
        })),
      ),
    call: (calls: readonly LoggedDistress[]) =>
      producer.send(
        calls.map((call) => ({ topic: topics(prefix).sources.name, key: call.type, value: JSON.stringify(call) })),
      ),
    /** All that is stored of it. Throws where nothing is. */
    emptyRedis: async (): Promise<void> => {
      const redis = await connectRedis({ url: redisUrl, logger })
      await untilUp(redis, 10_000)
      await redis.client.del(...(await redis.client.keys(`${prefix}:*`)))
      await redis.close()
    },
    /** The whole topic, repeats included. */
    alerts: async (): Promise<readonly MassArrivalAlert[]> => {
      const versions: MassArrivalAlert[] = []
      for await (const { value } of readTopic({ ...kafka, topic: topics(prefix).alerts.name })) {
        versions.push(JSON.parse(String(value)) as MassArrivalAlert)
      }
      return versions
    },
  }
}

const source = { id: 'p3-orion', kind: 'patrol' } as const
const at = (time: string) => `2026-11-20T${time}:00.000Z`

/** Off Northland, inside the built-in area. */
export const aPositionAt = (craftId: string, time: string, longitude: number): Observation => ({
  type: 'position',
  craftId,
  observedAt: at(time),
  source,
  observationId: `${craftId}-p`,
  exercise: false,
  longitude,
  latitude: -34.4,
})

export const aPersonsReportAt = (craftId: string, time: string, count: number): Observation => ({
  type: 'persons',
  craftId,
  observedAt: at(time),
  source,
  observationId: `${craftId}-${time}`,
  exercise: false,
  method: 'sighting',
  aboard: { min: count, likely: count, max: count },
})
