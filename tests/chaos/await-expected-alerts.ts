import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Alert, type MassArrivalAlert, type Observation, topics } from '@landfall/contracts'
import { type ReadTopicSpec, readTopic } from '@landfall/kafka'
import { waitFor } from '@landfall/testkit'
import { expect } from 'vitest'
import { expectAlertsMatchOracle } from '../simulation/laws/expect-alerts-match-oracle.ts'
import type { OracleArea } from '../simulation/oracle/oracle-area.ts'

export const CHAOS_PREFIX = 'chaos'
export const chaosTopics = topics(CHAOS_PREFIX)
export const EXPECTED_MS_MAX = 150_000

/** What is watched: the text of an area file, and the same for the oracle. */
export type ChaosSea = {
  readonly file: string
  readonly area: OracleArea
  /** Drops observations that cannot count, where there are too many for the oracle. */
  readonly thin?: (observations: readonly Observation[]) => readonly Observation[]
}

export type KafkaClient = Omit<ReadTopicSpec, 'topic' | 'from'>

const readAll = async <T>(kafka: KafkaClient, topic: string): Promise<readonly T[]> => {
  const values: T[] = []
  for await (const { value } of readTopic({ ...kafka, topic })) values.push(JSON.parse(String(value)) as T)
  return values
}

/** Every observation that the log has, repeats included. */
export const readObservations = async (kafka: KafkaClient): Promise<readonly Observation[]> => [
  ...(await readAll<Observation>(kafka, chaosTopics.observations.name)),
  ...(await readAll<Observation>(kafka, chaosTopics.exerciseObservations.name)),
]

/** Every version that was published, repeats included. */
export const readMassArrivals = async (kafka: KafkaClient): Promise<readonly MassArrivalAlert[]> =>
  (await readAll<Alert>(kafka, chaosTopics.alerts.name)).filter((alert) => alert.kind === 'mass-arrival')

/** What windowing refused. */
export const readRejected = (kafka: KafkaClient): Promise<readonly unknown[]> =>
  readAll(kafka, chaosTopics.rejected.name)

/** Resolves when the alerts topic equals what the oracle derives from the whole observations topic. */
export const awaitExpectedAlerts = async (kafka: KafkaClient, { area, thin }: ChaosSea): Promise<void> => {
  const all = await readObservations(kafka)
  const observations = thin?.(all) ?? all
  let why: unknown
  const isTrue = async (): Promise<boolean> => {
    try {
      expect(await readRejected(kafka)).toEqual([])
      expectAlertsMatchOracle(await readMassArrivals(kafka), observations, [area])
      return true
    } catch (error) {
      why = error
      return false
    }
  }
  await waitFor(isTrue, { timeoutMs: EXPECTED_MS_MAX, what: 'the alerts to be those of the observations' }).catch(
    async () => {
      const file = join(tmpdir(), `landfall-chaos-${Date.now()}.json`)
      const [arrivals, alerts] = [
        await readAll(kafka, chaosTopics.arrivals.name),
        await readAll(kafka, chaosTopics.alerts.name),
      ]
      await writeFile(file, JSON.stringify({ observations, arrivals, alerts }))
      throw new Error(`the alerts are not those of the observations; the topics are in ${file}`, { cause: why })
    },
  )
}
