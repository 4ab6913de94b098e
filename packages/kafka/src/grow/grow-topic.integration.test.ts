import { type TopicSpec, topics } from '@landfall/contracts'
import { isLandfallError } from '@landfall/runtime'
import { expect, inject, test } from 'vitest'
import { ensureTopics } from '../admin/ensure-topics.ts'
import { readTopic } from '../log/read-topic.ts'
import { openProducer } from '../producer/open-producer.ts'
import { partitionFor } from '../producer/partition-for.ts'
import { aName, bareClient, silent } from '../testing/a-topic.ts'
import { type GrowTopicSpec, growTopic } from './grow-topic.ts'
import { abandonGrowth, readGrowth } from './read-growth.ts'

const brokers = inject('kafkaBrokers').split(',')
const client = { brokers, clientId: 'test', logger: silent }
const KEYS = Array.from({ length: 40 }, (_, n) => `track:${n}`)

/** The 4 partitions that exercises begin with, and the 16 that they are to have. */
const aGrowth = async () => {
  const prefix = aName()
  const specOf = (partitions: number): TopicSpec =>
    topics(prefix, { EXERCISE_OBSERVATIONS_PARTITIONS: partitions }).exerciseObservations
  const [from, to] = [specOf(4), specOf(16)]
  await ensureTopics({ brokers, logger: silent, specs: [from] })
  const spec: GrowTopicSpec = {
    ...client,
    from,
    to,
    signal: new AbortController().signal,
    inFlightMsMax: 0,
    onProgress: () => {},
  }
  return { spec, from, to, specOf }
}

const ensure = (spec: TopicSpec) => ensureTopics({ brokers, logger: silent, specs: [spec], waitMsMax: 0 })

const send = async (topic: TopicSpec, values: readonly (readonly [key: string, value: string])[]): Promise<void> => {
  const producer = await openProducer({ ...client, topics: [topic] })
  try {
    for (const [key, value] of values) await producer.send([{ topic: topic.name, key, value, headers: { h: key } }])
  } finally {
    await producer.close()
  }
}

const readAll = async ({ name: topic }: TopicSpec) => {
  const found: { readonly key: string; readonly value: string; readonly at: number; readonly partition: number }[] = []
  for await (const { key, value, timestampMs, partition, headers } of readTopic({ ...client, topic })) {
    expect(headers).toEqual({ h: key })
    found.push({ key: key ?? '', value: String(value), at: timestampMs, partition })
  }
  return found
}

test('every record is copied by its key, with its time and in the order of times, and writers go on in the new generation', async () => {
  const { spec, from, to } = await aGrowth()
  const values = Array.from({ length: 200 }, (_, n) => [KEYS[n % 40] ?? '', String(n)] as const)
  await send(from, values)
  const before = await readAll(from)
  expect(await readGrowth(spec)).toBe('not-begun')
  expect(await growTopic(spec)).toMatchObject({ records: 200 })
  expect(await readGrowth(spec)).toBe('done')

  const copied = await readAll(to)
  const byValue = (a: { readonly value: string }, b: { readonly value: string }) => Number(a.value) - Number(b.value)
  const moved = before.map((record) => ({ ...record, partition: partitionFor(record.key, 16) }))
  expect(copied.toSorted(byValue)).toEqual(moved.toSorted(byValue))
  for (const records of Map.groupBy(copied, ({ partition }) => partition).values())
    expect(records.map(({ at }) => at)).toEqual(records.map(({ at }) => at).toSorted((a, b) => a - b))

  await expect(send(from, [['track:1', 'late']])).rejects.toMatchObject({ code: 'LF_BROKER_REFUSED' })
  const laterMs = Date.now() - 60_000 // Clocks of brokers and tests may differ a little.
  await send(to, [['track:1', '200']])
  expect((await readAll(to)).find(({ value }) => value === '200')?.at).toBeGreaterThan(laterMs)
  expect(await growTopic(spec)).toEqual({ records: 0, sealedMs: 0 })
})

