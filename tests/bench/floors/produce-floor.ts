import { Kafka, logLevel } from 'kafkajs'
import { ratePerSecondAsync } from '../rates.ts'

/** What bare kafkajs reached best with on two cores; smaller batches are slower, larger ones no faster. */
const BATCH_RECORDS = 1_000

export type ProduceJob = {
  readonly brokers: string
  readonly topic: string
  readonly partitions: number
  /** Ready to send: the floor serialises nothing. */
  readonly records: readonly { readonly key: string; readonly value: string }[]
}

/** Records per second of a bare kafkajs idempotent producer with acks=all, one `send` after the other. */
export const produceFloor = async ({ brokers, topic, partitions, records }: ProduceJob): Promise<number> => {
  const kafka = new Kafka({ clientId: 'bench-floor', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true })
  await admin.disconnect()
  const producer = kafka.producer({ idempotent: true })
  await producer.connect()
  const sendAll = async (upTo: number): Promise<void> => {
    for (let at = 0; at < upTo; at += BATCH_RECORDS) {
      await producer.send({ topic, acks: -1, messages: records.slice(at, at + BATCH_RECORDS) })
    }
  }
  await sendAll(Math.min(records.length, 20 * BATCH_RECORDS)) // Warm: compiled code, open connections, made segments.
  const rate = await ratePerSecondAsync(records.length, () => sendAll(records.length))
  await producer.disconnect()
  return rate
}
