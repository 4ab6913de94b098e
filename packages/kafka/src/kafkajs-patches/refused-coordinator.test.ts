import { KafkaJSConnectionError } from 'kafkajs'
import { expect, test } from 'vitest'
import type { AskBroker, KafkajsBrokerPool } from './kafkajs-internals.ts'
import { patchedKafkajs } from './patched-kafkajs.ts'

/** Two brokers that are connected. */
const aPool = (): KafkajsBrokerPool =>
  Object.assign(Object.create(patchedKafkajs().BrokerPool.prototype), {
    brokers: { 1: {}, 2: {} },
    findBroker: async () => ({}),
  })

const refusal = Object.assign(new Error('Not authorized'), { type: 'GROUP_AUTHORIZATION_FAILED', retriable: false })
const failing =
  (error: Error): AskBroker =>
  () =>
    Promise.reject(error)

test('a user who may not know a coordinator is refused, and not left to wait for one', async () => {
  const wrapped = new Error('not tried again', { cause: refusal }) // As kafkajs wraps it.
  await expect(aPool().withBroker(failing(wrapped))).rejects.toBe(wrapped)
})

test('brokers that do not answer are no refusal, as before', async () => {
  expect(await aPool().withBroker(failing(new KafkaJSConnectionError('refused')))).toBe(null)
})

test('one broker that answers is enough, whatever the others say', async () => {
  let asked = 0
  const second: AskBroker = async () => {
    asked += 1
    if (asked === 1) throw refusal
    return 'the coordinator'
  }
  expect(await aPool().withBroker(second)).toBe('the coordinator')
})
