import { randomUUID } from 'node:crypto'
import { DeadLetter, type MassArrivalAlert, type Observation, type TopicPartitions, topics } from '@landfall/contracts'
import { ensureTopics, openProducer, readTopic } from '@landfall/kafka'
import { connectRedis, openPartitionStore, untilUp } from '@landfall/redis'
import { createLogger, LandfallError } from '@landfall/runtime'
import { consumeStage, type StageDefinition, type StageSpec } from '@landfall/stage'
import { waitFor } from '@landfall/testkit'
import { deadLetterRecord } from '@landfall/windowing/dead-letter-record'
import { loadAreas } from '@landfall/windowing/load-areas'
import { readPublishedAlerts } from '@landfall/windowing/read-published-alerts'
import { expect, inject, onTestFinished, test } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.ts'
import { markOf, type Throws, throwingStages } from '../simulation/system/throwing-stages.ts'

// Records that make the stages throw, beside a real arrival. The definitions are the real ones, with a fault put into them.

const logger = createLogger({ name: 'test', level: 'silent' })
const PLACES = { partitionOf: (_areaId: string): number => 0 }
type Commit = ReturnType<typeof openPartitionStore>['commit']

const aSystem = async () => {
  const prefix = `h${randomUUID().slice(0, 8)}`
  const names = topics(prefix)
  const client = { brokers: inject('kafkaBrokers').split(','), clientId: prefix, logger }
  await ensureTopics({ ...client, specs: Object.values(names) })
  const producer = await openProducer({ ...client, topics: Object.values(names) })
  onTestFinished(() => producer.close())
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  onTestFinished(() => redis.close())
  await untilUp(redis, 10_000)
  const watch = await loadAreas([])
  const stages = throwingStages(true)

  const consume = async <State, Entry, Output, Version>(
    stage: string,
    { name: topic, partitions }: TopicPartitions,
    definition: StageDefinition<State, Entry, Output, Version>,
    rest: Pick<StageSpec<State, Output, Version>, 'outputTopics' | 'readPublished'>,
    aroundCommit: (commit: Commit) => Commit = (commit) => commit,
  ) => {
    const toRecord = (letter: Parameters<typeof deadLetterRecord>[2]) =>
      deadLetterRecord(names.deadLetters.name, { stage, topic }, letter, Date.now())
    const consumer = await consumeStage(definition, {
      ...{ ...client, ...rest, topic, partitions, entriesMax: 20_000, groupId: `${prefix}-${stage}` },
      deadLetters: { topic: names.deadLetters, toRecord },
      openStore: () => {
        const store = openPartitionStore(redis, { prefix, stage })
        return { ...store, commit: aroundCommit(store.commit) }
      },
    })
    return consumer
  }
  const valuesOf = async <T>(topic: string): Promise<readonly T[]> => {
    const values: T[] = []
    for await (const { value } of readTopic({ ...client, topic })) values.push(JSON.parse(String(value)) as T)
    return values
  }
  return {
    openArrivals: (aroundCommit?: (commit: Commit) => Commit) => {
      const outputTopics = [names.arrivals, names.rejected] as const
      return consume(
        'arrivals',
        names.observations,
        stages.arrivals(watch, names, PLACES),
        { outputTopics },
        aroundCommit,
      )
    },
    openGroups: () =>
      consume('groups', names.arrivals, stages.groups(watch, names, PLACES), {
        outputTopics: [names.alerts],
        readPublished: (partition) => (from) => {
          const isOurs = ({ areaId }: MassArrivalAlert) => PLACES.partitionOf(areaId) === partition
          const spec = { ...client, topic: names.alerts.name, ...(from && { from }) }
          return readPublishedAlerts(spec, { kinds: ['mass-arrival'], isOurs })
        },
      }),
    feed: (observations: readonly Observation[]) =>
      producer.send(
        observations.map((observation) => ({
          topic: names.observations.name,
          key: observation.craftId,
          value: JSON.stringify(observation),
        })),
      ),
    observations: () => valuesOf<Observation>(names.observations.name),
    replay: () => {
      const kafka = ['--brokers', inject('kafkaBrokers'), '--prefix', prefix]
      return runInProcess(['dead-letters', 'replay', '--all', ...kafka])
    },
    alerts: () => valuesOf<MassArrivalAlert>(names.alerts.name),
    deadLetters: async () =>
      (await valuesOf<unknown>(names.deadLetters.name)).map((letter) => DeadLetter.parse(letter)),
  }
}

const head = { source: { id: 'p3-orion', kind: 'patrol' }, exercise: false } as const

