import { collection, type Feature, type FeatureCollection, feature, type Point } from '../feature.ts'
import { unwrapLongitude } from '../unwrap-longitude.ts'
import { courseVector } from './course-vector.ts'
import { positionsAt } from './positions-at.ts'
import type { TimedTrack, TrackPlace } from './timed-track.ts'
import { trackUntil } from './track-until.ts'

/** Longer without a position, where the craft went is not known: the line is dashed. */
const GAP_MS = 60 * 60_000

/** The tracks up to a time, where the craft were then, and their course vectors. */
export const historyFeatures = (tracks: readonly TimedTrack[], atMs: number): FeatureCollection =>
  collection([
    ...tracks.flatMap((track) => lines(trackUntil(track, atMs))),
    ...positionsAt(tracks, atMs).flatMap((place) => {
      const at = pointOf(place)
      const ahead = courseVector(place)
      const here = feature({ type: 'Point', coordinates: at }, { what: place.isOld ? 'seen' : 'place' })
      return ahead === null
        ? [here]
        : [line([at, [at[0] + ahead.longitude - place.longitude, ahead.latitude]], 'vector'), here]
    }),
  ])

const pointOf = ({ longitude, latitude }: TrackPlace): Point => [unwrapLongitude(longitude), latitude]
const line = (coordinates: readonly Point[], what: string): Feature =>
  feature({ type: 'LineString', coordinates }, { what })

const lines = (places: readonly TrackPlace[]): readonly Feature[] => {
  const parts: Feature[] = []
  let part: Point[] = []
  for (const [index, place] of places.entries()) {
    const before = places[index - 1]
    if (before !== undefined && place.atMs - before.atMs > GAP_MS) {
      parts.push(line([pointOf(before), pointOf(place)], 'gap'))
      if (part.length > 1) parts.push(line(part, 'track'))
      part = []
    }
    part.push(pointOf(place))
  }
  return part.length > 1 ? [...parts, line(part, 'track')] : parts
}
