import type { Rejected } from '@landfall/contracts'
import type { LogEntry } from '../log-entry.ts'
import { DAY_MS } from '../rules.ts'
import type { WatchedArea } from '../watched-area.ts'
import { isFolded, type World, worldOf } from '../world.ts'
import { type ArrivalsChanges, type ArrivalsState, setCraft } from './arrivals-state.ts'
import { craftToEvict } from './craft-limits.ts'
import { type CraftRecord, recordKey } from './craft-records.ts'
import { addCraftPosition, addCraftRecord, bearsOnCounts, type CraftState, newCraft } from './craft-state.ts'
import { craftStateKey } from './craft-state-key.ts'
import { forgetCraft } from './forget-craft.ts'
import { limitRecords } from './limit-records.ts'
import { type PlainPosition, readPlainPosition } from './observations/read-plain-position.ts'
import {
  isInTime,
  type ObservationRefusal,
  readLoggedObservation,
  rejectEntry,
  validateObservation,
} from './observations/validate-observation.ts'

const NONE: readonly Rejected[] = []

/** `isNoted`: whether craft whose arrivals change become dirty, to be emitted with the next changed snapshots. */
type FoldSpec = {
  readonly state: ArrivalsState
  readonly changes: ArrivalsChanges
  readonly isNoted: boolean
  /** Called for a record of the other world, which is skipped. */
  readonly onSkipped?: (() => void) | undefined
}

/**
 * Folds one record of the observations log into the craft, and returns what is refused of it. The same log gives the same
 * state, however it is cut into batches.
 */
export const foldObservation = (entry: LogEntry, fold: FoldSpec): readonly Rejected[] => {
  const { value, key } = entry
  const plain = value instanceof Uint8Array && key !== null ? readPlainPosition(value, key) : undefined
  return plain === undefined ? foldParsed(entry, fold) : foldPlain(plain, entry, fold)
}

/** By far the most: nothing is allocated for them that need not be. */
const foldPlain = (position: PlainPosition, entry: LogEntry, fold: FoldSpec): readonly Rejected[] => {
  const { areas, limits } = fold.state
  const of = beginFold(worldOf(position.exercise), position.craftId, position.atMs, fold)
  if (of === undefined) return NONE
  // Read once more, to word the refusal.
  if (!isInTime(position.atMs, entry.timestampMs, of.newestBeforeMs, limits)) return foldParsed(entry, fold)
  endFold(of, addCraftPosition(startOf(of, areas), position, areas), entry.offset, fold)
  return NONE
}

const foldParsed = (entry: LogEntry, fold: FoldSpec): readonly Rejected[] => {
  const text = String(entry.value ?? '')
  const read = readLoggedObservation(text)
  if (!read.ok) {
    return [rejectEntry(entry, text, 'unknown', { code: 'invalid', field: read.field, reason: read.reason })]
  }
  const { observation, observedAtMs } = read
  const { limits, areas } = fold.state
  const of = beginFold(worldOf(observation.exercise), observation.craftId, observedAtMs, fold)
  if (of === undefined) return NONE
  const refusal =
    validateObservation(observation, observedAtMs, entry.timestampMs, of.newestBeforeMs, limits) ??
    (observation.type === 'position' ? undefined : tooManyFollowed(observation, of.before, fold.state))
  if (refusal !== undefined) return [rejectEntry(entry, text, observation.source.id, refusal)]
  const start = startOf(of, areas)
  if (observation.type === 'position') {
    const { longitude, latitude, accuracyMetres, speedKnots, courseDegrees } = observation
    const position = { longitude, latitude, atMs: observedAtMs, accuracyMetres, speedKnots, courseDegrees }
    endFold(of, addCraftPosition(start, position, areas), entry.offset, fold)
    return NONE
  }
  const { after, rejected } = addRecord(start, observation, observedAtMs, of.newestMs, entry, fold.state)
  endFold(of, after, entry.offset, fold)
  return rejected
}

/** A craft that a record is folded into, and the newest observation of its world without and with the record. */
type Folding = {
  readonly world: World
  readonly key: string
  readonly before: CraftState | undefined
  readonly newestBeforeMs: number
  readonly newestMs: number
}

/** Undefined for a record of the other world. */
const beginFold = (world: World, craftId: string, observedAtMs: number, fold: FoldSpec): Folding | undefined => {
  const { state, onSkipped } = fold
  if (!isFolded(state, world)) {
    onSkipped?.()
    return undefined
  }
  const newestBeforeMs = state.newestMs[world] ?? Number.NEGATIVE_INFINITY
  const key = craftStateKey(world, craftId)
  return { world, key, before: state.craft.get(key), newestBeforeMs, newestMs: Math.max(newestBeforeMs, observedAtMs) }
}

const startOf = ({ before, newestMs }: Folding, areas: readonly WatchedArea[]): CraftState =>
  (before && forgetCraft(before, newestMs, areas)) ?? newCraft(areas)

const endFold = (
  { world, key, before, newestBeforeMs, newestMs }: Folding,
  after: CraftState,
  offset: number,
  fold: FoldSpec,
): void => {
  const { state } = fold
  if (newestMs > newestBeforeMs) state.newestMs[world] = newestMs
  if (after !== before) {
    putCraft(key, before, after, offset, fold)
    if (state.craft.size - state.followedCount > state.craftLimits.unfollowedMax) evict(fold)
  }
  if (Math.floor(newestMs / DAY_MS) > Math.floor(newestBeforeMs / DAY_MS))
    forgetEverywhere(world, newestMs, offset, fold)
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
