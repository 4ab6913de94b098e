import { type EnsuredTopics, type EnsureTopicsSpec, ensureTopics } from '@landfall/kafka'
import { isLandfallError, pause } from '@landfall/runtime'

const RETRY_MS = 1_000

/**
 * Creates the topics in the background, however long Kafka takes to appear; until then the service runs and is not ready. `failed`
 * rejects with LF_PARTITIONS_CHANGED alone.
 */
export const keepTopics = (spec: EnsureTopicsSpec, onEnsured: (ensured: EnsuredTopics) => void) => {
  const closing = new AbortController()
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  failed.catch(() => {}) // Awaited by whoever runs the service.
  let exist = false
  const run = async (): Promise<void> => {
    while (!exist && !closing.signal.aborted) {
      try {
        onEnsured(await ensureTopics({ ...spec, waitMsMax: Number.POSITIVE_INFINITY, closing: closing.signal }))
        exist = true
      } catch (error) {
        if (isLandfallError(error, 'LF_PARTITIONS_CHANGED')) return fail(error)
        if (closing.signal.aborted) return
        spec.logger.error({ event: 'topics.failed', err: error }) // Refused; what refuses may be set right.
        await pause(RETRY_MS, closing.signal)
      }
    }
  }
  const created = Promise.withResolvers<void>()
  const ran = run().then(() => {
    if (exist) created.resolve()
  })
  return {
    failed,
    exist: () => exist,
    /** Resolves when they are there; never if the service is closed before. */
    created: created.promise,
    close: async (): Promise<void> => {
      closing.abort()
      await ran
    },
  }
}
