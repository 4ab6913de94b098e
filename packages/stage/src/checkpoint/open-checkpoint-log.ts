import { type FencedProducerSpec, type KafkaClient, openFencedProducer, readTopic } from '@landfall/kafka'
import type { CheckpointLog, CheckpointRecord, CheckpointRecords } from './checkpoint-log.ts'

type Place = KafkaClient & {
  readonly topic: FencedProducerSpec['topics'][number]
  /** Of the stage. */
  readonly name: string
  readonly partition: number
}

export type CheckpointLogSpec = Place & {
  /** What the producer claims. */
  readonly writer: string
}

/** The checkpoints of one partition of a stage, in the topic of all of them. Both reject with LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const openCheckpointLog = (spec: CheckpointLogSpec): CheckpointLog => {
  const { topic, writer } = spec
  return {
    read: () => readCheckpointRecords(spec),
    openAppender: async () => {
      const fencedPartitions = [homeOf(spec)]
      const producer = await openFencedProducer({ ...spec, name: writer, topics: [topic], fencedPartitions })
      return {
        append: async (key, value) => {
          await producer.send([{ topic: topic.name, key: `${prefixOf(spec)}${key}`, partition: homeOf(spec), value }])
        },
        close: producer.close,
      }
    },
  }
}

/** Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const readCheckpointRecords = async (place: Place): Promise<CheckpointRecords> => {
  const prefix = prefixOf(place)
  const records = new Map<string, CheckpointRecord>()
  const spec = { ...place, topic: place.topic.name, partitions: [homeOf(place)] }
  for await (const { key, value, offset, timestampMs } of readTopic(spec))
    if (key?.startsWith(prefix))
      records.set(key.slice(prefix.length), { offset, timestampMs, value: Buffer.from(value ?? '') })
  return records
}

const prefixOf = ({ name, partition }: Place): string => `${name}/${partition}/`

/** Evenly, and whatever becomes of the stages' numbers of partitions. */
const homeOf = ({ partition, topic }: Place): number => partition % topic.partitions
