import { createInterface } from 'node:readline/promises'
import { type AlertView, CloseReason } from '@landfall/contracts'
import type { Invocation } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { describeAlert } from '../../watch/describe-alert.ts'
import type { ActionExtra } from './action-command.ts'

type Question = {
  readonly field: 'reason' | 'duplicateOf' | 'handedTo' | 'note'
  readonly flag: string
  readonly text: string
  /** What it must be; null: any text. */
  readonly oneOf: readonly string[] | null
}

/** The next thing that closing this alert lacks; null where nothing is missing. */
const nextQuestion = (given: ActionExtra, alert: AlertView): Question | null => {
  const { reason, duplicateOf, handedTo, note } = given
  const isAlarm = alert.severity === 'alarm' || alert.escalatedAt !== null
  const text = (field: Question['field'], flag: string, words: string): Question => ({
    field,
    flag,
    text: words,
    oneOf: null,
  })
  const reasons = CloseReason.options
  if (reason === undefined)
    return { field: 'reason', flag: 'reason', text: `Why? ${reasons.join(', ')}`, oneOf: reasons }
  if (reason === 'duplicate' && duplicateOf === undefined)
    return text('duplicateOf', 'duplicate-of', 'Duplicate of which alert? Its id')
  if (reason === 'handed-over' && handedTo === undefined) return text('handedTo', 'handed-to', 'Who goes on with it?')
  return isAlarm && !alert.exercise && note == null ? text('note', 'note', 'What happened, in a sentence?') : null
}

/**
 * What closing asks for: a reason, and of a real alarm a sentence. Asked at a terminal; elsewhere throws a UsageError that names
 * the option. Of what is closed already nothing is asked: the service says who was faster.
 */
export const completeClosing = async (
  { terminal, stdin, signal }: Invocation,
  alert: AlertView,
  given: ActionExtra,
): Promise<ActionExtra> => {
  const first = alert.state === 'closed' ? null : nextQuestion(given, alert)
  if (first === null) return given
  if (!stdin.isTTY) throw missing(first)
  terminal.say(describeAlert(alert, (_format, text) => text))
  const input = createInterface({ input: stdin, signal })
  try {
    const lines = input[Symbol.asyncIterator]()
    let answered = given
    for (let question: Question | null = first; question !== null; question = nextQuestion(answered, alert)) {
      terminal.say(question.text)
      const line = await lines.next()
      if (line.done === true) throw missing(question)
      const answer = line.value.trim()
      const isAnswer = question.oneOf === null ? answer !== '' : question.oneOf.includes(answer)
      if (isAnswer) answered = { ...answered, [question.field]: answer }
    }
    return answered
  } finally {
    input.close()
  }
}

const missing = ({ flag, text, oneOf }: Question): UsageError =>
  new UsageError(
    oneOf === null ? `--${flag} is missing. ${text}` : `--${flag} is missing: must be one of ${oneOf.join(', ')}`,
  )
