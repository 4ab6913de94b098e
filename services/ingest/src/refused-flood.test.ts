import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { anIngestApp } from './testing/an-ingest-app.ts'

const MIB = 1_048_576

const postTo = async (given: Parameters<typeof anIngestApp>[0]) => {
  const ingest = await anIngestApp(given)
  onTestFinished(async () => void (await ingest.app.close()))
  const post = async (body: string) => {
    const answer = await ingest.app.inject({
      method: 'POST',
      url: '/v1/observations',
      payload: gzipSync(body),
      headers: { host: 'localhost', 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
    })
    return answer.json() as { readonly accepted: number; readonly rejected: readonly unknown[] }
  }
  return { ...ingest, post }
}
const bytesOf = (log: readonly { readonly value: unknown }[]): number =>
  log.reduce((sum, { value }) => sum + Buffer.byteLength(String(value)), 0)

test('a small body of control characters fills no more than the budget', async () => {
  const { log, reported, post } = await postTo({ quotas: { refusedBytesPerHour: 4 * MIB } })
  const line = String.fromCharCode(1).repeat(60_000)
  const { accepted, rejected } = await post(Array.from({ length: 200 }, () => line).join('\n'))
  expect([accepted, rejected.length]).toEqual([0, 200])
  expect(bytesOf(log)).toBeLessThanOrEqual(4 * MIB + 1_024)
  expect(reported).toContainEqual({
    ...{ cause: 'feeder-quota', subject: 'address 127.0.0.1', exercise: false },
    ...{ detail: 'more than its quota of 4194304 refused-bytes/h', count: expect.any(Number) },
  })
})

test('a feeder beyond its budget is answered as before, named in the topic once, and its valid records are taken', async () => {
  const { valuesIn, metrics, post } = await postTo({ quotas: { refusedBytesPerHour: 1_000 } })
  const position = {
    type: 'position',
    craftId: 'mmsi:512000123',
    observedAt: '2026-11-23T09:30:00Z',
    source: { id: 'kaitaia', kind: 'ais' },
    longitude: 173.1,
    latitude: -34.4,
  }
  const bad = Array.from({ length: 50 }, () => '{"type":')
  const { accepted, rejected } = await post([...bad, JSON.stringify(position), ...bad].join('\n'))
  expect([accepted, rejected.length]).toEqual([1, 100])
  expect(valuesIn('observations')).toHaveLength(1)
  const codes = valuesIn('rejected').map(({ code }) => code)
  expect(codes.filter((code) => code === 'not-stored')).toHaveLength(1)
  expect(codes.at(-1)).toBe('not-stored')
  const counted = await metrics.registry.getSingleMetric('landfall_ingest_not_stored_total')?.get()
  expect(counted?.values).toMatchObject([{ value: 100 - (codes.length - 1) }])
})
