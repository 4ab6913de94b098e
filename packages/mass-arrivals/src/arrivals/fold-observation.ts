import type { Rejected } from '@landfall/contracts'
import type { LogEntry } from '../log-entry.ts'
import { DAY_MS } from '../rules.ts'
import { isFolded, type World, worldOf } from '../world.ts'
import { type ArrivalsChanges, type ArrivalsState, setCraft } from './arrivals-state.ts'
import { craftToEvict } from './craft-limits.ts'
import { type CraftRecord, recordKey } from './craft-records.ts'
import { addCraftPosition, addCraftRecord, bearsOnCounts, type CraftState, newCraft } from './craft-state.ts'
import { craftStateKey } from './craft-state-key.ts'
import { forgetCraft } from './forget-craft.ts'
import { limitRecords } from './limit-records.ts'
import {
  type ObservationRefusal,
  readLoggedObservation,
  rejectEntry,
  validateObservation,
} from './validate-observation.ts'

const NONE: readonly Rejected[] = []

/** `isNoted`: whether craft whose arrivals change become dirty, to be emitted with the next changed snapshots. */
type FoldSpec = {
  readonly state: ArrivalsState
  readonly changes: ArrivalsChanges
  readonly isNoted: boolean
  /** Called for a record of the other world, which is passed over. */
  readonly onPassedOver?: (() => void) | undefined
}

/**
 * Folds one record of the observations log into the craft, and returns what is refused of it. The same log gives the same
 * state, however it is cut into batches.
 */
export const foldObservation = (entry: LogEntry, fold: FoldSpec): readonly Rejected[] => {
  const text = String(entry.value ?? '')
  const read = readLoggedObservation(text)
  if (!read.ok) {
    return [rejectEntry(entry, text, 'unknown', { code: 'invalid', field: read.field, reason: read.reason })]
  }
  const { observation, observedAtMs } = read
  const { newestMs, limits, areas, craft } = fold.state
  const world = worldOf(observation.exercise)
  if (!isFolded(fold.state, world)) {
    fold.onPassedOver?.()
    return NONE
  }
  const newestBeforeMs = newestMs[world] ?? Number.NEGATIVE_INFINITY
  const key = craftStateKey(world, observation.craftId)
  const before = craft.get(key)
  const refusal =
    validateObservation(observation, observedAtMs, entry.timestampMs, newestBeforeMs, limits) ??
    (observation.type === 'position' ? undefined : tooManyFollowed(observation, before, fold.state))
  if (refusal !== undefined) return [rejectEntry(entry, text, observation.source.id, refusal)]
  const newest = Math.max(newestBeforeMs, observedAtMs)
  newestMs[world] = newest
  const start = (before && forgetCraft(before, newest, areas)) ?? newCraft(areas)
  let after: CraftState
  let rejected = NONE
  if (observation.type === 'position') {
    // By far the most: nothing is allocated for them that need not be.
    const { longitude, latitude, accuracyMetres, speedKnots, courseDegrees } = observation
    const position = { longitude, latitude, atMs: observedAtMs, accuracyMetres, speedKnots, courseDegrees }
    after = addCraftPosition(start, position, areas)
  } else ({ after, rejected } = addRecord(start, observation, observedAtMs, newest, entry, fold.state))
  if (after !== before) {
    putCraft(key, before, after, entry.offset, fold)
    if (craft.size - fold.state.followedCount > fold.state.craftLimits.unfollowedMax) evict(fold)
  }
  if (Math.floor(newest / DAY_MS) > Math.floor(newestBeforeMs / DAY_MS)) {
    forgetEverywhere(world, newest, entry.offset, fold)
  }
  return rejected
}

type Added = { readonly after: CraftState; readonly rejected: readonly Rejected[] }

const addRecord = (
  start: CraftState,
  record: CraftRecord,
  observedAtMs: number,
  newest: number,
  entry: LogEntry,
  { limits }: ArrivalsState,
): Added => {
  const placeTooLate = observedAtMs < newest - limits.positionMs
  const added = addCraftRecord(start, { record, observedAtMs, heldAtMs: newest, placeTooLate })
  const { records, dropped } = limitRecords(added.records, added.records.get(recordKey(record)) ?? null)
  return {
    after: records === added.records ? added : { ...added, records },
    rejected: dropped.map((held) =>
      rejectEntry(entry, JSON.stringify(held.record), held.record.source.id, tooManyRecords(held.record)),
    ),
  }
}

const putCraft = (
  key: string,
  before: CraftState | undefined,
  after: CraftState | undefined,
  offset: number,
  { state, changes, isNoted }: FoldSpec,
): void => {
  changes.set(key, after)
  setCraft(state, key, after)
  if (isNoted) state.dirtyAreas.note(key, before, after, offset)
}

/** Once a day of event time, so that craft that are never reported again do not stay for ever. */
const forgetEverywhere = (world: World, newest: number, offset: number, fold: FoldSpec): void => {
  const { craft, areas } = fold.state
  for (const [key, before] of craft) {
    if (!key.startsWith(world)) continue
    const after = forgetCraft(before, newest, areas)
    if (after !== before) putCraft(key, before, after, offset, fold)
  }
}

/** They were never emitted, so nothing is withdrawn. */
const evict = ({ state, changes }: FoldSpec): void => {
  for (const key of craftToEvict(state.craft, state.craftLimits)) {
    setCraft(state, key, undefined)
    changes.set(key, undefined)
    state.evictedCount += 1
  }
}

/** Reports of people are refused last: a list of people is what all this is for. */
const tooManyFollowed = (
  record: CraftRecord,
  before: CraftState | undefined,
  { followedCount, craftLimits }: ArrivalsState,
): ObservationRefusal | undefined => {
  const { followedMax, reportedMax } = craftLimits
  const craftMax = record.type === 'persons' ? reportedMax : followedMax
  if (before?.isFollowed || followedCount < craftMax || !bearsOnCounts(record)) return undefined
  return {
    code: 'limit',
    field: 'craftId',
    reason: `craftId: ${record.craftId} is one craft too many: ${craftMax} are followed in its partition`,
  }
}

const tooManyRecords = ({ type, craftId }: CraftRecord): ObservationRefusal => ({
  code: 'limit',
  field: 'craftId',
  reason: `craftId: ${craftId} has more ${type} records than are kept`,
})
