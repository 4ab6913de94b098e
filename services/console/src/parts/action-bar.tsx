import type { ActionName, AlertView } from '@landfall/contracts'
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
export const ActionBar = ({ alert, state, con }: Props) => (
  <fieldset class="actions group" aria-label="Actions">
    {alert.allowedActions.map((action) => (
      <button
        key={action}
        type="button"
        class={action === 'acknowledge' ? 'strong' : ''}
        disabled={state.busy}
        onClick={() => begin(con, alert, action)}
      >
        {WORDS[action]}
      </button>
    ))}
    {state.answer?.alertId === alert.alertId && (
      <p class={`answer ${state.answer.good ? 'good' : 'bad'}`} role={state.answer.good ? 'status' : 'alert'}>
        {state.answer.text}
      </p>
    )}
  </fieldset>
)

/** At once where a word is not needed, else by a dialog. The version is the one on the screen when it was pressed. */
export const begin = (con: Console, alert: AlertView, action: ActionName): void => {
  if (!alert.allowedActions.includes(action)) return
  const { alertId, version } = alert
  if (action === 'acknowledge' || action === 'unsilence' || action === 'reopen') {
    void con.act({ alertId, action, expectedVersion: version, note: null, until: null })
  } else con.setDialog({ kind: 'action', action, alertId, version })
}
