import type { Change } from '../../domain/create-alert-store.ts'
import type { LogPosition } from '../../domain/log-position.ts'
import { appendWholeAction, appendWholeVersion, type WholeFold, wholeFoldUpTo } from './create-whole-fold.ts'
import { type ActionEntry, type VersionEntry, type WholeStore, wholeChanged } from './create-whole-store.ts'

const RESUME_RECORDS_MAX = 10_000

type WholeSince =
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }
  /** The position is ahead of what this store has read. */
  | { readonly kind: 'ahead' }
  /** So much has changed since that a snapshot is cheaper. */
  | { readonly kind: 'too-old' }

/**
 * The changes from `position` until now, as a client at that position would have seen them: ordered by the log's time,
 * keeping the order of each topic, each with its own position.
 */
export const wholeChangesSince = (
  store: WholeStore,
  position: LogPosition,
  recordsMax = RESUME_RECORDS_MAX,
): WholeSince => {
  if (position.alerts > store.position.alerts || position.actions > store.position.actions) return { kind: 'ahead' }
  const versions = store.versions.slice(firstFrom(store.versions, (entry) => entry.version.offset, position.alerts))
  const actions = store.actions.slice(firstFrom(store.actions, (entry) => entry.action.offset, position.actions))
  if (versions.length + actions.length > recordsMax) return { kind: 'too-old' }
  return { kind: 'changes', changes: replay(versions, actions, position) }
}

const replay = (versions: readonly VersionEntry[], actions: readonly ActionEntry[], from: LogPosition) => {
  const folds = new Map<string, WholeFold>()
  const foldAt = (whole: WholeFold): WholeFold => {
    const held = folds.get(whole.alertId)
    if (held !== undefined) return held
    const fold = wholeFoldUpTo(whole, from.alerts, from.actions)
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
    const fold = foldAt((isVersion ? version : action)?.fold as WholeFold)
    const before = fold.now
    if (isVersion && version !== undefined) {
      nextVersion += 1
      position = { ...position, alerts: version.version.offset + 1 }
      appendWholeVersion(fold, version.version)
    } else if (action !== undefined) {
      nextAction += 1
      position = { ...position, actions: action.action.offset + 1 }
      appendWholeAction(fold, action.action)
    }
    const change = wholeChanged(fold, before, position)
    if (change !== null) changes.push(change)
  }
}

/** The index of the first entry at or above `offset`. */
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
