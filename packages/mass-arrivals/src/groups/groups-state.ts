import { statedLaw } from '@landfall/contracts'
import type { AreaAlert } from '../alerts/area-alert.ts'
import { alertKey, decodeHeldAlert, encodeHeldAlert, type HeldAlert } from '../alerts/held-alert.ts'
import { type PendingChange, pendingAlertId, pendingKey } from '../alerts/pending-change.ts'
import { type EntryChanges, META_KEY } from '../entry-changes.ts'
import type { WatchedArea } from '../watched-area.ts'
import { isFolded, type NewestMs, WORLDS, type World, worldOf } from '../world.ts'
import { type CraftEntry, decodeCraftEntry, encodeCraftEntry } from './craft-entry.ts'
import type { AreaState } from './create-area-state.ts'
import { createAreaState } from './create-area-state.ts'

/** One partition of the groups stage. Changed in place. */
export type GroupsState = {
  readonly areas: readonly WatchedArea[]
  readonly areaStates: AreaStates
  /** Whether an area's arrivals are in this partition. Records of others are skipped. */
  readonly isHere: (areaId: string) => boolean
  /** The newest observation that any snapshot has mentioned. */
  readonly newestMs: { [world in World]: number | null }
  /**
   * The log's time at which the first record after the loss of a log came, milliseconds; null where no alert is awaited, or no
   * record has come yet.
   */
  readonly awaitedSinceMs: { [world in World]: number | null }
  /** The bucket of log time of the last record; null before the first. */
  bucket: number | null
  /** When `newestMs` must be greater than this before something of the area state is to be forgotten. */
  readonly forgetAfterMs: Map<AreaState, number>
  /** Keys of stored craft of areas that are no longer watched, and of what is of the other world. */
  orphanedKeys: readonly string[]
}

type GroupsMeta = {
  readonly newestMs: NewestMs
  readonly bucket?: number | null
  readonly awaitedSinceMs?: GroupsState['awaitedSinceMs']
}

/** What is stored: one entry for each craft, each alert and each pending change, and one for the rest. */
export type GroupsEntry = CraftEntry | HeldAlert | PendingChange | GroupsMeta
export type GroupsChanges = EntryChanges<GroupsEntry>

export const newGroupsState = (
  areas: readonly WatchedArea[],
  isHere: GroupsState['isHere'] = () => true,
): GroupsState => ({
  areas,
  areaStates: createAreaStates(areas),
  isHere,
  newestMs: { real: null, exercise: null },
  awaitedSinceMs: { real: null, exercise: null },
  bucket: null,
  forgetAfterMs: new Map(),
  orphanedKeys: [],
})

/** The state key of a craft in an area. */
export const craftEntryKey = (
  { area, exercise }: { readonly area: Pick<WatchedArea, 'areaId'>; readonly exercise: boolean },
  craftId: string,
): string => `craft/${area.areaId}/${worldOf(exercise)}/${craftId}`

/** Throws for entries that are not what was stored. Nothing is evaluated yet: `evaluateGroups`, or a reconcile, does that. */
export const decodeGroups = (
  areas: readonly WatchedArea[],
  entries: ReadonlyMap<string, string>,
  /** The only one whose craft and alerts are kept; absent: both. */
  only?: World,
  isHere?: GroupsState['isHere'],
): GroupsState => {
  const state = newGroupsState(areas, isHere)
  const { newestMs, bucket = null, awaitedSinceMs } = JSON.parse(entries.get(META_KEY) ?? '') as GroupsMeta
  state.bucket = bucket
  Object.assign(state.awaitedSinceMs, awaitedSinceMs)
  for (const world of WORLDS) if (isFolded({ world: only }, world)) state.newestMs[world] = newestMs[world]
  const alerts = new Map<AreaState, HeldAlert[]>()
  const orphanedKeys: string[] = []
  for (const [key, text] of entries) {
    if (key === META_KEY || pendingAlertId(key) !== undefined) continue
    if (key.startsWith('alert/')) {
      const held = readHeldAlert(text, entries)
      if (!isFolded({ world: only }, worldOf(held.alert.exercise))) {
        orphanedKeys.push(key, ...(held.pending === undefined ? [] : [pendingKey(held.alert.alertId)]))
        continue
      }
      const areaState = state.areaStates.ofAlert(held.alert)
      if (areaState !== undefined) alerts.set(areaState, [...(alerts.get(areaState) ?? []), held])
    } else if (!restoreCraft(state, key, text, only)) orphanedKeys.push(key)
  }
  for (const [areaState, held] of alerts) areaState.setAlerts(held.sort((a, b) => a.raisedIndex - b.raisedIndex))
  state.orphanedKeys = orphanedKeys
  return state
}

