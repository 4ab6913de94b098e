import { type AlertView, describeAuthor, describeCloseReason } from '@landfall/contracts'
import { Icon } from '../alert/icon.tsx'
import { severityOf } from '../alert/severity-of.ts'
import { ForeignText } from '../format/foreign-text.tsx'
import { Moment } from '../format/moment.tsx'
import { NoteText } from '../format/note-text.tsx'
import type { Console } from '../state/create-console.ts'

type Props = { readonly alert: AlertView; readonly con: Console }

/** Says across the panel that an alert is closed or has ended: when, who did it, why, and where it goes on. */
export const Ending = ({ alert, con }: Props) =>
  alert.state === 'closed' || alert.status !== 'open' ? (
    <div class="ending">
      <Icon name={`${severityOf(alert)}-closed`} />
      <div>
        {alert.status !== 'open' && <Ended alert={alert} con={con} />}
        {alert.closed !== null && <Closed closed={alert.closed} />}
      </div>
      <button type="button" onClick={() => con.go({ tab: 'log' })}>
        Read the log
      </button>
    </div>
  ) : null

const Ended = ({ alert: { status, reason, supersededBy }, con }: Props) => (
  <p>
    <strong>{status.toUpperCase()}</strong>
    {reason !== null && (
      <>
        {' '}
        · <ForeignText>{reason}</ForeignText>
      </>
    )}
    {supersededBy !== null && (
      <>
        {' '}
        <button type="button" class="link" onClick={() => con.go({ alertId: supersededBy })}>
          Go to <ForeignText>{supersededBy}</ForeignText>
        </button>
      </>
    )}
  </p>
)

const Closed = ({ closed }: { readonly closed: NonNullable<AlertView['closed']> }) => (
  <>
    <p>
      <strong>CLOSED</strong> <Moment at={closed.at} /> by <ForeignText>{describeAuthor(closed)}</ForeignText>
      {closed.reason != null && (
        <>
          {' '}
          · <ForeignText>{describeCloseReason(closed)}</ForeignText>
        </>
      )}
    </p>
    {closed.note !== null && <NoteText>{closed.note}</NoteText>}
  </>
)
