import type { AlertTracks, AlertView } from '@landfall/contracts'
import { countedCraft } from '../../alert/counted-craft.ts'
import { type CraftStore, craftKey } from '../../craft/create-craft-store.ts'

/** A place on a track. Degrees; knots; degrees from true north. */
export type TrackPlace = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly speedKnots?: number | undefined
  readonly courseDegrees?: number | undefined
}
/** The places of one craft of the alert, earliest first. */
export type TimedTrack = { readonly craftId: string; readonly places: readonly TrackPlace[] }

/** The tracks as the service has answered. */
export const timedTracks = ({ craft }: AlertTracks): readonly TimedTrack[] =>
  craft.map(({ craftId, positions }) => ({
    craftId,
    places: positions.map(({ at, ...place }) => ({ ...place, atMs: Date.parse(at) })),
  }))

/** The same with what the feed has said since, of each craft under any of its names the newest. */
export const withNewest = (
  tracks: readonly TimedTrack[],
  alert: AlertView,
  { all }: Pick<CraftStore, 'all'>,
): readonly TimedTrack[] => {
  const named = new Map(countedCraft(alert).map((one) => [one.craftId, [one.craftId, ...one.sameAs]]))
  return tracks.map((track) => {
    const lastMs = track.places.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY
    const newer = (named.get(track.craftId) ?? [track.craftId])
      .flatMap((craftId) => all.get(craftKey({ craftId, exercise: alert.exercise })) ?? [])
      .map(({ observedAt, longitude, latitude, speedKnots, courseDegrees }) => {
        return { atMs: Date.parse(observedAt), longitude, latitude, speedKnots, courseDegrees }
      })
      .filter(({ atMs }) => atMs > lastMs)
      .toSorted((a, b) => a.atMs - b.atMs)
    return newer.length === 0 ? track : { ...track, places: [...track.places, ...newer] }
  })
}
