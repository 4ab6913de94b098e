import type { EntryChanges } from '../entry-changes.ts'
import { META_KEY } from '../entry-changes.ts'
import type { LogEntry } from '../log-entry.ts'
import type { WatchedArea } from '../watched-area.ts'
import { isFolded, type NewestMs, WORLDS, type World, worldOf } from '../world.ts'
import { CRAFT_LIMITS, type CraftLimits } from './craft-limits.ts'
import type { CraftState } from './craft-state.ts'
import { craftStateKey, parseCraftStateKey } from './craft-state-key.ts'
import { createDirtyAreas, type DirtyAreas } from './create-dirty-areas.ts'
import { decodeCraft, encodeCraft } from './encode-craft.ts'
import { type Limits, limitsOf, readLoggedObservation } from './observations/validate-observation.ts'

export type ArrivalsConfig = {
  readonly areas: readonly WatchedArea[]
  readonly partition: number
  /** How many partitions its topic has, where that has grown. */
  readonly grownTo?: number | undefined
  /** `CRAFT_LIMITS` where absent. */
  readonly craftLimits?: CraftLimits
  /** The only one whose observations are folded; absent: both, each for itself. */
  readonly world?: World | undefined
}

/** One partition of the arrivals stage. Changed in place; the craft in it are not. */
export type ArrivalsState = ArrivalsConfig & {
  readonly limits: Limits
  readonly craftLimits: CraftLimits
  /** By state key (`craftStateKey`). */
  readonly craft: Map<string, CraftState>
  followedCount: number
  /** Since the state was loaded: craft forgotten because there were too many. */
  evictedCount: number
  /** Newest observedAt. */
  readonly newestMs: { [world in World]: number | null }
  /** What was emitted of it last, as far as this owner knows. */
  readonly watermarkMs: { [world in World]: number | null }
  /** Craft whose arrivals are no longer what was last emitted. */
  readonly dirtyAreas: DirtyAreas
  /**
   * It takes the place of a state made under other areas or policies, or of the topic before it grew: craft without arrivals are emitted too, since they may
   * have had some before.
   */
  emitsEmpty: boolean
  /** Keys of stored craft of the other world, to be deleted. */
  orphanedKeys: readonly string[]
}

type ArrivalsMeta = { readonly newestMs: NewestMs; readonly emitsEmpty: boolean }

/** What is stored: one entry for each craft, and one for the rest. */
export type ArrivalsEntry = CraftState | ArrivalsMeta
export type ArrivalsChanges = EntryChanges<ArrivalsEntry>

export const newArrivalsState = (
  { areas, partition, grownTo, world, craftLimits = CRAFT_LIMITS }: ArrivalsConfig,
  emitsEmpty: boolean,
): ArrivalsState => ({
  areas,
  partition,
  grownTo,
  world,
  limits: limitsOf(areas),
  craftLimits,
  craft: new Map(),
  followedCount: 0,
  evictedCount: 0,
  newestMs: { real: null, exercise: null },
  watermarkMs: { real: null, exercise: null },
  dirtyAreas: createDirtyAreas(areas),
  emitsEmpty,
  orphanedKeys: [],
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
  for (const world of WORLDS) if (isFolded(state, world)) state.newestMs[world] = newestMs[world]
  Object.assign(state.watermarkMs, state.newestMs)
  // Until exercises had topics of their own, their craft stood beside the real ones.
  const orphanedKeys: string[] = []
  for (const [key, text] of entries) {
    if (key === META_KEY) continue
    if (isFolded(state, parseCraftStateKey(key).world)) setCraft(state, key, decodeCraft(text))
    else orphanedKeys.push(key)
  }
  state.orphanedKeys = orphanedKeys
  return state
}

/** Undefined removes the craft. */
export const setCraft = (state: ArrivalsState, key: string, craft: CraftState | undefined): void => {
  const before = state.craft.get(key)
  if (before?.isFollowed !== craft?.isFollowed)
    state.followedCount += Number(craft?.isFollowed ?? false) - Number(before?.isFollowed ?? false)
  if (craft === undefined) state.craft.delete(key)
  else state.craft.set(key, craft)
}

/** A state of its own with nothing but the craft of one record: folding that into it leaves `state` as it is. */
export const isolateCraft = (state: ArrivalsState, { value }: Pick<LogEntry, 'value'>): ArrivalsState => {
  const apart = newArrivalsState(state, state.emitsEmpty)
  Object.assign(apart.newestMs, state.newestMs)
  Object.assign(apart.watermarkMs, state.watermarkMs)
  apart.followedCount = state.followedCount // Of all: it decides whether one more may be followed.
  const read = readLoggedObservation(String(value ?? ''))
  if (!read.ok) return apart
  const key = craftStateKey(worldOf(read.observation.exercise), read.observation.craftId)
  const craft = state.craft.get(key)
  if (craft !== undefined) apart.craft.set(key, craft) // Shared: a craft is replaced, never changed in place.
  return apart
}

export const encodeArrivals = (entry: ArrivalsEntry): string =>
  'tracks' in entry ? encodeCraft(entry) : JSON.stringify(entry)

/** Notes the rest of the state, once a batch. */
export const noteArrivalsMeta = (state: ArrivalsState, changes: ArrivalsChanges): void => {
  const { newestMs, emitsEmpty } = state
  changes.set(META_KEY, { newestMs, emitsEmpty })
  for (const key of state.orphanedKeys) changes.set(key, undefined)
  state.orphanedKeys = []
}
