import {
  type ActionRecord,
  type ActionRequest,
  type ChecklistSpec,
  formatWireTime,
  parseWireTime,
} from '@landfall/contracts'
import { type ActionRefusal, type AlertAction, actionKey, contentOf } from '../domain/alert-action.ts'
import type { AlertEntry } from '../domain/alert-entry.ts'
import { decidedOf } from '../domain/archive-of.ts'
import { type AlertNow, isWaiting } from '../domain/create-alert-fold.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { type Decision, decideAction } from '../domain/decide-action.ts'
import { isTick, takeTick } from '../domain/fold/take-tick.ts'
import type { AlertRecords } from '../log/create-alert-records.ts'
import type { LogWaiters } from '../log/create-log-waiters.ts'
import type { AppendAction } from './create-append-action.ts'
import { findLack, type Lack } from './find-lack.ts'

export type ActOnAlertDeps = {
  readonly store: AlertStore
  readonly records: Pick<AlertRecords, 'nowOf'>
  readonly clock: () => number
  readonly newId: () => string
  readonly append: AppendAction
  readonly until: LogWaiters['until']
  readonly checklists: readonly ChecklistSpec[]
}

export type ActionResult =
  | { readonly kind: 'done'; readonly now: AlertNow }
  | { readonly kind: 'refused'; readonly reason: ActionRefusal; readonly now: AlertNow }
  | { readonly kind: 'no-alert' }
  /** It is not whole: nothing was written. */
  | ({ readonly kind: 'lacking' } & Lack)
  /** The token used this id for another action on this alert. */
  | { readonly kind: 'id-reused' }
  | { readonly kind: 'silence-too-long'; readonly silenceMsMax: number }
  /** The log could not be written, and nothing was. */
  | { readonly kind: 'not-written' }
  /** Its end is not in the future. */
  | { readonly kind: 'silence-over' }
  /** It may be in the log, but this instance has not read it back in time. Repeating the request settles it. */
  | { readonly kind: 'unconfirmed' }

/** The token that acts: its name and its id; no id where no tokens are configured. */
export type ActionAuthor = Pick<ActionRecord, 'operator' | 'tokenId'>

const SILENCE_MS_MAX = 24 * 3_600_000
const READ_BACK_MS_MAX = 10_000
const EARLIER_ACTIONS_MS_MAX = 2_000

/**
 * Performs an operator's action by appending it to the log. Its outcome is what the fold makes of the record, here and on
 * every other instance, so the answer waits until this instance has read its own record back.
 */
export const createActOnAlert = ({ store, records, clock, newId, append, until, checklists }: ActOnAlertDeps) => {
  const hasAlert = (alertId: string): boolean => (store.alerts.get(alertId)?.versions.records ?? 0) > 0

  const answer = async (entry: AlertEntry, action: AlertAction): Promise<ActionResult> => {
    const key = actionKey(action)
    if (!(await until(() => decidedOf(entry).has(key), READ_BACK_MS_MAX))) return { kind: 'unconfirmed' }
    if (decidedOf(entry).get(key)?.content !== contentOf(action)) return { kind: 'id-reused' }
    // An earlier action names a version that has not been read yet. Once it has, it may overrule this one.
    const hasPending = (): boolean => entry.fold !== null && isWaiting(entry.fold)
    if (hasPending()) await until(() => !hasPending(), EARLIER_ACTIONS_MS_MAX)
    const outcome = decidedOf(entry).get(key)?.outcome
    const now = await records.nowOf(entry)
    if (now === null || outcome === undefined) return { kind: 'unconfirmed' }
    return outcome === 'took' ? { kind: 'done', now } : { kind: 'refused', reason: outcome, now }
  }

  return async (author: ActionAuthor, alertId: string, request: ActionRequest): Promise<ActionResult> => {
    const entry = store.alerts.get(alertId)
    const now = entry === undefined ? null : await records.nowOf(entry)
    if (entry === undefined || now === null) return { kind: 'no-alert' }
    const nowMs = clock()
    const record = toRecord({ ...request, actionId: request.actionId ?? newId() }, alertId, author, now.lifecycle.turn)
    const action = toAction(record, nowMs)
    if (decidedOf(entry).has(actionKey(action))) return answer(entry, action)
    const hasMovedOn = request.expectedVersion !== now.version.version && !isTick(action)
    if (hasMovedOn) return { kind: 'refused', reason: 'moved-on', now }
    if (action.untilMs !== null && action.untilMs - nowMs > SILENCE_MS_MAX) {
      return { kind: 'silence-too-long', silenceMsMax: SILENCE_MS_MAX }
    }
    if (action.untilMs !== null && action.untilMs <= nowMs) return { kind: 'silence-over' }
    const reason = foreseenRefusal(now, action)
    if (reason !== null) return { kind: 'refused', reason, now }
    const lack = findLack(request, now, { checklists, hasAlert })
    if (lack !== null) return { kind: 'lacking', ...lack }
    const appended = await append(record)
    return appended === 'durable'
      ? answer(entry, action)
      : { kind: appended === 'refused' ? 'not-written' : 'unconfirmed' }
  }
}

const foreseenRefusal = ({ lifecycle, version, ticks }: AlertNow, action: AlertAction): ActionRefusal | null => {
  if (!isTick(action)) return refusalIn(decideAction(lifecycle, version, action))
  const { outcome } = takeTick(ticks, action)
  return outcome === 'took' ? null : outcome
}
const refusalIn = (decision: Decision): ActionRefusal | null => (decision.took ? null : decision.reason)

const toRecord = (
  { action, actionId, expectedVersion, note, until, ...ofOne }: ActionRequest & { readonly actionId: string },
  alertId: string,
  { operator, tokenId }: ActionAuthor,
  turn: number,
): ActionRecord => ({
  type: 'action',
  actionId,
  alertId,
  action,
  expectedVersion,
  operator,
  ...(tokenId !== undefined && { tokenId }),
  note,
  until,
  ...ofOne,
  turn,
  escalateAfterMs: null,
})

/** The record as it would be read back had it been appended now. */
const toAction = ({ type: _type, until, ...record }: ActionRecord, nowMs: number): AlertAction => ({
  ...record,
  untilMs: until === null ? null : parseWireTime(until),
  offset: Number.MAX_SAFE_INTEGER,
  timeMs: nowMs,
})

/** For messages: the latest end allowed for a silence. */
export const latestSilenceEnd = (nowMs: number): string => formatWireTime(nowMs + SILENCE_MS_MAX)
