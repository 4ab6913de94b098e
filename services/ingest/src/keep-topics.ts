import { setTimeout as sleep } from 'node:timers/promises'
import { type EnsureTopicsSpec, ensureTopics } from '@landfall/kafka'
import { isLandfallError } from '@landfall/runtime'

const RETRY_MS = 1_000

/** Makes the topics once Kafka is there, however long that takes; until then the service runs, and is not ready. */
export const keepTopics = (spec: EnsureTopicsSpec) => {
  const closing = new AbortController()
  let areThere = false
  const run = async (): Promise<void> => {
    while (!areThere && !closing.signal.aborted) {
      try {
        await ensureTopics({ ...spec, waitMsMax: RETRY_MS })
        areThere = true
      } catch (error) {
        // A broker that is away has been told already; one that refuses has not.
        if (!isLandfallError(error, 'LF_BROKER_DOWN')) spec.logger.error({ event: 'topics.failed', err: error })
        await sleep(RETRY_MS, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
  }
  const ran = run()
  return {
    areThere: () => areThere,
    close: async (): Promise<void> => {
      closing.abort()
      await ran
    },
  }
}
