import type { WatchedArea } from '../watched-area.ts'
import {
  type CraftRecord,
  type CraftRecords,
  type HeldRecord,
  type HeldReport,
  holdRecord,
  isReport,
  noRecords,
  recordKey,
} from './craft-records.ts'
import { carryIndex } from './derived/record-index.ts'
import { ACCURACY_METRES_MAX } from './track/out-of-reach.ts'
import { addInside, addOutside, emptyTrack, type Outside, type SeenPoint, type Track } from './track/track.ts'

/** All that is kept of one craft, real or exercise. Never changed in place. */
export type CraftState = {
  /** One for each watched area, in its order. */
  readonly tracks: readonly Track[]
  readonly records: CraftRecords
  /**
   * Somebody has said what can make a visit count, or leave one out (`bearsOnCounts`). Only such craft are emitted. It stays
   * for as long as the craft is known, also where what was said is taken back or forgotten: readers know of the craft.
   */
  readonly isFollowed: boolean
}

/**
 * Whether a record can decide that a visit counts, or does not (design §4.4, §4.5): a report of people, another name of the
 * boat, a reason to leave it out. A retraction too: it may come before what it retracts.
 */
export const bearsOnCounts = (record: CraftRecord): boolean =>
  record.type !== 'craft' ||
  record.scheduledService === true ||
  record.domestic === true ||
  (record.sameAs !== undefined && record.sameAs.length > 0)

export const newCraft = (areas: readonly WatchedArea[]): CraftState => ({
  tracks: areas.map(() => emptyTrack),
  records: noRecords,
  isFollowed: false,
})

export type PlaceAndTime = {
  readonly longitude: number
  readonly latitude: number
  readonly atMs: number
  /** As the position says of itself. */
  readonly accuracyMetres?: number | undefined
  readonly speedKnots?: number | undefined
  readonly courseDegrees?: number | undefined
}

/** How a track went on outside, for the next areas that it is the same track of. */
type WorkedOut = Outside & { readonly before: Track; readonly after: Track; readonly speedKnotsMax: number }

/** The same state where the position changed nothing, as nearly all do. */
export const addCraftPosition = (
  state: CraftState,
  position: PlaceAndTime,
  areas: readonly WatchedArea[],
): CraftState => {
  const { atMs, longitude, latitude, accuracyMetres = 0 } = position
  const isExact = accuracyMetres <= ACCURACY_METRES_MAX
  let tracks: Track[] | undefined
  let outside: WorkedOut | undefined
  for (let index = 0; index < areas.length; index += 1) {
    const area = areas[index]
    const before = state.tracks[index]
    if (area === undefined || before === undefined) continue
    let after: Track
    if (area.contains(longitude, latitude)) after = addInside(before, { atMs, longitude, latitude }, area.rules)
    else {
      const slots = isExact ? area.slotsOutOfReach(longitude, latitude) : 0
      const keeping = area.keepingOf(longitude, latitude)
      const { speedKnotsMax } = area.rules.inbound
      // As far outside, a track does not depend on which area it is of: worked out once for all that are one, and shared again.
      const isWorkedOut =
        outside?.before === before &&
        outside.slots === slots &&
        outside.keeping === keeping &&
        outside.speedKnotsMax === speedKnotsMax
      if (isWorkedOut && outside !== undefined) after = outside.after
      else {
        after = addOutside(before, position, { slots, keeping }, area.rules)
        if (before.runs.length === 0 && areas.length > 1) outside = { before, after, slots, keeping, speedKnotsMax }
      }
    }
    if (after === before) continue
    tracks ??= [...state.tracks]
    tracks[index] = after
  }
  return tracks === undefined ? state : { ...state, tracks }
}

/** The same state where the record was there already. */
export const addCraftRecord = (state: CraftState, held: HeldRecord): CraftState => {
  const records = holdRecord(state.records, held)
  if (records === state.records) return state
  const replaced = state.records.get(recordKey(held.record))
  carryIndex(state.records, records, replaced === undefined ? [] : [replaced], [held])
  return { ...state, records, isFollowed: state.isFollowed || bearsOnCounts(held.record) }
}

/** Where a report was made: a position too, for as long as the report stands. Undefined where it has no place, or too late a one. */
export const seenPoint = (held: HeldReport, { contains, keepingOf }: WatchedArea): SeenPoint | undefined => {
  const { longitude, latitude } = held.record
  if (held.placeTooLate || longitude === undefined || latitude === undefined) return undefined
  const inside = contains(longitude, latitude)
  const keeping = inside ? 'none' : keepingOf(longitude, latitude)
  return { atMs: held.observedAtMs, longitude, latitude, inside, keeping }
}

export const seenPoints = (standing: readonly HeldRecord[], area: WatchedArea): readonly SeenPoint[] =>
  standing.filter(isReport).flatMap((held) => seenPoint(held, area) ?? [])
