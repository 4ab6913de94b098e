import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@landfall/testkit'
import { afterEach, expect, test } from 'vitest'
import { anIngestApp } from '../testing/an-ingest-app.ts'

// Bodies as they come over a real connection: slowly, cut off, without end, faster than they are taken.

const position = {
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'kaitaia', kind: 'ais' },
  longitude: 173.1,
  latitude: -34.4,
}
const LINE = `${JSON.stringify(position)}\n`

const open = new Set<{ close: () => Promise<unknown> }>()
afterEach(async () => {
  await Promise.all([...open].map((app) => app.close()))
  open.clear()
})

const start = async (given: Parameters<typeof anIngestApp>[0]) => {
  const ingest = await anIngestApp(given)
  open.add(ingest.app)
  await ingest.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = ingest.app.server.address() as AddressInfo
  const post = (headers: Record<string, string> = {}) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      path: '/v1/observations',
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/x-ndjson', ...headers },
    })
    const answered = once(request, 'response').then(async ([response]: IncomingMessage[]) => ({
      status: response?.statusCode,
      connection: response?.headers.connection,
      body: (await json(response as IncomingMessage)) as Record<string, unknown>,
    }))
    answered.catch(() => {}) // Some tests cut the connection on purpose.
    return { request, answered }
  }
  const metric = async (name: string): Promise<number> => {
    const { body } = await ingest.app.inject('/metrics')
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(body)?.[1])
  }
  return { ...ingest, post, metric }
}

test('a feeder that falls silent is answered with what was accepted, and cut off', async () => {
  const { post, log } = await start({ limits: { silenceMsMax: 500 } })
  const { request, answered } = post()
  request.write(`${LINE}${LINE}{"type":"pos`)
  const { status, connection, body } = await answered
  expect([status, connection, body]).toEqual([
    408,
    'close',
    expect.objectContaining({ code: 'too-slow', accepted: 2, rejected: [], resendFrom: 2 }),
  ])
  expect(log).toHaveLength(2)
  request.destroy()
})

test('a body that trickles in for too long is cut off', async () => {
  const { post } = await start({ limits: { silenceMsMax: 1_000, bodyMsMax: 300 } })
  const { request, answered } = post()
  const drip = setInterval(() => request.write(' '), 20)
  const { status, body } = await answered
  clearInterval(drip)
  expect([status, body]).toEqual([408, expect.objectContaining({ code: 'too-slow' })])
  request.destroy()
})

test('time spent waiting for Kafka does not count as silence of the feeder', async () => {
  const gate = Promise.withResolvers<void>()
  const { post } = await start({ limits: { silenceMsMax: 500, chunksMax: 1 }, send: () => gate.promise })
  const { request, answered } = post()
  request.write(LINE)
  await sleep(1_000)
  request.end(LINE)
  gate.resolve()
  expect((await answered).body).toEqual({ accepted: 2, rejected: [] })
})

test('of a request cut off, whole lines are accepted and half a line is not', async () => {
  const { post, log, valuesIn, metric } = await start({})
  const { request } = post()
  request.write(`${LINE}${LINE}{"type":"pos`)
  await waitFor(() => log.length === 2)
  request.destroy()
  await waitFor(async () => (await metric('landfall_ingest_http_refused_total\\{code="aborted"\\}')) === 1)
  expect(valuesIn('rejected')).toEqual([])
  expect(await metric('landfall_ingest_http_requests')).toBe(0)
})

test.each(['close', 'keep-alive'])(
  'a body of 20 MB is refused, and the feeder sees the answer (%s)',
  async (connection) => {
    const { post } = await start({})
    const { request, answered } = post({ 'content-type': 'application/json', connection })
    const failures: unknown[] = []
    request.on('error', (error) => failures.push(error))
    const sent = new Promise((resolve) => request.end(Buffer.alloc(20_000_000, ' '), () => resolve('sent')))
    const { status, body } = await answered
    expect([status, body]).toEqual([413, expect.objectContaining({ code: 'too-large', accepted: 0, resendFrom: 0 })])
    expect([await sent, failures]).toEqual(['sent', []])
  },
)

test('a refused body without end is cut off after the drain limit', async () => {
  const { post } = await start({ limits: { bodyBytesMax: 100_000, drainBytesMax: 1_000_000, lineBytesMax: 1_000 } })
  const { request, answered } = post()
  const chunk = Buffer.alloc(50_000, 'x')
  const ended = once(request, 'close')
  request.on('error', () => {}) // It is cut off in the middle of writing, as it should be.
  const flood = setInterval(() => request.write(chunk), 1)
  expect((await answered).status).toBe(413)
  await ended
  clearInterval(flood)
})

test('a body is read no faster than Kafka takes its records', async () => {
  const gate = Promise.withResolvers<void>()
  const { post, metric } = await start({ send: () => gate.promise })
  const { request, answered } = post()
  const bodyBytes = LINE.length * 10_000
  request.end(LINE.repeat(10_000))
  const read = () => metric('landfall_ingest_http_body_bytes_total')
  await waitFor(async () => (await read()) > 0)
  await sleep(300) // There is no event for "reads no further".
  expect(await read()).toBeLessThan(bodyBytes / 4)
  gate.resolve()
  expect((await answered).body).toEqual({ accepted: 10_000, rejected: [] })
})

test('stopping finishes requests in flight, and answers those that do not end', async () => {
  const gate = Promise.withResolvers<void>()
  let sends = 0
  const { app, post, log, append } = await start({
    limits: { stoppingMsMax: 1_000 },
    send: async (records) => {
      sends += 1
      await gate.promise
      return append(records)
    },
  })
  const finishing = post()
  finishing.request.end(LINE)
  const endless = post()
  endless.request.write(LINE)
  await waitFor(() => sends === 2)
  const closed = app.close()
  gate.resolve()
  expect((await finishing.answered).body).toEqual({ accepted: 1, rejected: [] })
  const { status, body } = await endless.answered
  expect([status, body]).toEqual([503, expect.objectContaining({ code: 'stopping', accepted: 1, resendFrom: 1 })])
  await closed
  expect(log).toHaveLength(2)
})
