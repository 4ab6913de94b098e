import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { anAlert, aPosition, sendRawRequest, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { call } from '../testing/call.ts'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, type StartedAlert, startAlert } from '../testing/start-alert.ts'

const brokers = inject('kafkaBrokers')
const prefix = newPrefix()
const ALERTS = 1_000
const CRAFT = 20_000
const MIB = 1_048_576
let alert: StartedAlert
let writer: Awaited<ReturnType<typeof openLogWriter>>

const { craft } = anAlert()
const manyCraft = Array.from({ length: 20 }, (_, index) =>
  craft.map((one) => ({ ...one, craftId: `a:${index}` })),
).flat()

beforeAll(async () => {
  alert = await startAlert({ KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix })
  writer = await openLogWriter(brokers, prefix)
  const alerts = Array.from({ length: ALERTS }, (_, index) =>
    anAlert({ alertId: `nz-20261123-${index}`, craft: manyCraft }),
  )
  await writer.alerts(...alerts)
  await waitFor(() => alert.store.raised.length === ALERTS)
})
afterAll(async () => {
  await writer[Symbol.asyncDispose]()
  await alert.close()
})

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const heldBytes = (): number => {
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}

const stillServes = async (): Promise<void> => {
  using feed = readFeed(alert.feedUrl, { filter: { severities: ['alarm'] } })
  await feed.next('snapshot')
  expect((await call(`${alert.address}/health/ready`)).status).toBe(200)
}

const KEYS = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`unknown-key-${index}`, 1]))

