import { waitFor } from '@landfall/testkit'
import { afterEach, expect, inject, onTestFinished, test, vi } from 'vitest'
import { aName, aTopic, bareClient, deleteUpTo, numbers, produce, silent } from '../testing/a-topic.ts'
import { openTail, type TailSpec } from './open-tail.ts'
import { readTopic } from './read-topic.ts'

const brokers = inject('kafkaBrokers').split(',')
let closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
})

const follow = async (topic: string, spec: Partial<TailSpec> = {}) => {
  const seen: string[] = []
  const tail = await openTail({
    brokers,
    clientId: 'test',
    logger: silent,
    topic,
    from: 'earliest',
    onBatch: ({ records }) => {
      seen.push(...records.map(({ value }) => String(value)))
    },
    ...spec,
  })
  closers.push(tail.close)
  return { ...tail, seen }
}
const withAdmin = async (use: (admin: ReturnType<ReturnType<typeof bareClient>['admin']>) => Promise<unknown>) => {
  const admin = bareClient(brokers).admin()
  await admin.connect()
  await use(admin)
  await admin.disconnect()
}
const read = (topic: string, spec: { partitions?: readonly number[]; from?: ReadonlyMap<number, number> } = {}) =>
  Array.fromAsync(readTopic({ brokers, clientId: 'test', logger: silent, topic, ...spec }))

test('a tail has caught up when all existing records have been through onBatch, and then follows', async () => {
  const topic = await aTopic(brokers, 2)
  await produce(brokers, topic, numbers(0, 50), 0)
  await produce(brokers, topic, numbers(50, 60), 1)
  const tail = await follow(topic)
  await tail.caughtUp
  expect(tail.seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers(0, 60))
  expect(tail.positions()).toEqual(
    new Map([
      [0, 50],
      [1, 10],
    ]),
  )
  await produce(brokers, topic, ['live'])
  await waitFor(() => tail.seen.at(-1) === 'live')
  expect(tail.state()).toBe('up')
})

test('an empty topic is caught up at once', async () => {
  const tail = await follow(await aTopic(brokers))
  await tail.caughtUp
  expect(tail.positions()).toEqual(new Map([[0, 0]]))
})

test('a tail continues from the given positions', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 10))
  const tail = await follow(topic, { from: new Map([[0, 7]]) })
  await tail.caughtUp
  expect(tail.seen).toEqual(numbers(7, 10))
})

test.each([
  ['before the beginning of the log', 2],
  ['beyond its end', 99],
])('a position %s is LF_OFFSET_GAP, never a silent reset', async (_name, position) => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 10))
  await deleteUpTo(brokers, topic, 5)
  const tail = await follow(topic, { from: new Map([[0, position]]) })
  await expect(tail.failed).rejects.toMatchObject({ code: 'LF_OFFSET_GAP' })
  await expect(tail.caughtUp).rejects.toMatchObject({ code: 'LF_OFFSET_GAP' })
  expect(tail.seen).toEqual([])
})

test('records deleted before a running tail read them are LF_OFFSET_GAP', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 5))
  const seen: number[] = []
  const tail = await follow(topic, {
    onBatch: async ({ records }) => {
      seen.push(records.length)
      await produce(brokers, topic, numbers(5, 20))
      await deleteUpTo(brokers, topic, 12)
    },
  })
  await expect(tail.failed).rejects.toMatchObject({ code: 'LF_OFFSET_GAP' })
  expect(seen).toEqual([5])
})

test('an error of onBatch ends the tail', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, ['poison'])
  const mistake = new TypeError('a mistake')
  const tail = await follow(topic, {
    onBatch: () => {
      throw mistake
    },
  })
  await expect(tail.failed).rejects.toBe(mistake)
})

test('partitions added later are followed from their beginning', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, ['first'])
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const tail = await follow(topic)
  await tail.caughtUp
  await withAdmin((admin) => admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] }))
  await waitFor(() => produce(brokers, topic, ['second'], 1).then(() => true, () => false)) // biome-ignore format: one thought
  // More than once: a connection that was just being made may have looked for partitions before there was a second.
  const seenLater = (): readonly string[] => {
    vi.advanceTimersByTime(60_001)
    return tail.seen
  }
  await expect.poll(seenLater, { timeout: 60_000 }).toContain('second')
  expect(tail.positions()).toEqual(
    new Map([
      [0, 1],
      [1, 1],
    ]),
  )
})

test('a tail joins no group', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, ['one'])
  const clientId = aName() // The broker is shared with other tests, whose groups may still be there.
  const tail = await follow(topic, { clientId })
  await tail.caughtUp
  const groups: string[] = []
  await withAdmin(async (admin) => {
    const listed = await admin.listGroups()
    const described = await admin.describeGroups(listed.groups.map(({ groupId }) => groupId))
    const clients = described.groups.flatMap(({ members }) => members.map(({ clientId }) => clientId))
    groups.push(...clients)
  })
  expect(groups).not.toContain(clientId)
})

test('readTopic ends where the log ended at the call, also after transaction markers', async () => {
  const topic = await aTopic(brokers, 2)
  await produce(brokers, topic, numbers(0, 20), 1)
  const producer = bareClient(brokers).producer({ idempotent: true, transactionalId: topic, maxInFlightRequests: 1 })
  await producer.connect()
  for (const end of ['commit', 'abort'] as const) {
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: [{ key: 'k', value: end, partition: 1 }] })
    await transaction[end]()
  }
  await producer.disconnect()
  const values = (await read(topic)).map(({ value }) => String(value))
  expect(values).toEqual([...numbers(0, 20), 'commit'])
})

test('readTopic reads selected partitions, from given offsets, and an empty topic', async () => {
  const topic = await aTopic(brokers, 3)
  expect(await read(topic)).toEqual([])
  for (const partition of [0, 1, 2])
    await produce(brokers, topic, numbers(partition * 10, partition * 10 + 4), partition)
  const records = await read(topic, { partitions: [0, 2], from: new Map([[2, 3]]) })
  const values = records.map(({ value }) => String(value)).toSorted()
  expect(values).toEqual(['0', '1', '2', '23', '3'])
})

test('readTopic closes its connection when it is left early', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 100))
  for await (const { offset } of readTopic({ brokers, clientId: 'test', logger: silent, topic })) {
    if (offset === 3) break
  }
})

test('readTopic of a missing topic is LF_BROKER_DOWN and names the topic', async () => {
  await expect(read('no-such-topic')).rejects.toMatchObject({
    code: 'LF_BROKER_DOWN',
    message: expect.stringMatching(/no-such-topic/),
  })
})
