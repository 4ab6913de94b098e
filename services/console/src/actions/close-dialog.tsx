import { type AlertView, HANDED_TO_CHARACTERS_MAX, NOTE_CHARACTERS_MAX } from '@landfall/contracts'
import { useRef, useState } from 'preact/hooks'
import { headingOf } from '../alert/heading-of.ts'
import { severityOf } from '../alert/severity-of.ts'
import { Modal } from '../dialogs/modal.tsx'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { Dialog, State } from '../state/state.ts'
import {
  CLOSE_REASONS,
  type ClosingForm,
  closingFaults,
  closingOf,
  needsSentence,
  newClosingForm,
} from './closing-form.ts'
import { DialogAlert } from './dialog-alert.tsx'
import { DialogAnswer } from './dialog-answer.tsx'
import { FieldFault, faultProps } from './field-fault.tsx'

type Props = {
  readonly dialog: Extract<Dialog, { kind: 'action' }>
  readonly alert: AlertView
  readonly state: State
  readonly con: Console
}

/** Says once more what is closed, and asks why. What was written stays until it is accepted. */
export const CloseDialog = ({ dialog, alert, state, con }: Props) => {
  const [form, setForm] = useState(() => newClosingForm(alert))
  const [isChecked, setChecked] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const faults = new Map(isChecked ? closingFaults(form, alert) : [])
  const change = (part: Partial<ClosingForm>) => setForm({ ...form, ...part })
  const send = (event: Event) => {
    event.preventDefault()
    setChecked(true)
    const [first] = closingFaults(form, alert)
    if (first === undefined) return void con.act(closingOf(form, dialog.alertId, dialog.version))
    element.current?.querySelector<HTMLElement>(`[name="${first[0]}"]`)?.focus()
  }
  const severity = severityOf(alert)
  return (
    <Modal label={`Close this ${severity}`} onClose={() => con.setDialog(null)}>
      <form ref={element} class="card" onSubmit={send} noValidate>
        <h2>{`Close this ${alert.exercise ? 'exercise' : 'REAL'} ${severity}?`}</h2>
        <DialogAlert alert={alert} seenVersion={dialog.version} />
        <Reasons form={form} fault={faults.get('reason')} onChange={change} />
        {form.reason === 'duplicate' && (
          <Duplicate alert={alert} form={form} fault={faults.get('duplicateOf')} state={state} onChange={change} />
        )}
        {form.reason === 'handed-over' && (
          <label>
            Handed to
            <input
              type="text"
              maxLength={HANDED_TO_CHARACTERS_MAX}
              value={form.handedTo}
              onInput={(event) => change({ handedTo: event.currentTarget.value })}
              {...faultProps('handedTo', faults.get('handedTo'))}
            />
            <FieldFault name="handedTo" fault={faults.get('handedTo')} />
          </label>
        )}
        <label>
          {needsSentence(alert) ? 'What happened, in a sentence' : 'What happened (may be empty)'}
          <textarea
            rows={2}
            maxLength={NOTE_CHARACTERS_MAX}
            value={form.note}
            onInput={(event) => change({ note: event.currentTarget.value })}
            {...faultProps('note', faults.get('note'))}
          />
          <FieldFault name="note" fault={faults.get('note')} />
        </label>
        <p class="about">No names of people on board: whatever is written here is kept for good.</p>
        <DialogAnswer alert={alert} draft={form.note} state={state} con={con} />
        <footer>
          <button type="button" onClick={() => con.setDialog(null)}>
            Back
          </button>
          <button type="submit" class="primary" aria-disabled={state.busy}>
            {`Close ${severity}`}
          </button>
        </footer>
      </form>
    </Modal>
  )
}

type PartProps = {
  readonly form: ClosingForm
  readonly fault: string | undefined
  readonly onChange: (part: Partial<ClosingForm>) => void
}

const Reasons = ({ form, fault, onChange }: PartProps) => (
  <fieldset class="reasons" aria-describedby={fault === undefined ? undefined : 'fault-reason'}>
    <legend>Reason</legend>
    {CLOSE_REASONS.map(({ reason, label }) => (
      <label key={reason}>
        <input
          type="radio"
          name="reason"
          value={reason}
          checked={form.reason === reason}
          onChange={() => onChange({ reason })}
        />
        {label}
      </label>
    ))}
    <FieldFault name="reason" fault={fault} />
  </fieldset>
)

const Duplicate = ({
  alert,
  form,
  fault,
  state,
  onChange,
}: PartProps & { readonly alert: AlertView; readonly state: State }) => {
  const others = select
    .alerts(state)
    .filter((other) => other.alertId !== alert.alertId && other.exercise === alert.exercise)
    .filter(({ listed, alertId }) => listed || alertId === alert.supersededBy)
  return (
    <label>
      Duplicate of
      <select
        value={form.duplicateOf}
        onChange={(event) => onChange({ duplicateOf: event.currentTarget.value })}
        {...faultProps('duplicateOf', fault)}
      >
        <option value="">Choose an alert</option>
        {others.map((other) => (
          <option key={other.alertId} value={other.alertId}>
            {`${headingOf(other)} · ${other.alertId}`}
          </option>
        ))}
      </select>
      <FieldFault name="duplicateOf" fault={fault} />
    </label>
  )
}
