import type { AlertView } from '@landfall/contracts'
import { changeWords } from '../alert/change-words.ts'
import type { ActionResult, AlertAction } from '../state/rest.ts'

/** What became of an action; if it came too late, also what the alert is now and who made it so. */
export const answerWords = ({ action, expectedVersion }: AlertAction, result: ActionResult): string => {
  if (result.outcome === 'done') return `Done: ${action}`
  if (result.outcome === 'unknown')
    return `NOT CERTAIN: ${action} may have been done, or not. See what the alert says before you do it again.`
  const { message } = result
  if (result.outcome === 'refused') return `Not done: ${action}. ${message}`
  const { version, changes } = result.alert
  const now =
    version === expectedVersion
      ? `it is ${result.alert.state}${byOperator(result.alert)}`
      : `you saw version ${expectedVersion}, it is now ${version} (${changeWords(changes)})`
  return `Not done: ${action}. ${now}. ${message}`
}

const byOperator = ({ state, acknowledgement, closed }: AlertView): string => {
  const operator = state === 'closed' ? closed?.operator : acknowledgement?.operator
  return operator == null || state === 'unacknowledged' ? '' : ` by ${operator}`
}
