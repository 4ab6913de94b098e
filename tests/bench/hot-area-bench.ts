import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AreaPlacement, areaPlacementKey, type Observation, topics } from '@landfall/contracts'
import { ensureTopics, openProducer, openTail } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import type { Bench, BenchContext } from './bench.ts'
import { percentile } from './rate-per-second.ts'
import { startService } from './start-service.ts'

// One area of two has thousands of craft in large situations, and all of them are counted again at once: some 20 s of work for the
// groups stage. Meanwhile somebody counts 40 people on a craft in the other area, once a second. How long until the alert?

const CRAFT = 4_000
const QUICK_CRAFT = 200
const SITUATION_CRAFT = 400
const ALARMS = 12
const QUICK_ALARMS = 2
const ALARM_EVERY_MS = 1_000
const WAIT = { timeoutMs: 300_000 }
const AREAS = { hot: 10, calm: 40 } as const
type AreaId = keyof typeof AREAS

const areaFile = (areaId: AreaId): string => {
  const [west, east, south, north] = [AREAS[areaId], AREAS[areaId] + 20, 10, 30]
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]] // biome-ignore format: one ring
  const properties = { areaId, name: areaId }
  return JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } })
}

/** A count of people with a place: a position, and a craft that is followed. */
const counted = (craftId: string, areaId: AreaId, place: number, people: number): Observation => ({
  type: 'persons',
  method: 'headcount',
  craftId,
  observedAt: new Date().toISOString(),
  source: { id: 'patrol', kind: 'patrol' },
  observationId: `${craftId}-${people}`,
  exercise: false,
  aboard: { min: people, likely: people, max: people },
  // Half a degree apart: no two places are linked.
  longitude: AREAS[areaId] + 0.5 + (place % 30) * 0.6,
  latitude: 10.5 + Math.floor(place / 30) * 0.6,
})

/** Two areas, in these partitions; where windowing puts them, if none are given. */
const startSystem = async ({ open, kafkaBrokers, redisUrl }: BenchContext, prefix: string, partition?: number) => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-bench-'))
  open.defer(() => rm(folder, { recursive: true }))
  const files = (Object.keys(AREAS) as AreaId[]).map((areaId) => ({ areaId, path: join(folder, `${areaId}.geojson`) }))
  for (const { areaId, path } of files) await writeFile(path, areaFile(areaId))
  const all = topics(prefix)
  const logger = createLogger({ name: 'bench', level: 'error' })
  const client = { brokers: (await kafkaBrokers()).split(','), clientId: 'bench', logger }
  await ensureTopics({ ...client, specs: Object.values(all) })
  const producer = open.adopt(await openProducer({ ...client, topics: Object.values(all) }), ({ close }) => close())
  for (const { areaId } of partition === undefined ? [] : files) {
    const placement: AreaPlacement = {
      type: 'area-placement',
      areaId,
      exercise: false,
      partition: partition ?? 0,
      weight: 1,
    }
    const record = { key: areaPlacementKey(areaId, false), value: JSON.stringify(placement) }
    await producer.send([{ topic: all.areaPlacements.name, ...record }])
  }
  const AREA_FILES = files.map(({ path }) => path).join()
  const env = {
    KAFKA_BROKERS: client.brokers.join(),
    REDIS_URL: await redisUrl(),
    TOPIC_PREFIX: prefix,
    AREAS: AREA_FILES,
  }
  open.adopt(await startService('windowing', env), ({ stop }) => stop())
  const cameAtMs = new Map<string, number>()
  const onBatch = ({ records }: { readonly records: readonly { readonly value: Buffer | null }[] }): void => {
    for (const { value } of records) {
      const { areaId, craft } = JSON.parse(String(value)) as { areaId: string; craft: readonly { craftId: string }[] }
      if (areaId === 'calm') for (const { craftId } of craft) cameAtMs.set(craftId, performance.now())
    }
  }
  open.adopt(await openTail({ ...client, topic: all.alerts.name, from: 'earliest', onBatch }), ({ close }) => close())
  const feed = (observations: readonly Observation[]) =>
    producer.send(
      observations.map((one) => ({ topic: all.observations.name, key: one.craftId, value: JSON.stringify(one) })),
    )
  return { feed, cameAtMs }
}

/** Milliseconds from the count to the alert, for each alarm in the calm area, while the other is flooded or not. */
const measure = async (context: BenchContext, prefix: string, partition?: number) => {
  const { quick, say } = context
  const { feed, cameAtMs } = await startSystem(context, prefix, partition)
  let alarms = 0
  const alarm = async (): Promise<number> => {
    const craftId = `track:calm-${alarms}`
    const place = alarms
    alarms += 1
    const startedMs = performance.now()
    await feed([counted(craftId, 'calm', place, 40)])
    await waitFor(() => cameAtMs.has(craftId), { ...WAIT, what: `the alert of ${craftId}` })
    return (cameAtMs.get(craftId) ?? Number.NaN) - startedMs
  }
  const inTurn = async (count: number): Promise<readonly number[]> => {
    const took: Promise<number>[] = []
    for (let n = 0; n < count; n += 1) {
      took.push(alarm())
      await new Promise((resolve) => setTimeout(resolve, ALARM_EVERY_MS))
    }
    return Promise.all(took)
  }
  const craft = quick ? QUICK_CRAFT : CRAFT
  const countHot = (people: number) =>
    feed(
      Array.from({ length: craft }, (_, n) =>
        counted(`track:hot-${n}`, 'hot', Math.floor(n / SITUATION_CRAFT), people),
      ),
    )
  await countHot(2)
  await alarm()
  const quietMs = await inTurn(quick ? QUICK_ALARMS : ALARMS / 2)
  say(`${prefix}: ${craft} craft counted again`)
  await countHot(3)
  const busyMs = await inTurn(quick ? QUICK_ALARMS : ALARMS)
  return { quietMs, busyMs }
}

export const hotAreaBench: Bench = {
  name: 'hot-area',
  title: `An alarm in a calm area while ${CRAFT} craft of another, in situations of ${SITUATION_CRAFT}, are counted again: count in Kafka to alert in Kafka, one windowing process`,
  run: async (context) => {
    const apart = await measure(context, 'apart')
    const together = await measure(context, 'together', 0)
    return [
      { measure: 'nothing else to do, p50', value: percentile(apart.quietMs, 50), unit: 'ms' },
      {
        measure: 'in a partition of its own, p50',
        value: percentile(apart.busyMs, 50),
        unit: 'ms',
        aim: { valueMax: 1_000 },
      },
      {
        measure: 'in a partition of its own, the longest',
        value: Math.max(...apart.busyMs),
        unit: 'ms',
        aim: { valueMax: 2_000 },
      },
      { measure: 'in the same partition, p50', value: percentile(together.busyMs, 50), unit: 'ms' },
      { measure: 'in the same partition, the longest', value: Math.max(...together.busyMs), unit: 'ms' },
    ]
  },
}
