import type { AlertView } from '@landfall/contracts'
import { ForeignText } from '../format/foreign-text.tsx'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'

type Props = {
  readonly alert: AlertView
  /** What was written, which a conflict must not lose. */
  readonly draft: string
  readonly state: State
  readonly con: Console
}

/** Why the action was not done. Where somebody else was faster, what was written can still be kept as a note. */
export const DialogAnswer = ({ alert, draft, state, con }: Props) => {
  const { answer } = state
  if (answer === null || answer.good || answer.alertId !== alert.alertId) return null
  const note = draft.trim()
  const canKeep = answer.conflict === true && note !== '' && alert.allowedActions.includes('note')
  const { alertId, version } = alert
  return (
    <div class="notice">
      <p>
        <ForeignText>{answer.text}</ForeignText>
        {canKeep && ' What you wrote is kept here as a draft.'}
      </p>
      {canKeep && (
        <button
          type="button"
          onClick={() => void con.act({ alertId, action: 'note', expectedVersion: version, note, until: null })}
        >
          Add as note
        </button>
      )}
    </div>
  )
}
