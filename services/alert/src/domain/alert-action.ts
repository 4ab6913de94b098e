import type { RecordedAction } from '@landfall/contracts'

/** An action as it stands in the log. */
export type AlertAction = {
  readonly actionId: string
  readonly alertId: string
  readonly action: RecordedAction
  readonly expectedVersion: number
  readonly operator: string
  readonly note: string | null
  readonly untilMs: number | null
  readonly turn: number
  readonly escalateAfterMs: number | null
  readonly offset: number
  /** When the log took it: the only time by which an action is judged. */
  readonly timeMs: number
}

/**
 * Why an action took no effect:
 * `unknown-version` names a version that is not in the log (yet); `moved-on` an earlier action knew a later version;
 * `overtaken` somebody else acted first; `not-allowed` the alert's state does not admit it.
 */
export type ActionRefusal = 'unknown-version' | 'moved-on' | 'overtaken' | 'not-allowed'

/** Two actions with the same key are one action. */
export const actionKey = ({ operator, actionId }: Pick<AlertAction, 'operator' | 'actionId'>): string =>
  JSON.stringify([operator, actionId])
