import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { patchedKafkajs } from './patched-kafkajs.ts'

const FETCH_MS = 5
/** Far more than the test needs. Without an end no timer of this process would fire, nor that of the test. */
const ASKED_MAX = 10_000

const logger = { namespace: () => logger, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

test('a consumer comes to an end that is stopped while one fetcher has found other brokers and another one still fetches', async () => {
  const { Runner } = patchedKafkajs()
  let brokers = ['fast', 'slow']
  let asked = 0
  const slow = Promise.withResolvers<void>()
  const ended: string[] = []
  const consumerGroup = {
    connect: async () => {},
    joinAndSync: async () => {},
    heartbeat: async () => {},
    leave: async () => ended.push('left'),
    fetch: async (nodeId: string) => {
      await (nodeId === 'slow' ? slow.promise : sleep(FETCH_MS))
      return []
    },
    getNodeIds: (): readonly string[] => {
      asked += 1
      if (asked > ASKED_MAX) throw new Error('asked without an end')
      return brokers
    },
  }
  const runner = new Runner({
    logger,
    consumerGroup,
    instrumentationEmitter: { emit: () => {} },
    concurrency: 1,
    onCrash: (error: unknown) => ended.push(String(error)),
    retry: { retries: 0 },
  })
  await runner.start()
  await waitFor(() => asked > brokers.length * 2)
  brokers = ['fast', 'slow', 'new']
  const askedBefore = asked
  await waitFor(() => asked > askedBefore) // The fast one has found them, and the slow one is waited for.
  const stopped = runner.stop()
  slow.resolve()
  await stopped
  expect(ended).toEqual(['left'])
})
