import { setTimeout as sleep } from 'node:timers/promises'

export type ReplayPace = (timeMs: number) => Promise<void> | undefined

/**
 * Waits for a recorded time to come, at `speed` times the recorded pace. The first time, and times that go backwards
 * (late data), do not wait. A speed of Infinity never waits.
 */
export const createPace = (speed: number, signal: AbortSignal): ReplayPace => {
  if (speed === Infinity) return () => undefined
  let startMs: number | undefined
  let firstMs = 0
  return (timeMs) => {
    if (startMs === undefined) {
      startMs = performance.now()
      firstMs = timeMs
    }
    const waitMs = startMs + (timeMs - firstMs) / speed - performance.now()
    return waitMs > 1 ? sleepLong(waitMs, signal) : undefined
  }
}

const TIMER_MS_MAX = 2 ** 31 - 1

const sleepLong = async (waitMs: number, signal: AbortSignal): Promise<void> => {
  for (let leftMs = waitMs; leftMs > 0; leftMs -= TIMER_MS_MAX) {
    await sleep(Math.min(leftMs, TIMER_MS_MAX), undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}
