import type { ActionName, AlertView } from '@landfall/contracts'
import { useEffect, useRef } from 'preact/hooks'
import type { Console } from '../state/console.ts'
import type { State } from '../state/state.ts'

type Props = { readonly alert: AlertView; readonly state: State; readonly con: Console }

const WORDS: Readonly<Record<ActionName, string>> = {
  acknowledge: 'Acknowledge',
  silence: 'Silence until …',
  unsilence: 'End silence',
  note: 'Note …',
  close: 'Close …',
  reopen: 'Reopen',
}

/** What the service allows now, and nothing else. */
export const ActionBar = ({ alert, state, con }: Props) => {
  const bar = useRef<HTMLFieldSetElement>(null)
  // The button that was pressed may be gone with what it did: the focus goes to what can be done now.
  useEffect(() => {
    if (state.answer !== null && document.activeElement === document.body) bar.current?.focus()
  }, [state.answer])
  return (
    <fieldset class="actions group" aria-label="Actions" tabIndex={-1} ref={bar}>
      {alert.allowedActions.map((action) => (
        <button
          key={action}
          type="button"
          class={action === 'acknowledge' ? 'strong' : ''}
          aria-disabled={state.busy}
          onClick={() => beginAction(con, alert, action)}
        >
          {WORDS[action]}
        </button>
      ))}
      {state.answer?.alertId === alert.alertId && state.dialog === null && (
        <p class={`answer ${state.answer.good ? 'good' : 'bad'}`}>{state.answer.text}</p>
      )}
    </fieldset>
  )
}

/** At once where a word is not needed, else by a dialog. The version is the one on the screen when it was pressed. */
export const beginAction = (con: Console, alert: AlertView, action: ActionName): void => {
  if (!alert.allowedActions.includes(action)) return
  const { alertId, version } = alert
  if (action === 'acknowledge' || action === 'unsilence' || action === 'reopen') {
    void con.act({ alertId, action, expectedVersion: version, note: null, until: null })
  } else con.setDialog({ kind: 'action', action, alertId, version })
}
