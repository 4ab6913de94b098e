import { createLogger, LandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import type { EachBatchPayload } from 'kafkajs'
import { expect, test } from 'vitest'
import { createAssignment } from './create-assignment.ts'
import type { OpenPartition } from './create-partition-slot.ts'
import type { GroupSession } from './open-group-session.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

/** Records the calls of the session and of the partitions, in order. */
const anAssignment = (openPartition: (partition: number) => Promise<OpenPartition>) => {
  const steps: string[] = []
  const failures: unknown[] = []
  const session: GroupSession = {
    pause: (partitions) => steps.push(`pause ${partitions}`),
    resumeAt: (partition, offset) => steps.push(`resume ${partition} at ${offset}`),
    commit: async () => {},
    ended: new Promise(() => {}),
    close: async () => {},
    leave: async () => {},
  }
  const bounds = { low: 0, high: 1_000 }
  const assignment = createAssignment({
    topic: 'observations',
    logger,
    bounds: {
      read: async () => new Map([0, 1, 2].map((partition) => [partition, bounds])),
      close: async () => {},
    },
    heartbeatMs: 1_000,
    openPartition: (partition) => {
      steps.push(`open ${partition}`)
      return openPartition(partition)
    },
    fail: (error) => failures.push(error),
    closing: new AbortController().signal,
  })
  return { steps, failures, session, assignment }
}
const opened = (
  steps: () => string[],
  partition: number,
  handle: OpenPartition['handle'] = async () => {},
): OpenPartition => ({
  nextOffset: 10 * (partition + 1),
  handle,
  close: () => steps().push(`close ${partition}`),
})
const aBatch = (partition: number, fetchedOffset: number) => {
  const resolved: string[] = []
  const payload = {
    batch: {
      partition,
      fetchedOffset: String(fetchedOffset),
      messages: [],
      highWatermark: '50',
      lastOffset: () => '19',
    },
    heartbeat: async () => {},
    isRunning: () => true,
    isStale: () => false,
    resolveOffset: (offset: string) => resolved.push(offset),
  }
  return { payload: payload as unknown as EachBatchPayload, resolved }
}

test('assigned partitions are paused synchronously, then opened, sought and resumed', async () => {
  const { steps, session, assignment } = anAssignment(async (partition) => opened(() => steps, partition))
  assignment.assign(session, [0, 1])
  expect(steps[0]).toBe('pause 0,1') // Before assign returns: after it kafkajs fetches.
  await waitFor(() => steps.length === 5)
  expect(steps.toSorted()).toEqual(['open 0', 'open 1', 'pause 0,1', 'resume 0 at 10', 'resume 1 at 20'])
})

test('a rebalance closes lost partitions, keeps the others, and seeks those again', async () => {
  const { steps, session, assignment } = anAssignment(async (partition) => opened(() => steps, partition))
  assignment.assign(session, [0, 1])
  await waitFor(() => steps.length === 5)
  steps.length = 0
  assignment.assign(session, [1, 2])
  await waitFor(() => steps.length === 5)
  expect(steps).toEqual(['pause 1,2', 'close 0', 'open 2', 'resume 1 at 20', 'resume 2 at 30'])
})

test('a partition lost while being opened is closed and never resumed', async () => {
  const loading = Promise.withResolvers<void>()
  const { steps, session, assignment } = anAssignment(async (partition) => {
    await loading.promise
    return opened(() => steps, partition)
  })
  assignment.assign(session, [0])
  assignment.assign(session, [])
  loading.resolve()
  await waitFor(() => steps.includes('close 0'))
  expect(steps).toEqual(['pause 0', 'open 0', 'pause ', 'close 0'])
})

test('what a handler leaves of a batch is fetched again, from there', async () => {
  const handle: OpenPartition['handle'] = async ({ leaveFrom }) => leaveFrom(15)
  const { steps, session, assignment } = anAssignment(async (partition) => opened(() => steps, partition, handle))
  assignment.assign(session, [0])
  await waitFor(() => steps.includes('resume 0 at 10'))
  const { payload, resolved } = aBatch(0, 10)
  await assignment.handle(session, payload)
  expect(resolved).toEqual(['14'])
  const rest = aBatch(0, 15)
  await assignment.handle(session, rest.payload) // Another offset would be a gap.
  expect(rest.resolved).toEqual(['14'])
})

test.each([
  ['an offset that was committed long ago is sought again', 7, ['resume 0 at 10'], []],
  ['the earliest offset, where kafkajs goes by itself, is a gap', 0, ['pause 0', 'close 0'], ['LF_OFFSET_GAP']],
])('a fetch from %s', async (_, fetchedOffset, then, failed) => {
  const handled: number[] = []
  const handle: OpenPartition['handle'] = async ({ nextOffset }) => {
    handled.push(nextOffset)
  }
  const { steps, failures, session, assignment } = anAssignment(async (each) => opened(() => steps, each, handle))
  assignment.assign(session, [0])
  await waitFor(() => steps.includes('resume 0 at 10'))
  steps.length = 0
  const { payload, resolved } = aBatch(0, fetchedOffset)
  await assignment.handle(session, payload)
  expect({ steps, handled, resolved }).toEqual({ steps: then, handled: [], resolved: [] })
  expect(failures).toEqual(failed.map((code) => expect.objectContaining({ code })))
})

test('batches of a partition that is not open are not resolved, so that kafkajs fetches them again', async () => {
  const { session, assignment } = anAssignment(() => new Promise(() => {}))
  assignment.assign(session, [0])
  const { payload, resolved } = aBatch(0, 10)
  await assignment.handle(session, payload)
  expect(resolved).toEqual([])
})

test('a refused commit (LF_FENCED) closes the partition until the group assigns it again', async () => {
  const fenced = new LandfallError('LF_FENCED', 'another owner', { retryable: true })
  const { steps, session, assignment } = anAssignment(async (partition) =>
    opened(
      () => steps,
      partition,
      async () => {
        throw fenced
      },
    ),
  )
  assignment.assign(session, [0])
  await waitFor(() => steps.includes('resume 0 at 10'))
  const { payload, resolved } = aBatch(0, 10)
  await expect(assignment.handle(session, payload)).rejects.toMatchObject({ type: 'REBALANCE_IN_PROGRESS' })
  expect(resolved).toEqual([])
  expect(steps.slice(3)).toEqual(['pause 0', 'close 0'])
  assignment.assign(session, [0])
  await waitFor(() => steps.includes('resume 0 at 10', 5))
  expect(steps.slice(5)).toEqual(['pause 0', 'open 0', 'resume 0 at 10'])
})
