import { type ActionRecord, type ActionRequest, formatWireTime, parseWireTime } from '@landfall/contracts'
import { type ActionRefusal, type AlertAction, actionKey } from '../domain/alert-action.ts'
import type { AlertFold, AlertNow } from '../domain/create-alert-fold.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { decideAction } from '../domain/decide-action.ts'
import type { LogWaiters } from '../log/create-log-waiters.ts'
import type { AppendAction } from './create-append-action.ts'

export type ActOnAlertDeps = {
  readonly store: AlertStore
  readonly clock: () => number
  readonly newId: () => string
  readonly append: AppendAction
  readonly until: LogWaiters['until']
}

export type ActionResult =
  | { readonly kind: 'done'; readonly now: AlertNow }
  | { readonly kind: 'refused'; readonly reason: ActionRefusal; readonly now: AlertNow }
  | { readonly kind: 'no-alert' }
  /** The token used this id for another action on this alert. */
  | { readonly kind: 'id-reused' }
  | { readonly kind: 'silence-too-long'; readonly silenceMsMax: number }
  /** The log could not be written, and nothing was. */
  | { readonly kind: 'not-written' }
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
export const createActOnAlert = ({ store, clock, newId, append, until }: ActOnAlertDeps) => {
  const answer = async (fold: AlertFold, action: AlertAction): Promise<ActionResult> => {
    const key = actionKey(action)
    if (!(await until(() => fold.outcomes.has(key), READ_BACK_MS_MAX))) return { kind: 'unconfirmed' }
    const recorded = fold.actions.find((other) => actionKey(other) === key)
    if (recorded !== undefined && !isSameAction(recorded, action)) return { kind: 'id-reused' }
    // An earlier action names a version that has not been read yet. Once it has, it may overrule this one.
    if (fold.waiting) await until(() => !fold.waiting, EARLIER_ACTIONS_MS_MAX)
    const outcome = fold.outcomes.get(key)
    if (fold.now === null || outcome === undefined) return { kind: 'unconfirmed' }
    return outcome === 'took' ? { kind: 'done', now: fold.now } : { kind: 'refused', reason: outcome, now: fold.now }
  }

  return async (author: ActionAuthor, alertId: string, request: ActionRequest): Promise<ActionResult> => {
    const fold = store.alerts.get(alertId)
    const now = fold?.now
    if (fold === undefined || now == null) return { kind: 'no-alert' }
    const nowMs = clock()
    const record = toRecord({ ...request, actionId: request.actionId ?? newId() }, alertId, author, now.lifecycle.turn)
    const action = toAction(record, nowMs)
    if (fold.outcomes.has(actionKey(action))) return answer(fold, action)
    if (request.expectedVersion !== now.version.version) return { kind: 'refused', reason: 'moved-on', now }
    if (action.untilMs !== null && action.untilMs - nowMs > SILENCE_MS_MAX) {
      return { kind: 'silence-too-long', silenceMsMax: SILENCE_MS_MAX }
    }
    const foreseen = decideAction(now.lifecycle, now.version, action)
    if (!foreseen.took) return { kind: 'refused', reason: foreseen.reason, now }
    const appended = await append(record)
    return appended === 'durable'
      ? answer(fold, action)
      : { kind: appended === 'refused' ? 'not-written' : 'unconfirmed' }
  }
}

const toRecord = (
  { action, actionId, expectedVersion, note, until }: ActionRequest & { readonly actionId: string },
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

const isSameAction = (a: AlertAction, b: AlertAction): boolean =>
  a.action === b.action && a.expectedVersion === b.expectedVersion && a.note === b.note && a.untilMs === b.untilMs

/** For messages: the latest end allowed for a silence. */
export const latestSilenceEnd = (nowMs: number): string => formatWireTime(nowMs + SILENCE_MS_MAX)
