import { expect, test } from 'vitest'
import { brokerOrderOf } from '../client/create-broker-order.ts'
import type { KafkajsBrokerPool } from './kafkajs-internals.ts'
import { patchedKafkajs } from './patched-kafkajs.ts'

const ADDRESSES = ['127.0.0.1:1', '127.0.0.1:2', '127.0.0.1:3'] as const

/** Connected to all of them, and the ones it asks. */
const aPool = () => {
  const asked = new Set<string>()
  const entries = ADDRESSES.map((brokerAddress, index) => [
    String(index + 1),
    { brokerAddress, isConnected: () => true },
  ])
  const pool: KafkajsBrokerPool = Object.assign(Object.create(patchedKafkajs().BrokerPool.prototype), {
    brokers: Object.fromEntries(entries),
    async findBroker(this: { asksNode: string }, { nodeId }: { readonly nodeId: string }) {
      this.asksNode = nodeId
      return ADDRESSES[Number(nodeId) - 1]
    },
  })
  const ask = async ({ broker }: { readonly broker?: string }): Promise<string> => {
    asked.add(broker ?? '')
    return 'an answer'
  }
  return { pool, asked, ask }
}

const askOften = async (): Promise<ReadonlySet<string>> => {
  const { pool, asked, ask } = aPool()
  for (let times = 0; times < 100; times += 1) {
    await pool.withBroker(ask)
    asked.add(String(await pool.findConnectedBroker()))
  }
  return asked
}

test('any broker is asked while none is away, then only those that are not; all where all are', async () => {
  const order = brokerOrderOf([...ADDRESSES])
  expect(await askOften()).toEqual(new Set(ADDRESSES))
  order.failed(ADDRESSES[1])
  expect(await askOften()).toEqual(new Set([ADDRESSES[0], ADDRESSES[2]]))
  const { pool, ask } = aPool()
  await pool.withBroker(ask)
  expect(pool, 'what kafkajs sets on the pool').toHaveProperty('asksNode')
  order.failed(ADDRESSES[0])
  order.failed(ADDRESSES[2])
  expect(await askOften()).toEqual(new Set(ADDRESSES))
})
