import { type Backoff, createBackoff } from '@landfall/runtime'

/** Doubling delays, each up to a fifth shorter or longer so that instances do not come back together. */
export const createRetryBackoff = (msMin = 100, msMax = 5_000): Backoff =>
  createBackoff({ msMin, msMax, spread: [0.8, 1.2], random: Math.random })
