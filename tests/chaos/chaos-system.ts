import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Alert, type Observation, topics } from '@landfall/contracts'
import { ensureTopics, openProducer, readTopic } from '@landfall/kafka'
import { createLogger, isLandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect } from 'vitest'
import { expectTruth } from '../simulation/laws/check-system.ts'
import type { OracleArea } from '../simulation/oracle/oracle-area.ts'
import { type Parts, startParts } from './restartable.ts'
import { startWindowing, type WindowingProcess } from './windowing-process.ts'

const PREFIX = 'chaos'
const TRUTH_MS_MAX = 150_000
export const names = topics(PREFIX)
const logger = createLogger({ name: 'chaos', level: 'silent' })

/** What is watched: the text of an area file, and the same for the oracle. */
export type ChaosSea = {
  readonly file: string
  readonly area: OracleArea
  /** Leaves out what cannot count, where there is too much for the oracle. */
  readonly thin?: (observations: readonly Observation[]) => readonly Observation[]
}

export type ChaosSystem = {
  readonly parts: Parts
  readonly instances: () => readonly WindowingProcess[]
  readonly join: () => Promise<WindowingProcess>
  readonly leave: (instance: WindowingProcess, signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
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

  const readAll = async <T>(topic: string): Promise<readonly T[]> => {
    const values: T[] = []
    for await (const { value } of readTopic({ ...client, topic })) values.push(JSON.parse(String(value)) as T)
    return values
  }

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

  const truth = async (): Promise<void> => {
    const all = await readAll<Observation>(names.observations.name)
    const observations = sea.thin?.(all) ?? all
    let why: unknown
    const isTrue = async (): Promise<boolean> => {
      try {
        expect(await readAll(names.rejected.name)).toEqual([])
        const alerts = await readAll<Alert>(names.alerts.name)
        const told = alerts.filter((alert) => alert.kind === 'mass-arrival')
        expectTruth(told, observations, [sea.area])
        return true
      } catch (error) {
        why = error
        return false
      }
    }
    await waitFor(isTrue, { timeoutMs: TRUTH_MS_MAX, what: 'the alerts to be those of the observations' }).catch(
      async () => {
        const file = join(tmpdir(), `landfall-chaos-${Date.now()}.json`)
        const [arrivals, alerts] = [await readAll(names.arrivals.name), await readAll(names.alerts.name)]
        await writeFile(file, JSON.stringify({ observations, arrivals, alerts }))
        throw new Error(`the alerts are not those of the observations; the topics are in ${file}`, { cause: why })
      },
    )
    const faults = [...running].flatMap((instance) => instance.fault() ?? [])
    if (faults.length > 0) throw new Error(`an instance ${faults.join(', ')} by itself`)
  }

  return {
    parts,
    instances: () => [...running],
    join: async () => {
      const instance = await startWindowing(env)
      running.add(instance)
      return instance
    },
    leave: async (instance, signal) => {
      running.delete(instance)
      await instance.end(signal)
    },
    feed,
    truth,
  }
}
