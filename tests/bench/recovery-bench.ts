import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Observation, topics } from '@landfall/contracts'
import { createLogBounds, ensureTopics, openProducer, partitionFor } from '@landfall/kafka'
import { connectRedis, type RedisHandle } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { aPosition, waitFor } from '@landfall/testkit'
import type { Bench, BenchContext, BenchRow } from './bench.ts'
import { fleetArea, fleetOf } from './fleet-of.ts'
import { type StartedService, startService } from './start-service.ts'

// Redis is empty, and there is a log. One process of windowing is started: when has it folded all? First without checkpoints, so that
// it reads the whole log; then from its checkpoints, with a part of the log that is newer than they are.

const logger = createLogger({ name: 'bench', level: 'error' })
const prefix = 'bench'
const names = topics(prefix)
const AREA = 'fleet'
const READY_MS_MAX = 1_200_000
const BATCH = 5_000

/** What the issue asks for: so many messages a second, kept for so many days, and a checkpoint every so many seconds. */
const AIM = { perSecond: 10_000, days: 90, checkpointSeconds: 600 }
const RECOVERED_MS_MAX = 120_000

type Size = { readonly craft: number; readonly followed: number; readonly positionsEach: number }

/** Of ships that nobody has reported people of: each seen so often, at sea and in the area. */
const positionsOf = function* ({ craft, followed }: Size, from: number, each: number): Iterable<Observation> {
  for (let at = from; at < from + each; at += 1)
    for (let n = followed; n < craft; n += 1)
      yield aPosition({
        craftId: `mmsi:${512_000_000 + n}`,
        exercise: false,
        observedAt: new Date(Date.UTC(2026, 9, 20) + at * 3_600_000 + (n % 3_600) * 1_000).toISOString(),
        longitude: 166 + (n % 1_000) / 100,
        latitude: -30 - (n % 777) / 100,
      })
}

const craftIdsOf = ({ followed }: Size) => Array.from({ length: followed }, (_, n) => `mmsi:${512_000_000 + n}`)

const openFeed = async (context: BenchContext) => {
  const brokers = (await context.kafkaBrokers()).split(',')
  await ensureTopics({ brokers, logger, specs: Object.values(names) })
  const client = { brokers, clientId: 'bench-fill', logger }
  const producer = await openProducer({ ...client, topics: [names.observations] })
  context.open.defer(() => producer.close())
  const bounds = createLogBounds({ ...client, topic: names.observations.name })
  context.open.defer(() => bounds.close())
  const toRecord = (one: Observation) => ({
    topic: names.observations.name,
    key: one.craftId,
    value: JSON.stringify(one),
  })
  return {
    /** Returns how many there were. */
    send: async (observations: Iterable<Observation>): Promise<number> => {
      let count = 0
      let batch: Observation[] = []
      const flush = async () => {
        await producer.send(batch.map(toRecord))
        count += batch.length
        batch = []
      }
      for (const observation of observations) {
        batch.push(observation)
        if (batch.length === BATCH) await flush()
      }
      await flush()
      return count
    },
    ends: async () => new Map([...(await bounds.read())].map(([partition, { high }]) => [partition, high])),
  }
}
type Feed = Awaited<ReturnType<typeof openFeed>>

