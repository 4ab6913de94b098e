import { SeverityMark } from '../alert/severity-mark.tsx'
import { WorldTag } from '../alert/world-tag.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { Moment } from '../format/moment.tsx'
import { NoteText } from '../format/note-text.tsx'
import type { Console } from '../state/create-console.ts'
import type { HandoverItem } from './handover.ts'

type Props = { readonly items: readonly HandoverItem[]; readonly con: Console }

export const HandoverItems = ({ items, con }: Props) =>
  items.length === 0 ? (
    <p class="empty">None.</p>
  ) : (
    <ol class="handover-items">
      {items.map((item) => (
        <li key={item.alertId} class={item.exercise ? 'exercise' : ''}>
          <p class="headline">
            <SeverityMark severity={item.severity} />
            <WorldTag exercise={item.exercise} />
            <strong>
              <ForeignText>{item.heading}</ForeignText>
            </strong>
            <button type="button" class="link" onClick={() => con.go({ view: 'watch', alertId: item.alertId })}>
              {item.alertId}
            </button>
          </p>
          {item.details !== '' && (
            <p>
              <ForeignText>{item.details}</ForeignText>
            </p>
          )}
          <Since item={item} />
          {item.checklist !== null && item.since !== 'closed' && (
            <p>
              {`Checklist: ${item.checklist.done} of ${item.checklist.of} done`}
              {item.checklist.isLate && <strong>, overdue</strong>}
            </p>
          )}
          {item.silencedUntilMs !== null && (
            <p>
              <strong>Silenced</strong> until <Moment at={item.silencedUntilMs} />
            </p>
          )}
          <Questions questions={item.questions} />
          <Notes notes={item.notes} />
        </li>
      ))}
    </ol>
  )

/** Who has dealt with it, and since when. */
const Since = ({ item: { since, sinceMs, by, closedAs, note } }: { readonly item: HandoverItem }) => (
  <p>
    {since === 'raised' ? (
      <>
        <strong>Unacknowledged</strong>, raised <Moment at={sinceMs} />
      </>
    ) : (
      <>
        {since === 'closed' ? 'Closed' : 'Acknowledged'} <Moment at={sinceMs} /> by <ForeignText>{by}</ForeignText>
      </>
    )}
    {closedAs !== '' && (
      <>
        , <ForeignText>{closedAs}</ForeignText>
      </>
    )}
    {note !== null && <NoteText>{note}</NoteText>}
  </p>
)

const Questions = ({ questions }: Pick<HandoverItem, 'questions'>) =>
  questions.length === 0 ? null : (
    <>
      <h4>Open questions</h4>
      <ul>
        {questions.map((question) => (
          <li key={question}>
            <ForeignText>{question}</ForeignText>
          </li>
        ))}
      </ul>
    </>
  )

const Notes = ({ notes }: Pick<HandoverItem, 'notes'>) =>
  notes.length === 0 ? null : (
    <>
      <h4>Notes</h4>
      <ul>
        {notes.map(({ at, operator, text }) => (
          <li key={`${at} ${text}`}>
            <Moment at={at} /> <ForeignText>{operator}</ForeignText>: <NoteText>{text}</NoteText>
          </li>
        ))}
      </ul>
    </>
  )
