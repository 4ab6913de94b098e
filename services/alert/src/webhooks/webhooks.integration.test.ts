import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { topics } from '@landfall/contracts'
import { ensureTopics, readCommittedOffsets } from '@landfall/kafka'
import { anAlert, waitFor } from '@landfall/testkit'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { newPrefix, openLogWriter, testLogger } from '../testing/start-alert.ts'
import { openWebhooks, WebhooksConfig } from './open-webhooks.ts'
import { signRequest } from './sign-request.ts'

const brokers = inject('kafkaBrokers')
const SECRET = 'a secret of the receiver'
type Received = { readonly headers: IncomingHttpHeaders; readonly body: Buffer }

let folder: string
let prefix: string
let open: AsyncDisposableStack
let writer: Awaited<ReturnType<typeof openLogWriter>>

beforeEach(async () => {
  open = new AsyncDisposableStack()
  folder = await mkdtemp(join(tmpdir(), 'landfall-webhooks-'))
  open.defer(() => rm(folder, { recursive: true }))
  prefix = newPrefix()
  await ensureTopics({ brokers: brokers.split(','), logger: testLogger, specs: Object.values(topics(prefix)) })
  writer = open.use(await openLogWriter(brokers, prefix))
})
afterEach(() => open.disposeAsync())

/** A receiver that answers with what `status` says at the time. */
const startReceiver = async (status: () => number) => {
  const taken: Received[] = []
  let refused = 0
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const code = status()
    if (code < 300) taken.push({ headers: request.headers, body })
    else refused += 1
    response.writeHead(code).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.defer(() => void server.closeAllConnections())
  open.defer(() => void server.close())
  const { port } = server.address() as { readonly port: number }
  return { url: `http://127.0.0.1:${port}/hook`, taken, refused: () => refused }
}

const startWebhooks = async (url: string, given: object = {}, ...others: readonly object[]) => {
  await writeFile(join(folder, 'secret'), SECRET)
  const customs = { id: 'customs', url, secretFile: join(folder, 'secret'), from: 'beginning' }
  const webhooks = [{ ...customs, ...given }, ...others.map((other) => ({ ...customs, ...other }))]
  await writeFile(join(folder, 'webhooks.json'), JSON.stringify({ webhooks }))
  const config = WebhooksConfig.parse({
    ...{ KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix, HTTP_PORT: '0', LOG_LEVEL: 'silent' },
    WEBHOOKS_FILE: join(folder, 'webhooks.json'),
  })
  const stack = new AsyncDisposableStack()
  const { address } = await openWebhooks(stack, { config, logger: testLogger })
  return { address, stop: () => stack.disposeAsync() }
}

const committed = (id = 'customs') => {
  const topic = topics(prefix).alerts.name
  const kafka = { brokers: brokers.split(','), clientId: 'test', logger: testLogger }
  return readCommittedOffsets({ ...kafka, topic, groupId: `${topic}.webhook.${id}` }).catch(() => null)
}
const idsOf = (taken: readonly Received[]) =>
  taken.map(({ body }) => JSON.parse(String(body))).map(({ alertId, version }) => `${alertId}/${version}`)

test('each version is posted in order, signed, and a stop and start loses and reorders nothing', async () => {
  const receiver = await startReceiver(() => 204)
  const first = await startWebhooks(receiver.url)
  const alerts = [1, 2, 3].map((version) => anAlert({ version }))
  await writer.alerts(...alerts)
  await waitFor(() => receiver.taken.length >= 3)
  await first.stop()
  await writer.alerts(anAlert({ version: 4 }))
  const second = await startWebhooks(receiver.url)
  open.defer(second.stop)
  const expected = [1, 2, 3, 4].map((version) => `${anAlert().alertId}/${version}`)
  await waitFor(() => idsOf(receiver.taken).includes(expected[3] ?? ''))
  // The last few may come once more, when the place in the log was not kept in time; receivers drop them by their id.
  expect([...new Set(idsOf(receiver.taken))]).toEqual(expected)
  for (const { headers, body } of receiver.taken) {
    const signature = String(headers['landfall-signature'])
    const seconds = Number(/^t=(\d+),/.exec(signature)?.[1])
    expect(signature).toBe(signRequest(SECRET, body, seconds * 1_000))
  }
})

