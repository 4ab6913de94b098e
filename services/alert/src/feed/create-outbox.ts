import type { Channel } from './create-channels.ts'
import type { FeedClient } from './feed-client.ts'

/** A channel that has gathered this much is sent at once. */
const GATHERED_BYTES_MAX = 64 * 1_024

/**
 * Gathers a channel's frames, so that each client costs one write and not one for each frame. After `put`, call `flush`
 * before anything is awaited: no client may join a channel in between.
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
