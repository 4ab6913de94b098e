import type { AlertView } from '@landfall/contracts'
import { changeWords } from '../alert/change-words.ts'
import type { Acted, Deed } from '../state/rest.ts'

/** What became of a deed; of one that came too late, what the alert is now and by whom. */
export const answerWords = ({ action, expectedVersion }: Deed, acted: Acted): string => {
  if (acted.outcome === 'done') return `Done: ${action}`
  if (acted.outcome === 'unknown')
    return `NOT CERTAIN: ${action} may have been done, or not. See what the alert says before you do it again.`
  const { message } = acted
  if (acted.outcome === 'refused') return `Not done: ${action}. ${message}`
  const { version, changes } = acted.alert
  const now =
    version === expectedVersion
      ? `it is ${acted.alert.state}${byWhom(acted.alert)}`
      : `you saw version ${expectedVersion}, it is now ${version} (${changeWords(changes)})`
  return `Not done: ${action}. ${now}. ${message}`
}

const byWhom = ({ state, acknowledgement, closed }: AlertView): string => {
  const operator = state === 'closed' ? closed?.operator : acknowledgement?.operator
  return operator == null || state === 'unacknowledged' ? '' : ` by ${operator}`
}