test('what the receiver does not take is tried again until it does, and what follows waits', async () => {
  let status = 500
  const receiver = await startReceiver(() => status)
  const { address, stop } = await startWebhooks(receiver.url)
  open.defer(stop)
  await writer.alerts(anAlert(), anAlert({ version: 2 }))
  await waitFor(() => receiver.refused() >= 3)
  expect(receiver.taken).toEqual([])
  const metrics = await fetch(`${address}/metrics`).then((response) => response.text())
  expect(metrics).toMatch(/landfall_webhook_failing_seconds\{webhook="customs"\} 0?\.?[1-9]/)
  status = 200
  await waitFor(() => receiver.taken.length === 2)
  expect(idsOf(receiver.taken)).toEqual([1, 2].map((version) => `${anAlert().alertId}/${version}`))
})

test('a filter passes what matches and what has just left it', async () => {
  const receiver = await startReceiver(() => 200)
  const { stop } = await startWebhooks(receiver.url, { filter: { severities: ['alarm'] } })
  open.defer(stop)
  const severities = ['warning', 'alarm', 'warning', 'caution', 'alarm'] as const
  await writer.alerts(...severities.map((severity, at) => anAlert({ severity, version: at + 1 })))
  await waitFor(() => receiver.taken.length === 3)
  expect(idsOf(receiver.taken)).toEqual([2, 3, 5].map((version) => `${anAlert().alertId}/${version}`))
})

test('what has left the filter while nobody delivered is told too', async () => {
  const receiver = await startReceiver(() => 200)
  const given = { filter: { severities: ['alarm'] } }
  const first = await startWebhooks(receiver.url, given)
  await writer.alerts(anAlert({ severity: 'alarm' }), anAlert({ alertId: 'nz-20261123-00000002' }))
  await waitFor(() => receiver.taken.length === 1)
  await waitFor(async () => (await committed())?.get(0) === 2)
  await first.stop()
  await writer.alerts(anAlert({ alertId: 'nz-20261123-00000002', version: 2 }), anAlert({ version: 2 }))
  const second = await startWebhooks(receiver.url, given)
  open.defer(second.stop)
  await waitFor(() => receiver.taken.length === 2)
  expect(idsOf(receiver.taken)).toEqual([1, 2].map((version) => `${anAlert().alertId}/${version}`))
})

test('a receiver that is away keeps nothing from the others, and a slow one is not asked twice for what it took', async () => {
  let isSlow = true
  const slow = await startReceiver(() => (slow.taken.length < 2 || !isSlow ? 200 : 500))
  const good = await startReceiver(() => 200)
  const others = [
    { id: 'away', url: 'http://127.0.0.1:9/hook' },
    { id: 'slow', url: slow.url },
  ]
  const first = await startWebhooks(good.url, {}, ...others)
  await writer.alerts(...[1, 2, 3].map((version) => anAlert({ version })))
  await waitFor(() => good.taken.length === 3 && slow.refused() > 0)
  await waitFor(async () => (await committed('slow'))?.get(0) === 2)
  await first.stop()
  isSlow = false
  const second = await startWebhooks(good.url, {}, ...others)
  open.defer(second.stop)
  await waitFor(() => slow.taken.length >= 3)
  expect(idsOf(slow.taken)).toEqual([1, 2, 3].map((version) => `${anAlert().alertId}/${version}`))
})

test.each<[string, object, string]>([
  ['plain http to another host', { url: 'http://customs.example/hook' }, 'https'],
  ['no such secret', { secretFile: '/nowhere' }, '/nowhere'],
  ['an id with a blank', { id: 'a b' }, 'id'],
  ['a mistyped field', { filters: {} }, 'filters'],
])('a webhooks file with %s is refused', async (_what, given, said) => {
  await expect(startWebhooks('http://127.0.0.1:1/hook', given)).rejects.toThrow(said)
})
