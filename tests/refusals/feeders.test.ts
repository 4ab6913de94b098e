import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { addToken } from '@landfall/access'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Access } from '../../packages/access/src/create-access.ts'
import { createGuard } from '../../packages/access/src/create-guard.ts'
import type { RefusalCode } from '../../services/ingest/src/http/refused.ts'
import { anIngestApp } from '../../services/ingest/src/testing/an-ingest-app.ts'
import { describeRefusals, refusalRow as row } from './describe-refusals.ts'

// Every refusal that a feeder can meet over HTTP, from the product's own answers.

type Given = Parameters<typeof anIngestApp>[0]
type Headers = Readonly<Record<string, string>>
type Sent = {
  readonly headers?: Headers
  readonly given?: Given
  readonly method?: 'POST' | 'GET'
  readonly url?: string
}

const open = new AsyncDisposableStack()
let tokensFile: string
const secrets = { feeder: '', subscriber: '' }

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-refusals-'))
  open.defer(() => rm(folder, { recursive: true }))
  tokensFile = join(folder, 'tokens.json')
  secrets.feeder = (
    await addToken(tokensFile, { name: 'radar', role: 'feeder', sourceId: 'radar-3' }, Date.now())
  ).secret
  secrets.subscriber = (await addToken(tokensFile, { name: 'desk', role: 'subscriber' }, Date.now())).secret
})
afterAll(() => open.disposeAsync())

/** The codes that have been answered. */
const met = new Set<string>()

const send = async (
  payload: string | Buffer,
  { headers = {}, given = {}, method = 'POST', url = '/v1/observations' }: Sent = {},
) => {
  const { app } = await anIngestApp(given)
  try {
    const usual = { host: 'localhost', 'content-type': 'application/x-ndjson' }
    const { body } = await app.inject({ method, url, payload, headers: { ...usual, ...headers } })
    return JSON.parse(body) as {
      readonly code?: string
      readonly message?: string
      readonly rejected?: readonly { readonly code: string; readonly reason: string }[]
    }
  } finally {
    await app.close()
  }
}
/** The answer to a whole request. */
const answer = async (payload: string | Buffer, sent?: Sent): Promise<string> => {
  const { code = '', message = '' } = await send(payload, sent)
  met.add(code)
  return message
}
/** The answer to a feeder that has sent ten seconds of its quota, and sends on. */
const overQuota = async (): Promise<string> => {
  const { app } = await anIngestApp({ quotas: { recordsPerSecond: 1 } })
  const payload = `${JSON.stringify(position)}\n`.repeat(10)
  const headers = { host: 'localhost', 'content-type': 'application/x-ndjson' }
  const inject = () => app.inject({ method: 'POST', url: '/v1/observations', payload, headers })
  await inject()
  const { code, message } = (await inject()).json<{ readonly code: string; readonly message: string }>()
  await app.close()
  met.add(code)
  return message
}
/** The reason of the first record that is refused. */
const reason = async (record: object | string | Buffer, sent?: Sent): Promise<string> => {
  const payload = typeof record === 'string' || Buffer.isBuffer(record) ? record : JSON.stringify(record)
  return (await send(payload, sent)).rejected?.[0]?.reason ?? 'not refused'
}

