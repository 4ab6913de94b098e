import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Observation, type TopicPartitions, topics } from '@landfall/contracts'
import { ensureTopics, openProducer, partitionFor, readTopic } from '@landfall/kafka'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { consumeStage, type StageDefinition } from '@landfall/stage'
import { waitFor } from '@landfall/testkit'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { loadAreas, type WatchedAreas } from '@landfall/windowing/load-areas'
import type { Bench, BenchContext, BenchRow } from './bench.ts'
import { fleetArea, fleetOf, recount } from './fleet-of.ts'
import { startService } from './start-service.ts'

// One instance holds a partition of observations with all the craft, and the partition of arrivals of their area. It is
// ended; a second one, a member of both groups all along, takes over. From the end: when is it given the partition (the
// group's part), when has it loaded the state (ours), when has it folded and committed what came in the meantime?

const PARTITIONS = 12
const STAGES = ['arrivals', 'groups'] as const
const SETTLED_MS_MAX = 300_000
const TAKEN_OVER_MS_MAX = 60_000
const logger = createLogger({ name: 'bench', level: 'error' })

type StageName = (typeof STAGES)[number]
type Times = { givenMs: number; loadedMs: number; foldedMs: number }
type Place = Readonly<Record<StageName, number>>

const watchOf = async (open: AsyncDisposableStack, areaId: string): Promise<{ path: string; watch: WatchedAreas }> => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-bench-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'fleet.geojson')
  await writeFile(path, fleetArea(areaId))
  return { path, watch: await loadAreas([path]) }
}

/** A second instance, in this process, that reports when it is given, has loaded and has folded each partition. */
const openHeir = async (context: BenchContext, prefix: string, watch: WatchedAreas) => {
  const { open } = context
  const names = topics(prefix)
  const topicOf = (name: 'arrivals' | 'groups') => (name === 'arrivals' ? names.observations : names.arrivals)
  const client = { brokers: (await context.kafkaBrokers()).split(','), clientId: 'heir', logger }
  const redis = open.adopt(await connectRedis({ url: await context.redisUrl(), logger }), (handle) => handle.close())
  const times = new Map<string, Times>()
  const timesOf = (name: StageName, partition: number): Times =>
    times.get(`${name} ${partition}`) ?? { givenMs: 0, loadedMs: 0, foldedMs: 0 }
  const consume = <State, Entry, Output, Version>(
    name: StageName,
    definition: StageDefinition<State, Entry, Output, Version>,
    outputTopics: readonly [TopicPartitions, ...TopicPartitions[]],
  ) =>
    consumeStage(definition, {
      ...client,
      groupId: `${prefix}-windowing-${name}`,
      topic: topicOf(name).name,
      partitions: topicOf(name).partitions,
      outputTopics,
      entriesMax: 20_000,
      deadLetters: {
        topic: names.deadLetters,
        toRecord: ({ error }) => {
          throw new Error('a record that cannot be folded', { cause: error })
        },
      },
      readPublished: () => async () => ({ versions: [], positions: new Map() }),
      openStore: () => {
        const store = openPartitionStore(redis, { prefix, stage: name })
        const load: typeof store.load = (partition) => {
          times.set(`${name} ${partition}`, { givenMs: performance.now(), loadedMs: 0, foldedMs: 0 })
          return store.load(partition)
        }
        return { ...store, load }
      },
      whileAssigned: (partition) => {
        timesOf(name, partition).loadedMs = performance.now()
        return () => {}
      },
      onCommitted: ({ partition, batch, outcome }) => {
        const mine = timesOf(name, partition)
        if (mine.foldedMs === 0 && outcome === 'committed' && batch.entries.length > 0)
          mine.foldedMs = performance.now()
      },
    })
  const consumers = await Promise.all([
    consume('arrivals', arrivalsStage(watch, names), [names.arrivals, names.rejected]),
    consume('groups', groupsStage(watch, names), [names.alerts]),
  ])
  for (const consumer of consumers) open.adopt(consumer, (handle) => handle.close())
  return {
    times,
    isJoined: () => consumers.every((consumer) => consumer.state() === 'up' && consumer.assigned().length > 0),
    holds: () => ({ arrivals: consumers[0]?.assigned() ?? [], groups: consumers[1]?.assigned() ?? [] }),
    store: (stage: StageName) => openPartitionStore(redis, { prefix, stage }),
  }
}
type Heir = Awaited<ReturnType<typeof openHeir>>

const craftIn = (partition: number, count: number): readonly string[] => {
  const found: string[] = []
  for (let n = 0; found.length < count; n += 1)
    if (partitionFor(`mmsi:${512_000_000 + n}`, PARTITIONS) === partition) found.push(`mmsi:${512_000_000 + n}`)
  return found
}

const sendAll = async (brokers: string, topic: TopicPartitions, all: readonly Observation[]): Promise<void> => {
  const producer = await openProducer({ brokers: brokers.split(','), clientId: 'bench-fill', logger, topics: [topic] })
  for (let index = 0; index < all.length; index += 5_000) {
    const records = all.slice(index, index + 5_000)
    await producer.send(records.map((one) => ({ topic: topic.name, key: one.craftId, value: JSON.stringify(one) })))
  }
  await producer.close()
}

