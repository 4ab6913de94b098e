import type { FeedErrorCode } from '@landfall/contracts'
import { type FeedClient, sendFrame, waitingBytes } from './feed-client.ts'
import type { FeedLimits } from './limits.ts'

export type CloseClient = (
  client: FeedClient,
  code: FeedErrorCode,
  message: string,
  retryAfterMs: number | null,
) => void

/** Sends frames to a client that catches up, no faster than it reads. False when it is gone, or was cut off for not reading. */
export const createPassFrames = (limits: FeedLimits, close: CloseClient) => {
  const sendAndWait = (client: FeedClient, frame: Buffer): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        close(client, 'slow-reader', `nothing was read for ${limits.catchUpStallMsMax} ms: resume`, 0)
        resolve(false)
      }, limits.catchUpStallMsMax)
      sendFrame(client, frame, () => {
        clearTimeout(timer)
        resolve(client.phase === 'catching-up')
      })
    })

  return async (client: FeedClient, frames: readonly Buffer[]): Promise<boolean> => {
    for (const frame of frames) {
      if (client.phase !== 'catching-up') return false
      if (waitingBytes(client) <= limits.catchUpBytesMax) sendFrame(client, frame)
      else if (!(await sendAndWait(client, frame))) return false
    }
    return client.phase === 'catching-up'
  }
}
