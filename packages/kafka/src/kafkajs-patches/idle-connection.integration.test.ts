import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { createKafkaClient } from '../client/create-kafka-client.ts'
import { aTopic, bareClient, silent } from '../testing/a-topic.ts'

const brokers = inject('kafkaBrokers').split(',')

/** Unpatched, each connection costs 14 to 40 ms of a core a second. */
const BUSY_MS_PER_CONNECTION_SECOND_MAX = 6
const CONNECTIONS = 20
const quietAdmin = () => createKafkaClient({ brokers, clientId: 'test', logger: silent }).admin()
const IDLE_SECONDS = 2

test('an idle connection uses next to no processor time, though kafkajs re-arms a 1 ms timer for ever', async () => {
  const admins = Array.from({ length: CONNECTIONS }, () => quietAdmin())
  await Promise.all(admins.map((admin) => admin.connect()))
  await Promise.all(admins.map((admin) => admin.listTopics())) // The first answer is what starts the spinning.
  await sleep(200)
  const before = process.cpuUsage()
  await sleep(IDLE_SECONDS * 1_000)
  const { user, system } = process.cpuUsage(before)
  await Promise.all(admins.map((admin) => admin.disconnect()))
  const busyMs = (user + system) / 1_000
  expect(busyMs / CONNECTIONS / IDLE_SECONDS).toBeLessThan(BUSY_MS_PER_CONNECTION_SECOND_MAX)
})

test('requests queued beyond the number allowed in flight are all sent', async () => {
  const topic = await aTopic(brokers)
  const producer = bareClient(brokers).producer({ maxInFlightRequests: 1 })
  await producer.connect()
  const send = (value: string) => producer.send({ topic, messages: [{ value }] })
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => send(String(index))))
  await producer.disconnect()
  expect(answers.length).toBe(50)
})
