import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { LandfallError } from '@landfall/runtime'
import { sendRawRequest, waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { anIngestApp } from './testing/an-ingest-app.ts'

const position = {
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'kaitaia', kind: 'ais' },
  longitude: 173.1,
  latitude: -34.4,
}
const north = { ...position, latitude: 91 }
const lines = (...records: readonly unknown[]): string => records.map((record) => JSON.stringify(record)).join('\n')
const JSON_TYPE = { 'content-type': 'application/json' }
const NDJSON = { 'content-type': 'application/x-ndjson' }
const GZIP = { ...NDJSON, 'content-encoding': 'gzip' }

type Body = string | Buffer
const post = (
  app: Awaited<ReturnType<typeof anIngestApp>>['app'],
  payload: Body,
  headers: Record<string, string> = JSON_TYPE,
) => app.inject({ method: 'POST', url: '/v1/observations', payload, headers: { host: 'localhost', ...headers } })

type Answer = readonly [status: number, body: Readonly<Record<string, unknown>>]
const one = { accepted: 1, rejected: [] }
const two = { accepted: 2, rejected: [] }
const isNorth = { code: 'invalid', field: 'latitude', reason: 'latitude 91: must be at most 90' }
const cases: readonly (readonly [name: string, body: Body, headers: Record<string, string>, answer: Answer])[] = [
  ['one object', JSON.stringify(position), JSON_TYPE, [202, one]],
  ['one object over several lines', JSON.stringify(position, null, 2), JSON_TYPE, [202, one]],
  ['an array', JSON.stringify([position, position]), JSON_TYPE, [202, two]],
  ['an empty array', '[]', JSON_TYPE, [202, { accepted: 0, rejected: [] }]],
  ['NDJSON', lines(position, position), NDJSON, [202, two]],
  ['NDJSON that was not declared', lines(position, position), JSON_TYPE, [202, two]],
  ['no content type', lines(position, position), {}, [202, two]],
  ['gzip', gzipSync(lines(position, position)), GZIP, [202, two]],
  [
    'an empty body of no lines',
    '',
    { ...NDJSON, 'transfer-encoding': 'chunked' },
    [202, { accepted: 0, rejected: [] }],
  ],
  ['a refused record', JSON.stringify(north), JSON_TYPE, [202, { accepted: 0, rejected: [{ index: 0, ...isNorth }] }]],
  [
    'refused records disturb no others',
    JSON.stringify([position, north, position]),
    JSON_TYPE,
    [202, { accepted: 2, rejected: [{ index: 1, ...isNorth }] }],
  ],
  [
    'a refused line is named',
    `${lines(position)}\n\n${lines(north)}\n`,
    NDJSON,
    [202, { accepted: 1, rejected: [{ index: 1, line: 3, ...isNorth }] }],
  ],
  [
    'half a line at the end',
    `${lines(position)}\n{"type":"pos`,
    NDJSON,
    [
      202,
      {
        accepted: 1,
        rejected: [
          {
            index: 1,
            line: 2,
            code: 'not-json',
            field: null,
            reason: expect.stringMatching(/^line 2 is not JSON: .*the body ends within this line/),
          },
        ],
      },
    ],
  ],
  [
    'a line that is no record',
    lines(position, 7),
    NDJSON,
    [
      202,
      { accepted: 1, rejected: [expect.objectContaining({ index: 1, reason: 'the record 7: must be an object' })] },
    ],
  ],
  [
    'a time in the future',
    JSON.stringify({ ...position, observedAt: '2026-11-23T09:36:00Z' }),
    JSON_TYPE,
    [202, { accepted: 0, rejected: [expect.objectContaining({ code: 'future', field: 'observedAt' })] }],
  ],
  [
    'a broken UTF-8 letter in a line',
    Buffer.concat([Buffer.from(`${lines(position)}\n`), Buffer.from([0x22, 0xff, 0x22])]),
    NDJSON,
    [202, { accepted: 1, rejected: [expect.objectContaining({ index: 1, code: 'not-utf8' })] }],
  ],
  ['not JSON', '{"type":', JSON_TYPE, [400, { code: 'not-json', accepted: 0, rejected: [], resendFrom: 0 }]],
  ['words', 'hello', JSON_TYPE, [400, { code: 'not-json' }]],
  ['nothing', '', JSON_TYPE, [400, { code: 'not-json' }]],
  ['JSON that is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), JSON_TYPE, [400, { code: 'not-json' }]],
  ['no gzip, though declared', 'hello', GZIP, [400, { code: 'bad-gzip', accepted: 0, resendFrom: 0 }]],
  ['half a gzip', gzipSync(lines(position, position)).subarray(0, 50), GZIP, [400, { code: 'bad-gzip' }]],
  [
    'a form',
    JSON.stringify(position),
    { 'content-type': 'application/x-www-form-urlencoded' },
    [415, { code: 'unsupported-media-type' }],
  ],
  ['plain text', JSON.stringify(position), { 'content-type': 'text/plain' }, [415, { code: 'unsupported-media-type' }]],
  [
    'a content type that is none',
    JSON.stringify(position),
    { 'content-type': 'json' },
    [415, { code: 'unsupported-media-type' }],
  ],
  [
    'brotli',
    JSON.stringify(position),
    { ...JSON_TYPE, 'content-encoding': 'br' },
    [415, { code: 'unsupported-media-type' }],
  ],
  [
    "a web page's Origin",
    JSON.stringify(position),
    { ...JSON_TYPE, origin: 'https://evil.example' },
    [403, { code: 'foreign-origin' }],
  ],
  ['a foreign Host', JSON.stringify(position), { ...JSON_TYPE, host: 'evil.example' }, [421, { code: 'wrong-host' }]],
]

test.each(cases)('%s', async (_name, body, headers, [status, expected]) => {
  const { app } = await anIngestApp()
  const response = await post(app, body, headers)
  expect([response.statusCode, response.json()]).toEqual([status, expect.objectContaining(expected)])
})

test('a refused record is in `rejected` byte for byte', async () => {
  const { app, valuesIn } = await anIngestApp()
  const given = JSON.stringify(north, null, 2).replace('173.1', '1e400')
  await post(app, given)
  expect(valuesIn('rejected')).toMatchObject([{ input: given, field: 'longitude' }])
})

test('accepted records are in `observations`, normalised and with an id; refused ones in `rejected`', async () => {
  const { app, log, valuesIn } = await anIngestApp()
  await post(app, lines(position, north), NDJSON)
  expect(valuesIn('observations')).toEqual([
    {
      ...position,
      observedAt: '2026-11-23T09:30:00.000Z',
      exercise: false,
      observationId: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  ])
  expect(valuesIn('rejected')).toEqual([
    expect.objectContaining({
      ...isNorth,
      sourceId: 'kaitaia',
      where: 'ingest/http',
      input: lines(north),
      truncated: false,
    }),
  ])
  expect(log.map(({ key }) => key)).toEqual(['mmsi:512000123', 'kaitaia'])
})

test('accepted real records count as activity of their source', async () => {
  const { app, heard } = await anIngestApp()
  const from = (id: string, more = {}) => ({ ...position, source: { id, kind: 'radar' }, ...more })
  await post(app, lines(from('a'), from('b', { exercise: true }), from('c', { latitude: 91 }), from('d')), NDJSON)
  expect(heard).toEqual(['a', 'd'])
})

test('the same record sent twice is the same observation, with the same answer', async () => {
  const { app, valuesIn } = await anIngestApp()
  const answers = [
    await post(app, JSON.stringify(position)),
    await post(app, lines({ ...position, exercise: false }), NDJSON),
  ]
  expect(answers.map((answer) => answer.json())).toEqual([one, one])
  const [first, second] = valuesIn('observations')
  expect(second).toEqual(first)
})

const limited = {
  recordsMax: 10,
  documentBytesMax: 5_000,
  bodyBytesMax: 20_000,
  lineBytesMax: 1_000,
  chunkRecordsMax: 4,
}
const many = (n: number): readonly unknown[] => Array.from({ length: n }, () => position)

test('a request of the maximum number of records is accepted', async () => {
  const { app } = await anIngestApp({ limits: limited })
  expect((await post(app, lines(...many(10)), NDJSON)).json()).toEqual({ accepted: 10, rejected: [] })
  expect((await post(app, JSON.stringify(many(10)))).json()).toEqual({ accepted: 10, rejected: [] })
})

test('of too many lines the first are accepted, and the answer says where to resend from', async () => {
  const { app, log } = await anIngestApp({ limits: limited })
  const response = await post(app, lines(...many(5), north, ...many(5)), NDJSON)
  const taken = { accepted: 9, rejected: [expect.objectContaining({ index: 5 })], resendFrom: 10 }
  expect([response.statusCode, response.json()]).toEqual([
    413,
    expect.objectContaining({ code: 'too-many-records', ...taken }),
  ])
  expect(log).toHaveLength(10)
})

test('an array that is too long is refused whole', async () => {
  const { app, log } = await anIngestApp({ limits: limited })
  const response = await post(app, JSON.stringify(many(11)))
  expect([response.statusCode, response.json()]).toEqual([
    413,
    expect.objectContaining({ code: 'too-many-records', accepted: 0, resendFrom: 0 }),
  ])
  expect(log).toEqual([])
})

const tooLarge: readonly (readonly [name: string, body: Body, headers: Record<string, string>])[] = [
  ['a document', JSON.stringify('x'.repeat(5_000)), JSON_TYPE],
  ['a body, by its Content-Length', 'x'.repeat(20_001), JSON_TYPE],
  ['a body, unpacked', gzipSync(' '.repeat(20_001)), GZIP],
]

test.each(tooLarge)('too large: %s', async (_name, body, headers) => {
  const { app } = await anIngestApp({ limits: limited })
  const response = await post(app, body, headers)
  expect([response.statusCode, response.json()]).toEqual([413, expect.objectContaining({ code: 'too-large' })])
})

test('a line that is too long is refused alone', async () => {
  const { app, valuesIn } = await anIngestApp({ limits: limited })
  const response = await post(app, lines(position, 'x'.repeat(2_000), position), NDJSON)
  expect(response.json()).toMatchObject({ accepted: 2, rejected: [{ index: 1, line: 2, code: 'too-long' }] })
  expect(valuesIn('rejected')).toHaveLength(1)
})

const away = new LandfallError('LF_BROKER_DOWN', 'appending', { retryable: true })
const full = new LandfallError('LF_QUEUE_FULL', 'appending', { retryable: true })
const closed = new LandfallError('LF_CLOSED', 'appending', { retryable: false })
const failures = [
  [away, 503, 'kafka-away', '5'],
  [full, 429, 'busy', '1'],
  [closed, 503, 'stopping', '1'],
  [new TypeError('a fault of ours'), 500, 'internal', undefined],
] as const

test.each(failures)('%s: %d', async (error, status, code, retryAfter) => {
  const { app } = await anIngestApp({ send: () => Promise.reject(error) })
  const response = await post(app, JSON.stringify(position))
  expect([response.statusCode, response.json().code, response.headers['retry-after']]).toEqual([
    status,
    code,
    retryAfter,
  ])
  expect(response.json().message).not.toContain('a fault of ours')
})

test('while Kafka is known to be away, requests get 503 at once, and the service is not ready', async () => {
  const { app, log } = await anIngestApp({ isKafkaUp: () => false })
  const response = await post(app, JSON.stringify(position))
  expect([response.statusCode, response.json().code, response.headers['retry-after']]).toEqual([503, 'kafka-away', '5'])
  expect((await app.inject('/health/ready')).statusCode).toBe(503)
  expect((await app.inject('/health/live')).statusCode).toBe(200)
  expect((await app.inject('/metrics')).body).toContain('landfall_ingest_http_body_bytes_total 0') // Nothing was read.
  expect(log).toEqual([])
})

test('if Kafka goes away in the middle, the answer says what was acknowledged and where to resend from', async () => {
  let sends = 0
  const { app, log, append } = await anIngestApp({
    limits: { chunkRecordsMax: 2, chunksMax: 1 },
    send: (records) => (++sends === 2 ? Promise.reject(away) : append(records)),
  })
  const response = await post(app, JSON.stringify(many(6)))
  expect([response.statusCode, response.json()]).toEqual([
    503,
    expect.objectContaining({ accepted: 2, rejected: [], resendFrom: 2 }),
  ])
  expect(log).toHaveLength(2)
})

test('requests beyond the limit get 429, and the others are served', async () => {
  const gate = Promise.withResolvers<void>()
  let sends = 0
  const send = (): Promise<void> => {
    sends += 1
    return gate.promise
  }
  const { app } = await anIngestApp({ limits: { requestsMax: 2 }, send })
  const waiting = [post(app, JSON.stringify(position)), post(app, JSON.stringify(position))]
  await waitFor(() => sends === 2)
  const refused = await post(app, JSON.stringify(position))
  expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([429, 'busy', '1'])
  gate.resolve()
  expect((await Promise.all(waiting)).map(({ statusCode }) => statusCode)).toEqual([202, 202])
  expect((await post(app, JSON.stringify(position))).statusCode).toBe(202)
})

test('large bodies together hold no more memory than allowed', async () => {
  const { app } = await anIngestApp({ limits: { documentsBytesMax: 100 } })
  const response = await post(app, JSON.stringify([position]))
  expect([response.statusCode, response.json().code]).toEqual([429, 'busy'])
})

test('unknown paths and methods are refused in JSON', async () => {
  const { app } = await anIngestApp()
  const nowhere = await app.inject('/v1/nothing')
  expect([nowhere.statusCode, nowhere.json()]).toEqual([404, { code: 'not-found', message: expect.any(String) }])
  const get = await app.inject('/v1/observations?x=1')
  expect([get.statusCode, get.json().code, get.headers.allow]).toEqual([405, 'method-not-allowed', 'POST'])
  const put = await app.inject({ method: 'PUT', url: '/v1/observations', payload: '{}', headers: JSON_TYPE })
  expect([put.statusCode, put.json().code]).toEqual([405, 'method-not-allowed'])
  const bad = await app.inject('/v1/%ff')
  expect([bad.statusCode, bad.json().code]).toEqual([400, 'bad-request'])
})

test('the OpenAPI description comes from the schema that validates', async () => {
  const { app } = await anIngestApp()
  const described = (await app.inject('/docs/json')).json()
  const schema = described.paths['/v1/observations'].post.requestBody.content['application/json'].schema
  const types = schema.oneOf[0].oneOf.map(
    (variant: { properties: { type: { const: string } } }) => variant.properties.type.const,
  )
  expect(types).toEqual(['position', 'persons', 'craft', 'retraction', 'position-retraction', 'distress'])
  expect((await app.inject('/docs')).statusCode).toBe(200)
})

test('the metrics count accepted and refused records', async () => {
  const { app } = await anIngestApp()
  await post(app, lines(position, north, position), NDJSON)
  const { body } = await app.inject('/metrics')
  expect(body).toContain('landfall_ingest_accepted_total{where="ingest/http",kind="ais"} 2')
  expect(body).toContain('landfall_ingest_rejected_total{where="ingest/http",code="invalid",kind="ais"} 1')
  expect(body).toMatch(/landfall_ingest_produce_seconds_count [1-9]/)
})

test('every answer is declared as JSON, also to bytes that are not HTTP', async () => {
  const { app } = await anIngestApp()
  expect((await post(app, 'x')).headers['x-content-type-options']).toBe('nosniff')
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { head } = await sendRawRequest((app.server.address() as AddressInfo).port, 'HELO\r\n\r\n')
  await app.close()
  expect(head).toMatch(/^HTTP\/1.1 400 /)
  expect(head).toContain('x-content-type-options: nosniff')
})
