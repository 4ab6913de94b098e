import { expect, test } from 'vitest'
import { patchedKafkajs } from './patched-kafkajs.ts'

const logger = { namespace: () => logger, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** What a consumer does that is started, in order; `join` is what becomes of its join. */
const startedWith = async (join: () => Promise<void>): Promise<readonly string[]> => {
  const { Runner } = patchedKafkajs()
  const done: string[] = []
  const coordinator = { disconnect: async () => void done.push('disconnected from the coordinator') }
  const runner = new Runner({
    logger,
    consumerGroup: {
      coordinator,
      connect: async () => {},
      joinAndSync: join,
      leave: async () => void done.push('left'),
      getNodeIds: () => [],
    },
    instrumentationEmitter: { emit: () => {} },
    concurrency: 1,
    onCrash: async (error: Error) => void done.push(error.message),
    retry: { retries: 0 },
  })
  await runner.start()
  return done
}

test('a member that was let in, and then not answered, leaves: the group need not wait for its session', async () => {
  const done = await startedWith(() => Promise.reject(new Error('SyncGroup timed out')))
  expect(done).toEqual(['SyncGroup timed out', 'left', 'disconnected from the coordinator'])
})

test('one that has joined stays', async () => {
  expect(await startedWith(async () => {})).not.toContain('left')
})
