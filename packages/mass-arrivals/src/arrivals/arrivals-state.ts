import type { EntryChanges } from '../entry-changes.ts'
import { META_KEY } from '../entry-changes.ts'
import type { WatchedArea } from '../watched-area.ts'
import type { NewestMs, World } from '../world.ts'
import type { CraftState } from './craft-state.ts'
import { createDirtyAreas, type DirtyAreas } from './create-dirty-areas.ts'
import { decodeCraft, encodeCraft } from './encode-craft.ts'
import { type Limits, limitsOf } from './validate-observation.ts'

export type ArrivalsConfig = { readonly areas: readonly WatchedArea[]; readonly partition: number }

/** One partition of the arrivals stage. Changed in place; the craft in it are not. */
export type ArrivalsState = ArrivalsConfig & {
  readonly limits: Limits
  /** By state key (`craftStateKey`). */
  readonly craft: Map<string, CraftState>
  /** Newest observedAt. */
  readonly newestMs: { [world in World]: number | null }
  /** Craft whose arrivals are no longer what was last emitted. */
  readonly dirtyAreas: DirtyAreas
  /**
   * It takes the place of a state made under other areas or policies: craft without arrivals are emitted too, since they may
   * have had some before.
   */
  emitsEmpty: boolean
}

type ArrivalsMeta = { readonly newestMs: NewestMs; readonly emitsEmpty: boolean }

/** What is stored: one entry for each craft, and one for the rest. */
export type ArrivalsEntry = CraftState | ArrivalsMeta
export type ArrivalsChanges = EntryChanges<ArrivalsEntry>

export const newArrivalsState = ({ areas, partition }: ArrivalsConfig, emitsEmpty: boolean): ArrivalsState => ({
  areas,
  partition,
  limits: limitsOf(areas),
  craft: new Map(),
  newestMs: { real: null, exercise: null },
  dirtyAreas: createDirtyAreas(areas),
  emitsEmpty,
})

/** Up to 0.1.0 `emitsEmpty` was part of the phase. */
type StoredMeta = {
  readonly newestMs: NewestMs
  readonly emitsEmpty?: boolean
  readonly telling?: { readonly tellEmpty?: boolean }
}

/** Throws for entries that are not what `encodeArrivals` writes. */
export const decodeArrivals = (config: ArrivalsConfig, entries: ReadonlyMap<string, string>): ArrivalsState => {
  const { newestMs, emitsEmpty, telling } = JSON.parse(entries.get(META_KEY) ?? '') as StoredMeta
  const state = newArrivalsState(config, emitsEmpty ?? telling?.tellEmpty ?? false)
  state.newestMs.real = newestMs.real
  state.newestMs.exercise = newestMs.exercise
  for (const [key, text] of entries) if (key !== META_KEY) state.craft.set(key, decodeCraft(text))
  return state
}

export const encodeArrivals = (entry: ArrivalsEntry): string =>
  'tracks' in entry ? encodeCraft(entry) : JSON.stringify(entry)

/** Notes the rest of the state, once a batch. */
export const noteArrivalsMeta = ({ newestMs, emitsEmpty }: ArrivalsState, changes: ArrivalsChanges): void =>
  changes.set(META_KEY, { newestMs, emitsEmpty })
