import { type AlertView, topics } from '@landfall/contracts'
import { anAlert, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { CHECKPOINT_RULES } from '../domain/checkpoint/checkpoint-parts.ts'
import { call } from '../testing/call.ts'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, type StartedAlert, startAlert, testLogger } from '../testing/start-alert.ts'
import type { CheckpointManifest } from './checkpoint-manifest.ts'
import { newestManifest } from './start-from-checkpoint.ts'

const ALERTS = 30
const VERSIONS = 10
const RECORDS = ALERTS * VERSIONS
const env = { KAFKA_BROKERS: inject('kafkaBrokers'), TOPIC_PREFIX: newPrefix() }
const limits = { windowRecordsMax: 50, recentAlertsMax: 5, tailVersionsMax: 3, checkpointRecordsMax: 20, checkMs: 100 }
const idOf = (index: number): string => `nz-20261127-${index}`

const open = new AsyncDisposableStack()
let first: StartedAlert
let writer: Awaited<ReturnType<typeof openLogWriter>>
const start = async (): Promise<StartedAlert> => open.use(await startAlert(env, limits))
const newest = (): Promise<CheckpointManifest | null> => {
  const topic = topics(env.TOPIC_PREFIX).alertIndex.name
  return newestManifest(
    { brokers: [env.KAFKA_BROKERS], clientId: 'test', logger: testLogger, topic },
    ({ rules }) => rules === CHECKPOINT_RULES,
  )
}

beforeAll(async () => {
  first = await start()
  writer = open.use(await openLogWriter(env.KAFKA_BROKERS, env.TOPIC_PREFIX))
  for (let version = 1; version <= VERSIONS; version += 1) {
    const status = version === VERSIONS ? 'cancelled' : 'open'
    await writer.alerts(...Array.from({ length: ALERTS }, (_, at) => anAlert({ alertId: idOf(at), version, status })))
  }
  await waitFor(() => first.store.counts.versions === RECORDS)
  const takeOver = { follows: null, note: 'Quiet so far.' }
  expect((await call(`${first.address}/v1/watch`, { body: takeOver })).status).toBe(200)
  for (let at = 0; at < ALERTS - 3; at += 1) {
    const what = at % 2 === 0 ? { action: 'close', reason: 'resolved' } : { action: 'acknowledge' }
    const body = { ...what, expectedVersion: VERSIONS, note: `seen ${at}` }
    expect((await call(`${first.address}/v1/alerts/${idOf(at)}/actions`, { body })).status).toBe(200)
  }
  await waitFor(async () => ((await newest())?.from.alerts ?? 0) > RECORDS - 2 * limits.windowRecordsMax)
})
afterAll(() => open.disposeAsync())

/** Everything that the service says about every alert. */
const everything = async ({ address }: StartedAlert) => {
  const { alerts } = (await call(`${address}/v1/alerts?limit=1000`)).body as { readonly alerts: readonly AlertView[] }
  // One after the other: each caller has few places for reads of the log.
  const ofEach = (path: string) =>
    Array.fromAsync(alerts, ({ alertId }) => call(`${address}/v1/alerts/${alertId}/${path}`))
  const histories = await ofEach('history?limit=1000')
  const messages = await ofEach('cap?version=4')
  const cancelled = await call(`${address}/v1/alerts?status=cancelled&limit=7`)
  return { alerts, histories, messages, cancelled, watch: (await call(`${address}/v1/watch`)).body }
}
const readFromLog = async ({ address }: StartedAlert): Promise<number> => {
  const { text } = (await call(`${address}/metrics`)).body as { readonly text: string }
  const found = /landfall_alert_records_total\{topic="alerts",outcome="taken"\} (\d+)/.exec(text)
  return Number(found?.[1] ?? 0)
}

test('alerts that are over leave memory, and are answered as before', async () => {
  const { memory } = first.store
  expect([memory.listed.size, memory.recent.size]).toEqual([3, limits.recentAlertsMax])
  const { alerts, histories } = await everything(first)
  expect(alerts.map(({ alertId }) => alertId)).toEqual(Array.from({ length: ALERTS }, (_, at) => idOf(ALERTS - 1 - at)))
  expect(histories.map(({ body }) => (body.entries as readonly unknown[]).length)).toEqual(
    alerts.map((_, at) => (at < 3 ? VERSIONS : VERSIONS + 1)),
  )
})

