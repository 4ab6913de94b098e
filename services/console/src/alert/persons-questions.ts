import type { AlertCraft, Counts } from '@landfall/contracts'
import { isolateText } from '../format/isolate-text.ts'

type Craft = Pick<AlertCraft, 'craftId' | 'unauthorised' | 'permissionReport' | 'conflictingReports'>

/** What would settle how many people of a craft count; where everybody aboard does, nobody's permission matters. */
export const personsQuestions = (craft: Craft, counts: Counts | undefined): readonly string[] => {
  const questions: string[] = []
  const { min, max } = craft.unauthorised
  const who = isolateText(craft.craftId)
  if (craft.permissionReport === null && counts !== 'aboard') questions.push(`${who}: how many have permission?`)
  else if (min !== max) questions.push(`${who}: ${min} or ${max ?? 'more'}?`)
  if (craft.conflictingReports.length > 0) questions.push(`${who}: which report is right?`)
  return questions
}
