import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLogger } from '@landfall/runtime'
import Fastify from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reportRoute } from './report-route.ts'

type Received = { readonly headers: IncomingHttpHeaders; readonly body: unknown }
let received: Received[] = []
let answer = { status: 202, body: '{"accepted":1,"rejected":[]}' }

/** Stands in for ingest: records what is passed on, and answers as the test says. */
const ingest = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  request.on('end', () => {
    received.push({ headers: request.headers, body: JSON.parse(text) })
    response.writeHead(answer.status, { 'content-type': 'application/json', 'retry-after': '7' }).end(answer.body)
  })
})

const appOf = async (ingestUrl: string, sourceId: string | null = null) => {
  const app = Fastify()
  app.decorateRequest('principal', null)
  app.addHook('onRequest', async (request) => {
    request.principal = { id: 'x', name: 'anna', role: 'operator', sourceId }
  })
  await app.register(reportRoute({ ingestUrl, logger: createLogger({ name: 'test', level: 'silent' }) }))
  return app
}
const ingestUrl = () => `http://127.0.0.1:${(ingest.address() as AddressInfo).port}`

beforeAll(async () => {
  ingest.listen(0, '127.0.0.1')
  await once(ingest, 'listening')
})
afterAll(() => ingest.close())
beforeEach(() => {
  received = []
})

const report = { type: 'persons', craftId: 'track:1', aboard: 40 }
const url = '/v1/observations'

test('a report is passed to ingest under the operator’s own name, with the session', async () => {
  const app = await appOf(ingestUrl())
  const headers = { cookie: 'landfall_session=abc' }
  const response = await app.inject({ method: 'POST', url, headers, payload: report })
  expect([response.statusCode, response.json()]).toEqual([202, { accepted: 1, rejected: [] }])
  expect(received[0]?.body).toEqual({ ...report, source: { id: 'operator:anna', kind: 'manual' } })
  expect(received[0]?.headers.authorization).toBe('Session abc')
})

test('a token is passed on as it is, and may name its source', async () => {
  const app = await appOf(ingestUrl(), 'watch-1')
  await app.inject({ method: 'POST', url, headers: { authorization: 'Bearer t' }, payload: report })
  expect(received[0]?.headers.authorization).toBe('Bearer t')
  expect(received[0]?.body).toMatchObject({ source: { id: 'watch-1' } })
})

test('positions taken back are passed on like a report', async () => {
  const span = { fromAt: '2026-11-23T10:05:00.000Z', toAt: '2026-11-23T10:05:00.000Z' }
  const retraction = { type: 'position-retraction', craftId: 'track:1', ...span }
  const response = await (await appOf(ingestUrl())).inject({ method: 'POST', url, payload: retraction })
  expect(response.statusCode).toBe(202)
  expect(received[0]?.body).toEqual({ ...retraction, source: { id: 'operator:anna', kind: 'manual' } })
})

test.each([
  ['somebody else’s source', { ...report, source: { id: 'radar', kind: 'radar' } }, 'source'],
  ['a position', { ...report, type: 'position' }, 'type'],
])('%s is refused before it is passed on', async (_what, payload, field) => {
  const app = await appOf(ingestUrl())
  const response = await app.inject({ method: 'POST', url, payload })
  expect(response.statusCode).toBe(400)
  expect(response.json().message).toContain(field)
  expect(received).toEqual([])
})

test('the operator gets the answer of ingest', async () => {
  answer = { status: 503, body: '{"code":"unavailable","message":"Kafka is away"}' }
  const response = await (await appOf(ingestUrl())).inject({ method: 'POST', url, payload: report })
  expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '7'])
})

test('an unreachable ingest gets 503', async () => {
  const response = await (await appOf('http://127.0.0.1:1')).inject({ method: 'POST', url, payload: report })
  expect([response.statusCode, response.json().code]).toEqual([503, 'unavailable'])
})
