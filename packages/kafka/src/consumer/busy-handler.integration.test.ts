import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { readCommittedOffsets } from '../admin/read-committed-offsets.ts'
import { aStoredLog, type StoredLog } from '../testing/a-stored-log.ts'
import { aName, aTopic, numbers, produce, silent } from '../testing/a-topic.ts'
import { consumeFrom } from '../testing/consume-from.ts'
import type { OpenPartition } from './create-partition-slot.ts'
import type { RecordBatch } from './record-batch.ts'

const brokers = inject('kafkaBrokers').split(',')
const consume = consumeFrom(brokers)
const valuesOf = (log: StoredLog, partition = 0) => log.values(partition)

test('records waiting with none handled is LF_STALLED', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 3))
  const hang = Promise.withResolvers<void>()
  const consumer = await consume({
    topic,
    stallCheckMs: 100,
    stallChecksMax: 3,
    openPartition: async () => ({ nextOffset: 'earliest', handle: () => hang.promise, close: () => {} }),
  })
  await expect(consumer.failed).rejects.toMatchObject({
    code: 'LF_STALLED',
    message: expect.stringMatching(/stuck at 0 .* goes to 3/),
  })
  hang.resolve()
})

test('a handler that waits but sends heartbeats is not stalled, and keeps its position in the batch', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 3))
  const groupId = aName()
  let isOver = false
  let beats = 0
  const consumer = await consume({
    topic,
    groupId,
    stallCheckMs: 200,
    stallChecksMax: 3,
    commitMs: 50,
    openPartition: async () => ({
      nextOffset: 'earliest',
      handle: async ({ heartbeat, handledTo }) => {
        handledTo(2)
        for (; !isOver; beats += 1) {
          await sleep(10)
          await heartbeat()
        }
      },
      close: () => {},
    }),
  })
  const failure = { current: undefined as unknown }
  consumer.failed.catch((error: unknown) => {
    failure.current = error
  })
  const committed = () => readCommittedOffsets({ brokers, clientId: 'test', logger: silent, topic, groupId })
  await waitFor(async () => (await committed()).get(0) === 2)
  await waitFor(() => beats > 200)
  expect(failure.current).toBeUndefined()
  isOver = true
})

test('what a handler leaves of a batch comes again, after what another partition has', async () => {
  const topic = await aTopic(brokers, 2)
  const busy = numbers(0, 20)
  await produce(brokers, topic, busy, 0)
  const handled: string[] = []
  const takeOne: OpenPartition['handle'] = async ({ records, leaveFrom }) => {
    const [record, next] = records
    handled.push(String(record?.value))
    if (record?.offset === 2) await produce(brokers, topic, ['urgent'], 1)
    if (next !== undefined) leaveFrom(next.offset)
  }
  const openPartition = async () => ({ nextOffset: 'earliest', handle: takeOne, close: () => {} }) as const
  await consume({ topic, openPartition })
  await waitFor(() => handled.length > busy.length)
  expect(handled.filter((value) => value !== 'urgent')).toEqual(busy)
  expect(handled.indexOf('urgent')).toBeLessThan(6) // With all in one batch it would be the last.
})

test('a slow handler keeps its partition: heartbeats continue while it works', async () => {
  const topic = await aTopic(brokers, 2)
  const log = aStoredLog()
  const opens: string[] = []
  const join = (name: string) =>
    consume({
      topic,
      groupId: topic,
      sessionMsMax: 6_000,
      heartbeatMs: 1_000,
      commitMs: 60_000, // A commit counts as a sign of life too.
      openPartition: async (partition) => {
        opens.push(name)
        const opened = log.open(partition)
        const handle = async (batch: Parameters<typeof opened.handle>[0]) => {
          await sleep(9_000)
          await opened.handle(batch)
        }
        return { ...opened, handle }
      },
    })
  const slow = await join('slow')
  const other = await join('other')
  await waitFor(() => slow.assigned().length === 1 && other.assigned().length === 1)
  const opensBefore = opens.length
  await produce(brokers, topic, ['slow'], slow.assigned()[0])
  await waitFor(() => log.values(0).length + log.values(1).length === 1)
  await sleep(500)
  expect(opens.length).toBe(opensBefore)
})

test('heartbeat() lets timers and sockets have their turn during a long fold', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 20))
  let turns = 0
  const turn = setInterval(() => {
    turns += 1
  }, 1)
  const done = Promise.withResolvers<number>()
  await consume({
    topic,
    openPartition: async () => ({
      nextOffset: 'earliest',
      handle: async (batch) => {
        const before = turns
        for (const _record of batch.records) {
          const untilMs = performance.now() + 30
          while (performance.now() < untilMs); // A chunk of pure computing.
          await batch.heartbeat()
        }
        done.resolve(turns - before)
      },
      close: () => {},
    }),
  })
  expect(await done.promise).toBeGreaterThan(5)
  clearInterval(turn)
})

test('closing leaves a long batch at its next heartbeat and the group at once, so that another member continues', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 1_000))
  const begun = Promise.withResolvers<void>()
  const openPartition = (onRecord: () => Promise<void>) => async () => ({
    nextOffset: 'earliest' as const,
    handle: async ({ records, heartbeat }: RecordBatch) => {
      for (const _record of records) {
        await onRecord()
        await heartbeat()
      }
    },
    close: () => {},
  })
  let handled = 0
  const stopping = await consume({
    topic,
    groupId: topic,
    sessionMsMax: 30_000,
    openPartition: openPartition(async () => {
      begun.resolve()
      await sleep(50)
      handled += 1
    }),
  })
  await begun.promise
  const before = handled
  await stopping.close()
  expect(handled).toBeLessThanOrEqual(before + 1)
  let taken = 0
  const openNext = openPartition(async () => {
    taken += 1
  })
  await consume({ topic, groupId: topic, sessionMsMax: 30_000, openPartition: openNext })
  await waitFor(() => taken === 1_000, { timeoutMs: 20_000, what: 'the next member to go on before a session ends' })
})

test('closing finishes the current batch and begins no other', async () => {
  const topic = await aTopic(brokers, 3)
  for (const partition of [0, 1, 2]) await produce(brokers, topic, numbers(0, 5), partition)
  const log = aStoredLog()
  const begun = Promise.withResolvers<void>()
  let handled = 0
  const consumer = await consume({
    topic,
    partitionsAtOnceMax: 1,
    openPartition: async (partition) => {
      const opened = log.open(partition)
      const handle = async (batch: Parameters<typeof opened.handle>[0]) => {
        begun.resolve()
        await sleep(300)
        await opened.handle(batch)
        handled += 1
      }
      return { ...opened, handle }
    },
  })
  await begun.promise
  await consumer.close()
  expect(handled).toBe(1)
  expect([0, 1, 2].flatMap((partition) => valuesOf(log, partition))).toEqual(numbers(0, 5))
  expect(log.closes).toBe(3)
  await sleep(300)
  expect(handled).toBe(1)
})
