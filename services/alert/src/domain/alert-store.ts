import type { AlertAction } from './alert-action.ts'
import {
  type AlertFold,
  type AlertNow,
  appendAction,
  appendVersion,
  createAlertFold,
  type VersionTaken,
} from './alert-fold.ts'
import type { AlertVersion } from './alert-version.ts'

/** The next offsets of the two topics: everything below has been read. */
export type LogPlace = { readonly alerts: number; readonly actions: number }

/** One alert was one thing before a record and another after it. */
export type Change = {
  readonly before: AlertNow | null
  readonly after: AlertNow
  /** Where the log was read to, with this record. */
  readonly place: LogPlace
}

export type VersionEntry = { readonly fold: AlertFold; readonly version: AlertVersion }
export type ActionEntry = { readonly fold: AlertFold; readonly action: AlertAction }

/**
 * All alerts: the fold of both topics. What it holds at one place is a function of the records below that place alone, so
 * every instance holds the same there, however it came to read one topic before the other.
 */
export type Board = {
  readonly alerts: Map<string, AlertFold>
  /** Those with a version, in the order in which they were raised. */
  readonly raised: AlertFold[]
  /** In log order; with their folds, so that what happened since a place can be told again. */
  readonly versions: VersionEntry[]
  readonly actions: ActionEntry[]
  place: LogPlace
}

export const createBoard = (): Board => ({
  alerts: new Map(),
  raised: [],
  versions: [],
  actions: [],
  place: { alerts: 0, actions: 0 },
})

export type Applied = { readonly taken: VersionTaken; readonly change: Change | null }

/** Repeats of (alertId, version) are dropped. */
export const applyVersion = (board: Board, version: AlertVersion): Applied => {
  const fold = foldOf(board, version.alertId)
  const before = fold.now
  if (fold.versions.length === 0) board.raised.push(fold)
  const taken = appendVersion(fold, version)
  if (taken === 'taken') board.versions.push({ fold, version })
  board.place = { ...board.place, alerts: version.offset + 1 }
  return { taken, change: changed(fold, before, board.place) }
}

export const applyAction = (board: Board, action: AlertAction): Change | null => {
  const fold = foldOf(board, action.alertId)
  const before = fold.now
  if (appendAction(fold, action) === 'taken') board.actions.push({ fold, action })
  board.place = { ...board.place, actions: action.offset + 1 }
  return changed(fold, before, board.place)
}

/** Passes over records that tell nothing (holes, unreadable ones). */
export const passOver = (board: Board, place: Partial<LogPlace>): void => {
  const alerts = Math.max(board.place.alerts, place.alerts ?? 0)
  const actions = Math.max(board.place.actions, place.actions ?? 0)
  if (alerts !== board.place.alerts || actions !== board.place.actions) board.place = { alerts, actions }
}

export const changed = (fold: AlertFold, before: AlertNow | null, place: LogPlace): Change | null =>
  fold.now === null || fold.now === before ? null : { before, after: fold.now, place }

const foldOf = (board: Board, alertId: string): AlertFold => {
  const held = board.alerts.get(alertId)
  if (held !== undefined) return held
  const fold = createAlertFold(alertId)
  board.alerts.set(alertId, fold)
  return fold
}
