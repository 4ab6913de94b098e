import { useState } from 'preact/hooks'
import { Modal } from '../dialogs/modal.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { Moment } from '../format/moment.tsx'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { Dialog, State } from '../state/state.ts'

type Props = { readonly dialog: Extract<Dialog, { kind: 'action' }>; readonly state: State; readonly con: Console }

const SILENCES_MINUTES = [10, 30, 60, 240, 720] as const
const NOTE_CHARACTERS_MAX = 4_000

/** Asks for the note of an action, and for the end of a silence. */
export const ActionDialog = ({ dialog, state, con }: Props) => {
  const { action, alertId, version } = dialog
  const [note, setNote] = useState('')
  const [minutes, setMinutes] = useState<number>(30)
  const untilMs = select.serverNowMs(state) + minutes * 60_000
  const now = state.alerts.get(alertId)?.alert.version
  const send = (event: Event) => {
    event.preventDefault()
    const until = action === 'silence' ? new Date(untilMs).toISOString() : null
    void con.act({ alertId, action, expectedVersion: version, note: note.trim() || null, until })
  }
  return (
    <Modal label={action} onClose={() => con.setDialog(null)}>
      <form onSubmit={send}>
        <h2>{`${action[0]?.toUpperCase()}${action.slice(1)}`}</h2>
        <p class="about">{`${alertId}, version ${version}`}</p>
        {now !== undefined && now !== version && (
          <p class="answer bad">{`It has moved on to version ${now} since you opened this: look again first.`}</p>
        )}
        {action === 'silence' && <SilenceField minutes={minutes} untilMs={untilMs} onChange={setMinutes} />}
        <label>
          {action === 'note' ? 'Note' : 'Note (may be empty)'}
          <textarea
            rows={4}
            maxLength={NOTE_CHARACTERS_MAX}
            required={action === 'note'}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <p class="about">No names of people on board: whatever is written here is kept for good.</p>
        <div class="actions">
          <button type="submit" class="strong" aria-disabled={state.busy}>
            {action === 'close' ? 'Close the alert' : `Save ${action}`}
          </button>
          <button type="button" onClick={() => con.setDialog(null)}>
            Cancel
          </button>
        </div>
        {state.answer?.alertId === alertId && !state.answer.good && (
          <p class="answer bad">
            <ForeignText>{state.answer.text}</ForeignText>
          </p>
        )}
      </form>
    </Modal>
  )
}

type SilenceProps = {
  readonly minutes: number
  readonly untilMs: number
  readonly onChange: (minutes: number) => void
}

const SilenceField = ({ minutes, untilMs, onChange }: SilenceProps) => (
  <label>
    For
    <select value={minutes} onChange={(event) => onChange(Number(event.currentTarget.value))}>
      {SILENCES_MINUTES.map((choice) => (
        <option key={choice} value={choice}>
          {choice < 60 ? `${choice} min` : `${choice / 60} h`}
        </option>
      ))}
    </select>
    <span class="about">
      until <Moment at={untilMs} />; a higher severity is heard all the same
    </span>
  </label>
)
