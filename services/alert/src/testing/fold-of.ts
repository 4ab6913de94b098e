import type { AlertAction } from '../domain/alert-action.ts'
import type { AlertVersion, CraftOnAlert } from '../domain/alert-version.ts'
import { type AlertFold, appendAction, appendVersion, createAlertFold } from '../domain/create-alert-fold.ts'
import type { ActionOutcome } from '../domain/fold/decide-next.ts'
import { anAction, aVersion } from './a-version.ts'

export type VersionGiven = Partial<AlertVersion> & { readonly v: number }
export type ActionGiven = Partial<AlertAction> & { readonly do: AlertAction['action'] }

/** Folds versions `{v: 2, …}` and actions `{do: 'close', …}`; an action expects the version before it in the list. */
export const foldOf = (...records: readonly (VersionGiven | ActionGiven)[]): AlertFold => {
  let fold = createAlertFold('nz-1')
  let latest = 1
  let turn = 0
  const numbers = new Set(records.flatMap((record) => ('v' in record ? [record.v] : [])))
  const hasVersion = (version: number): boolean => numbers.has(version)
  for (const [offset, record] of records.entries()) {
    const timeMs = (offset + 1) * 1_000
    if ('v' in record) {
      latest = record.v
      const version = aVersion({ version: record.v, offset, timeMs, ...record })
      fold = appendVersion(fold, version, hasVersion) ?? fold
    } else {
      const before = fold.now?.lifecycle.turn ?? 0
      const action = anAction({ action: record.do, expectedVersion: latest, turn, offset, timeMs, ...record })
      fold = appendAction(fold, action, hasVersion) ?? fold
      turn = fold.now?.lifecycle.turn ?? before
    }
  }
  return fold
}

export const phaseOf = (fold: AlertFold) => fold.now?.lifecycle.attention.phase

export const outcomesOf = ({ decided }: Pick<AlertFold, 'decided'>): readonly ActionOutcome[] =>
  [...decided.values()].map(({ outcome }) => outcome)

/** `craftList(['a:1', 40], ['a:2', 20, 'a:3'])`: each with its likely people and its other names. */
export const craftList = (...list: readonly (readonly [string, number, ...string[]])[]): readonly CraftOnAlert[] =>
  list.map(([craftId, likely, ...sameAs]) => ({ craftId, likely, sameAs }))
