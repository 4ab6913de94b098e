import { LandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { createSourceHeartbeat } from './create-source-heartbeat.ts'

const someBeats = (given: { readonly beatMsMin: number; readonly failing?: () => boolean }) => {
  const told: string[][] = []
  const beats = createSourceHeartbeat({
    ...{ topic: 'sources', heartbeatMsMin: given.beatMsMin },
    send: async (records) => {
      if (given.failing?.()) throw new LandfallError('LF_BROKER_DOWN', 'sending', { retryable: true })
      for (const { value } of records)
        told.push(JSON.parse(String(value)).sources.map(({ id }: { readonly id: string }) => id))
    },
  })
  onTestFinished(() => beats.close())
  return { beats, told }
}
const ais = (id: string) => ({ id, kind: 'ais' })

test('the first word is told at once, the rest together in the next beat', async () => {
  const { beats, told } = someBeats({ beatMsMin: 50 })
  for (const id of ['a', 'a']) beats.recordActivity(ais(id))
  await waitFor(() => told.length === 1)
  for (const id of ['a', 'b', 'a', 'c', 'b']) beats.recordActivity(ais(id))
  await waitFor(() => told.length === 2)
  expect(told).toEqual([['a'], ['a', 'b', 'c']])
})

test('what Kafka did not take is told in a later beat', async () => {
  let fails = 2
  const { beats, told } = someBeats({ beatMsMin: 5, failing: () => fails-- > 0 })
  beats.recordActivity(ais('a'))
  await waitFor(() => told.length === 1)
  expect(told).toEqual([['a']])
})

test('closing tells what is left and waits for nothing', async () => {
  const { beats, told } = someBeats({ beatMsMin: 60_000 })
  beats.recordActivity(ais('a'))
  await waitFor(() => told.length === 1)
  beats.recordActivity(ais('b'))
  await beats.close()
  expect(told).toEqual([['a'], ['b']])
})

test('closing does not wait for a Kafka that is away', async () => {
  const beats = createSourceHeartbeat({ topic: 'sources', send: () => new Promise(() => {}) })
  beats.recordActivity(ais('a'))
  const startedMs = performance.now()
  await beats.close()
  expect(performance.now() - startedMs).toBeLessThan(5_000)
})

test('a flood of names is cut at 1,000', async () => {
  const { beats, told } = someBeats({ beatMsMin: 60_000 })
  for (let n = 0; n < 1_010; n += 1) beats.recordActivity(ais(`s${n}`))
  await waitFor(() => told.length === 1)
  expect(told[0]).toHaveLength(1_000)
})
