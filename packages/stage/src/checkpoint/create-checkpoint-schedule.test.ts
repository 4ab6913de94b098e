import { expect, test } from 'vitest'
import { createCheckpointSchedule } from './create-checkpoint-schedule.ts'

const aSchedule = (intervalMs: number) => {
  const time = { nowMs: 0 }
  return { time, ...createCheckpointSchedule({ intervalMs, partitions: 4, clock: () => time.nowMs }) }
}

test('the first checkpoints are spread over an interval, the next come one interval after the other', () => {
  const { time, open } = aSchedule(100)
  const begins = [0, 1, 2, 3].map(open)
  const dueAt = (nowMs: number): readonly number[] => {
    time.nowMs = nowMs
    return begins.flatMap((begin, partition) => {
      const end = begin()
      end?.()
      return end === undefined ? [] : [partition]
    })
  }
  expect([24, 25, 49, 50, 75, 100, 124, 125, 150].map(dueAt)).toEqual([[], [0], [], [1], [2], [3], [], [0], [1]])
})

test('one at a time: another begins when it has ended', () => {
  const { time, open } = aSchedule(100)
  const [first, second] = [open(0), open(1)]
  time.nowMs = 1_000
  const end = first()
  expect(end).toBeDefined()
  expect(second()).toBeUndefined()
  end?.()
  expect(second()).toBeDefined()
})

test('one that was due while another was written comes first, however often that one asks', () => {
  const { time, open } = aSchedule(10)
  const [first, second] = [open(0), open(1)]
  time.nowMs = 100
  const end = first()
  expect(second()).toBeUndefined()
  time.nowMs = 200
  end?.()
  expect(first()).toBeUndefined()
  const endSecond = second()
  expect(endSecond).toBeDefined()
  endSecond?.()
  expect(first()).toBeDefined()
})

test('an interval of 0: never', () => {
  const { time, open } = aSchedule(0)
  time.nowMs = 1_000_000
  expect(open(0)()).toBeUndefined()
})
