import { anAlert, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { call } from '../testing/call.ts'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, type StartedAlert, startAlert } from '../testing/start-alert.ts'

const brokers = inject('kafkaBrokers')
const prefix = newPrefix()
const env = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix }
let alert: StartedAlert
let writer: Awaited<ReturnType<typeof openLogWriter>>

const getJson = (path: string) => call(`${alert.address}${path}`)

beforeAll(async () => {
  alert = await startAlert(env)
  writer = await openLogWriter(brokers, prefix)
})
afterAll(async () => {
  await writer[Symbol.asyncDispose]()
  await alert.close()
})

test('welcome, an empty snapshot, then each version as it is appended', async () => {
  using feed = readFeed(alert.feedUrl)
  expect(await feed.next('welcome')).toMatchObject({ protocol: 1, cursor: 'a0.c0', recovered: false, tracks: false })
  expect(await feed.next('snapshot')).toMatchObject({ alerts: [], cursor: 'a0.c0', more: false })

  await writer.alerts(anAlert(), anAlert({ version: 2, severity: 'alarm', certainty: 'observed' }))
  expect(await feed.next('alert', 0)).toMatchObject({ cursor: 'a1.c0', alert: { version: 1, state: 'unacknowledged' } })
  expect(await feed.next('alert', 1)).toMatchObject({ cursor: 'a2.c0', alert: { version: 2, severity: 'alarm' } })
})

test('what is known of the sources follows at once, and no client waits for the next round of heartbeats', async () => {
  const firstHeartbeatMs = async (): Promise<number> => {
    using feed = readFeed(alert.feedUrl)
    const { serverTime, cursor } = await feed.next('heartbeat')
    expect([feed.frames.slice(0, 2).map(({ type }) => type), cursor]).toEqual([['welcome', 'snapshot'], 'a2.c0'])
    return Date.parse(serverTime)
  }
  const [first, , third] = [await firstHeartbeatMs(), await firstHeartbeatMs(), await firstHeartbeatMs()]
  expect(third - first).toBeLessThan(10_000) // Waiting for the clock’s would take two rounds.
})

test('a repeat of (alertId, version) is not sent again', async () => {
  using feed = readFeed(alert.feedUrl)
  await feed.next('snapshot')
  const other = anAlert({ alertId: 'nz-20261123-00000002' })
  await writer.alerts(anAlert(), other)
  expect(await feed.next('alert')).toMatchObject({ cursor: 'a4.c0', alert: { alertId: other.alertId } })
})

test('a resume gets what was missed, and no snapshot', async () => {
  using before = readFeed(alert.feedUrl)
  const { cursor } = await before.next('snapshot')
  const { epoch } = await before.next('welcome')
  before.close()
  await writer.alerts(anAlert({ version: 3 }), anAlert({ version: 4 }))

  using after = readFeed(alert.feedUrl, { resume: { epoch, cursor } })
  expect(await after.next('welcome')).toMatchObject({ recovered: true, cursor })
  expect((await after.next('alert', 0)).alert.version).toBe(3)
  expect((await after.next('alert', 1)).alert.version).toBe(4)
  expect(after.of('snapshot')).toEqual([])
})

test('a resume from another epoch gets a snapshot', async () => {
  using feed = readFeed(alert.feedUrl, { resume: { epoch: 'another', cursor: 'a1.c0' } })
  expect(await feed.next('welcome')).toMatchObject({ recovered: false, cursor: 'a0.c0' })
  expect((await feed.next('snapshot')).alerts.map(({ alertId, version }) => [alertId, version])).toEqual([
    ['nz-20261123-7f3a9c1e', 4],
    ['nz-20261123-00000002', 1],
  ])
})

test('a second instance has the same epoch and accepts the cursor', async () => {
  using here = readFeed(alert.feedUrl)
  const { epoch } = await here.next('welcome')
  await using second = await startAlert(env)
  using there = readFeed(second.feedUrl, { resume: { epoch, cursor: 'a5.c0' } })
  expect(await there.next('welcome')).toMatchObject({ epoch, recovered: true })
  expect((await there.next('alert')).alert.version).toBe(4)
})

