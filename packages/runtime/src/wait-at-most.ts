import { pause } from './pause.ts'

/** Resolves with the work, or after `ms` without it; rejects if the work does before. Leaves no timer behind. */
export const waitAtMost = async (work: Promise<unknown> | null, ms: number): Promise<void> => {
  const isOver = new AbortController()
  try {
    await Promise.race([work, pause(ms, isOver.signal)])
  } finally {
    isOver.abort()
  }
}
