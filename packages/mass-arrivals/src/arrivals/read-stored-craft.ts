import type { WatchedArea } from '../watched-area.ts'
import { type Arrivals, arrivalsOf } from './arrivals-of.ts'
import type { HeldRecord } from './craft-records.ts'
import { decodeCraft } from './encode-craft.ts'

export type StoredCraft = {
  /** One for each area, in the given order. */
  readonly areas: readonly (Arrivals & { readonly areaId: string })[]
  /** Reports, descriptions and retractions. */
  readonly records: readonly HeldRecord[]
  /** How many areas the state was made for. */
  readonly areasCount: number
}

/** What the arrivals stage keeps of one craft, for people who look into a state. `areas` are those of windowing, in its order. */
export const readStoredCraft = (text: string, areas: readonly WatchedArea[]): StoredCraft => {
  const state = decodeCraft(text)
  return {
    areas: areas.map((area, index) => ({ areaId: area.areaId, ...arrivalsOf(state, area, index) })),
    records: [...state.records.values()],
    areasCount: state.tracks.length,
  }
}
