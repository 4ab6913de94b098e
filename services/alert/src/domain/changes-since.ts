import { type AlertFold, appendAction, appendVersion, foldUpTo } from './create-alert-fold.ts'
import {
  type ActionEntry,
  type AlertStore,
  type Change,
  changed,
  type LogPosition,
  type VersionEntry,
} from './create-alert-store.ts'

const RESUME_RECORDS_MAX = 10_000

export type Since =
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }
  /** The place lies ahead of what this store has read. */
  | { readonly kind: 'ahead' }
  /** So much happened since that a snapshot is the shorter way. */
  | { readonly kind: 'too-old' }

/**
 * Everything that happened between `place` and now, as one who had stood there would have seen it: each record in an order
 * that keeps that of its topic, by the log's time, with the places in between.
 */
export const changesSince = (store: AlertStore, position: LogPosition, recordsMax = RESUME_RECORDS_MAX): Since => {
  if (position.alerts > store.position.alerts || position.actions > store.position.actions) return { kind: 'ahead' }
  const versions = store.versions.slice(firstFrom(store.versions, (at) => at.version.offset, position.alerts))
  const actions = store.actions.slice(firstFrom(store.actions, (at) => at.action.offset, position.actions))
  if (versions.length + actions.length > recordsMax) return { kind: 'too-old' }
  return { kind: 'changes', changes: replay(versions, actions, position) }
}

const replay = (versions: readonly VersionEntry[], actions: readonly ActionEntry[], from: LogPosition) => {
  const folds = new Map<string, AlertFold>()
  const foldAt = (whole: AlertFold): AlertFold => {
    const held = folds.get(whole.alertId)
    if (held !== undefined) return held
    const fold = foldUpTo(whole, from.alerts, from.actions)
    folds.set(whole.alertId, fold)
    return fold
  }
  const changes: Change[] = []
  let position = from
  let nextVersion = 0
  let nextAction = 0
  for (;;) {
    const version = versions[nextVersion]
    const action = actions[nextAction]
    if (version === undefined && action === undefined) return changes
    const isVersion = action === undefined || (version !== undefined && version.version.timeMs <= action.action.timeMs)
    const fold = foldAt((isVersion ? version : action)?.fold as AlertFold)
    const before = fold.now
    if (isVersion && version !== undefined) {
      nextVersion += 1
      position = { ...position, alerts: version.version.offset + 1 }
      appendVersion(fold, version.version)
    } else if (action !== undefined) {
      nextAction += 1
      position = { ...position, actions: action.action.offset + 1 }
      appendAction(fold, action.action)
    }
    const change = changed(fold, before, position)
    if (change !== null) changes.push(change)
  }
}

/** The index of the first entry whose offset is at least this. */
const firstFrom = <Entry>(entries: readonly Entry[], offsetOf: (entry: Entry) => number, offset: number): number => {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = entries[middle]
    if (entry !== undefined && offsetOf(entry) < offset) low = middle + 1
    else high = middle
  }
  return low
}