/** False where the craft's area is not watched, or the craft is of the other world. */
const restoreCraft = ({ areaStates }: GroupsState, key: string, text: string, only: World | undefined): boolean => {
  const [, areaId = '', world = ''] = key.split('/', 3)
  if (!isFolded({ world: only }, world as World)) return false
  const areaState = areaStates.of(areaId, world as World)
  const entry = decodeCraftEntry(text)
  areaState?.restore(entry.craftId, entry)
  return areaState !== undefined
}

const readHeldAlert = (text: string, entries: ReadonlyMap<string, string>): HeldAlert => {
  const held = decodeHeldAlert(text)
  const pending = entries.get(pendingKey(held.alert.alertId))
  return pending === undefined ? held : { ...held, pending: JSON.parse(pending) as PendingChange }
}

/** Works out links and situations from the craft that were decoded, and which of them each alert goes on with. */
export const evaluateGroups = ({ areaStates }: GroupsState): void => {
  for (const areaState of areaStates.all()) {
    areaState.evaluate()
    areaState.linkAlerts()
  }
}

/** Notes the rest of the state, once a batch. */
export const noteGroupsMeta = (state: GroupsState, changes: GroupsChanges): void => {
  const { newestMs, bucket, awaitedSinceMs } = state
  const isWaiting = WORLDS.some((world) => awaitedSinceMs[world] !== null)
  changes.set(META_KEY, { newestMs, bucket, ...(isWaiting && { awaitedSinceMs: { ...awaitedSinceMs } }) })
  for (const key of state.orphanedKeys) changes.set(key, undefined)
  state.orphanedKeys = []
}

/** Notes what has become of an area's alerts since they were `before`. */
export const noteAlerts = (before: readonly HeldAlert[], areaState: AreaState, changes: GroupsChanges): void => {
  const after = areaState.alerts()
  if (after === before) return
  const gone = new Map(before.map((held) => [held.alert.alertId, held]))
  for (const held of after) {
    const { alertId } = held.alert
    const was = gone.get(alertId)
    gone.delete(alertId)
    if (was === undefined || !isStoredAlike(was, held)) changes.set(alertKey(alertId), held)
    if (was?.pending !== held.pending) changes.set(pendingKey(alertId), held.pending)
  }
  for (const [alertId, { pending }] of gone) {
    changes.set(alertKey(alertId), undefined)
    if (pending !== undefined) changes.set(pendingKey(alertId), undefined)
  }
}

const isStoredAlike = (a: HeldAlert, b: HeldAlert): boolean =>
  a.alert === b.alert &&
  a.visits === b.visits &&
  a.raisedIndex === b.raisedIndex &&
  a.isOver === b.isOver &&
  a.isAwaited === b.isAwaited &&
  a.publishedBucket === b.publishedBucket

export const encodeGroups = (entry: GroupsEntry): string =>
  'alert' in entry ? encodeHeldAlert(entry) : 'description' in entry ? encodeCraftEntry(entry) : JSON.stringify(entry)

/** Whether the state knows of this version of an alert, or of a later one. */
export const knowsAlertVersion = ({ areaStates }: GroupsState, alert: AreaAlert): boolean => {
  const { areaId, exercise, alertId, version } = alert
  return areaStates
    .all()
    .filter((areaState) => areaState.area.areaId === areaId && areaState.exercise === exercise)
    .some((areaState) =>
      areaState.alerts().some((held) => held.alert.alertId === alertId && version <= held.alert.version),
    )
}

/** The area states of a partition by area and world, created when first asked for. Only watched areas have craft. */
const createAreaStates = (areas: readonly WatchedArea[]) => {
  const areaStates = new Map<string, AreaState>()
  const of = (areaId: string, world: World): AreaState | undefined => {
    const name = `${areaId}/${world}`
    const area = areas.find((each) => each.areaId === areaId)
    if (area === undefined) return undefined
    const known = areaStates.get(name)
    if (known !== undefined) return known
    const areaState = createAreaState(area, world === 'exercise')
    areaStates.set(name, areaState)
    return areaState
  }
  /** An area state without craft, for the alerts of an area that is no longer watched. */
  const ofUnwatched = (alert: AreaAlert): AreaState | undefined => {
    const { areaId, exercise, threshold, policy } = alert
    const name = `${areaId}/${worldOf(exercise)}`
    const model = areas[0]
    if (areaStates.has(name) || model === undefined) return areaStates.get(name)
    const rules = { ...model.rules, threshold }
    const stated = statedLaw(alert)
    const areaState = createAreaState(
      { ...model, areaId, contains: () => false, rules, policyHash: policy, stated },
      exercise,
    )
    areaStates.set(name, areaState)
    return areaState
  }
  const ofAlert = (alert: AreaAlert): AreaState | undefined =>
    of(alert.areaId, worldOf(alert.exercise)) ?? ofUnwatched(alert)
  return { all: () => [...areaStates.values()], of, ofAlert }
}
type AreaStates = ReturnType<typeof createAreaStates>
