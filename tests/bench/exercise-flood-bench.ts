import { setTimeout as sleep } from 'node:timers/promises'
import { type Observation, topics } from '@landfall/contracts'
import { createLogBounds, openProducer, openTail, readCommittedOffsets } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import type { Bench, BenchContext } from './bench.ts'
import { type Place, placesApart } from './places-apart.ts'
import { percentile } from './rate-per-second.ts'
import { startService } from './start-service.ts'

// Real boats of 40 come, one every 200 ms: how long from the report in the log until its alert is in the alerts topic? First on a
// quiet sea, then while 100,000 counts of an exercise wait in front of one windowing process.

const PREFIX = 'flood'
const BOAT_EVERY_MS = 200
const DRILL_CRAFT = 500
const TIMEOUT_MS = 120_000
const logger = createLogger({ name: 'bench', level: 'error' })

const report = (
  craftId: string,
  place: Place,
  aboard: number,
  exercise: boolean,
  observationId = craftId,
): Observation => ({
  type: 'persons',
  craftId,
  observedAt: new Date().toISOString(),
  source: { id: 'bench-patrol', kind: 'patrol' },
  observationId,
  exercise,
  method: 'sighting',
  aboard: { min: aboard, likely: aboard, max: aboard },
  ...place,
})

const openSea = async ({ open, kafkaBrokers, redisUrl }: BenchContext) => {
  const brokers = await kafkaBrokers()
  const client = { brokers: brokers.split(','), clientId: 'bench', logger }
  const all = topics(PREFIX)
  const env = { KAFKA_BROKERS: brokers, REDIS_URL: await redisUrl(), TOPIC_PREFIX: PREFIX }
  open.adopt(await startService('windowing', env), (service) => service.stop())
  const producer = open.adopt(await openProducer({ ...client, topics: Object.values(all) }), (handle) => handle.close())
  const send = (observations: readonly Observation[]) =>
    producer.send(
      observations.map((one) => ({
        topic: (one.exercise ? all.exerciseObservations : all.observations).name,
        key: one.craftId,
        value: JSON.stringify(one),
      })),
    )
  const cameAtMs = new Map<string, number>()
  const tail = await openTail({
    ...client,
    topic: all.alerts.name,
    from: new Map([[0, 0]]),
    onBatch: ({ records }) => {
      const nowMs = performance.now()
      for (const { value } of records) {
        const { craft = [] } = JSON.parse(String(value)) as { craft?: readonly { craftId: string }[] }
        for (const { craftId } of craft) if (!cameAtMs.has(craftId)) cameAtMs.set(craftId, nowMs)
      }
    },
  })
  open.defer(() => tail.close())
  const bounds = createLogBounds({ ...client, topic: all.exerciseObservations.name })
  open.defer(() => bounds.close())
  /** As last committed for dashboards, up to 5 s ago. */
  const backlog = async (): Promise<number> => {
    const groupId = `${PREFIX}-windowing-exercise-arrivals`
    const committed = await readCommittedOffsets({ ...client, topic: all.exerciseObservations.name, groupId })
    return [...(await bounds.read())].reduce((sum, [index, { high }]) => sum + high - (committed.get(index) ?? 0), 0)
  }
  return { send, cameAtMs, backlog }
}

export const exerciseFloodBench: Bench = {
  name: 'exercise-flood',
  title: 'A real alarm in an exercise flood: from the report in the log to its alert, one windowing process',
  run: async (context) => {
    const { quick, say } = context
    const places = await placesApart()
    const { send, cameAtMs, backlog } = await openSea(context)
    const measure = async (name: string, boats: readonly Place[]): Promise<readonly number[]> => {
      const sentAtMs = new Map<string, number>()
      for (const [n, place] of boats.entries()) {
        const craftId = `bench:${name}-${n}`
        sentAtMs.set(craftId, performance.now())
        await send([report(craftId, place, 40, false)])
        await sleep(BOAT_EVERY_MS)
      }
      const isComplete = () => [...sentAtMs.keys()].every((craftId) => cameAtMs.has(craftId))
      await waitFor(isComplete, { timeoutMs: TIMEOUT_MS, what: `the alerts of ${name}` })
      return [...sentAtMs].map(([craftId, sentMs]) => (cameAtMs.get(craftId) ?? Number.NaN) - sentMs)
    }
    say('warming up')
    const [first] = places
    await send(first === undefined ? [] : [report('bench:drill', first, 40, true)])
    await waitFor(() => cameAtMs.has('bench:drill'), { timeoutMs: TIMEOUT_MS, what: 'the stages of exercises' })
    await measure('warm', places.slice(0, 10))
    const boats = quick ? 20 : 60
    const quietMs = await measure('quiet', places.slice(10, 10 + boats))
    const flood = quick ? 20_000 : 100_000
    say(`${flood} counts of an exercise`)
    for (let from = 0; from < flood; from += 10_000) {
      const some = Array.from({ length: 10_000 }, (_, index) => from + index)
      await send(
        some.map((n) => {
          const craft = n % DRILL_CRAFT
          const place = { longitude: 166 + (craft * 12) / DRILL_CRAFT, latitude: -36 }
          return report(`bench:drill-${craft}`, place, 1, true, `drill-${n}`)
        }),
      )
    }
    const floodMs = await measure('flood', places.slice(10 + boats, 10 + 2 * boats))
    const left = await backlog()
    say(`${left} counts were still waiting at the end`)
    const row = (measureName: string, p: number) => ({
      measure: `report → alert in an exercise flood, ${measureName}`,
      value: percentile(floodMs, p),
      unit: 'ms',
      floor: { measure: 'without the flood', value: percentile(quietMs, p) },
    })
    return [row('p50', 50), row('p99', 99), { measure: 'exercise counts waiting at the end', value: left, unit: '' }]
  },
}
