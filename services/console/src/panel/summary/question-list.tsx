import type { OpenQuestion } from '../../alert/open-question.ts'
import { capitalized } from '../../format/capitalized.ts'
import { ForeignText } from '../../format/foreign-text.tsx'
import { isolateText } from '../../format/isolate-text.ts'
import { Letter } from '../letter.tsx'
import type { PanelContext } from '../panel-context.ts'

type Props = { readonly questions: readonly OpenQuestion[]; readonly context: PanelContext }

/** As many as fit above the legal tests; the rest is a press away. */
const SHOWN_MAX = 6

/** What would settle it, craft by craft, each with the way to answer it. */
export const QuestionList = ({ questions, context }: Props) => {
  if (questions.length === 0) return null
  const [shown, rest] = [questions.slice(0, SHOWN_MAX), questions.slice(SHOWN_MAX)]
  return (
    <section class="part">
      <h3>What would settle it</h3>
      <ul class="questions">
        {shown.map((question) => (
          <Question key={keyOf(question)} question={question} context={context} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details class="how">
          <summary>{rest.length} more</summary>
          <ul class="questions">
            {rest.map((question) => (
              <Question key={keyOf(question)} question={question} context={context} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const keyOf = ({ craftIds, ask }: OpenQuestion): string => `${craftIds.join(' ')} ${ask}`

type QuestionProps = { readonly question: OpenQuestion; readonly context: PanelContext }

const Question = ({ question: { craftIds, ask, isConflict }, context }: QuestionProps) => {
  const [craftId = ''] = craftIds
  const { onReport, onCompare, letters } = context
  return (
    <li>
      <Letter letter={letters.get(craftId) ?? '?'} />
      <span>
        <ForeignText>{capitalized(ask)}</ForeignText>
      </span>
      {isConflict ? (
        <button
          type="button"
          class="link"
          aria-label={`Compare the reports on ${isolateText(craftId)}`}
          onClick={() => onCompare(craftId)}
        >
          Compare
        </button>
      ) : (
        onReport !== undefined && (
          <button
            type="button"
            class="link"
            aria-label={`Report people on ${isolateText(craftId)}`}
            onClick={() => onReport(craftId)}
          >
            Report…
          </button>
        )
      )}
    </li>
  )
}
