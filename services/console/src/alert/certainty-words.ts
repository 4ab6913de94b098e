import type { AlertViewOf, PersonsMethod } from '@landfall/contracts'

type Counting = AlertViewOf<'mass-arrival'> | AlertViewOf<'inbound-group'>

/** How sure a count is, in a sentence: `At least 33 confirmed by headcount`. What exceeds the threshold decides (design §4.7). */
export const certaintyWords = (alert: Counting): string => {
  const { certainty, threshold, unauthorised, craft } = alert
  const isNone = unauthorised.min === 0
  const confirmed = isNone ? 'none confirmed' : `${unauthorised.min} confirmed${methodsOf(craft)}`
  switch (certainty) {
    case 'observed':
      return isNone ? 'None confirmed' : `At least ${confirmed}`
    case 'likely':
      return `Likely more than ${threshold}, ${confirmed}`
    case 'possible':
      return `Possibly more than ${threshold}, ${confirmed}`
    default:
      return certainty satisfies never
  }
}

/** More would be a list, and no sentence. */
const METHODS_NAMED = 2

/** How the people that are certain were counted. */
const methodsOf = (craft: Counting['craft']): string => {
  const certain = craft.filter(({ unauthorised }) => unauthorised.min > 0)
  const methods = [...new Set<PersonsMethod>(certain.map(({ aboardReport }) => aboardReport.method))]
  return methods.length === 0 || methods.length > METHODS_NAMED ? '' : ` by ${methods.join(' and ')}`
}
