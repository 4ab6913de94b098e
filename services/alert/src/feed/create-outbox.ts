import type { Channel } from './create-channels.ts'
import type { FeedClient } from './feed-client.ts'

/** Of one channel: what is gathered before it goes out. */
const GATHERED_BYTES_MAX = 64 * 1_024

/**
 * Gathers the frames that a channel's clients get in one turn, so that each client costs one write and not one per frame.
 * Whoever puts a frame in calls `flush` before the turn ends; nobody joins a channel in between.
 */
export const createOutbox = (deliver: (client: FeedClient, frames: Buffer) => void) => {
  const gathered = new Map<Channel, { readonly frames: Buffer[]; bytes: number }>()

  const send = (channel: Channel, frames: readonly Buffer[]): void => {
    const [only] = frames
    const together = frames.length === 1 && only !== undefined ? only : Buffer.concat(frames)
    for (const client of channel.clients) deliver(client, together)
  }

  const put = (channel: Channel, frame: Buffer): void => {
    const held = gathered.get(channel) ?? { frames: [], bytes: 0 }
    held.frames.push(frame)
    held.bytes += frame.length
    gathered.set(channel, held)
    if (held.bytes < GATHERED_BYTES_MAX) return
    gathered.delete(channel)
    send(channel, held.frames)
  }

  const flush = (): void => {
    for (const [channel, { frames }] of gathered) send(channel, frames)
    gathered.clear()
  }
  return { put, flush }
}
