import { Policy, topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import { type GroupsState, newGroupsState, VERSION_BUCKET_MS, watchArea } from '@landfall/mass-arrivals'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startGroupsTicking } from './start-groups-ticking.ts'

const topic = topics('test').arrivals.name
const area = watchArea({ areaId: 'nz', contains: () => true, policy: Policy.parse({}) })

/** A partition in which a change of one alert is pending, or of none. */
const stateWith = (isPending: boolean): GroupsState => {
  const state = newGroupsState([area])
  const alert = { alertId: 'nz-1', kind: 'mass-arrival', status: 'open' } as never
  state.areaStates
    .of('nz', 'real')
    ?.setAlerts([
      { alert, raisedIndex: 1, visits: [], ...(isPending ? { pending: { craftId: 'track:a', arrivedMs: 0 } } : {}) },
    ])
  return state
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const ticksOf = async (state: () => GroupsState | undefined, forMs: number, send = async () => []) => {
  const sent: OutRecord[] = []
  const producer = {
    send: async (records: readonly OutRecord[]) => {
      sent.push(...records)
      return await send()
    },
  }
  const ticking = startGroupsTicking(producer, { topic, partition: 7 }, state)
  await vi.advanceTimersByTimeAsync(forMs)
  ticking.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  return sent
}

test('while a change is pending, two ticks a bucket go to its partition, and none after it was published or stopped', async () => {
  let isPending = true
  const sent = await ticksOf(() => stateWith(isPending), VERSION_BUCKET_MS - 1)
  expect(sent).toEqual(
    Array.from({ length: 2 }, () => ({ topic, key: 'nz/tick', partition: 7, value: '{"type":"tick"}' })),
  )
  isPending = false
  expect(await ticksOf(() => stateWith(isPending), 10 * VERSION_BUCKET_MS)).toEqual([])
})

test('no tick for a partition that is not open', async () => {
  expect(await ticksOf(() => undefined, 10 * VERSION_BUCKET_MS)).toEqual([])
})

test('a tick that is not answered is not followed by another; one that fails is', async () => {
  const never = new Promise<never>(() => {})
  expect(
    await ticksOf(
      () => stateWith(true),
      10 * VERSION_BUCKET_MS,
      () => never,
    ),
  ).toHaveLength(1)
  const failing = async () => await Promise.reject(new Error('no broker'))
  expect((await ticksOf(() => stateWith(true), 2 * VERSION_BUCKET_MS - 1, failing)).length).toBe(4)
})