const position = (craftId: string, observationId: string, minute = 0): Observation => ({
  ...{ ...head, type: 'position', craftId, observationId, longitude: 173, latitude: -34.4 },
  observedAt: new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString(),
})

const persons = (craftId: string, people: number): Observation => ({
  ...{ ...head, type: 'persons', craftId, observationId: `${craftId}-persons`, method: 'headcount' },
  observedAt: new Date(Date.UTC(2026, 10, 20, 10)).toISOString(),
  ...{ aboard: { min: people, likely: people, max: people } },
  notPermitted: { min: people, likely: people, max: people },
})

/** A record that would count for 9,000 people, were it folded. */
const throwing = (throws: Throws, craftId: string, n: number): Observation => ({
  ...persons(throws.startsWith('groups') ? `track:${markOf(throws)}-${n}` : craftId, 9_000),
  ...{ longitude: 173, latitude: -34.4 },
  observationId: `${markOf(throws)}-${n}`,
})

const theAlert = (alerts: readonly MassArrivalAlert[]) =>
  alerts.map(({ status, unauthorised, craft }) => ({ status, people: unauthorised.likely, craft: craft.length }))

test('killed between dead letter and commit: the letter is written twice, the record is skipped, the real arrival is there once', async () => {
  const system = await aSystem()
  await system.feed([
    position('track:real', 'p'),
    throwing('arrivals-after', 'track:real', 1),
    persons('track:real', 31),
  ])
  const killed = new LandfallError('LF_STORE_REFUSED', 'killed here', { retryable: false })
  const dying = await system.openArrivals((commit) => async (partition, change) => {
    if ((await system.deadLetters()).length > 0) throw killed
    return commit(partition, change)
  })
  await expect(dying.failed).rejects.toBe(killed)
  await dying.close()
  const heirs = [await system.openArrivals(), await system.openGroups()]
  await waitFor(async () => (await system.alerts()).length > 0, { timeoutMs: 60_000, what: 'the alert' })
  for (const heir of heirs) await heir.close()
  expect(theAlert(await system.alerts())).toEqual([{ status: 'open', people: 31, craft: 1 }])
  const letters = await system.deadLetters()
  expect(letters.length).toBe(2)
  const places = letters.map(({ stage, topic, partition, offset }) => [stage, topic, partition, offset].join('/'))
  expect(new Set(places).size).toBe(1)
  expect(letters[0]).toMatchObject({ stage: 'arrivals', offset: 1, error: { message: 'thrown after folding' } })
  expect(JSON.parse(letters[0]?.value ?? '')).toMatchObject({ observationId: 'throws-arrivals-after-1' })
  expect(await system.replay()).toMatchObject({ code: 0, stdout: 'replayed 1, refused 0\n' })
  const observed = await system.observations()
  expect(observed.filter(({ observationId }) => observationId === 'throws-arrivals-after-1').length).toBe(2)
}, 120_000)

test('300 records that make either stage throw, beside a real arrival: all are set aside, and the alert comes', async () => {
  const system = await aSystem()
  const stages = [await system.openArrivals(), await system.openGroups()]
  await system.feed([position('track:first', 'p')])
  const kinds: readonly Throws[] = [
    'arrivals-before',
    'arrivals-after',
    'arrivals-batch',
    'groups-before',
    'groups-after',
  ]
  const bad = Array.from({ length: 300 }, (_, n) =>
    throwing(kinds[n % kinds.length] ?? 'arrivals-before', 'track:real', n),
  )
  await system.feed([position('track:real', 'p', 1), ...bad, persons('track:real', 31)])
  /** How many craft or reports each stage has set aside records of. */
  const setAside = async (stage: string): Promise<number> => {
    const letters = (await system.deadLetters()).filter((letter) => letter.stage === stage)
    return new Set(letters.map(({ value }) => /throws-[a-z]+-[a-z]+-\d+/.exec(value ?? '')?.[0])).size
  }
  await waitFor(async () => (await system.alerts()).length > 0, { timeoutMs: 60_000, what: 'the alert' })
  const isDone = async () => (await setAside('arrivals')) === 180 && (await setAside('groups')) === 120
  await waitFor(isDone, { timeoutMs: 60_000, what: 'all dead letters' })
  expect(stages.map((stage) => stage.state())).toEqual(['up', 'up'])
  for (const stage of stages) await stage.close()
  expect(theAlert(await system.alerts())).toEqual([{ status: 'open', people: 31, craft: 1 }])
}, 180_000)
