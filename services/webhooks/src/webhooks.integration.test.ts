import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type Alert, topics } from '@landfall/contracts'
import { ensureTopics, openProducer, readCommittedOffsets } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { anAlert, hostileValues, waitFor } from '@landfall/testkit'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { signRequest } from './create-webhook-delivery.ts'
import { openWebhooks } from './open-webhooks.ts'
import { WebhooksConfig } from './webhooks-config.ts'

const brokers = inject('kafkaBrokers').split(',')
const logger = createLogger({ name: 'test', level: 'silent' })
const SECRET = 'a secret of the receiver'
type Received = { readonly headers: IncomingHttpHeaders; readonly body: Buffer }

let folder: string
let prefix: string
let open: AsyncDisposableStack
let write: (...values: readonly string[]) => Promise<unknown>

beforeEach(async () => {
  open = new AsyncDisposableStack()
  folder = await mkdtemp(join(tmpdir(), 'landfall-webhooks-'))
  open.defer(() => rm(folder, { recursive: true }))
  prefix = `t${randomUUID().slice(0, 8)}`
  await ensureTopics({ brokers, logger, specs: Object.values(topics(prefix)) })
  const producer = open.adopt(
    await openProducer({ brokers, clientId: 'test-writer', logger, topics: [topics(prefix).alerts] }),
    ({ close }) => close(),
  )
  const topic = topics(prefix).alerts.name
  write = (...values) => producer.send(values.map((value) => ({ topic, key: 'any', value })))
})
afterEach(() => open.disposeAsync())

const writeAlerts = (...alerts: readonly Alert[]) => write(...alerts.map((alert) => JSON.stringify(alert)))

/** A receiver that answers each request with the current `status()`. */
const startReceiver = async (status: () => number) => {
  const accepted: Received[] = []
  let refused = 0
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const code = status()
    if (code < 300) accepted.push({ headers: request.headers, body })
    else refused += 1
    response.writeHead(code).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.defer(() => void server.closeAllConnections())
  open.defer(() => void server.close())
  const { port } = server.address() as { readonly port: number }
  return { url: `http://127.0.0.1:${port}/hook`, accepted, refused: () => refused }
}

const startWebhooks = async (url: string, given: object = {}, ...others: readonly object[]) => {
  await writeFile(join(folder, 'secret'), SECRET)
  const customs = { id: 'customs', url, secretFile: join(folder, 'secret'), from: 'beginning' }
  const webhooks = [{ ...customs, ...given }, ...others.map((other) => ({ ...customs, ...other }))]
  await writeFile(join(folder, 'webhooks.json'), JSON.stringify({ webhooks }))
  const config = WebhooksConfig.parse({
    KAFKA_BROKERS: brokers.join(),
    TOPIC_PREFIX: prefix,
    HTTP_PORT: '0',
    LOG_LEVEL: 'silent',
    WEBHOOKS_FILE: join(folder, 'webhooks.json'),
  })
  const stack = new AsyncDisposableStack()
  const { address } = await openWebhooks(stack, { config, logger })
  return { address, stop: () => stack.disposeAsync() }
}

const committed = (id = 'customs') => {
  const topic = topics(prefix).alerts.name
  const groupId = `${topic}.webhook.${id}`
  return readCommittedOffsets({ brokers, clientId: 'test', logger, topic, groupId }).catch(() => null)
}
const idsOf = (accepted: readonly Received[]) =>
  accepted.map(({ body }) => JSON.parse(String(body))).map(({ alertId, version }) => `${alertId}/${version}`)

test('each version is posted in order and signed, and a restart loses and reorders nothing', async () => {
  const receiver = await startReceiver(() => 204)
  const first = await startWebhooks(receiver.url)
  const alerts = [1, 2, 3].map((version) => anAlert({ version }))
  await writeAlerts(...alerts)
  await waitFor(() => receiver.accepted.length >= 3)
  await first.stop()
  await writeAlerts(anAlert({ version: 4 }))
  const second = await startWebhooks(receiver.url)
  open.defer(second.stop)
  const expected = [1, 2, 3, 4].map((version) => `${anAlert().alertId}/${version}`)
  await waitFor(() => idsOf(receiver.accepted).includes(expected[3] ?? ''))
  // The last few may be repeated when their offset was not committed in time; receivers drop them by id.
  expect([...new Set(idsOf(receiver.accepted))]).toEqual(expected)
  for (const { headers, body } of receiver.accepted) {
    const signature = String(headers['landfall-signature'])
    const seconds = Number(/^t=(\d+),/.exec(signature)?.[1])
    expect(signature).toBe(signRequest(SECRET, body, seconds * 1_000))
    expect(JSON.parse(String(body))).toMatchObject({
      kind: 'mass-arrival',
      place: { text: expect.stringContaining(' of ') },
    })
  }
})

