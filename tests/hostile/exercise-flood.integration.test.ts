import { type Observation, topics } from '@landfall/contracts'
import { createLogBounds, partitionFor, readTopic } from '@landfall/kafka'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { waitFor } from '@landfall/testkit'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from '@landfall/windowing/testing/a-system'
import { expect, inject, onTestFinished, test } from 'vitest'

// What exercises do to the real: nothing. The flood in its short form; LANDFALL_HOSTILE=long: 100,000 observations.

const FLOOD = process.env['LANDFALL_HOSTILE'] === 'long' ? 100_000 : 20_000
const CRAFT = 500
const WAIT_MS_MAX = 120_000
const STAGES = ['exercise-arrivals', 'exercise-groups'] as const

const asExercise = (observation: Observation): Observation => ({ ...observation, exercise: true })

/** Counts of one person each, on craft along a line of 15 degrees: work for both stages, and no alert. */
const floodOf = (count: number): readonly Observation[] =>
  Array.from({ length: count }, (_, n) => {
    const craftId = `track:drill-${n % CRAFT}`
    const minute = String(Math.floor(n / CRAFT) % 60).padStart(2, '0')
    return asExercise({
      ...aPersonsReportAt(craftId, `06:${minute}`, 1),
      observationId: `${craftId}-${n}`,
      longitude: 166 + ((n % CRAFT) * 15) / CRAFT,
      latitude: -34.4,
    } as Observation)
  })

const anAlarm = (craftId: string, time: string): readonly Observation[] => [
  aPositionAt(craftId, time, 173),
  aPersonsReportAt(craftId, time, 40),
]

const kafkaOf = (prefix: string) => ({ brokers: inject('kafkaBrokers').split(','), clientId: prefix, logger })

const aStore = async (prefix: string) => {
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  onTestFinished(() => redis.close())
  await waitFor(() => redis.state() === 'up')
  return (stage: string) => openPartitionStore(redis, { prefix, stage })
}

/** Records that the stages of exercises have not committed, as Redis and the topics have it. */
const backlogReader = async (prefix: string) => {
  const { exerciseObservations, exerciseArrivals } = topics(prefix)
  const store = await aStore(prefix)
  const inputs = [exerciseObservations, exerciseArrivals].map(({ name }, index) => {
    const bounds = createLogBounds({ ...kafkaOf(prefix), topic: name })
    onTestFinished(() => bounds.close())
    return { bounds, stage: STAGES[index] ?? '' }
  })
  return async (): Promise<number> => {
    let records = 0
    for (const { bounds, stage } of inputs)
      for (const [partition, { low, high }] of await bounds.read())
        records += high - Math.max(low, (await store(stage).load(partition)).nextOffset ?? low)
    return records
  }
}

/** When the records of a topic that name this craft were appended. */
const timesIn = async (prefix: string, topic: string, craftId: string): Promise<readonly number[]> => {
  const times: number[] = []
  for await (const { value, timestampMs } of readTopic({ ...kafkaOf(prefix), topic }))
    if (String(value).includes(craftId)) times.push(timestampMs)
  return times
}

test('a real alarm is out while the backlog of an exercise is still being folded', async () => {
  const system = await aSystem(inject('redisUrl'))
  const service = await system.run()
  onTestFinished(() => service.stop())
  const alertOf = async (craftId: string) =>
    (await system.alerts()).find(({ craft }) => craft.some((one) => one.craftId === craftId))
  const untilAlert = (craftId: string) =>
    waitFor(() => alertOf(craftId), { timeoutMs: WAIT_MS_MAX, what: `an alert of ${craftId}` })
  // Both ways are open and live.
  await system.feed([...anAlarm('track:first', '05:00'), ...anAlarm('track:drill-first', '05:00').map(asExercise)])
  await untilAlert('track:first')
  await untilAlert('track:drill-first')
  const backlog = await backlogReader(system.prefix)

  const flood = floodOf(FLOOD)
  for (let from = 0; from < flood.length; from += 10_000) await system.feed(flood.slice(from, from + 10_000))
  await system.feed(anAlarm('track:real', '06:30'))
  expect((await untilAlert('track:real')).exercise).toBe(false)

  // The exercise is not forgotten, and by the broker's clock its last arrivals came after the real alert.
  await waitFor(async () => (await backlog()) === 0, { timeoutMs: WAIT_MS_MAX, what: 'the exercise to be folded' })
  const { alerts, exerciseArrivals } = topics(system.prefix)
  const [alertedAtMs] = await timesIn(system.prefix, alerts.name, 'track:real')
  const foldedAtMs = Math.max(...(await timesIn(system.prefix, exerciseArrivals.name, 'track:drill-')))
  expect(alertedAtMs).toBeLessThan(foldedAtMs)
  await system.feed(anAlarm('track:drill-last', '06:45').map(asExercise))
  expect((await untilAlert('track:drill-last')).exercise).toBe(true)
}, 300_000)

test('a stage of exercises that fails is opened again and says so; the real ones go on, and it comes back once it is mended', async () => {
  const system = await aSystem(inject('redisUrl'))
  const store = (await aStore(system.prefix))('exercise-arrivals')
  const partition = partitionFor('track:drill', topics(system.prefix).exerciseObservations.partitions)
  // A state of a log that is gone: LF_OFFSET_GAP, which ends the process where it is a real one.
  const progress = { configHash: '', logId: 'another log', progress: { phase: 'live' }, published: [] }
  const puts = new Map([['stage', JSON.stringify(progress)], ['meta', '{}']]) // biome-ignore format: one map
  await store.commit(partition, { expectedOffset: null, nextOffset: 1_000, puts, deletes: [] })
  const service = await system.run()
  onTestFinished(() => service.stop())
  let hasEnded = false
  service.failed.catch(() => {
    hasEnded = true
  })

  const detail = async () => (await system.readiness()).parts['exercise-arrivals']?.detail ?? ''
  await waitFor(async () => (await detail()).includes('failed: LF_OFFSET_GAP'), { timeoutMs: WAIT_MS_MAX })
  await system.feed([...anAlarm('track:drill', '05:00').map(asExercise), ...anAlarm('track:real', '05:00')])
  const exercisesIn = async () => (await system.alerts()).map(({ exercise }) => exercise)
  await waitFor(async () => (await exercisesIn()).includes(false), { timeoutMs: WAIT_MS_MAX, what: 'the real alarm' })
  const { parts } = await system.readiness()
  expect([parts['arrivals']?.ok, parts['groups']?.ok, parts['exercise-arrivals']?.ok]).toEqual([true, true, false])
  expect([await exercisesIn(), hasEnded]).toEqual([[false], false])

  await store.discard(partition)
  await waitFor(async () => (await exercisesIn()).includes(true), { timeoutMs: WAIT_MS_MAX, what: 'the exercise' })
  expect(hasEnded).toBe(false)
}, 300_000)
