import { type EnsureTopicsSpec, ensureTopics } from '@landfall/kafka'
import { isLandfallError, pause } from '@landfall/runtime'

const RETRY_MS = 1_000

/** Creates the topics in the background, however long Kafka takes to appear; until then the service runs and is not ready. */
export const keepTopics = (spec: EnsureTopicsSpec) => {
  const closing = new AbortController()
  let exist = false
  const run = async (): Promise<void> => {
    while (!exist && !closing.signal.aborted) {
      try {
        await ensureTopics({ ...spec, waitMsMax: RETRY_MS })
        exist = true
      } catch (error) {
        // A broker that is away has been logged already; one that refuses has not.
        if (!isLandfallError(error, 'LF_BROKER_DOWN')) spec.logger.error({ event: 'topics.failed', err: error })
        await pause(RETRY_MS, closing.signal)
      }
    }
  }
  const ran = run()
  return {
    exist: () => exist,
    close: async (): Promise<void> => {
      closing.abort()
      await ran
    },
  }
}
