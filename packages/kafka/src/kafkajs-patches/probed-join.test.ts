import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { KafkajsBroker } from './kafkajs-internals.ts'
import { patchedKafkajs } from './patched-kafkajs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A coordinator that answers a join when it is made to, and what it is asked meanwhile on its connections. */
const aCoordinator = () => {
  const join = Promise.withResolvers<unknown>()
  const asked: string[] = []
  const connection = (index: number) => ({
    send: async ({ api }: { readonly api: string }) => {
      asked.push(`${api} on ${index}`)
    },
  })
  const broker: KafkajsBroker = Object.assign(Object.create(patchedKafkajs().Broker.prototype), {
    lookupRequest:
      (_key: number, { api }: { readonly api: string }) =>
      () => ({ api }),
    connectionPool: { send: () => join.promise, getConnection: async (index: number) => connection(index) },
  })
  return { broker, asked, join }
}

test('while a join waits, the coordinator is asked each second on its other connection, where an answer does not wait for the join', async () => {
  const { broker, asked, join } = aCoordinator()
  const joined = broker.joinGroup({ groupId: 'group' })
  await vi.advanceTimersByTimeAsync(3_500)
  expect(asked).toHaveLength(3)
  expect(new Set(asked)).toEqual(new Set([expect.stringMatching(/ on 1$/)]))
  join.resolve('let in')
  expect(await joined).toBe('let in')
  await vi.advanceTimersByTimeAsync(3_500)
  expect(asked).toHaveLength(3)
})

test('a join that fails ends the questions too', async () => {
  const { broker, asked, join } = aCoordinator()
  const joined = broker.joinGroup({ groupId: 'group' })
  join.reject(new Error('not the coordinator'))
  await expect(joined).rejects.toThrow('not the coordinator')
  await vi.advanceTimersByTimeAsync(3_500)
  expect(asked).toEqual([])
})
