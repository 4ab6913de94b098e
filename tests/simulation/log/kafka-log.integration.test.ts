import { randomUUID } from 'node:crypto'
import { ensureTopics, openProducer, openTail } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, inject } from 'vitest'
import { describeLog, type Log } from './describe-log.ts'

const PARTITIONS = 3
const logger = createLogger({ name: 'test', level: 'error' })
let client: { readonly brokers: string[]; readonly clientId: string; readonly logger: typeof logger }

const open = new AsyncDisposableStack()

beforeAll(() => {
  client = { brokers: inject('kafkaBrokers').split(','), clientId: `t${randomUUID().slice(0, 8)}`, logger }
})
afterAll(() => open.disposeAsync())

const DAY_MS = 86_400_000

describeLog('Kafka', async (): Promise<Log> => {
  const topic = `t${randomUUID().slice(0, 8)}.log.v1`
  const spec = { partitions: PARTITIONS, retentionMs: DAY_MS, retentionBytes: -1, messageBytesMax: 1_048_576 } as const
  await ensureTopics({
    ...client,
    specs: [
      { name: topic, ...spec, cleanupPolicy: 'delete', timestampType: 'LogAppendTime', compressionType: 'producer' },
    ],
  })
  const topics = [{ name: topic, partitions: PARTITIONS }]
  const producer = open.adopt(await openProducer({ ...client, topics }), ({ close }) => close())
  return {
    topic,
    partitions: PARTITIONS,
    append: async (records) => {
      await producer.send(records)
    },
    read: async (partition, fromOffset) => {
      const entries: Awaited<ReturnType<Log['read']>>['entries'][number][] = []
      const from = new Map([[partition, fromOffset]])
      const tail = await openTail({
        ...client,
        topic,
        from,
        onBatch: (batch) => {
          if (batch.partition !== partition) return
          for (const { offset, timestampMs, key, value } of batch.records) {
            entries.push({ offset, timestampMs, key, value: String(value) })
          }
        },
      })
      await tail.caughtUp
      const nextOffset = await waitFor(() => tail.positions().get(partition))
      await tail.close()
      return { entries, nextOffset }
    },
  }
})
