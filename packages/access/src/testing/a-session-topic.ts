import type { Followed } from '@landfall/runtime'
import type { SessionBatch } from '../sessions/open-session-log.ts'

/** The sessions topic in memory, with a reader for each `openTail`. `holdsBack`: readers get nothing until `release`. */
export const aSessionTopic = ({ holdsBack = false } = {}) => {
  const values: string[] = []
  const readers = new Set<(batch: SessionBatch) => void>()
  const fails = new Set<(error: Error) => void>()
  const released = Promise.withResolvers<void>()
  if (!holdsBack) released.resolve()
  const toBatch = (given: readonly string[]): SessionBatch => ({
    records: given.map((value, offset) => ({ value: Buffer.from(value), partition: 0, offset })),
  })

  const openTail = async (onBatch: (batch: SessionBatch) => void): Promise<Followed> => {
    const failed = Promise.withResolvers<never>()
    failed.promise.catch(() => {})
    readers.add(onBatch)
    fails.add(failed.reject)
    return {
      caughtUp: released.promise.then(() => onBatch(toBatch(values))),
      failed: failed.promise,
      close: async () => {
        readers.delete(onBatch)
        fails.delete(failed.reject)
      },
    }
  }
  return {
    openTail,
    send: async (given: readonly string[]): Promise<void> => {
      values.push(...given)
      for (const read of readers) read(toBatch(given))
    },
    isUp: () => true,
    readers: () => readers.size,
    release: released.resolve,
    fail: (error: Error) => {
      for (const fail of fails) fail(error)
    },
  }
}