const position = {
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'radar3', kind: 'radar' },
  longitude: 173.1,
  latitude: -34.4,
}
const persons = { ...position, type: 'persons', method: 'headcount', aboard: 3 }
const { latitude: _latitude, ...halfPlace } = persons
const { craftId: _craftId, ...nobody } = position
const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}` })

describeRefusals('a record over HTTP', [
  row(
    'another type',
    () => reason({ ...position, type: 'sighting' }),
    'type',
    '"sighting"',
    'must be one of position, persons, craft',
  ),
  row('a field that is missing', () => reason(nobody), 'craftId', null, 'is missing, must be'),
  row(
    'a field that is not known',
    () => reason({ ...persons, permited: 2 }),
    'permited',
    '2',
    'is not a field of this record',
  ),
  row(
    'a bare MMSI',
    () => reason({ ...position, craftId: '512000123' }),
    'craftId',
    '"512000123"',
    'must be scheme:value in printable ASCII without spaces, as mmsi:512000123',
  ),
  row(
    'a time of another form',
    () => reason({ ...position, observedAt: 'yesterday' }),
    'observedAt',
    '"yesterday"',
    'must be an RFC 3339 time in UTC, as 2026-11-23T09:30:00.000Z',
  ),
  row(
    'a time in the future',
    () => reason({ ...position, observedAt: '2999-01-01T00:00:00Z' }),
    'observedAt',
    '"2999-01-01T00:00:00.000Z"',
    "must not be more than 5 minutes ahead of this service's clock",
  ),
  row('a place beyond the pole', () => reason({ ...position, latitude: 91 }), 'latitude', '91', 'must be at most 90'),
  row(
    'a number as text',
    () => reason({ ...position, longitude: '173.1' }),
    'longitude',
    '"173.1"',
    'must be a number',
  ),
  row('half a place', () => reason(halfPlace), 'latitude', null, 'longitude and latitude come together'),
  row(
    'a place with a manifest',
    () => reason({ ...persons, method: 'manifest' }),
    'longitude',
    '173.1',
    'a place goes only with headcount, sighting, estimate',
  ),
  row('nobody aboard', () => reason({ ...persons, aboard: 0 }), 'aboard', '0', 'must not be 0'),
  row(
    'more without permission than aboard',
    () => reason({ ...persons, permitted: 2, notPermitted: 2 }),
    'aboard',
    '3',
    'must hold all',
  ),
  row(
    'a count the wrong way round',
    () => reason({ ...persons, aboard: { min: 5, max: 3 } }),
    'aboard.max',
    '3',
    'must be at least min and likely',
  ),
  row(
    'a method that is not known',
    () => reason({ ...persons, method: 'guess' }),
    'method',
    '"guess"',
    'must be one of headcount',
  ),
  row(
    'text that cannot be seen',
    () => reason({ ...position, source: { id: 'a\u202eb', kind: 'radar' } }),
    'source.id',
    'u202E',
    'must',
  ),
  row(
    'a simulation that is not marked',
    () => reason({ ...position, source: { id: 'a', kind: 'simulation' } }),
    'exercise',
    null,
    'must be true where source.kind is simulation',
  ),
  row('a line that is not JSON', () => reason('{"type":'), 'line 1', null, 'is not JSON'),
  row('a line that is not UTF-8', () => reason(Buffer.from([0x7b, 0xff, 0x7d])), 'line 1', null, 'UTF-8'),
  row('a long line', () => reason(`{"a":"${'x'.repeat(70_000)}"}`), 'line 1', '65536', 'bytes'),
  row(
    'a source of others',
    () => reason(position, { headers: bearer(secrets.feeder), given: { tokensFile } }),
    'source.id',
    '"radar3"',
    'this feeder may not',
  ),
  row(
    'a craft beyond the quota',
    () =>
      reason(`${JSON.stringify(position)}\n${JSON.stringify({ ...position, craftId: 'mmsi:2' })}`, {
        given: { quotas: { newCraftPerHour: 1 } },
      }),
    'craftId',
    '"mmsi:2"',
    'send',
  ),
])

describeRefusals('a request over HTTP', [
  row(
    'half a document',
    () => answer('{"type":', { headers: { 'content-type': 'application/json' } }),
    'the body',
    null,
    'is not JSON',
  ),
  row(
    'gzip that is none',
    () => answer('{}', { headers: { 'content-encoding': 'gzip' } }),
    'Content-Encoding',
    null,
    'is not whole gzip',
  ),
  row(
    'half of a gzip',
    () => answer(gzipSync('{}').subarray(0, 12), { headers: { 'content-encoding': 'gzip' } }),
    'Content-Encoding',
    null,
    'is not whole gzip',
  ),
  row(
    'a web form',
    () => answer('{}', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    'Content-Type',
    'application/x-www-form-urlencoded',
    'send application/json',
  ),
  row(
    'another charset',
    () => answer('{}', { headers: { 'content-type': 'application/json; charset=latin1' } }),
    'Content-Type',
    'charset=latin1',
    'UTF-8',
  ),
  row(
    'another encoding',
    () => answer('{}', { headers: { 'content-encoding': 'br' } }),
    'Content-Encoding',
    'br',
    'send gzip or nothing',
  ),
  row(
    'a body that is too large',
    () => answer(' '.repeat(2_000), { given: { limits: { bodyBytesMax: 1_000 } } }),
    'body',
    '1000',
    'send it in parts',
  ),
  row(
    'too many records',
    () => answer(`${JSON.stringify(position)}\n`.repeat(4), { given: { limits: { recordsMax: 3 } } }),
    'records',
    '3',
    'send',
  ),
  row('a GET', () => answer('', { method: 'GET' }), 'GET', '/v1/observations', 'only POST'),
  row('another path', () => answer('', { url: '/v2/observations' }), 'POST', '/v2/observations', 'see /docs'),
  row('a path that cannot be decoded', () => answer('', { url: '/%zz' }), 'url', '%zz', '/%zz'),
  row(
    'without a token',
    () => answer('', { given: { tokensFile } }),
    'Authorization',
    null,
    'give a token as Authorization: Bearer',
  ),
  row(
    'with a token that is not known',
    () => answer('', { headers: bearer('x'.repeat(43)), given: { tokensFile } }),
    'token',
    null,
    'ask for a new one',
  ),
  row(
    'with the token of a subscriber',
    () => answer('', { headers: bearer(secrets.subscriber), given: { tokensFile } }),
    'role',
    'subscriber',
    'feeder or operator',
  ),
  row(
    'under a name that is not ours',
    () => answer('', { headers: { host: 'evil.example' } }),
    'Host',
    '"evil.example"',
    'ALLOWED_HOSTS',
  ),
  row(
    'from a page of others',
    () => answer('', { headers: { origin: 'https://evil.example' } }),
    'Origin',
    '"https://evil.example"',
    'a page of this service',
  ),
  row(
    'two hosts',
    () => {
      const guard = createGuard({
        access: { isOpen: true } as Access,
        allowedHosts: [],
        allowedOrigins: [],
      })
      const found = guard.identify({ method: 'POST', headers: { host: 'a' }, rawHeaders: ['Host', 'a', 'Host', 'b'] })
      if (found.ok) return 'not refused'
      met.add(found.refusal.code)
      return found.refusal.message
    },
    'Host',
    null,
    'send it once',
  ),
  row('more than the quota', overQuota, 'records/s', '1', 'have the quota raised'),
])

/** Those that say nothing of what was sent: the feeder sends the same again later. Each names its cause. */
const OF_THE_SERVICE = [
  'aborted',
  'busy',
  'disk-low',
  'internal',
  'kafka-away',
  'not-ready',
  'stopping',
  'too-slow',
  'topic-sealed',
] as const satisfies readonly RefusalCode[]
const OF_THE_REQUEST = [
  'bad-gzip',
  'bad-request',
  'foreign-origin',
  'method-not-allowed',
  'no-credentials',
  'not-found',
  'not-json',
  'quota',
  'too-large',
  'too-many-records',
  'two-hosts',
  'unsupported-media-type',
  'wrong-credentials',
  'wrong-host',
  'wrong-role',
] as const satisfies readonly RefusalCode[]
/** Red for tsc where a code has no row. */
type Undecided = Exclude<RefusalCode, (typeof OF_THE_SERVICE)[number] | (typeof OF_THE_REQUEST)[number]>
const undecided: readonly Undecided[] = [] satisfies readonly never[]

test('every code that an answer may have has a row', () => {
  expect(undecided).toEqual([])
  expect([...met].toSorted()).toEqual(OF_THE_REQUEST)
})
