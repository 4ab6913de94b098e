import { LandfallError } from '@landfall/runtime'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createSourceHeartbeat, HEARTBEAT_SOURCES_MAX } from './create-source-heartbeat.ts'

const HEARTBEAT_MS = 5_000

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const aHeartbeat = ({ failing = () => false }: { readonly failing?: () => boolean } = {}) => {
  const sent: string[][] = []
  const onRefused = vi.fn()
  const heartbeat = createSourceHeartbeat({
    topic: 'sources',
    onRefused,
    send: async (records) => {
      if (failing()) throw new LandfallError('LF_BROKER_DOWN', 'sending', { retryable: true })
      for (const { value } of records)
        sent.push(JSON.parse(String(value)).sources.map(({ id }: { readonly id: string }) => id))
    },
  })
  onTestFinished(() => heartbeat.close())
  return { heartbeat, sent, onRefused }
}
const ais = (id: string) => ({ id, kind: 'ais' })

test('the first activity is sent at once, the rest together 5 s later', async () => {
  const { heartbeat, sent } = aHeartbeat()
  for (const id of ['a', 'a']) heartbeat.recordActivity(ais(id))
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toEqual([['a']])
  for (const id of ['a', 'b', 'a', 'c', 'b']) heartbeat.recordActivity(ais(id))
  await vi.advanceTimersByTimeAsync(HEARTBEAT_MS - 1)
  expect(sent).toEqual([['a']])
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual([['a'], ['a', 'b', 'c']])
})

test('sources that Kafka did not acknowledge are in a later heartbeat', async () => {
  let failures = 2
  const { heartbeat, sent } = aHeartbeat({ failing: () => failures-- > 0 })
  heartbeat.recordActivity(ais('a'))
  await vi.advanceTimersByTimeAsync(2 * HEARTBEAT_MS)
  expect(sent).toEqual([['a']])
})

test('closing sends what is left without waiting for the next heartbeat', async () => {
  const { heartbeat, sent } = aHeartbeat()
  heartbeat.recordActivity(ais('a'))
  await vi.advanceTimersByTimeAsync(0)
  heartbeat.recordActivity(ais('b'))
  await heartbeat.close()
  expect(sent).toEqual([['a'], ['b']])
})

test('closing does not wait for a Kafka that is away', async () => {
  vi.useRealTimers()
  const heartbeat = createSourceHeartbeat({ topic: 'sources', send: () => new Promise(() => {}), onRefused: () => {} })
  heartbeat.recordActivity(ais('a'))
  const startedMs = performance.now()
  await heartbeat.close()
  expect(performance.now() - startedMs).toBeLessThan(5_000)
})

test('a flood of new ids, before it in every heartbeat, does not crowd out a source that was there', async () => {
  const { heartbeat, sent, onRefused } = aHeartbeat()
  heartbeat.recordActivity(ais('radar-3'))
  await vi.advanceTimersByTimeAsync(0)
  for (let flood = 1; flood <= 3; flood += 1) {
    sent.length = 0
    for (let n = 0; n < 1_200; n += 1) heartbeat.recordActivity(ais(`junk-${flood}-${n}`))
    heartbeat.recordActivity(ais('radar-3'))
    await vi.advanceTimersByTimeAsync(HEARTBEAT_MS)
    expect(sent.flat()).toContain('radar-3')
    expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(1_000)
  }
  expect(onRefused).toHaveBeenCalledTimes(3 * 1_200 + 1 - HEARTBEAT_SOURCES_MAX)
})

test('what was silent for six hours makes room for new sources', async () => {
  const { heartbeat, sent } = aHeartbeat()
  for (let n = 0; n < HEARTBEAT_SOURCES_MAX; n += 1) heartbeat.recordActivity(ais(`junk-${n}`))
  for (let n = 0; n < 4_325; n += 1) {
    heartbeat.recordActivity(ais('junk-0'))
    await vi.advanceTimersByTimeAsync(HEARTBEAT_MS)
  }
  heartbeat.recordActivity(ais('new'))
  await vi.advanceTimersByTimeAsync(HEARTBEAT_MS)
  expect(sent.at(-1)).toEqual(['new'])
})
