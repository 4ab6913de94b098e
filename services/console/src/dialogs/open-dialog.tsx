import { AcknowledgeSeveralDialog } from '../actions/acknowledge-several-dialog.tsx'
import { ActionDialog } from '../actions/action-dialog.tsx'
import { TakeBackDialog } from '../actions/take-back-dialog.tsx'
import type { Sounds } from '../sound/sounds.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { HelpDialog } from './help-dialog.tsx'

type Props = {
  readonly state: State
  readonly con: Console
  readonly sounds: Sounds
  readonly onNotifications: (wanted: boolean) => void
}

/** The dialog that is open, if any. */
export const OpenDialog = ({ state, con, sounds, onNotifications }: Props) => {
  const { dialog, dialogsOpened: key } = state
  if (dialog === null) return null
  switch (dialog.kind) {
    case 'help':
      return <HelpDialog key={key} state={state} con={con} sounds={sounds} onNotifications={onNotifications} />
    case 'action':
      return <ActionDialog key={key} dialog={dialog} state={state} con={con} />
    case 'acknowledge-several':
      return <AcknowledgeSeveralDialog key={key} dialog={dialog} state={state} con={con} />
    case 'take-back':
      return <TakeBackDialog key={key} dialog={dialog} state={state} con={con} />
    default:
      return dialog satisfies never
  }
}
