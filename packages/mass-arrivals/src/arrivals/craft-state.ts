import type { PersonsObservation } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import { type CraftRecords, type HeldRecord, holdRecord } from './craft-records.ts'
import { addPosition, emptyTrack, type SeenPoint, type Track } from './track.ts'

/** All that is kept of one craft, real or exercise. Never changed in place. */
export type CraftState = {
  /** One for each watched area, in its order. */
  readonly tracks: readonly Track[]
  readonly records: CraftRecords
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
  for (let index = 0; index < areas.length; index += 1) {
    const area = areas[index]
    const before = state.tracks[index]
    if (area === undefined || before === undefined) continue
    const after = addPosition(before, { atMs, longitude, latitude }, area.contains(longitude, latitude), area.rules)
    if (after === before) continue
    tracks ??= [...state.tracks]
    tracks[index] = after
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

export type StandingReport = HeldRecord & { readonly record: PersonsObservation }

export const isReport = (held: HeldRecord): held is StandingReport => held.record.type === 'persons'