test('a version that the receiver refuses is retried until it is accepted, and later versions wait', async () => {
  let status = 500
  const receiver = await startReceiver(() => status)
  const { address, stop } = await startWebhooks(receiver.url)
  open.defer(stop)
  await writeAlerts(anAlert(), anAlert({ version: 2 }))
  await waitFor(() => receiver.refused() >= 3)
  expect(receiver.accepted).toEqual([])
  const metrics = await fetch(`${address}/metrics`).then((response) => response.text())
  expect(metrics).toMatch(/landfall_webhook_failing_seconds\{webhook="customs"\} 0?\.?[1-9]/)
  status = 200
  await waitFor(() => receiver.accepted.length === 2)
  expect(idsOf(receiver.accepted)).toEqual([1, 2].map((version) => `${anAlert().alertId}/${version}`))
})

test('versions that match the filter are delivered, and the one that leaves it', async () => {
  const receiver = await startReceiver(() => 200)
  const { stop } = await startWebhooks(receiver.url, { filter: { severities: ['alarm'] } })
  open.defer(stop)
  const severities = ['warning', 'alarm', 'warning', 'caution', 'alarm'] as const
  await writeAlerts(...severities.map((severity, index) => anAlert({ severity, version: index + 1 })))
  await waitFor(() => receiver.accepted.length === 3)
  expect(idsOf(receiver.accepted)).toEqual([2, 3, 5].map((version) => `${anAlert().alertId}/${version}`))
})

test('a version that leaves the filter while the service is stopped is delivered after the restart', async () => {
  const receiver = await startReceiver(() => 200)
  const given = { filter: { severities: ['alarm'] } }
  const first = await startWebhooks(receiver.url, given)
  await writeAlerts(anAlert({ severity: 'alarm' }), anAlert({ alertId: 'nz-20261123-00000002' }))
  await waitFor(() => receiver.accepted.length === 1)
  await waitFor(async () => (await committed())?.get(0) === 2)
  await first.stop()
  await writeAlerts(anAlert({ alertId: 'nz-20261123-00000002', version: 2 }), anAlert({ version: 2 }))
  const second = await startWebhooks(receiver.url, given)
  open.defer(second.stop)
  await waitFor(() => receiver.accepted.length === 2)
  expect(idsOf(receiver.accepted)).toEqual([1, 2].map((version) => `${anAlert().alertId}/${version}`))
})

test('an unreadable record is skipped, and an alert of an unknown kind is delivered', async () => {
  const receiver = await startReceiver(() => 200)
  const { stop } = await startWebhooks(receiver.url)
  open.defer(stop)
  await write('not JSON', '{"alertId":"nz-1"}', JSON.stringify({ ...anAlert(), kind: 'oil-spill', craft: undefined }))
  await waitFor(() => receiver.accepted.length === 1)
  expect(idsOf(receiver.accepted)).toEqual([`${anAlert().alertId}/1`])
})

test('a receiver that is down delays no other, and a restart does not repeat what a slow one has accepted', async () => {
  let isSlow = true
  const slow = await startReceiver(() => (slow.accepted.length < 2 || !isSlow ? 200 : 500))
  const good = await startReceiver(() => 200)
  const others = [
    { id: 'away', url: 'http://127.0.0.1:9/hook' },
    { id: 'slow', url: slow.url },
  ]
  const first = await startWebhooks(good.url, {}, ...others)
  await writeAlerts(...[1, 2, 3].map((version) => anAlert({ version })))
  await waitFor(() => good.accepted.length === 3 && slow.refused() > 0)
  await waitFor(async () => (await committed('slow'))?.get(0) === 2)
  await first.stop()
  isSlow = false
  const second = await startWebhooks(good.url, {}, ...others)
  open.defer(second.stop)
  await waitFor(() => slow.accepted.length >= 3)
  expect(idsOf(slow.accepted)).toEqual([1, 2, 3].map((version) => `${anAlert().alertId}/${version}`))
})

