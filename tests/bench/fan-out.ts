import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { topics } from '@landfall/contracts'
import { openProducer } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { anAlert } from '@landfall/testkit'
import type { Bench, BenchContext, BenchRow } from './bench.ts'
import { type Crowd, openCrowd } from './fan-out/crowd.ts'
import { figuresOf } from './fan-out/process-figures.ts'
import { measureSnapshot, measureStart, measureStorm } from './fan-out/start-and-storm.ts'
import { median } from './rates.ts'
import { type StartedService, startService } from './start-service.ts'

const PREFIX = 'bench'
const SUBSCRIBE = '{"type":"subscribe"}'
const ROUNDS = 3
const BIG_FRAMES = 400
const CRAFT_ON_BIG = 50

type Server = { readonly url: string; readonly pid: number; readonly tell: (frames: number) => Promise<void> }
type Round = { readonly perSecond: number; readonly lastMs: number; readonly cpuMsPerThousand: number }

const startBareServer = async (open: AsyncDisposableStack): Promise<Server> => {
  const child = fork(resolve(import.meta.dirname, 'fan-out/bare-server.ts'))
  open.defer(() => void child.kill('SIGKILL'))
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
  const text = `{"type":"alert","cursor":"a1000.c1000","alert":${JSON.stringify(anAlert())}}`
  return {
    url: `http://127.0.0.1:${port}/`,
    pid: child.pid ?? 0,
    tell: async (frames) => void child.send({ frames, text }),
  }
}

const openWriter = async (brokers: string, open: AsyncDisposableStack) => {
  const logger = createLogger({ name: 'bench', level: 'error' })
  const producer = open.adopt(
    await openProducer({ brokers: brokers.split(','), clientId: 'bench-alerts', logger }),
    ({ close }) => close(),
  )
  const topic = topics(PREFIX).alerts.name
  let version = 0
  const { craft } = anAlert()
  const big = Array.from({ length: CRAFT_ON_BIG }, (_, at) =>
    craft.map((one) => ({ ...one, craftId: `a:${at}` })),
  ).flat()
  return {
    send: async (alerts: readonly ReturnType<typeof anAlert>[]): Promise<void> => {
      for (let at = 0; at < alerts.length; at += 500) {
        const part = alerts.slice(at, at + 500)
        await producer.send(part.map((alert) => ({ topic, key: alert.alertId, value: JSON.stringify(alert) })))
      }
    },
    /** So many new versions of one alert. */
    versions: (count: number, isBig = false) =>
      Array.from({ length: count }, () => {
        version += 1
        return anAlert({ alertId: 'nz-20261123-bench', version, ...(isBig && { craft: big }) })
      }),
  }
}

const measureRound = async (server: Server, crowd: Crowd, frames: number): Promise<Round> => {
  const before = await figuresOf(server.pid)
  const arrived = crowd.all(frames, crowd.mark())
  await server.tell(frames)
  const { tookMs } = await arrived
  const after = await figuresOf(server.pid)
  const sent = frames * crowd.members.length
  return {
    perSecond: (sent * 1_000) / tookMs,
    lastMs: tookMs,
    cpuMsPerThousand: ((after.cpuMs - before.cpuMs) * 1_000) / sent,
  }
}

