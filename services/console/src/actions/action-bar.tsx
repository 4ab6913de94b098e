import type { AlertView, AllowedAction } from '@landfall/contracts'
import { useEffect, useRef } from 'preact/hooks'
import { ForeignText } from '../format/foreign-text.tsx'
import { shortcutOf } from '../navigation/keys.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { beginAction } from './begin-action.ts'

type Props = { readonly alert: AlertView; readonly state: State; readonly con: Console }

const WORDS: Readonly<Record<AllowedAction, string>> = {
  acknowledge: 'Acknowledge',
  silence: 'Silence…',
  unsilence: 'End silence',
  note: 'Note…',
  close: 'Close…',
  reopen: 'Reopen',
}

/** Exactly the actions that the service allows now. */
export const ActionBar = ({ alert, state, con }: Props) => {
  const bar = useRef<HTMLFieldSetElement>(null)
  // The action may have removed the button that was pressed: move the focus to the actions that are left.
  useEffect(() => {
    if (state.answer !== null && document.activeElement === document.body) bar.current?.focus()
  }, [state.answer])
  return (
    <fieldset class="actions group" aria-label="Actions" tabIndex={-1} ref={bar}>
      {alert.allowedActions.map((action) => (
        <button
          key={action}
          type="button"
          class={action === 'acknowledge' ? 'primary' : ''}
          aria-disabled={state.busy}
          aria-keyshortcuts={shortcutOf(action, state.preferences.singleKeys)}
          onClick={() => beginAction(con, alert, action)}
        >
          {WORDS[action]}
        </button>
      ))}
      {state.answer?.alertId === alert.alertId && state.dialog === null && (
        <p class={`answer ${state.answer.good ? 'good' : 'bad'}`}>
          <ForeignText>{state.answer.text}</ForeignText>
        </p>
      )}
    </fieldset>
  )
}
