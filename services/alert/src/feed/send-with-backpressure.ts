import { disconnect, type FeedState } from './create-feed-state.ts'
import { type FeedClient, sendFrame, unsentBytes } from './feed-client.ts'

/**
 * Sends frames to a client no faster than it reads, as long as it stays in `phase`. Resolves to false when it left the
 * phase: it is gone, or was disconnected because it stopped reading.
 */
export const sendWithBackpressure = async (
  state: FeedState,
  client: FeedClient,
  frames: Iterable<Buffer>,
  phase: 'catching-up' | 'live' = 'catching-up',
): Promise<boolean> => {
  for (const frame of frames) {
    if (client.phase !== phase) return false
    if (unsentBytes(client) <= state.limits.catchUpBytesMax) sendFrame(client, frame)
    else await sendAndWait(state, client, frame)
  }
  return client.phase === phase
}

const sendAndWait = (state: FeedState, client: FeedClient, frame: Buffer): Promise<void> => {
  const { catchUpStallMsMax } = state.limits
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      disconnect(state, client, 'slow-reader', `nothing was read for ${catchUpStallMsMax} ms: resume`, 0)
      resolve()
    }, catchUpStallMsMax)
    sendFrame(client, frame, () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
