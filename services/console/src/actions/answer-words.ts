import { type ActionName, type AlertView, describeConflict } from '@landfall/contracts'
import { changeWords } from '../alert/change-words.ts'
import type { ActionResponse, PostedAction } from '../state/rest.ts'

const DONE: Readonly<Record<ActionName, string>> = {
  acknowledge: 'Acknowledged',
  silence: 'Silenced',
  unsilence: 'Silence ended',
  note: 'Note added',
  close: 'Closed',
  reopen: 'Reopened',
  tick: 'Ticked',
  untick: 'Unticked',
}

/** What became of an action. If it came too late, also what the alert is now and who made it so. `nowMs` by the server's clock. */
export const answerWords = (asked: PostedAction, result: ActionResponse, nowMs: number): string => {
  const { action, expectedVersion } = asked
  switch (result.outcome) {
    case 'done':
      return DONE[action]
    case 'unknown':
      return `NOT CERTAIN: ${action} may have been done, or not. See what the alert says before you do it again.`
    case 'refused':
      return `Not done: ${action}. ${result.message}`
    case 'conflict': {
      const isStillAllowed = result.alert.allowedActions.some((allowed) => allowed === action)
      const isOnlyNewer = isStillAllowed && result.alert.version !== expectedVersion
      const conflict = isOnlyNewer ? null : describeConflict(asked, result.alert, nowMs)
      if (conflict !== null) return `${conflict}. Nothing was changed.`
      return `Not done: ${action}. ${alertNow(result.alert, expectedVersion)}. ${result.message}`
    }
    default:
      return result satisfies never
  }
}

const alertNow = (alert: AlertView, expectedVersion: number): string =>
  alert.version === expectedVersion
    ? `it is ${alert.state}${byOperator(alert)}`
    : `you saw version ${expectedVersion}, it is now ${alert.version} (${changeWords(alert.changes)})`

const byOperator = ({ state, acknowledgement, closed }: AlertView): string => {
  const operator = state === 'closed' ? closed?.operator : acknowledgement?.operator
  return operator == null || state === 'unacknowledged' ? '' : ` by ${operator}`
}
