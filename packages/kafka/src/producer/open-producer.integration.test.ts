import { waitFor } from '@landfall/testkit'
import { afterEach, expect, inject, test } from 'vitest'
import { readTopic } from '../log/read-topic.ts'
import { aName, aTopic, bareClient, madeTopics, numbers, silent } from '../testing/a-topic.ts'
import { countingSockets } from '../testing/counting-sockets.ts'
import { cuttableSockets } from '../testing/cuttable-sockets.ts'
import type { ProducerSpec } from './create-producer-state.ts'
import { openFencedProducer } from './open-fenced-producer.ts'
import { openProducer } from './open-producer.ts'
import { partitionFor } from './partition-for.ts'

const brokers = inject('kafkaBrokers').split(',')
let closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
})

const open = async (spec: Partial<ProducerSpec> = {}) => {
  const producer = await openProducer({ brokers, clientId: 'test', logger: silent, topics: madeTopics(), ...spec })
  closers.push(producer.close)
  return producer
}
const read = (topic: string) => Array.fromAsync(readTopic({ brokers, clientId: 'test', logger: silent, topic }))
const valuesIn = async (topic: string) => (await read(topic)).map(({ value }) => String(value))

test('what was sent is read back: keys, values, headers, partitions and offsets', async () => {
  const topic = await aTopic(brokers, 3)
  const producer = await open()
  const sent = await producer.send([
    { topic, key: 'a', value: 'one', headers: { ce_type: 'position', ce_source: 'ā' } },
    { topic, key: 'a', value: Buffer.from([0, 255]) },
    { topic, key: 'b', value: '', partition: 2 },
    { topic, key: 'other key, same partition', value: 'four', partition: 1 },
  ])
  expect(sent).toEqual([
    { topic, partition: 1, offset: 0 },
    { topic, partition: 1, offset: 1 },
    { topic, partition: 2, offset: 0 },
    { topic, partition: 1, offset: 2 },
  ])
  const byPlace = (await read(topic)).toSorted((a, b) => a.partition - b.partition || a.offset - b.offset)
  expect(byPlace).toMatchObject([
    { partition: 1, offset: 0, key: 'a', value: Buffer.from('one'), headers: { ce_type: 'position', ce_source: 'ā' } },
    { partition: 1, offset: 1, key: 'a', value: Buffer.from([0, 255]), headers: {} },
    { partition: 1, offset: 2, key: 'other key, same partition', value: Buffer.from('four') },
    { partition: 2, offset: 0, key: 'b', value: Buffer.from('') },
  ])
  expect(Math.abs(Date.now() - (byPlace[0]?.timestampMs ?? 0))).toBeLessThan(60_000)
  expect(producer.state()).toBe('up')
})

test('sends made in the same turn of the event loop share a request', async () => {
  const topic = await aTopic(brokers, 3)
  const sockets = countingSockets()
  const producer = await open({ openSocket: sockets.open })
  await producer.send([{ topic, key: 'first', value: '' }]) // Connected, and the number of partitions known.
  const before = sockets.produceRequests()
  await Promise.all(numbers(0, 500).map((key) => producer.send([{ topic, key, value: key }])))
  expect(before).toBe(1)
  expect(sockets.produceRequests() - before).toBeLessThanOrEqual(3)
  expect((await read(topic)).length).toBe(501)
})

test('the order of a key is kept over concurrent sends and many requests', async () => {
  const topic = await aTopic(brokers, 3)
  const sockets = countingSockets()
  const producer = await open({ openSocket: sockets.open, partitionBatchBytesMax: 2_000 })
  const values = numbers(0, 400)
  await Promise.all(values.map((value) => producer.send([{ topic, key: 'the same', value }])))
  expect(await valuesIn(topic)).toEqual(values)
  expect(sockets.produceRequests()).toBeGreaterThan(5)
})

test('a partition never gets more than its limit in one request, however many partitions share the request', async () => {
  const topic = await aTopic(brokers, 2)
  const producer = await open()
  const value = 'x'.repeat(10_000)
  await producer.send(numbers(0, 400).map((key) => ({ topic, key, value }))) // 4 MB; the broker takes 1 MiB a batch.
  expect((await read(topic)).length).toBe(400)
})

test('a record larger than the batch limit is sent alone, up to what its topic allows', async () => {
  const topic = await aTopic(brokers)
  const producer = await open()
  const large = 'x'.repeat(3_000_000)
  await producer.send(['a', large, 'b'].map((value) => ({ topic, key: 'k', value })))
  expect((await read(topic)).map(({ value }) => value?.length)).toEqual([1, 3_000_000, 1])
  const tooLarge = producer.send([{ topic, key: 'k', value: 'x'.repeat(16_000_001) }])
  await expect(tooLarge).rejects.toMatchObject({ code: 'LF_RECORD_TOO_LARGE', retryable: false })
})