/** Both servers in turn, on crowds of their own, so that neither meets a warmer machine. */
const compare = async (ours: Server, bare: Server, size: number, frames: number): Promise<readonly BenchRow[]> => {
  const rounds: { ours: Round[]; bare: Round[] } = { ours: [], bare: [] }
  const memory = { ours: 0, bare: 0 }
  for (const name of ['bare', 'ours'] as const) {
    const server = name === 'ours' ? ours : bare
    const before = await figuresOf(server.pid)
    const crowd = await openCrowd(server.url, size, SUBSCRIBE)
    memory[name] = ((await figuresOf(server.pid)).rssMb - before.rssMb) * (1_024 / size)
    for (let round = 0; round <= ROUNDS; round += 1) {
      const result = await measureRound(server, crowd, frames)
      if (round > 0) rounds[name].push(result) // The first warms up.
    }
    crowd.close()
  }
  const of = (name: 'ours' | 'bare', figure: keyof Round) => median(rounds[name].map((round) => round[figure]))
  const floor = (figure: keyof Round) => ({ measure: 'bare ws', value: of('bare', figure) })
  const who = `${size} clients`
  return [
    {
      ...{ measure: `frames sent, ${who}`, value: of('ours', 'perSecond'), unit: '/s', floor: floor('perSecond') },
      aim: { ratioMin: 0.9 },
    },
    {
      measure: `first client to last, ${frames} alerts, ${who}`,
      value: of('ours', 'lastMs'),
      unit: 'ms',
      floor: floor('lastMs'),
    },
    {
      measure: `server time per 1,000 frames, ${who}`,
      value: of('ours', 'cpuMsPerThousand'),
      unit: 'ms',
      floor: floor('cpuMsPerThousand'),
    },
    {
      ...{ measure: `memory per client, ${who}`, value: memory.ours, unit: 'KiB' },
      floor: { measure: 'bare ws', value: memory.bare },
    },
  ]
}

const measureSlowReader = async (service: StartedService, ours: Server, send: () => Promise<void>, size: number) => {
  const crowd = await openCrowd(ours.url, size, SUBSCRIBE)
  const run = async (): Promise<number> => {
    const [slow, ...others] = crowd.members
    const arrived = crowd.all(BIG_FRAMES, crowd.mark(slow?.socket.isPaused() === true ? others : crowd.members))
    await send()
    return (await arrived).tookMs
  }
  await run()
  const without = await run()
  crowd.members[0]?.socket.pause()
  const withOne = await run()
  crowd.close()
  const metrics = await fetch(`${service.url}/metrics`).then((response) => response.text())
  const cut = /landfall_feed_closed_total\{code="slow-reader"\} (\d+)/.exec(metrics)?.[1] ?? '0'
  return [
    {
      ...{
        measure: `${BIG_FRAMES} large alerts to ${size} clients, one of which reads nothing`,
        value: withOne,
        unit: 'ms',
      },
      floor: { measure: 'all of them reading', value: without },
      note: `${cut} cut off as slow-reader`,
    },
  ] satisfies readonly BenchRow[]
}

const run = async ({ quick, say, kafkaBrokers, open }: BenchContext): Promise<readonly BenchRow[]> => {
  const brokers = await kafkaBrokers()
  const env = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: PREFIX }
  const service = open.adopt(await startService('alert', env), ({ stop }) => stop())
  const writer = await openWriter(brokers, open)
  const bare = await startBareServer(open)
  const ours: Server = {
    url: `${service.url}/v1/feed`,
    pid: service.pid,
    tell: (frames) => writer.send(writer.versions(frames)),
  }
  const rows: BenchRow[] = []
  for (const [size, frames] of quick
    ? ([[200, 50]] as const)
    : ([
        [2_000, 100],
        [10_000, 30],
      ] as const)) {
    say(`${size} clients`)
    rows.push(...(await compare(ours, bare, size, frames)))
  }
  say('a slow reader')
  const sendBig = () => writer.send(writer.versions(BIG_FRAMES, true))
  rows.push(...(await measureSlowReader(service, ours, sendBig, quick ? 20 : 100)))
  say('everybody comes back')
  rows.push(await measureStorm(ours.url, bare.url, quick ? 200 : 5_000))
  await service.stop()
  say('a long log')
  const alerts = quick ? 500 : 10_000
  const versions = quick ? 5_000 : 100_000
  for (let version = 1; version <= versions / alerts; version += 1) {
    await writer.send(Array.from({ length: alerts }, (_, at) => anAlert({ alertId: `nz-20261123-${at}`, version })))
  }
  const started = await measureStart(env, versions)
  open.defer(started.service.stop)
  rows.push(...started.rows, ...(await measureSnapshot(`${started.service.url}/v1/feed`, alerts)))
  return rows
}

export const bench: Bench = {
  name: 'fan-out',
  title: 'The live feed: Kafka to every client of one instance, against bare ws sending the same text',
  run,
}
