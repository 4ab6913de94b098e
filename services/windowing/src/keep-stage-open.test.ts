import type { PartitionConsumer } from '@landfall/kafka'
import { LandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { keepStageOpen } from './keep-stage-open.ts'

const gap = new LandfallError('LF_OFFSET_GAP', 'the log is another', { retryable: false })

/** Stages that can be made to fail, each opening another one. */
const aStage = () => {
  const opened: { readonly fail: (error: unknown) => void; isClosed: boolean; state: 'up' | 'down' }[] = []
  const openConsumer = async (): Promise<PartitionConsumer> => {
    const { promise: failed, reject } = Promise.withResolvers<never>()
    const one = { fail: reject, isClosed: false, state: 'up' as 'up' | 'down' }
    failed.catch(() => {
      one.state = 'down'
    })
    opened.push(one)
    return {
      failed,
      assigned: () => [opened.length],
      state: () => one.state,
      close: async () => {
        one.isClosed = true
      },
    }
  }
  return { opened, openConsumer }
}

test('a stage that fails is closed and opened again, and says why until it is up', async () => {
  const { opened, openConsumer } = aStage()
  const errors: unknown[] = []
  const kept = await keepStageOpen({ openConsumer, onFailed: (error) => errors.push(error), retryMsMin: 1 })
  expect([kept.state(), kept.trouble(), kept.assigned()]).toEqual(['up', undefined, [1]])
  opened[0]?.fail(gap)
  await waitFor(() => opened.length === 2)
  expect([errors, opened[0]?.isClosed]).toEqual([[gap], true])
  const second = opened[1]
  if (second === undefined) throw new Error('there is a second')
  second.state = 'down'
  expect([kept.state(), kept.trouble()]).toEqual(['down', 'LF_OFFSET_GAP'])
  second.state = 'up'
  expect([kept.state(), kept.trouble(), kept.assigned()]).toEqual(['up', undefined, [2]])
  await kept.close()
  expect(second.isClosed).toBe(true)
})

test('closing ends the wait for the next try', async () => {
  const { opened, openConsumer } = aStage()
  const failed = Promise.withResolvers<void>()
  const kept = await keepStageOpen({ openConsumer, onFailed: () => failed.resolve(), retryMsMin: 60_000 })
  opened[0]?.fail(gap)
  await failed.promise
  expect(kept.trouble()).toBeDefined()
  await kept.close()
  expect(opened).toHaveLength(1)
})
