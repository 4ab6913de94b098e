import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AlertView, ObservationInput } from '@landfall/contracts'
import { type LocalKafka, type LocalRedis, startKafka, startRedis } from '@landfall/infra-local'
import { scenarios } from '@landfall/simulator'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { asExpectedAlert } from './as-expected-alert.ts'
import { createBarrier, isBarrierAlert } from './create-barrier.ts'
import { feedObservations } from './feed-observations.ts'
import { followAlerts } from './follow-alerts.ts'
import { runCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// The drill of docs/operating.md: alerts are raised and dealt with, a backup is made while the system runs, and everything is lost:
// topics, consumer groups, Redis. The backup is restored to a new Kafka, and the services are started on it. Then feeders send again what
// they have.

const prefix = `t${randomUUID().slice(0, 8)}`
const startMs = Date.now()
const observations = scenarios
  .filter(({ name }) => name !== 'busy-sea')
  .flatMap((scenario) => [...scenario.observations(1, startMs)].map(({ observation }) => observation))
const say = (): void => {}

/** What operators, subscribers and courts see: alerts with their operators' side, histories with times, and CAP. */
type Picture = {
  readonly alerts: readonly AlertView[]
  readonly histories: readonly unknown[]
  readonly caps: readonly string[]
  /** The map’s, set by operators. */
  readonly marks: unknown
}

let folder: string
let dir: string
let before: Picture
let kafka: LocalKafka
let redis: LocalRedis
let system: RunningSystem | undefined

/** Again after 503: only so many histories are read at once. */
const fetchText = async (url: string): Promise<string> => {
  const isAnswered = async () => {
    const response = await fetch(url)
    return response.status === 503 ? undefined : response
  }
  const response = await waitFor(isAnswered, { what: `an answer from ${url}` })
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return response.text()
}
const listAlerts = async ({ alertUrl }: RunningSystem): Promise<readonly AlertView[]> =>
  (JSON.parse(await fetchText(`${alertUrl}/v1/alerts?limit=1000`)) as { readonly alerts: readonly AlertView[] }).alerts
const takePicture = async (of: RunningSystem): Promise<Picture> => {
  const alerts = await listAlerts(of)
  const each = (path: string) =>
    Promise.all(alerts.map(({ alertId }) => fetchText(`${of.alertUrl}/v1/alerts/${alertId}${path}`)))
  const histories = (await each('/history')).map((text) => JSON.parse(text))
  return { alerts, histories, caps: await each('/cap'), marks: JSON.parse(await fetchText(`${of.alertUrl}/v1/marks`)) }
}

const act = async ({ alertUrl }: RunningSystem, alert: AlertView, action: object): Promise<void> => {
  const response = await fetch(`${alertUrl}/v1/alerts/${alert.alertId}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ expectedVersion: alert.version, ...action }),
  })
  expect({ status: response.status, action }).toEqual({ status: 200, action })
}

const mark = async ({ alertUrl }: RunningSystem, note: string): Promise<string> => {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ longitude: 173.4, latitude: -34.3, note })
  const response = await fetch(`${alertUrl}/v1/marks`, { method: 'POST', headers, body })
  expect(response.status).toBe(201)
  return ((await response.json()) as { readonly markId: string }).markId
}

/** Alerts of every scenario, some of them dealt with. */
const liveThrough = async (live: RunningSystem): Promise<void> => {
  const post = (some: readonly ObservationInput[]) => feedObservations(live.ingestUrl, some)
  using followed = followAlerts(live.alertUrl)
  await post(observations)
  const observedAt = new Date(startMs).toISOString()
  await createBarrier({ post, alerts: followed.alerts, observedAt, exercise: true }).pass()
  const open = (await listAlerts(live)).filter((alert) => alert.status === 'open' && !isBarrierAlert(alert))
  const [first, second, third] = open
  if (first === undefined || second === undefined || third === undefined) throw new Error(`${open.length} open alerts`)
  await act(live, first, { action: 'acknowledge', note: 'The patrol is on its way.' })
  await act(live, second, { action: 'silence', until: new Date(startMs + 86_400_000).toISOString() })
  await act(live, third, { action: 'close', reason: 'false', note: 'All of them have permission.' })
  await act(live, third, { action: 'note', note: 'Confirmed by Tūranga.' })
  const markId = await mark(live, 'Nobody is here any more')
  await mark(live, 'Patrol boat waits here')
  expect((await fetch(`${live.alertUrl}/v1/marks/${markId}`, { method: 'DELETE' })).status).toBe(204)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-drill-'))
  dir = join(folder, 'backup')
  const env = { KAFKA_BROKERS: inject('kafkaBrokers'), TOPIC_PREFIX: prefix }
  const live = await startSystem({ kafkaBrokers: env.KAFKA_BROKERS, redisUrl: inject('redisUrl'), prefix })
  try {
    await liveThrough(live)
    expect(await runCli(['backup', dir], env)).toMatchObject({ code: 0 })
    before = await takePicture(live)
  } finally {
    await live[Symbol.asyncDispose]()
  }
  ;[kafka, redis] = await Promise.all([startKafka({ say }), startRedis({ say })])
  const restored = await runCli(['restore', dir], { KAFKA_BROKERS: kafka.brokers, TOPIC_PREFIX: prefix })
  expect(restored).toMatchObject({ code: 0, stderr: '' })
  // As long as it takes to send all of it again, on a slow machine.
  const waiting = { RESTORED_ALERTS_WAIT_SECONDS: '20' }
  system = await startSystem({ kafkaBrokers: kafka.brokers, redisUrl: redis.url, prefix, env: waiting })
})
afterAll(async () => {
  await system?.[Symbol.asyncDispose]()
  await Promise.all([kafka?.stop(), redis?.stop()])
  await rm(folder, { recursive: true, force: true })
})

test('after a restore the alerts, what operators did, the histories with their times, CAP and marks are as before', async () => {
  if (system === undefined) throw new Error('no system')
  const running = system
  await waitFor(async () => (await listAlerts(running)).length >= before.alerts.length, { what: 'the alerts' })
  const after = await takePicture(running)
  expect(after.alerts).toEqual(before.alerts)
  expect(after.histories).toEqual(before.histories)
  expect(after.caps).toEqual(before.caps)
  expect(after.marks).toEqual(before.marks)
  expect(before.marks).toMatchObject({ marks: [{ note: 'Patrol boat waits here' }] })
  const actions = after.alerts.filter(({ acknowledgement }) => acknowledgement !== null)
  expect(actions.length).toBeGreaterThan(0)
})

test('the original observations sent again: the same alerts are open, and no version is contradicted', async () => {
  if (system === undefined) throw new Error('no system')
  const { ingestUrl, alertUrl } = system
  const post = (some: readonly ObservationInput[]) => feedObservations(ingestUrl, some)
  using followed = followAlerts(alertUrl)
  await post(observations)
  const observedAt = new Date(startMs).toISOString()
  const barrier = createBarrier({ post, alerts: followed.alerts, observedAt, exercise: true })
  await barrier.pass() // Its boats are known; those of the next are counted once restored alerts are no longer awaited.
  await barrier.pass()
  const openOf = (alerts: readonly AlertView[]) => {
    const ours = alerts.filter((alert) => alert.kind === 'mass-arrival').filter((alert) => !isBarrierAlert(alert))
    const open = ours.filter(({ status }) => status === 'open')
    return new Map(open.map((alert) => [alert.alertId, asExpectedAlert(alert)]))
  }
  expect(openOf(await listAlerts(system))).toEqual(openOf(before.alerts))
  expect(await fetchText(`${alertUrl}/metrics`)).not.toContain('outcome="contradiction"')
})