test.each<[string, object, string]>([
  ['plain http to another host', { url: 'http://customs.example/hook' }, 'https'],
  ['a missing secret file', { secretFile: '/nowhere' }, '/nowhere'],
  ['an id with a space', { id: 'a b' }, 'id'],
  ['a misspelt field', { filters: {} }, 'filters'],
])('a webhooks file with %s is refused', async (_what, given, expected) => {
  await expect(startWebhooks('http://127.0.0.1:1/hook', given)).rejects.toThrow(expected)
})

/** What somebody wrote before it would have been refused, and how it arrives. */
const TEXTS = [
  ['a colour', 'a\u001b[31mb', 'a\\u001B[31mb'],
  ['a line end', 'a\r\nb', 'a\\u000D\\u000Ab'],
  ['a bidi override', 'a\u202eb', 'a\\u202Eb'],
  ['a bidi isolate', 'a\u2066b', 'a\\u2066b'],
  ['a tag', 'a\u{e0041}b', 'a\\uDB40\\uDC41b'],
  ['a zero-width space', 'a\u200bb', 'a\\u200Bb'],
  ['a lone surrogate', 'a\ud800b', 'a\\uD800b'],
  ['markup', '</script><b onload=x>&amp;"\\', '</script><b onload=x>&amp;"\\'],
  ['what can be seen', 'Tāmaki 漁船 👩‍✈️', 'Tāmaki 漁船 👩‍✈️'],
] as const

test('each text of an alert arrives as text that can be seen, under a signature of what arrives', async () => {
  const receiver = await startReceiver(() => 204)
  open.defer((await startWebhooks(receiver.url)).stop)
  const [craft] = anAlert().craft
  const withText = (text: string, index: number) =>
    anAlert({ alertId: `nz-${index}`, reason: text, craft: [{ ...craft, name: text, sameAs: [text] } as never] })
  await writeAlerts(...TEXTS.map(([, text], index) => withText(text, index)))
  await waitFor(() => receiver.accepted.length >= TEXTS.length)
  for (const [index, [what, , shown]] of TEXTS.entries()) {
    const { headers, body } = receiver.accepted[index] as Received
    expect([what, JSON.parse(body.toString())]).toEqual([
      what,
      { ...withText(shown, index), place: expect.any(Object) },
    ])
    const [, seconds] = /^t=(\d+),/.exec(String(headers['landfall-signature'])) ?? []
    expect(headers['landfall-signature']).toBe(signRequest(SECRET, body, Number(seconds) * 1_000))
  }
})

test('records that are no alerts, and headers that no request can have, hold up no alert', async () => {
  const receiver = await startReceiver(() => 204)
  const { alerts } = topics(prefix)
  const topic = alerts.name
  const writer = { brokers, clientId: 'test-hostile', logger, topics: [alerts] }
  const producer = open.adopt(await openProducer(writer), ({ close }) => close())
  const headers = {
    ce_subject: 'a\r\nx-injected: 1',
    ce_source: '/seas/Tāmaki \u{1f6a2}',
    'ce_no name': 'x',
    ce_time: 'x'.repeat(100_000),
  }
  await producer.send([
    ...hostileValues.flatMap(([, value]) => (value === null ? [] : [{ topic, key: 'any', value }])),
    { topic, key: 'any', value: JSON.stringify(anAlert({ version: 1 })), headers },
    { topic, key: 'any', value: JSON.stringify(anAlert({ version: 2 })) },
  ])
  const { address, stop } = await startWebhooks(receiver.url)
  open.defer(stop)
  await waitFor(() => receiver.accepted.length >= 2)
  expect(idsOf(receiver.accepted)).toEqual([1, 2].map((version) => `${anAlert().alertId}/${version}`))
  const [first] = receiver.accepted
  expect(first?.headers).toMatchObject({
    'ce-subject': 'a%0D%0Ax-injected: 1',
    'ce-source': '/seas/T%C4%81maki %F0%9F%9A%A2',
  })
  expect(first?.headers).not.toHaveProperty('x-injected')
  expect(first?.headers).not.toHaveProperty('ce-time')
  const metrics = await (await fetch(`${address}/metrics`)).text()
  const count = hostileValues.length - 1
  expect(metrics).toContain(`landfall_webhook_unreadable_records_total{webhook="customs"} ${count}`)
})
