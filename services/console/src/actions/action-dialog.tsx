import { type AlertView, NOTE_CHARACTERS_MAX } from '@landfall/contracts'
import { useState } from 'preact/hooks'
import { Modal } from '../dialogs/modal.tsx'
import { capitalized } from '../format/capitalized.ts'
import { Moment } from '../format/moment.tsx'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { Dialog, State } from '../state/state.ts'
import { CloseDialog } from './close-dialog.tsx'
import { DialogAlert } from './dialog-alert.tsx'
import { DialogAnswer } from './dialog-answer.tsx'

type Props = { readonly dialog: Extract<Dialog, { kind: 'action' }>; readonly state: State; readonly con: Console }

const SILENCES_MINUTES = [10, 30, 60, 240, 720] as const

/** Asks for what an action needs: a reason, the end of a silence, a note. Nothing where the alert is gone. */
export const ActionDialog = ({ dialog, state, con }: Props) => {
  const alert = state.alerts.get(dialog.alertId)?.alert
  if (alert === undefined) return null
  return dialog.action === 'close' ? (
    <CloseDialog dialog={dialog} alert={alert} state={state} con={con} />
  ) : (
    <NoteDialog dialog={dialog} alert={alert} state={state} con={con} />
  )
}

const NoteDialog = ({ dialog, alert, state, con }: Props & { readonly alert: AlertView }) => {
  const { action, alertId, version } = dialog
  const [note, setNote] = useState('')
  const [minutes, setMinutes] = useState<number>(30)
  const untilMs = select.serverNowMs(state) + minutes * 60_000
  const send = (event: Event) => {
    event.preventDefault()
    const until = action === 'silence' ? new Date(untilMs).toISOString() : null
    void con.act({ alertId, action, expectedVersion: version, note: note.trim() || null, until })
  }
  return (
    <Modal label={action} onClose={() => con.setDialog(null)}>
      <form class="card" onSubmit={send}>
        <h2>{capitalized(action)}</h2>
        <DialogAlert alert={alert} seenVersion={version} />
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
        <DialogAnswer alert={alert} draft={note} state={state} con={con} />
        <footer>
          <button type="button" onClick={() => con.setDialog(null)}>
            Cancel
          </button>
          <button type="submit" class="primary" aria-disabled={state.busy}>
            {`Save ${action}`}
          </button>
        </footer>
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