test.each<readonly [string, string | Buffer, number]>([
  ['not JSON', '{"type":"subsc', 4400],
  ['of another type', '{"type":"publish"}', 4400],
  ['nested thousands of levels deep', '['.repeat(8_000), 4400],
  ['with hundreds of unknown fields', JSON.stringify({ type: 'subscribe', ...KEYS }), 4400],
  ['binary', Buffer.from('{"type":"subscribe"}'), 4400],
  ['not UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 4400],
  ['of one megabyte', 'x'.repeat(MIB), 1009],
])('a frame %s closes its connection, with a short message', async (_name, data, code) => {
  using feed = readFeed(alert.feedUrl, null)
  await waitFor(() => feed.socket.readyState === feed.socket.OPEN)
  feed.socket.send(data)
  expect((await feed.closed()).code).toBe(code)
  for (const { message } of feed.of('error')) expect(message.length).toBeLessThan(1_100)
  await stillServes()
})

test('a client that floods with pings and reads nothing is disconnected', async () => {
  using feed = readFeed(alert.feedUrl, null)
  await waitFor(() => feed.socket.readyState === feed.socket.OPEN)
  for (let sent = 0; sent < 10_000; sent += 1) feed.socket.ping(Buffer.alloc(125))
  await feed.closed()
  await stillServes()
})

test('clients with filters of their own that read nothing cost little memory each', async () => {
  const before = heldBytes()
  const feeds = Array.from({ length: 60 }, (_, index) =>
    readFeed(alert.feedUrl, { filter: { areaIds: ['nz', `elsewhere-${index}`] } }),
  )
  for (const feed of feeds) feed.socket.once('message', () => feed.socket.pause())
  await Promise.all(feeds.map((feed) => feed.next('welcome')))
  await stillServes()
  const whole = alert.store.raised.reduce((sum, { fold }) => sum + (fold?.now?.version.json.length ?? 0), 0)
  const grownBy = heldBytes() - before
  for (const feed of feeds) feed.close()
  expect(grownBy).toBeLessThan((feeds.length / 4) * whole)
})

test('clients that wait for a cursor beyond the log do not keep operators from acting', async () => {
  using first = readFeed(alert.feedUrl)
  const { epoch } = await first.next('welcome')
  const resume = { epoch, cursor: 'a999999999999.c0' }
  const feeds = Array.from({ length: 200 }, () => readFeed(alert.feedUrl, { resume }))
  await Promise.all(feeds.map((feed) => waitFor(() => feed.socket.readyState === feed.socket.OPEN)))
  const acted = await call(`${alert.address}/v1/alerts/nz-20261123-0/actions`, {
    body: { action: 'acknowledge', expectedVersion: 1 },
  })
  expect(acted.status).toBe(200)
  for (const feed of feeds) feed.close()
})

test('a cursor beyond the log gets a snapshot instead of an endless retry', async () => {
  const filter = { severities: ['alarm' as const] }
  using before = readFeed(alert.feedUrl, { filter })
  const { epoch } = await before.next('welcome')
  for (const cursor of ['a999999999999999.c0', 'a0.c999999999999999']) {
    using feed = readFeed(alert.feedUrl, { filter, resume: { epoch, cursor } })
    expect(await feed.next('welcome')).toMatchObject({ recovered: false, cursor: 'a0.c0' })
    expect((await feed.next('snapshot')).more).toBe(false)
  }
})

test.each(['/v1/alerts', '/login', '/nope?token=secret'])(
  'a WebSocket to %s is refused in the handshake',
  async (path) => {
    using feed = readFeed(alert.feedUrl.replace('/v1/feed', path), null)
    expect(await feed.refused()).toBe(404)
  },
)

test.each([
  '/',
  '/docs/',
  '/docs/static/swagger-ui.css',
  '/login',
  '/nope',
  '/%c0',
  '/v1/alerts/x',
  '/v1/feed',
  '/metrics',
])('%s is sent with the strict security headers', async (path) => {
  const { headers } = await fetch(`${alert.address}${path}`)
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBe('DENY')
})

test('so is the answer to a request that is not HTTP', async () => {
  const { head } = await sendRawRequest(Number(new URL(alert.address).port), 'HELO\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1.1 400 /)
  expect(head).toContain("content-security-policy: default-src 'none'; ")
})

test('every known craft reaches a client that reads, however many there are', async () => {
  const observations = Array.from({ length: CRAFT }, (_, index) =>
    aPosition({ craftId: `mmsi:${200_000_000 + index}` }),
  )
  await writer.observations(...observations)
  const status = async () => (await (await fetch(`${alert.address}/v1/status`)).json()) as { craftTracked: number }
  await waitFor(async () => (await status()).craftTracked === CRAFT)
  using feed = readFeed(alert.feedUrl, { tracks: true, filter: { severities: ['alarm'] } })
  const known = () => new Set(feed.of('tracks').flatMap((frame) => frame.craft.map(({ craftId }) => craftId))).size
  await waitFor(() => known() === CRAFT)
  expect(feed.of('error')).toEqual([])
})

test('a page of large alerts ends early, with a cursor for the next one', async () => {
  const seen: unknown[] = []
  let pages = 0
  for (let cursor: unknown = ''; cursor !== null; pages += 1) {
    const { status, body } = await call(
      `${alert.address}/v1/alerts?limit=1000${cursor === '' ? '' : `&cursor=${cursor}`}`,
    )
    expect(status).toBe(200)
    seen.push(...(body.alerts as { alertId: string }[]).map(({ alertId }) => alertId))
    cursor = body.nextCursor
  }
  expect(pages).toBeGreaterThan(1)
  expect(new Set(seen).size).toBe(ALERTS)
})

test.each<readonly [string, string, RequestInit, number]>([
  ['an incomplete percent escape', '/v1/alerts/%zz', {}, 400],
  ['a null byte', '/v1/alerts/%00', {}, 404],
  ['a path traversal', '/..%2f..%2fpackage.json', {}, 404],
  ['a long URL', `/v1/alerts/${'x'.repeat(5_000)}`, {}, 403],
  ['a query of __proto__', '/v1/alerts?__proto__[x]=1', {}, 400],
  ['an action that is not JSON', '/v1/alerts/nz-20261123-1/actions', { method: 'POST', body: '{' }, 400],
  ['a deeply nested action', '/v1/alerts/nz-20261123-1/actions', { method: 'POST', body: '['.repeat(60_000) }, 400],
  ['an action of 1 MB', '/v1/alerts/nz-20261123-1/actions', { method: 'POST', body: ' '.repeat(MIB) }, 413],
  ['a report that is null', '/v1/observations', { method: 'POST', body: 'null' }, 400],
])('%s is refused with a code and a message', async (_name, path, init, expected) => {
  const headers = init.method === 'POST' ? { 'content-type': 'application/json' } : {}
  const response = await fetch(`${alert.address}${path}`, { ...init, headers })
  expect(response.status).toBe(expected)
  const body = (await response.json()) as { readonly code?: unknown; readonly message?: unknown }
  expect(typeof body.code).toBe('string')
  expect(typeof body.message).toBe('string')
})
