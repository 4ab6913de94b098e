import type { AlertView, CloseReason } from '@landfall/contracts'
import { severityOf } from '../alert/severity-of.ts'
import type { PostedAction } from '../state/rest.ts'

/** What is written in the dialog that closes an alert. */
export type ClosingForm = {
  readonly reason: CloseReason | null
  readonly duplicateOf: string
  readonly handedTo: string
  readonly note: string
}
type ClosingField = keyof ClosingForm

export const CLOSE_REASONS: readonly { readonly reason: CloseReason; readonly label: string }[] = [
  { reason: 'resolved', label: 'Resolved' },
  { reason: 'false', label: 'False' },
  { reason: 'duplicate', label: 'Duplicate of …' },
  { reason: 'handed-over', label: 'Handed to …' },
] satisfies readonly { readonly reason: (typeof CloseReason.options)[number]; readonly label: string }[]

/** An alert that was merged into another is most likely closed as its duplicate. */
export const newClosingForm = ({ status, supersededBy }: AlertView): ClosingForm => ({
  reason: status === 'superseded' && supersededBy !== null ? 'duplicate' : null,
  duplicateOf: supersededBy ?? '',
  handedTo: '',
  note: '',
})

/** Whether closing asks for a sentence. */
export const needsSentence = (alert: AlertView): boolean => !alert.exercise && severityOf(alert) === 'alarm'

/** What is missing, by field, in the order of the form; the service refuses the same. */
export const closingFaults = (form: ClosingForm, alert: AlertView): readonly (readonly [ClosingField, string])[] => {
  const faults: (readonly [ClosingField, string])[] = []
  if (form.reason === null) faults.push(['reason', 'Choose a reason.'])
  if (form.reason === 'duplicate' && form.duplicateOf === '')
    faults.push(['duplicateOf', 'Choose the alert that this one repeats.'])
  if (form.reason === 'handed-over' && form.handedTo.trim() === '')
    faults.push(['handedTo', 'Say who goes on with it.'])
  if (needsSentence(alert) && form.note.trim() === '') faults.push(['note', 'A real alarm needs a sentence.'])
  return faults
}

/** The action to send. Fields of a reason that is not chosen are left out. */
export const closingOf = (form: ClosingForm, alertId: string, expectedVersion: number): PostedAction => ({
  alertId,
  action: 'close',
  expectedVersion,
  note: form.note.trim() || null,
  until: null,
  ...(form.reason !== null && { reason: form.reason }),
  ...(form.reason === 'duplicate' && { duplicateOf: form.duplicateOf }),
  ...(form.reason === 'handed-over' && { handedTo: form.handedTo.trim() }),
})
