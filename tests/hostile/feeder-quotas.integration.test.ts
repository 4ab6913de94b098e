import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type DiagnosticAlert, topics } from '@landfall/contracts'
import { readTopic } from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { IngestConfig } from '../../services/ingest/src/ingest-config.ts'
import { openIngest } from '../../services/ingest/src/open-ingest.ts'
import { openWindowing } from '../../services/windowing/src/open-windowing.ts'
import { WindowingConfig } from '../../services/windowing/src/windowing-config.ts'

// One feeder that sends valid data, and far too much of it.

const logger = createLogger({ name: 'test', level: 'silent' })
const open = new AsyncDisposableStack()
const prefix = `h${randomUUID().slice(0, 8)}`
const all = topics(prefix)
const CRAFT_MAX = 2_000
const REFUSED_BYTES_MAX = 4_194_304
let address: string

beforeAll(async () => {
  const env = {
    KAFKA_BROKERS: inject('kafkaBrokers'),
    REDIS_URL: inject('redisUrl'),
    TOPIC_PREFIX: prefix,
    HTTP_PORT: '0',
    NMEA_PORT: 'off',
    QUOTAS: `new-craft/h=${CRAFT_MAX},new-sources/h=50,refused-bytes/h=${REFUSED_BYTES_MAX}`,
  }
  const ingest = await openIngest(open, { config: readConfig(IngestConfig, env), logger })
  await openWindowing(open, { config: readConfig(WindowingConfig, env), logger })
  address = ingest.address
  await waitFor(async () => (await fetch(`${address}/health/ready`)).ok, { timeoutMs: 30_000, what: 'ingest' })
})
afterAll(() => open.disposeAsync())

const post = async (records: readonly string[]) => {
  const response = await fetch(`${address}/v1/observations`, {
    method: 'POST',
    body: gzipSync(records.join('\n')),
    headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
  })
  const answer = (await response.json()) as { readonly accepted: number; readonly message?: string }
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...answer }
}
const read = async (topic: string): Promise<readonly string[]> => {
  const values: string[] = []
  const spec = { brokers: inject('kafkaBrokers').split(','), clientId: prefix, logger, topic }
  for await (const { value } of readTopic(spec)) values.push(String(value))
  return values
}
const position = (craft: string, source = 'radar'): string =>
  JSON.stringify({
    ...{ type: 'position', craftId: craft, observedAt: new Date().toISOString() },
    ...{ source: { id: source, kind: 'radar' }, longitude: 173.1, latitude: -34.4 },
  })
const persons = (craft: string): string =>
  JSON.stringify({
    ...{ type: 'persons', craftId: craft, observedAt: new Date().toISOString(), method: 'headcount', aboard: 40 },
    source: { id: 'coast-guard', kind: 'patrol' },
  })
const names = (count: number, kind: string): readonly string[] =>
  Array.from({ length: count }, (_, n) => `track:${kind}-${n}`)

test('8,000 new craft: those of the quota come in, then known ones, reports of people, and craft with people', async () => {
  const first = await post(names(8_000, 'junk').map((craft) => position(craft)))
  expect(first).toMatchObject({ status: 429, retryAfter: '3600' })
  expect(first.accepted).toBeGreaterThanOrEqual(CRAFT_MAX)
  expect(first.accepted).toBeLessThan(CRAFT_MAX * 1.02)
  expect(first.message).toContain(`quota of ${CRAFT_MAX} new-craft/h`)
  const after = [position('track:junk-0'), position('track:new'), persons('track:boat'), position('track:boat')]
  expect(await post(after)).toMatchObject({ status: 429, accepted: 3 })
})

test('1,000 new source ids: no more than the quota are heard', async () => {
  const sources = Array.from({ length: 1_000 }, (_, n) => position('track:junk-0', `junk-${n}`))
  const { status, accepted } = await post(sources)
  expect(status).toBe(429)
  expect(accepted).toBeLessThanOrEqual(60)
})

test('170 kB of control characters fill no more of the rejected topic than the budget, and a valid record comes in', async () => {
  const body = Array.from({ length: 2_800 }, () => String.fromCharCode(1).repeat(60_000))
  expect(gzipSync(body.join('\n')).length).toBeLessThan(200_000)
  const answers = await Promise.all([0, 1, 2].map((part) => post(body.slice(part * 270, (part + 1) * 270))))
  expect(answers.map(({ status }) => status)).toContain(429)
  const bytes = (await read(all.rejected.name)).reduce((sum, value) => sum + Buffer.byteLength(value), 0)
  expect(bytes).toBeLessThan(REFUSED_BYTES_MAX + 65_536)
  expect(await post([position('track:junk-1')])).toMatchObject({ status: 202, accepted: 1 })
})

test('operators get one diagnostic alert of this feeder, which counts what was refused', async () => {
  const diagnostics = async (): Promise<readonly DiagnosticAlert[]> =>
    (await read(all.alerts.name))
      .map((value) => JSON.parse(value) as DiagnosticAlert)
      .filter(({ kind }) => kind === 'diagnostic')
  await waitFor(async () => (await diagnostics()).length > 0, { timeoutMs: 30_000, what: 'a diagnostic alert' })
  const [alert] = await diagnostics()
  expect(alert).toMatchObject({ cause: 'feeder-quota', subject: 'address 127.0.0.1', exercise: false, status: 'open' })
  expect(alert?.count).toBeGreaterThan(1)
})
