import { Kafka, logLevel } from 'kafkajs'
import { ratePerSecondAsync } from '../rate-per-second.ts'

/** Of 500 to 10,000 a batch, 1,000 is about the best; two at a time, so that the broker's turn is no pause. */
const BATCH_RECORDS = 1_000
const SENDERS = 2

export type ProduceJob = {
  readonly brokers: string
  readonly topic: string
  readonly partitions: number
  /** Ready to send: the floor serialises nothing. */
  readonly records: readonly { readonly key: string; readonly value: string }[]
}
export type ProduceFloor = { readonly perSecond: number; readonly cpuMicrosPerRecord: number }

/** What a bare kafkajs idempotent producer with acks=all does, and the processor time of this process for it. */
export const produceFloor = async ({ brokers, topic, partitions, records }: ProduceJob): Promise<ProduceFloor> => {
  const kafka = new Kafka({ clientId: 'bench-floor', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true })
  await admin.disconnect()
  const producer = kafka.producer({ idempotent: true })
  await producer.connect()
  const sendAll = async (upTo: number): Promise<void> => {
    let next = 0
    const send = async (): Promise<void> => {
      while (next < upTo) {
        const from = next
        next += BATCH_RECORDS
        await producer.send({ topic, acks: -1, messages: records.slice(from, next) })
      }
    }
    await Promise.all(Array.from({ length: SENDERS }, send))
  }
  await sendAll(Math.min(records.length, 20 * BATCH_RECORDS)) // Warm: compiled code, open connections, made segments.
  const before = process.cpuUsage()
  const perSecond = await ratePerSecondAsync(records.length, () => sendAll(records.length))
  const { user, system } = process.cpuUsage(before)
  await producer.disconnect()
  return { perSecond, cpuMicrosPerRecord: (user + system) / records.length }
}
