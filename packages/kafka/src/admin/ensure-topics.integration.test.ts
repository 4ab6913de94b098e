import type { TopicSpec } from '@landfall/contracts'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openFencedProducer } from '../producer/open-fenced-producer.ts'
import { aName, bareClient, silent } from '../testing/a-topic.ts'
import { ensureTopics } from './ensure-topics.ts'

const brokers = inject('kafkaBrokers').split(',')
const ensure = (specs: readonly TopicSpec[]) => ensureTopics({ brokers, logger: silent, specs })
const aSpec = (change: Partial<TopicSpec> = {}): TopicSpec => ({
  name: aName(),
  partitions: 3,
  retentionMs: 86_400_000,
  retentionBytes: 1_073_741_824,
  cleanupPolicy: 'delete',
  timestampType: 'LogAppendTime',
  messageBytesMax: 1_048_576,
  compressionType: 'gzip',
  ...change,
})

test('missing topics are created as specified, and a second call does nothing', async () => {
  const specs = [
    aSpec(),
    aSpec({
      partitions: 1,
      retentionMs: -1,
      retentionBytes: -1,
      messageBytesMax: 16_777_216,
      compressionType: 'producer',
    }),
  ]
  expect(await ensure(specs)).toEqual({ created: specs.map(({ name }) => name), drift: [] })
  expect(await ensure(specs)).toEqual({ created: [], drift: [] })
})

test('concurrent calls create each topic once', async () => {
  const specs = [aSpec(), aSpec(), aSpec()]
  const results = await Promise.all([ensure(specs), ensure(specs), ensure(specs)])
  expect(results.flatMap(({ created }) => created).toSorted()).toEqual(specs.map(({ name }) => name).toSorted())
  expect(results.flatMap(({ drift }) => drift)).toEqual([])
})

test('differences of an existing topic are reported setting by setting, and left as they are', async () => {
  const wanted = aSpec()
  const admin = bareClient(brokers).admin()
  await admin.connect()
  const configEntries = [{ name: 'retention.ms', value: '1000' }]
  await admin.createTopics({ topics: [{ topic: wanted.name, numPartitions: 5, configEntries }], waitForLeaders: true })
  await admin.disconnect()
  const expected = {
    created: [],
    drift: [
      { topic: wanted.name, setting: 'partitions', wanted: '3', found: '5' },
      { topic: wanted.name, setting: 'retention.ms', wanted: '86400000', found: '1000' },
      { topic: wanted.name, setting: 'retention.bytes', wanted: '1073741824', found: '-1' },
      { topic: wanted.name, setting: 'message.timestamp.type', wanted: 'LogAppendTime', found: 'CreateTime' },
      { topic: wanted.name, setting: 'max.message.bytes', wanted: '1048576', found: '1048588' },
      { topic: wanted.name, setting: 'compression.type', wanted: 'gzip', found: 'producer' },
    ],
  }
  expect(await ensure([wanted])).toEqual(expected)
  expect(await ensure([wanted])).toEqual(expected)
})

test('the call gives up on a broker that does not appear in time', async () => {
  const away = ensureTopics({ brokers: ['127.0.0.1:1'], logger: silent, specs: [aSpec()], waitMsMax: 300 })
  await expect(away).rejects.toMatchObject({ code: 'LF_BROKER_DOWN', retryable: true })
})

test('topics that somebody else creates are waited for and never created', async () => {
  const [one, other] = [aSpec(), aSpec()]
  await ensure([one])
  const external = { brokers, logger: silent, specs: [one, other], settings: { TOPICS: 'external' } as const }
  await expect(ensureTopics({ ...external, waitMsMax: 300 })).rejects.toMatchObject({
    code: 'LF_TOPICS_MISSING',
    message: `TOPICS is external, and these are not there: ${other.name}. Create them, or set TOPICS=managed`,
  })
  const waiting = ensureTopics(external)
  await ensure([other])
  expect(await waiting).toEqual({ created: [], drift: [] })
})

test('with one broker each start warns of what its loss would cost; a replication that was asked for is drift', async () => {
  const wanted = aSpec()
  const logged: object[] = []
  const logger = { ...silent, warn: (entry: object) => logged.push(entry) } as unknown as typeof silent
  await ensureTopics({ brokers, logger, specs: [wanted] })
  expect(logged).toMatchObject([{ event: 'topics.unsafe', topics: [wanted.name] }])
  const settings = { TOPICS: 'managed', KAFKA_REPLICATION_FACTOR: 3 } as const
  const { drift } = await ensureTopics({ brokers, logger, specs: [wanted], settings })
  expect(drift).toEqual([
    { topic: wanted.name, setting: 'replication.factor', wanted: '3', found: '1' },
    { topic: wanted.name, setting: 'min.insync.replicas', wanted: '2', found: '1' },
  ])
})

test('a replication for which too few brokers are up is waited for', async () => {
  const settings = { TOPICS: 'managed', KAFKA_REPLICATION_FACTOR: 3 } as const
  const waiting = ensureTopics({ brokers, logger: silent, specs: [aSpec()], settings, waitMsMax: 300 })
  await expect(waiting).rejects.toMatchObject({
    code: 'LF_BROKER_DOWN',
    message: expect.stringContaining('for which too few brokers are up'),
  })
})

test('a topic with fewer partitions than its contract is refused', async () => {
  const wanted = aSpec({ partitions: 3 })
  await ensure([{ ...wanted, partitions: 2 }])
  await expect(ensure([wanted])).rejects.toMatchObject({
    code: 'LF_PARTITIONS_CHANGED',
    retryable: false,
    message: expect.stringContaining(`${wanted.name} has 2 partitions, not 3`),
  })
})

test('partitions beyond the contract are named while they are empty, also of markers, and refused with a record in them', async () => {
  const wanted = aSpec({ partitions: 2 })
  const grown = { ...wanted, partitions: 5 }
  await ensure([grown])
  const spec = { brokers, clientId: 'test', logger: silent, topics: [grown] as const }
  const counting = await openFencedProducer({ ...spec, name: aName() }) // Its fence leaves markers in all five.
  onTestFinished(counting.close)
  const logged: object[] = []
  const logger = { ...silent, error: (entry: object) => logged.push(entry) } as unknown as typeof silent
  const { drift } = await ensureTopics({ brokers, logger, specs: [wanted] })
  expect(drift).toEqual([{ topic: wanted.name, setting: 'partitions', wanted: '2', found: '5' }])
  expect(logged).toEqual([{ event: 'topic.partitions-unused', topic: wanted.name, contract: 2, found: 5 }])

  const [sent] = await counting.send([{ topic: wanted.name, key: 'k', value: 'v', partition: 3 }])
  await expect(ensure([wanted])).rejects.toMatchObject({
    code: 'LF_PARTITIONS_CHANGED',
    retryable: false,
    message: expect.stringContaining(`for example record ${sent?.offset} of partition 3, logged `),
  })
})
