import type { FeedErrorCode } from '@landfall/contracts'
import { type FeedClient, sendFrame, unsentBytes } from './feed-client.ts'
import type { FeedLimits } from './feed-limits.ts'

export type CloseClient = (
  client: FeedClient,
  code: FeedErrorCode,
  message: string,
  retryAfterMs: number | null,
) => void

type Phase = 'catching-up' | 'live'

/** Sends frames to a client in this phase, no faster than it reads. False when it is gone, or was cut off for not reading. */
export const createSendWithBackpressure = (limits: FeedLimits, close: CloseClient) => {
  const sendAndWait = (client: FeedClient, frame: Buffer): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        close(client, 'slow-reader', `nothing was read for ${limits.catchUpStallMsMax} ms: resume`, 0)
        resolve()
      }, limits.catchUpStallMsMax)
      sendFrame(client, frame, () => {
        clearTimeout(timer)
        resolve()
      })
    })

  return async (client: FeedClient, frames: Iterable<Buffer>, phase: Phase = 'catching-up'): Promise<boolean> => {
    for (const frame of frames) {
      if (client.phase !== phase) return false
      if (unsentBytes(client) <= limits.catchUpBytesMax) sendFrame(client, frame)
      else await sendAndWait(client, frame)
    }
    return client.phase === phase
  }
}
export type SendWithBackpressure = ReturnType<typeof createSendWithBackpressure>
