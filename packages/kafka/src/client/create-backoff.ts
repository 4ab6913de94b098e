import { setTimeout as sleep } from 'node:timers/promises'

const FIRST_MS = 100
const LAST_MS = 5_000

export type Backoff = { readonly wait: (signal?: AbortSignal) => Promise<void>; readonly reset: () => void }

/** Waits 100 ms, 200 ms, … up to 5 s, each up to a fifth shorter or longer so that instances don't come back together. */
export const createBackoff = (firstMs = FIRST_MS, lastMs = LAST_MS): Backoff => {
  let nextMs = firstMs
  return {
    reset: () => {
      nextMs = firstMs
    },
    wait: async (signal) => {
      const waitMs = nextMs * (0.8 + 0.4 * Math.random())
      nextMs = Math.min(nextMs * 2, lastMs)
      await sleep(waitMs, undefined, signal ? { signal, ref: true } : {}).catch(() => {})
    },
  }
}