test('GET /v1/alerts returns all alerts, newest raised first, in pages', async () => {
  const all = await getJson('/v1/alerts')
  expect(all.body).toMatchObject({ alerts: [{ alertId: 'nz-20261123-00000002' }, { version: 4 }], nextCursor: null })
  const first = await getJson('/v1/alerts?limit=1')
  expect(first.body.nextCursor).not.toBeNull()
  const second = await getJson(`/v1/alerts?limit=1&cursor=${first.body.nextCursor}`)
  expect(second.body).toMatchObject({ alerts: [{ alertId: 'nz-20261123-7f3a9c1e' }], nextCursor: null })
})

test('GET /v1/alerts filters, and refuses unknown parameters', async () => {
  expect((await getJson('/v1/alerts?severity=alarm')).body).toMatchObject({ alerts: [] })
  expect((await getJson('/v1/alerts?severity=warning,alarm&status=open&areaId=nz&exercise=false')).body).toMatchObject({
    alerts: [{}, {}],
  })
  expect(await getJson('/v1/alerts?severity=loud')).toMatchObject({ status: 400, body: { code: 'invalid' } })
  expect((await getJson('/v1/alerts?sevrity=alarm')).status).toBe(400)
})

test.each([
  ['status=Open', 'status.0 "Open": must be one of open, cancelled'],
  ['severity=alarm,LOUD', 'severity.1 "LOUD": must be one of'],
  ['exercise=yes', 'exercise "yes": must be one of true, false'],
  ['limit=0', 'limit "0": must be at least 1'],
  ['cursor=x', 'cursor "x": must be a nextCursor of an earlier answer'],
  ['areaId=nzz', 'areaId "nzz": is no area that is watched (nz), and no alert found has it'],
])('GET /v1/alerts?%s is refused with field, value and remedy', async (query, message) => {
  const answer = await getJson(`/v1/alerts?${query}`)
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', message: expect.stringContaining(message) } })
})

test('GET /v1/alerts/{id} returns one alert, or 404', async () => {
  expect((await getJson('/v1/alerts/nz-20261123-00000002')).body).toMatchObject({
    ...anAlert({ alertId: 'nz-20261123-00000002' }),
    acknowledgement: null,
    silencedUntil: null,
    closed: null,
    notes: [],
    allowedActions: ['acknowledge', 'silence', 'note', 'close'],
  })
  expect(await getJson('/v1/alerts/nowhere')).toMatchObject({ status: 404, body: { code: 'not-found' } })
})

test('an unreadable record is skipped, and what follows is sent', async () => {
  using feed = readFeed(alert.feedUrl)
  await feed.next('snapshot')
  await writer.raw('alerts', '{"alertId":"half')
  await writer.alerts(anAlert({ alertId: 'nz-20261123-00000003' }))
  expect((await feed.next('alert')).alert.alertId).toBe('nz-20261123-00000003')
})

test('the page at / is served, and the service is ready', async () => {
  const page = await fetch(`${alert.address}/`)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await page.text()).toContain('Landfall')
  expect(await getJson('/health/ready')).toMatchObject({ status: 200, body: { ready: true } })
})

test('a plain GET of the feed gets 426', async () => {
  expect((await getJson('/v1/feed')).status).toBe(426)
})

test('one address has as many clients as it may, and a place that becomes free is taken', async () => {
  await using limited = await startAlert({ ...env, CONNECTIONS_PER_ADDRESS_MAX: '2', TRUST_PROXY: '127.0.0.1' })
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  using first = readFeed(limited.feedUrl, {}, from('203.0.113.7'))
  using second = readFeed(limited.feedUrl, {}, from('203.0.113.7'))
  await Promise.all([first.next('welcome'), second.next('welcome')])
  using third = readFeed(limited.feedUrl, {}, from('203.0.113.7'))
  expect(await third.next('error')).toMatchObject({ code: 'too-many-clients', retryAfterMs: expect.any(Number) })
  using other = readFeed(limited.feedUrl, {}, from('203.0.113.8'))
  await other.next('welcome')
  first.close()
  await waitFor(async () => {
    using again = readFeed(limited.feedUrl, {}, from('203.0.113.7'))
    await waitFor(() => again.of('welcome').length + again.of('error').length > 0)
    return again.of('welcome').length === 1
  })
})
