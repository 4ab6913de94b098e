import type { TopicPartitions } from '@landfall/contracts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { toLandfallError } from '../client/kafka-fault.ts'
import type { LogRecord } from '../log/log-record.ts'
import { readTopic } from '../log/read-topic.ts'
import { openProducer } from '../producer/open-producer.ts'
import { withAdmin } from './with-admin.ts'

const TOGETHER = 1_000

/**
 * Moves the records of partitions beyond the topic's contract to where their keys belong, for a topic that is partitioned by
 * key: appends them there, then deletes them. Stopped in between, it is run again: they are then appended twice. Returns how many
 * were moved. Throws LF_BROKER_DOWN, LF_BROKER_REFUSED or LF_PARTITIONS_CHANGED (fewer partitions than the contract).
 */
export const gatherPartitions = async (spec: ClientSpec & { readonly topic: TopicPartitions }): Promise<number> => {
  const { topic, ...client } = spec
  const beyond = await withAdmin(client, async (admin) =>
    (await admin.fetchTopicOffsets(topic.name)).filter(
      ({ partition, low, high }) => partition >= topic.partitions && Number(high) > Number(low),
    ),
  )
  if (beyond.length === 0) return 0
  // What is written after this is not deleted, and is refused at the next start.
  const ends = beyond.map(({ partition, high }) => ({ partition, offset: high }))
  const moved = await copy(client, topic, ends)
  await withAdmin(client, async (admin) => {
    await admin.fetchTopicOffsets(topic.name) // Or kafkajs does not know the topic it is asked about.
    try {
      await admin.deleteTopicRecords({ topic: topic.name, partitions: ends })
    } catch (error) {
      throw toLandfallError(`deleting records of ${topic.name}`, error)
    }
  })
  return moved
}

type End = { readonly partition: number; readonly offset: string }

const copy = async (client: ClientSpec, topic: TopicPartitions, ends: readonly End[]): Promise<number> => {
  const endOf = new Map(ends.map(({ partition, offset }) => [partition, Number(offset)]))
  const producer = await openProducer({ ...client, topics: [topic] })
  const append = (records: readonly LogRecord[]) =>
    producer.send(
      records.map(({ key, value, headers }) => ({ topic: topic.name, key: key ?? '', value: value ?? '', headers })),
    )
  try {
    let moved = 0
    let waiting: LogRecord[] = []
    const partitions = [...endOf.keys()]
    for await (const record of readTopic({ ...client, topic: topic.name, partitions, to: endOf })) {
      moved += 1
      waiting.push(record)
      if (waiting.length < TOGETHER) continue
      await append(waiting)
      waiting = []
    }
    await append(waiting)
    return moved
  } finally {
    await producer.close()
  }
}
