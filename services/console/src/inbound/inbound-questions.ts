import { type AlertViewOf, describeEtaPhase, type InboundCraft } from '@landfall/contracts'
import type { OpenQuestion } from '../alert/open-question.ts'
import { personsQuestions } from '../alert/persons-questions.ts'
import { formatUtc } from '../format/format-utc.ts'

type Group = Pick<AlertViewOf<'inbound-group'>, 'craft' | 'counts'>

/** What would settle an inbound group: where each craft is and whether it needs help, then how many of its people count. */
export const inboundQuestions = ({ craft, counts }: Group, nowMs: number): readonly OpenQuestion[] => [
  ...craft.flatMap((one) => {
    const ask = approachQuestion(one, nowMs)
    return ask === null ? [] : [{ craftIds: [one.craftId], ask, isConflict: false }]
  }),
  ...craft.flatMap((one) => personsQuestions(one, counts)),
]

/** Null where its approach leaves nothing open. */
const approachQuestion = ({ approach }: InboundCraft, nowMs: number): string | null => {
  if (approach === null) return null
  const seen = `seen ${formatUtc(Date.parse(approach.last.at))}`
  if (describeEtaPhase(approach.eta, nowMs)?.phase === 'overdue')
    return `${seen}, expected by ${formatUtc(Date.parse(approach.eta?.latest ?? ''))}: where is it, and does it need help?`
  switch (approach.state) {
    case 'adrift':
      return `adrift, ${seen}: does it need help?`
    case 'unknown':
      return `${seen}, course not known: where is it now?`
    case 'may-arrive':
      return 'does it turn in or pass? A newer position would say.'
    case 'heading-in':
      return approach.motion === 'reported' ? 'is it as fast as it says? A second position would say.' : null
    case 'passing':
      return null
    default:
      return approach.state satisfies never
  }
}
