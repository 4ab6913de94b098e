import { randomUUID } from 'node:crypto'
import { type DiagnosticAlert, topics } from '@landfall/contracts'
import { readDiskSpace, readTopic } from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, expect, inject, test } from 'vitest'
import { IngestConfig } from '../../services/ingest/src/ingest-config.ts'
import { openIngest } from '../../services/ingest/src/open-ingest.ts'
import { openWindowing } from '../../services/windowing/src/open-windowing.ts'
import { WindowingConfig } from '../../services/windowing/src/windowing-config.ts'

// A disk with less left than is asked for: nothing is filled here.

const logger = createLogger({ name: 'test', level: 'silent' })
const open = new AsyncDisposableStack()
const prefix = `h${randomUUID().slice(0, 8)}`
const client = { brokers: inject('kafkaBrokers').split(','), clientId: prefix, logger }
afterAll(() => open.disposeAsync())

test('with the disk nearly full positions are refused, reports of people come in, and operators get an alert', async () => {
  const env = {
    KAFKA_BROKERS: inject('kafkaBrokers'),
    REDIS_URL: inject('redisUrl'),
    TOPIC_PREFIX: prefix,
    HTTP_PORT: '0',
    NMEA_PORT: 'off',
  }
  const full = { ...env, KAFKA_DISK_BYTES_MIN: String(Number.MAX_SAFE_INTEGER) }
  await openWindowing(open, { config: readConfig(WindowingConfig, env), logger })
  const { address } = await openIngest(open, { config: readConfig(IngestConfig, full), logger })
  const common = {
    observedAt: new Date().toISOString(),
    craftId: 'track:boat',
    source: { id: 'patrol', kind: 'patrol' },
  }
  const position = { type: 'position', ...common, longitude: 173.1, latitude: -34.4 }
  const persons = { type: 'persons', ...common, method: 'headcount', aboard: 40 }
  const post = async (records: readonly object[]) => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(records)
    const response = await fetch(`${address}/v1/observations`, { method: 'POST', body, headers })
    const { code, accepted } = (await response.json()) as { readonly code?: string; readonly accepted: number }
    return { status: response.status, retryAfter: response.headers.get('retry-after'), code, accepted }
  }
  const refused = { status: 503, code: 'disk-low', retryAfter: '60', accepted: 0 }
  await waitFor(async () => (await post([position])).code === 'disk-low', { timeoutMs: 30_000, what: 'a low disk' })
  expect(await post([persons, position])).toMatchObject(refused)
  expect(await post([persons])).toMatchObject({ status: 202, accepted: 1 })

  const diagnostics = async (): Promise<readonly DiagnosticAlert[]> => {
    const alerts: DiagnosticAlert[] = []
    for await (const { value } of readTopic({ ...client, topic: topics(prefix).alerts.name }))
      alerts.push(JSON.parse(String(value)) as DiagnosticAlert)
    return alerts.filter(({ kind }) => kind === 'diagnostic')
  }
  await waitFor(async () => (await diagnostics()).length > 0, { timeoutMs: 30_000, what: 'a diagnostic alert' })
  expect((await diagnostics())[0]).toMatchObject({ cause: 'disk-space', subject: 'kafka', status: 'open' })
})

test('Kafka says what is left on its disks', async () => {
  const usable = await readDiskSpace({ ...client, topic: topics(prefix).alerts.name })
  expect(usable).toBeGreaterThan(1_000_000)
  expect(usable).toBeLessThan(1e15)
})
