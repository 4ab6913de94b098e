import { type AlertViewOf, describeEtaPhase, type InboundCraft } from '@landfall/contracts'
import { personsQuestions } from '../alert/persons-questions.ts'
import { formatUtc } from '../format/format-utc.ts'
import { isolateText } from '../format/isolate-text.ts'

type Group = Pick<AlertViewOf<'inbound-group'>, 'craft' | 'counts'>

/** What would settle an inbound group: where each craft is and whether it needs help, then how many of its people count. */
export const inboundQuestions = ({ craft, counts }: Group, nowMs: number): readonly string[] => [
  ...craft.flatMap((one) => approachQuestions(one, nowMs)),
  ...joined(craft.flatMap((one) => personsQuestions(one, counts))),
]

/** The same question about several craft as one: `track:1, mmsi:2: how many have permission?` */
const joined = (questions: readonly string[]): readonly string[] => {
  const about = new Map<string, string[]>()
  for (const question of questions) {
    const end = question.lastIndexOf(': ')
    const what = question.slice(end)
    about.set(what, [...(about.get(what) ?? []), question.slice(0, end)])
  }
  return [...about].map(([what, who]) => `${who.join(', ')}${what}`)
}

const approachQuestions = ({ craftId, approach }: InboundCraft, nowMs: number): readonly string[] => {
  if (approach === null) return []
  const who = isolateText(craftId)
  const seen = `seen ${formatUtc(Date.parse(approach.last.at))}`
  if (describeEtaPhase(approach.eta, nowMs)?.phase === 'overdue')
    return [
      `${who}: ${seen}, expected by ${formatUtc(Date.parse(approach.eta?.latest ?? ''))}: where is it, and does it need help?`,
    ]
  switch (approach.state) {
    case 'adrift':
      return [`${who}: adrift, ${seen}: does it need help?`]
    case 'unknown':
      return [`${who}: ${seen}, course not known: where is it now?`]
    case 'may-arrive':
      return [`${who}: does it turn in or pass? A newer position would say.`]
    case 'heading-in':
      return approach.motion === 'reported' ? [`${who}: is it as fast as it says? A second position would say.`] : []
    case 'passing':
      return []
    default:
      return approach.state satisfies never
  }
}
