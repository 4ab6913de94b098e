import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createHold } from './create-hold.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what is asked for again and again comes once, after the last time', () => {
  const onEnd = vi.fn()
  const hold = createHold(250, onEnd)
  expect(hold.isHeld()).toBe(false)
  for (let press = 0; press < 20; press++) {
    hold.hold()
    vi.advanceTimersByTime(249)
  }
  expect([hold.isHeld(), onEnd.mock.calls.length]).toEqual([true, 0])
  vi.advanceTimersByTime(1)
  expect([hold.isHeld(), onEnd.mock.calls.length]).toEqual([false, 1])
})

test('what is stopped never comes', () => {
  const onEnd = vi.fn()
  const hold = createHold(250, onEnd)
  hold.hold()
  hold.stop()
  vi.advanceTimersByTime(1_000)
  expect(onEnd).not.toHaveBeenCalled()
})
