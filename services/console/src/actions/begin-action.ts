import type { AlertView, AllowedAction } from '@landfall/contracts'
import type { Console } from '../state/create-console.ts'

/** Acts at once, or opens a dialog if a note or a time is needed. The action is on the version that is on the screen now. */
export const beginAction = (con: Console, alert: AlertView, action: AllowedAction): void => {
  if (!alert.allowedActions.includes(action)) return
  const { alertId, version } = alert
  switch (action) {
    case 'acknowledge':
    case 'unsilence':
    case 'reopen':
      void con.act({ alertId, action, expectedVersion: version, note: null, until: null })
      return
    case 'silence':
    case 'note':
    case 'close':
      con.setDialog({ kind: 'action', action, alertId, version })
      return
    default:
      action satisfies never
  }
}
