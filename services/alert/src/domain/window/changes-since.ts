import type { AlertAction } from '../alert-action.ts'
import type { AlertVersion } from '../alert-version.ts'
import { type AlertFold, appendRecord } from '../create-alert-fold.ts'
import { type AlertStore, type Change, changed, hasVersionOf } from '../create-alert-store.ts'
import type { LogPosition } from '../log-position.ts'

export type Since =
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }
  /** The position is ahead of what this store has read. */
  | { readonly kind: 'ahead' }
  /** The position is before the window of changes: only a snapshot helps. */
  | { readonly kind: 'too-old' }

/**
 * The changes from `position` until now, as a client at that position would have seen them: ordered by the log's time,
 * keeping the order of each topic, each with its own position.
 */
export const changesSince = (store: AlertStore, position: LogPosition): Since => {
  const { window } = store
  if (position.alerts > store.position.alerts || position.actions > store.position.actions) return { kind: 'ahead' }
  if (position.alerts < window.from.alerts || position.actions < window.from.actions) return { kind: 'too-old' }
  const firstVersion = firstFrom(window.versions, position.alerts)
  const firstAction = firstFrom(window.actions, position.actions)
  const versions = window.versions.slice(firstVersion)
  const actions = window.actions.slice(firstAction)
  const folds = foldsAt(store, new Set([...versions, ...actions].map(({ alertId }) => alertId)), position)
  const changes = folds === null ? null : replay(store, folds, versions, actions, position)
  return changes === null ? { kind: 'too-old' } : { kind: 'changes', changes }
}

/** These alerts as they were at a position in the window. Null: folding them takes versions that are no longer held. */
const foldsAt = (
  store: AlertStore,
  alertIds: ReadonlySet<string>,
  position: LogPosition,
): Map<string, AlertFold> | null => {
  const { anchors, versions, actions } = store.window
  const folds = new Map<string, AlertFold>()
  for (const alertId of alertIds) {
    const anchor = anchors.get(alertId)
    if (anchor === undefined) return null
    folds.set(alertId, anchor.fold)
  }
  const isApplied = (record: AlertVersion | AlertAction): boolean => {
    const fold = folds.get(record.alertId)
    const next = fold === undefined ? null : apply(store, fold, record)
    if (next !== null) folds.set(record.alertId, next)
    return next !== null
  }
  const before = [
    ...versions.slice(0, firstFrom(versions, position.alerts)),
    ...actions.slice(0, firstFrom(actions, position.actions)),
  ]
  return before.every((record) => !alertIds.has(record.alertId) || isApplied(record)) ? folds : null
}

const replay = (
  store: AlertStore,
  folds: Map<string, AlertFold>,
  versions: readonly AlertVersion[],
  actions: readonly AlertAction[],
  from: LogPosition,
): readonly Change[] | null => {
  const changes: Change[] = []
  let position = from
  for (const record of byTime(versions, actions)) {
    const fold = folds.get(record.alertId)
    const next = fold === undefined ? null : apply(store, fold, record)
    if (fold === undefined || next === null) return null
    folds.set(record.alertId, next)
    const past = record.offset + 1
    position = 'json' in record ? { ...position, alerts: past } : { ...position, actions: past }
    const change = changed(next, fold.now, position)
    if (change !== null) changes.push(change)
  }
  return changes
}

/** By the log's time, keeping the order of each topic; a version before the actions of the same millisecond. */
const byTime = function* (
  versions: readonly AlertVersion[],
  actions: readonly AlertAction[],
): Generator<AlertVersion | AlertAction> {
  let nextAction = 0
  for (const version of versions) {
    for (let action = actions[nextAction]; action !== undefined && action.timeMs < version.timeMs; ) {
      yield action
      nextAction += 1
      action = actions[nextAction]
    }
    yield version
  }
  yield* actions.slice(nextAction)
}

const apply = (store: AlertStore, fold: AlertFold, record: AlertVersion | AlertAction): AlertFold | null =>
  appendRecord(fold, record, hasVersionOf(store, record.alertId))

/** The index of the first record at or above `offset`. */
const firstFrom = (records: readonly { readonly offset: number }[], offset: number): number => {
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const record = records[middle]
    if (record !== undefined && record.offset < offset) low = middle + 1
    else high = middle
  }
  return low
}