const openWatch = async (context: BenchContext, feed: Feed) => {
  const { open } = context
  const redis: RedisHandle = open.adopt(await connectRedis({ url: await context.redisUrl(), logger }), (handle) =>
    handle.close(),
  )
  await waitFor(() => redis.state() === 'up')
  const folder = await mkdtemp(join(tmpdir(), 'landfall-bench-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const area = join(folder, 'fleet.geojson')
  await writeFile(area, fleetArea(AREA))
  const env = {
    KAFKA_BROKERS: await context.kafkaBrokers(),
    REDIS_URL: await context.redisUrl(),
    TOPIC_PREFIX: prefix,
    AREAS: area,
    WINDOWING_STAGES: 'real',
  }
  return {
    redis,
    /** Until every record of the log is in the state; how long that took. */
    start: async (checkpointSeconds: number): Promise<{ service: StartedService; ms: number }> => {
      const startedMs = performance.now()
      const own = { ...env, STATE_CHECKPOINT_SECONDS: String(checkpointSeconds) }
      const service = open.adopt(await startService('windowing', own, READY_MS_MAX), (each) => each.kill())
      const ends = await feed.ends()
      for (const [partition, end] of ends)
        await waitFor(
          async () =>
            (await redis.client.hget(`${prefix}:{arrivals:${partition}}:position`, 'nextOffset')) === String(end),
          {
            timeoutMs: READY_MS_MAX,
            what: `arrivals ${partition} to be folded`,
          },
        )
      return { service, ms: performance.now() - startedMs }
    },
  }
}

/** By labels. */
const samplesOf = async ({ url }: StartedService, name: string): Promise<ReadonlyMap<string, number>> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  const found = text.matchAll(new RegExp(`^landfall_${name}\\{(.*)\\} (.*)$`, 'gm'))
  return new Map([...found].map(([, labels = '', value]) => [labels, Number(value)]))
}

const sumOf = (samples: ReadonlyMap<string, number>): number =>
  [...samples.values()].reduce((sum, each) => sum + each, 0)

/** Goes on feeding until all partitions with craft, and the area's, have one. Returns what they take and cost. */
const untilCheckpointed = async (feed: Feed, service: StartedService, size: Size) => {
  const wanted = [
    ...Array.from({ length: names.observations.partitions }, (_, n) => `stage="arrivals",partition="${n}"`),
    `stage="groups",partition="${partitionFor(AREA, names.arrivals.partitions)}"`,
  ]
  let hour = 200
  const few = { ...size, craft: size.followed + 200 }
  await waitFor(
    async () => {
      hour += 1
      await feed.send([...positionsOf(few, hour, 1), ...fleetOf(craftIdsOf(size).slice(0, 20))])
      const written = await samplesOf(service, 'windowing_checkpoint_bytes')
      return wanted.every((labels) => written.has(labels))
    },
    { timeoutMs: READY_MS_MAX, what: 'checkpoints of all states' },
  )
  const copies = await samplesOf(service, 'windowing_checkpoint_copy_seconds')
  return {
    bytes: sumOf(await samplesOf(service, 'windowing_checkpoint_bytes')),
    copyMsMax: Math.max(...copies.values()) * 1_000,
  }
}

const run = async (context: BenchContext): Promise<readonly BenchRow[]> => {
  const { quick, say } = context
  const size: Size = quick
    ? { craft: 5_000, followed: 500, positionsEach: 4 }
    : { craft: 250_000, followed: 10_000, positionsEach: 4 }
  const feed = await openFeed(context)
  const watch = await openWatch(context, feed)
  say('filling the log')
  const logged = await feed.send(fleetOf(craftIdsOf(size)))
  const records = logged + (await feed.send(positionsOf(size, 0, size.positionsEach)))

  say(`Redis is empty: the whole log, ${records} records`)
  const whole = await watch.start(quick ? 1 : 5)
  say('waiting for checkpoints')
  const { bytes, copyMsMax } = await untilCheckpointed(feed, whole.service, size)
  await whole.service.stop()

  const newer = await feed.send(positionsOf(size, size.positionsEach + 1, 1))
  await watch.redis.client.flushall()
  say(`Redis is empty: from checkpoints, and ${newer} records that are newer`)
  const from = await watch.start(0)
  const read = (await samplesOf(from.service, 'windowing_records_total')).get('stage="arrivals"') ?? Number.NaN
  await from.service.stop()

  const perMs = records / whole.ms
  const newestMs = from.ms - read / perMs
  const wholeHours = (AIM.perSecond * AIM.days * 86_400) / perMs / 3_600_000
  const atAimMs = newestMs + (AIM.perSecond * AIM.checkpointSeconds) / perMs
  return [
    {
      measure: 'all folded, whole log',
      value: whole.ms / 1_000,
      unit: 's',
      note: `${records} records, ${Math.round(perMs * 1_000)}/s`,
    },
    {
      measure: 'all folded, from checkpoints',
      value: from.ms / 1_000,
      unit: 's',
      aim: { valueMax: RECOVERED_MS_MAX / 1_000 },
      note: `${read} records of the log were read`,
    },
    { measure: 'computed: whole log of 90 days at 10,000/s', value: wholeHours, unit: 'h' },
    {
      measure: 'computed: from checkpoints, 10 min old, at 10,000/s',
      value: atAimMs / 1_000,
      unit: 's',
      aim: { valueMax: RECOVERED_MS_MAX / 1_000 },
    },
    { measure: 'checkpoints of all states, once', value: bytes / 1_048_576, unit: 'MiB', note: 'compressed' },
    { measure: 'longest that a partition did not fold for one', value: copyMsMax, unit: 'ms' },
  ]
}

export const recoveryBench: Bench = {
  name: 'recovery',
  title:
    '250,000 craft, 10,000 of them followed, Redis emptied: one process of windowing is started, until it has folded the whole log again',
  run,
}
