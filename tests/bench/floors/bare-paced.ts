import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import { processFiguresOf } from '../fan-out/process-figures-of.ts'
import { percentile } from '../rate-per-second.ts'
import { benchPosition } from './bench-position.ts'
import type { PacedFloor, PacedJob } from './paced-floor.ts'

/** Prints a PacedFloor: batches sent on time with acks=all by an idempotent producer, and each record read and parsed. */
const job: PacedJob = JSON.parse(process.argv[2] ?? '')
const { topic, partitions, recordsPerSecond, batchRecords, seconds, kafkaPid } = job
const kafka = new Kafka({ clientId: 'bench-floor', brokers: job.brokers.split(','), logLevel: logLevel.NOTHING })
const admin = kafka.admin()
await admin.connect()
await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true })
await admin.disconnect()
const producer = kafka.producer({ idempotent: true })
const consumer = kafka.consumer({ groupId: `${topic}-floor`, maxWaitTimeInMs: 100 })
await Promise.all([producer.connect(), consumer.connect()])

const delaysMs: number[] = []
let isMeasured = false
const sentAtMs = new Map<string, number>()
await consumer.subscribe({ topic, fromBeginning: true })
await consumer.run({
  autoCommit: false,
  partitionsConsumedConcurrently: partitions,
  eachBatch: async ({ batch: { messages } }) => {
    for (const { value } of messages) {
      const { batch } = JSON.parse(value?.toString() ?? 'null') as { batch?: string }
      const sentMs = batch === undefined ? undefined : sentAtMs.get(batch)
      if (sentMs !== undefined && isMeasured) delaysMs.push(performance.now() - sentMs)
    }
  },
})

let sent = 0
const sendBatch = async (): Promise<void> => {
  const from = sent * batchRecords
  const name = String(sent)
  sent += 1
  const messages = Array.from({ length: batchRecords }, (_, index) => {
    const position = benchPosition(from + index)
    const last = index === batchRecords - 1 ? { batch: name } : {}
    return { key: position.craftId, value: JSON.stringify({ ...position, ...last }) }
  })
  sentAtMs.set(name, performance.now())
  await producer.send({ topic, acks: -1, messages })
}
const sendFor = async (ms: number): Promise<void> => {
  const startedMs = performance.now()
  const under: Promise<void>[] = []
  while (performance.now() - startedMs < ms) {
    const due = ((performance.now() - startedMs) * recordsPerSecond) / batchRecords / 1_000
    while (under.length < due) under.push(sendBatch())
    await sleep(5)
  }
  await Promise.all(under)
}

await sendFor((seconds * 1_000) / 2) // Warm: compiled code, joined group, made segments.
isMeasured = true
const before = process.cpuUsage()
const kafkaBefore = await processFiguresOf(kafkaPid)
const startedMs = performance.now()
await sendFor(seconds * 1_000)
const { user, system } = process.cpuUsage(before)
const { cpuMs } = await processFiguresOf(kafkaPid)
const elapsedSeconds = (performance.now() - startedMs) / 1_000
await Promise.all([producer.disconnect(), consumer.disconnect()])
const floor: PacedFloor = {
  cpuMsPerSecond: (user + system) / 1_000 / elapsedSeconds,
  kafkaMsPerSecond: (cpuMs - kafkaBefore.cpuMs) / elapsedSeconds,
  delayMs: { p50: percentile(delaysMs, 50), p99: percentile(delaysMs, 99) },
}
process.stdout.write(JSON.stringify(floor))
