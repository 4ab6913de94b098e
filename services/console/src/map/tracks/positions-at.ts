import type { TimedTrack, TrackPlace } from './timed-track.ts'
import { trackUntil } from './track-until.ts'

/** After so long without a position a craft is said to be last seen there, and has no course vector. Minutes. */
export const LAST_SEEN_MINUTES = 30

/** Where a craft was last seen at some time. */
export type PlaceAt = TrackPlace & {
  readonly craftId: string
  /** Since that position, milliseconds. */
  readonly ageMs: number
  /** Whether that is long ago. */
  readonly isOld: boolean
}

/** Where the craft were at a time: the newest place of each up to then. Craft not seen by then are left out. */
export const positionsAt = (tracks: readonly TimedTrack[], atMs: number): readonly PlaceAt[] =>
  tracks.flatMap((track) => {
    const place = trackUntil(track, atMs).at(-1)
    if (place === undefined) return []
    const ageMs = atMs - place.atMs
    return [{ ...place, craftId: track.craftId, ageMs, isOld: ageMs >= LAST_SEEN_MINUTES * 60_000 }]
  })