test('a snapshot has the alerts that are open or recent', async () => {
  using feed = readFeed(first.feedUrl)
  const { alerts } = await feed.next('snapshot')
  expect(alerts).toHaveLength(3 + limits.recentAlertsMax)
})

test('an instance that starts from the checkpoint reads the end of the log only, and says the same', async () => {
  const second = await start()
  expect(await readFromLog(second)).toBeLessThan(RECORDS / 2)
  expect((await everything(second)).watch).toMatchObject({ current: { note: 'Quiet so far.' } })
  expect(await everything(second)).toEqual(await everything(first))
})

test('a resume at one instance goes on at another that was started from the checkpoint; beyond the window it is a snapshot', async () => {
  using feed = readFeed(first.feedUrl)
  const { epoch } = await feed.next('welcome')
  const second = await start()
  const { from, versions, actions } = first.store.window
  const resumed = [first, second].map((instance) =>
    readFeed(instance.feedUrl, { resume: { epoch, cursor: `a${from.alerts}.c${from.actions}` } }),
  )
  const missed = await Promise.all(
    resumed.map(async (one) => {
      expect(await one.next('welcome')).toMatchObject({ recovered: true })
      await waitFor(() => one.of('alert').length === versions.length + actions.length)
      one.close()
      return one.of('alert')
    }),
  )
  expect(missed[0]).toEqual(missed[1])
  using old = readFeed(second.feedUrl, { resume: { epoch, cursor: `a${from.alerts - 1}.c${from.actions}` } })
  expect(await old.next('welcome')).toMatchObject({ recovered: false })
})

test('a new version, and an action, bring an alert back on all instances', async () => {
  const second = await start()
  const alertId = idOf(0)
  expect(second.store.alerts.get(alertId)?.fold).toBeNull()
  const note = { action: 'note', expectedVersion: VERSIONS, note: 'looked again' }
  const { status, body } = await call(`${second.address}/v1/alerts/${alertId}/actions`, { body: note })
  expect([status, body.notes]).toMatchObject([200, [{ text: 'looked again' }]])
  const craft = anAlert().craft.map((one) => ({ ...one, craftId: 'track:another' }))
  await writer.alerts(anAlert({ alertId, version: VERSIONS + 1, craft }))
  for (const { address } of [first, second]) {
    const ask = async () => (await call(`${address}/v1/alerts/${alertId}`)).body as unknown as AlertView
    await waitFor(async () => (await ask()).version === VERSIONS + 1)
    expect(await ask()).toMatchObject({ state: 'unacknowledged', status: 'open', listed: true })
  }
})

test('a checkpoint of a newer version is skipped: an older one is used, and nothing of the newer is misread', async () => {
  const good = await newest()
  if (good === null) throw new Error('no checkpoint')
  const { logId, low, from } = good
  const newer = { type: 'manifest', rules: CHECKPOINT_RULES + 1, logId, low, from, pieces: [0], entries: 1 }
  await writer.raw('alertIndex', JSON.stringify(newer), 'manifest')
  await writer.raw(
    'alertIndex',
    JSON.stringify({ type: 'manifest', rules: CHECKPOINT_RULES + 2, places: {} }),
    'manifest',
  )
  const older = await start()
  expect(await readFromLog(older)).toBeLessThan(RECORDS / 2)
  expect(await everything(older)).toEqual(await everything(first))
})

test('a checkpoint that cannot be read is discarded, and the whole log is read', async () => {
  const good = await newest()
  if (good === null) throw new Error('no checkpoint')
  await writer.raw('alertIndex', 'not a piece', 'piece/0')
  const { rules, logId, low, watch } = good
  const from = { alerts: RECORDS, actions: 1 }
  const last = { rules, logId, low, from, entries: 1, watch, type: 'manifest' }
  await writer.raw('alertIndex', JSON.stringify({ ...last, pieces: [good.pieces.length] }), 'manifest')
  const third = await start()
  expect(await readFromLog(third)).toBe(first.store.counts.versions)
  expect(await everything(third)).toEqual(await everything(first))
  expect(rules).toBe(CHECKPOINT_RULES)
})
