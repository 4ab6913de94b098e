import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addToken, type QuotaChanges } from '@landfall/access'
import { waitFor } from '@landfall/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { anIngestApp } from './testing/an-ingest-app.ts'
import { anNmeaSide, connectTo, lines, sendDatagrams } from './testing/an-nmea-side.ts'

const position = (craft: number) => ({
  type: 'position',
  craftId: `mmsi:${512_000_000 + craft}`,
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'kaitaia', kind: 'ais' },
  longitude: 173.1,
  latitude: -34.4,
})
const positions = (count: number): string =>
  Array.from({ length: count }, (_, craft) => JSON.stringify(position(craft))).join('\n')

const anApp = async (given: Parameters<typeof anIngestApp>[0]) => {
  const ingest = await anIngestApp(given)
  onTestFinished(async () => void (await ingest.app.close()))
  const post = async (payload: string, headers: Readonly<Record<string, string>> = {}) => {
    const {
      statusCode,
      headers: answered,
      ...response
    } = await ingest.app.inject({
      method: 'POST',
      url: '/v1/observations',
      payload,
      headers: { host: 'localhost', 'content-type': 'application/x-ndjson', ...headers },
    })
    return { status: statusCode, retryAfter: answered['retry-after'], body: response.json() }
  }
  return { ...ingest, post }
}

test('a feeder beyond its quota gets 429 with the quota and when to come back; the request before was whole', async () => {
  const { post, metrics, app, reported } = await anApp({ quotas: { recordsPerSecond: 10 } })
  expect(await post(positions(150))).toMatchObject({ status: 202, body: { accepted: 150 } })
  const { status, retryAfter, body } = await post(positions(1))
  expect([status, retryAfter]).toEqual([429, '6'])
  expect(body).toMatchObject({ code: 'quota', accepted: 0, resendFrom: 0 })
  expect(body.message).toContain('10 records/s')
  const hits = await metrics.registry.getSingleMetric('landfall_ingest_quota_hits_total')?.get()
  expect(hits?.values).toMatchObject([{ labels: { where: 'ingest/http', quota: 'records/s' }, value: 1 }])
  expect(reported).toEqual([
    {
      cause: 'feeder-quota',
      subject: 'address 127.0.0.1',
      detail: 'more than its quota of 10 records/s',
      exercise: false,
      count: 1,
    },
  ])
  const ready = await app.inject({ url: '/health/ready', headers: { host: 'localhost' } })
  expect(ready.body).toContain('1 feeders limited in the last minute')
})

test('bytes are a quota too', async () => {
  const { post } = await anApp({ quotas: { bytesPerSecond: 100 } })
  await post(positions(10))
  expect(await post(positions(1))).toMatchObject({ status: 429, body: { code: 'quota' } })
})

test('each token has its own quota, and the tokens file may say which', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-tokens-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const tokensFile = join(folder, 'tokens.json')
  const add = async (name: string, quotas?: QuotaChanges) => {
    const { secret } = await addToken(tokensFile, { name, role: 'feeder', sourceId: 'kaitaia', quotas }, 0)
    return { authorization: `Bearer ${secret}` }
  }
  const [slow, usual, fast] = [await add('slow'), await add('usual'), await add('fast', { recordsPerSecond: 1_000 })]
  const { post } = await anApp({ tokensFile, quotas: { recordsPerSecond: 10 } })
  await post(positions(150), slow)
  await post(positions(150), fast)
  const statuses = [await post(positions(1), slow), await post(positions(1), usual), await post(positions(1), fast)]
  expect(statuses.map(({ status }) => status)).toEqual([429, 202, 202])
})

const limits = { inboxBytesMax: 4_096, batchBytesMax: 1_024, batchRecordsMax: 5_000 }

test('an NMEA connection beyond its quota is read no further until it may send again, and nothing of it is lost', async () => {
  const side = await anNmeaSide(['radio=tcp-listen://127.0.0.1:0'], { limits, quotas: { recordsPerSecond: 1 } })
  const socket = await connectTo(side.port('radio'))
  socket.end(lines(0, 3_000))
  await waitFor(() => side.events('quota.hit').length > 0, { what: 'the quota to be hit' })
  expect(side.taken.length).toBeLessThan(3_000)
  const isWhole = (): boolean => {
    side.time.nowMs += 60_000 // What it owes is paid off.
    return side.taken.length === 3_000
  }
  await waitFor(isWhole, { timeoutMs: 30_000, what: 'the rest to be taken' })
})

