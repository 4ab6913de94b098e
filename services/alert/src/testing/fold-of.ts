import type { AlertAction } from '../domain/alert-action.ts'
import type { AlertVersion, CraftOnAlert } from '../domain/alert-version.ts'
import { type AlertFold, appendAction, appendVersion, createAlertFold } from '../domain/create-alert-fold.ts'
import { anAction, aVersion } from './a-version.ts'

export type VersionGiven = Partial<AlertVersion> & { readonly v: number }
export type ActionGiven = Partial<AlertAction> & { readonly do: AlertAction['action'] }

/** Folds versions `{v: 2, …}` and actions `{do: 'close', …}`; an action expects the version before it in the list. */
export const foldOf = (...records: readonly (VersionGiven | ActionGiven)[]): AlertFold => {
  const fold = createAlertFold('nz-1')
  let latest = 1
  let turn = 0
  for (const [offset, record] of records.entries()) {
    const timeMs = (offset + 1) * 1_000
    if ('v' in record) {
      latest = record.v
      appendVersion(fold, aVersion({ version: record.v, offset, timeMs, ...record }))
    } else {
      const before = fold.now?.lifecycle.turn ?? 0
      appendAction(fold, anAction({ action: record.do, expectedVersion: latest, turn, offset, timeMs, ...record }))
      turn = fold.now?.lifecycle.turn ?? before
    }
  }
  return fold
}

export const phaseOf = (fold: AlertFold) => fold.now?.lifecycle.attention.phase

/** `craftList(['a:1', 40], ['a:2', 20, 'a:3'])`: each with its likely people and its other names. */
export const craftList = (...list: readonly (readonly [string, number, ...string[]])[]): readonly CraftOnAlert[] =>
  list.map(([craftId, likely, ...sameAs]) => ({ craftId, likely, sameAs }))
