import type { AlertAction } from './alert-action.ts'
import type { AlertVersion } from './alert-version.ts'
import {
  type AlertFold,
  type AlertNow,
  appendAction,
  appendVersion,
  createAlertFold,
  type VersionTaken,
} from './create-alert-fold.ts'

/** The next offsets of the two topics: everything below has been read. */
export type LogPosition = { readonly alerts: number; readonly actions: number }

/** What one record changed about one alert. */
export type Change = {
  readonly before: AlertNow | null
  readonly after: AlertNow
  /** The position after this record. */
  readonly position: LogPosition
}

export type VersionEntry = { readonly fold: AlertFold; readonly version: AlertVersion }
export type ActionEntry = { readonly fold: AlertFold; readonly action: AlertAction }

/**
 * All alerts: the fold of both topics. Its content at a position is a function of the records below it, so every instance
 * holds the same there, whichever topic it read first.
 */
export type AlertStore = {
  readonly alerts: Map<string, AlertFold>
  /** Those with at least one version, in the order in which they were raised. */
  readonly raised: AlertFold[]
  /** In log order, each with its fold, so that the changes since a position can be replayed. */
  readonly versions: VersionEntry[]
  readonly actions: ActionEntry[]
  position: LogPosition
}

export const createAlertStore = (): AlertStore => ({
  alerts: new Map(),
  raised: [],
  versions: [],
  actions: [],
  position: { alerts: 0, actions: 0 },
})

export type Applied = { readonly taken: VersionTaken; readonly change: Change | null }

/** Drops repeats of (alertId, version). */
export const applyVersion = (store: AlertStore, version: AlertVersion): Applied => {
  const fold = foldOf(store, version.alertId)
  const before = fold.now
  if (fold.versions.length === 0) store.raised.push(fold)
  const taken = appendVersion(fold, version)
  if (taken === 'taken') store.versions.push({ fold, version })
  store.position = { ...store.position, alerts: version.offset + 1 }
  return { taken, change: changed(fold, before, store.position) }
}

export const applyAction = (store: AlertStore, action: AlertAction): Change | null => {
  const fold = foldOf(store, action.alertId)
  const before = fold.now
  if (appendAction(fold, action) === 'taken') store.actions.push({ fold, action })
  store.position = { ...store.position, actions: action.offset + 1 }
  return changed(fold, before, store.position)
}

/** Moves the position past records that change nothing: gaps, unreadable ones. Never moves it back. */
export const skipTo = (store: AlertStore, position: Partial<LogPosition>): void => {
  const alerts = Math.max(store.position.alerts, position.alerts ?? 0)
  const actions = Math.max(store.position.actions, position.actions ?? 0)
  if (alerts !== store.position.alerts || actions !== store.position.actions) store.position = { alerts, actions }
}

export const changed = (fold: AlertFold, before: AlertNow | null, position: LogPosition): Change | null =>
  fold.now === null || fold.now === before ? null : { before, after: fold.now, position }

const foldOf = (store: AlertStore, alertId: string): AlertFold => {
  const held = store.alerts.get(alertId)
  if (held !== undefined) return held
  const fold = createAlertFold(alertId)
  store.alerts.set(alertId, fold)
  return fold
}
