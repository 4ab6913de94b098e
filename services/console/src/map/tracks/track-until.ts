import type { TimedTrack, TrackPlace } from './timed-track.ts'

/** The places of a track up to a time, that time included: nothing is guessed between two of them. */
export const trackUntil = ({ places }: TimedTrack, atMs: number): readonly TrackPlace[] => {
  const end = places.findIndex((place) => place.atMs > atMs)
  return end < 0 ? places : places.slice(0, end)
}
