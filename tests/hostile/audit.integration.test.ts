import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addToken, removeToken } from '@landfall/access'
import { AuditRecord, topics } from '@landfall/contracts'
import { openProducer, readTopic } from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { anAlert, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parseNdjson, runMain } from '../../packages/cli/src/testing/run-main.ts'
import { AlertConfig } from '../../services/alert/src/alert-config.ts'
import { openAlertService } from '../../services/alert/src/open-alert-service.ts'
import { IngestConfig } from '../../services/ingest/src/ingest-config.ts'
import { openIngest } from '../../services/ingest/src/open-ingest.ts'

// Who did what is written down, a flood of it is bounded, and no secret gets in.

const logger = createLogger({ name: 'test', level: 'silent' })
const brokers = inject('kafkaBrokers')
const prefix = `h${randomUUID().slice(0, 8)}`
const { audit } = topics(prefix)
const open = new AsyncDisposableStack()
const secrets: string[] = []
let tokensFile: string
let anna: { readonly id: string; readonly secret: string }
let radar: typeof anna
let alertUrl: string
let ingestUrl: string

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-audit-'))
  open.defer(() => rm(folder, { recursive: true }))
  tokensFile = join(folder, 'tokens.json')
  anna = await addToken(tokensFile, { name: 'anna', role: 'operator' }, Date.now())
  radar = await addToken(tokensFile, { name: 'radar', role: 'feeder', sourceId: 'radar-3' }, Date.now())
  secrets.push(anna.secret, radar.secret)
  const env = {
    KAFKA_BROKERS: brokers,
    TOPIC_PREFIX: prefix,
    HTTP_PORT: '0',
    NMEA_PORT: 'off',
    TOKENS_FILE: tokensFile,
  }
  alertUrl = (await openAlertService(open, { config: readConfig(AlertConfig, env), logger })).address
  ingestUrl = (await openIngest(open, { config: readConfig(IngestConfig, env), logger })).address
})
afterAll(() => open.disposeAsync())

const records = async (): Promise<readonly AuditRecord[]> => {
  const found: AuditRecord[] = []
  for await (const { value } of readTopic({
    brokers: brokers.split(','),
    clientId: 'test',
    logger,
    topic: audit.name,
  })) {
    found.push(AuditRecord.parse(JSON.parse(String(value))))
  }
  return found
}
const recordOf = (event: AuditRecord['event'], about: Partial<AuditRecord>) =>
  waitFor(async () =>
    (await records()).find(
      (record) =>
        record.event === event && Object.entries(about).every(([name, value]) => Reflect.get(record, name) === value),
    ),
  )

const logIn = async (token: string): Promise<Response> =>
  fetch(`${alertUrl}/login`, {
    method: 'POST',
    headers: { origin: alertUrl },
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  })

test('a log-in and a log-out name the token', async () => {
  const cookie = (await logIn(anna.secret)).headers.get('set-cookie')?.split(';')[0] ?? ''
  await fetch(`${alertUrl}/logout`, { method: 'POST', headers: { cookie, origin: alertUrl }, redirect: 'manual' })
  const who = { tokenId: anna.id, tokenName: 'anna', address: '127.0.0.1', service: 'alert' } as const
  expect(await recordOf('log-in', who)).toMatchObject({ code: 'operator', count: 1 })
  expect(await recordOf('log-out', who)).toBeDefined()
})

test('a record from a foreign source names the feeder and the source', async () => {
  const at = new Date().toISOString()
  const foreign = { type: 'persons', method: 'sighting', aboard: 3, craftId: 'mmsi:1', observedAt: at }
  const body = JSON.stringify({ ...foreign, source: { id: 'p3-orion', kind: 'patrol' } })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${radar.secret}` }
  await waitFor(
    async () => (await fetch(`${ingestUrl}/v1/observations`, { method: 'POST', headers, body })).status === 202,
  )
  const found = await recordOf('foreign-source', { tokenId: radar.id, tokenName: 'radar', service: 'ingest' })
  expect(found?.subject).toContain('p3-orion')
})

test('a feeder over its quota', async () => {
  const wish = { name: 'buoy', role: 'feeder', sourceId: 'buoy-1', quotas: { recordsPerSecond: 2 } } as const
  const buoy = await addToken(tokensFile, wish, Date.now())
  secrets.push(buoy.secret)
  const at = new Date().toISOString()
  const one = {
    type: 'position',
    craftId: 'mmsi:2',
    observedAt: at,
    longitude: 173,
    latitude: -34,
    source: { id: 'buoy-1', kind: 'ais' },
  }
  const body = JSON.stringify(Array.from({ length: 50 }, (_, index) => ({ ...one, latitude: -34 - index / 1_000 })))
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${buoy.secret}` }
  // Until ingest has read the new token it is refused.
  await waitFor(
    async () => (await fetch(`${ingestUrl}/v1/observations`, { method: 'POST', headers, body })).status === 429,
  )
  const found = await recordOf('quota-hit', { tokenId: buoy.id, tokenName: 'buoy', service: 'ingest' })
  expect(found).toMatchObject({ code: 'records/s' })
})

