import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalKafka, startRedis } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import type { BenchContext } from '../bench.ts'
import { postLines, watchAlerts } from '../end-to-end-bench.ts'
import { type StartedService, startService } from '../start-service.ts'
import { craftIdOf, createFleet } from './create-fleet.ts'
import { openAlarms } from './open-alarms.ts'
import { openLagWatch } from './open-lag-watch.ts'
import { openStations } from './open-stations.ts'
import { SENDER } from './start-process-meter.ts'
import { writeWorldAreas } from './write-world-areas.ts'

const PREFIX = 'world'
const WINDOWING_INSTANCES = 3
/** All stations have one address here; in the world each has quotas of its own. */
const QUOTAS = 'records/s=1000000,bytes/s=1073741824,new-craft/h=10000000'
/** Of 1,000 craft, ten have declared their crew, and one was seen with two strangers: these are followed. */
const DECLARED_EVERY = 100
const STRANGERS_EVERY = 1_000
const REPORTS_A_REQUEST = 500
const CAUGHT_UP_MS_MAX = 180_000

export type World = Awaited<ReturnType<typeof openWorld>>

/** The services as processes of their own, Redis as `npm start` has it, and whoever sends and looks on. */
export const openWorld = async ({ open, say }: BenchContext, kafka: LocalKafka, craft: number) => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-bench-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const areas = await writeWorldAreas(folder)
  const redis = open.adopt(await startRedis({ say }), (handle) => handle.stop())
  const backing = { KAFKA_BROKERS: kafka.brokers, REDIS_URL: redis.url, TOPIC_PREFIX: PREFIX }
  const env = { ...backing, AREAS: areas.map(({ path }) => path).join(',') }
  const start = async (name: 'ingest' | 'windowing' | 'alert', more: Readonly<Record<string, string>> = {}) =>
    open.adopt(await startService(name, { ...env, ...more }), (service) => service.stop())
  say('starting the services')
  const ingest = await start('ingest', { QUOTAS })
  const [alert, ...windowing] = await Promise.all([
    start('alert'),
    ...Array.from({ length: WINDOWING_INSTANCES }, () => start('windowing')),
  ])
  const feed = open.adopt(await watchAlerts(alert.url), ({ close }) => close())
  const lagWatch = await openLagWatch(open, { brokers: kafka.brokers, redisUrl: redis.url, prefix: PREFIX })
  const stations = open.adopt(openStations(ingest.url, createFleet(craft, areas)), ({ close }) => close())
  // Area by area, so that no two in a row are of one area.
  const apart = Array.from({ length: Math.max(...areas.map((area) => area.apart.length)) }, (_, n) =>
    areas.flatMap((area) => area.apart[n] ?? []),
  ).flat()
  const alarms = open.adopt(openAlarms(ingest.url, feed, apart), ({ close }) => close())

  return {
    stations,
    alarms,
    lagWatch,
    windowing,
    startWindowing: () => start('windowing'),
    pids: (): ReadonlyMap<string, number> =>
      new Map([
        ['ingest', ingest.pid],
        ...windowing.map(({ pid }, index): [string, number] => [`windowing ${index + 1} of ${windowing.length}`, pid]),
        ['alert', alert.pid],
        ['Kafka', kafka.pid],
        ['Redis', redis.pid],
        [SENDER, process.pid],
      ]),
    sendReports: () => sendReports(ingest.url, craft),
    craftKnown: () => craftKnown(windowing),
    untilCaughtUp: (recordsMax: number) =>
      waitFor(async () => (await lagWatch.lag()) <= recordsMax, {
        timeoutMs: CAUGHT_UP_MS_MAX,
        what: 'the lag to end',
      }),
  }
}

const sendReports = async (url: string, craft: number): Promise<number> => {
  const observedAt = new Date().toISOString()
  const reports = Array.from({ length: Math.floor(craft / DECLARED_EVERY) }, (_, index) => {
    const n = index * DECLARED_EVERY
    const common = { type: 'persons', craftId: craftIdOf(n), observedAt }
    return n % STRANGERS_EVERY === 0
      ? { ...common, source: { id: 'patrol-2', kind: 'patrol' }, method: 'sighting', aboard: 2 }
      : { ...common, source: { id: 'port', kind: 'declaration' }, method: 'manifest', aboard: 9, permitted: 9 }
  })
  for (let from = 0; from < reports.length; from += REPORTS_A_REQUEST)
    await postLines(url, reports.slice(from, from + REPORTS_A_REQUEST))
  return reports.length
}

/** As the services say. */
const craftKnown = async (windowing: readonly StartedService[]): Promise<number> => {
  const pages = await Promise.all(windowing.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()))
  const values = pages.flatMap((page) => [...page.matchAll(/^landfall_windowing_craft\{.*world="real".*\} (\d+)$/gm)])
  return values.reduce((sum, [, value]) => sum + Number(value), 0)
}
