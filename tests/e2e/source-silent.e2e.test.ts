import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { type Alert, type SourceSilentAlert, topics } from '@landfall/contracts'
import { freePort } from '@landfall/infra-local'
import { readTopic } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startWindowing, type WindowingProcess } from '../chaos/start-windowing.ts'
import { feedObservations } from './feed-observations.ts'
import { type Followed, followAlerts } from './follow-alerts.ts'
import { runCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// A radar over HTTP and a receiver over NMEA, heard, silent, heard again, silent again; one windowing of two and the
// ingest are killed while both are silent, and the other one stalls. Ticks and heartbeats come every 5 s, so this takes a while.

const prefix = `t${randomUUID().slice(0, 8)}`
const all = topics(prefix)
const kafka = {
  brokers: inject('kafkaBrokers').split(','),
  clientId: prefix,
  logger: createLogger({ name: 'test', level: 'silent' }),
}
const SENTENCE = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n'
const STEP_MS_MAX = 90_000

let system: RunningSystem
let second: WindowingProcess
let nmeaPort: number
let feed: Followed

beforeAll(async () => {
  nmeaPort = await freePort()
  const shared = {
    KAFKA_BROKERS: inject('kafkaBrokers'),
    REDIS_URL: inject('redisUrl'),
    TOPIC_PREFIX: prefix,
    SOURCE_LEARN_SECONDS: '5',
    SOURCE_SILENT_SECONDS_MIN: '15',
    SOURCE_SILENT_SECONDS_MAX: '25',
  }
  const env = { ...shared, NMEA_SOURCES: `cape=tcp-listen://127.0.0.1:${nmeaPort}` }
  system = await startSystem({ kafkaBrokers: inject('kafkaBrokers'), redisUrl: inject('redisUrl'), prefix, env })
  second = await startWindowing(shared)
  feed = followAlerts(system.alertUrl)
})
afterAll(async () => {
  feed?.[Symbol.dispose]()
  await second?.end('SIGTERM')
  await system?.[Symbol.asyncDispose]()
})

const position = (exercise: boolean) => ({
  type: 'position',
  craftId: 'track:radar3-1',
  observedAt: new Date().toISOString(),
  exercise,
  source: { id: exercise ? 'drill' : 'radar-3', kind: 'radar' },
  longitude: 173.1,
  latitude: -34.4,
})

/** Both sources, and one of an exercise, send until stopped. */
const startFeeding = () => {
  const receiver: Socket = connect({ host: '127.0.0.1', port: nmeaPort })
  receiver.on('error', () => {})
  const send = async (): Promise<void> => {
    receiver.write(SENTENCE)
    await feedObservations(system.ingestUrl, [position(false), position(true)] as never).catch(() => {})
  }
  const timer = setInterval(() => void send(), 500)
  return () => {
    clearInterval(timer)
    receiver.destroy()
  }
}

const countSourceRecords = async (type: string): Promise<number> => {
  let count = 0
  for await (const { value } of readTopic({ ...kafka, topic: all.sources.name })) {
    if (JSON.parse(String(value)).type === type) count += 1
  }
  return count
}
const ticksMore = async (more: number): Promise<void> => {
  const before = await countSourceRecords('tick')
  const enough = async () => (await countSourceRecords('tick')) >= before + more
  await waitFor(enough, { timeoutMs: STEP_MS_MAX, what: `${more} more ticks` })
}
/** In the order of the topic, without repeats, which a crash may leave: the same content, or this throws. */
const published = async (): Promise<readonly SourceSilentAlert[]> => {
  const versions = new Map<string, string>()
  for await (const { value } of readTopic({ ...kafka, topic: all.alerts.name })) {
    const alert: Alert = JSON.parse(String(value))
    const key = `${alert.alertId} ${alert.version}`
    if (alert.kind !== 'source-silent') continue
    if ((versions.get(key) ?? String(value)) !== String(value)) throw new Error(`${key} has two contents`)
    versions.set(key, String(value))
  }
  return [...versions.values()].map((text) => JSON.parse(text) as SourceSilentAlert)
}
const said = (versions: readonly SourceSilentAlert[]) =>
  versions.map(({ source, version, status }) => `${source.id} v${version} ${status}`).sort()
const untilPublished = async (count: number): Promise<readonly SourceSilentAlert[]> => {
  const isThere = async () => (await published()).length >= count
  await waitFor(isThere, { timeoutMs: STEP_MS_MAX, what: `${count} versions of silences` })
  return published()
}

test('two sources fall silent, are alerted once, return, and fall silent again, while processes are killed', async () => {
  const firstStop = startFeeding()
  const heardOften = async () => (await countSourceRecords('sources-heard')) >= 5
  await waitFor(heardOften, { timeoutMs: STEP_MS_MAX, what: 'five heartbeats' })
  expect(await published()).toEqual([])
  firstStop()

  const first = await untilPublished(2)
  expect(said(first)).toEqual(['cape v1 open', 'radar-3 v1 open'])
  await shownAsSilent(first)

  // Checked repeatedly, by another owner too: nothing new.
  await system.kill('windowing', 'SIGKILL')
  await system.kill('ingest', 'SIGKILL')
  await ticksMore(4)
  expect(said(await published())).toEqual(said(first))
  await system.restart('ingest')

  const secondStop = startFeeding()
  const cleared = await untilPublished(4)
  expect(said(cleared)).toEqual(['cape v1 open', 'cape v2 cancelled', 'radar-3 v1 open', 'radar-3 v2 cancelled'])
  await system.restart('windowing')
  second.signal('SIGSTOP') // The owner stalls; the other takes over and emits what comes.
  await ticksMore(2)
  secondStop()

  // Another silence is another alert.
  const again = await untilPublished(6)
  expect(said(again.slice(4))).toEqual(['cape v1 open', 'radar-3 v1 open'])
  expect(new Set(again.map(({ alertId }) => alertId)).size).toBe(4)
  // The former owner resumes with a stale batch: it contradicts nothing and goes on.
  second.signal('SIGCONT')
  await ticksMore(3)
  expect(said(await published())).toEqual(said(again))
  expect(second.fault()).toBeUndefined()
  // The exercise that ended is no news.
  expect(again.filter(({ source }) => source.id === 'drill')).toEqual([])
}, 400_000)

/** Everywhere an operator or a subscriber may look. */
const shownAsSilent = async (versions: readonly SourceSilentAlert[]): Promise<void> => {
  const { alertId = '' } = versions.find(({ source }) => source.id === 'cape') ?? {}
  await waitFor(() => feed.alerts().length === 2, { timeoutMs: STEP_MS_MAX, what: 'the feed to show both' })
  const view = await (await fetch(`${system.alertUrl}/v1/alerts/${alertId}`)).json()
  expect(view).toMatchObject({ state: 'unacknowledged', listed: true, severity: 'caution', reason: null })
  const cap = await (await fetch(`${system.alertUrl}/v1/alerts/${alertId}/cap`)).text()
  expect(cap).toContain('source cape silent since')
  const { stdout } = await runCli(['watch', '--once'], { LANDFALL_URL: system.alertUrl })
  expect(stdout).toMatch(/CAUTION .*source cape silent since \d{4}-.*raised/)
  const silent = () => {
    const heartbeatEvent = feed.events.findLast(({ type }) => type === 'heartbeat')
    return heartbeatEvent?.type === 'heartbeat'
      ? heartbeatEvent.heartbeat.sources.filter((source) => source.silent).map(({ id }) => id)
      : []
  }
  await waitFor(() => silent().length === 2, { what: 'a heartbeat that names both' })
  expect([...silent()].sort()).toEqual(['cape', 'radar-3'])
}
