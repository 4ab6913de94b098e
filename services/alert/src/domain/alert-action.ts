import { hash } from 'node:crypto'
import type { CloseReason, RecordedAction } from '@landfall/contracts'

/** An action as it stands in the log. */
export type AlertAction = {
  readonly actionId: string
  readonly alertId: string
  readonly action: RecordedAction
  readonly expectedVersion: number
  readonly operator: string
  readonly tokenId?: string | undefined
  readonly note: string | null
  readonly untilMs: number | null
  /** Of a tick. */
  readonly item?: string | undefined
  /** Of a closing. */
  readonly reason?: CloseReason | undefined
  readonly duplicateOf?: string | undefined
  readonly handedTo?: string | undefined
  readonly turn: number
  readonly escalateAfterMs: number | null
  readonly offset: number
  /** When the log appended it: the only time that decides about an action. */
  readonly timeMs: number
}

/**
 * Why an action had no effect:
 * `unknown-version`: it names a version that is not in the log (yet); `moved-on`: an earlier action named a later version;
 * `overtaken`: somebody else acted first; `not-allowed`: the state of the alert does not permit it.
 */
export type ActionRefusal = 'unknown-version' | 'moved-on' | 'overtaken' | 'not-allowed'

/** Records with the same key are repeats of one action. Two tokens never share one, whatever their names. */
export const actionKey = ({ operator, tokenId, actionId }: ActionIdentity): string =>
  JSON.stringify(tokenId === undefined ? [operator, actionId] : [operator, actionId, tokenId])
type ActionIdentity = Pick<AlertAction, 'operator' | 'tokenId' | 'actionId'>

/** What an action asks for: equal for repeats of one request. */
export const contentOf = (asked: AlertAction): string => {
  const { action, expectedVersion, note, untilMs, item, reason, duplicateOf, handedTo } = asked
  const rest = [item, reason, duplicateOf, handedTo]
  // Actions without the later fields keep their hash.
  const added = rest.every((value) => value === undefined) ? [] : rest
  return hash('sha256', JSON.stringify([action, expectedVersion, note, untilMs, ...added]), 'hex').slice(0, 16)
}
