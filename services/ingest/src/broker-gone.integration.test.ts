import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, type LocalKafka, startKafka } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOpenIngest } from './testing/an-open-ingest.ts'

// A Kafka of its own, which is killed, paused and started again.

let dataDir: string
let port: number
let kafka: LocalKafka
let ingest: Awaited<ReturnType<typeof anOpenIngest>>
const say = (): void => {}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'landfall-ingest-'))
  port = await freePort()
  kafka = await startKafka({ dataDir, port, say })
  ingest = await anOpenIngest({ brokers: kafka.brokers, limits: { requestsMax: 100 } })
  await ingest.untilReady()
})
afterAll(async () => {
  await ingest.close()
  await kafka.stop()
  await rm(dataDir, { recursive: true, force: true })
})

let sent = 0
const aLine = (): string => {
  sent += 1
  return JSON.stringify({
    type: 'position',
    craftId: `mmsi:${512_000_000 + (sent % 50)}`,
    observedAt: new Date(Date.UTC(2024, 0, 1) + sent * 1_000).toISOString(),
    source: { id: 'kaitaia', kind: 'ais' },
    observationId: `o-${sent}`,
    longitude: 173.1,
    latitude: -34.4,
  })
}
const idOf = (line: string): string => (JSON.parse(line) as { observationId: string }).observationId

test('while the broker is gone requests get 503, and nothing acknowledged is lost', async () => {
  const acknowledged: string[] = []
  const statuses = new Set<number>()
  const feeding = new AbortController()
  const feed = async (): Promise<void> => {
    while (!feeding.signal.aborted) {
      const lines = Array.from({ length: 20 }, aLine)
      const { status, answer, retryAfter } = await ingest.post(lines.join('\n'))
      statuses.add(status)
      if (status === 202) acknowledged.push(...lines.map(idOf))
      else {
        expect([status, answer.code, retryAfter]).toEqual([503, 'kafka-away', '5'])
        await sleep(50)
      }
    }
  }
  const feeders = [feed(), feed(), feed()]
  await waitFor(() => acknowledged.length > 500)
  await kafka.kill()
  await waitFor(() => statuses.has(503))
  expect(await ingest.isReady()).toBe(false)
  const before = acknowledged.length

  kafka = await startKafka({ dataDir, port, say })
  await ingest.untilReady(60_000)
  await waitFor(() => acknowledged.length > before + 500)
  feeding.abort()
  await Promise.all(feeders)

  const logged = new Set((await ingest.readObservations()).map(({ value }) => value.observationId))
  expect(acknowledged.filter((id) => !logged.has(id))).toEqual([])
})

test('a broker lost while nobody feeds makes the service unready until it is back', async () => {
  await ingest.untilReady()
  await kafka.kill()
  await waitFor(async () => !(await ingest.isReady()), { what: 'ingest to know that Kafka is gone' })
  expect((await ingest.post(aLine())).status).toBe(503)
  kafka = await startKafka({ dataDir, port, say })
  await ingest.untilReady(60_000)
  expect((await ingest.post(aLine())).status).toBe(202)
})

test('with a silent broker and a flood, some requests wait, the rest get 429, and memory stays bounded', async () => {
  const body = Array.from({ length: 200 }, aLine).join('\n')
  expect((await ingest.post(body)).status).toBe(202)
  kafka.pause()
  const beforeBytes = process.memoryUsage().rss
  const answers = Array.from({ length: 600 }, () =>
    ingest.post(body).catch((error: Error) => ({ status: String(error.cause ?? error), retryAfter: null })),
  )
  const settled = await Promise.all(answers)
  const grownMib = (process.memoryUsage().rss - beforeBytes) / 1_048_576
  kafka.resume()
  const counts = Object.groupBy(settled, ({ status }) => String(status))
  const count = (wanted: number): number => counts[wanted]?.length ?? 0
  expect(Object.keys(counts).filter((status) => !['202', '429', '503'].includes(status))).toEqual([])
  expect(count(429)).toBeGreaterThan(0)
  expect(settled.filter(({ status }) => status === 429).every(({ retryAfter }) => retryAfter === '1')).toBe(true)
  expect(count(503)).toBeGreaterThan(0)
  expect(grownMib).toBeLessThan(300) // The 600 requests of this very process are in it.
  await ingest.untilReady(60_000)
  expect((await ingest.post(aLine())).status).toBe(202)
})
