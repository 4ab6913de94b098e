import { hash } from 'node:crypto'
import type { AlertAction } from './alert-action.ts'
import { type AlertEntry, createAlertEntry } from './alert-entry.ts'
import type { AlertVersion } from './alert-version.ts'
import { stateInArchive } from './archive-of.ts'
import { type AlertFold, type AlertNow, appendAction, appendVersion } from './create-alert-fold.ts'
import { createMemory, keepAlert, type Memory, type MemoryLimits, rememberAlert } from './create-memory.ts'
import type { HasVersion } from './fold/decide-next.ts'
import { TAIL_LIMITS, type TailLimits, trimFold } from './fold/trim-fold.ts'
import type { LogPosition } from './log-position.ts'
import { addToIndex, versionInIndex } from './record-index.ts'
import { createWatchLog, type WatchLog } from './watch/watch-log.ts'
import {
  addActionToWindow,
  addVersionToWindow,
  type ChangeWindow,
  createChangeWindow,
  slideWindow,
  type WindowLimits,
} from './window/create-change-window.ts'

/** What one record changed about one alert. */
export type Change = {
  readonly before: AlertNow | null
  readonly after: AlertNow
  /** The position after this record. */
  readonly position: LogPosition
}

export type StoreLimits = WindowLimits & MemoryLimits & TailLimits

export const STORE_LIMITS: StoreLimits = {
  ...TAIL_LIMITS,
  windowRecordsMax: 10_000,
  windowBytesMax: 64 * 1_048_576,
  recentMsMax: 7 * 86_400_000,
  recentAlertsMax: 2_000,
  recentBytesMax: 64 * 1_048_576,
}

/**
 * All alerts: the fold of both topics. Its content at a position is a function of the records below it, so every instance
 * holds the same there, whichever topic it read first. Of alerts that are over, after a time, only the index and the operators'
 * side stay here; what they say is read from the log when somebody asks.
 */
export type AlertStore = {
  readonly limits: StoreLimits
  readonly alerts: Map<string, AlertEntry>
  /** Those with at least one version, in the order in which they were raised. */
  readonly raised: AlertEntry[]
  readonly memory: Memory
  readonly window: ChangeWindow
  readonly counts: { versions: number; actions: number }
  position: LogPosition
  /** Who has the watch. */
  watch: WatchLog
}

export const createAlertStore = (
  limits: Partial<StoreLimits> = {},
  position: LogPosition = { alerts: 0, actions: 0 },
): AlertStore => {
  const all = { ...STORE_LIMITS, ...limits }
  return {
    limits: all,
    alerts: new Map(),
    raised: [],
    memory: createMemory(),
    window: createChangeWindow(all, position),
    counts: { versions: 0, actions: 0 },
    position,
    watch: createWatchLog(),
  }
}

/**
 * `taken` and the rest: what a version record is to an alert that already has others. `needs-fold`: the alert is archived, and
 * must be recalled first. `needs-records`: it must be folded again from all of its records. Then nothing was applied.
 */
export type Applied = {
  readonly taken: 'taken' | 'repeat' | 'contradiction' | 'out-of-order' | 'needs-fold' | 'needs-records'
  readonly change: Change | null
}

/** Drops repeats of (alertId, version). */
export const applyVersion = (store: AlertStore, version: AlertVersion): Applied => {
  const entry = entryOf(store, version.alertId)
  const { last } = entry.versions
  const contentHash = hash('sha256', version.json, 'buffer').readUIntLE(0, 6)
  if (version.version <= last.version) {
    const held = versionInIndex(entry.versions, version.version)
    moveTo(store, { alerts: version.offset + 1 })
    if (held === undefined) return { taken: 'out-of-order', change: null }
    return { taken: held.hash === contentHash ? 'repeat' : 'contradiction', change: null }
  }
  if (entry.fold === null) return { taken: 'needs-fold', change: null }
  const fold = appendVersion(entry.fold, version, hasVersionOf(store, version.alertId))
  if (fold === null) return { taken: 'needs-records', change: null }
  if (entry.raisedIndex < 0) entry.raisedIndex = store.raised.push(entry) - 1
  const { offset, timeMs } = version
  addToIndex(entry.versions, { offset, timeMs, version: version.version, hash: contentHash })
  store.counts.versions += 1
  addVersionToWindow(store.window, entry.fold, version)
  moveTo(store, { alerts: offset + 1 })
  return { taken: 'taken', change: replaceFold(store, entry, fold, timeMs) }
}

/** Drops repeats of (operator, actionId). */
export const applyAction = (store: AlertStore, action: AlertAction): Applied => {
  const entry = entryOf(store, action.alertId)
  if (entry.fold === null) return { taken: 'needs-fold', change: null }
  const fold = appendAction(entry.fold, action, hasVersionOf(store, action.alertId))
  if (fold === null) return { taken: 'needs-records', change: null }
  const { offset, timeMs } = action
  moveTo(store, { actions: offset + 1 })
  if (fold === entry.fold) return { taken: 'repeat', change: null }
  addToIndex(entry.actions, { offset, timeMs, version: 0, hash: 0 })
  store.counts.actions += 1
  addActionToWindow(store.window, entry.fold, action)
  return { taken: 'taken', change: replaceFold(store, entry, fold, timeMs) }
}

const replaceFold = (store: AlertStore, entry: AlertEntry, fold: AlertFold, timeMs: number): Change | null => {
  const change = changed(fold, entry.fold?.now ?? null, store.position)
  entry.fold = trimFold(fold, store.limits)
  slideWindow(store.window, store.position, (alertId) => hasVersionOf(store, alertId))
  rememberAlert(store.memory, store.limits, entry, timeMs)
  return change
}

/** Moves the position past records that change nothing: gaps, unreadable ones. Never moves it back. */
export const moveTo = (store: AlertStore, position: Partial<LogPosition>): void => {
  const alerts = Math.max(store.position.alerts, position.alerts ?? 0)
  const actions = Math.max(store.position.actions, position.actions ?? 0)
  if (alerts !== store.position.alerts || actions !== store.position.actions) store.position = { alerts, actions }
}

export const changed = (fold: AlertFold, before: AlertNow | null, position: LogPosition): Change | null =>
  fold.now === null || fold.now === before ? null : { before, after: fold.now, position }

export const hasVersionOf = (store: AlertStore, alertId: string): HasVersion => {
  const entry = store.alerts.get(alertId)
  return (version) => entry !== undefined && versionInIndex(entry.versions, version) !== undefined
}

/** The alerts in memory, in the order in which they were raised. */
export const alertsInMemory = ({ memory }: AlertStore): readonly AlertNow[] =>
  [...memory.listed, ...memory.recent.keys()]
    .toSorted((a, b) => a.raisedIndex - b.raisedIndex)
    .flatMap(({ fold }) => (fold?.now == null ? [] : [fold.now]))

/** Puts a recalled alert into memory again, until its next record has been applied at least. */
export const restoreFold = (store: AlertStore, entry: AlertEntry, fold: AlertFold): void => {
  if (entry.archive !== null) store.memory.archived[stateInArchive(entry.archive).version.status] -= 1
  entry.fold = fold
  entry.archive = null
  keepAlert(store.memory, entry, store.memory.newestMs)
}

const entryOf = (store: AlertStore, alertId: string): AlertEntry => {
  const held = store.alerts.get(alertId)
  if (held !== undefined) return held
  const entry = createAlertEntry(alertId)
  store.alerts.set(alertId, entry)
  return entry
}