test('whatever was acknowledged while it grew is in the new generation, once', async () => {
  const { spec, from, to } = await aGrowth()
  const acknowledged: string[] = []
  const write = async (writer: number): Promise<void> => {
    const producer = await openProducer({ ...client, topics: [from] })
    try {
      for (let n = 0; ; n += 1) {
        const [key, value] = [KEYS[n % 40] ?? '', `${writer}/${n}`]
        await producer.send([{ topic: from.name, key, value, headers: { h: key } }])
        acknowledged.push(value)
      }
    } catch (error) {
      if (!isLandfallError(error, 'LF_BROKER_REFUSED')) throw error
    } finally {
      await producer.close()
    }
  }
  await send(from, [['track:1', 'first']])
  await Promise.all([growTopic(spec), ...[1, 2, 3].map(write)])
  expect(acknowledged.length).toBeGreaterThan(3)
  expect((await readAll(to)).map(({ value }) => value).toSorted()).toEqual(['first', ...acknowledged].toSorted())
})

test('interrupted, it goes on from where it was', async () => {
  const { spec, from, to } = await aGrowth()
  await send(
    from,
    KEYS.map((key) => [key, key] as const),
  )
  const interruption = new AbortController()
  const onProgress: GrowTopicSpec['onProgress'] = (doing) => {
    if (doing === 'copying') interruption.abort(new Error('Ctrl-C'))
  }
  await expect(growTopic({ ...spec, signal: interruption.signal, onProgress })).rejects.toThrow('Ctrl-C')
  expect(await readGrowth(spec)).toBe('copying')
  await send(from, [['track:1', 'more']])
  expect(await growTopic(spec)).toMatchObject({ records: 1 })
  expect((await readAll(to)).map(({ value }) => value).toSorted()).toEqual([...KEYS, 'more'].toSorted())
})

test('a generation is made by growing alone, is not open before its former one is closed, and the former one is over then', async () => {
  const { spec, from, to, specOf } = await aGrowth()
  const notOpen = (what: string) => ({
    code: 'LF_TOPICS_MISSING',
    retryable: true,
    message: expect.stringContaining(what),
  })
  await expect(ensure(to)).rejects.toMatchObject(notOpen('is not there: landfall topics grow'))
  const interruption = new AbortController()
  interruption.abort(new Error('stop'))
  await expect(growTopic({ ...spec, signal: interruption.signal })).rejects.toThrow('stop')
  await expect(ensure(to)).rejects.toMatchObject(notOpen('is still filled'))
  await ensure(from)

  await growTopic(spec)
  await ensure(to)
  const over = {
    code: 'LF_TOPIC_SEALED',
    retryable: false,
    message: expect.stringContaining(`${to.name} takes its place: set EXERCISE_OBSERVATIONS_PARTITIONS=16`),
  }
  await expect(ensure(from)).rejects.toMatchObject(over)
  await expect(readGrowth({ ...spec, to: specOf(32) })).rejects.toMatchObject({ code: 'LF_TOPIC_SEALED' })
  const admin = bareClient(brokers).admin()
  await admin.connect()
  await admin.deleteTopics({ topics: [from.name] })
  await admin.disconnect()
  await expect(ensure(from)).rejects.toMatchObject(over) // And is not made again.
  await ensure(to)
})

test('what was begun can be abandoned until it is open', async () => {
  const { spec, from, to } = await aGrowth()
  await send(from, [['track:1', 'a']])
  const interruption = new AbortController()
  const onProgress: GrowTopicSpec['onProgress'] = (doing) => {
    if (doing === 'sealing') interruption.abort(new Error('stop'))
  }
  await expect(growTopic({ ...spec, signal: interruption.signal, onProgress })).rejects.toThrow('stop')
  expect(await readGrowth(spec)).toBe('sealed')
  await expect(send(from, [['track:1', 'b']])).rejects.toMatchObject({ code: 'LF_BROKER_REFUSED' })
  await abandonGrowth(spec)
  await send(from, [['track:1', 'b']])
  expect((await readAll(from)).map(({ value }) => value)).toEqual(['a', 'b'])
  await growTopic(spec)
  expect((await readAll(to)).map(({ value }) => value)).toEqual(['a', 'b'])
  await expect(abandonGrowth(spec)).rejects.toMatchObject({ code: 'LF_TOPIC_IN_USE' })
})