test('a refusal by the broker fails the send at fault alone, and the producer goes on', async () => {
  const topic = await aTopic(brokers)
  const small = aName()
  const admin = bareClient(brokers).admin()
  await admin.connect()
  const configEntries = [{ name: 'max.message.bytes', value: '1000' }]
  await admin.createTopics({ topics: [{ topic: small, numPartitions: 1, configEntries }], waitForLeaders: true })
  await admin.disconnect()
  const producer = await open({ topics: [...madeTopics(), { name: small, partitions: 1 }] })
  const refused = producer.send([{ topic: small, key: 'k', value: 'x'.repeat(5_000) }])
  const taken = producer.send([{ topic, key: 'k', value: 'same request' }])
  await expect(refused).rejects.toMatchObject({ code: 'LF_BROKER_REFUSED', retryable: false })
  await taken
  await producer.send([{ topic, key: 'k', value: 'next request' }])
  expect(new Set(await valuesIn(topic))).toEqual(new Set(['same request', 'next request']))
})

test('a full queue refuses a send at once and as a whole', async () => {
  const topic = 'never'
  const topics = [{ name: topic, partitions: 1 }]
  const producer = await open({ brokers: ['127.0.0.1:1'], topics, queueRecordsMax: 10, deliveryMsMax: 500 })
  const waiting = producer.send(numbers(0, 8).map((value) => ({ topic, key: 'k', value })))
  waiting.catch(() => {})
  const refused = producer.send(numbers(0, 3).map((value) => ({ topic, key: 'k', value })))
  await expect(refused).rejects.toMatchObject({ code: 'LF_QUEUE_FULL', retryable: true })
  await expect(waiting).rejects.toMatchObject({ code: 'LF_BROKER_DOWN', retryable: true })
  expect(producer.state()).toBe('down')
})

test('a batch whose answer is lost is retried and appended once', async () => {
  const topic = await aTopic(brokers)
  const sockets = cuttableSockets()
  const producer = await open({ openSocket: sockets.open })
  await producer.send([{ topic, key: 'k', value: 'before' }])
  sockets.cutAtNextAnswer()
  await producer.send([{ topic, key: 'k', value: 'answer lost' }])
  expect(sockets.cuts()).toBe(1)
  await producer.send([{ topic, key: 'k', value: 'after' }])
  expect(await valuesIn(topic)).toEqual(['before', 'answer lost', 'after'])
})

test('a producer id that the broker no longer accepts (OUT_OF_ORDER_SEQUENCE) is replaced', async () => {
  const topic = await aTopic(brokers)
  const sockets = cuttableSockets()
  const producer = await open({ openSocket: sockets.open, deliveryMsMax: 2_000 })
  const send = (values: readonly string[]) => producer.send(values.map((value) => ({ topic, key: 'k', value })))
  await send(['before'])
  sockets.cutEveryAnswer()
  await expect(send(['appended', 'but never acknowledged'])).rejects.toMatchObject({ code: 'LF_BROKER_DOWN' })
  sockets.heal()
  // With the old producer id the broker would take this for the batch above, or for one out of order.
  await waitFor(() => send(['a', 'b', 'c']).then(() => true, () => false)) // biome-ignore format: one thought
  await send(['one', 'two'])
  const values = await valuesIn(topic)
  expect(values[0]).toBe('before')
  expect(values.slice(-5)).toEqual(['a', 'b', 'c', 'one', 'two'])
})

test('closing sends what is queued, and later sends are refused', async () => {
  const topic = await aTopic(brokers)
  const producer = await open()
  const sent = producer.send([{ topic, key: 'k', value: 'last' }])
  await producer.close()
  await sent
  expect(await valuesIn(topic)).toEqual(['last'])
  const late = producer.send([{ topic, key: 'k', value: 'late' }])
  await expect(late).rejects.toMatchObject({ code: 'LF_CLOSED' })
})

test('closing waits for a broker that is away for 5 s at most', async () => {
  const producer = await open({ brokers: ['127.0.0.1:1'], topics: [{ name: 'any', partitions: 1 }] })
  const sent = producer.send([{ topic: 'any', key: 'k', value: 'v' }])
  sent.catch(() => {})
  const beganMs = performance.now()
  await producer.close()
  expect(performance.now() - beganMs).toBeLessThan(10_000)
  await expect(sent).rejects.toMatchObject({ code: 'LF_BROKER_DOWN' })
})

test.each([
  ['openProducer', (topics: ProducerSpec['topics']) => open({ topics })],
  [
    'openFencedProducer',
    async ([topic]: ProducerSpec['topics']) => {
      if (topic === undefined) throw new RangeError('no topic')
      const spec = { brokers, clientId: 'test', logger: silent, name: aName(), topics: [topic] as const }
      const producer = await openFencedProducer(spec)
      closers.push(producer.close)
      return producer
    },
  ],
])('%s writes to the partitions of the contract alone, and to none where there are fewer', async (_, openIt) => {
  const topic = await aTopic(brokers, 5)
  const producer = await openIt([{ name: topic, partitions: 2 }])
  const sent = await producer.send(numbers(0, 100).map((key) => ({ topic, key, value: key })))
  expect(sent.map(({ partition }) => partition)).toEqual(numbers(0, 100).map((key) => partitionFor(key, 2)))
  const send = async () => (await openIt([{ name: topic, partitions: 6 }])).send([{ topic, key: 'k', value: 'v' }])
  await expect(send()).rejects.toMatchObject({ code: 'LF_PARTITIONS_CHANGED', retryable: false })
  expect((await read(topic)).length).toBe(100)
})

test('a record for a topic that the producer was not opened for is a mistake', async () => {
  const producer = await open({ topics: [] })
  expect(() => producer.send([{ topic: 'another', key: 'k', value: 'v' }])).toThrow(RangeError)
})
