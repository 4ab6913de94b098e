import { type AlertView, describeAuthor } from '@landfall/contracts'
import type { ComponentChildren } from 'preact'
import { changeWords } from '../../alert/change-words.ts'
import { ForeignText } from '../../format/foreign-text.tsx'
import { Moment } from '../../format/moment.tsx'
import { NoteText } from '../../format/note-text.tsx'
import type { Console } from '../../state/create-console.ts'
import type { PanelContext } from '../panel-context.ts'
import type { PanelParts } from '../panel-parts.tsx'
import { QuestionList } from './question-list.tsx'

type Props = {
  readonly alert: AlertView
  readonly parts: Omit<PanelParts, 'hero' | 'craft'>
  readonly context: PanelContext
  readonly con: Console
  /** What to do now. */
  readonly children?: ComponentChildren
}

/** What whoever comes to the desk needs first: lives, how sure it is, what to do, what is open, and what was said last. */
export const SummaryTab = ({ alert, parts, context, con, children }: Props) => (
  <>
    <Lead parts={parts} />
    {children}
    <QuestionList questions={parts.questions} context={context} />
    {parts.evidence}
    <LatestNotes alert={alert} con={con} />
    <VersionLine alert={alert} />
  </>
)

const Lead = ({ parts: { safety, certainty } }: Pick<Props, 'parts'>) =>
  safety === null && certainty === null ? null : (
    <section class="part">
      <div class="lead">
        {safety !== null && <p class="safety">{safety}</p>}
        {certainty !== null && <p>{certainty}</p>}
      </div>
    </section>
  )

const LATEST_MAX = 3

const LatestNotes = ({ alert: { notes, notesMore }, con }: { readonly alert: AlertView; readonly con: Console }) => {
  if (notes.length === 0) return null
  const count = notes.length + notesMore
  return (
    <section class="part">
      <h3>
        Latest notes{' '}
        {count > LATEST_MAX && (
          <button type="button" class="link" onClick={() => con.go({ tab: 'log' })}>
            All {count}
          </button>
        )}
      </h3>
      <ul class="notes">
        {notes
          .slice(-LATEST_MAX)
          .toReversed()
          .map(({ at, text, ...author }) => (
            <li key={`${at} ${text}`}>
              <Moment at={at} />{' '}
              <strong>
                <ForeignText>{describeAuthor(author, 'somebody')}</ForeignText>
              </strong>
              : <NoteText>{text}</NoteText>
            </li>
          ))}
      </ul>
    </section>
  )
}

const VersionLine = ({ alert: { version, changes, updatedAt, acknowledgement } }: { readonly alert: AlertView }) => (
  <p class="part about">
    Version {version} ({changeWords(changes)}) of <Moment at={updatedAt} />
    {acknowledgement && (
      <>
        . Acknowledged by <ForeignText>{describeAuthor(acknowledgement)}</ForeignText> at version{' '}
        {acknowledgement.version}, <Moment at={acknowledgement.at} />
      </>
    )}
  </p>
)
