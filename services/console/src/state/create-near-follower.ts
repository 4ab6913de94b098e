import { isDistressAlert } from '@landfall/contracts'
import { createAlertFollower } from './create-alert-follower.ts'
import type { Store } from './create-store.ts'
import { rest } from './rest.ts'
import type { State } from './state.ts'

/** Craft move and the service's answer is of a moment, so it is asked again; the positions say how old they are. */
const ASK_MS = 10_000

/** While the chosen alert is a call for help, keeps asking which craft are near it. To be called each second. */
export const createNearFollower = (store: Store<State>): (() => void) =>
  createAlertFollower(store, {
    key: 'near',
    askMs: ASK_MS,
    whatOf: (alert) => (isDistressAlert(alert) ? `${alert.alertId} ${alert.version}` : null),
    ask: rest.getNear,
  })
