import type { ArrivalsSnapshot, Observation, Rejected } from '@landfall/contracts'
import { DAY_MS } from '../durations.ts'
import type { LogBatch, LogEntry, StateChange } from '../log-batch.ts'
import type { WatchedArea } from '../watched-area.ts'
import { META_KEY, type NewestMs, type World, worldOf } from '../world.ts'
import { allSnapshots, changedSnapshots } from './changed-snapshots.ts'
import type { CraftRecord } from './craft-records.ts'
import { addCraftPosition, addCraftRecord, type CraftState, newCraft } from './craft-state.ts'
import { type ArrivalsMeta, craftStateKey, type Telling } from './craft-state-key.ts'
import { createDirtyAreas } from './create-dirty-areas.ts'
import { forgetCraft } from './forget-craft.ts'
import { limitRecords } from './limit-records.ts'
import { openCraftBook } from './open-craft-book.ts'
import { readLoggedObservation } from './read-observation.ts'
import { rejectEntry } from './reject-entry.ts'
import { limitsOf, type ObservationRefusal, validateObservation } from './validate-observation.ts'

export type ArrivalsConfig = {
  readonly areas: readonly WatchedArea[]
  /** Changes when an area or a policy does: the state is then made anew from the log. */
  readonly configHash: string
  readonly partition: number
}

export type ArrivalsOutcome = {
  readonly snapshots: readonly ArrivalsSnapshot[]
  readonly rejected: readonly Rejected[]
  readonly change: StateChange
}

/**
 * One partition of the arrivals stage: folds observations into craft and tells the arrivals that are no longer what was
 * last told. The same log gives the same state, however it is cut into batches.
 */
export const openArrivals = (
  { areas, configHash, partition }: ArrivalsConfig,
  entries: ReadonlyMap<string, string>,
) => {
  const stored = readMeta(entries)
  const isKept = stored?.config === configHash
  const book = openCraftBook(isKept ? entries : new Map())
  const limits = limitsOf(areas)
  const dirtyAreas = createDirtyAreas(areas)
  const newestMs: { [world in World]: number | null } = {
    real: null,
    exercise: null,
    ...(isKept ? stored?.newestMs : undefined),
  }
  let telling: Telling = isKept && stored ? stored.telling : { phase: 'new', tellEmpty: stored !== undefined }
  let leftOver = isKept ? [] : [...entries.keys()]
  let rejected: Rejected[] = []

  const refuse = (entry: LogEntry, input: string, sourceId: string, refusal: ObservationRefusal): void => {
    rejected.push(rejectEntry(entry, input, sourceId, refusal))
  }

  const put = (key: string, before: CraftState | undefined, after: CraftState | undefined, offset: number): void => {
    book.put(key, after, offset)
    if (telling.phase === 'telling') dirtyAreas.note(key, before, after)
  }

  const foldEntry = (entry: LogEntry): void => {
    const text = String(entry.value ?? '')
    const read = readLoggedObservation(text)
    if (!read.ok) {
      refuse(entry, text, 'unknown', { code: 'invalid', field: read.field, reason: read.reason })
      return
    }
    const { observation, observedAtMs } = read
    const world = worldOf(observation.exercise)
    const newestBeforeMs = newestMs[world] ?? Number.NEGATIVE_INFINITY
    const refusal = validateObservation(observation, observedAtMs, entry.timestampMs, newestBeforeMs, limits)
    if (refusal !== undefined) {
      refuse(entry, text, observation.source.id, refusal)
      return
    }
    const newest = Math.max(newestBeforeMs, observedAtMs)
    newestMs[world] = newest
    const key = craftStateKey(world, observation.craftId)
    const before = book.craft.get(key)
    const start = (before && forgetCraft(before, newest, areas)) ?? newCraft(areas)
    const after = foldObservation(start, observation, observedAtMs, newest, entry)
    if (after !== before) put(key, before, after, entry.offset)
    if (Math.floor(newest / DAY_MS) > Math.floor(newestBeforeMs / DAY_MS)) forgetEverywhere(world, newest, entry.offset)
  }

  const foldObservation = (
    start: CraftState,
    observation: Observation,
    observedAtMs: number,
    newest: number,
    entry: LogEntry,
  ): CraftState => {
    if (observation.type === 'position') {
      const { longitude, latitude } = observation
      return addCraftPosition(start, { longitude, latitude, atMs: observedAtMs }, areas)
    }
    const placeTooLate = observedAtMs < newest - limits.positionMs
    const added = addCraftRecord(start, { record: observation, observedAtMs, heldAtMs: newest, placeTooLate })
    const { records, dropped } = limitRecords(added.records)
    for (const { record } of dropped) refuse(entry, JSON.stringify(record), record.source.id, tooMany(record))
    return records === added.records ? added : { ...added, records }
  }

  /** Once a day of event time, so that craft that are never heard of again do not stay for ever. */
  const forgetEverywhere = (world: World, newest: number, offset: number): void => {
    for (const [key, state] of book.craft) {
      if (!key.startsWith(world)) continue
      const after = forgetCraft(state, newest, areas)
      if (after !== state) put(key, state, after, offset)
    }
  }

  const tell = ({ nextOffset }: LogBatch): readonly ArrivalsSnapshot[] => {
    const context = { areas, partition, newestMs: newestMs as NewestMs }
    if (telling.phase === 'telling') return changedSnapshots(book, dirtyAreas.take(), context)
    if (telling.phase === 'new' || nextOffset < telling.untilOffset) return []
    const snapshots = allSnapshots(book, telling.tellEmpty, nextOffset - 1, context)
    telling = { phase: 'telling' }
    return snapshots
  }

  const takeChange = (): StateChange => {
    const { puts, deletes } = book.takeChange()
    const meta: ArrivalsMeta = { config: configHash, newestMs, telling }
    const gone = leftOver.filter((key) => key !== META_KEY && !puts.has(key))
    leftOver = []
    return { puts: new Map([...puts, [META_KEY, JSON.stringify(meta)]]), deletes: [...new Set([...deletes, ...gone])] }
  }

  const fold = (batch: LogBatch): ArrivalsOutcome => {
    rejected = []
    if (telling.phase === 'new') telling = { ...telling, phase: 'silent', untilOffset: batch.highWatermark }
    for (const entry of batch.entries) foldEntry(entry)
    const snapshots = tell(batch)
    return { snapshots, rejected, change: takeChange() }
  }

  /** `isKept` false: what was stored was made under other areas or policies; read from the earliest record. */
  return {
    isKept,
    fold,
    /** The state is being made anew from the log, and nothing is told meanwhile. */
    isSilent: () => telling.phase === 'silent',
    craftCount: () => book.craft.size,
    newestMs: (): NewestMs => ({ ...newestMs }),
  }
}
export type ArrivalsPartition = ReturnType<typeof openArrivals>

const readMeta = (entries: ReadonlyMap<string, string>): ArrivalsMeta | undefined => {
  const text = entries.get(META_KEY)
  return text === undefined ? undefined : (JSON.parse(text) as ArrivalsMeta)
}

const tooMany = ({ type, craftId }: CraftRecord): ObservationRefusal => ({
  code: 'limit',
  field: 'craftId',
  reason: `craftId: ${craftId} has more ${type} records than are kept`,
})
