import { type TopicPartitions, topics } from '@landfall/contracts'
import { sealObservation } from '@landfall/contracts/hashes'
import { ensureTopics, openProducer } from '@landfall/kafka'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { consumeStage } from '@landfall/stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { loadAreas } from '@landfall/windowing/load-areas'
import type { Bench, BenchContext } from './bench.ts'
import { consumeFloor } from './floors/consume-floor.ts'

const CRAFT = 5_000
const INSIDE_SHARE = 0.11
const HOURS = 4
const START_MS = Date.UTC(2026, 10, 20)
const logger = createLogger({ name: 'bench', level: 'error' })

/** As AIS is decoded. */
const sixDecimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** Traffic off Northland, interleaved by time as it comes from receivers; 11 % of the craft are inside the line. */
const somePosition = (n: number, count: number) => {
  const craft = n % CRAFT
  const isInside = craft < CRAFT * INSIDE_SHARE
  const drift = (n / count) * 0.05
  return {
    type: 'position',
    craftId: `mmsi:${512_000_000 + craft}`,
    observedAt: new Date(START_MS + Math.floor((n / count) * HOURS * 3_600_000)).toISOString(),
    source: { id: 'bench', kind: 'ais' },
    observationId: n.toString(16).padStart(32, '0'),
    exercise: false,
    longitude: sixDecimals((isInside ? 174.8 : 177) + (craft % 50) / 1_000 + drift),
    latitude: sixDecimals((isInside ? -36.4 : -36) - (craft % 70) / 1_000),
    speedKnots: 12.3,
    courseDegrees: 211.5,
  }
}

const fill = async (brokers: string, topic: TopicPartitions, count: number): Promise<void> => {
  const producer = await openProducer({ brokers: brokers.split(','), clientId: 'bench-fill', logger, topics: [topic] })
  const chunk = 5_000
  for (let start = 0; start < count; start += chunk) {
    const records = Array.from({ length: Math.min(chunk, count - start) }, (_, index) =>
      somePosition(start + index, count),
    )
    await producer.send(
      records.map((record) => ({ topic: topic.name, key: record.craftId, value: sealObservation(record).json })),
    )
  }
  await producer.close()
}

const noDeadLetter = ({ error }: { readonly error: unknown }): never => {
  throw new Error('a position that cannot be folded', { cause: error })
}

/** Records per second of the arrivals stage, from the first record it sees to the commit of the last. */
const stageRate = async ({ kafkaBrokers, redisUrl, open }: BenchContext, prefix: string, count: number) => {
  const client = { brokers: (await kafkaBrokers()).split(','), clientId: 'bench-arrivals', logger }
  const all = topics(prefix)
  const watch = await loadAreas([])
  const redis = open.adopt(await connectRedis({ url: await redisUrl(), logger }), (handle) => handle.close())
  const done = Promise.withResolvers<number>()
  const emitted = { outputs: 0, commits: 0, records: 0 }
  let startedMs = 0
  const stage = arrivalsStage(watch, all)
  const restore: typeof stage.restore = (state, record, changes) => {
    if (startedMs === 0) startedMs = performance.now()
    return stage.restore(state, record, changes)
  }
  const consumer = await consumeStage(
    { ...stage, restore },
    {
      ...client,
      groupId: `${prefix}-arrivals`,
      topic: all.observations.name,
      partitions: all.observations.partitions,
      outputTopics: [all.arrivals, all.rejected],
      entriesMax: 20_000,
      deadLetters: { topic: all.deadLetters, toRecord: noDeadLetter },
      openStore: () => openPartitionStore(redis, { prefix, stage: 'arrivals' }),
      onOutputs: (outputs) => {
        emitted.outputs += outputs.length
      },
      onCommitted: ({ batch }) => {
        emitted.commits += 1
        emitted.records += batch.entries.length
        if (emitted.records >= count) done.resolve(performance.now() - startedMs)
      },
    },
  )
  const tookMs = await Promise.race([done.promise, consumer.failed])
  await consumer.close()
  return { rate: (count * 1_000) / tookMs, ...emitted }
}
export const arrivalsBench: Bench = {
  name: 'arrivals',
  title: `Arrivals stage: positions of ${CRAFT} craft, ${INSIDE_SHARE * 100} % inside, to arrivals, with every commit in Redis (AOF everysec)`,
  run: async (context) => {
    const brokers = await context.kafkaBrokers()
    const count = context.quick ? 60_000 : 1_200_000
    const prefix = 'bench'
    const { observations } = topics(prefix)
    await ensureTopics({ brokers: brokers.split(','), logger, specs: Object.values(topics(prefix)) })
    context.say(`writing ${count} positions`)
    await fill(brokers, observations, count)
    context.say('floor: bare kafkajs consume + JSON.parse')
    const floor = await consumeFloor({ brokers, topic: observations.name, records: count })
    context.say('the stage')
    const { rate, outputs, commits } = await stageRate(context, prefix, count)
    return [
      {
        measure: 'positions folded and committed',
        value: rate,
        unit: '/s',
        floor: { measure: 'bare kafkajs consume + JSON.parse', value: floor },
        aim: { ratioMin: 0.8 },
        note: `${commits} commits, ${outputs} outputs`,
      },
    ]
  },
}
