import { expect, onTestFinished, test, vi } from 'vitest'
import { pause } from './pause.ts'

test('a pause takes its time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const isOver = vi.fn()
  const paused = pause(1_000).then(isOver)
  await vi.advanceTimersByTimeAsync(999)
  expect(isOver).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await paused
})

test('an aborted signal ends a pause, and does not let one begin', async () => {
  const closing = new AbortController()
  const paused = pause(2 ** 31 - 1, closing.signal)
  closing.abort()
  await paused
  await pause(2 ** 31 - 1, closing.signal)
})
