import { topics } from '@landfall/contracts'
import { createLogBounds } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import type { Bench, BenchContext } from './bench.ts'
import { postLines, watchAlerts } from './end-to-end-bench.ts'
import { processFiguresOf } from './fan-out/process-figures-of.ts'
import { placesApart } from './places-apart.ts'
import { percentile } from './rate-per-second.ts'
import { startService } from './start-service.ts'

// One feeder sends 300,000 craft that nobody has seen before, one position inside the area each, as fast as ingest takes
// them. Right behind the last of them somebody counts 40 people on one of these craft. How long until the alert?

const CRAFT = 300_000
const QUICK_CRAFT = 30_000
const REQUEST_RECORDS = 10_000
const REQUESTS_AT_ONCE = 4
const ALARMS = 20
const WAIT_MS_MAX = 600_000
/** The flood is not to be refused: quotas are not what is measured. */
const QUOTAS = 'records/s=1000000,bytes/s=1073741824,new-craft/h=10000000'

const startSystem = async ({ open, kafkaBrokers, redisUrl }: BenchContext) => {
  const brokers = await kafkaBrokers()
  const env = { KAFKA_BROKERS: brokers, REDIS_URL: await redisUrl(), TOPIC_PREFIX: 'flood' }
  const start = async (name: 'ingest' | 'windowing' | 'alert', more = {}) =>
    open.adopt(await startService(name, { ...env, ...more }), (service) => service.stop())
  const [ingest, windowing, alert] = await Promise.all([
    start('ingest', { QUOTAS }),
    start('windowing'),
    start('alert'),
  ])
  return { ingest, windowing, alert, brokers }
}

const arrivalsRecords = async (brokers: string): Promise<number> => {
  const logger = createLogger({ name: 'bench', level: 'error' })
  const topic = topics('flood').arrivals.name
  const bounds = createLogBounds({ brokers: brokers.split(','), clientId: 'bench', logger, topic })
  const found = await bounds.read()
  await bounds.close()
  return [...found.values()].reduce((sum, { high }) => sum + high, 0)
}

export const alarmInFloodBench: Bench = {
  name: 'alarm-in-flood',
  title: `A real alarm in a flood: a count of people behind ${CRAFT} new craft of one feeder`,
  run: async (context) => {
    const { quick, say, open } = context
    const places = await placesApart()
    const { ingest, windowing, alert, brokers } = await startSystem(context)
    const feed = open.adopt(await watchAlerts(alert.url), ({ close }) => close())
    const place = (n: number) => places[n % places.length] ?? { longitude: 170, latitude: -40 }
    const count = async (craftId: string, where: object): Promise<number> => {
      const startedMs = performance.now()
      const source = { id: 'patrol', kind: 'patrol' }
      const persons = { type: 'persons', method: 'headcount', aboard: 40, permitted: 0, notPermitted: 40 }
      await postLines(ingest.url, [{ ...persons, craftId, observedAt: new Date().toISOString(), source, ...where }])
      await waitFor(() => feed.cameAtMs.has(craftId), { timeoutMs: WAIT_MS_MAX, what: `the alert of ${craftId}` })
      return (feed.cameAtMs.get(craftId) ?? Number.NaN) - startedMs
    }
    const alarms = async (name: string, first: number): Promise<readonly number[]> => {
      const tookMs: number[] = []
      for (let n = 0; n < ALARMS; n += 1) tookMs.push(await count(`bench:${name}-${n}`, place(first + n)))
      return tookMs
    }

    say('without a flood')
    const quietMs = await alarms('quiet', 0)
    const { rssMb: memoryBefore } = await processFiguresOf(windowing.pid)
    const craft = quick ? QUICK_CRAFT : CRAFT
    const position = (n: number) => {
      const { longitude, latitude } = place(n)
      const source = { id: 'flood', kind: 'radar' }
      const where = { longitude: longitude + (n % 97) / 1_000, latitude: latitude + (n % 89) / 1_000 }
      return { type: 'position', craftId: `track:flood-${n}`, observedAt: new Date().toISOString(), source, ...where }
    }
    const startedMs = performance.now()
    let next = 0
    const feeder = async (): Promise<void> => {
      while (next < craft) {
        const from = next
        next += REQUEST_RECORDS
        await postLines(
          ingest.url,
          Array.from({ length: REQUEST_RECORDS }, (_, index) => position(from + index)),
        )
      }
    }
    say(`${craft} new craft`)
    const flood = Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, feeder))
    const amidMs = quick ? Number.NaN : await count('bench:amid', place(ALARMS))
    await flood
    const floodMs = performance.now() - startedMs
    say(`taken in ${(floodMs / 1_000).toFixed(1)} s`)
    const tailMs = await count(`track:flood-${craft - 1}`, {})
    const afterMs = await alarms('after', ALARMS + 1)
    const { rssMb: memoryAfter } = await processFiguresOf(windowing.pid)
    const records = await arrivalsRecords(brokers)
    return [
      { measure: 'without a flood, p50', value: percentile(quietMs, 50), unit: 'ms' },
      ...(quick ? [] : [{ measure: 'in the middle of it', value: amidMs, unit: 'ms', aim: { valueMax: 3_000 } }]),
      { measure: 'at its tail, on one of its craft', value: tailMs, unit: 'ms', aim: { valueMax: 3_000 } },
      { measure: 'afterwards, p50', value: percentile(afterMs, 50), unit: 'ms' },
      { measure: 'flood, POST to 202', value: (craft * 1_000) / floodMs, unit: '/s' },
      { measure: 'records on the arrivals topic', value: records, unit: 'records' },
      { measure: 'memory of windowing before', value: memoryBefore, unit: 'MB' },
      { measure: 'memory of windowing after', value: memoryAfter, unit: 'MB' },
    ]
  },
}
