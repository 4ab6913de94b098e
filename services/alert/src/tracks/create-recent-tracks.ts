import type { TrackRecords } from '../domain/tracks/tracks-of.ts'
import type { TrackQuestion, TrackReader } from './create-track-reader.ts'

/** How long what was read of a craft is used again, milliseconds: somebody types. */
export const RECENT_TRACKS_MS = 15_000
/** Craft whose tracks are held. */
export const RECENT_TRACKS_MAX = 16

/** Reads the log of the last 24 hours of a boat, and answers the same question for a while from what was read. A failed read is not kept. */
export const createRecentTracks = (readTracks: TrackReader, clock: () => number) => {
  const held = new Map<string, { readonly atMs: number; readonly read: Promise<TrackRecords> }>()
  return async (question: Omit<TrackQuestion, 'upToMs'>): Promise<TrackRecords> => {
    const [key, nowMs] = [JSON.stringify(question), clock()]
    const known = held.get(key)
    if (known !== undefined && Math.abs(nowMs - known.atMs) < RECENT_TRACKS_MS) return known.read
    const read = readTracks({ ...question, upToMs: nowMs })
    held.delete(key)
    held.set(key, { atMs: nowMs, read })
    const [oldest] = held.keys()
    if (held.size > RECENT_TRACKS_MAX && oldest !== undefined) held.delete(oldest)
    read.catch(() => held.delete(key))
    return read
  }
}
