import type { AlertCraft, Counts } from '@landfall/contracts'
import type { OpenQuestion } from './open-question.ts'

type Craft = Pick<AlertCraft, 'craftId' | 'unauthorised' | 'aboardReport' | 'permissionReport' | 'conflictingReports'>

/** What would settle how many people of a craft count; where everybody aboard does, nobody's permission matters. */
export const personsQuestions = (craft: Craft, counts: Counts | undefined): readonly OpenQuestion[] => {
  const about = { craftIds: [craft.craftId], isConflict: false }
  const { min, max } = craft.unauthorised
  const { aboard } = craft.aboardReport
  const questions: OpenQuestion[] = []
  if (craft.permissionReport === null && counts !== 'aboard')
    questions.push({ ...about, ask: `how many of ${aboard.likely} have permission?` })
  else if (min !== max) questions.push({ ...about, ask: `${min} or ${max ?? 'more'}?` })
  if (craft.conflictingReports.length > 0) questions.push({ ...about, isConflict: true, ask: conflictWords(craft) })
  return questions
}

const conflictWords = ({ aboardReport, conflictingReports }: Craft): string => {
  const numbers = new Set([aboardReport, ...conflictingReports].map(({ aboard }) => aboard.likely))
  return numbers.size < 2
    ? 'which report is right?'
    : `conflicting reports: ${[...numbers].toSorted((a, b) => a - b).join(' or ')} aboard?`
}
