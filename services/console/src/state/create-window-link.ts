import type { State } from './state.ts'

/** Between the windows of one browser: whichever is used chooses for all. */
export type WindowLink = { readonly choose: (alertId: string) => void }

const CHANNEL = 'landfall'
const ALERT_ID_LENGTH_MAX = 200

/** `onChosen` is called when another window has chosen. A browser without channels has windows that choose each for itself. */
export const createWindowLink = (onChosen: (alertId: string) => void): WindowLink => {
  if (typeof BroadcastChannel === 'undefined') return { choose: () => {} }
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const alertId = readChoice(data)
    if (alertId !== null) onChosen(alertId)
  }
  return { choose: (alertId) => channel.postMessage({ alertId }) }
}

/** Not while something is written or reported here, and never on the wall, which goes round by itself. */
export const followsChoice = ({ route, preferences, dialog }: State, alertId: string): boolean =>
  preferences.together && route.view === 'watch' && !route.kiosk && dialog === null && route.alertId !== alertId

/** Null for what a window of another version may send. */
export const readChoice = (data: unknown): string | null => {
  const alertId = typeof data === 'object' && data !== null && 'alertId' in data ? data.alertId : null
  return typeof alertId === 'string' && alertId.length <= ALERT_ID_LENGTH_MAX ? alertId : null
}
