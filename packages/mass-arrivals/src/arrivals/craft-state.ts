import type { PersonsObservation } from '@landfall/contracts'
import { DAY_MS, HOUR_MS } from '../durations.ts'
import type { WatchedArea } from '../watched-area.ts'
import { type HeldRecord, holdRecord, type Records, standingRecords } from './records.ts'
import { addPosition, emptyTrack, forgetVisits, type SeenPoint, type Track } from './track.ts'

/** All that is kept of one craft, real or exercise. Never changed in place. */
export type CraftState = {
  /** One for each watched area, in its order. */
  readonly tracks: readonly Track[]
  readonly records: Records
}

export const newCraft = (areas: readonly WatchedArea[]): CraftState => ({
  tracks: areas.map(() => emptyTrack),
  records: new Map(),
})

export type PlaceAndTime = { readonly longitude: number; readonly latitude: number; readonly atMs: number }

/** The same state where the position changed nothing, as nearly all do. */
export const addCraftPosition = (
  state: CraftState,
  { longitude, latitude, atMs }: PlaceAndTime,
  areas: readonly WatchedArea[],
): CraftState => {
  let tracks: Track[] | undefined
  for (let at = 0; at < areas.length; at += 1) {
    const area = areas[at]
    const before = state.tracks[at]
    if (area === undefined || before === undefined) continue
    const after = addPosition(before, { atMs, longitude, latitude }, area.contains(longitude, latitude), area.rules)
    if (after === before) continue
    tracks ??= [...state.tracks]
    tracks[at] = after
  }
  return tracks === undefined ? state : { ...state, tracks }
}

/** The same state where the record was there already. */
export const addCraftRecord = (state: CraftState, held: HeldRecord): CraftState => {
  const records = holdRecord(state.records, held)
  return records === state.records ? state : { ...state, records }
}

/** Reports with a place are positions too, for as long as they stand. */
export const seenPoints = (standing: readonly HeldRecord[], { contains }: WatchedArea): readonly SeenPoint[] =>
  standing.flatMap((held) => {
    if (held.record.type !== 'persons' || held.placeTooLate) return []
    const { longitude, latitude } = held.record
    if (longitude === undefined || latitude === undefined) return []
    return [{ atMs: held.observedAtMs, longitude, latitude, inside: contains(longitude, latitude) }]
  })

/**
 * Forgets what lies more than each area's retention behind `newestMs` (design, semantics 9). The same state where
 * nothing was due, undefined where nothing is left to keep.
 */
export const forgetCraft = (
  state: CraftState,
  newestMs: number,
  areas: readonly WatchedArea[],
): CraftState | undefined => {
  if (!isForgettingDue(state, newestMs, areas)) return state
  const standing = standingRecords(state.records)
  const tracks = areas.map((area, at) =>
    forgetVisits(
      state.tracks[at] ?? emptyTrack,
      seenPoints(standing, area),
      newestMs - area.rules.retentionMs,
      area.rules,
    ),
  )
  const memoryMs = Math.max(...areas.map(({ rules }) => rules.retentionMs + rules.personsHorizonMs))
  const horizonMs = newestMs - memoryMs
  const records = new Map([...state.records].filter(([, held]) => !isGone(held, tracks, horizonMs)))
  const hasTrack = tracks.some(
    ({ runs, outsideHours, forgottenEndMs }) =>
      runs.length > 0 || outsideHours.length > 0 || (forgottenEndMs !== null && forgottenEndMs >= horizonMs),
  )
  const isSpokenOf = [...records.values()].some(
    ({ record, heldAtMs }) => record.type === 'persons' || heldAtMs >= horizonMs,
  )
  return hasTrack || isSpokenOf ? { tracks, records } : undefined
}

/** A report goes with the visits up to it, or when no visit can come for it; a retraction when nothing it takes back can be left. */
const isGone = (
  { record, observedAtMs, heldAtMs }: HeldRecord,
  tracks: readonly Track[],
  horizonMs: number,
): boolean => {
  if (record.type === 'craft') return false
  if (record.type === 'retraction') return Math.max(observedAtMs, heldAtMs) < horizonMs
  const wentWithVisits = tracks.every(({ forgottenEndMs }) => forgottenEndMs !== null && observedAtMs <= forgottenEndMs)
  return wentWithVisits || observedAtMs < horizonMs
}

/** Cheap, since it is asked for every record, and sure to say yes in time: the work itself decides exactly. */
const isForgettingDue = ({ tracks, records }: CraftState, newestMs: number, areas: readonly WatchedArea[]): boolean => {
  for (let at = 0; at < areas.length; at += 1) {
    const track = tracks[at]
    const beforeMs = newestMs - (areas[at]?.rules.retentionMs ?? 0)
    if (track === undefined) continue
    const oldestRun = track.runs[0]
    if (oldestRun !== undefined && oldestRun.lastMs < beforeMs) return true
    const oldestHourEnd = track.outsideHours[1]
    if (oldestHourEnd !== undefined && oldestHourEnd * HOUR_MS < beforeMs - DAY_MS) return true
    if (records.size > 0 && hasOldRecord(records, beforeMs)) return true
  }
  return false
}

const hasOldRecord = (records: Records, beforeMs: number): boolean => {
  for (const { observedAtMs } of records.values()) if (observedAtMs < beforeMs) return true
  return false
}

export type StandingReport = HeldRecord & { readonly record: PersonsObservation }

export const isReport = (held: HeldRecord): held is StandingReport => held.record.type === 'persons'