/** kafkajs deals partitions out in turn to members by name: `heir` comes first and gets the even ones. */
const areaOfFirst = (): string => {
  const names = Array.from({ length: PARTITIONS }, (_, n) => `fleet-${n}`)
  return names.find((name) => partitionFor(name, PARTITIONS) % 2 === 1) ?? 'fleet'
}

/** Both instances, and partitions of both stages that the first one holds. */
const startBoth = async (context: BenchContext, prefix: string) => {
  const areaId = areaOfFirst()
  const { path, watch } = await watchOf(context.open, areaId)
  const env = {
    KAFKA_BROKERS: await context.kafkaBrokers(),
    REDIS_URL: await context.redisUrl(),
    TOPIC_PREFIX: prefix,
    AREAS: path,
  }
  const first = context.open.adopt(await startService('windowing', env), (service) => service.kill())
  const heir = await openHeir(context, prefix, watch)
  const groups = partitionFor(areaId, PARTITIONS)
  const place = await waitFor(() => placeOfFirst(heir, groups), {
    timeoutMs: TAKEN_OVER_MS_MAX,
    what: 'both to hold half of the partitions',
  })
  return { first, heir, place }
}

const placeOfFirst = (heir: Heir, groups: number): Place | undefined => {
  const held = heir.holds()
  const arrivals = Array.from({ length: PARTITIONS }, (_, n) => n).find((n) => !held.arrivals.includes(n))
  const isShared = heir.isJoined() && held.arrivals.length === PARTITIONS / 2 && held.groups.length === PARTITIONS / 2
  return isShared && arrivals !== undefined && !held.groups.includes(groups) ? { arrivals, groups } : undefined
}

const isSettled = async (context: BenchContext, prefix: string, heir: Heir, place: Place): Promise<boolean> => {
  const names = topics(prefix)
  const brokers = (await context.kafkaBrokers()).split(',')
  for (const name of STAGES) {
    const topic = name === 'arrivals' ? names.observations.name : names.arrivals.name
    let end = 0
    for await (const { offset } of readTopic({ brokers, clientId: 'bench', logger, topic, partitions: [place[name]] }))
      end = offset + 1
    if (end === 0 || (await heir.store(name).load(place[name])).nextOffset !== end) return false
  }
  return true
}

const measure = async (context: BenchContext, how: 'kill' | 'stop', craft: number) => {
  const prefix = `bench-${how}`
  const brokers = await context.kafkaBrokers()
  const names = topics(prefix)
  await ensureTopics({ brokers: brokers.split(','), logger, specs: Object.values(names) })
  const { first, heir, place } = await startBoth(context, prefix)
  const craftIds = craftIn(place.arrivals, craft)
  await sendAll(brokers, names.observations, fleetOf(craftIds))
  await waitFor(() => isSettled(context, prefix, heir, place), { timeoutMs: SETTLED_MS_MAX, what: 'the state' })
  heir.times.clear()
  const endedMs = performance.now()
  await first[how]() // While it stops, it still folds what comes.
  const news = recount(craftIds[0] ?? '', '2026-10-21T02:00:00.000Z', 40)
  await sendAll(brokers, names.observations, [news])
  const timesOf = (name: StageName) => heir.times.get(`${name} ${place[name]}`)
  const isDone = () => STAGES.every((name) => (timesOf(name)?.foldedMs ?? 0) > 0)
  await waitFor(isDone, { timeoutMs: TAKEN_OVER_MS_MAX, what: 'the heir to fold' })
  const sinceEnd = (name: StageName, when: keyof Times) => (timesOf(name)?.[when] ?? Number.NaN) - endedMs
  return { sinceEnd, loadMs: (name: StageName) => sinceEnd(name, 'loadedMs') - sinceEnd(name, 'givenMs') }
}

const rowsOf = async (context: BenchContext, how: 'kill' | 'stop', craft: number): Promise<readonly BenchRow[]> => {
  context.say(how === 'kill' ? 'an instance is killed' : 'an instance is stopped')
  const { sinceEnd, loadMs } = await measure(context, how, craft)
  const word = how === 'kill' ? 'killed' : 'stopped'
  const loaded = STAGES.map((name): BenchRow => {
    const given = `given after ${(sinceEnd(name, 'givenMs') / 1_000).toFixed(1)} s`
    return {
      measure: `${word}: ${name} loaded`,
      value: loadMs(name),
      unit: 'ms',
      aim: { valueMax: 2_000 },
      note: given,
    }
  })
  const total = Math.max(...STAGES.map((name) => sinceEnd(name, 'foldedMs')))
  const note = how === 'kill' ? 'the group waits 10 s for the dead' : 'it left the group'
  return [...loaded, { measure: `${word}: until both stages fold again`, value: total / 1_000, unit: 's', note }]
}

export const takeOverBench: Bench = {
  name: 'take-over',
  title:
    'Another instance takes over 10,000 craft, all in one partition of each stage: from being given it to having loaded it, and in all',
  run: async (context) => {
    const craft = context.quick ? 1_000 : 10_000
    return [...(await rowsOf(context, 'stop', craft)), ...(await rowsOf(context, 'kill', craft))]
  },
}
