import { afterEach, expect, inject, onTestFinished, test, vi } from 'vitest'
import { readFirstTime } from '../log/read-first-time.ts'
import { readTopic } from '../log/read-topic.ts'
import { aName, aTopic, contractOf, numbers, silent } from '../testing/a-topic.ts'
import { cuttableSockets } from '../testing/cuttable-sockets.ts'
import { type FencedProducerSpec, openFencedProducer } from './open-fenced-producer.ts'

const brokers = inject('kafkaBrokers').split(',')
let closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
})

const open = async (spec: Pick<FencedProducerSpec, 'name' | 'topics'> & Partial<FencedProducerSpec>) => {
  const producer = await openFencedProducer({ brokers, clientId: 'test', logger: silent, ...spec })
  closers.push(producer.close)
  return producer
}
const read = (topic: string) => Array.fromAsync(readTopic({ brokers, clientId: 'test', logger: silent, topic }))
const valuesIn = async (topic: string) => (await read(topic)).map(({ value }) => String(value))
const DAY_MS = 86_400_000
const one = (topic: string, value: string) => [{ topic, key: 'k', value }]

test('an earlier holder of the name appends nothing more, even if nothing was written since; other names go on', async () => {
  const topic = await aTopic(brokers)
  const [name, otherName] = [aName(), aName()]
  const former = await open({ name, topics: [contractOf(topic)] })
  const other = await open({ name: otherName, topics: [contractOf(topic)] })
  await former.send(one(topic, 'before'))
  const owner = await open({ name, topics: [contractOf(topic)] })
  const standing = await valuesIn(topic)
  await expect(former.send(one(topic, 'late'))).rejects.toMatchObject({ code: 'LF_FENCED', retryable: true })
  expect(await valuesIn(topic)).toEqual(standing)
  await other.send(one(topic, 'another name'))
  await owner.send(one(topic, 'after'))
  await expect(former.send(one(topic, 'late'))).rejects.toMatchObject({ code: 'LF_FENCED' })
  expect(await valuesIn(topic)).toEqual(['before', 'another name', 'after'])
})

test('the fence holds in every partition of several topics', async () => {
  const names = [await aTopic(brokers, 3), await aTopic(brokers, 2)] as const
  const topics = [contractOf(names[0]), contractOf(names[1])] as const
  const name = aName()
  const former = await open({ name, topics })
  await open({ name, topics })
  for (const topic of names) {
    await expect(former.send([{ topic, key: 'k', value: 'late', partition: 1 }])).rejects.toMatchObject({
      code: 'LF_FENCED',
    })
    expect(await valuesIn(topic)).toEqual([])
  }
})

test('the markers of a fence are no record: a log begins with its first one', async () => {
  const topic = await aTopic(brokers)
  const firstTime = () => readFirstTime({ brokers, clientId: 'test', logger: silent, topic }, 0)
  expect(await firstTime()).toBe(null)
  const producer = await open({ name: aName(), topics: [contractOf(topic)] })
  expect(await firstTime()).toBe(null)
  await producer.send(one(topic, 'first'))
  await open({ name: aName(), topics: [contractOf(topic)] })
  await producer.send(one(topic, 'second'))
  expect(await firstTime()).toBe((await read(topic))[0]?.timestampMs)
})

test('of two that open a name at once, one at most can append afterwards', async () => {
  const topic = await aTopic(brokers)
  const name = aName()
  const opened = await Promise.allSettled([1, 2, 3].map(() => open({ name, topics: [contractOf(topic)] })))
  const sent = await Promise.allSettled(
    opened.map(async (each) => each.status === 'fulfilled' && (await each.value.send(one(topic, 'mine'))).length === 1),
  )
  const took = sent.filter((each) => each.status === 'fulfilled' && each.value)
  expect(took.length).toBeLessThanOrEqual(1)
  expect((await valuesIn(topic)).length).toBe(took.length)
})

test('records reach their partitions in order, over several requests, and their positions are returned', async () => {
  const topic = await aTopic(brokers, 3)
  const producer = await open({
    name: aName(),
    topics: [contractOf(topic)],
    partitionBatchBytesMax: 100,
    requestBytesMax: 200,
  })
  const values = numbers(0, 50)
  const inThreePartitions = (value: string, index: number) => ({
    topic,
    key: value,
    value,
    partition: index % 3,
  })
  const sent = await producer.send(values.map(inThreePartitions))
  const records = await read(topic)
  for (const [index, { partition, offset }] of sent.entries()) {
    const found = records.find((record) => record.partition === partition && record.offset === offset)
    expect(found?.key).toBe(values[index])
  }
  const inFirst = records.filter(({ partition }) => partition === 0).map(({ value }) => String(value))
  expect(inFirst).toEqual(values.filter((_, index) => index % 3 === 0))
})

test('a request whose answer is lost is retried and appended once', async () => {
  const topic = await aTopic(brokers)
  const sockets = cuttableSockets()
  const producer = await open({ name: aName(), topics: [contractOf(topic)], openSocket: sockets.open })
  await producer.send(one(topic, '0'))
  sockets.cutAtNextAnswer()
  const [again] = await producer.send(one(topic, '1'))
  expect(sockets.cuts()).toBe(1)
  await producer.send(one(topic, '2'))
  const records = await read(topic)
  expect(records.map(({ value }) => String(value))).toEqual(['0', '1', '2'])
  expect(again?.offset).toBe(records[1]?.offset)
  expect(producer.state()).toBe('up')
})

test('a broker that does not answer in time is LF_BROKER_DOWN; a record it refuses LF_BROKER_REFUSED', async () => {
  const topic = await aTopic(brokers)
  const sockets = cuttableSockets()
  const producer = await open({
    name: aName(),
    topics: [contractOf(topic)],
    openSocket: sockets.open,
    deliveryMsMax: 300,
  })
  sockets.cutEveryAnswer()
  await expect(producer.send(one(topic, 'lost'))).rejects.toMatchObject({ code: 'LF_BROKER_DOWN', retryable: true })
  expect(producer.state()).toBe('down')
  sockets.heal()
  const large = await open({ name: aName(), topics: [contractOf(topic)], recordBytesMax: 40_000_000 })
  const refused = large.send(one(topic, 'x'.repeat(20_000_000)))
  await expect(refused).rejects.toMatchObject({ code: 'LF_BROKER_REFUSED', retryable: false })
  const limited = await open({ name: aName(), topics: [contractOf(topic)], recordBytesMax: 100 })
  await expect(limited.send(one(topic, 'x'.repeat(101)))).rejects.toMatchObject({ code: 'LF_RECORD_TOO_LARGE' })
})

test('a fence older than a day is raised again, so that Kafka does not forget the name', async () => {
  const topic = await aTopic(brokers)
  const name = aName()
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const former = await open({ name, topics: [contractOf(topic)] })
  await former.send(one(topic, '0'))
  vi.advanceTimersByTime(DAY_MS + 1)
  await former.send(one(topic, '1'))
  const [first, second] = await read(topic)
  expect(second?.offset).toBeGreaterThan((first?.offset ?? 0) + 1) // A marker lies between them.
  await open({ name, topics: [contractOf(topic)] })
  await expect(former.send(one(topic, 'late'))).rejects.toMatchObject({ code: 'LF_FENCED' })
})