test('whoever takes a copy of a history, or a CAP message, is written down; who only looks is not', async () => {
  const { alerts } = topics(prefix)
  const producer = await openProducer({ brokers: brokers.split(','), clientId: 'test', logger, topics: [alerts] })
  open.defer(() => producer.close())
  const { alertId } = anAlert()
  await producer.send([{ topic: alerts.name, key: alertId, value: JSON.stringify(anAlert()) }])
  const get = (path: string) =>
    fetch(`${alertUrl}/v1/alerts/${alertId}/${path}`, { headers: { authorization: `Bearer ${anna.secret}` } })
  await waitFor(async () => (await get('history')).status === 200)
  const who = { tokenId: anna.id, tokenName: 'anna', service: 'alert', subject: alertId } as const
  expect((await get('cap')).status).toBe(200)
  await recordOf('export', { ...who, code: 'cap' })
  expect((await records()).filter(({ event, code }) => event === 'export' && code === 'history')).toEqual([])
  expect((await get('history?export=true')).status).toBe(200)
  expect(await recordOf('export', { ...who, code: 'history' })).toMatchObject({ address: '127.0.0.1', count: 1 })
})

test('a token that is added and removed while the services run', async () => {
  const ben = await addToken(tokensFile, { name: 'ben', role: 'subscriber' }, Date.now())
  secrets.push(ben.secret)
  expect(await recordOf('token-added', { tokenId: ben.id })).toMatchObject({ tokenName: 'ben', code: 'subscriber' })
  await removeToken(tokensFile, ben.id)
  expect(await recordOf('token-removed', { tokenId: ben.id })).toMatchObject({ tokenName: 'ben' })
})

test('2,000 refusals of each kind are some 30 records a minute, and hide no log-in', async () => {
  const before = (await records()).length
  const guess = `landfall_${anna.id}_${'A'.repeat(43)}`
  secrets.push(guess)
  const headers = { authorization: `Bearer ${radar.secret}` }
  for (let round = 0; round < 100; round += 1) {
    const asked = Array.from({ length: 20 }, () => [logIn(guess), fetch(`${alertUrl}/v1/alerts`, { headers })]).flat()
    for (const response of await Promise.all(asked)) await response.body?.cancel()
  }
  await logIn(anna.secret)
  await waitFor(async () => (await records()).filter(({ event }) => event === 'log-in').length === 2)
  const flood = (await records()).slice(before)
  expect(flood.filter(({ event }) => event === 'access-refused').length).toBeLessThanOrEqual(2 * 31)
  expect(flood.filter(({ event }) => event === 'log-in-refused').length).toBeLessThanOrEqual(2 * 31)
  expect(flood.find(({ event }) => event === 'log-in-refused')).toMatchObject({ tokenId: anna.id })
})

test('landfall audit export prints each record once, and is itself one', async () => {
  const env = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix }
  const since = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/, '')
  const { code, stdout, stderr } = await runMain(['audit', 'export', '--json', '--since', since], { env })
  expect([code, stderr]).toEqual([0, ''])
  const printed = parseNdjson(stdout) as readonly AuditRecord[]
  // Both services saw the tokens change, and named those records alike.
  const byId = new Map((await records()).toReversed().map((record) => [record.recordId, record]))
  expect(byId.size).toBeLessThan((await records()).length)
  expect(printed).toEqual([...byId.values()].toReversed())
  expect(printed.at(-1)).toMatchObject({
    service: 'cli',
    event: 'export',
    code: 'audit',
    subject: `since ${since} until now`,
  })
  const table = await runMain(['audit', 'export'], { env })
  expect(table.stdout).toMatch(new RegExp(`  alert  log-in +anna \\(${anna.id}\\)  127.0.0.1  operator`))
  expect((await runMain(['audit', 'export', '--since', 'yesterday'], { env })).code).toBe(2)
})

test('nothing in it is a secret', async () => {
  const text = JSON.stringify(await records())
  for (const secret of secrets) expect(text).not.toContain(secret.slice('landfall_0123456789_'.length))
})
