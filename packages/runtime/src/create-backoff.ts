export type BackoffSpec = {
  /** The first delay; each one after it is twice as long as the one before. */
  readonly msMin: number
  readonly msMax: number
  /** Each delay is multiplied by a random factor between these, so that all who failed together do not return together. */
  readonly spread: readonly [min: number, max: number]
  /** As `Math.random`: from 0, below 1. */
  readonly random: () => number
}
export type Backoff = {
  /** Milliseconds to wait before the next attempt. */
  readonly nextMs: () => number
  /** Starts again with the shortest delay: to be called after a success. */
  readonly reset: () => void
}

/** Exponential backoff with jitter. It only counts; waiting is up to the caller. Runs in browsers too. */
export const createBackoff = ({ msMin, msMax, spread: [min, max], random }: BackoffSpec): Backoff => {
  let delayMs = msMin
  return {
    nextMs: () => {
      const spreadMs = delayMs * (min + (max - min) * random())
      delayMs = Math.min(delayMs * 2, msMax)
      return spreadMs
    },
    reset: () => {
      delayMs = msMin
    },
  }
}