test('datagrams of a source beyond its quota are dropped and counted', async () => {
  const side = await anNmeaSide(['radio=udp-listen://127.0.0.1:0'], { limits, quotas: { recordsPerSecond: 1 } })
  const datagrams = Array.from({ length: 400 }, (_, n) => lines(n, n + 1))
  await sendDatagrams(side.port('radio'), datagrams)
  await waitFor(async () => (await side.metric('dropped_datagrams_total', { source: 'radio' })) > 0, { what: 'drops' })
  expect(side.events('nmea.dropping').length).toBeGreaterThan(0)
})

const persons = (craft: number) => ({
  type: 'persons',
  craftId: `mmsi:${512_000_000 + craft}`,
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'coast-guard', kind: 'patrol' },
  method: 'headcount',
  aboard: 40,
})
const ndjson = (...records: readonly object[]): string => records.map((record) => JSON.stringify(record)).join('\n')

test('beyond the quota of new craft: 429, but known craft and reports of persons are taken, and a craft with people comes in', async () => {
  const { post, valuesIn, reported, said, time } = await anApp({ quotas: { newCraftPerHour: 3 } })
  expect((await post(positions(3))).status).toBe(202)
  const answer = await post(ndjson(position(0), position(7), position(1), persons(7), position(7), position(8)))
  expect([answer.status, answer.retryAfter]).toEqual([429, '3600']) // Two of three an hour, and the report of persons is owed.
  expect(answer.body).toMatchObject({ code: 'quota', accepted: 4, resendFrom: 1 })
  expect(answer.body.message).toContain('quota of 3 new-craft/h, 2 records')
  expect(answer.body.rejected.map(({ index, code, field }: Record<string, unknown>) => [index, code, field])).toEqual([
    [1, 'quota', 'craftId'],
    [5, 'quota', 'craftId'],
  ])
  expect(valuesIn('rejected').map(({ code }) => code)).toEqual(['quota', 'quota'])
  // The last line of a body is a chunk of its own.
  const hit = { cause: 'feeder-quota', subject: 'address 127.0.0.1', exercise: false, count: 1 }
  expect(reported).toEqual(Array(2).fill({ ...hit, detail: 'more than its quota of 3 new-craft/h' }))
  await post(positions(9))
  const hits = () => said.filter(({ event }) => event === 'quota.hit').length
  expect(hits()).toBe(1) // Of one episode.
  time.nowMs += 2 * 3_600_000
  expect((await post(positions(9))).status).toBe(429)
  expect(hits()).toBe(2)
})

test('an exercise beyond its quota uses up nothing of the real, and is reported as an exercise', async () => {
  const { post, reported } = await anApp({ quotas: { newCraftPerHour: 3 } })
  const exercise = (craft: number) => ({ ...position(craft), exercise: true })
  expect((await post(ndjson(...[1, 2, 3, 4].map(exercise)))).status).toBe(429)
  expect((await post(positions(3))).status).toBe(202)
  expect(reported).toMatchObject([{ exercise: true, count: 1 }])
})

test('new source ids are a quota of their own', async () => {
  const { post } = await anApp({ quotas: { newSourcesPerHour: 2 } })
  const from = (id: string) => ({ ...position(1), source: { id, kind: 'ais' } })
  const answer = await post(ndjson(from('a'), from('b'), from('c'), persons(5)))
  expect(answer).toMatchObject({ status: 429, body: { accepted: 3 } })
  expect(answer.body.rejected).toMatchObject([{ index: 2, code: 'quota', field: 'source.id' }])
})

test('refused bytes beyond the quota: 429 when nothing of a request was taken, else the answer is as ever', async () => {
  const { post, metrics } = await anApp({ quotas: { refusedBytesPerHour: 1_000 } })
  const bad = Array.from({ length: 10 }, () => '{"type":').join('\n')
  const answer = await post(bad)
  expect([answer.status, answer.retryAfter]).toEqual([429, '3600'])
  expect(answer.body).toMatchObject({ code: 'quota', accepted: 0, resendFrom: 10 })
  expect(answer.body.message).toContain('quota of 1000 refused-bytes/h')
  expect(await post(`${bad}\n${positions(1)}`)).toMatchObject({ status: 202, body: { accepted: 1 } })
  const hits = await metrics.registry.getSingleMetric('landfall_ingest_feeder_quota_hits_total')?.get()
  expect(hits?.values).toMatchObject([{ labels: { feeder: 'address 127.0.0.1', quota: 'refused-bytes/h' } }])
})
