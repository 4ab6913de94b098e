import { Kafka, logLevel } from 'kafkajs'
import type { ConsumeJob } from './consume-floor.ts'

/**
 * Prints the records per second of a bare kafkajs consumer that parses each value and keeps nothing, from the first
 * record it sees to the last; joining the group is not counted.
 */
const { brokers, topic, records }: ConsumeJob = JSON.parse(process.argv[2] ?? '')
const kafka = new Kafka({ clientId: 'bench-floor', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
const consumer = kafka.consumer({ groupId: `bench-floor-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 100 })
const done = Promise.withResolvers<number>()
let seen = 0
let startedMs = 0
await consumer.connect()
await consumer.subscribe({ topic, fromBeginning: true })
await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: true,
  eachBatch: async ({ batch: { messages } }) => {
    if (seen === 0) startedMs = performance.now()
    for (const { value } of messages) JSON.parse(value?.toString() ?? 'null')
    seen += messages.length
    if (seen >= records) done.resolve(performance.now() - startedMs)
  },
})
const tookMs = await done.promise
await consumer.disconnect()
process.stdout.write(String((records * 1_000) / tookMs))
