import type { AlertAction } from '../../domain/alert-action.ts'
import type { AlertVersion } from '../../domain/alert-version.ts'
import type { AlertNow } from '../../domain/create-alert-fold.ts'
import type { Applied, Change } from '../../domain/create-alert-store.ts'
import type { LogPosition } from '../../domain/log-position.ts'
import { appendWholeAction, appendWholeVersion, createWholeFold, type WholeFold } from './create-whole-fold.ts'

export type VersionEntry = { readonly fold: WholeFold; readonly version: AlertVersion }
export type ActionEntry = { readonly fold: WholeFold; readonly action: AlertAction }

/**
 * The oracle of the store: all alerts with all their records: the fold of both topics. Its content at a position is a function of the records below it, so every instance
 * holds the same there, whichever topic it read first.
 */
export type WholeStore = {
  readonly alerts: Map<string, WholeFold>
  /** Those with at least one version, in the order in which they were raised. */
  readonly raised: WholeFold[]
  /** In log order, each with its fold, so that the changes since a position can be replayed. */
  readonly versions: VersionEntry[]
  readonly actions: ActionEntry[]
  position: LogPosition
}

export const createWholeStore = (): WholeStore => ({
  alerts: new Map(),
  raised: [],
  versions: [],
  actions: [],
  position: { alerts: 0, actions: 0 },
})

/** Drops repeats of (alertId, version). */
export const applyWholeVersion = (store: WholeStore, version: AlertVersion): Applied => {
  const fold = foldOf(store, version.alertId)
  const before = fold.now
  if (fold.versions.length === 0) store.raised.push(fold)
  const taken = appendWholeVersion(fold, version)
  if (taken === 'taken') store.versions.push({ fold, version })
  store.position = { ...store.position, alerts: version.offset + 1 }
  return { taken, change: wholeChanged(fold, before, store.position) }
}

export const applyWholeAction = (store: WholeStore, action: AlertAction): Change | null => {
  const fold = foldOf(store, action.alertId)
  const before = fold.now
  if (appendWholeAction(fold, action) === 'taken') store.actions.push({ fold, action })
  store.position = { ...store.position, actions: action.offset + 1 }
  return wholeChanged(fold, before, store.position)
}

export const wholeChanged = (fold: WholeFold, before: AlertNow | null, position: LogPosition): Change | null =>
  fold.now === null || fold.now === before ? null : { before, after: fold.now, position }

const foldOf = (store: WholeStore, alertId: string): WholeFold => {
  const held = store.alerts.get(alertId)
  if (held !== undefined) return held
  const fold = createWholeFold(alertId)
  store.alerts.set(alertId, fold)
  return fold
}
