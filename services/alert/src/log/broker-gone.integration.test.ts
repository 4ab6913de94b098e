import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startKafka } from '@landfall/infra-local'
import { anAlert, waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { call } from '../testing/call.ts'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, startAlert } from '../testing/start-alert.ts'

const { alertId } = anAlert()
const say = (): void => {}

test('while Kafka is down the feed says so; once it is back, nothing confirmed is lost and nothing is done twice', async () => {
  await using open = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'landfall-alert-'))
  open.defer(() => rm(dataDir, { recursive: true, force: true }))
  const port = await freePort()
  let kafka = await startKafka({ dataDir, port, say })
  open.defer(() => kafka.stop())
  const prefix = newPrefix()
  const alert = open.use(await startAlert({ KAFKA_BROKERS: kafka.brokers, TOPIC_PREFIX: prefix }))
  const writer = open.use(await openLogWriter(kafka.brokers, prefix))
  const act = (action: string, key: string, note?: string) =>
    call(`${alert.address}/v1/alerts/${alertId}/actions`, {
      body: { action, expectedVersion: 1, ...(note !== undefined && { note }) },
      headers: { 'Idempotency-Key': key },
    })
  const get = async () => (await call(`${alert.address}/v1/alerts/${alertId}`)).body

  await writer.alerts(anAlert())
  await waitFor(() => alert.store.alerts.has(alertId))
  using feed = readFeed(alert.feedUrl)
  await feed.next('snapshot')
  expect((await act('acknowledge', 'first')).status).toBe(200)

  await kafka.kill()
  const whileAway = act('note', 'second', 'written while Kafka was away')
  const away = await waitFor(() => feed.of('heartbeat').find(({ current }) => !current))
  expect(away).toMatchObject({ cursor: 'a1.c1' })
  expect(await get()).toMatchObject({ state: 'acknowledged', notes: [] })
  expect((await call(`${alert.address}/health/ready`)).status).toBe(200)
  const answered = await whileAway
  expect([200, 503]).toContain(answered.status)

  kafka = await startKafka({ dataDir, port, say })
  await waitFor(() => feed.of('heartbeat').at(-1)?.current === true)
  expect(await get()).toMatchObject({ state: 'acknowledged' })
  // The writer cannot know whether the note was taken; repeating it under the same key makes sure, without doubling it.
  await waitFor(async () => (await act('note', 'second', 'written while Kafka was away')).status === 200)
  await writer.alerts(anAlert({ version: 2, severity: 'alarm' }))
  await waitFor(() => feed.of('alert').some((frame) => frame.alert.version === 2))
  expect(await get()).toMatchObject({ version: 2, notes: [{ text: 'written while Kafka was away' }] })
  expect(feed.of('error')).toEqual([]) // The operator's connection was never lost.
})
