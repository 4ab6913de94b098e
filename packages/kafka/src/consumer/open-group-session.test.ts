import { createLogger } from '@landfall/runtime'
import type { EachBatchPayload } from 'kafkajs'
import { beforeEach, expect, test, vi } from 'vitest'
import { CONSUMER_LIMITS } from './consumer-limits.ts'
import { type GroupSession, openGroupSession } from './open-group-session.ts'

type Listener = (event: { readonly payload: object }) => void

/** What kafkajs does between being asked to and saying so, by hand. */
const kafkajsConsumer = () => {
  const listeners = new Map<string, Listener>()
  const joined = Promise.withResolvers<void>()
  let eachBatch: (payload: EachBatchPayload) => Promise<void> = async () => {}
  let isConnected = true
  return {
    consumer: {
      events: { GROUP_JOIN: 'join', CRASH: 'crash', REQUEST_TIMEOUT: 'timeout' },
      on: (name: string, listener: Listener) => listeners.set(name, listener),
      connect: async () => {},
      subscribe: async () => {},
      run: async (given: { readonly eachBatch: typeof eachBatch }) => {
        eachBatch = given.eachBatch
        await joined.promise
      },
      disconnect: async () => {
        isConnected = false
      },
    },
    joins: (partitions: readonly number[]) => {
      listeners.get('join')?.({ payload: { memberId: 'a', memberAssignment: { observations: partitions } } })
      joined.resolve()
    },
    isConnected: () => isConnected,
    isUnanswered: () => listeners.get('timeout')?.({ payload: { broker: '127.0.0.1:1', apiName: 'Heartbeat' } }),
    fetches: () => eachBatch({} as EachBatchPayload),
  }
}

let kafkajs = kafkajsConsumer()
vi.mock('../client/create-kafka-client.ts', () => ({ createKafkaClient: () => ({ consumer: () => kafkajs.consumer }) }))

let seen: (readonly number[] | 'batch')[] = []
const open = (): Promise<GroupSession> =>
  openGroupSession({
    brokers: ['127.0.0.1:1'],
    clientId: 'test',
    logger: createLogger({ name: 'test', level: 'silent' }),
    groupId: 'group',
    topic: 'observations',
    limits: CONSUMER_LIMITS,
    onAssigned: (_session, partitions) => seen.push(partitions),
    onBatch: async () => {
      seen.push('batch')
    },
  })

beforeEach(() => {
  kafkajs = kafkajsConsumer()
  seen = []
})

test('an assignment and its batches are handed on', async () => {
  await open()
  kafkajs.joins([1, 2])
  await kafkajs.fetches()
  expect(seen).toEqual([[1, 2], 'batch'])
})

test.each([
  ['a broker did not answer', () => kafkajs.isUnanswered()],
  ['it was closed', (session: GroupSession) => void session.close()],
])(
  'once %s, a join that ends later assigns nothing, and nothing is handled: the next session has the partitions',
  async (_name, end) => {
    const session = await open()
    end(session)
    kafkajs.joins([1, 2])
    await kafkajs.fetches()
    expect(seen).toEqual([])
  },
)

test('a session that ends while it joins says so at once, and kafkajs is left connected until it can leave', async () => {
  const session = await open()
  kafkajs.isUnanswered()
  await expect(session.ended).rejects.toThrow('127.0.0.1:1 does not answer Heartbeat')
  const closed = session.close()
  expect(kafkajs.isConnected()).toBe(true)
  kafkajs.joins([1, 2])
  await closed
  expect(kafkajs.isConnected()).toBe(false)
})
