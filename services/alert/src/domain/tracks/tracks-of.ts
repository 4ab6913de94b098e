import { type AlertTracks, type CraftTrack, formatWireTime, parseWireTime } from '@landfall/contracts'
import { type StatedRecord, standingStatements } from './standing-statements.ts'
import { thinEvenly } from './thin-evenly.ts'

export const TRACK_HOURS = 24
export const TRACK_MS = TRACK_HOURS * 3_600_000
/** Of one alert, in its own order. */
export const TRACK_CRAFT_MAX = 60
/** Of one craft: one a minute. */
export const CRAFT_POSITIONS_MAX = 1_440
/** Of all craft of an answer, which is 2 MB then; each has an equal share. */
export const TRACK_POSITIONS_MAX = 20_000

/** A boat, and all the names that it has. */
export type NamedCraft = { readonly craftId: string; readonly sameAs: readonly string[] }
/** One position as read from the log; compact, because there are many. */
export type TrackPoint = {
  readonly craftId: string
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly speedKnots: number | undefined
  readonly courseDegrees: number | undefined
}
/** What the log has of the craft; in any order, with repeats. */
export type TrackRecords = {
  readonly points: readonly TrackPoint[]
  readonly stated: readonly StatedRecord[]
  /** Whether nothing of the time was left unread. */
  readonly isWhole: boolean
}

/**
 * The tracks of these craft up to `upToMs`: every position of every source, placed reports of people too, that stands, once each.
 * A position is taken back by a standing retraction of positions of its craft whose span holds its time. Where the log received
 * nothing but what is older than 24 hours, as from a recording, the 24 hours end with the newest of that.
 */
export const tracksOf = (
  craft: readonly NamedCraft[],
  { points, stated, isWhole }: TrackRecords,
  upToMs: number,
): Omit<AlertTracks, 'alertId'> => {
  const shown = craft.slice(0, TRACK_CRAFT_MAX)
  const standing = standingPoints(points, stated)
  const newestMs = standing.reduce((newest, { atMs }) => Math.max(newest, atMs), Number.NEGATIVE_INFINITY)
  const isRecording = newestMs <= upToMs - TRACK_MS && newestMs !== Number.NEGATIVE_INFINITY
  // A feeder's clock may be some minutes ahead.
  const toMs = isRecording ? newestMs : Math.max(upToMs, newestMs)
  const within = standing.filter(({ atMs }) => atMs >= toMs - TRACK_MS)
  const countMax = Math.min(CRAFT_POSITIONS_MAX, Math.floor(TRACK_POSITIONS_MAX / Math.max(1, shown.length)))
  const tracks = shown.map((one) => trackOf(one, within, countMax, isWhole))
  return {
    from: formatWireTime(toMs - TRACK_MS),
    to: formatWireTime(toMs),
    craft: tracks,
    complete: isWhole && shown.length === craft.length && tracks.every(({ complete }) => complete),
  }
}

const trackOf = (
  { craftId, sameAs }: NamedCraft,
  points: readonly TrackPoint[],
  countMax: number,
  isWhole: boolean,
): CraftTrack => {
  const names = new Set([craftId, ...sameAs])
  const all = withoutRepeats(points.filter((point) => names.has(point.craftId)).toSorted(comparePoints))
  const kept = thinEvenly(all, countMax)
  return { craftId, positions: kept.map(positionOf), complete: isWhole && kept.length === all.length }
}

const positionOf = ({ atMs, longitude, latitude, speedKnots, courseDegrees }: TrackPoint) => ({
  at: formatWireTime(atMs),
  longitude,
  latitude,
  ...(speedKnots !== undefined && { speedKnots }),
  ...(courseDegrees !== undefined && { courseDegrees }),
})

/** Total, so that the order in which the log is read decides nothing; of repeats those that say more come first. */
const comparePoints = (a: TrackPoint, b: TrackPoint): number =>
  a.atMs - b.atMs ||
  a.longitude - b.longitude ||
  a.latitude - b.latitude ||
  (b.speedKnots ?? -1) - (a.speedKnots ?? -1) ||
  (b.courseDegrees ?? -1) - (a.courseDegrees ?? -1)

const withoutRepeats = (sorted: readonly TrackPoint[]): readonly TrackPoint[] =>
  sorted.filter((point, index) => {
    const before = sorted[index - 1]
    return (
      before === undefined ||
      before.atMs !== point.atMs ||
      before.longitude !== point.longitude ||
      before.latitude !== point.latitude
    )
  })

const standingPoints = (points: readonly TrackPoint[], stated: readonly StatedRecord[]): readonly TrackPoint[] => {
  const standing = standingStatements(stated)
  const spans = standing.flatMap((record) =>
    record.type === 'position-retraction'
      ? [{ craftId: record.craftId, fromMs: parseWireTime(record.fromAt), toMs: parseWireTime(record.toAt) }]
      : [],
  )
  const isTakenBack = ({ craftId, atMs }: TrackPoint): boolean =>
    spans.some((span) => span.craftId === craftId && span.fromMs <= atMs && atMs <= span.toMs)
  // A place of a report goes with its report alone.
  return [...points.filter((point) => !isTakenBack(point)), ...standing.flatMap(placeOfReport)]
}

const placeOfReport = (record: StatedRecord): readonly TrackPoint[] => {
  if (record.type !== 'persons' || record.longitude === undefined || record.latitude === undefined) return []
  const { craftId, observedAt, longitude, latitude } = record
  const atMs = parseWireTime(observedAt)
  return [{ craftId, atMs, longitude, latitude, speedKnots: undefined, courseDegrees: undefined }]
}
